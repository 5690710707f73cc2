"""Creem's objects as JSON, in the fields of its public API (SDK 1.13).

Moments are ISO text, but milliseconds in transactions, refunds and disputes.
"""

from datetime import datetime
from typing import Any, Final

from aquatint.emulator.payments.records import (
    Article,
    Checkout,
    Customer,
    Dispute,
    Payment,
    Refund,
    Subscription,
)
from aquatint.emulator.payments.vendor import Vendor

Object = dict[str, Any]
MODE: Final = "test"
PERIODS: Final = {"every-month": "month", "every-year": "year", "once": "once"}
_WORDS: Final = {interval: word for word, interval in PERIODS.items()}


def iso(moment: datetime | None) -> str | None:
    """Return a moment in Creem's ISO form."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def epoch(moment: datetime | None) -> int | None:
    """Return a moment in milliseconds."""
    return int(moment.timestamp() * 1000) if moment else None


def product(article: Article) -> Object:
    """Return a product."""
    return {
        "id": article.ref,
        "mode": MODE,
        "object": "product",
        "name": article.title,
        "description": article.more.get("description", ""),
        "price": article.amount,
        "currency": article.currency,
        "billing_type": "recurring" if article.is_plan else "onetime",
        "billing_period": _WORDS[article.interval],
        "status": "active",
        "tax_mode": "exclusive" if article.exclusive else "inclusive",
        "tax_category": article.more.get("tax_category", "saas"),
        "created_at": article.more.get("created_at"),
        "updated_at": article.more.get("created_at"),
    }


def customer(one: Customer) -> Object:
    """Return a customer."""
    return {
        "id": one.id,
        "mode": MODE,
        "object": "customer",
        "email": one.email,
        "name": one.name or None,
        "country": one.country,
        "created_at": iso(one.created),
        "updated_at": iso(one.created),
    }


def status_of(one: Subscription) -> str:
    """Return a subscription's status in Creem's word."""
    if one.status == "ended":
        return "canceled"
    return "scheduled_cancel" if one.cancel_at_end and one.status == "active" else one.status


def subscription(shop: Vendor, one: Subscription) -> Object:
    """Return a subscription, with its product and customer."""
    last = shop.payments.get(one.last_payment)
    article = one.next_article or one.article
    item = {"id": f"sitem_{one.id[4:]}", "object": "subscription_item", "mode": MODE, "units": 1}
    return {
        "id": one.id,
        "mode": MODE,
        "object": "subscription",
        "product": product(article),
        "customer": customer(shop.customers[one.customer]),
        "items": [{**item, "product_id": article.ref, "price_id": f"pprice_{article.ref[5:]}"}],
        "collection_method": "charge_automatically",
        "status": status_of(one),
        "last_transaction_id": one.last_payment or None,
        "last_transaction_date": iso(last.settled) if last else None,
        "next_transaction_date": None if one.cancel_at_end or one.status == "ended" else iso(one.next_try),
        "current_period_start_date": iso(one.period_start),
        "current_period_end_date": iso(one.period_end),
        "canceled_at": iso(one.ended),
        "created_at": iso(one.created),
        "updated_at": iso(shop.clock.now()),
        "metadata": one.metadata,
    }


def transaction(shop: Vendor, one: Payment) -> Object:
    """Return a transaction. Its status is what came last: paid, in part or whole refunded, charged back."""
    status = "paid"
    if one.refunded:
        status = "refunded" if one.refunded >= one.amount else "partialRefund"
    if one.dispute:
        status = "chargeback"
    return {
        "id": one.id,
        "mode": MODE,
        "object": "transaction",
        "amount": one.amount - one.tax if one.article.exclusive else one.amount,
        "amount_paid": one.amount,
        "discount_amount": 0,
        "currency": one.currency,
        "type": "invoice" if one.subscription else "payment",
        "tax_country": shop.customers[one.customer].country,
        "tax_amount": one.tax,
        "status": status,
        "refunded_amount": one.refunded or None,
        "order": order_id(one),
        "subscription": one.subscription or None,
        "customer": one.customer,
        "description": "Subscription payment" if one.subscription else "Payment",
        "period_start": epoch(one.period_start),
        "period_end": epoch(one.period_end),
        "created_at": epoch(one.settled),
    }


def order_id(one: Payment) -> str:
    """Return the id of the order that a payment is for."""
    return f"ord_{one.id[5:]}"


def order(one: Payment) -> Object:
    """Return an order. As in Creem's own sample it does not name its transaction."""
    return {
        "object": "order",
        "id": order_id(one),
        "mode": MODE,
        "customer": one.customer,
        "product": one.article.ref,
        "amount": one.article.amount,
        "currency": one.currency,
        "sub_total": one.amount - one.tax,
        "tax_amount": one.tax,
        "amount_due": one.amount,
        "amount_paid": one.amount,
        "status": "paid",
        "type": "recurring" if one.subscription else "onetime",
        "created_at": iso(one.settled),
        "updated_at": iso(one.settled),
    }


def checkout(shop: Vendor, one: Checkout) -> Object:
    """Return a checkout; once it is paid with its order, customer and subscription."""
    found: Object = {
        "id": one.id,
        "object": "checkout",
        "mode": MODE,
        "request_id": one.reference or None,
        "status": {"open": "pending", "paid": "completed"}.get(one.status, one.status),
        "checkout_url": one.more.get("url", ""),
        "success_url": one.success_url or None,
        "product": product(one.article),
        "units": 1,
        "metadata": one.metadata,
        "custom_fields": [],
    }
    if one.status == "paid":
        found["order"] = order(shop.payments[one.payment])
        found["customer"] = customer(shop.customers[one.customer])
        if one.subscription:
            found["subscription"] = subscription(shop, shop.subscriptions[one.subscription])
    return found


def refund(shop: Vendor, one: Refund) -> Object:
    """Return a refund with all that hangs on it."""
    paid = shop.payments[one.payment]
    return {
        "id": one.id,
        "mode": MODE,
        "object": "refund",
        "status": one.state,
        "refund_amount": one.amount,
        "refund_currency": paid.currency,
        "reason": "requested_by_customer",
        "created_at": epoch(one.created),
        **_around(shop, paid),
    }


def dispute(shop: Vendor, one: Dispute) -> Object:
    """Return a dispute with all that hangs on it."""
    paid = shop.payments[one.payment]
    return {
        "id": one.id,
        "mode": MODE,
        "object": "dispute",
        "amount": one.amount,
        "currency": paid.currency,
        "created_at": epoch(one.opened),
        **_around(shop, paid),
    }


def _around(shop: Vendor, paid: Payment) -> Object:
    plan = shop.subscriptions.get(paid.subscription)
    return {
        "transaction": transaction(shop, paid),
        "subscription": subscription(shop, plan) if plan else None,
        "checkout": checkout(shop, shop.checkouts[paid.checkout]),
        "order": order(paid),
        "customer": customer(shop.customers[paid.customer]),
    }
