"""Stripe's objects as JSON, in the fields of API version 2026-10-28.endive. Moments are seconds, currencies lower-case.

Fields that point to another object hold its id; `expanding` puts the object there on request.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from aquatint.emulator.payments.records import Article, Checkout, Customer, Dispute, Payment, Refund, Subscription

if TYPE_CHECKING:
    from aquatint.emulator.payments.stripe.shop import Bill, Stripe

Object = dict[str, Any]
_STATUSES: Final = {"ended": "canceled", "paused": "active"}
_FEE: Final = 25


def seconds(moment: datetime | None) -> int | None:
    """Return a moment in seconds."""
    return int(moment.timestamp()) if moment else None


def listed(rows: list[Object], url: str, *, more: bool = False) -> Object:
    """Return a list."""
    return {"object": "list", "data": rows, "has_more": more, "url": url}


def price(one: Article) -> Object:
    """Return a price."""
    return {
        "id": one.ref,
        "object": "price",
        "active": True,
        "currency": one.currency.lower(),
        "livemode": False,
        "lookup_key": one.more.get("lookup_key"),
        "metadata": one.more.get("metadata", {}),
        "product": one.more.get("product", ""),
        "recurring": {"interval": one.interval, "interval_count": 1, "usage_type": "licensed"} if one.is_plan else None,
        "tax_behavior": "inclusive",
        "type": "recurring" if one.is_plan else "one_time",
        "unit_amount": one.amount,
    }


def customer(one: Customer) -> Object:
    """Return a customer."""
    return {
        "id": one.id,
        "object": "customer",
        "address": {"country": one.country},
        "created": seconds(one.created),
        "email": one.email or None,
        "livemode": False,
        "metadata": {},
        "name": one.name or None,
    }


def session(shop: "Stripe", one: Checkout) -> Object:
    """Return a Checkout Session."""
    paid = shop.payments.get(one.payment)
    buyer = shop.customers.get(one.customer)
    complete = one.status == "paid"
    return {
        "id": one.id,
        "object": "checkout.session",
        "amount_subtotal": one.article.amount,
        "amount_total": one.article.amount,
        "cancel_url": one.cancel_url or None,
        "client_reference_id": one.reference or None,
        "created": seconds(one.created),
        "currency": one.article.currency.lower(),
        "customer": one.customer or None,
        "customer_details": {"email": buyer.email, "address": {"country": buyer.country}} if buyer else None,
        "customer_email": one.email or None,
        "expires_at": seconds(one.expires),
        "invoice": paid.more.get("invoice") if paid else None,
        "livemode": False,
        "managed_payments": {"enabled": bool(one.more.get("managed"))},
        "metadata": one.metadata,
        "mode": "subscription" if one.article.is_plan else "payment",
        "payment_intent": None if one.article.is_plan else one.payment or one.more.get("intent"),
        "payment_method_types": ["card", "sepa_debit"],
        "payment_status": "paid" if paid else "unpaid",
        "status": "complete" if complete else one.status,
        "subscription": one.subscription or None,
        "success_url": one.success_url,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": paid.tax if paid else 0},
        "url": one.more.get("page", "") + f"/checkout/{one.id}" if one.status == "open" else None,
    }


def intent(shop: "Stripe", identity: str) -> Object | None:
    """Return a PaymentIntent, of a payment that arrived or of one that a bank has at hand."""
    paid = shop.payments.get(identity)
    page = next((one for one in shop.checkouts.values() if one.more.get("intent") == identity), None)
    if paid is None and page is None:
        return None
    article = paid.article if paid else page.article if page else None
    amount = paid.amount if paid else article.amount if article else 0
    status = "processing" if page and page.more["bank"] == "pending" else "requires_payment_method"
    return {
        "id": identity,
        "object": "payment_intent",
        "amount": amount,
        "amount_received": amount if paid else 0,
        "created": seconds(paid.settled if paid else page.created if page else None),
        "currency": article.currency.lower() if article else "",
        "customer": paid.customer if paid else page.customer if page else None,
        "latest_charge": charge_id(paid) if paid else None,
        "livemode": False,
        "metadata": (paid.metadata if paid and not paid.subscription else {})
        if paid
        else page.metadata
        if page
        else {},
        "status": "succeeded" if paid else status,
    }


def charge_id(one: Payment) -> str:
    """Return the id of a payment's charge."""
    return f"ch_{one.id[3:]}"


