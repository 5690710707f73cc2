"""The emulated PayPal's money: orders, captures, sales, refunds, disputes, and the transaction search that lags."""

from datetime import datetime, timedelta
from typing import Final

from starlette.requests import Request

from aquatint.emulator.payments.paypal import shapes
from aquatint.emulator.payments.paypal.answers import Asked, Wrong, known
from aquatint.emulator.payments.paypal.vendor import PayPal
from aquatint.emulator.payments.records import Article, Checkout, Payment, Refund

LAG: Final = timedelta(hours=3)
"""How late a transaction is in the search."""
_WINDOW: Final = timedelta(days=31)
_MOST_PAGE: Final = 500


def make_order(shop: PayPal, _request: Request, asked: Asked) -> Asked:
    """Create an order that waits for the buyer's approval."""
    [unit] = asked["purchase_units"]
    context = asked["payment_source"]["paypal"]["experience_context"]
    amount = unit["amount"]
    article = Article("", unit.get("description", ""), shapes.minor(amount["value"]), amount["currency_code"])
    made = shop.open_order(
        article,
        reference=unit.get("reference_id", "default"),
        success_url=context["return_url"],
        cancel_url=context["cancel_url"],
        email="buyer@example.com",
        metadata={name: unit.get(name, "") for name in ("custom_id", "invoice_id")},
    )
    return shapes.order(shop, made)


def order(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return an order; what was not paid in time is forgotten."""
    return shapes.order(shop, _order(shop, request))


def capture_order(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Take the money of an order that was approved."""
    one = _order(shop, request)
    shop.capture(one)
    return shapes.order(shop, one)


def capture(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a payment of an order."""
    return shapes.capture(shop, _payment(shop, request, of_subscription=False))


def refund_capture(shop: PayPal, request: Request, asked: Asked) -> Asked:
    """Send money of an order back."""
    one = _payment(shop, request, of_subscription=False)
    amount = shapes.minor(asked["amount"]["value"]) if asked.get("amount") else one.amount - one.refunded
    return shapes.refund(shop, _send_back(shop, request, one, amount))


def refund(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a refund of an order's payment."""
    return shapes.refund(shop, _refund(shop, request, of_subscription=False))


def sale(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a payment of a subscription."""
    return shapes.sale(shop, _payment(shop, request, of_subscription=True))


def refund_sale(shop: PayPal, request: Request, asked: Asked) -> Asked:
    """Send money of a subscription back."""
    one = _payment(shop, request, of_subscription=True)
    amount = shapes.minor(asked["amount"]["total"]) if asked.get("amount") else one.amount - one.refunded
    return shapes.sale_refund(shop, _send_back(shop, request, one, amount))


def sale_refund(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a refund of a subscription's payment."""
    return shapes.sale_refund(shop, _refund(shop, request, of_subscription=True))


def disputes(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return disputes, of one payment or changed since a moment."""
    wanted = request.query_params
    found = list(shop.disputes.values())
    if transaction := wanted.get("disputed_transaction_id"):
        found = [one for one in found if one.payment == transaction]
    if after := wanted.get("update_time_after"):
        since = datetime.fromisoformat(after)
        found = [one for one in found if (one.closed or one.opened) >= since]
    names = ("dispute_id", "create_time", "update_time", "status", "reason", "dispute_amount")
    return {"items": [{name: shapes.dispute(shop, one)[name] for name in names} for one in found], "links": []}


def dispute(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a dispute."""
    return shapes.dispute(shop, known(shop.disputes, request.path_params["id"]))


def transactions(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return what was paid and refunded between two moments, at most 31 days apart, three hours late."""
    begin, end = (datetime.fromisoformat(request.query_params[name]) for name in ("start_date", "end_date"))
    if not timedelta(0) <= end - begin <= _WINDOW:
        raise Wrong(400, "INVALID_REQUEST")
    until = min(end, shop.clock.now() - LAG)
    paid = [(one.settled, shapes.listed(one)) for one in shop.payments.values()]
    back = [(one.created, shapes.listed_refund(shop, one)) for one in shop.refunds.values()]
    rows = [row for at, row in sorted([*paid, *back], key=lambda pair: pair[0]) if begin <= at <= until]
    size, page = (int(request.query_params.get(name, default)) for name, default in (("page_size", 100), ("page", 1)))
    size = max(1, min(size, _MOST_PAGE))
    shown = rows[(page - 1) * size : page * size]
    return {
        "transaction_details": [{"transaction_info": row} for row in shown],
        "last_refreshed_datetime": shapes.stamp(shop.clock.now() - LAG),
        "page": page,
        "total_items": len(rows),
        "total_pages": max(1, -(-len(rows) // size)),
    }


def _send_back(shop: PayPal, request: Request, one: Payment, amount: int) -> Refund:
    if one.refunded == one.amount:
        raise Wrong(422, "CAPTURE_FULLY_REFUNDED")
    if amount > one.amount - one.refunded:
        raise Wrong(422, "REFUND_AMOUNT_EXCEEDED")
    return shop.refund(one, amount, key=request.headers.get("paypal-request-id", ""))


def _order(shop: PayPal, request: Request) -> Checkout:
    one = known(shop.checkouts, request.path_params["id"])
    if one.article.is_plan or one.status == "expired":
        raise Wrong(404, "INVALID_RESOURCE_ID")
    return one


def _payment(shop: PayPal, request: Request, *, of_subscription: bool) -> Payment:
    one = known(shop.payments, request.path_params["id"])
    if bool(one.subscription) != of_subscription:
        raise Wrong(404, "INVALID_RESOURCE_ID")
    return one


def _refund(shop: PayPal, request: Request, *, of_subscription: bool) -> Refund:
    one = known(shop.refunds, request.path_params["id"])
    if bool(shop.payments[one.payment].subscription) != of_subscription:
        raise Wrong(404, "INVALID_RESOURCE_ID")
    return one
