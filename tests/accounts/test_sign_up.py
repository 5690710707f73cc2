"""Making an account, as a browser does it."""

from collections.abc import Callable

import pytest
from django.test import Client

from aquatint.accounts.forms import SignUpForm
from aquatint.accounts.models import Mail, Person
from aquatint.audit.models import Record
from tests.accounts.conftest import PASSWORD, wrong

type Newest = Callable[[], str]


def _sign_up(browser: Client, email: str = "emil@example.org", **more: str) -> None:
    answer = browser.post("/sign-up", {"email": email, **more})
    assert (answer.status_code, answer["Location"]) == (302, "/sign-up/code")


def _user(browser: Client) -> str | None:
    return browser.session.get("_auth_user_id")


def test_an_account_is_made_with_the_code_from_the_inbox(browser: Client, code: Newest) -> None:
    _sign_up(browser)
    assert _user(browser) is None
    answer = browser.post("/sign-up/code", {"code": code()})
    assert answer["Location"] == "/"
    emil = Person.objects.get(email="emil@example.org")
    assert _user(browser) == str(emil.pk)
    assert not emil.has_usable_password()
    assert Record.objects.filter(verb="person.joined", subject=emil.public_id).exists()


def test_a_code_is_read_whatever_its_dashes(browser: Client, code: Newest) -> None:
    _sign_up(browser)
    browser.post("/sign-up/code", {"code": " " + code().replace("-", " ")})
    assert _user(browser) is not None


def test_the_page_shows_where_the_code_went(browser: Client, code: Newest) -> None:
    _sign_up(browser)
    page = browser.get("/sign-up/code").content.decode()
    assert "<b>emil@example.org</b>" in page
    assert code() not in page


def test_a_password_chosen_at_sign_up_opens_the_account(browser: Client, code: Newest) -> None:
    _sign_up(browser, password1=PASSWORD)
    browser.post("/sign-up/code", {"code": code()})
    assert Person.objects.get(email="emil@example.org").password.startswith("argon2$argon2id$")
    other = Client()
    answer = other.post("/sign-in/password", {"login": "emil@example.org", "password": PASSWORD})
    assert answer["Location"] == "/"


def test_a_password_of_somebody_who_never_proved_the_address_opens_nothing(browser: Client, code: Newest) -> None:
    """Whoever signs up with a stranger's address must not share the account that the stranger gets."""
    _sign_up(browser, password1=PASSWORD)
    owner = Client()
    owner.post("/sign-in", {"email": "emil@example.org"})
    owner.post("/sign-in/code", {"code": code()})
    assert _user(owner) is not None
    for attacker in (browser, Client()):
        attacker.post("/sign-in/password", {"login": "emil@example.org", "password": PASSWORD})
        assert _user(attacker) is None
    assert not Person.objects.get(email="emil@example.org").has_usable_password()


def test_a_password_chosen_for_one_account_never_reaches_another(browser: Client, dora: Person, code: Newest) -> None:
    chosen = "another walk by the sea"
    _sign_up(browser, password1=chosen)
    for _ in range(3):
        browser.post("/sign-up/code", {"code": wrong(code())})
    browser.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})
    assert _user(browser) == str(dora.pk)
    dora.refresh_from_db()
    assert dora.check_password(PASSWORD)


def test_a_weak_password_is_refused_at_its_field(browser: Client) -> None:
    answer = browser.post("/sign-up", {"email": "emil@example.org", "password1": "password12"})
    assert answer.status_code == 200
    assert "too common" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize("email", ["emil", "emil@", "a\x00b@example.org", "x" * 60 + "@" + "y." * 110 + "example.org"])
def test_what_is_no_address_is_refused_at_its_field(browser: Client, email: str) -> None:
    answer = browser.post("/sign-up", {"email": email})
    assert 'aria-invalid="true"' in answer.content.decode()
    assert not Person.objects.exists()


def test_three_wrong_codes_end_the_try(browser: Client, code: Newest) -> None:
    _sign_up(browser)
    right = code()
    for _ in range(3):
        browser.post("/sign-up/code", {"code": wrong(right)})
    browser.post("/sign-up/code", {"code": right})
    assert _user(browser) is None


def test_signing_up_with_an_address_that_is_taken_looks_the_same(browser: Client, dora: Person, inbox: object) -> None:
    _sign_up(browser, "dora@example.org", password1=PASSWORD)
    taken = browser.get("/sign-up/code").content.decode()
    other = Client()
    _sign_up(other, "emil@example.org")
    fresh = other.get("/sign-up/code").content.decode()
    assert _shape(taken) == _shape(fresh)
    mail = Mail.objects.get(to="dora@example.org")
    assert mail.subject == "You have an account at Aquatint"
    assert Person.objects.filter(email="dora@example.org").count() == 1


def test_an_address_taken_in_the_same_moment_looks_the_same_too(
    browser: Client, dora: Person, inbox: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SignUpForm, "validate_unique_email", lambda _, email: email)  # it looked free a moment ago
    _sign_up(browser, "dora@example.org")
    assert Mail.objects.get(to="dora@example.org").subject == "You have an account at Aquatint"
    assert Person.objects.count() == 1


def _shape(page: str) -> str:
    without_token = [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]
    return "\n".join(without_token).replace("dora@", "emil@")


@pytest.mark.parametrize("address", ["/sign-up", "/sign-in", "/sign-in/password", "/password-reset"])
def test_every_door_is_a_page_with_a_form_and_no_inline_script(browser: Client, address: str) -> None:
    answer = browser.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<form" in page
    assert " style=" not in page
    assert "<script>" not in page
    assert "{{" not in page
    assert "default-src 'self'" in answer["Content-Security-Policy"]
