"""PayPal's words in ours: which object an event is about, and what an object read from PayPal tells. No network.

Shapes: Orders v2, Payments v1 (sales) and v2, Subscriptions v1, Disputes v1, Transaction Search v1
(github.com/paypal/paypal-rest-api-specifications).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
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
from aquatint.billing.gateways.paypal.words import identity, minor, moment, ours, parent
from aquatint.billing.periods import add_months

Json = Mapping[str, Any]
PAID_STATES: Final = frozenset({"COMPLETED", "PARTIALLY_REFUNDED", "REFUNDED"})
_REFUND_STATES: Final = {
    "COMPLETED": RefundState.SUCCEEDED,
    "PENDING": RefundState.PENDING,
    "FAILED": RefundState.FAILED,
    "CANCELLED": RefundState.FAILED,
}
_STANDINGS: Final = {
    "ACTIVE": Standing.ACTIVE,
    "SUSPENDED": Standing.PAUSED,
    "CANCELLED": Standing.ENDED,
    "EXPIRED": Standing.ENDED,
}
_WON: Final = frozenset({"RESOLVED_SELLER_FAVOUR", "RESOLVED_WITH_PAYOUT", "CANCELED_BY_BUYER", "DENIED"})
_MONTHS: Final = {"MONTH": 1, "YEAR": 12}
_ABOUT: Final = {
    "CHECKOUT.ORDER.": ("order", "id"),
    "CHECKOUT.PAYMENT-APPROVAL.": ("order", "order_id"),
    "PAYMENT.CAPTURE.REFUNDED": ("refund", "id"),
    "PAYMENT.CAPTURE.REVERSED": ("reversal", ""),
    "PAYMENT.CAPTURE.": ("capture", "id"),
    "PAYMENT.SALE.REFUNDED": ("sale_refund", "id"),
    "PAYMENT.SALE.REVERSED": ("reversal", "id"),
    "PAYMENT.SALE.": ("sale", "id"),
    "BILLING.SUBSCRIPTION.": ("subscription", "id"),
    "CUSTOMER.DISPUTE.": ("dispute", "dispute_id"),
}


def subject(event_type: str, resource: Json) -> tuple[str, str]:
    """Return which object an event is about: its kind and its id, both empty if it is none of ours.

    Nothing else of an event is believed: its signature covers only a checksum of it.
    """
    for beginning, (kind, name) in _ABOUT.items():
        if event_type.startswith(beginning):
            found = identity(resource.get(name)) if name else parent(resource)
            return (kind, found) if found else ("", "")
    return "", ""


@dataclass(frozen=True, slots=True)
class Cycle:
    """How a plan is paid: the months of a period, the amount and currency, our price, its name."""

    months: int
    amount: int
    currency: str
    price: str
    title: str


def cycle(plan: Json) -> Cycle:
    """Return how a plan is paid. Its description is our price (`client.publish`)."""
    regular = next(part for part in plan["billing_cycles"] if part["tenure_type"] == "REGULAR")
    price = regular["pricing_scheme"]["fixed_price"]
    months = _MONTHS[regular["frequency"]["interval_unit"]] * int(regular["frequency"].get("interval_count", 1))
    currency = price["currency_code"]
    amount = minor(price["value"], currency)
    return Cycle(months, amount, currency, str(plan.get("description", "")), str(plan.get("name", "")))


def order(found: Json) -> tuple[Happening, ...]:
    """Say how an order stands: each capture, and each refund of one."""
    if found["status"] == "VOIDED":
        return (PaymentFailed(_when(found), "Given up.", checkout=found["id"], final=True),)
    told: list[Happening] = []
    for unit in found.get("purchase_units") or []:
        payments = unit.get("payments") or {}
        told += [_capture(found, unit, capture) for capture in payments.get("captures") or []]
        told += [refund(entry, parent(entry)) for entry in payments.get("refunds") or []]
    return tuple(told) or (Nothing(f"This order is {found['status'].lower().replace('_', ' ')}, not paid."),)


def _capture(found: Json, unit: Json, capture: Json) -> Happening:
    state = capture["status"]
    about = ours(capture.get("custom_id") or unit.get("custom_id"))
    if state == "PENDING":
        return Nothing("PayPal is still looking into this payment.")
    if state not in PAID_STATES:
        return PaymentFailed(
            _when(capture), "PayPal declined the payment.", order=about.get("order", ""), checkout=found["id"]
        )
    currency = capture["amount"]["currency_code"]
    tax = (unit.get("amount") or {}).get("breakdown", {}).get("tax_total")
    payer = found.get("payer") or {}
    return Paid(
        transaction=capture["id"],
        amount=minor(capture["amount"]["value"], currency),
        currency=currency,
        settled=moment(capture["create_time"]),
        tax=minor(tax["value"], currency) if tax else 0,
        order=about.get("order", ""),
        checkout=found["id"],
        price=about.get("price", ""),
        person=about.get("person", ""),
        customer=payer.get("payer_id", ""),
        country=(payer.get("address") or {}).get("country_code", ""),
        metadata=about,
    )


def refund(entry: Json, transaction: str) -> Refunded:
    """Say what a refund of a capture (v2) tells."""
    currency = entry["amount"]["currency_code"]
    total = (entry.get("seller_payable_breakdown") or {}).get("total_refunded_amount")
    return Refunded(
        transaction=transaction,
        refund=entry["id"],
        amount=minor(entry["amount"]["value"], currency),
        currency=currency,
        state=_REFUND_STATES.get(entry["status"], RefundState.PENDING),
        at=_when(entry),
        cumulative=minor(total["value"], currency) if total else None,
    )


def sale_refund(entry: Json) -> Refunded:
    """Say what a refund of a sale (v1) tells."""
    currency = entry["amount"]["currency"]
    return Refunded(
        transaction=entry["sale_id"],
        refund=entry["id"],
        amount=minor(entry["amount"]["total"], currency),
        currency=currency,
        state=_REFUND_STATES.get(entry["state"].upper(), RefundState.PENDING),
        at=_when(entry),
    )


def standing(found: Json, paid_by: Cycle, as_of: datetime) -> SubscriptionChanged:
    """Say how a subscription stands. One whose renewal failed is ACTIVE at PayPal while it is tried again."""
    state = _STANDINGS[found["status"]]
    bill = found.get("billing_info") or {}
    if state is Standing.ACTIVE and _failed(bill):
        state = Standing.PAST_DUE
    return SubscriptionChanged(
        subscription=found["id"],
        standing=state,
        as_of=as_of,
        order=ours(found.get("custom_id")).get("order", ""),
        checkout=found["id"],
        price=paid_by.price,
        customer=(found.get("subscriber") or {}).get("payer_id", ""),
    )


def _failed(bill: Json) -> bool:
    """Return whether the last try to charge failed; PayPal counts a failure only after its further tries."""
    paid, failed = ((bill.get(name) or {}).get("time", "") for name in ("last_payment", "last_failed_payment"))
    newer = bool(failed) and (not paid or moment(failed) > moment(paid))
    return newer or int(bill.get("failed_payments_count") or 0) > 0


def period_payment(
    found: Json, paid_by: Cycle, *, transaction: str, amount: int, currency: str, settled: datetime
) -> Paid:
    """Return the payment of a period of a subscription."""
    about = ours(found.get("custom_id"))
    start, end = period(found, paid_by, settled)
    right = (amount, currency) == (paid_by.amount, paid_by.currency)
    subscriber = found.get("subscriber") or {}
    return Paid(
        transaction=transaction,
        amount=amount,
        currency=currency,
        settled=settled,
        order=about.get("order", ""),
        checkout=found["id"],
        subscription=found["id"],
        period_start=start,
        period_end=end,
        price=paid_by.price if right else "",  # the plan may have been changed since this payment
        person=about.get("person", ""),
        customer=subscriber.get("payer_id", ""),
        country=((subscriber.get("shipping_address") or {}).get("address") or {}).get("country_code", ""),
        metadata=about,
    )


def period(found: Json, paid_by: Cycle, settled: datetime) -> tuple[datetime, datetime]:
    """Return the period that a payment at this moment is for; PayPal's payments name none.

    Periods are counted from the next billing time, in both directions. A payment belongs to the period it falls into,
    or to the one that begins within a day. PayPal charges some time in the day of a billing time, so a period lasts
    until that day is over: no hours without credits between two periods.
    """
    bill = found.get("billing_info") or {}
    last = (bill.get("last_payment") or {}).get("time")
    anchor = moment(bill.get("next_billing_time") or last or found["start_time"])
    latest = settled + timedelta(days=1)
    number = 0
    while add_months(anchor, number * paid_by.months) > latest:
        number -= 1
    while add_months(anchor, (number + 1) * paid_by.months) <= latest:
        number += 1
    end = add_months(anchor, (number + 1) * paid_by.months)
    return add_months(anchor, number * paid_by.months), datetime.combine(end, time(23, 59, 59), end.tzinfo)


def dispute(found: Json) -> tuple[Happening, ...]:
    """Say what a dispute tells: that it was opened, and how it ended if it has."""
    told: list[Happening] = []
    entries = found.get("disputed_transactions") or []
    for entry in entries:
        amount = found["dispute_amount"] if len(entries) == 1 else entry["gross_amount"]
        if entry.get("custom") and not ours(entry["custom"]):
            continue
        transaction = entry["seller_transaction_id"]
        told.append(
            Disputed(
                transaction=transaction,
                dispute=found["dispute_id"],
                amount=minor(amount["value"], amount["currency_code"]),
                currency=amount["currency_code"],
                at=moment(found["create_time"]),
                reason=str(found.get("reason", "")).replace("_", " ").capitalize(),
            )
        )
        if found["status"] == "RESOLVED":
            outcome = (found.get("dispute_outcome") or {}).get("outcome_code", "")
            told.append(
                DisputeClosed(transaction, found["dispute_id"], won=outcome in _WON, at=moment(found["update_time"]))
            )
    return tuple(told) or (Nothing("A dispute of another shop."),)


def listed_refund(row: Json) -> Refunded:
    """Say what a refund in the transaction search tells."""
    amount = row["transaction_amount"]
    states = {"S": RefundState.SUCCEEDED, "P": RefundState.PENDING, "D": RefundState.FAILED}
    return Refunded(
        transaction=row["paypal_reference_id"],
        refund=row["transaction_id"],
        amount=minor(amount["value"], amount["currency_code"]),
        currency=amount["currency_code"],
        state=states.get(row["transaction_status"], RefundState.SUCCEEDED),
        at=moment(row["transaction_initiation_date"]),
    )


def _when(thing: Json) -> datetime:
    return moment(thing.get("update_time") or thing["create_time"])
