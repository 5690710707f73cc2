"""What the commands about people share: looking somebody up by their address."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aquatint.accounts.models import Person


def find(email: str) -> "Person | None":
    """Return the member with this address."""
    from aquatint.accounts.models import Person

    return Person.objects.filter(email=email.strip().lower()).first()


def get(email: str) -> "Person":
    """Return the member with this address, or end the command with a hint."""
    person = find(email)
    if person is None:
        raise click.ClickException(f"Nobody has the address {email}. `aquatint user create {email}` makes them.")
    return person


def table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> None:
    """Print rows under heads, each column as wide as it must be."""
    widths = [max(len(line[column]) for line in [heads, *rows]) for column in range(len(heads))]
    for line in [heads, *rows]:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())
