"""Scripted faults and the journal, around a vendor's API. Faults are those of `/_emulator/faults`."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from aquatint.emulator.openai.replies import Cut

if TYPE_CHECKING:
    from aquatint.emulator.world import World

Endpoint = Callable[[Request], Awaitable[Response]]
_STATUSES: Final[Mapping[str, int]] = {
    "rate_limited": 429,
    "unauthorized": 401,
    "forbidden": 403,
    "http_500": 500,
    "http_502": 502,
    "http_503": 503,
    "http_504": 504,
}
_FOR_EVER: Final = 3600.0


def guarded(world: "World", endpoint: Endpoint) -> Endpoint:
    """Note each call and let the next scripted fault happen to it.

    `cut_before_answer` ends the connection without acting; `cut_after_acting` acts first, so that the caller cannot
    know. `delay`, `silence`, `html`, `garbage` and the statuses work as for pictures.
    """

    async def served(request: Request) -> Response:
        path = request.url.path
        fault = world.faults.take(path)
        world.journal.note(path=path, key="", method=request.method, fault=fault.kind if fault else None)
        if fault is None:
            return await endpoint(request)
        if fault.kind == "silence":
            await asyncio.sleep(fault.seconds if fault.seconds is not None else _FOR_EVER)
        if fault.kind == "delay":
            await asyncio.sleep(fault.seconds or 0.0)
        if fault.kind in {"cut_before_answer", "silence"}:
            return Cut()
        if fault.kind in {"html", "garbage"}:
            return HTMLResponse("<h1>Back soon</h1>")
        if status := _STATUSES.get(fault.kind):
            return HTMLResponse("<h1>Not now</h1>", status)
        answer = await endpoint(request)
        return Cut() if fault.kind == "cut_after_acting" else answer

    return served
