"""Who asks: the member who is signed in, or the guest whom the session remembers."""

from typing import Final
from uuid import UUID

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from aquatint.accounts import actions
from aquatint.accounts.models import Person

SESSION_KEY: Final = "guest"


def current(request: HttpRequest) -> Person | None:
    """Return the signed-in person, else the session's guest, else None."""
    if isinstance(request.user, Person):
        return request.user
    return of_session(request.session.get(SESSION_KEY))


def begin(request: HttpRequest) -> Person:
    """Return whoever asks, making a guest for this session if there is nobody yet. Raises `TrialUsedUp`."""
    person = current(request)
    if person is None:
        person = actions.create_guest(address=get_adapter(request).get_client_ip(request))
        request.session[SESSION_KEY] = str(person.pk)
    return person


def of_session(value: str | None) -> Person | None:
    """Return the guest that a session's value names, unless they have signed in since."""
    if not value:
        return None
    return Person.objects.filter(pk=UUID(value), email=None, adoption=None, is_active=True).first()
