"""The emulator's application: its own door, and one group of routes for each service it stands in for."""

from collections.abc import Callable, Mapping
from typing import Final

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from aquatint.emulator import control
from aquatint.emulator.openai.routes import routes as openai
from aquatint.emulator.payments import control as payments_control
from aquatint.emulator.payments import creem, paypal, stripe
from aquatint.emulator.payments.vendor import Vendor
from aquatint.emulator.payments.world import Payments
from aquatint.emulator.world import Options, World

UPSTREAMS: Final[Mapping[str, Callable[[World], list[BaseRoute]]]] = {
    "/v1": openai,
    "/creem": creem.routes,
    "/stripe": stripe.routes,
    "/paypal": paypal.routes,
}
"""Which service answers below which path. A further one is a package with `routes(world)` and a line here."""

VENDORS: Final[Mapping[str, type[Vendor]]] = {"creem": creem.Creem, "paypal": paypal.PayPal, "stripe": stripe.Stripe}
"""The payment services, by the name that their webhooks' address has."""


def make_app(options: Options | None = None) -> Starlette:
    """Return a fresh emulator with nothing scripted and nothing received."""
    options = options or Options()
    world = World(options, Payments(options.setup, VENDORS))
    upstreams = [Mount(path, routes=routes(world)) for path, routes in UPSTREAMS.items()]
    doors = [
        Mount("/_emulator", routes=control.routes(world)),
        Mount("/_control", routes=payments_control.routes(world.payments)),
    ]
    return Starlette(routes=[*doors, *upstreams])
