"""The mail backend of a development start: mails become rows, and `/inbox` shows them."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from aquatint.accounts import actions


class Backend(BaseEmailBackend):
    """Keeps mails in the database instead of sending them."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the mails; return how many."""
        for message in email_messages:
            message.message()  # refuses what a mail server would refuse, such as a line break in the subject
            actions.keep_mail(
                to=", ".join(message.recipients()),
                subject=str(message.subject),
                text=str(message.body),
                html=_html(message),
            )
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    if not isinstance(message, EmailMultiAlternatives):
        return ""
    return next((str(content) for content, media_type in message.alternatives if media_type == "text/html"), "")
