"""The emulated PayPal's objects as JSON. Shapes: github.com/paypal/paypal-rest-api-specifications."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from aquatint.emulator.payments.records import Article, Checkout, Dispute, Payment, Refund, Subscription

if TYPE_CHECKING:
    from aquatint.emulator.payments.paypal.vendor import PayPal

Json = dict[str, Any]
UNITS: Final = {"month": "MONTH", "year": "YEAR"}
_REFUNDS: Final = {"succeeded": "COMPLETED", "pending": "PENDING", "failed": "FAILED"}
_LISTED: Final = {"succeeded": "S", "pending": "P", "failed": "D"}
_STATES: Final = {"active": "ACTIVE", "past_due": "ACTIVE", "paused": "SUSPENDED", "ended": "CANCELLED"}


def stamp(at: datetime) -> str:
    """Return a moment in PayPal's manner."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def money(amount: int, currency: str) -> dict[str, str]:
    """Return an amount with its currency."""
    return {"currency_code": currency, "value": decimal(amount)}


def decimal(amount: int) -> str:
    """Return minor units as a decimal string."""
    return f"{amount // 100}.{amount % 100:02d}"


def minor(value: str) -> int:
    """Return a decimal string in minor units."""
    whole, _, cents = value.partition(".")
    return int(whole) * 100 + int(f"{cents}00"[:2])


def links(shop: "PayPal", **paths: str) -> list[Mapping[str, str]]:
    """Return links by relation; an underscore in a relation is a hyphen."""
    return [{"rel": name.replace("_", "-"), "href": f"{shop.home}{path}"} for name, path in paths.items()]


def order(shop: "PayPal", one: Checkout) -> Json:
    """Return an order with its captures and refunds."""
    states = {"open": "PAYER_ACTION_REQUIRED", "approved": "APPROVED", "paid": "COMPLETED"}
    unit: Json = {
        "reference_id": one.reference,
        "custom_id": one.metadata.get("custom_id", ""),
        "invoice_id": one.metadata.get("invoice_id", ""),
        "description": one.article.title,
        "amount": money(one.article.amount, one.article.currency),
    }
    if paid := shop.payments.get(one.payment):
        refunds = [refund(shop, back) for back in shop.refunds.values() if back.payment == paid.id]
        unit["payments"] = {"captures": [capture(shop, paid)], **({"refunds": refunds} if refunds else {})}
    found: Json = {
        "id": one.id,
        "intent": "CAPTURE",
        "status": states[one.status],
        "purchase_units": [unit],
        "create_time": stamp(one.created),
        "links": links(shop, self=f"/v2/checkout/orders/{one.id}", payer_action=f"/checkoutnow/{one.id}"),
    }
    if customer := shop.customers.get(one.customer):
        name, address = {"given_name": "Ada", "surname": "Buyer"}, {"country_code": customer.country}
        found["payer"] = {"payer_id": customer.id, "email_address": customer.email, "name": name, "address": address}
    return found


def capture(shop: "PayPal", one: Payment) -> Json:
    """Return a payment of an order (Payments v2)."""
    amount = money(one.amount, one.currency)
    return {
        "id": one.id,
        "status": _state(one).upper(),
        "amount": amount,
        "final_capture": True,
        "custom_id": one.metadata.get("custom_id", ""),
        "invoice_id": one.metadata.get("invoice_id", ""),
        "seller_receivable_breakdown": {"gross_amount": amount},
        "supplementary_data": {"related_ids": {"order_id": one.checkout}},
        "create_time": stamp(one.settled),
        "update_time": stamp(one.settled),
        "links": links(shop, self=f"/v2/payments/captures/{one.id}", up=f"/v2/checkout/orders/{one.checkout}"),
    }


def refund(shop: "PayPal", one: Refund) -> Json:
    """Return a refund of a capture (v2)."""
    currency = shop.payments[one.payment].currency
    return {
        "id": one.id,
        "status": _REFUNDS[one.state],
        "amount": money(one.amount, currency),
        "custom_id": one.key,
        "seller_payable_breakdown": {"total_refunded_amount": money(one.cumulative, currency)},
        "create_time": stamp(one.created),
        "update_time": stamp(one.created),
        "links": links(shop, self=f"/v2/payments/refunds/{one.id}", up=f"/v2/payments/captures/{one.payment}"),
    }


def sale(shop: "PayPal", one: Payment) -> Json:
    """Return a payment of a subscription (v1)."""
    return {
        "id": one.id,
        "state": _state(one),
        "amount": {"total": decimal(one.amount), "currency": one.currency},
        "payment_mode": "INSTANT_TRANSFER",
        "billing_agreement_id": one.subscription,
        "custom": one.metadata.get("custom_id", ""),
        "create_time": stamp(one.settled),
        "update_time": stamp(one.settled),
        "links": links(shop, self=f"/v1/payments/sale/{one.id}", refund=f"/v1/payments/sale/{one.id}/refund"),
    }


def sale_refund(shop: "PayPal", one: Refund) -> Json:
    """Return a refund of a sale (v1)."""
    return {
        "id": one.id,
        "sale_id": one.payment,
        "state": _REFUNDS[one.state].lower(),
        "amount": {"total": decimal(one.amount), "currency": shop.payments[one.payment].currency},
        "create_time": stamp(one.created),
        "update_time": stamp(one.created),
        "links": links(shop, self=f"/v1/payments/refund/{one.id}", sale=f"/v1/payments/sale/{one.payment}"),
    }


