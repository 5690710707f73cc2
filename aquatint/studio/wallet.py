"""The wallet as the bar and the account page show it."""

from dataclasses import dataclass
from datetime import datetime

from aquatint.accounts.models import Person
from aquatint.ledger.balance import Balance, LotLine, balance
from aquatint.studio import words

_METER = 300
_GAP = 2
_TONES = 3


@dataclass(frozen=True, slots=True)
class LotView:
    """A lot with its place in the meter."""

    title: str
    ends: str
    until: datetime | None
    left: int
    granted: int
    reason: str
    tone: int
    meter_x: str
    meter_width: str


@dataclass(frozen=True, slots=True)
class Wallet:
    """What somebody has, ready to be read."""

    available: int
    held: int
    lots: list[LotView]
    waiting: list[LotView]
    sentence: str
    next_end: str


def wallet_of(person: Person) -> Wallet:
    """Return the wallet of a person."""
    has = balance(person)
    lots = _views(has.lots)
    return Wallet(has.available, has.held, lots, _views(has.waiting), _sentence(has), _next_end(has))


def _views(lines: list[LotLine]) -> list[LotView]:
    whole = sum(line.credits for line in lines) or 1
    room = _METER - _GAP * (len(lines) - 1)
    views, x = [], 0.0
    for place, line in enumerate(lines):
        width = max(1.0, room * line.credits / whole)
        views.append(_view(line, place % _TONES + 1, x, width))
        x += width + _GAP
    return views


def _view(line: LotLine, tone: int, x: float, width: float) -> LotView:
    return LotView(
        title=line.source_name,
        ends=f"until {words.long_date(line.expires)}" if line.expires else "never expires",
        until=line.expires,
        left=line.credits,
        granted=line.granted,
        reason=line.reason,
        tone=tone,
        meter_x=f"{x:.1f}",
        meter_width=f"{width:.1f}",
    )


def _sentence(has: Balance) -> str:
    parts = []
    if has.lots:
        parts.append("Credits that end soonest are spent first.")
    if has.held:
        parts.append(f"{words.credits_of(has.held)} more on hold for pictures under way.")
    if has.debt:
        parts.append(f"{words.credits_of(has.debt)} owed: a payment was returned after its credits were spent.")
    frozen = sum(line.credits for line in has.waiting if line.frozen)
    if frozen:
        parts.append(f"{words.credits_of(frozen)} cannot be spent for the time being.")
    if parts:
        return " ".join(parts)
    if has.waiting:
        return f"There is nothing to spend until {words.long_date(has.waiting[0].starts)}: then the next credits come."
    return "There are no credits here yet."


def _next_end(has: Balance) -> str:
    if has.next_expiry is None:
        return "Nothing ends." if has.lots else ""
    moment, number = has.next_expiry
    return f"Next to end: {words.credits_of(number)} on {words.long_date(moment)}."
