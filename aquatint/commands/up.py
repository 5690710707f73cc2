"""`aquatint up`: database, web and worker in one command, until Ctrl-C."""

import errno
import socket
import sys
import time
from importlib.util import find_spec

import click

from aquatint.commands import instance
from aquatint.commands.web import choose, listen

_PORT_PATIENCE = 3.0  # seconds; the web process of a killed start lets go of its port within one
_NEARBY = 50


@click.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="The port to listen on (AQUATINT_PORT).")
@click.option("--host", help="The address to listen on (AQUATINT_HOST).")
def up(port: int | None, host: str | None) -> None:
    """Start everything and print the address.

    The first start makes the database. Ctrl-C stops all; a second Ctrl-C does not wait.
    """
    choose(port, host)
    instance.refuse_wrong_settings()
    from aquatint import settings

    listening = _listen(settings.HOST, settings.PORT)
    with instance.opened():
        _prepare()
        from aquatint.commands.supervisor import run

        sys.exit(run(listening, on_ready=_welcome))


def _listen(host: str, port: int) -> socket.socket:
    """Take the port before anything else, waiting a moment for a killed start to let go of it."""
    deadline = time.monotonic() + _PORT_PATIENCE
    while True:
        try:
            return listen(host, port)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            instance.say(_why_not(error, host, port))
            sys.exit(2)


def _why_not(error: OSError, host: str, port: int) -> str:
    if error.errno != errno.EADDRINUSE:
        return f"up.E002: {host} port {port}: {error.strerror}. Choose another with --host and --port."
    free = _free_port(host, port)
    hint = f"--port {free} is free." if free else "Choose another with --port."
    return f"up.E001: Port {port} is taken by another program. {hint}"


def _free_port(host: str, port: int) -> int | None:
    for candidate in range(port + 1, min(port + _NEARBY, 65_536)):
        try:
            listen(host, candidate).close()
        except OSError:
            continue
        return candidate
    return None


def _prepare() -> None:
    from aquatint.commands import migrate, static

    migrate.seed()
    static.collect()


def _welcome() -> None:
    from django.conf import settings

    click.echo(f"Aquatint is ready: {settings.SITE_URL}")
    if not settings.PRODUCTION and find_spec("aquatint.accounts.inbox"):
        instance.say(f"Sign-in codes arrive in the development inbox: {settings.SITE_URL}/inbox")
    instance.say("Ctrl-C stops it.")