def plan(one: Article) -> Json:
    """Return a plan."""
    cycle = {
        "frequency": {"interval_unit": UNITS[one.interval], "interval_count": 1},
        "tenure_type": "REGULAR",
        "sequence": 1,
        "total_cycles": 0,
        "pricing_scheme": {"version": 1, "fixed_price": money(one.amount, one.currency)},
    }
    about = {name: one.more.get(name, "") for name in ("product_id", "description")}
    return {"id": one.ref, **about, "name": one.title, "status": "ACTIVE", "billing_cycles": [cycle]}


def subscription(shop: "PayPal", one: Subscription) -> Json:
    """Return a subscription that was approved."""
    last = shop.payments.get(one.last_payment)
    bill: Json = {
        "outstanding_balance": money(one.article.amount if one.tries else 0, one.article.currency),
        # A failure is counted when the further tries have failed too.
        "failed_payments_count": int(one.tries >= shop.most_tries),
    }
    if one.tries:
        money_due = money(one.article.amount, one.article.currency)
        bill["last_failed_payment"] = {"amount": money_due, "time": stamp(one.next_try - shop.dunning)}
    if last:
        bill["last_payment"] = {"amount": money(last.amount, last.currency), "time": stamp(last.settled)}
    if one.status in {"active", "past_due"}:
        bill["next_billing_time"] = stamp(one.period_end)
    customer = shop.customers[one.customer]
    return {
        "id": one.id,
        "plan_id": (one.next_article or one.article).ref,
        "status": _STATES[one.status],
        "custom_id": one.metadata.get("custom_id", ""),
        "start_time": stamp(one.created),
        "create_time": stamp(one.created),
        "quantity": "1",
        "subscriber": {"email_address": customer.email, "payer_id": customer.id},
        "billing_info": bill,
        "links": links(shop, self=f"/v1/billing/subscriptions/{one.id}"),
    }


def waiting(shop: "PayPal", one: Checkout) -> Json:
    """Return a subscription that waits for approval, or never got it."""
    return {
        "id": one.id,
        "plan_id": one.article.ref,
        "status": "APPROVAL_PENDING" if one.status == "open" else "EXPIRED",
        "custom_id": one.metadata.get("custom_id", ""),
        "create_time": stamp(one.created),
        "start_time": stamp(one.created),
        "links": links(shop, approve=f"/checkoutnow/{one.id}", self=f"/v1/billing/subscriptions/{one.id}"),
    }


def dispute(shop: "PayPal", one: Dispute) -> Json:
    """Return a dispute."""
    paid = shop.payments[one.payment]
    disputed = {"seller_transaction_id": paid.id, "custom": paid.metadata.get("custom_id", "")}
    found: Json = {
        "dispute_id": one.id,
        "create_time": stamp(one.opened),
        "update_time": stamp(one.closed or one.opened),
        "disputed_transactions": [disputed],
        "reason": "UNAUTHORISED",
        "status": "RESOLVED" if one.closed else "OPEN",
        "dispute_amount": money(one.amount, paid.currency),
        "dispute_life_cycle_stage": "CHARGEBACK",
    }
    if one.closed:
        code = "RESOLVED_SELLER_FAVOUR" if one.won else "RESOLVED_BUYER_FAVOUR"
        found["dispute_outcome"] = {"outcome_code": code}
    return found


def listed(one: Payment) -> Json:
    """Return a payment in the transaction search."""
    about: Json = {"paypal_reference_id": one.subscription, "paypal_reference_id_type": "SUB"}
    return {
        "transaction_id": one.id,
        **(about if one.subscription else {}),
        "transaction_event_code": "T0002" if one.subscription else "T0006",
        "transaction_initiation_date": stamp(one.settled),
        "transaction_updated_date": stamp(one.settled),
        "transaction_amount": money(one.amount, one.currency),
        "transaction_status": "V" if one.refunded == one.amount else "S",
        "custom_field": one.metadata.get("custom_id", ""),
        "invoice_id": one.metadata.get("invoice_id", ""),
    }


def listed_refund(shop: "PayPal", one: Refund) -> Json:
    """Return a refund in the transaction search; its amount is negative."""
    paid = shop.payments[one.payment]
    return {
        "transaction_id": one.id,
        "paypal_reference_id": paid.id,
        "paypal_reference_id_type": "TXN",
        "transaction_event_code": "T1107",
        "transaction_initiation_date": stamp(one.created),
        "transaction_updated_date": stamp(one.created),
        "transaction_amount": {"currency_code": paid.currency, "value": f"-{decimal(one.amount)}"},
        "transaction_status": _LISTED[one.state],
        "custom_field": paid.metadata.get("custom_id", ""),
    }


def listed_payment_of_subscription(one: Payment) -> Json:
    """Return a payment in a subscription's own list."""
    return {
        "id": one.id,
        "status": _state(one).upper(),
        "amount_with_breakdown": {"gross_amount": money(one.amount, one.currency)},
        "time": stamp(one.settled),
    }


def _state(one: Payment) -> str:
    if not one.refunded:
        return "completed"
    return "refunded" if one.refunded == one.amount else "partially_refunded"
