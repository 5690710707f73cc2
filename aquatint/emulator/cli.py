"""The command `aquatint emulator`."""

import click

from aquatint.emulator.app import UPSTREAMS, VENDORS, make_app
from aquatint.emulator.payments import creem, paypal, stripe
from aquatint.emulator.payments.setup import Setup
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
@click.option("--site", default="", help="Address of the Aquatint that gets the payment services' webhooks.")
@click.option("--creem-api-key", envvar="CREEM_API_KEY", default="", help="The only key that is let in; else any is.")
@click.option("--creem-webhook-secret", envvar="CREEM_WEBHOOK_SECRET", default=creem.SECRET, show_default=True)
@click.option("--paypal-client-id", envvar="PAYPAL_CLIENT_ID", default=paypal.CLIENT_ID, show_default=True)
@click.option("--paypal-client-secret", envvar="PAYPAL_CLIENT_SECRET", default=paypal.CLIENT_SECRET, show_default=True)
@click.option("--paypal-webhook-id", envvar="PAYPAL_WEBHOOK_ID", default=paypal.WEBHOOK_ID, show_default=True)
@click.option("--stripe-api-key", envvar="STRIPE_API_KEY", default="", help="The only key that is let in; else any is.")
@click.option("--stripe-webhook-secret", envvar="STRIPE_WEBHOOK_SECRET", default=stripe.SECRET, show_default=True)
def emulator(
    host: str, port: int, delay: float, picture_bytes: int, drift: str, site: str, *, signed: bool, **secrets: str
) -> None:
    """Serve the services that Aquatint talks to, as stand-ins with real pictures and scripted faults."""
    known = tuple((name.upper(), value) for name, value in secrets.items())
    setup = Setup(site, known)
    app = make_app(Options(delay=delay, picture_bytes=picture_bytes, drift=drift, signed=signed, setup=setup))

    def started(address: str) -> None:
        click.echo(f"emulator at {address} ({', '.join(UPSTREAMS)}); faults at {address}/_emulator/faults")
        for vendor in VENDORS:
            click.echo(f"{vendor.upper()}_API_BASE={address}/{vendor}")
        click.echo(f"webhooks go to {site or 'nobody (--site)'}; time and disorder at {address}/_control/")

    serve(app, host=host, port=port, started=started)
