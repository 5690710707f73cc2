"""What happened to a person's credits, line by line."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from aquatint.accounts.models import Person
from aquatint.ledger.models import Account, Entry, Lot

_TITLES: Final = {
    "granted": "Received",
    "held": "Set aside",
    "captured": "Charged",
    "released": "Returned",
    "lapsed": "Expired while set aside",
    "expired": "Expired",
    "clawed back": "Taken back",
    "owed": "Owed",
    "repaid": "Debt repaid",
    "written off": "Debt written off",
    "adjusted": "Corrected",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One movement. `change` is its effect on what is available; a charge has none, as it was set aside before.

    `movement` is the name for programs (see `models.MOVEMENTS`) and `title` the one for people. `cursor` goes into the
    next call's `before`.
    """

    cursor: int
    when: datetime
    movement: str
    title: str
    credits: int
    change: int
    reason: str
    lot: Lot | None


def history(person: Person, *, before: int | None = None, limit: int = 50) -> list[Line]:
    """Return the newest movements, or those before the line with this cursor. Costs the same on every page."""
    entries = Entry.objects.filter(wallet_id=person.pk).select_related("lot", "hold", "correction").order_by("-id")
    if before is not None:
        entries = entries.filter(id__lt=before)
    return [_line(entry) for entry in entries[:limit]]


def _line(entry: Entry) -> Line:
    change = {entry.destination: entry.credits, entry.origin: -entry.credits}.get(Account.AVAILABLE, 0)
    return Line(
        cursor=entry.pk,
        when=entry.created,
        movement=entry.movement,
        title=_TITLES[entry.movement],
        credits=entry.credits,
        change=change,
        reason=_reason(entry),
        lot=entry.lot,
    )


def _reason(entry: Entry) -> str:
    if entry.hold:
        return entry.hold.reason if entry.destination == Account.HELD else entry.hold.outcome
    if entry.correction:
        return entry.correction.reason
    return entry.lot.reason if entry.lot else ""
