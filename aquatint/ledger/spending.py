"""Which lots pay, and what becomes of each part of a hold: pure functions on figures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from aquatint.ledger.models import BOUGHT

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Spendable:
    """A lot that can pay now, and how much."""

    lot: UUID
    source: str
    available: int
    expires: datetime | None
    created: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """What one lot contributes to a hold, and whether the lot has ended since."""

    lot: UUID
    credits: int
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """What becomes of one lot's part when its hold is resolved. The three sum to the part."""

    lot: UUID
    captured: int
    released: int
    lapsed: int


def spend_order(lot: Spendable) -> tuple[datetime, bool, datetime, UUID]:
    """Sort key: soonest end first and no end last, gifts before bought, then the oldest, then by id."""
    return lot.expires or _NEVER, lot.source in BOUGHT, lot.created, lot.lot


def allocate(lots: Iterable[Spendable], credits_needed: int) -> list[Part]:
    """Return the parts that pay for `credits_needed`, in spend order; fewer credits than needed if the lots run out."""
    parts = []
    missing = credits_needed
    for lot in sorted(lots, key=spend_order):
        if not missing:
            break
        taken = min(lot.available, missing)
        parts.append(Part(lot.lot, taken))
        missing -= taken
    return parts


def divide(parts: Iterable[Part], captured: int) -> list[Share]:
    """Capture from the parts in their order; release the rest, or let it lapse where the lot has ended meanwhile."""
    shares = []
    for part in parts:
        taken = min(part.credits, captured)
        captured -= taken
        rest = part.credits - taken
        released, lapsed = (0, rest) if part.ended else (rest, 0)
        shares.append(Share(part.lot, taken, released, lapsed))
    return shares
