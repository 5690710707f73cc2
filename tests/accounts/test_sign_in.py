"""Signing in, staying signed in, and signing out, as a browser does it."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from aquatint.accounts.models import Mail, Person
from tests.accounts.conftest import PASSWORD, wrong

type Newest = Callable[[], str]


def _user(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


def _by_password(browser: Client, password: str = PASSWORD, email: str = "dora@example.org") -> str:
    return browser.post("/sign-in/password", {"login": email, "password": password}).content.decode()


def test_a_mailed_code_signs_in(browser: Client, dora: Person, code: Newest) -> None:
    answer = browser.post("/sign-in", {"email": "Dora@Example.org"})
    assert answer["Location"] == "/sign-in/code"
    assert browser.post("/sign-in/code", {"code": code()})["Location"] == "/"
    assert _user(browser) == str(dora.pk)


def test_a_password_signs_in(browser: Client, dora: Person) -> None:
    _by_password(browser)
    assert _user(browser) == str(dora.pk)


def test_a_wrong_password_says_so_and_nothing_more(browser: Client, dora: Person) -> None:
    known = _by_password(browser, "not this one at all")
    unknown = _by_password(browser, "not this one at all", "nobody@example.org")
    assert "do not belong together" in known
    assert "do not belong together" in unknown
    assert _user(browser) is None


def test_after_signing_in_one_is_where_one_wanted_to_be(browser: Client, dora: Person, code: Newest) -> None:
    door = browser.get("/account/keys")["Location"]
    assert door == "/sign-in?next=/account/keys"
    assert browser.get(door).content.decode().count('<input type="hidden" name="next" value="/account/keys">') == 2
    answer = browser.post("/sign-in", {"email": "dora@example.org", "next": "/account/keys"})
    answer = browser.post(answer["Location"], {"code": code(), "next": "/account/keys"})
    assert answer["Location"] == "/account/keys"


def test_nobody_is_sent_to_another_site(browser: Client, dora: Person) -> None:
    form = {"login": "dora@example.org", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert browser.post("/sign-in/password", form)["Location"] == "/"


def test_the_third_wrong_code_ends_the_try(browser: Client, dora: Person, code: Newest) -> None:
    browser.post("/sign-in", {"email": "dora@example.org"})
    right = code()
    answers = [browser.post("/sign-in/code", {"code": wrong(right)}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 302]
    assert "That is not the code" in answers[0].content.decode()
    browser.post("/sign-in/code", {"code": right})
    assert _user(browser) is None


def test_a_code_works_in_the_browser_that_asked_only(browser: Client, dora: Person, code: Newest) -> None:
    browser.post("/sign-in", {"email": "dora@example.org"})
    thief = Client()
    thief.post("/sign-in/code", {"code": code()})
    assert _user(thief) is None


def test_an_old_code_gives_way_to_a_new_one(browser: Client, dora: Person, code: Newest) -> None:
    browser.post("/sign-in", {"email": "dora@example.org"})
    old = code()
    browser.post("/sign-in/code", {"action": "resend"})
    assert code() != old
    browser.post("/sign-in/code", {"code": old})
    assert _user(browser) is None
    browser.post("/sign-in/code", {"code": code()})
    assert _user(browser) == str(dora.pk)


def test_an_unknown_address_gives_nothing_away(browser: Client, dora: Person, inbox: object) -> None:
    pages = []
    for email in ("dora@example.org", "nobody@example.org"):
        one = Client()
        answer = one.post("/sign-in", {"email": email})
        assert answer["Location"] == "/sign-in/code"
        page = one.get("/sign-in/code").content.decode().replace("nobody@", "dora@")
        pages.append([line for line in page.splitlines() if "csrfmiddlewaretoken" not in line])
    assert pages[0] == pages[1]
    mail = Mail.objects.get(to="nobody@example.org")
    assert mail.subject == "No account with this address at Aquatint"


def test_asking_for_codes_again_and_again_is_slowed_down(browser: Client, dora: Person, inbox: object) -> None:
    for _ in range(4):
        answer = Client().post("/sign-in", {"email": "dora@example.org"})
    assert answer.status_code == 200
    assert "Too many tries" in answer.content.decode()
    assert Mail.objects.count() == 3


def test_guessing_a_password_is_slowed_down_even_when_the_guess_is_right(browser: Client, dora: Person) -> None:
    for number in range(5):
        _by_password(Client(REMOTE_ADDR=f"10.0.0.{number}"), "not this one at all")
    assert "Too many tries" in _by_password(browser)
    assert _user(browser) is None


def test_an_imported_hash_of_100000_rounds_is_accepted_and_made_anew(browser: Client, dora: Person) -> None:
    imported = PBKDF2PasswordHasher().encode(PASSWORD, "c2FsdHNhbHQ", iterations=100_000)
    Person.objects.filter(pk=dora.pk).update(password=imported)
    _by_password(browser)
    assert _user(browser) == str(dora.pk)
    dora.refresh_from_db()
    assert dora.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert dora.check_password(PASSWORD)


def test_a_wrong_password_leaves_an_imported_hash_as_it_is(browser: Client, dora: Person) -> None:
    imported = PBKDF2PasswordHasher().encode(PASSWORD, "c2FsdHNhbHQ", iterations=100_000)
    Person.objects.filter(pk=dora.pk).update(password=imported)
    _by_password(browser, "not this one at all")
    dora.refresh_from_db()
    assert dora.password == imported


def test_a_switched_off_account_stays_closed(browser: Client, dora: Person) -> None:
    Person.objects.update(is_active=False)
    answer = browser.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})
    assert _user(browser) is None
    assert "switched off" in browser.get(answer["Location"]).content.decode()


def test_the_cookie_cannot_be_read_by_scripts_and_lasts_thirty_days(browser: Client, dora: Person) -> None:
    _by_password(browser)
    cookie = browser.cookies["aquatint"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert cookie["max-age"] == 30 * 86_400
    assert cookie["domain"] == ""
    assert str(dora.pk) not in cookie.value


def test_on_https_the_cookies_are_bound_to_the_host() -> None:
    program = (
        "from aquatint import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, "
        "s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_NAME, s.CSRF_COOKIE_SECURE)"
    )
    environment = {**os.environ, "AQUATINT_URL": "https://studio.example.org"}
    done = subprocess.run(  # noqa: S603 -- ourselves
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["__Host-aquatint", "True", "True", "__Host-csrf", "True"]


def test_the_cookie_is_another_one_after_signing_in(browser: Client, dora: Person) -> None:
    browser.get("/sign-in")
    session = browser.session
    session["seen"] = True
    session.save()
    before = session.session_key
    assert before is not None
    browser.cookies["aquatint"] = before
    _by_password(browser)
    assert browser.session.session_key != before


def test_signing_out_ends_the_session_and_clears_the_browser(browser: Client, dora: Person) -> None:
    _by_password(browser)
    stolen = browser.cookies["aquatint"].value
    answer = browser.post("/sign-out")
    assert answer["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    thief = Client()
    thief.cookies["aquatint"] = stolen
    assert thief.get("/account/keys").status_code == 302


def test_signing_out_asks_first_when_a_link_leads_there(browser: Client, dora: Person) -> None:
    _by_password(browser)
    assert "Sign out?" in browser.get("/sign-out").content.decode()
    assert _user(browser) == str(dora.pk)


def test_a_forgotten_password_is_replaced_with_a_code(browser: Client, dora: Person, code: Newest) -> None:
    other = Client()
    _by_password(other)
    assert browser.post("/password-reset", {"email": "dora@example.org"})["Location"] == "/password-reset/code"
    assert browser.post("/password-reset/code", {"code": code()})["Location"] == "/password-reset/password"
    new = "another walk by the sea"
    answer = browser.post("/password-reset/password", {"password1": new, "password2": new})
    assert answer["Location"] == "/password-reset/done"
    assert "changed" in browser.get("/password-reset/done").content.decode()
    _by_password(browser, new)
    assert _user(browser) == str(dora.pk)
    assert other.get("/account/keys").status_code == 302


@pytest.mark.usefixtures("inbox")
def test_resetting_the_password_of_an_unknown_address_gives_nothing_away(browser: Client) -> None:
    answer = browser.post("/password-reset", {"email": "nobody@example.org"})
    assert answer["Location"] == "/password-reset/code"
    assert "nobody@example.org" in browser.get("/password-reset/code").content.decode()
