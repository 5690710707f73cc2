"""Documents about payments and refunds, as they were on their day."""

from typing import Any

from django.conf import settings
from django.db.models import F

from aquatint.billing.gateways.base import Gateway
from aquatint.billing.models import Payment, Receipt, Refund, Series
from aquatint.kit import clock

Kind = Receipt.Kind


def for_payment(gateway: Gateway, payment: Payment) -> Receipt:
    """Write a payment's document in the caller's transaction: numbered if we are the seller."""
    kind = Kind.CONFIRMATION if gateway.merchant_of_record else Kind.INVOICE
    return Receipt.objects.create(
        kind=kind,
        number=_number(gateway) if kind == Kind.INVOICE else "",
        payment=payment,
        facts={**_facts(gateway, payment), "total": payment.amount, "tax": payment.tax},
    )


def for_refund(gateway: Gateway, payment: Payment, refund: Refund) -> Receipt | None:
    """Write a refund's document in the caller's transaction; the one that is there if it has one.

    The documents never take back more than was paid: that of a refund which failed after all stands for the next one,
    which then gets one of its own only for what is left, or None.
    """
    notes = list(Receipt.objects.filter(payment=payment).exclude(refund=None))
    before = next((note for note in notes if note.refund_id == refund.pk), None)
    total = min(refund.amount, payment.amount + sum(note.facts["total"] for note in notes))
    if before or total <= 0:
        return before
    kind = Kind.REFUND_CONFIRMATION if gateway.merchant_of_record else Kind.CREDIT_NOTE
    facts = _facts(gateway, payment)
    first = Receipt.objects.filter(payment=payment, refund=None).first()
    gone = total - sum(note.facts["total"] for note in notes)
    # The tax of all that went back until now, less what earlier documents say: so the parts add up to the whole.
    tax = payment.tax * gone // payment.amount + sum(note.facts["tax"] for note in notes)
    return Receipt.objects.create(
        kind=kind,
        number=_number(gateway) if kind == Kind.CREDIT_NOTE else "",
        payment=payment,
        refund=refund,
        facts={**facts, "total": -total, "tax": -tax, "corrects": first.number if first else ""},
    )


def _number(gateway: Gateway) -> str:
    """Return the next number of the year's series. The row stays locked until the caller is through: no gaps."""
    mark = "" if gateway.environment == "live" else "TEST-"
    name = f"{mark}{clock.now():%Y}"
    Series.objects.bulk_create([Series(name=name)], ignore_conflicts=True)
    Series.objects.filter(name=name).update(last=F("last") + 1)
    return f"{name}-{Series.objects.values_list('last', flat=True).get(name=name):06d}"


def _facts(gateway: Gateway, payment: Payment) -> dict[str, Any]:
    """Return all that the document says, so that nothing on it changes later."""
    return {
        "seller": settings.SELLER_NAME,
        "seller_address": settings.SELLER_ADDRESS,
        "seller_tax_id": settings.SELLER_TAX_ID,
        "issued": clock.now().isoformat(),
        "buyer": payment.person.email or "",
        "gateway": gateway.name,
        "gateway_title": gateway.title,
        "merchant_of_record": gateway.merchant_of_record,
        "test": gateway.environment != "live",
        "transaction": payment.transaction,
        "order": payment.order.public_id if payment.order else "",
        "title": payment.title,
        "credits": payment.credits,
        "settled": payment.settled.isoformat(),
        "period_start": payment.period_start.isoformat() if payment.period_start else "",
        "period_end": payment.period_end.isoformat() if payment.period_end else "",
        "currency": payment.currency,
        "country": payment.country,
        "last4": payment.last4,
    }
