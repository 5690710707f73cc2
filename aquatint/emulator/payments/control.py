"""The payment services' control door, `/_control/`: time, disorder, and what banks, buyers and staff do there."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aquatint.emulator.payments import pages
from aquatint.emulator.payments.outbox import Script
from aquatint.emulator.payments.vendor import Refused, Vendor
from aquatint.emulator.payments.world import Payments

Answer = dict[str, Any]
Verb = Callable[[Request, Answer], Awaitable[Answer]]


def routes(world: Payments) -> list[BaseRoute]:
    """Return the routes below `/_control`."""
    door = _Door(world)
    verbs: dict[str, Verb] = {
        "/advance": door.advance,
        "/deliver": door.deliver,
        "/script": door.script,
        "/site": door.site,
        "/reset": door.reset,
        "/{vendor}/resend/{id}": door.resend,
        "/{vendor}/checkouts/{id}": door.checkout,
        "/{vendor}/subscriptions/{id}": door.subscription,
        "/{vendor}/payments/{id}": door.payment,
        "/{vendor}/refunds/{id}": door.refund,
        "/{vendor}/disputes/{id}": door.dispute,
        "/{vendor}": door.vendor,
    }
    looks = [Route("/", _answering(door.look)), Route("/{vendor}", _answering(door.books))]
    return [*looks, *(Route(path, _answering(verb), methods=["POST"]) for path, verb in verbs.items())]


def _answering(verb: Verb) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            body = await request.body()
            asked = msgspec.json.decode(body, type=dict[str, Any]) if body else {}
            return JSONResponse(await verb(request, asked))
        except KeyError as error:
            return JSONResponse({"error": f"there is no {error.args[0]!r}"}, 404)
        except (Refused, ValueError, TypeError) as error:
            return JSONResponse({"error": str(error)}, 400)

    return endpoint


class _Door:
    """The verbs behind the door."""

    def __init__(self, world: Payments) -> None:
        self._world = world

    def _vendor(self, request: Request) -> Vendor:
        return self._world.vendors[request.path_params["vendor"]]

    async def look(self, _request: Request, _asked: Answer) -> Answer:
        """Return the time, the site and the vendors."""
        return self._world.as_json()

    async def advance(self, _request: Request, asked: Answer) -> Answer:
        """Move the clock by `days`, `hours`, `minutes`, `seconds`, or `to` a moment; send the news."""
        by = timedelta(**{name: float(asked.get(name, 0)) for name in ("days", "hours", "minutes", "seconds")})
        if "to" in asked:
            by = datetime.fromisoformat(asked["to"]) - self._world.clock.now()
        sent = await self._world.advance(by)
        return {**self._world.as_json(), "sent": sent}

    async def deliver(self, _request: Request, _asked: Answer) -> Answer:
        """Send all that waits or is held, now."""
        return {"sent": await self._world.deliver(asked=True)}

    async def script(self, _request: Request, asked: Answer) -> Answer:
        """Disturb webhooks: the fields of `Script`, of one `vendor` or of all. `{}` ends it."""
        names = [asked.pop("vendor")] if "vendor" in asked else list(self._world.vendors)
        script = msgspec.convert(asked, Script)
        for name in names:
            self._world.vendors[name].outbox.disturb(script)
        self._world.poke()
        return {"script": msgspec.to_builtins(script)}

    async def site(self, _request: Request, asked: Answer) -> Answer:
        """Send webhooks to `url`."""
        self._world.send_to(str(asked["url"]))
        return self._world.as_json()

    async def reset(self, _request: Request, _asked: Answer) -> Answer:
        """Forget everything but the site."""
        self._world.reset()
        return self._world.as_json()

    async def books(self, request: Request, _asked: Answer) -> Answer:
        """Return all that a vendor keeps, and its webhooks."""
        shop = self._vendor(request)
        kinds = ("customers", "checkouts", "payments", "subscriptions", "refunds", "disputes")
        kept = {kind: [asdict(one) for one in getattr(shop, kind).values()] for kind in kinds}
        kept["events"] = [notice.as_json() for notice in shop.outbox.notices]
        found: Answer = msgspec.to_builtins({**kept, "forged": shop.outbox.forged})
        return found

    async def resend(self, request: Request, _asked: Answer) -> Answer:
        """Send one webhook again."""
        identity = request.path_params["id"]
        if not await self._vendor(request).outbox.resend(identity):
            raise KeyError(identity)
        return {"sent": 1}

    async def checkout(self, request: Request, asked: Answer) -> Answer:
        """Press a button of the pay page: `do` is `pay`, `decline` or `leave`."""
        shop = self._vendor(request)
        one = shop.checkouts[request.path_params["id"]]
        pages.press(shop, one, str(asked.get("do", "pay")))
        return {"status": one.status, "back": shop.back(one)}

    async def subscription(self, request: Request, asked: Answer) -> Answer:
        """Set `declines`, or `do`: `cancel`, `end`, `resume`, `pause`."""
        shop = self._vendor(request)
        one = shop.subscriptions[request.path_params["id"]]
        one.declines = bool(asked.get("declines", one.declines))
        match asked.get("do"):
            case "cancel" | "end" as word:
                shop.cancel(one, at_period_end=word == "cancel")
            case "resume":
                shop.resume(one)
            case "pause":
                shop.pause(one)
        return {"status": one.status, "cancel_at_end": one.cancel_at_end}

    async def payment(self, request: Request, asked: Answer) -> Answer:
        """`do`: `refund` (by staff there; `amount`, else all that is left) or `dispute` (by the buyer's bank)."""
        shop = self._vendor(request)
        one = shop.payments[request.path_params["id"]]
        if asked.get("do") == "dispute":
            return {"dispute": shop.dispute(one).id}
        return {"refund": shop.refund(one, int(asked.get("amount", one.amount - one.refunded))).id}

    async def refund(self, request: Request, asked: Answer) -> Answer:
        """Decide a refund that is pending: `succeeded`."""
        shop = self._vendor(request)
        one = shop.refunds[request.path_params["id"]]
        shop.settle_refund(one, succeeded=bool(asked["succeeded"]))
        return {"state": one.state}

    async def dispute(self, request: Request, asked: Answer) -> Answer:
        """Close a dispute: `won` by the merchant or not."""
        shop = self._vendor(request)
        shop.close_dispute(shop.disputes[request.path_params["id"]], won=bool(asked["won"]))
        return {"won": bool(asked["won"])}

    async def vendor(self, request: Request, asked: Answer) -> Answer:
        """Set how refunds begin (`refund_state`: `pending` or `succeeded`) and the `tax_percent`."""
        shop = self._vendor(request)
        shop.refund_state = str(asked.get("refund_state", shop.refund_state))
        shop.tax = int(asked.get("tax_percent", shop.tax))
        return {"refund_state": shop.refund_state, "tax_percent": shop.tax}
