"""Sessions: whose they are, and the list that people see of their own."""

import re
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from aquatint.accounts import guests
from aquatint.accounts.models import Person

_BROWSERS = (("Edg", "Edge"), ("OPR|Opera", "Opera"), ("Firefox|FxiOS", "Firefox"), ("Chrome|CriOS|Chromium", "Chrome"),
             ("Safari", "Safari"))  # fmt: skip
_SYSTEMS = (("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Macintosh|Mac OS", "a Mac"), ("CrOS", "ChromeOS"), ("Linux", "Linux"))  # fmt: skip


def person_of_session(session_key: str | None) -> Person | None:
    """Return the member or guest of a session cookie's value; None if it is over or was never ours.

    For routes outside Django, in a thread: two SQL statements, the session and its person.
    """
    if not session_key or not session_key.isalnum():
        return None
    data = import_module(settings.SESSION_ENGINE).SessionStore(session_key).load()
    if SESSION_KEY not in data:
        return guests.of_session(data.get(guests.SESSION_KEY))
    person = Person.objects.filter(pk=data[SESSION_KEY], is_active=True).first()
    return person if person is not None and _fits(person, data) else None


@dataclass(frozen=True, slots=True)
class Line:
    """One signed-in browser in the list of a person's own."""

    number: int
    device: str
    address: str
    since: datetime
    is_this_one: bool


def listed(request: HttpRequest) -> list[Line]:
    """Return the sessions of the signed-in person, this one first, then the newest first."""
    rows = UserSession.objects.purge_and_list(request.user)
    lines = [
        Line(row.pk, device(row.user_agent), row.ip, row.created_at, row.session_key == request.session.session_key)
        for row in rows
    ]
    return sorted(lines, key=lambda line: (not line.is_this_one, -line.since.timestamp()))


def device(user_agent: str) -> str:
    """Return a browser's self-description in few words: "Firefox on Linux"."""
    browser = _first(_BROWSERS, user_agent) or "A program"
    system = _first(_SYSTEMS, user_agent)
    return f"{browser} on {system}" if system else browser


def _first(names: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((name for pattern, name in names if re.search(pattern, text)), None)


def _fits(person: Person, data: dict[str, Any]) -> bool:
    """Whether the session was made with the password that the person has now (Django's own rule)."""
    known = data.get(HASH_SESSION_KEY, "")
    hashes = (person.get_session_auth_hash(), *person.get_session_auth_fallback_hash())
    return any(constant_time_compare(known, one) for one in hashes)
