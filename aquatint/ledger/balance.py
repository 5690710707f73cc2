"""What a person has, read in one statement and true at one moment."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.ledger.models import Source
from aquatint.ledger.spending import Spendable, spend_order

# Ended lots count for what is still on hold in them, whether or not their end is booked.
_FIGURES: Final = """
    SELECT wallet.debt, lot.id, lot.source, lot.available, lot.held, lot.granted, lot.reason, lot.created, lot.starts,
        lot.expires, EXISTS (SELECT FROM ledger_freeze WHERE lot_id = lot.id AND ended IS NULL)
    FROM ledger_wallet AS wallet
    LEFT JOIN ledger_lot AS lot ON lot.wallet_id = wallet.person_id AND (lot.available > 0 OR lot.held > 0)
    WHERE wallet.person_id = %s
"""


@dataclass(frozen=True, slots=True)
class LotLine:
    """A lot with credits left in it, as people see it. `credits` are left, of `granted` at first."""

    id: UUID
    source: str
    credits: int
    held: int
    granted: int
    reason: str
    created: datetime
    starts: datetime
    expires: datetime | None
    frozen: bool

    @property
    def source_name(self) -> str:
        """The source in words."""
        return Source(self.source).label


@dataclass(frozen=True, slots=True)
class Balance:
    """What can be spent now, what is on hold, and what is owed.

    `lots` can be spent now and come in that order; `waiting` have not begun or are frozen, and are not in `available`.
    `next_expiry` is the next moment at which available credits end, and how many.
    """

    available: int
    held: int
    debt: int
    lots: list[LotLine]
    waiting: list[LotLine]
    next_expiry: tuple[datetime, int] | None


def balance(person: Person, *, now: datetime | None = None) -> Balance:
    """Return what the person has. Somebody who never had a credit has zeros."""
    now = now or clock.now()
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, [person.pk])
        rows = cursor.fetchall()
    lines = [LotLine(*line) for _, *line in rows if line[0] is not None]
    left = [line for line in lines if line.credits and (line.expires is None or line.expires > now)]
    lots = sorted((line for line in left if line.starts <= now and not line.frozen), key=_place)
    return Balance(
        available=sum(line.credits for line in lots),
        held=sum(line.held for line in lines),
        debt=rows[0][0] if rows else 0,
        lots=lots,
        waiting=sorted((line for line in left if line.starts > now or line.frozen), key=lambda line: line.starts),
        next_expiry=_next_expiry(lots),
    )


def _place(line: LotLine) -> tuple[datetime, bool, datetime, UUID]:
    return spend_order(Spendable(line.id, line.source, line.credits, line.expires, line.created))


def _next_expiry(lots: Sequence[LotLine]) -> tuple[datetime, int] | None:
    moments = [line.expires for line in lots if line.expires]
    if not moments:
        return None
    first = min(moments)
    return first, sum(line.credits for line in lots if line.expires == first)
