"""The emulated PayPal's doors: tokens, idempotency, errors in PayPal's words, and which verb answers where."""

import base64
import json
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from aquatint.emulator.payments import pages
from aquatint.emulator.payments.paypal import billing, money, signing
from aquatint.emulator.payments.paypal.answers import Asked, Wrong
from aquatint.emulator.payments.paypal.vendor import PayPal
from aquatint.emulator.payments.serving import guarded
from aquatint.emulator.payments.vendor import Refused
from aquatint.emulator.world import World

Verb = Callable[[PayPal, Request, Any], Asked | None]
_TOKEN_LIFE = 32_400
_VERBS: dict[tuple[str, str], Verb] = {
    ("POST", "/v1/catalogs/products"): billing.make_product,
    ("POST", "/v1/billing/plans"): billing.make_plan,
    ("GET", "/v1/billing/plans/{id}"): billing.plan,
    ("PATCH", "/v1/billing/plans/{id}"): billing.rename_plan,
    ("POST", "/v1/billing/plans/{id}/update-pricing-schemes"): billing.reprice,
    ("POST", "/v1/billing/subscriptions"): billing.subscribe,
    ("GET", "/v1/billing/subscriptions/{id}"): billing.subscription,
    ("GET", "/v1/billing/subscriptions/{id}/transactions"): billing.payments,
    ("POST", "/v1/billing/subscriptions/{id}/revise"): billing.revise,
    ("POST", "/v1/billing/subscriptions/{id}/{verb}"): billing.act,
    ("POST", "/v2/checkout/orders"): money.make_order,
    ("GET", "/v2/checkout/orders/{id}"): money.order,
    ("POST", "/v2/checkout/orders/{id}/capture"): money.capture_order,
    ("GET", "/v2/payments/captures/{id}"): money.capture,
    ("POST", "/v2/payments/captures/{id}/refund"): money.refund_capture,
    ("GET", "/v2/payments/refunds/{id}"): money.refund,
    ("GET", "/v1/payments/sale/{id}"): money.sale,
    ("POST", "/v1/payments/sale/{id}/refund"): money.refund_sale,
    ("GET", "/v1/payments/refund/{id}"): money.sale_refund,
    ("GET", "/v1/customer/disputes"): money.disputes,
    ("GET", "/v1/customer/disputes/{id}"): money.dispute,
    ("GET", "/v1/reporting/transactions"): money.transactions,
}


def routes(world: World) -> list[BaseRoute]:
    """Return the routes below `/paypal`."""

    def shop() -> PayPal:
        found = world.payments.vendors["paypal"]
        if not isinstance(found, PayPal):
            raise TypeError(found)
        return found

    async def token(request: Request) -> Response:
        shop().home = pages.mount(request)
        keys = base64.b64encode(f"{shop().client_id}:{shop().client_secret}".encode()).decode()
        if request.headers.get("authorization") != f"Basic {keys}":
            wrong = {"error": "invalid_client", "error_description": "Client Authentication failed"}
            return JSONResponse(wrong, 401)
        made = f"A21AA{shop().make_id('plan')}"
        shop().tokens.add(made)
        return JSONResponse({"access_token": made, "token_type": "Bearer", "expires_in": _TOKEN_LIFE})

    async def vouch(request: Request) -> Response:
        asked = msgspec.json.decode(await request.body(), type=dict[str, Any])
        body = json.dumps(asked.pop("webhook_event"), separators=(",", ":")).encode()
        good = signing.vouches(asked, body) and asked["cert_url"].endswith(signing.CERTIFICATE)
        return JSONResponse({"verification_status": "SUCCESS" if good else "FAILURE"})

    async def certificate(request: Request) -> Response:
        served = {signing.CERTIFICATE: signing.identity().certificate, signing.ROOT: signing.identity().root}
        found = served.get(request.path_params["name"])
        return PlainTextResponse(found) if found else PlainTextResponse("", 404)

    async def autopay(_: Request) -> Response:
        newest = next(reversed(shop().customers), "")
        return RedirectResponse(f"{shop().home}/myaccount/autopay/{newest}", 303)

    def route(method: str, path: str, verb: Verb) -> Route:
        return Route(path, guarded(world, _answering(shop, verb)), methods=[method])

    return [
        Route("/v1/oauth2/token", guarded(world, token), methods=["POST"]),
        Route("/v1/notifications/verify-webhook-signature", guarded(world, vouch), methods=["POST"]),
        Route("/v1/notifications/certs/{name}", guarded(world, certificate)),
        Route("/myaccount/autopay/", autopay),
        *(route(method, path, verb) for (method, path), verb in _VERBS.items()),
        *pages.routes(shop, pay="/checkoutnow/{checkout}", portal="/myaccount/autopay/{customer}"),
    ]


def _answering(shop: Callable[[], PayPal], verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        here = shop()
        here.home = pages.mount(request)
        here.expire_due()
        key = (request.url.path, request.headers.get("paypal-request-id", ""))
        if request.method == "POST" and key in here.answers:
            status, content = here.answers[key]
            return Response(content, status, media_type="application/json")
        try:
            _let_in(here, request.headers.get("authorization", ""))
            body = await request.body()
            asked = msgspec.json.decode(body) if body else {}
            answer = verb(here, request, asked)
        except Wrong as wrong:
            return _error(wrong.status, wrong.issue)
        except Refused as refused:
            return _error(422, str(refused))
        except (KeyError, TypeError, ValueError) as error:
            return _error(400, f"INVALID_REQUEST {error}")
        response = JSONResponse(answer, 201 if request.method == "POST" else 200) if answer else Response(None, 204)
        if key[1]:
            here.answers[key] = response.status_code, bytes(response.body)
        return response

    return endpoint


def _let_in(shop: PayPal, authorization: str) -> None:
    if authorization.removeprefix("Bearer ") not in shop.tokens:
        raise Wrong(401, "AUTHENTICATION_FAILURE")


def _error(status: int, issue: str) -> Response:
    names = {401: "AUTHENTICATION_FAILURE", 404: "RESOURCE_NOT_FOUND", 422: "UNPROCESSABLE_ENTITY"}
    content = {"name": names.get(status, "INVALID_REQUEST"), "message": "The requested action could not be performed."}
    return JSONResponse({**content, "details": [{"issue": issue}]}, status)
