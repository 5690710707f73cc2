"""The command `aquatint emulator`."""

import click

from aquatint.emulator.app import UPSTREAMS, make_app
from aquatint.emulator.server import serve
from aquatint.emulator.world import Options


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", default=9100, show_default=True, type=click.IntRange(0, 65535), help="Port; 0 takes a free one."
)
@click.option("--delay", default=0.0, show_default=True, type=click.FloatRange(0), help="Seconds that painting takes.")
@click.option(
    "--bytes", "picture_bytes", default=0, type=click.IntRange(0), help="Least size of each picture, for benchmarks."
)
@click.option(
    "--drift",
    default="mild",
    show_default=True,
    type=click.Choice(["mild", "strong"]),
    help="How far the untouched parts of an edit come back changed.",
)
@click.option("--signed/--unsigned", default=True, show_default=True, help="Pictures carry content credentials.")
def emulator(host: str, port: int, delay: float, picture_bytes: int, drift: str, *, signed: bool) -> None:
    """Serve the services that Aquatint talks to, as stand-ins with real pictures and scripted faults."""
    app = make_app(Options(delay=delay, picture_bytes=picture_bytes, drift=drift, signed=signed))

    def started(address: str) -> None:
        click.echo(f"emulator at {address} ({', '.join(UPSTREAMS)}); faults at {address}/_emulator/faults")

    serve(app, host=host, port=port, started=started)
