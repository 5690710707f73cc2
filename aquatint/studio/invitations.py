"""An invitation is kept in the browser's session until its owner has signed in."""

from typing import Final

from django.http import HttpRequest

from aquatint.accounts.models import Person
from aquatint.billing import actions

_KEY: Final = "invitation"
_LONGEST: Final = 20


def keep(request: HttpRequest, code: str) -> None:
    """Remember by whose link this browser came."""
    request.session[_KEY] = code[:_LONGEST]


def take_up(request: HttpRequest, person: Person) -> bool:
    """Write down who invited a member, at the first page after signing in; False if nobody did or it does not count."""
    if _KEY not in request.session or person.is_guest:
        return False
    return actions.refer(invited=person, code=request.session.pop(_KEY)) is not None
