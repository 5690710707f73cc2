"""The ledger's own SQL: locks, and the few statements that write many rows at once.

A hold and its settlement run for every picture, so each takes two or three statements however many lots it touches. The
statement that takes a wallet's lock reads nothing else that may have changed meanwhile: a statement sees the database
as it was when the statement began, not when it got the lock.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import OperationalError, connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper
from psycopg.errors import LockNotAvailable

from aquatint.ledger.errors import WalletBusy
from aquatint.ledger.spending import Part, Share, Spendable

_LOCK: Final = "SELECT debt FROM ledger_wallet WHERE person_id = %s FOR NO KEY UPDATE"
_OPEN: Final = "INSERT INTO ledger_wallet (person_id, created, debt) VALUES (%s, %s, 0) ON CONFLICT DO NOTHING"

_SPENDABLE: Final = """
    SELECT id, source, available, expires, created FROM ledger_lot
    WHERE wallet_id = %(wallet)s AND available > 0
      AND starts <= %(now)s AND (expires IS NULL OR expires > %(now)s)
      AND NOT EXISTS (SELECT FROM ledger_freeze WHERE lot_id = ledger_lot.id AND ended IS NULL)
"""

_HOLD: Final = """
    WITH hold AS (
        INSERT INTO ledger_hold (id, created, wallet_id, credits, key, reason, outcome)
        VALUES (%(hold)s, %(now)s, %(wallet)s, %(credits)s, %(key)s, %(reason)s, '')
        ON CONFLICT (key) DO NOTHING RETURNING id
    ), part AS (
        SELECT * FROM hold, unnest(%(lots)s::uuid[], %(parts)s::int[]) WITH ORDINALITY AS part (lot_id, credits, place)
    ), moved AS (
        UPDATE ledger_lot SET available = available - part.credits, held = held + part.credits
        FROM part WHERE ledger_lot.id = part.lot_id
    ), entry AS (
        INSERT INTO ledger_entry (created, wallet_id, lot_id, hold_id, origin, destination, credits)
        SELECT %(now)s, %(wallet)s, lot_id, %(hold)s, 'available', 'held', credits FROM part ORDER BY place
    )
    SELECT 1 FROM hold
"""

_LOCK_HOLD: Final = """
    SELECT wallet.person_id, wallet.debt, hold.credits, hold.captured
    FROM ledger_wallet AS wallet JOIN ledger_hold AS hold ON hold.wallet_id = wallet.person_id
    WHERE hold.id = %s FOR NO KEY UPDATE OF wallet, hold
"""

_PARTS: Final = """
    SELECT lot_id, entry.credits, closed IS NOT NULL OR coalesce(expires <= %(now)s, false)
    FROM ledger_entry AS entry JOIN ledger_lot AS lot ON lot.id = entry.lot_id
    WHERE entry.hold_id = %(hold)s AND destination = 'held' ORDER BY entry.id
"""

_SETTLE: Final = """
    WITH hold AS (
        UPDATE ledger_hold SET captured = %(captured)s, resolved = %(now)s, outcome = %(reason)s WHERE id = %(hold)s
    ), share AS (
        SELECT * FROM unnest(%(lots)s::uuid[], %(captures)s::int[], %(releases)s::int[], %(lapses)s::int[])
        WITH ORDINALITY AS share (lot_id, captured, released, lapsed, place)
    ), moved AS (
        UPDATE ledger_lot SET
            held = held - share.captured - share.released - share.lapsed,
            consumed = consumed + share.captured,
            available = available + share.released,
            lapsed = ledger_lot.lapsed + share.lapsed
        FROM share WHERE ledger_lot.id = share.lot_id
    )
    INSERT INTO ledger_entry (created, wallet_id, lot_id, hold_id, origin, destination, credits)
    SELECT %(now)s, %(wallet)s, lot_id, %(hold)s, 'held', movement.destination, movement.credits
    FROM share, LATERAL (VALUES ('consumed', captured), ('available', released), ('expired', lapsed))
        AS movement (destination, credits)
    WHERE movement.credits > 0 ORDER BY place
"""

_TAKE: Final = """
    WITH part AS (
        SELECT * FROM unnest(%(lots)s::uuid[], %(parts)s::int[]) WITH ORDINALITY AS part (lot_id, credits, place)
    ), moved AS (
        UPDATE ledger_lot SET available = available - part.credits, removed = removed + part.credits
        FROM part WHERE ledger_lot.id = part.lot_id
    )
    INSERT INTO ledger_entry (created, wallet_id, lot_id, correction_id, origin, destination, credits)
    SELECT %(now)s, %(wallet)s, lot_id, %(correction)s::uuid, 'available', %(destination)s, credits
    FROM part ORDER BY place
