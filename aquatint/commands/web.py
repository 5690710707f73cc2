"""`aquatint web`: one web process."""

import logging
import os
import socket
from typing import TYPE_CHECKING, Any

import click

from aquatint.commands import instance
from aquatint.commands.orphan import when_standard_input_ends
from aquatint.kit import memory

if TYPE_CHECKING:
    import uvicorn

GRACE = 2
"""Seconds that running requests have to finish after the signal to stop; streams are cut then."""
_BACKLOG = 2048


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="The port to listen on (AQUATINT_PORT).")
@click.option("--host", help="The address to listen on (AQUATINT_HOST).")
@click.option("--fd", type=int, hidden=True, help="A listening socket that the parent hands over.")
@click.option("--child", is_flag=True, hidden=True, help="Stop when standard input ends; all is prepared.")
def web(port: int | None, host: str | None, fd: int | None, *, child: bool) -> None:
    """Serve the pages and the API. Several may share one database."""
    choose(port, host)
    with instance.opened(prepared=child):
        if not child:
            from aquatint.commands import static

            static.collect()
        from django.conf import settings

        listening = socket.socket(fileno=fd) if fd is not None else listen(settings.HOST, settings.PORT)
        server = _server()
        if child:
            when_standard_input_ends(lambda: _hurry(server))
        memory.serve()
        server.run(sockets=[listening])


def choose(port: int | None, host: str | None) -> None:
    """Let the options of the command line win over the environment; call before the settings are read."""
    if port:
        os.environ["AQUATINT_PORT"] = str(port)
    if host:
        os.environ["AQUATINT_HOST"] = host


def listen(host: str, port: int) -> socket.socket:
    """Listen on an address; raise `OSError` if somebody else does."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=_BACKLOG)


def _server() -> "uvicorn.Server":
    import uvicorn
    from django.conf import settings

    from aquatint.asgi import application

    class Server(uvicorn.Server):
        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            # the streams that are cut at the end are no errors
            logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
            application.end_streams()
            await super().shutdown(sockets)

    options: dict[str, Any] = {
        "loop": "uvloop",
        "http": "httptools",
        "ws": "none",
        "lifespan": "on",
        "log_config": None,
        "access_log": False,
        "server_header": False,
        "proxy_headers": bool(settings.TRUSTED_PROXIES),
        "forwarded_allow_ips": settings.TRUSTED_PROXIES,
        "timeout_keep_alive": 75,  # longer than the usual 60 s of a proxy, so that the proxy closes first
        "timeout_graceful_shutdown": GRACE,
    }
    return Server(uvicorn.Config(application, **options))


def _hurry(server: "uvicorn.Server") -> None:
    server.config.timeout_graceful_shutdown = 0
    server.should_exit = True
