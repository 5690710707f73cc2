"""The till's verbs: what its buyer, its merchant and its calendar do. One transaction each, notices included."""

import json
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from aquatint.billing.errors import GatewayRefused
from aquatint.billing.gateways.base import Article, Purchase
from aquatint.billing.gateways.till import events
from aquatint.billing.gateways.till.models import Charge, Complaint, Notice, Page, Plan, Return, make_id
from aquatint.billing.periods import add_months
from aquatint.catalog.products import MONTHS, Interval
from aquatint.kit import clock

PAGE_LIFE: Final = timedelta(hours=24)
_RETRY: Final = timedelta(days=1)
_MOST_TRIES: Final = 3
_NOTICE_PAUSES: Final = tuple(timedelta(seconds=seconds) for seconds in (30, 60, 300, 3600))


@transaction.atomic
def open_page(*, purchase: Purchase) -> Page:
    """Open the page for an order, or return the one it has."""
    article = purchase.plan.article
    page, _ = Page.objects.get_or_create(
        order=purchase.order,
        defaults={
            "id": make_id("page"),
            "title": article.title,
            "interval": article.interval,
            "amount": purchase.amount,
            "currency": article.currency,
            "metadata": dict(purchase.metadata),
            "email": purchase.email,
            "customer": purchase.customer,
            "success_url": purchase.success_url,
            "cancel_url": purchase.cancel_url,
            "expires": clock.now() + PAGE_LIFE,
        },
    )
    return page


@transaction.atomic
def pay(*, page: Page) -> Charge | None:
    """Pay a page: settle a charge, begin a plan if it is one. None if it was paid or given up before."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    now = clock.now()
    if page.paid or page.given_up or page.expires <= now:
        return None
    page.paid = now
    page.customer = page.customer or make_id("buyer")
    page.save(update_fields=["paid", "customer"])
    plan = None if page.interval == Interval.ONCE else _begin(page, now)
    made = _charge(page, plan, amount=page.amount, at=now)
    if plan:
        _tell("plan.changed", events.plan(plan))
    return made


@transaction.atomic
def decline(*, page: Page) -> None:
    """Try to pay a page with a card that is declined."""
    _tell("page.declined", events.page(page))


@transaction.atomic
def give_up(*, page: Page) -> None:
    """Close a page unpaid."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    if not page.paid and not page.given_up:
        page.given_up = clock.now()
        page.save(update_fields=["given_up"])
        _tell("page.expired", events.page(page))


@transaction.atomic
def send_back(*, charge: str, amount: int, key: str) -> Return:
    """Send back so much of a charge, at most what is left of it. The same key: the same return."""
    row = Charge.objects.select_for_update().filter(pk=charge).first()
    if row is None:
        raise GatewayRefused("The till knows no such payment.", detail=charge)
    before = Return.objects.filter(key=key).first()
    if before:
        return before
    if amount > row.amount - row.refunded:
        raise GatewayRefused("The till has already sent that money back.", detail=f"{row.refunded} of {row.amount}")
    row.refunded += amount
    row.save(update_fields=["refunded"])
    made = Return.objects.create(id=make_id("return"), charge=row, key=key, amount=amount, cumulative=row.refunded)
    _tell("payment.refunded", events.refund(made))
    return made


@transaction.atomic
def complain(*, charge: Charge) -> Complaint:
    """Dispute what is left of a charge, as the buyer's bank does; once."""
    charge = Charge.objects.select_for_update().get(pk=charge.pk)
    before = Complaint.objects.filter(charge=charge).first()
    if before:
        return before
    left = charge.amount - charge.refunded
    made = Complaint.objects.create(id=make_id("dispute"), charge=charge, amount=left)
    _tell("payment.disputed", events.complaint(made))
    return made


@transaction.atomic
def decide(*, complaint: Complaint, won: bool) -> None:
    """Close a dispute."""
    if Complaint.objects.filter(pk=complaint.pk, closed=None).update(closed=clock.now(), won=won):
        complaint.refresh_from_db()
        _tell("dispute.closed", events.complaint(complaint))


@transaction.atomic
def end_plan(*, plan: str, at_period_end: bool) -> Plan:
    """Cancel a plan, for the end of its period or at once."""
    row = _locked(plan)
    if row.status == "ended":
        return row
    if at_period_end:
        row.cancel_at_end = True
    else:
        row.status, row.ended = "ended", clock.now()
    row.save()
    _tell("plan.changed", events.plan(row))
    return row


@transaction.atomic
def go_on(*, plan: str) -> Plan:
    """Undo a cancellation for the period's end."""
    row = _locked(plan)
    if row.status == "ended":
        raise GatewayRefused("It has ended; a new subscription can be begun.")
    row.cancel_at_end = False
    row.save(update_fields=["cancel_at_end"])
    _tell("plan.changed", events.plan(row))
    return row


