"""The sessions of a person: known outside Django, listed, ended."""

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from aquatint.accounts import actions
from aquatint.accounts.models import Person
from aquatint.accounts.sessions import device, person_of_session
from aquatint.audit.models import Record
from aquatint.kit import clock
from tests.accounts.conftest import PASSWORD

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
_SAFARI = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Version/19.0 Mobile Safari/604.1"
_CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.fixture
def phone(dora: Person) -> Client:
    return _signed_in(_SAFARI)


@pytest.fixture
def laptop(dora: Person) -> Client:
    return _signed_in(_FIREFOX)


def _signed_in(user_agent: str) -> Client:
    client = Client(HTTP_USER_AGENT=user_agent)
    client.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})
    return client


def _page(client: Client) -> str:
    return client.get("/account/sessions").content.decode()


def _is_in(client: Client) -> bool:
    return client.get("/account/sessions").status_code == 200


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [(_FIREFOX, "Firefox on Linux"), (_SAFARI, "Safari on an iPhone"), (_CHROME, "Chrome on Windows"),
     ("curl/8.5.0", "A program"), ("", "A program")],
)  # fmt: skip
def test_a_browser_is_named_in_few_words(user_agent: str, words: str) -> None:
    assert device(user_agent) == words


def test_a_session_tells_its_person_in_two_statements(
    laptop: Client, dora: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key = laptop.cookies["aquatint"].value
    with django_assert_num_queries(2):
        assert person_of_session(key) == dora


@pytest.mark.django_db
@pytest.mark.parametrize("key", [None, "", "nonsense", "x" * 32, "\x00" * 32])
def test_an_invented_session_is_nobodys(key: str | None) -> None:
    assert person_of_session(key) is None


def test_a_session_is_over_after_thirty_days(laptop: Client) -> None:
    key = laptop.cookies["aquatint"].value
    Session.objects.update(expire_date=clock.now())
    assert person_of_session(key) is None


def test_a_session_made_with_a_former_password_is_nobodys(laptop: Client, dora: Person) -> None:
    key = laptop.cookies["aquatint"].value
    dora.set_password("something else entirely")
    dora.save()
    assert person_of_session(key) is None


def test_a_session_of_a_switched_off_account_is_nobodys(laptop: Client, dora: Person) -> None:
    Person.objects.update(is_active=False)
    assert person_of_session(laptop.cookies["aquatint"].value) is None


def test_one_sees_where_one_is_signed_in(phone: Client, laptop: Client) -> None:
    page = _page(laptop)
    assert page.index("Firefox on Linux") < page.index("Safari on an iPhone")
    assert page.count("this one") == 1
    assert "End the session of Safari on an iPhone" in page
    assert "End the session of Firefox on Linux" not in page


def test_another_session_is_ended_at_once(phone: Client, laptop: Client, dora: Person) -> None:
    number = _page(laptop).split('name="session" value="')[1].split('"')[0]
    stolen = phone.cookies["aquatint"].value
    laptop.post("/account/sessions", {"session": number})
    assert not _is_in(phone)
    assert person_of_session(stolen) is None
    assert _is_in(laptop)
    assert Record.objects.filter(verb="sessions.ended", actor=dora.public_id).count() == 1


@pytest.mark.parametrize("value", ["", "²", "nonsense", "9" * 30, "9" * 5_000])
def test_what_names_no_session_ends_none(phone: Client, laptop: Client, value: str) -> None:
    assert laptop.post("/account/sessions", {"session": value}).status_code == 302
    assert phone.get("/account").status_code == 200


def test_all_others_are_ended_together(phone: Client, laptop: Client) -> None:
    third = _signed_in(_CHROME)
    laptop.post("/account/sessions", {"session": "others"})
    assert (_is_in(phone), _is_in(third), _is_in(laptop)) == (False, False, True)


def test_nobody_ends_the_session_of_a_stranger(laptop: Client) -> None:
    actions.create_person(email="emil@example.org", password=PASSWORD)
    stranger = Client()
    stranger.post("/sign-in/password", {"login": "emil@example.org", "password": PASSWORD})
    stranger.post("/account/sessions", {"session": "others"})
    for number in range(1, 20):
        stranger.post("/account/sessions", {"session": str(number)})
    assert _is_in(laptop)


@pytest.mark.parametrize("value", ["", "abc", "²", "99999999999999999999999999"])
def test_nonsense_in_the_form_is_not_our_fault(laptop: Client, value: str) -> None:
    assert laptop.post("/account/sessions", {"session": value}).status_code in {302, 404}


def test_what_is_over_is_forgotten(laptop: Client) -> None:
    Session.objects.update(expire_date=clock.now())
    cache.set("over", 1, timeout=-1)
    cache.set("not_over", 1)
    actions.forget_what_is_over()
    assert not Session.objects.exists()
    assert _cached() >= {":1:not_over"}
    assert ":1:over" not in _cached()


def _cached() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM shared_cache")
        return {row[0] for row in cursor.fetchall()}
