"""Every mail that can be sent: our words, as text and as HTML."""

from datetime import UTC, datetime

import pytest
from allauth.account.adapter import get_adapter
from allauth.core import context
from django.core.mail import EmailMultiAlternatives
from django.test import RequestFactory

_MAILS = [
    "account/email/account_already_exists",
    "account/email/email_changed",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
    "account/email/email_deleted",
    "account/email/login_code",
    "account/email/password_changed",
    "account/email/password_reset",
    "account/email/password_reset_code",
    "account/email/password_set",
    "account/email/unknown_account",
    "mfa/email/recovery_codes_generated",
    "mfa/email/totp_activated",
    "mfa/email/totp_deactivated",
]
_FACTS = {
    "site_name": "Aquatint",
    "site_url": "https://studio.example.org",
    "signup_url": "https://studio.example.org/sign-up",
    "code": "1234-5678",
    "email": "dora@example.org",
    "from_email": "dora@example.org",
    "to_email": "dora.new@example.org",
    "deleted_email": "dora@example.org",
    "ip": "192.0.2.1",
    "user_agent": "<b>A browser & more</b>",
    "timestamp": datetime(2026, 11, 21, 8, 30, tzinfo=UTC),
}


@pytest.mark.parametrize("name", _MAILS)
def test_a_mail_is_whole_and_in_our_words(name: str) -> None:
    request = RequestFactory().get("/")
    with context.request_context(request):
        mail = get_adapter(request).render_mail(name, "dora@example.org", dict(_FACTS))
    assert isinstance(mail, EmailMultiAlternatives)
    html = str(mail.alternatives[0][0])
    assert str(mail.body).endswith("Aquatint\nhttps://studio.example.org")
    assert "\n" not in str(mail.subject)
    assert str(mail.subject)
    assert "Thank you for using" not in str(mail.body)
    assert "{" not in f"{mail.subject}{mail.body}{html}"
    assert "<b>A browser" not in html
