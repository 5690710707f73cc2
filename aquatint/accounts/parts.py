"""What the template parts of an account page show: `accounts/parts/keys.html` and `accounts/parts/sessions.html`."""

from typing import Any

from django.http import HttpRequest

from aquatint.accounts import sessions
from aquatint.accounts.forms import KeyForm
from aquatint.accounts.models import ApiKey, Person


def of_keys(person: Person, *, form: KeyForm | None = None) -> dict[str, Any]:
    """Return what the list of API keys needs."""
    keys = ApiKey.objects.filter(person=person, revoked=None).order_by("-id")
    return {"api_keys": keys, "key_form": form or KeyForm()}


def of_sessions(request: HttpRequest) -> dict[str, Any]:
    """Return what the list of sessions needs."""
    return {"sessions": sessions.listed(request)}
