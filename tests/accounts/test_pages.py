"""The pages of an account: keys, address, password, second step; and the inbox."""

import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core.mail import EmailMessage
from django.test import Client
from pytest_django.fixtures import Settings

from aquatint.accounts import actions, keys
from aquatint.accounts.models import ApiKey, Mail, Person
from aquatint.audit.models import Record
from tests.accounts.conftest import PASSWORD


@pytest.fixture
def at_home(browser: Client, dora: Person) -> Client:
    """Dora's browser, signed in."""
    browser.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})
    return browser


def test_a_new_key_is_shown_once_and_works(at_home: Client, dora: Person) -> None:
    answer = at_home.post("/account/keys", {"name": "Shop", "scopes": ["images", "read"]})
    token = re.findall(r"aq_[0-9A-Za-z]{49}", answer.content.decode())[0]
    assert keys.person_of_key(token)[0] == dora
    assert "no-store" in answer["Cache-Control"]
    again = at_home.get("/account/keys").content.decode()
    assert token not in again
    assert token[:11] in again


def test_a_key_without_any_scope_is_refused(at_home: Client) -> None:
    answer = at_home.post("/account/keys", {"name": "Shop"})
    assert "Choose at least one thing" in answer.content.decode()
    assert not ApiKey.objects.exists()


def test_a_key_is_revoked_on_the_page(at_home: Client, dora: Person) -> None:
    key, _ = actions.create_key(person=dora, name="Shop")
    answer = at_home.post("/account/keys", {"revoke": key.public_id}, follow=True)
    assert f"The key {key.start}… no longer works." in answer.content.decode()
    key.refresh_from_db()
    assert key.revoked is not None
    assert key.revoked_by == dora


@pytest.mark.parametrize("name", ["nonsense", "key_06ekt5c2s9bqt3k0q1v9m4w2rc", ""])
def test_what_is_not_ones_own_key_is_not_found(at_home: Client, ben: Person, name: str) -> None:
    key, _ = actions.create_key(person=ben)
    assert at_home.post("/account/keys", {"revoke": name}).status_code == 404
    assert at_home.post("/account/keys", {"revoke": key.public_id}).status_code == 404
    key.refresh_from_db()
    assert key.revoked is None


def test_the_name_of_a_key_is_shown_as_text(at_home: Client, dora: Person) -> None:
    actions.create_key(person=dora, name="<script>alert(1)</script>")
    assert "<script>alert" not in at_home.get("/account/keys").content.decode()


@pytest.mark.parametrize(
    "address", ["/account/keys", "/account/sessions", "/account/email", "/account/password", "/account/two-factor/"]
)
def test_the_pages_of_an_account_are_for_its_owner(browser: Client, address: str) -> None:
    answer = browser.get(address)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in")


@pytest.mark.parametrize(
    "address",
    ["/account/keys", "/account/sessions", "/account/email", "/account/password", "/account/two-factor/", "/sign-out"],
)
def test_every_page_stands_in_our_frame(at_home: Client, address: str) -> None:
    page = at_home.get(address).content.decode()
    assert 'class="bar"' in page
    assert " style=" not in page
    assert "<script>" not in page
    assert "{{" not in page


