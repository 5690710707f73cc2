"""Every page: no dead link, nothing that the policy forbids, and the policy itself."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from aquatint.accounts.models import Person
from aquatint.kit import clock
from tests.studio.conftest import ENDINGS, done, images, start
from tests.studio.pages import addresses, double_ids, forbidden
from tests.studio.proving import edited, painted_set, planned, upload
from tests.studio.statics import is_there

_SERVED_ELSEWHERE = re.compile(
    r"^/(files/(img_\w{26}(/thumb|/preview|\?(format=\w+&)?download=1)?|partials/gen_\w{26}/\d/\d)|live/stream)$"
)


def _stream(ada: Person) -> str:
    for ending in ENDINGS.values():
        ending(ada)
    return "/"


PAGES: dict[str, Callable[[Person], str]] = {
    "stream": _stream,
    "empty stream": lambda _: "/",
    "image": lambda ada: f"/images/{images(done(ada, n=3))[1].public_id}",
    "edited": lambda ada: f"/images/{edited(ada).public_id}",
    "set": lambda ada: f"/generations/{painted_set(ada).public_id}",
    "plan": lambda ada: f"/plans/{planned(ada).public_id}",
    "receipt of an edit": lambda ada: f"/images/{edited(ada).public_id}/receipt",
    "receipt of an upload": lambda ada: f"/images/{upload(ada).public_id}/receipt",
    "receipt": lambda ada: f"/generations/{ENDINGS['returned'](ada).public_id}",
    "account": lambda ada: f"/account?{done(ada).public_id}",
    "nothing": lambda _: "/images/img_none",
}


@pytest.fixture(params=PAGES)
def html(request: pytest.FixtureRequest, page: Client, ada: Person) -> str:
    return page.get(PAGES[request.param](ada)).content.decode()


def test_no_page_has_a_dead_link(html: str, page: Client) -> None:
    dead = [address for address in addresses(html) if not _resolves(page, address)]
    assert not dead


def test_no_page_has_what_a_strict_policy_forbids(html: str) -> None:
    assert not forbidden(html)


def test_no_page_has_an_id_twice(html: str) -> None:
    assert not double_ids(html)


def test_every_page_sends_the_strict_policy(page: Client) -> None:
    for address in ("/", "/account", "/nothing-here"):
        policy = page.get(address)["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy


def test_the_first_page_has_no_dead_link_and_nothing_forbidden(client: Client) -> None:
    html = client.get("/").content.decode()
    assert not forbidden(html)
    assert not double_ids(html)
    assert not [address for address in addresses(html) if not _resolves(client, address)]
    assert "One free picture, no account." in html
    assert "free" in html


def test_a_page_is_never_kept_by_a_shared_cache(page: Client) -> None:
    assert "private" in page.get("/")["Cache-Control"]


def test_the_stream_goes_back_page_by_page_without_gaps(
    page: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aquatint.studio.views.home.PAGE", 2)
    made = [start(ada).public_id for _ in range(5)]
    seen: list[str] = []
    address = "/"
    while address:
        html = page.get(address).content.decode()
        seen += re.findall(r'<article class="run" id="(gen_\w+)"', html)
        address = next((one for one in addresses(html) if one.startswith("/?before=")), "")
    assert seen == made[::-1]


def test_the_stream_costs_the_same_however_long_it_is(page: Client, ada: Person) -> None:
    done(ada)
    with CaptureQueriesContext(connection) as few:
        page.get("/")
    for _ in range(4):
        done(ada)
    with CaptureQueriesContext(connection) as many:
        page.get("/")
    assert len(many) == len(few)


def test_the_words_of_an_earlier_picture_can_be_used_again(page: Client, ada: Person) -> None:
    generation = done(ada, n=3, words="A kettle on a windowsill")
    html = page.get(f"/?again={generation.public_id}").content.decode()
    assert "A kettle on a windowsill</textarea>" in html
    assert re.search(r'name="n"[^>]*value="3"', html)
    assert re.search(r'value="4:5" checked', html)


def test_account_needs_a_member(client: Client) -> None:
    reply = client.get("/account")
    assert reply.status_code == 302
    assert reply["Location"].startswith("/sign-in")


def test_the_theme_is_kept_without_scripts(page: Client) -> None:
    reply = page.post("/look", {"theme": "dark", "next": "/account"})
    assert reply["Location"] == "/account"
    assert 'data-theme="dark"' in page.get("/").content.decode()
    page.post("/look", {"theme": "system", "next": "//elsewhere.example/"})
    assert "data-theme" not in page.get("/").content.decode().partition("<head>")[0]


def test_the_theme_form_leads_nowhere_else(page: Client) -> None:
    assert page.post("/look", {"theme": "dark", "next": "https://elsewhere.example/"})["Location"] == "/"


def test_where_to_go_on_is_an_address_and_never_the_name_of_a_page(page: Client) -> None:
    reply = page.post("/look", {"theme": "dark", "next": "no-such-page"})
    assert (reply.status_code, reply["Location"]) == (302, "no-such-page")


def _resolves(client: Client, address: str) -> bool:
    path = address.partition("#")[0]
    if not path:
        return True
    if path.startswith("/static/"):
        return is_there(path)
    if _SERVED_ELSEWHERE.match(path):
        return True
    return client.get(path).status_code in {200, 302, 405}


def test_somebody_new_reads_what_they_have_until_they_make_something(page: Client, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(welcomed=clock.now())
    assert "Welcome. 50 credits are yours" in page.get("/").content.decode()
    start(ada)
    assert "Welcome." not in page.get("/").content.decode()
