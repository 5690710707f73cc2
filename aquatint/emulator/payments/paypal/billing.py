"""The emulated PayPal's subscriptions: products, plans, approval, revision, cancellation."""

from datetime import datetime
from typing import Any, Final

from starlette.requests import Request

from aquatint.emulator.payments.paypal import shapes
from aquatint.emulator.payments.paypal.answers import Asked, Wrong, known
from aquatint.emulator.payments.paypal.vendor import PayPal
from aquatint.emulator.payments.records import Article, Subscription

_INTERVALS: Final = {unit: interval for interval, unit in shapes.UNITS.items()}


def make_product(shop: PayPal, _request: Request, asked: Asked) -> Asked:
    """Make a product, under the merchant's id if there is one."""
    identity = str(asked.get("id") or f"PROD-{shop.make_id('payment')}")
    if identity in shop.products:
        raise Wrong(422, "DUPLICATE_RESOURCE_IDENTIFIER")
    shop.products[identity] = {**asked, "id": identity}
    return shop.products[identity]


def make_plan(shop: PayPal, _request: Request, asked: Asked) -> Asked:
    """Make a plan of one product."""
    known(shop.products, asked["product_id"])
    [cycle] = asked["billing_cycles"]
    price = cycle["pricing_scheme"]["fixed_price"]
    made = Article(
        shop.make_id("plan"),
        asked["name"],
        shapes.minor(price["value"]),
        price["currency_code"],
        _INTERVALS[cycle["frequency"]["interval_unit"]],
        more={"product_id": asked["product_id"], "description": asked.get("description", "")},
    )
    shop.plans[made.ref] = made
    return shapes.plan(made)


def plan(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a plan."""
    return shapes.plan(known(shop.plans, request.path_params["id"]))


def rename_plan(shop: PayPal, request: Request, asked: Any) -> None:  # noqa: ANN401 -- a list of changes
    """Change a plan's description."""
    one = known(shop.plans, request.path_params["id"])
    for change in asked:
        if (change["op"], change["path"]) != ("replace", "/description"):
            raise Wrong(422, "INVALID_PATCH_PATH")
        one.more["description"] = change["value"]


def reprice(shop: PayPal, request: Request, asked: Asked) -> None:
    """Give a plan another price, for all who have it."""
    one = known(shop.plans, request.path_params["id"])
    [scheme] = asked["pricing_schemes"]
    price = scheme["pricing_scheme"]["fixed_price"]
    if price["currency_code"] != one.currency:
        raise Wrong(422, "CURRENCY_MISMATCH")
    one.amount = shapes.minor(price["value"])


def subscribe(shop: PayPal, _request: Request, asked: Asked) -> Asked:
    """Create a subscription that waits for the buyer's approval."""
    context = asked["application_context"]
    made = shop.open_subscription(
        known(shop.plans, asked["plan_id"]),
        success_url=context["return_url"],
        cancel_url=context["cancel_url"],
        email=(asked.get("subscriber") or {}).get("email_address", "buyer@example.com"),
        metadata={"custom_id": asked.get("custom_id", "")},
    )
    return shapes.waiting(shop, made)


def subscription(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a subscription."""
    identity = request.path_params["id"]
    if one := shop.subscriptions.get(identity):
        return shapes.subscription(shop, one)
    return shapes.waiting(shop, known(shop.checkouts, identity))


def payments(shop: PayPal, request: Request, _asked: Asked) -> Asked:
    """Return a subscription's payments between two moments."""
    one = _subscription(shop, request)
    begin, end = (datetime.fromisoformat(request.query_params[name]) for name in ("start_time", "end_time"))
    mine = [paid for paid in shop.payments.values() if paid.subscription == one.id and begin <= paid.settled <= end]
    listed = [shapes.listed_payment_of_subscription(paid) for paid in reversed(mine)]
    return {"transactions": listed, "total_items": len(listed), "total_pages": 1, "links": []}


def revise(shop: PayPal, request: Request, asked: Asked) -> Asked:
    """Ask the buyer to approve another plan of the same product."""
    one = _subscription(shop, request)
    wanted = known(shop.plans, asked["plan_id"])
    if wanted.more["product_id"] != one.article.more["product_id"]:
        raise Wrong(422, "PLAN_PRODUCT_MISMATCH")
    if one.status != "active":
        raise Wrong(422, "SUBSCRIPTION_STATUS_INVALID")
    context = asked.get("application_context") or {}
    page = shop.open_revision(
        one,
        wanted,
        success_url=context.get("return_url", ""),
        cancel_url=context.get("cancel_url", ""),
        email=shop.customers[one.customer].email,
    )
    return {
        "plan_id": wanted.ref,
        "plan_overridden": False,
        "links": shapes.links(shop, approve=f"/checkoutnow/{page.id}"),
    }


def act(shop: PayPal, request: Request, asked: Asked) -> None:
    """Cancel, suspend or activate a subscription, at once."""
    one = _subscription(shop, request)
    if not asked.get("reason"):
        raise Wrong(400, "MISSING_REQUIRED_PARAMETER")
    verb, right = request.path_params["verb"], {"cancel": one.status != "ended", "suspend": one.status == "active"}
    if not right.get(verb, verb == "activate" and one.status == "paused"):
        raise Wrong(422, "SUBSCRIPTION_STATUS_INVALID")
    if verb == "cancel":
        shop.cancel(one, at_period_end=False)
    elif verb == "suspend":
        shop.pause(one)
    else:
        shop.resume(one)


def _subscription(shop: PayPal, request: Request) -> Subscription:
    return known(shop.subscriptions, request.path_params["id"])
