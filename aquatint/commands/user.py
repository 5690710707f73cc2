"""`aquatint user`: make and list people."""

import sys
from typing import TYPE_CHECKING

import click

from aquatint.commands import instance, people

if TYPE_CHECKING:
    from aquatint.accounts.models import Person


@click.group()
def user() -> None:
    """Make and list people."""


@user.command()
@click.argument("email")
@click.option("--credits", "gift", type=click.IntRange(0), default=0, help="Credits to begin with.")
@click.option("--staff", is_flag=True, help="May run the instance.")
@click.option("--password-stdin", is_flag=True, help="Read a password from standard input; without one, codes by mail.")
def create(email: str, gift: int, *, staff: bool, password_stdin: bool) -> None:
    """Make a person whose address counts as verified."""
    with instance.opened():
        from aquatint.accounts import actions

        password = _read_password() if password_stdin else None
        person = actions.create_person(email=email, staff=staff, password=password)
        if gift:
            _give(person, gift)
        click.echo(f"{person.public_id}  {person.email}")


@user.command("list")
def list_() -> None:
    """List everybody who has an address."""
    with instance.opened():
        from aquatint.accounts.models import Person

        members = Person.objects.filter(email__isnull=False).order_by("created")
        people.table(
            ("id", "email", "since", "role"),
            [(one.public_id, one.email or "", f"{one.created:%Y-%m-%d}", _role(one)) for one in members.iterator()],
        )


def _role(person: "Person") -> str:
    if not person.is_active:
        return "closed"
    return "staff" if person.is_staff else "member"


def _read_password() -> str:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    password = sys.stdin.readline().rstrip("\r\n")
    try:
        validate_password(password)
    except ValidationError as error:
        raise click.ClickException(" ".join(error.messages)) from error
    return password


def _give(person: "Person", gift: int) -> None:
    from aquatint.ledger import actions as ledger

    key = f"user create {person.public_id}"
    ledger.grant(person=person, credits=gift, source="gift", key=key, reason="Given when the account was made.")
