"""Creem's API as far as a shop needs it, and its hosted pages."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aquatint.emulator.payments import pages
from aquatint.emulator.payments.creem import shapes
from aquatint.emulator.payments.creem.shop import Creem
from aquatint.emulator.payments.records import Article, Payment, Subscription
from aquatint.emulator.payments.serving import guarded
from aquatint.emulator.payments.vendor import Refused
from aquatint.emulator.world import World

Asked = dict[str, Any]
Verb = Callable[[Creem, Request, Asked], Asked]
_LEAST: Final = 100
_MOST_PAGE: Final = 100


class Wrong(Exception):
    """A request that Creem would refuse, in the shape of its errors."""

    def __init__(self, status: int, *messages: str) -> None:
        super().__init__(*messages)
        self.status = status
        self.messages = list(messages)


def routes(world: World) -> list[BaseRoute]:
    """Return the routes below `/creem`."""

    def shop() -> Creem:
        found = world.payments.vendors["creem"]
        if not isinstance(found, Creem):
            raise TypeError(found)
        return found

    def route(method: str, path: str, verb: Verb) -> Route:
        return Route(f"/v1{path}", guarded(world, _answering(shop, verb)), methods=[method])

    hosted = pages.routes(shop, pay="/checkout/{checkout}", portal="/portal/{customer}")
    return [
        route("POST", "/products", _make_product),
        route("GET", "/products/search", _search_products),
        route("GET", "/products/{id}", _product),
        route("PATCH", "/products/{id}", _change_product),
        route("POST", "/checkouts", _make_checkout),
        route("GET", "/checkouts", _checkout),
        route("POST", "/customers/billing", _portal),
        route("GET", "/subscriptions", _subscription),
        route("GET", "/subscriptions/search", _search_subscriptions),
        route("POST", "/subscriptions/{id}/{verb}", _act),
        route("GET", "/transactions", _transaction),
        route("GET", "/transactions/search", _search_transactions),
        route("POST", "/refunds", _refund),
        route("POST", "/moderation/prompt", _screen),
        *hosted,
    ]


def _answering(shop: Callable[[], Creem], verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await request.body()
            _let_in(shop(), request.headers.get("x-api-key", ""))
            asked = msgspec.json.decode(body, type=dict[str, Any]) if body else {}
            return JSONResponse(verb(shop(), request, asked))
        except Wrong as wrong:
            return _error(shop(), wrong.status, wrong.messages)
        except Refused as refused:
            return _error(shop(), 400, [str(refused)])
        except msgspec.DecodeError as error:
            return _error(shop(), 400, [str(error)])

    return endpoint


def _error(shop: Creem, status: int, messages: list[str]) -> Response:
    words = {400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found"}
    body = {"trace_id": str(uuid.uuid4()), "status": status, "error": words[status], "message": messages}
    return JSONResponse({**body, "timestamp": shapes.epoch(shop.clock.now())}, status)


def _let_in(shop: Creem, key: str) -> None:
    if not key:
        raise Wrong(401, "API key is missing")
    known = shop.setup.secret("CREEM_API_KEY")
    if known and key != known:
        raise Wrong(403, "API key is not valid")


def _make_product(shop: Creem, _request: Request, asked: Asked) -> Asked:
    price, currency = asked.get("price"), asked.get("currency")
    if not isinstance(price, int) or (price and price < _LEAST):
        raise Wrong(400, "price must be 0 or at least 100")
    if currency not in {"EUR", "USD"}:
        raise Wrong(400, "currency must be one of EUR, USD")
    if asked.get("billing_type") not in {"onetime", "recurring"}:
        raise Wrong(400, "billing_type must be one of onetime, recurring")
    period = asked.get("billing_period", "once")
    if period not in shapes.PERIODS or (period == "once") != (asked["billing_type"] == "onetime"):
        raise Wrong(400, "billing_period does not fit billing_type")
    made = Article(
        f"prod_{uuid.uuid4().hex[:22]}",
        str(asked.get("name", "")),
        price,
        currency,
        shapes.PERIODS[period],
        exclusive=asked.get("tax_mode") == "exclusive",
        more={"description": asked.get("description", ""), "created_at": shapes.iso(shop.clock.now())},
    )
    shop.products[made.ref] = made
    return shapes.product(made)


def _product(shop: Creem, request: Request, _asked: Asked) -> Asked:
    return shapes.product(_known(shop.products, request.path_params["id"], "Product"))


def _change_product(shop: Creem, request: Request, asked: Asked) -> Asked:
    one = _known(shop.products, request.path_params["id"], "Product")
    one.exclusive = asked.get("tax_mode", "exclusive" if one.exclusive else "inclusive") == "exclusive"
    one.amount = int(asked.get("price", one.amount))
    return shapes.product(one)


def _search_products(shop: Creem, request: Request, _asked: Asked) -> Asked:
    return _paged(request, [shapes.product(one) for one in shop.products.values()])


def _make_checkout(shop: Creem, request: Request, asked: Asked) -> Asked:
    article = _known(shop.products, asked.get("product_id", ""), "Product")
    if (custom := asked.get("custom_price")) is not None:
        if article.is_plan or not isinstance(custom, int) or custom < _LEAST:
            raise Wrong(400, "custom_price is for one-time products and at least 100")
        article = Article(article.ref, article.title, custom, article.currency, exclusive=article.exclusive)
    buyer = asked.get("customer") or {}
    known = shop.customers.get(buyer.get("id", ""))
    made = shop.open_checkout(
        article,
        reference=str(asked.get("request_id") or ""),
        success_url=str(asked.get("success_url") or ""),
        email=known.email if known else str(buyer.get("email") or ""),
        customer=known.id if known else "",
        metadata=dict(asked.get("metadata") or {}),
    )
    made.more["url"] = f"{pages.mount(request)}/checkout/{made.id}"
    return shapes.checkout(shop, made)


def _checkout(shop: Creem, request: Request, _asked: Asked) -> Asked:
    shop.expire_due()
    return shapes.checkout(shop, _known(shop.checkouts, request.query_params.get("checkout_id", ""), "Checkout"))


def _portal(shop: Creem, request: Request, asked: Asked) -> Asked:
    customer = _known(shop.customers, asked.get("customer_id", ""), "Customer")
    return {"customer_portal_link": f"{pages.mount(request)}/portal/{customer.id}"}


def _subscription(shop: Creem, request: Request, _asked: Asked) -> Asked:
    one = _known(shop.subscriptions, request.query_params.get("subscription_id", ""), "Subscription")
    return shapes.subscription(shop, one)


def _search_subscriptions(shop: Creem, request: Request, _asked: Asked) -> Asked:
    return _paged(request, [shapes.subscription(shop, one) for one in reversed(shop.subscriptions.values())])


def _act(shop: Creem, request: Request, asked: Asked) -> Asked:
    one = _known(shop.subscriptions, request.path_params["id"], "Subscription")
    match request.path_params["verb"]:
        case "cancel":
            mode = asked.get("mode", "immediate")
            if mode not in {"immediate", "scheduled"}:
                raise Wrong(400, "mode must be one of immediate, scheduled")
            shop.cancel(one, at_period_end=mode == "scheduled")
        case "resume":
            shop.resume(one)
        case "pause":
            shop.pause(one)
        case "upgrade":
            _upgrade(shop, one, asked)
        case verb:
            raise Wrong(404, f"Cannot POST {verb}")
    return shapes.subscription(shop, one)


def _upgrade(shop: Creem, one: Subscription, asked: Asked) -> None:
    article = _known(shop.products, asked.get("product_id", ""), "Product")
    behaviour = asked.get("update_behavior", "proration-charge-immediately")
    if not article.is_plan or article.ref == (one.next_article or one.article).ref:
        raise Wrong(400, "product_id must be another recurring product")
    if behaviour == "proration-charge-immediately":
        shop.change_now(one, article)
    elif behaviour == "proration-none":
        shop.change_next(one, article)
    else:
        raise Wrong(400, f"update_behavior {behaviour} is not emulated")


def _transaction(shop: Creem, request: Request, _asked: Asked) -> Asked:
    identity = request.query_params.get("transaction_id", "")
    return shapes.transaction(shop, _known(shop.payments, identity, "Transaction"))


def _search_transactions(shop: Creem, request: Request, _asked: Asked) -> Asked:
    wanted = request.query_params

    def fits(one: Payment) -> bool:
        facts = {"customer_id": one.customer, "product_id": one.article.ref, "order_id": shapes.order_id(one)}
        return all(wanted.get(name, value) == value for name, value in facts.items())

    found = sorted(filter(fits, shop.payments.values()), key=lambda one: one.settled, reverse=True)
    return _paged(request, [shapes.transaction(shop, one) for one in found])


def _refund(shop: Creem, _request: Request, asked: Asked) -> Asked:
    one = _known(shop.payments, asked.get("transaction_id", ""), "Transaction")
    if one.refunded >= one.amount or one.dispute:
        raise Wrong(400, "Transaction is already refunded")
    return {"status": shop.refund(one, one.amount - one.refunded).state}


def _screen(shop: Creem, _request: Request, asked: Asked) -> Asked:
    """Decide on a prompt: `[[deny]]` and `[[flag]]` in it are denied and flagged, all else is allowed."""
    prompt = asked.get("prompt")
    if not isinstance(prompt, str) or not prompt:
        raise Wrong(400, "prompt should not be empty")
    decision = next((word for word in ("deny", "flag") if f"[[{word}]]" in prompt), "allow")
    identity = f"mod_{uuid.uuid4().hex[:22]}"
    shop.screened.append({"id": identity, "prompt": prompt, "decision": decision})
    about = {"object": "moderation_result", "prompt": prompt, "external_id": asked.get("external_id")}
    return {"id": identity, **about, "decision": decision, "usage": {"units": 1}}


def _known[T](kept: dict[str, T], identity: object, what: str) -> T:
    if not isinstance(identity, str) or identity not in kept:
        raise Wrong(404, f"{what} not found")
    return kept[identity]


def _paged(request: Request, rows: list[Asked]) -> Asked:
    number = max(1, int(request.query_params.get("page_number", "1")))
    size = min(_MOST_PAGE, max(1, int(request.query_params.get("page_size", "10"))))
    pages_in_all = max(1, -(-len(rows) // size))
    return {
        "items": rows[(number - 1) * size : number * size],
        "pagination": {
            "total_records": len(rows),
            "total_pages": pages_in_all,
            "current_page": number,
            "next_page": number + 1 if number < pages_in_all else None,
            "prev_page": number - 1 if number > 1 else None,
        },
    }
