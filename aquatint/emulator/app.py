"""The emulator's application: its own door, and one group of routes for each service it stands in for."""

from collections.abc import Callable, Mapping
from typing import Final

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

from aquatint.emulator import control
from aquatint.emulator.openai.routes import routes as openai
from aquatint.emulator.world import Options, World

UPSTREAMS: Final[Mapping[str, Callable[[World], list[BaseRoute]]]] = {
    "/v1": openai,
}
"""Which service answers below which path. A further one is a package with `routes(world)` and a line here."""


def make_app(options: Options | None = None) -> Starlette:
    """Return a fresh emulator with nothing scripted and nothing received."""
    world = World(options or Options())
    upstreams = [Mount(path, routes=routes(world)) for path, routes in UPSTREAMS.items()]
    return Starlette(routes=[Mount("/_emulator", routes=control.routes(world)), *upstreams])