def charge(shop: "Stripe", one: Payment) -> Object:
    """Return a charge. A subscription's carries no metadata, as Stripe copies none to it."""
    buyer = shop.customers[one.customer]
    return {
        "id": charge_id(one),
        "object": "charge",
        "amount": one.amount,
        "amount_captured": one.amount,
        "amount_refunded": one.refunded,
        "balance_transaction": f"txn_{one.id[3:]}",
        "billing_details": {"address": {"country": buyer.country}, "email": buyer.email, "name": buyer.name or None},
        "captured": True,
        "created": seconds(one.settled),
        "currency": one.currency.lower(),
        "customer": one.customer,
        "disputed": bool(one.dispute),
        "livemode": False,
        "metadata": {} if one.subscription else one.metadata,
        "paid": True,
        "payment_intent": one.id,
        "payment_method_details": {"type": "card", "card": {"brand": "visa", "last4": "4242", "country": "NL"}},
        "refunded": one.refunded >= one.amount,
        "status": "succeeded",
    }


def refund(shop: "Stripe", one: Refund) -> Object:
    """Return a refund."""
    paid = shop.payments[one.payment]
    return {
        "id": one.id,
        "object": "refund",
        "amount": one.amount,
        "balance_transaction": f"txn_{one.id[3:]}",
        "charge": charge_id(paid),
        "created": seconds(one.created),
        "currency": paid.currency.lower(),
        "metadata": one.more.get("metadata", {}),
        "payment_intent": one.payment,
        "reason": None,
        "status": one.state,
    }


def dispute(shop: "Stripe", one: Dispute) -> Object:
    """Return a dispute."""
    paid = shop.payments[one.payment]
    status = one.more.get("status") or "needs_response"
    if one.closed:
        status = "won" if one.won else "lost"
    return {
        "id": one.id,
        "object": "dispute",
        "amount": one.amount,
        "balance_transactions": [],
        "charge": charge_id(paid),
        "created": seconds(one.opened),
        "currency": paid.currency.lower(),
        "is_charge_refundable": False,
        "livemode": False,
        "metadata": {},
        "payment_intent": one.payment,
        "reason": "fraudulent",
        "status": status,
    }


def warning(shop: "Stripe", identity: str, one: Payment) -> Object:
    """Return an early fraud warning."""
    return {
        "id": identity,
        "object": "radar.early_fraud_warning",
        "actionable": not one.dispute and one.refunded < one.amount,
        "charge": charge_id(one),
        "created": seconds(shop.clock.now()),
        "fraud_type": "made_with_stolen_card",
        "livemode": False,
        "payment_intent": one.id,
    }


def subscription(shop: "Stripe", one: Subscription) -> Object:
    """Return a subscription; the dates of its period are on its item."""
    del shop
    end = seconds(one.period_end)
    item = {
        "id": f"si_{one.id[4:]}",
        "object": "subscription_item",
        "created": seconds(one.created),
        "current_period_end": end,
        "current_period_start": seconds(one.period_start),
        "metadata": {},
        "price": price(one.article),
        "quantity": 1,
        "subscription": one.id,
    }
    return {
        "id": one.id,
        "object": "subscription",
        "billing_cycle_anchor": seconds(one.anchor),
        "cancel_at": end if one.cancel_at_end else None,
        "cancel_at_period_end": one.cancel_at_end,
        "canceled_at": seconds(one.ended),
        "collection_method": "charge_automatically",
        "created": seconds(one.created),
        "currency": one.article.currency.lower(),
        "customer": one.customer,
        "ended_at": seconds(one.ended),
        "items": listed([item], f"/v1/subscription_items?subscription={one.id}"),
        "latest_invoice": one.more.get("latest"),
        "livemode": False,
        "metadata": one.metadata,
        "pause_collection": {"behavior": "void", "resumes_at": None} if one.status == "paused" else None,
        "pending_update": {"expires_at": end} if one.more.get("pending") else None,
        "schedule": one.more.get("schedule"),
        "start_date": seconds(one.created),
        "status": _STATUSES.get(one.status, one.status),
    }


def schedule(shop: "Stripe", identity: str) -> Object:
    """Return a subscription schedule."""
    kept = shop.schedules[identity]
    one = shop.subscriptions[kept["subscription"]]
    begun = {"start_date": seconds(one.period_start), "end_date": seconds(one.period_end)}
    phases = [{**begun, "items": [{"price": one.article.ref, "quantity": 1}]}]
    if one.next_article:
        phases.append({"start_date": begun["end_date"], "items": [{"price": one.next_article.ref, "quantity": 1}]})
    return {
        "id": identity,
        "object": "subscription_schedule",
        "customer": one.customer,
        "end_behavior": "release",
        "livemode": False,
        "metadata": {},
        "phases": phases,
        "status": kept["status"],
        "subscription": one.id if kept["status"] == "active" else None,
    }


