"""Running the emulator under uvicorn, with a way to cut a connection, which ASGI itself does not have."""

import asyncio
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp, Receive, Scope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_EXTENSION = "aquatint.transport"


class _CuttableProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which also hands the transport to the application."""

    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self.scope["extensions"] = {_EXTENSION: {"transport": self.transport}}


async def cut(scope: Scope, receive: Receive) -> None:
    """End the connection once what was written is out, and wait until it is gone."""
    transport_of(scope).close()
    while (await receive())["type"] != "http.disconnect":
        pass


def transport_of(scope: Scope) -> asyncio.Transport:
    """Return the connection itself, for faults that HTTP does not know."""
    transport: asyncio.Transport = scope["extensions"][_EXTENSION]["transport"]
    return transport


def make_server(app: ASGIApp) -> uvicorn.Server:
    """Return a server that can be run on a bound socket."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            http=_CuttableProtocol,
            lifespan="off",
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=1,
            backlog=2048,
        )
    )


def bind(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one."""
    listener = socket.create_server((host, port), backlog=2048)
    listener.setblocking(False)
    return listener


def serve(app: ASGIApp, *, host: str, port: int, started: Callable[[str], None]) -> None:
    """Serve until stopped; `started` is told the address."""
    with bind(host, port) as listener:
        started(f"http://{host}:{listener.getsockname()[1]}")
        make_server(app).run(sockets=[listener])
