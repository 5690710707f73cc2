"""The gift to a new member, as the operator has set it."""

from django.conf import settings

from aquatint.accounts.models import Person
from aquatint.ledger.actions import grant
from aquatint.ledger.models import Source


def give_credits(*, person: Person) -> None:
    """Grant the welcome credits once; none if the operator gives none."""
    if settings.WELCOME_CREDITS:
        grant(
            person=person,
            credits=settings.WELCOME_CREDITS,
            source=Source.WELCOME,
            key=f"welcome:{person.id.hex}",
            reason="Welcome",
        )
