"""The till's words: its objects as JSON, and what they mean in ours."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from aquatint.billing.gateways.happenings import (
    DisputeClosed,
    Disputed,
    Happening,
    Nothing,
    Paid,
    PaymentFailed,
    Refunded,
    RefundState,
    Standing,
    SubscriptionChanged,
)
from aquatint.billing.gateways.till.models import Charge, Complaint, Page, Plan, Return

_STANDINGS: Final = {
    "active": Standing.ACTIVE,
    "past_due": Standing.PAST_DUE,
    "ended": Standing.ENDED,
}


def page(row: Page) -> dict[str, Any]:
    """Return a page as the till shows it."""
    return {"id": row.id, "order": row.order, "metadata": row.metadata, "expired": row.given_up is not None}


def plan(row: Plan) -> dict[str, Any]:
    """Return a subscription as the till shows it."""
    return {
        "id": row.id,
        "page": row.page_id,
        "order": row.metadata.get("order", ""),
        "price": row.price,
        "customer": row.customer,
        "status": row.status,
        "cancel_at_end": row.cancel_at_end,
        "period_start": _text(row.period_start),
        "period_end": _text(row.period_end),
    }


def charge(row: Charge) -> dict[str, Any]:
    """Return a payment as the till shows it."""
    return {
        "id": row.id,
        "page": row.page_id,
        "plan": row.plan_id or "",
        "customer": row.customer,
        "price": row.price,
        "amount": row.amount,
        "currency": row.currency,
        "metadata": row.metadata,
        "settled": _text(row.settled),
        "period_start": _text(row.period_start),
        "period_end": _text(row.period_end),
        "prorated": row.prorated,
    }


def refund(row: Return) -> dict[str, Any]:
    """Return a refund as the till shows it."""
    return {
        "id": row.id,
        "charge": row.charge_id,
        "amount": row.amount,
        "cumulative": row.cumulative,
        "currency": row.charge.currency,
        "at": _text(row.created),
    }


def complaint(row: Complaint) -> dict[str, Any]:
    """Return a dispute as the till shows it."""
    return {
        "id": row.id,
        "charge": row.charge_id,
        "amount": row.amount,
        "currency": row.charge.currency,
        "at": _text(row.created),
        "closed": _text(row.closed),
        "won": row.won,
    }


def understand(kind: str, content: dict[str, Any], created: datetime) -> tuple[Happening, ...]:
    """Say what an event or an object means."""
    read = _READERS.get(kind)
    return (read(content, created) if read else Nothing(f"The till's {kind[:40]!r} is none of ours."),)


def _paid(content: dict[str, Any], _created: datetime) -> Paid:
    about = content["metadata"]
    return Paid(
        transaction=content["id"],
        amount=content["amount"],
        currency=content["currency"],
        settled=_moment(content["settled"]),
        order=about.get("order", ""),
        checkout=content["page"],
        subscription=content["plan"],
        period_start=_moment(content["period_start"]) if content["period_start"] else None,
        period_end=_moment(content["period_end"]) if content["period_end"] else None,
        prorated=content["prorated"],
        price=content["price"],
        person=about.get("person", ""),
        customer=content["customer"],
        metadata=about,
    )


def _refunded(content: dict[str, Any], _created: datetime) -> Refunded:
    return Refunded(
        transaction=content["charge"],
        refund=content["id"],
        amount=content["amount"],
        currency=content["currency"],
        state=RefundState.SUCCEEDED,
        at=_moment(content["at"]),
        cumulative=content["cumulative"],
    )


def _disputed(content: dict[str, Any], _created: datetime) -> Disputed:
    return Disputed(
        transaction=content["charge"],
        dispute=content["id"],
        amount=content["amount"],
        currency=content["currency"],
        at=_moment(content["at"]),
        reason="The buyer does not know this payment.",
    )


def _changed(content: dict[str, Any], as_of: datetime) -> SubscriptionChanged:
    end = _moment(content["period_end"])
    return SubscriptionChanged(
        subscription=content["id"],
        standing=_STANDINGS[content["status"]],
        as_of=as_of,
        ends=end if content["cancel_at_end"] else None,
        order=content["order"],
        checkout=content["page"],
        period_start=_moment(content["period_start"]),
        period_end=end,
        price=content["price"],
        customer=content["customer"],
    )


def _decided(content: dict[str, Any], _created: datetime) -> DisputeClosed:
    return DisputeClosed(content["charge"], content["id"], won=content["won"], at=_moment(content["closed"]))


def _declined(content: dict[str, Any], created: datetime) -> PaymentFailed:
    return PaymentFailed(created, "The card was declined.", order=content["order"], checkout=content["id"])


def _expired(content: dict[str, Any], created: datetime) -> PaymentFailed:
    return PaymentFailed(created, "Not paid in time.", order=content["order"], checkout=content["id"], final=True)


def _not_renewed(content: dict[str, Any], created: datetime) -> PaymentFailed:
    return PaymentFailed(created, "The card was declined.", subscription=content["id"])


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


_READERS: Final[dict[str, Callable[[dict[str, Any], datetime], Happening]]] = {
    "payment.settled": _paid,
    "payment.refunded": _refunded,
    "payment.disputed": _disputed,
    "dispute.closed": _decided,
    "plan.changed": _changed,
    "renewal.declined": _not_renewed,
    "page.declined": _declined,
    "page.expired": _expired,
}
