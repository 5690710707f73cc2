"""`aquatint credits`: grant credits and show balances."""

import json
import uuid
from typing import TYPE_CHECKING, Any

import click

from aquatint.commands import instance, people
from aquatint.kit import ids

if TYPE_CHECKING:
    from aquatint.ledger.balance import Balance


@click.group("credits")
def credits_() -> None:
    """Grant credits and show balances."""


@credits_.command()
@click.argument("email")
@click.argument("number", metavar="N", type=click.IntRange(1))
@click.option("--reason", required=True, help="Why; the person can read it.")
@click.option("--key", help="The same key again grants nothing more; for scripts that may run twice.")
def grant(email: str, number: int, reason: str, key: str | None) -> None:
    """Give somebody N credits that never expire."""
    with instance.opened():
        from aquatint.ledger import actions as ledger

        lot = ledger.grant(
            person=people.get(email),
            credits=number,
            source="gift",
            key=f"command {key or uuid.uuid4()}",
            reason=reason,
        )
        click.echo(f"{lot.public_id}  {lot.granted} credits for {email}")


@credits_.command()
@click.argument("email")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def balance(email: str, *, as_json: bool) -> None:
    """Show what somebody can spend, in the order in which it is spent."""
    with instance.opened():
        from aquatint.ledger.balance import balance as balance_of

        figures = balance_of(people.get(email))
        if as_json:
            click.echo(json.dumps(_as_json(figures)))
        else:
            _print(figures)


def _as_json(figures: "Balance") -> dict[str, Any]:
    ends = figures.next_expiry
    return {
        "available": figures.available,
        "held": figures.held,
        "debt": figures.debt,
        "next_expiry": {"at": ends[0].isoformat(), "credits": ends[1]} if ends else None,
        "lots": [
            {
                "id": ids.public("lot", lot.id),
                "source": lot.source,
                "credits": lot.credits,
                "expires": lot.expires.isoformat() if lot.expires else None,
            }
            for lot in figures.lots
        ],
    }


def _print(figures: "Balance") -> None:
    click.echo(f"{figures.available} credits available, {figures.held} held, {figures.debt} owed")
    rows = [
        (str(lot.credits), lot.source_name, f"until {lot.expires:%Y-%m-%d}" if lot.expires else "for ever", lot.reason)
        for lot in figures.lots
    ]
    if rows:
        people.table(("credits", "source", "usable", "reason"), rows)
