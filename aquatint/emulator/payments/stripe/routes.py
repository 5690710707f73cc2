"""Stripe's door: who may come in, what was asked before, how errors look; and its hosted pages."""

import hashlib
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aquatint.emulator.payments import pages
from aquatint.emulator.payments.serving import guarded
from aquatint.emulator.payments.stripe import acting, forms, looking
from aquatint.emulator.payments.stripe.looking import Call, Wrong
from aquatint.emulator.payments.stripe.shop import Stripe
from aquatint.emulator.payments.vendor import Refused
from aquatint.emulator.world import World

Verb = Callable[[Call], dict[str, Any]]
_LIVE: Final = ("sk_live_", "rk_live_")
_KEPT: Final = timedelta(hours=24)
"""How long the answer to an idempotency key is kept, at least, as Stripe says."""
_TYPES: Final = {401: "invalid_request_error", 402: "card_error"}


def routes(world: World) -> list[BaseRoute]:
    """Return the routes below `/stripe`."""

    def shop() -> Stripe:
        found = world.payments.vendors["stripe"]
        if not isinstance(found, Stripe):
            raise TypeError(found)
        return found

    api = [
        Route(f"/v1{path}", guarded(world, _answering(shop, verb)), methods=[method])
        for method, path, verb in (*looking.VERBS, *acting.VERBS)
    ]
    control = [Route(f"/_control{path}", _plain(shop, verb), methods=["POST"]) for path, verb in acting.CONTROL.items()]
    return [*api, *control, *pages.routes(shop, pay="/checkout/{checkout}", portal="/portal/{customer}")]


def _answering(shop: Callable[[], Stripe], verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        body = (await request.body()).decode()
        found = shop()
        try:
            _let_in(found, request.headers.get("authorization", ""))
            key = request.headers.get("idempotency-key", "") if request.method == "POST" else ""
            said = hashlib.sha256(f"{request.method} {request.url.path} {body}".encode()).hexdigest()
            if key and (before := found.answers.get(key)) and found.clock.now() < before[0] + _KEPT:
                return _again(before, said)
            asked = forms.parse(body or request.url.query)
            found.requests.append((request.method, request.url.path, asked))
            answer = verb(Call(found, request.path_params, asked, pages.mount(request)))
        except (Wrong, Refused, ValueError) as error:
            return _refusal(error)
        if key:
            found.answers[key] = (found.clock.now(), said, answer)
        return JSONResponse(answer)

    return endpoint


def _plain(shop: Callable[[], Stripe], verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return JSONResponse(verb(Call(shop(), request.path_params, await request.json(), "")))
        except (Wrong, Refused, KeyError, ValueError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return endpoint


def _let_in(shop: Stripe, authorization: str) -> None:
    key = authorization.removeprefix("Bearer ")
    known = shop.setup.secret("STRIPE_API_KEY")
    if not key or key.startswith(_LIVE) or (known and key != known):
        raise Wrong(401, "", "Invalid API Key provided.")


def _again(before: tuple[datetime, str, dict[str, Any]], said: str) -> Response:
    """Give the answer that an idempotency key got before."""
    if before[1] != said:
        words = "Keys for idempotent requests can only be used with the same parameters they were first used with."
        return JSONResponse({"error": {"type": "idempotency_error", "message": words}}, 400)
    return JSONResponse(before[2], headers={"idempotent-replayed": "true"})


def _refusal(error: Exception) -> Response:
    if not isinstance(error, Wrong):
        error = Wrong(400, "", str(error))
    kind = _TYPES.get(error.status, "invalid_request_error")
    about = {"code": error.code, "param": error.param, "message": str(error)}
    told = {"type": kind, **{name: value for name, value in about.items() if value}}
    return JSONResponse({"error": told}, error.status)
