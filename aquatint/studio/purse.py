"""Billing as its page shows it: lots, history, payments, plan."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from aquatint.accounts.models import Person
from aquatint.billing import reading
from aquatint.billing.models import Receipt, ReferralCode, Subscription, Withdrawal
from aquatint.billing.money import shown
from aquatint.catalog import shelf
from aquatint.catalog.models import Interval, Price
from aquatint.kit import clock
from aquatint.ledger.balance import LotLine, balance
from aquatint.ledger.history import Line, history
from aquatint.studio import pricing, words

_PAGE = 500
_FAR: Final = timedelta(days=1000)
_EVERY = {"month": "monthly", "year": "yearly"}


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot as a line: where it came from and when, when it ends, how much is left of it."""

    title: str
    source: str
    since: datetime
    ends: str
    note: str
    never: bool
    left: int
    granted: int
    tone: int
    waits: bool


@dataclass(frozen=True, slots=True)
class PlanChange:
    """A plan to which one can move: what it costs, when it begins, what is due today. `is_next`: it is on its way."""

    price: Price
    title: str
    sum: str
    per: str
    credits: str
    at_once: bool
    today: str
    gets: str
    begins: datetime | None
    is_next: bool


def lots_of(person: Person) -> list[LotRow]:
    """Return a person's lots, first those that can be spent, in the order in which they are spent."""
    has = balance(person)
    ready = [_lot(line, place % 3 + 1, waits=False) for place, line in enumerate(has.lots)]
    return ready + [_lot(line, 0, waits=True) for line in has.waiting]


def _lot(line: LotLine, tone: int, *, waits: bool) -> LotRow:
    return LotRow(
        title=line.reason,
        source=line.source_name,
        since=line.created,
        ends=words.long_date(line.expires) if line.expires else "never",
        note=_note(line),
        never=line.expires is None,
        left=line.credits,
        granted=line.granted,
        tone=tone,
        waits=waits,
    )


def _note(line: LotLine) -> str:
    if line.frozen:
        return "cannot be spent for the time being"
    if line.starts > clock.now():
        return f"begins on {words.long_date(line.starts)}"
    return ""


def figure(line: Line) -> str:
    """Return the figure of a line: what it adds or takes, or in brackets what was taken before."""
    if line.change:
        return f"{'+' if line.change > 0 else '−'}{abs(line.change):,}"  # noqa: RUF001 -- a true minus
    return f"({line.credits:,})"


def history_csv(person: Person) -> Iterator[str]:
    """Yield a person's whole history as CSV, newest first, a page of the ledger at a time."""
    yield _csv(["when (UTC)", "what", "reason", "credits", "change of the balance"])
    before: int | None = None
    while lines := history(person, before=before, limit=_PAGE):
        for line in lines:
            when = f"{line.when:%Y-%m-%d %H:%M:%S}"
            yield _csv([when, line.title, line.reason, str(line.credits), str(line.change)])
        before = lines[-1].cursor


def _csv(cells: list[str]) -> str:
    """Return a line; a cell that a spreadsheet would take for a formula is made text."""
    out = io.StringIO()
    safe = [f"'{cell}" if cell[:1] in {"=", "+", "@", "\t"} else cell for cell in cells]
    csv.writer(out).writerow(safe)
    return out.getvalue()


def changes_of(subscription: Subscription) -> list[PlanChange]:
    """Return the plans to which a subscription can move, dearest by the month last."""
    return [change_to(subscription, price, at_once=at_once) for price, at_once in reading.changes(subscription)]


def change_to(subscription: Subscription, price: Price, *, at_once: bool) -> PlanChange:
    """Return what a move to this plan means."""
    card = pricing.card(price)
    due = _due_today(subscription, price)
    is_next = subscription.renews and price.pk == subscription.next_price_id
    at_once = at_once and not is_next
    return PlanChange(
        price=price,
        title=f"{card.title}, {_EVERY[price.interval]}",
        sum=shown(price.amount, price.currency),
        per=card.per,
        credits=card.credits,
        at_once=at_once,
        today=shown(due, price.currency) if at_once else "",
        gets=_gets(price, due),
        begins=None if at_once else subscription.period_end,
        is_next=is_next,
    )


def _due_today(subscription: Subscription, price: Price) -> int:
    """Return about what a move at once costs: the new price less the unused part of the period that is paid."""
    start, end = subscription.period_start, subscription.period_end
    unused = 0.0 if not start or not end else max(0.0, (end - clock.now()) / (end - start))
    return max(0, price.amount - int(subscription.price.amount * unused))


def _gets(price: Price, due: int) -> str:
    """Return about how many credits come for what is due, and how often: in proportion, as billing counts them."""
    each_month = price.interval == Interval.YEAR and settings.YEARLY_CREDITS != "at_once"
    whole = price.credits if each_month else price.per_period
    number = words.credits_of(whole * due // max(1, price.amount))
    return f"about {number} a month" if each_month else f"about {number} now"


def announced_for(plan: reading.Plan) -> tuple[str, datetime] | None:
    """Return the price that is announced for somebody's plan and the moment from which it binds them, if one is."""
    if plan.subscription.ended or plan.ends:
        return None
    new = shelf.price_at_renewal(plan.subscription.next_price or plan.price, clock.now() + _FAR)
    known = {plan.price.pk, plan.next_price.pk if plan.next_price else None}
    return None if new.pk in known else (pricing.told(new), new.binds)


def withdrawn(person: Person) -> dict[object, Withdrawal]:
    """Return a person's withdrawals by payment."""
    rows = Withdrawal.objects.filter(person=person).select_related("refund")
    return {row.payment_id: row for row in rows}


def invitation_code(person: Person) -> str:
    """Return the word of a person's invitation link, or nothing if they have none yet."""
    row = ReferralCode.objects.filter(person=person).first()
    return row.code if row else ""


def open_orders(person: Person) -> list[tuple[object, str]]:
    """Return the orders that are neither paid nor over, with their sums."""
    rows = [order for order in reading.orders(person)[:20] if order.state in {"placed", "sent"}]
    return [(order, shown(order.amount, order.currency)) for order in rows]


def receipt_title(receipt: Receipt) -> str:
    """Return what a receipt is, in two words."""
    return Receipt.Kind(receipt.kind).label.partition(",")[0]
