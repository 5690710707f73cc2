"""The web process's one ASGI application: it routes by path, so that only pages go through Django.

    /healthz /readyz   aquatint.checks
    /static/           files of STATIC_ROOT
    /v1/               aquatint.api.app         FastAPI
    /live/ /files/     aquatint.studio.live     Starlette
    all else           aquatint.kit.pages       Django

Each part gets the whole path. It runs under any ASGI server with lifespan support; `aquatint web` is ours.
"""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import django
from django.conf import settings
from starlette.applications import Starlette
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from aquatint import checks
from aquatint.kit import events, threads
from aquatint.kit.pages import Pages

_COMPRESSION = 5  # the usual 9 takes longer for almost the same bytes
_HASHED_NAME = re.compile(r"\.[0-9a-f]{12}\.[^/]+$")


class Static(StaticFiles):
    """Files of the page. A name with a hash in it never changes its bytes; others are asked for again each time."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return the file with how long it may be kept."""
        response = await super().get_response(path, scope)
        forever = response.status_code in {200, 206, 304} and _HASHED_NAME.search(path)
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if forever else "no-cache"
        response.headers["x-content-type-options"] = "nosniff"
        return response


class Front:
    """Chooses by the path's beginning who answers."""

    def __init__(self, parts: dict[str, ASGIApp], rest: ASGIApp, lifespan: ASGIApp) -> None:
        self._parts = parts
        self._rest = rest
        self._lifespan = lifespan
        self._streams: set[asyncio.Task[Any]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request to its part."""
        if scope["type"] == "lifespan":
            return await self._lifespan(scope, receive, send)
        head = scope["path"][1:].partition("/")[0]
        part = self._parts.get(head, self._rest)
        request = asyncio.current_task()
        if head != "live" or request is None:
            return await part(scope, receive, send)
        self._streams.add(request)
        try:
            await part(scope, receive, send)
        finally:
            self._streams.discard(request)

    def end_streams(self) -> None:
        """Cut the live updates, which never end by themselves; pages come again when a server is back."""
        for stream in list(self._streams):
            stream.cancel()


@asynccontextmanager
async def _lifespan(_app: Starlette) -> AsyncIterator[None]:
    threads.start(settings.WEB_THREADS)
    await events.hub.start()
    try:
        yield
    finally:
        await events.hub.stop()
        threads.stop()


def _assemble() -> Front:
    from aquatint.api.app import app as api  # noqa: PLC0415 -- these import tables; Django must be ready
    from aquatint.studio import live  # noqa: PLC0415

    routes: list[BaseRoute] = [
        Route("/healthz", checks.healthz),
        Route("/readyz", checks.readyz),
        Mount("/static", Static(directory=settings.STATIC_ROOT, check_dir=False)),
    ]
    own = Starlette(routes=routes, lifespan=_lifespan)
    studio = Starlette(routes=live.routes)
    parts: dict[str, ASGIApp] = {
        "healthz": own,
        "readyz": own,
        "static": GZipMiddleware(own, compresslevel=_COMPRESSION),
        "v1": api,
        "live": studio,
        "files": studio,
    }
    # Pages carry no secret beside what a stranger may choose but the CSRF token, and Django masks that anew each time.
    return Front(parts, GZipMiddleware(Pages(), compresslevel=_COMPRESSION), own)


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aquatint.settings")
django.setup()
application = _assemble()
