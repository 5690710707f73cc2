"""From the outbox to the mail server: letters are rendered as text and HTML, sent, and written down.

Mails about money and contracts go to every member; product news only to those who asked for it, with a link and a
header that end them by one click (RFC 8058).
"""

import logging
from email.utils import parseaddr
from typing import Final
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

from aquatint.accounts.models import Person
from aquatint.billing import actions, documents, pdf, reading
from aquatint.billing.mailwords import NothingToSay, Words, words_of
from aquatint.billing.models import Letter, Receipt
from aquatint.kit import ids

_SALT: Final = "aquatint.billing.news"
_log = logging.getLogger(__name__)


def post_due(*, most: int = 50) -> int:
    """Send the letters that are due; return how many went out. One that fails waits and holds up no other."""
    number = 0
    for letter in actions.take_letters(most=most):
        number += post(letter)
    return number


def post(letter: Letter) -> bool:
    """Send one letter and write down how it went; True if it went out."""
    try:
        message = compose(letter)
    except NothingToSay as reason:
        actions.letter_failed(letter=letter, problem=str(reason), final=True)
        return False
    except Exception as error:  # noqa: BLE001 -- a defect of one letter must not keep the others
        _log.exception("%s cannot be written", letter.public_id)
        actions.letter_failed(letter=letter, problem=f"{type(error).__name__}: {error}")
        return False
    try:
        message.send()
    except Exception as error:  # noqa: BLE001 -- mail services raise errors of their own kinds; each is tried again
        _log.warning("%s was not sent: %s", letter.public_id, error)
        actions.letter_failed(letter=letter, problem=f"{type(error).__name__}: {error}", final=_is_final(error))
        return False
    actions.letter_sent(letter=letter)
    return True


def compose(letter: Letter) -> EmailMultiAlternatives:
    """Return a letter as a message. Raises `NothingToSay` if it should not be sent."""
    person = letter.person
    if not person.is_active or not person.email:
        raise NothingToSay("The account is closed or has no address.")
    words = words_of(letter)
    if words.is_news and not reading.wants_news(person):
        raise NothingToSay("No news is wanted any more.")
    page = _page(person, words)
    message = EmailMultiAlternatives(
        subject=" ".join(words.subject.split()),
        body=render_to_string("billing/mails/frame.txt", page),
        to=[person.email],
        headers=_headers(letter, page),
    )
    message.attach_alternative(render_to_string("billing/mails/frame.html", page), "text/html")
    _attach(message, words)
    return message


def unsubscribe_token(person: Person) -> str:
    """Return what proves, in a link, that its holder may end a person's news. It opens nothing else."""
    return signing.Signer(salt=_SALT).sign(person.public_id)


def of_token(token: str) -> Person | None:
    """Return whose news a link ends, or None for a token that is not ours."""
    try:
        public_id = signing.Signer(salt=_SALT).unsign(token)
    except signing.BadSignature:
        return None
    return Person.objects.filter(pk=ids.parse(Person.prefix, public_id) or UUID(int=0)).first()


def _page(person: Person, words: Words) -> dict[str, object]:
    label, path = words.link
    return {
        "words": words,
        "facts": [(name, value) for name, value in words.facts if value],
        "link_title": label,
        "link": f"{settings.SITE_URL}{path}",
        "site_name": settings.SITE_NAME,
        "site_url": settings.SITE_URL,
        "seller": settings.SELLER_NAME,
        "seller_address": settings.SELLER_ADDRESS,
        "unsubscribe": f"{settings.SITE_URL}/unsubscribe/{unsubscribe_token(person)}" if words.is_news else "",
    }


def _headers(letter: Letter, page: dict[str, object]) -> dict[str, str]:
    """Return the headers: an id that stays the same when a mail is sent twice, and the way out of news."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{letter.public_id}@{domain}>", "Auto-Submitted": "auto-generated"}
    if page["unsubscribe"]:
        headers["List-Unsubscribe"] = f"<{page['unsubscribe']}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _attach(message: EmailMultiAlternatives, words: Words) -> None:
    """Attach the document that the mail is about: a mail is what people can keep."""
    key = ids.parse(Receipt.prefix, words.receipt)
    receipt = Receipt.objects.filter(pk=key).first() if key else None
    if receipt:
        paper = documents.document(receipt)
        message.attach(f"{paper.name}.pdf", pdf.render(paper, site=settings.SITE_NAME), "application/pdf")


def _is_final(error: Exception) -> bool:
    """Whether trying again is in vain: the address is refused for good, or the message cannot be built."""
    codes = [code for code, _ in getattr(error, "recipients", {}).values()] if _is_refusal(error) else []
    return isinstance(error, ValueError) or (bool(codes) and all(500 <= code < 600 for code in codes))  # noqa: PLR2004


def _is_refusal(error: Exception) -> bool:
    return type(error).__name__ == "SMTPRecipientsRefused"
