"""The `stripe` package, which knows paths and shapes, over our own wire. Importing this imports the package (0.6 s).

Nothing is retried here and nothing but what a call needs is sent: no telemetry, no facts about the machine.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

import stripe

from aquatint.billing.errors import GatewayRefused, GatewayUnavailable
from aquatint.billing.gateways.wire import Wire

VERSION: Final = "2026-10-28.endive"
"""The version of Stripe's API whose shapes `events` reads. Webhooks may come in another: only their ids are used."""
PAGE: Final = 100
_SENT: Final = ("Authorization", "Idempotency-Key", "Stripe-Version")
_BUSY: Final = 409


class Carrier(stripe.HTTPClient):
    """The package's way to the network, made of ours. Raises `GatewayUnavailable` as the wire does."""

    name = "aquatint"

    def __init__(self, wire: Wire) -> None:
        super().__init__()
        self._wire = wire

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,  # noqa: ANN401 -- the package's own signature
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        """Send one request; return body, status and headers."""
        kept = {name: value for name, value in (headers or {}).items() if name in _SENT}
        form = dict(parse_qsl(post_data or "", keep_blank_values=True)) if method == "post" else None
        reply = self._wire.call(method.upper(), url, headers=kept, form=form)
        return reply.body.decode("utf-8", "replace"), reply.status, reply.headers


def make(wire: Wire, *, key: str) -> stripe.StripeClient:
    """Return the package's client for one account."""
    return stripe.StripeClient(
        key,
        stripe_version=VERSION,
        base_addresses={"api": wire.base},
        max_network_retries=0,
        http_client=Carrier(wire),
    )


def ask[**P](verb: Callable[P, stripe.StripeObject], *args: P.args, **kwargs: P.kwargs) -> dict[str, Any]:
    """Call one of the package's verbs and return the object as plain data.

    Raises `GatewayRefused`, whose `detail` begins with Stripe's code, or `GatewayUnavailable`.
    """
    try:
        return verb(*args, **kwargs).to_dict()
    except stripe.StripeError as error:
        raise translated(error) from None


def each(verb: Callable[..., stripe.StripeObject], params: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the rows of a list, page by page."""
    asked = {**params, "limit": PAGE}
    while True:
        page = ask(verb, asked)
        yield from page["data"]
        if not page["has_more"] or not page["data"]:
            return
        asked["starting_after"] = page["data"][-1]["id"]


def translated(error: stripe.StripeError) -> GatewayRefused | GatewayUnavailable:
    """Return our error for one of the package's: what cannot be read or collided may be tried again, the rest not."""
    status = error.http_status or 0
    if status < 400 or status == _BUSY:  # noqa: PLR2004 -- HTTP's own
        return GatewayUnavailable()
    detail = f"{error.code or status}: {error.user_message or ''} {getattr(error, 'param', None) or ''}".strip()
    if isinstance(error, stripe.CardError):
        return GatewayRefused("The card was declined. Nothing was charged.", detail=detail)
    if isinstance(error, (stripe.AuthenticationError, stripe.PermissionError)):
        return GatewayRefused("Stripe does not know this shop at the moment. Choose another way to pay.", detail=detail)
    return GatewayRefused("Stripe did not do that. Nothing was charged.", detail=detail)