"""

_Values = dict[str, Any]
_PLAN_ONCE_AFTER: Final = 2  # runs of a statement on one connection


def planned_cursor() -> CursorWrapper:
    """Return a cursor whose statements the server plans once for each connection, not for each call.

    Planning these statements costs as much as running them, and Django's own cursors never prepare. Needs a connection
    of our own, not one out of a pooler that changes hands between transactions, as LISTEN and NOTIFY do anyway.
    """
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    connection.connection.prepare_threshold = _PLAN_ONCE_AFTER
    cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]  # the stubs miss its base
    return connection.make_debug_cursor(cursor) if connection.queries_logged else connection.make_cursor(cursor)


@dataclass(frozen=True, slots=True)
class LockedHold:
    """A hold under its wallet's lock, with the wallet's debt."""

    wallet: UUID
    debt: int
    credits: int
    captured: int | None


def lock_wallet(person: UUID, now: datetime) -> int:
    """Lock the person's wallet until the transaction ends, making it first if it is new; return its debt."""
    with planned_cursor() as cursor, _patience():
        cursor.execute(_LOCK, [person])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(_OPEN, [person, now])
            cursor.execute(_LOCK, [person])
            row = cursor.fetchone()
    return int(row[0])


def spendable(wallet: UUID, now: datetime) -> list[Spendable]:
    """Return the lots that can pay now: begun, not ended (whether or not that is booked yet), not frozen."""
    with planned_cursor() as cursor:
        cursor.execute(_SPENDABLE, {"wallet": wallet, "now": now})
        return [Spendable(*row) for row in cursor.fetchall()]


def write_hold(
    *, hold: UUID, wallet: UUID, credits_held: int, key: str, reason: str, parts: Sequence[Part], now: datetime
) -> bool:
    """Write the hold, its entries and the lots' new figures; do nothing and return False if the key is taken."""
    values: _Values = {
        "hold": hold,
        "wallet": wallet,
        "credits": credits_held,
        "key": key,
        "reason": reason,
        "now": now,
    }
    with planned_cursor() as cursor:
        cursor.execute(_HOLD, values | _columns(parts))
        return bool(cursor.rowcount)


def lock_hold(hold: UUID) -> LockedHold | None:
    """Lock the hold and its wallet until the transaction ends. None if there is no such hold."""
    with planned_cursor() as cursor, _patience():
        cursor.execute(_LOCK_HOLD, [hold])
        row = cursor.fetchone()
    return LockedHold(*row) if row else None


def parts_of(hold: UUID, now: datetime) -> list[Part]:
    """Return what each lot contributed to a hold, in the order of the hold. Needs the wallet's lock."""
    with planned_cursor() as cursor:
        cursor.execute(_PARTS, {"hold": hold, "now": now})
        return [Part(*row) for row in cursor.fetchall()]


def write_settlement(
    *, hold: UUID, wallet: UUID, captured: int, shares: Sequence[Share], reason: str, now: datetime
) -> None:
    """Resolve the hold: its row, the lots' new figures and an entry for every movement."""
    values: _Values = {
        "hold": hold,
        "wallet": wallet,
        "captured": captured,
        "reason": reason,
        "now": now,
        "lots": [share.lot for share in shares],
        "captures": [share.captured for share in shares],
        "releases": [share.released for share in shares],
        "lapses": [share.lapsed for share in shares],
    }
    with planned_cursor() as cursor:
        cursor.execute(_SETTLE, values)


def take(
    parts: Iterable[Part], *, wallet: UUID, destination: str, now: datetime, correction: UUID | None = None
) -> int:
    """Move available credits out of lots into an account of the house or the wallet's debt; return how many."""
    parts = list(parts)
    if parts:
        values: _Values = {"wallet": wallet, "destination": destination, "now": now, "correction": correction}
        with planned_cursor() as cursor:
            cursor.execute(_TAKE, values | _columns(parts))
    return sum(part.credits for part in parts)


def _columns(parts: Sequence[Part]) -> dict[str, list[Any]]:
    return {"lots": [part.lot for part in parts], "parts": [part.credits for part in parts]}


@contextmanager
def _patience() -> Iterator[None]:
    """Turn a lock that was not to be had in time into an answer."""
    try:
        yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise WalletBusy("Too much happens in this wallet at once. Nothing was charged. Try again.") from error
        raise
