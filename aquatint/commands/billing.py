"""`aquatint billing`: reconcile with the gateways, run what is due, announce prices, see what waits."""

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

import click

from aquatint.commands import instance, people

if TYPE_CHECKING:
    from aquatint.billing.reconciling import Report


@click.group("billing")
def billing() -> None:
    """Reconcile with the gateways, run what is due, announce prices."""


@billing.command()
@click.option("--gateway", "name", metavar="G", help="Only this gateway.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def reconcile(name: str | None, *, as_json: bool) -> None:
    """Compare the books with the gateways, apply what was missed, report the rest; exit 1 if something differs."""
    with instance.opened():
        from aquatint.billing import caring, reconciling
        from aquatint.billing.gateways import registry

        caring.handle_inbox()
        chosen = [registry.gateway(name)] if name else list(registry.enabled())
        reports = [reconciling.reconcile(gateway) for gateway in chosen]
        if as_json:
            click.echo(json.dumps({"gateways": [report.as_json() for report in reports]}))
        else:
            for report in reports:
                _print(report)
    sys.exit(0 if all(report.clean for report in reports) else 1)


@billing.command()
def tick() -> None:
    """Do now what the worker does every minute and every hour: inbox, wishes, allowances, letters, the till."""
    with instance.opened():
        from aquatint.billing import actions, caring

        done = caring.tend()
        done["reminders"] = actions.remind()
        done["expiry letters"] = actions.warn_of_expiry()
        done["prices moved"] = actions.move_to_new_prices()
        done["orders given up"] = actions.abandon_old_orders()
        people.table(("what", "how many"), [(what, str(number)) for what, number in done.items()])


@billing.command()
def findings() -> None:
    """Show what does not fit and waits for a decision of yours."""
    with instance.opened():
        from aquatint.billing import reading

        rows = [
            (row.public_id, f"{row.created:%Y-%m-%d %H:%M}", row.code, row.sentence) for row in reading.open_findings()
        ]
        people.table(("id", "since", "code", "what"), rows)


@billing.command()
@click.argument("subject")
@click.argument("text", type=click.File("r"))
@click.option("--key", required=True, metavar="WORD", help="A word for this news; nobody gets the same twice.")
def news(subject: str, text: TextIO, key: str) -> None:
    """Write product news (a SUBJECT, and a TEXT file) to everybody who asked for them, and to nobody else."""
    with instance.opened():
        from aquatint.billing import actions, reading

        before = reading.news_written(key)
        wanting = actions.write_news(subject=subject, words=text.read(), key=key)
        added = reading.news_written(key) - before
    if not wanting:
        click.echo("Nobody wants news. Nothing is in the outbox.")
    elif not added:
        click.echo("Nothing was added to the outbox: everybody who wants news has these.")
    else:
        click.echo("1 mail was added to the outbox." if added == 1 else f"{added} mails were added to the outbox.")


@billing.command()
@click.argument("product")
@click.argument("amount", type=click.IntRange(1))
@click.argument("credits_", metavar="CREDITS", type=click.IntRange(1))
@click.option("--interval", type=click.Choice(["once", "month", "year"]), default="month")
@click.option("--currency", type=click.Choice(["EUR", "USD"], case_sensitive=False), default="EUR")
@click.option("--starts", type=click.DateTime(["%Y-%m-%d"]), help="A date (UTC) such as 2027-01-31; now if left out.")
def announce(
    product: str, amount: int, credits_: int, *, interval: str, currency: str, starts: datetime | None
) -> None:
    """Announce a price of PRODUCT: AMOUNT in cents, for CREDITS a month (or once). Those who subscribed get a mail."""
    with instance.opened():
        from aquatint.billing import actions
        from aquatint.catalog.models import Product
        from aquatint.kit import clock

        found = Product.objects.filter(slug=product).first()
        if found is None:
            raise click.BadParameter(f"There is no {product}.", param_hint="PRODUCT")
        price = actions.announce_price(
            product=found,
            interval=interval,
            currency=currency,
            amount=amount,
            credits=credits_,
            starts=starts.replace(tzinfo=UTC) if starts else clock.now(),
            by=None,
        )
        click.echo(f"{price.public_id}  from {price.starts:%Y-%m-%d}, for subscribers from {price.binds:%Y-%m-%d}")


def _print(report: "Report") -> None:
    state = "agrees" if report.clean else f"{len(report.differences)} differences"
    instance.say(f"{report.gateway}: {report.listed} payments since {report.since:%Y-%m-%d %H:%M}: {state}.")
    for line in report.repaired:
        click.echo(f"{report.gateway}  repaired  {line}")
    for line in report.differences:
        click.echo(f"{report.gateway}  differs  {line}")