def test_a_changed_password_ends_the_other_sessions(at_home: Client, dora: Person) -> None:
    other = Client()
    other.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})
    new = "another walk by the sea"
    at_home.post("/account/password", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    dora.refresh_from_db()
    assert dora.check_password(new)
    assert at_home.get("/account/keys").status_code == 200
    assert other.get("/account/keys").status_code == 302
    assert Record.objects.filter(verb="person.password_set", subject=dora.public_id).count() == 1


def test_a_password_is_not_changed_without_the_old_one(at_home: Client, dora: Person) -> None:
    new = "another walk by the sea"
    at_home.post("/account/password", {"oldpassword": "wrong", "password1": new, "password2": new})
    dora.refresh_from_db()
    assert dora.check_password(PASSWORD)


def test_the_address_changes_when_the_new_mailbox_answers(
    at_home: Client, dora: Person, code: Callable[[], str]
) -> None:
    answer = at_home.post("/account/email", {"action_add": "", "email": "dora.new@example.org"}, follow=True)
    if "Is it you?" in answer.content.decode():
        answer = at_home.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    assert Mail.objects.latest("id").to == "dora.new@example.org"
    dora.refresh_from_db()
    assert dora.email == "dora@example.org"
    at_home.post("/sign-up/code", {"code": code()})
    dora.refresh_from_db()
    assert dora.email == "dora.new@example.org"
    notice = Mail.objects.get(subject="Your address was changed")
    assert notice.to == "dora@example.org"


def test_changing_the_address_asks_for_the_password_once_more(at_home: Client) -> None:
    answer = at_home.post("/account/email", {"action_add": "", "email": "dora.new@example.org"}, follow=True)
    assert "Is it you?" in answer.content.decode()


def test_the_second_step_can_be_set_up(at_home: Client) -> None:
    answer = at_home.get("/account/two-factor/totp/activate/", follow=True)
    assert "Is it you?" in answer.content.decode()
    answer = at_home.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    page = answer.content.decode()
    assert "<svg" in page
    assert "data:image" not in page
    assert "Switch it on" in page


def test_the_inbox_shows_the_newest_code_first(browser: Client, dora: Person, inbox: object) -> None:
    for one in (browser, Client()):
        one.post("/sign-in", {"email": "dora@example.org"})
    shown = re.findall(r"data-code>(\d{4}-\d{4})<", browser.get("/inbox").content.decode())
    kept = [re.findall(r"\d{4}-\d{4}", mail.text)[0] for mail in Mail.objects.order_by("-id")]
    assert shown == kept
    assert len(shown) == 2


def test_there_is_no_inbox_in_production(browser: Client, settings: Settings) -> None:
    settings.PRODUCTION = True
    assert browser.get("/inbox").status_code == 404


@pytest.mark.django_db
def test_the_inbox_keeps_the_newest_mails_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST_MAILS", 3)
    for number in range(5):
        actions.keep_mail(to="ada@example.org", subject=f"{number}", text="")
    assert [mail.subject for mail in Mail.objects.order_by("id")] == ["2", "3", "4"]


def test_a_mail_says_the_same_as_text_and_as_html(browser: Client, dora: Person, inbox: Callable[[], Mail]) -> None:
    browser.post("/sign-in", {"email": "dora@example.org"})
    mail = inbox()
    code = re.findall(r"\d{4}-\d{4}", mail.text)[0]
    assert code in mail.subject
    assert f"<h1>{code}</h1>" in mail.html
    assert "Nobody of ours will ever ask you for it." in mail.text
    assert "Nobody of ours will ever ask you for it." in mail.html
    assert "{" not in mail.text + mail.subject + mail.html


def test_a_mail_to_several_people_is_kept_with_all_of_them(inbox: Callable[[], Mail]) -> None:
    EmailMessage("Hello", "All of you.", to=["ada@example.org", "ben@example.org"]).send()
    assert inbox().to == "ada@example.org, ben@example.org"


def test_the_second_step_is_asked_for_at_sign_in(browser: Client, dora: Person, settings: Settings) -> None:
    settings.MFA_TOTP_TOLERANCE = 1  # half a minute may end in between
    secret = generate_totp_secret()
    TOTP.activate(dora, secret)
    answer = browser.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})
    assert answer["Location"] == "/account/two-factor/authenticate/"
    assert "Second step" in browser.get(answer["Location"]).content.decode()
    assert browser.get("/account/keys").status_code == 302
    digits = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    browser.post("/account/two-factor/authenticate/", {"code": digits})
    assert browser.get("/account/keys").status_code == 200
    page = browser.get("/account/two-factor/").content.decode()
    assert "Sign-in asks for six digits" in page


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("", "A second step at sign-in"),
        ("totp/deactivate/", "Switch the second step off?"),
        ("recovery-codes/", "Recovery codes"),
        ("recovery-codes/generate/", "New recovery codes"),
        ("reauthenticate/", "Is it you?"),
    ],
)
def test_the_pages_of_the_second_step_stand_in_our_frame(
    browser: Client, dora: Person, address: str, heading: str, settings: Settings
) -> None:
    settings.MFA_TOTP_TOLERANCE = 1  # half a minute may end in between
    secret = generate_totp_secret()
    TOTP.activate(dora, secret)
    RecoveryCodes.activate(dora)
    browser.post("/sign-in/password", {"login": "dora@example.org", "password": PASSWORD})
    digits = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    browser.post("/account/two-factor/authenticate/", {"code": digits})
    browser.post("/account/confirmation", {"password": PASSWORD})
    page = browser.get(f"/account/two-factor/{address}").content.decode()
    assert f"<h1>{heading}</h1>" in page
    assert 'class="bar"' in page
    assert " style=" not in page
    assert "{{" not in page


def test_the_recovery_codes_are_shown_to_who_has_proved_to_be_the_owner(at_home: Client, dora: Person) -> None:
    codes = RecoveryCodes.activate(dora).get_unused_codes()
    assert codes[0] not in at_home.get("/account/two-factor/recovery-codes/", follow=True).content.decode()
    at_home.post("/account/confirmation", {"password": PASSWORD})
    page = at_home.get("/account/two-factor/recovery-codes/").content.decode()
    assert len(codes) == 10
    assert all(code in page for code in codes)
