"""Stripe's objects in our words. Pure: plain data in, happenings out. Shapes: API version 2026-10-28.endive.

A payment is known by its PaymentIntent (`pi_…`): charges, refunds, disputes and invoices all lead to it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
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
    Warned,
)

Thing = Mapping[str, Any]

TYPES: Final = (
    "checkout.session.completed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.expired",
    "invoice.paid",
    "invoice.payment_failed",
    "invoice.payment_action_required",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "refund.created",
    "refund.updated",
    "refund.failed",
    "charge.refunded",
    "charge.dispute.created",
    "charge.dispute.closed",
    "charge.dispute.funds_withdrawn",
    "charge.dispute.funds_reinstated",
    "radar.early_fraud_warning.created",
)
"""What an endpoint should be subscribed to; twenty, as a listing of events takes no more."""

_STANDINGS: Final = {
    "active": Standing.ACTIVE,
    "trialing": Standing.ACTIVE,
    "past_due": Standing.PAST_DUE,
    "unpaid": Standing.PAST_DUE,
    "paused": Standing.PAUSED,
    "canceled": Standing.ENDED,
}
_REFUNDS: Final = {
    "pending": RefundState.PENDING,
    "requires_action": RefundState.PENDING,
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}
_NOT_DISPUTES: Final = {
    "warning_needs_response",
    "warning_under_review",
    "warning_closed",
    "prevented",
}
"""Inquiries, which move no money (they become `needs_response` if they do), and what was refunded before it began."""

NOT_OURS: Final = "It carries no order of ours: another shop uses the same account."


def moment(seconds: int) -> datetime:
    """Return Stripe's seconds as a moment."""
    return datetime.fromtimestamp(seconds, UTC)


def ident(field: Any) -> str:  # noqa: ANN401 -- an id, an expanded object or null
    """Return the id in a field that may be expanded, or ""."""
    return field["id"] if isinstance(field, Mapping) else field or ""


def paid(charge: Thing, invoice: Thing | None = None, *, tax: int = 0) -> Paid | Nothing:
    """Say what a charge paid: a pack by its own metadata, or a period by its invoice.

    `settled` is the charge's own time on every road, so that it is never later than its line in the balance.
    """
    if charge["status"] != "succeeded":
        return Nothing("It is not paid (yet).")
    details = _of_subscription(invoice) if invoice else {}
    about: Thing = (details.get("metadata") if invoice else charge["metadata"]) or {}
    if not about.get("order"):
        return Nothing(NOT_OURS)
    method = charge.get("payment_method_details") or {}
    card = method.get("card") or {}
    address = (charge.get("billing_details") or {}).get("address") or {}
    period = _period(invoice) if invoice else {}
    return Paid(
        transaction=ident(charge["payment_intent"]),
        amount=charge["amount"],
        currency=charge["currency"].upper(),
        settled=moment(charge["created"]),
        tax=_tax(invoice) if invoice else tax,
        order=about["order"],
        subscription=ident(details.get("subscription")),
        person=about.get("person", ""),
        # what was ordered first; a period may be of another plan by now, and its line says which
        price="" if invoice else about.get("price", ""),
        customer=ident(charge.get("customer")),
        country=address.get("country") or card.get("country") or "",
        last4=card.get("last4") or "",
        metadata=dict(about),
        **period,
    )


def refunded(refund: Thing) -> Refunded:
    """Say what went back."""
    return Refunded(
        transaction=ident(refund["payment_intent"]),
        refund=refund["id"],
        amount=refund["amount"],
        currency=refund["currency"].upper(),
        state=_REFUNDS.get(refund["status"], RefundState.PENDING),
        at=moment(refund["created"]),
    )


def disputed(dispute: Thing, now: datetime) -> tuple[Happening, ...]:
    """Say what a dispute did. Stripe does not say when it was decided: `now` stands for it."""
    status, transaction = dispute["status"], ident(dispute["payment_intent"])
    if status in _NOT_DISPUTES:
        return (Nothing(f"Dispute {dispute['id']} is {status}: no money was taken."),)
    opened = Disputed(
        transaction=transaction,
        dispute=dispute["id"],
        amount=dispute["amount"],
        currency=dispute["currency"].upper(),
        at=moment(dispute["created"]),
        reason=str(dispute["reason"]).replace("_", " "),
    )
    if status not in {"won", "lost"}:
        return (opened,)
    return (opened, DisputeClosed(transaction, dispute["id"], won=status == "won", at=now))


