"""The emulator's own door, `/_emulator/`: script faults, read what was received, start afresh."""

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from aquatint.emulator.faults import ALL_KINDS, Fault
from aquatint.emulator.world import World


def routes(world: World) -> list[BaseRoute]:
    """Return the routes below `/_emulator`."""

    async def faults(request: Request) -> Response:
        if request.method == "DELETE":
            world.faults.clear()
        if request.method == "POST":
            try:
                world.faults.add(msgspec.json.decode(await request.body(), type=list[Fault]))
            except msgspec.DecodeError as error:
                return JSONResponse({"error": str(error)}, 400)
        return JSONResponse({"pending": world.faults.pending(), "kinds": dict(ALL_KINDS)})

    async def calls(request: Request) -> Response:
        if request.method == "DELETE":
            world.journal.clear()
            world.faults.clear()
        return JSONResponse({"calls": world.journal.calls()})

    return [
        Route("/faults", faults, methods=["GET", "POST", "DELETE"]),
        Route("/calls", calls, methods=["GET", "DELETE"]),
    ]