def invoice(shop: "Stripe", one: "Bill") -> Object:
    """Return an invoice."""
    plan = shop.subscriptions[one.subscription]
    paid = shop.payments.get(one.payment)
    hosted = shop.checkouts.get(plan.more.get("hosted", ""))
    rows = [_line(one, one.article.ref, one.article.amount, one.period_start, one.period_end)]
    if one.unused:
        ref, until, worth = one.unused
        rows.insert(0, _line(one, ref, -worth, one.period_start, until, proration=True))
    details = {"metadata": plan.metadata, "subscription": plan.id}
    return {
        "id": one.id,
        "object": "invoice",
        "amount_due": one.amount,
        "amount_paid": one.amount if paid else 0,
        "amount_remaining": 0 if paid else one.amount,
        "billing_reason": one.reason,
        "collection_method": "charge_automatically",
        "created": seconds(one.created),
        "currency": one.article.currency.lower(),
        "customer": plan.customer,
        "hosted_invoice_url": hosted.more["page"] + f"/checkout/{hosted.id}" if hosted else None,
        "lines": listed(rows, f"/v1/invoices/{one.id}/lines"),
        "livemode": False,
        "metadata": {},
        "number": f"EMU-{one.id[-6:].upper()}",
        "parent": {"type": "subscription_details", "quote_details": None, "subscription_details": details},
        "period_end": seconds(one.period_start),
        "period_start": seconds(one.period_start),
        "status": "paid" if paid else "open",
        "total": one.amount,
        "total_taxes": [{"amount": paid.tax, "tax_behavior": "inclusive"}] if paid and paid.tax else [],
    }


def _line(one: "Bill", ref: str, amount: int, start: datetime, end: datetime, *, proration: bool = False) -> Object:
    item = {"invoice_item": None, "proration": proration, "subscription": one.subscription}
    return {
        "id": f"il_{one.id[3:]}{int(proration)}",
        "object": "line_item",
        "amount": amount,
        "currency": one.article.currency.lower(),
        "description": "Unused time" if proration else one.article.title,
        "invoice": one.id,
        "livemode": False,
        "metadata": {},
        "parent": {
            "type": "subscription_item_details",
            "invoice_item_details": None,
            "subscription_item_details": {**item, "subscription_item": f"si_{one.subscription[4:]}"},
        },
        "period": {"start": seconds(start), "end": seconds(end)},
        "pricing": {"type": "price_details", "price_details": {"price": ref, "product": ""}},
        "quantity": 1,
        "subtotal": amount,
    }


def invoice_payment(one: "Bill", paid: Payment) -> Object:
    """Return what joins an invoice and the PaymentIntent that paid it."""
    return {
        "id": f"inpay_{one.id[3:]}",
        "object": "invoice_payment",
        "amount_paid": paid.amount,
        "amount_requested": paid.amount,
        "created": seconds(one.created),
        "currency": paid.currency.lower(),
        "invoice": one.id,
        "is_default": True,
        "livemode": False,
        "payment": {"type": "payment_intent", "payment_intent": paid.id},
        "status": "paid",
        "status_transitions": {"canceled_at": None, "paid_at": seconds(paid.settled)},
    }


def balance(shop: "Stripe") -> list[Object]:
    """Return all lines of the balance."""
    rows = [
        _moved("charge", one.id, one.amount, one.settled, one.currency, charge_id(one))
        for one in shop.payments.values()
    ]
    for back in shop.refunds.values():
        currency = shop.payments[back.payment].currency
        rows.append(_moved("refund", back.id, -back.amount, back.created, currency, back.id))
        if back.state == "failed":
            rows.append(_moved("refund_failure", f"{back.id}f", back.amount, back.created, currency, back.id))
    for one in shop.disputes.values():
        currency = shop.payments[one.payment].currency
        rows.append(_moved("adjustment", one.id, -one.amount, one.opened, currency, one.id))
        if one.closed and one.won:
            rows.append(_moved("adjustment", f"{one.id}w", one.amount, one.closed, currency, one.id))
    return rows


def _moved(kind: str, ident: str, amount: int, at: datetime, currency: str, source: str) -> Object:
    fee = _FEE if kind == "charge" else 0
    return {
        "id": f"txn_{ident[3:]}",
        "object": "balance_transaction",
        "amount": amount,
        "available_on": seconds(at),
        "created": seconds(at),
        "currency": currency.lower(),
        "fee": fee,
        "net": amount - fee,
        "reporting_category": {"adjustment": "dispute"}.get(kind, kind),
        "source": source,
        "status": "available",
        "type": kind,
    }


def event(identity: str, kind: str, content: Object, now: datetime, version: str) -> Object:
    """Return an event with the object as it is now."""
    return {
        "id": identity,
        "object": "event",
        "api_version": version,
        "created": seconds(now),
        "data": {"object": content},
        "livemode": False,
        "pending_webhooks": 1,
        "request": {"id": None, "idempotency_key": None},
        "type": kind,
    }
