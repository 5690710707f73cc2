"""Anonymous trials: a guest on one device, how many there may be, and what becomes of them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from aquatint.accounts import actions, adoption, guests, welcoming
from aquatint.accounts.errors import TrialUsedUp
from aquatint.accounts.models import Adoption, Person, TrialCount
from aquatint.accounts.sessions import person_of_session
from aquatint.kit import clock
from tests.accounts.conftest import PASSWORD


@pytest.fixture(autouse=True)
def three_a_day(settings: Settings, db: None) -> None:
    settings.TRIALS_PER_ADDRESS = 3


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Person, Person]]:
    """Register a function that notes what it was asked to move, as a package with pictures would."""
    noted: list[tuple[Person, Person]] = []
    monkeypatch.setattr(adoption, "_adopters", [])

    @adoption.register
    def move(*, guest: Person, person: Person) -> None:
        noted.append((guest, person))

    return noted


@pytest.fixture
def welcomed(monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    """Register a function that notes whom it was asked to greet, as the ledger would."""
    noted: list[Person] = []
    monkeypatch.setattr(welcoming, "_greeters", [])

    @welcoming.register
    def greet(*, person: Person) -> None:
        noted.append(person)

    return noted


def _guest_in(browser: Client) -> Person:
    guest = actions.create_guest(address="192.0.2.1")
    session = browser.session
    session[guests.SESSION_KEY] = str(guest.pk)
    session.save()
    browser.cookies["aquatint"] = str(session.session_key)
    return guest


def _sign_in(browser: Client) -> None:
    browser.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})


def test_a_guest_has_no_address_and_no_password() -> None:
    guest = actions.create_guest(address="192.0.2.1")
    assert guest.is_guest
    assert not guest.has_usable_password()


def test_the_fourth_guest_of_a_day_is_refused_with_the_time_to_wait() -> None:
    for _ in range(3):
        actions.create_guest(address="192.0.2.1")
    with pytest.raises(TrialUsedUp) as raised:
        actions.create_guest(address="192.0.2.1")
    assert raised.value.status == 429
    assert raised.value.retry_after is not None
    assert 0 < raised.value.retry_after <= 86_400
    assert actions.create_guest(address="192.0.2.2").is_guest
    assert Person.objects.count() == 4


def test_another_day_begins_anew_and_forgets_the_one_before() -> None:
    for _ in range(3):
        actions.create_guest(address="192.0.2.1")
    with clock.shifted(timedelta(days=1)):
        actions.create_guest(address="192.0.2.1")
    assert [(row.guests) for row in TrialCount.objects.all()] == [1]


def test_no_trials_at_all_can_be_chosen(settings: Settings) -> None:
    settings.TRIALS_PER_ADDRESS = 0
    with pytest.raises(TrialUsedUp):
        actions.create_guest(address="192.0.2.1")


def test_the_neighbours_in_one_ipv6_network_count_together() -> None:
    for last in (1, 2, 3):
        actions.create_guest(address=f"2001:db8:1:2::{last}")
    with pytest.raises(TrialUsedUp):
        actions.create_guest(address="2001:db8:1:2:ffff::1")
    assert actions.create_guest(address="2001:db8:1:3::1").is_guest


def test_the_address_is_not_in_the_database() -> None:
    actions.create_guest(address="192.0.2.1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') || (SELECT string_agg(p::text, '') FROM accounts_person p)"
                       " FROM accounts_trialcount t")  # fmt: skip
        stored = str(cursor.fetchone())
    assert "192.0.2.1" not in stored
    assert b"192.0.2.1".hex() not in stored


@pytest.mark.django_db(transaction=True)
def test_many_at_once_from_one_address_are_three() -> None:
    def ask(_: int) -> int:
        try:
            actions.create_guest(address="192.0.2.1")
        except TrialUsedUp:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(ask, range(24))) == 3
    assert Person.objects.count() == 3


def _request(browser: Client) -> HttpRequest:
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    request.session = browser.session
    request.user = AnonymousUser()
    return request


def test_nobody_is_made_before_something_is_asked_for(browser: Client) -> None:
    assert guests.current(_request(browser)) is None
    assert not Person.objects.exists()


def test_the_session_remembers_its_guest(browser: Client) -> None:
    request = _request(browser)
    first = guests.begin(request)
    assert guests.begin(request) == first
    assert guests.current(request) == first


def test_what_a_guest_has_moves_at_sign_in(browser: Client, dora: Person, moved: list[tuple[Person, Person]]) -> None:
    guest = _guest_in(browser)
    _sign_in(browser)
    assert moved == [(guest, dora)]
    assert Adoption.objects.get(guest=guest).person == dora
    assert guests.SESSION_KEY not in browser.session


def test_what_a_guest_has_moves_at_sign_up(
    browser: Client, code: Callable[[], str], moved: list[tuple[Person, Person]], welcomed: list[Person]
) -> None:
    guest = _guest_in(browser)
    browser.post("/sign-up", {"email": "emil@example.org"})
    assert moved == []
    browser.post("/sign-up/code", {"code": code()})
    emil = Person.objects.get(email="emil@example.org")
    assert moved == [(guest, emil)]
    assert welcomed == [emil]


def test_a_guest_who_breaks_off_a_sign_in_stays_the_guest(browser: Client, dora: Person, inbox: object) -> None:
    guest = _guest_in(browser)
    browser.post("/sign-in", {"email": "dora@example.org"})
    answer = browser.post("/sign-out", {"next": "/sign-in"})
    assert answer["Location"] == "/sign-in"
    assert "Clear-Site-Data" not in answer
    assert "Send me a code" in browser.get("/sign-in").content.decode()
    assert browser.session[guests.SESSION_KEY] == str(guest.pk)


def test_one_is_welcomed_once_and_not_when_an_operator_made_the_account(
    browser: Client, dora: Person, code: Callable[[], str], welcomed: list[Person]
) -> None:
    _sign_in(browser)
    other = Client()
    other.post("/sign-up", {"email": "emil@example.org"})
    other.post("/sign-up/code", {"code": code()})
    other.post("/sign-out")
    other.post("/sign-in", {"email": "emil@example.org"})
    other.post("/sign-in/code", {"code": code()})
    assert [person.email for person in welcomed] == ["emil@example.org"]


def test_a_guest_is_adopted_once(ada: Person, ben: Person, moved: list[tuple[Person, Person]]) -> None:
    guest = actions.create_guest(address="192.0.2.1")
    assert actions.adopt(guest=guest, person=ada) is not None
    assert actions.adopt(guest=guest, person=ben) is None
    assert moved == [(guest, ada)]


def test_a_member_is_never_adopted(ada: Person, ben: Person, moved: list[tuple[Person, Person]]) -> None:
    assert actions.adopt(guest=ada, person=ben) is None
    assert moved == []


def test_an_adopted_guest_is_nobody_in_another_browser(browser: Client, ada: Person) -> None:
    guest = _guest_in(browser)
    assert person_of_session(browser.session.session_key) == guest
    actions.adopt(guest=guest, person=ada)
    assert person_of_session(browser.session.session_key) is None


def test_a_move_that_fails_moves_nothing_and_locks_nobody_out(
    browser: Client, dora: Person, moved: list[tuple[Person, Person]], caplog: pytest.LogCaptureFixture
) -> None:
    @adoption.register
    def fail(*, guest: Person, person: Person) -> None:
        msg = "a defect"
        raise RuntimeError(msg)

    guest = _guest_in(browser)
    _sign_in(browser)
    assert browser.session["_auth_user_id"] == str(dora.pk)
    assert not Adoption.objects.exists()
    assert browser.session[guests.SESSION_KEY] == str(guest.pk)
    assert "a defect" in caplog.text