def changed(subscription: Thing, as_of: datetime) -> Happening:
    """Say how a subscription stands; one that never began is a payment that failed, or nothing yet."""
    about = subscription["metadata"] or {}
    order = about.get("order", "")
    if not order:
        return Nothing(NOT_OURS)
    if subscription["status"] == "incomplete":
        return Nothing("Its first payment is under way.")
    if subscription["status"] == "incomplete_expired":
        return PaymentFailed(as_of, "The first payment did not go through.", order=order, final=True)
    item = subscription["items"]["data"][0]
    standing = _STANDINGS.get(subscription["status"], Standing.PAST_DUE)
    if standing is Standing.ACTIVE and subscription.get("pause_collection"):
        standing = Standing.PAUSED
    ends = subscription.get("cancel_at")
    if subscription["cancel_at_period_end"]:
        ends = ends or item["current_period_end"]
    return SubscriptionChanged(
        subscription=subscription["id"],
        standing=standing,
        as_of=as_of,
        ends=moment(ends) if ends else None,
        order=order,
        period_start=moment(item["current_period_start"]),
        period_end=moment(item["current_period_end"]),
        plan=item["price"]["id"],
        customer=ident(subscription["customer"]),
    )


def unpaid(session: Thing, at: datetime) -> Happening:
    """Say what becomes of a page that was not paid: it expired, or a bank payment that was begun on it failed."""
    about = session["metadata"] or {}
    if not about.get("order"):
        return Nothing(NOT_OURS)
    reason = "Not paid in time." if session["status"] == "expired" else "The bank did not carry the payment out."
    return PaymentFailed(at, reason, order=about["order"], checkout=session["id"], final=True)


def not_renewed(invoice: Thing, at: datetime) -> Happening:
    """Say that a renewal was declined, or waits for its buyer's bank."""
    details = _of_subscription(invoice)
    if not (details.get("metadata") or {}).get("order"):
        return Nothing(NOT_OURS)
    if invoice["billing_reason"] != "subscription_cycle":
        return Nothing("It is no renewal; the page where it began says so to the buyer.")
    return PaymentFailed(at, "The payment was declined.", subscription=ident(details["subscription"]))


def warned(warning: Thing, at: datetime) -> Happening:
    """Say that a bank fears fraud, while a refund still helps."""
    if not warning["actionable"]:
        return Nothing("A warning of fraud about what has been sent back or disputed.")
    reason = str(warning["fraud_type"]).replace("_", " ")
    return Warned(ident(warning["payment_intent"]), warning["id"], at, reason=f"Stripe says: {reason}.")


def intents(invoice: Thing) -> list[str]:
    """Return the PaymentIntents that paid an invoice; none if nothing was to be paid, or it was paid elsewhere."""
    rows = (invoice.get("payments") or {}).get("data", [])
    return [ident(row["payment"]["payment_intent"]) for row in rows if row["status"] == "paid" and _by_intent(row)]


def _by_intent(row: Thing) -> bool:
    return bool(row["payment"]["type"] == "payment_intent")


def _of_subscription(invoice: Thing) -> Thing:
    return (invoice.get("parent") or {}).get("subscription_details") or {}


def _period(invoice: Thing) -> dict[str, Any]:
    """Return what an invoice paid for: the line that runs longest, and whether anything was prorated."""
    lines: list[Thing] = invoice["lines"]["data"]
    main = max(lines, key=lambda line: (line["amount"] > 0, line["period"]["end"]))
    return {
        "period_start": moment(main["period"]["start"]),
        "period_end": moment(main["period"]["end"]),
        "plan": ident(((main.get("pricing") or {}).get("price_details") or {}).get("price")),
        "prorated": any(_is_proration(line) for line in lines),
    }


def _is_proration(line: Thing) -> bool:
    parent = line.get("parent") or {}
    return any(
        (parent.get(kind) or {}).get("proration") for kind in ("subscription_item_details", "invoice_item_details")
    )


def _tax(invoice: Thing) -> int:
    return sum(tax["amount"] for tax in invoice.get("total_taxes") or [])