@transaction.atomic
def change(*, plan: str, article: Article, now: bool) -> Plan:
    """Move a plan to another article: at once, less what is unused of the old period, or with the next period."""
    row = _locked(plan)
    if row.status != "active":
        raise GatewayRefused("Only a subscription that is paid can be changed.")
    wanted = {
        "price": article.price,
        "title": article.title,
        "interval": article.interval,
        "amount": article.amount,
        "currency": article.currency,
    }
    if row.price == article.price and not row.next_plan:
        return row
    if not now:
        row.next_plan = wanted
        row.save(update_fields=["next_plan"])
        return row
    _change_at_once(row, wanted)
    return row


@transaction.atomic
def let_decline(*, plan: Plan, declines: bool) -> None:
    """Have the next charges of a plan declined, or not."""
    Plan.objects.filter(pk=plan.pk).update(declines=declines)


def renew_due() -> int:
    """Charge what is due, a transaction for each plan and period; return how many were looked at.

    A clock that jumped over several periods is caught up with, period by period.
    """
    number = 0
    while due := list(
        Plan.objects.exclude(status="ended").filter(next_try__lte=clock.now()).order_by("next_try")[:100]
    ):
        for plan in due:
            _renew(plan=plan.pk)
            number += 1
    return number


@transaction.atomic
def _renew(*, plan: str) -> None:
    row = _locked(plan)
    if row.status == "ended" or row.next_try > clock.now():
        return
    if row.cancel_at_end or row.tries >= _MOST_TRIES:
        row.status, row.ended = "ended", row.next_try
        row.save()
        _tell("plan.changed", events.plan(row))
    elif row.declines:
        row.status, row.tries, row.next_try = "past_due", row.tries + 1, row.next_try + _RETRY
        row.save()
        _tell("renewal.declined", events.plan(row))
        _tell("plan.changed", events.plan(row))
    else:
        _renewed(row)


def _renewed(row: Plan) -> None:
    was = row.status
    if row.next_plan:
        for name, value in row.next_plan.items():
            setattr(row, name, value)
        row.next_plan, row.anchor, row.number = None, row.period_end, 0
    row.number += 1
    row.period_start = row.period_end
    row.period_end = add_months(row.anchor, row.number * MONTHS[Interval(row.interval)])
    at = row.next_try
    row.status, row.tries, row.next_try = "active", 0, row.period_end
    row.save()
    _charge(row.page, row, amount=row.amount, at=at)
    if was != "active":
        _tell("plan.changed", events.plan(row))


def _change_at_once(row: Plan, wanted: dict[str, Any]) -> None:
    now = clock.now()
    unused = (row.period_end - now) / (row.period_end - row.period_start)
    owed = max(1, wanted["amount"] - int(row.amount * unused))
    for name, value in wanted.items():
        setattr(row, name, value)
    row.anchor = row.period_start = now
    row.number, row.next_plan = 1, None
    row.period_end = row.next_try = add_months(now, MONTHS[Interval(row.interval)])
    row.save()
    _charge(row.page, row, amount=owed, at=now, prorated=True)
    _tell("plan.changed", events.plan(row))


def _begin(page: Page, now: datetime) -> Plan:
    end = add_months(now, MONTHS[Interval(page.interval)])
    return Plan.objects.create(
        id=make_id("plan"),
        page=page,
        customer=page.customer,
        title=page.title,
        price=page.metadata.get("price", ""),
        interval=page.interval,
        amount=page.amount,
        currency=page.currency,
        metadata=page.metadata,
        anchor=now,
        period_start=now,
        period_end=end,
        next_try=end,
    )


def _charge(page: Page, plan: Plan | None, *, amount: int, at: datetime, prorated: bool = False) -> Charge:
    made = Charge.objects.create(
        id=make_id("charge"),
        page=page,
        plan=plan,
        customer=page.customer,
        price=plan.price if plan else page.metadata.get("price", ""),
        amount=amount,
        currency=plan.currency if plan else page.currency,
        metadata=page.metadata,
        settled=at,
        period_start=plan.period_start if plan else None,
        period_end=plan.period_end if plan else None,
        prorated=prorated,
    )
    _tell("payment.settled", events.charge(made))
    return made


def _locked(plan: str) -> Plan:
    row = Plan.objects.select_for_update().filter(pk=plan).select_related(None).first()
    if row is None:
        raise GatewayRefused("The till knows no such subscription.", detail=plan)
    return row


def _tell(kind: str, content: dict[str, Any]) -> None:
    """Write a notice to the merchant, in the transaction of its cause."""
    now = clock.now()
    identity = make_id("event")
    body = {"id": identity, "type": kind, "environment": "test", "created": now.isoformat(), "object": content}
    Notice.objects.create(id=identity, type=kind, body=json.dumps(body), due=now)


@transaction.atomic
def notice_sent(*, notice: Notice, arrived: bool) -> None:
    """Write down how sending a notice went; after the last try it is given up."""
    now = clock.now()
    if arrived:
        Notice.objects.filter(pk=notice.pk).update(delivered=now)
    elif notice.tries < len(_NOTICE_PAUSES):
        Notice.objects.filter(pk=notice.pk).update(due=now + _NOTICE_PAUSES[notice.tries], tries=notice.tries + 1)
    else:
        Notice.objects.filter(pk=notice.pk).update(given_up=now)
