"""Who a key belongs to: asked once for each API request, so it must cost next to nothing.

1. The checksum: a mistyped key never reaches the database.
2. A small memory of this process: a key that was good within the last `TTL` seconds is good. A key that is revoked
   stops at once in the process that revokes it, and within `TTL` seconds in every other one.
3. One SQL statement that fetches the key and its person.

`last_used` is written afterwards by a thread of its own, at most once a minute for each key. The people and keys
returned are shared between threads: read them, never change or save them.
"""

import logging
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final, NamedTuple
from uuid import UUID

from django.db import DatabaseError, connection
from django.db.models import Q

from aquatint.accounts import tokens
from aquatint.accounts.errors import AccountInactive, KeyMissing, KeyRevoked, KeyUnknown, ScopeMissing
from aquatint.accounts.models import ApiKey, Person
from aquatint.kit import clock

SCOPES: Final = ("images", "read")
TTL: Final = 5.0
MOST_REMEMBERED: Final = 10_000
_BETWEEN_WRITES = timedelta(minutes=1)


class _Good(NamedTuple):
    until: float
    person: Person
    key: ApiKey


_good: dict[bytes, _Good] = {}
_used: set[UUID] = set()
_writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="key-use")
_log = logging.getLogger(__name__)


def person_of_key(token: str | None) -> tuple[Person, ApiKey]:
    """Return the person that the key speaks for, and the key.

    Raises `KeyMissing`, `KeyUnknown`, `KeyRevoked` or `AccountInactive`, all of status 401.
    """
    if not token:
        raise KeyMissing("No API key came with the request. Send it as `Authorization: Bearer aq_…`.")
    if not tokens.is_well_formed(token):
        raise KeyUnknown("This is not a whole API key of this service. Copy it again, from `aq_` to its last letter.")
    digest = tokens.digest(token)
    good = _good.get(digest)
    if good is None or good.until < time.monotonic():
        good = _remember(digest, _look_up(digest))
    return good.person, good.key


def require(key: ApiKey, scope: str) -> None:
    """Raise `ScopeMissing` unless the key may do this."""
    if scope not in key.scopes:
        raise ScopeMissing(f"This API key may not do this: it lacks the scope “{scope}”. Make a key that has it.")


def forget(digests: Iterable[bytes] | None = None) -> None:
    """Drop keys from this process's memory: these, or all."""
    if digests is None:
        _good.clear()
        return
    for digest in digests:
        _good.pop(digest, None)


def write_use() -> None:
    """Write the moment of use of all keys noted since the last time, in one statement."""
    used = {_used.pop() for _ in range(len(_used))}
    now = clock.now()
    stale = Q(last_used=None) | Q(last_used__lte=now - _BETWEEN_WRITES)
    ApiKey.objects.filter(stale, id__in=used).update(last_used=now)


def _look_up(digest: bytes) -> ApiKey:
    key = ApiKey.objects.select_related("person").filter(digest=digest).first()
    if key is None:
        raise KeyUnknown("This API key is not known here. Make a new one on your account page.")
    if key.revoked is not None:
        raise KeyRevoked(f"This API key was revoked on {key.revoked:%-d %B %Y}. Make a new one on your account page.")
    if not key.person.is_active:
        raise AccountInactive("The account of this API key is switched off. Write to the operator of this service.")
    return key


def _remember(digest: bytes, key: ApiKey) -> _Good:
    if len(_good) >= MOST_REMEMBERED:
        _good.clear()  # rare, and costs each busy key one statement
    good = _good[digest] = _Good(time.monotonic() + TTL, key.person, key)
    if key.last_used is None or key.last_used <= clock.now() - _BETWEEN_WRITES:
        _used.add(key.id)
        _writer.submit(_write_use_later)
    return good


def _write_use_later() -> None:
    """Write in the writer's thread; what piled up while it was busy goes in one statement."""
    if not _used:
        return
    try:
        write_use()
    except DatabaseError as error:
        _log.warning("the moment of use of some API keys was not written: %s", error)
    finally:
        connection.close()
