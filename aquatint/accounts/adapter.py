"""Where allauth meets our people: its hooks call our actions, its words become ours."""

import logging
from collections.abc import Callable
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import BaseSignupForm
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.http import HttpRequest
from django.template.loader import render_to_string

from aquatint.accounts import actions, guests
from aquatint.accounts.models import Person

_CHOSEN: Final = "chosen_password"
_log = logging.getLogger(__name__)


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # the library has no types
    """Signs people up and in.

    A password chosen at sign-up waits, hashed, in the session until the mailed code has come back to the same browser.
    Otherwise somebody could sign up with a stranger's address, and their password would open the account as soon as
    the stranger proves the address.
    """

    error_messages = {  # noqa: RUF012 -- the shape is the library's
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is switched off.",
        "duplicate_email": "This is your address already.",
        "email_password_mismatch": "Address and password do not belong together. A mailed code works without either.",
        "email_taken": "This address belongs to an account already.",
        "enter_current_password": "Type the password you have now.",
        "incorrect_code": "That is not the code. Look at the newest mail; an older code no longer works.",
        "incorrect_password": "That is not your password.",
        "too_many_login_attempts": "Too many tries. Wait five minutes, or ask for a new code.",
        "rate_limited": "That was quick. Wait half a minute, then try again.",
    }

    def clean_email(self, email: str) -> str:
        """Refuse what does not fit into the column."""
        if len(email) > actions.MOST_LETTERS:
            raise ValidationError(f"An e-mail address has at most {actions.MOST_LETTERS} letters.")
        return email

    def save_user(self, request: HttpRequest, user: Any, form: BaseSignupForm, commit: bool = True) -> Person:  # noqa: ANN401, ARG002, FBT001, FBT002 -- the library's signature
        """Make the person; their password waits in the session."""
        person = actions.join(email=form.cleaned_data["email"])
        request.session[_CHOSEN] = [str(person.pk), form.cleaned_data["encoded_password"]]
        return person

    def login(self, request: HttpRequest, user: Person) -> None:
        """Sign in. The guest of this session, and the password chosen in it, become the person's."""
        owner, encoded = request.session.pop(_CHOSEN, ("", ""))
        if encoded and owner == str(user.pk):
            actions.set_password(person=user, encoded=encoded)
        guest = guests.of_session(request.session.get(guests.SESSION_KEY))
        super().login(request, user)
        if user.welcomed is None:
            _survive(lambda: actions.welcome(person=user))
        if guest is not None and _survive(lambda: actions.adopt(guest=guest, person=user)):
            request.session.pop(guests.SESSION_KEY, None)

    def set_password(self, user: Person, password: str) -> None:
        """Keep a new password."""
        actions.set_password(person=user, encoded=make_password(password))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail that knows the name and address of this instance."""
        ours = {"site_name": settings.SITE_NAME, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**ours, **context})

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Add an HTML part made from the text, so that both always say the same."""
        message: EmailMessage = super().render_mail(template_prefix, email, context, headers)
        if isinstance(message, EmailMultiAlternatives):
            page = {**context, "subject": message.subject, "paragraphs": str(message.body).split("\n\n")}
            message.attach_alternative(render_to_string("account/email/frame.html", page), "text/html")
        return message


def _survive(action: Callable[[], object]) -> bool:
    """Do it; a defect in a package above must lock nobody out, and both actions are tried again at the next sign-in."""
    try:
        action()
    except Exception:  # noqa: BLE001 -- see above
        _log.exception("a sign-in went on without something")
        return False
    return True
