"""`aquatint key`: make, list and revoke API keys."""

import click

from aquatint.commands import instance, people
from aquatint.kit import ids


@click.group()
def key() -> None:
    """Make, list and revoke API keys."""


@key.command()
@click.argument("email")
@click.option("--name", default="", help="What the key is for.")
def create(email: str, name: str) -> None:
    """Make a key and print it, and nothing else. It cannot be shown again.

    A person who does not exist yet is made, as by `aquatint user create`.
    """
    with instance.opened():
        from aquatint.accounts import actions

        person = people.find(email)
        if person is None:
            person = actions.create_person(email=email)
            instance.say(f"Made the person {person.email}.")
        _, token = actions.create_key(person=person, name=name)
        click.echo(token)


@key.command("list")
@click.argument("email")
def list_(email: str) -> None:
    """List somebody's keys by what they begin with."""
    with instance.opened():
        keys = people.get(email).api_keys.order_by("created")
        people.table(
            ("id", "begins", "name", "made", "last used", "revoked"),
            [
                (one.public_id, one.start, one.name, _day(one.created), _day(one.last_used), _day(one.revoked))
                for one in keys
            ],
        )


@key.command()
@click.argument("key_id", metavar="ID")
def revoke(key_id: str) -> None:
    """Revoke the key with this id (`aquatint key list` shows it), at once and for good."""
    with instance.opened():
        from aquatint.accounts import actions
        from aquatint.accounts.models import ApiKey

        identity = ids.parse(ApiKey.prefix, key_id)
        found = ApiKey.objects.filter(pk=identity).first() if identity else None
        if found is None:
            raise click.ClickException(f"There is no key {key_id}.")
        actions.revoke_key(key=found, by=None)
        instance.say(f"Revoked {found.start}….")


def _day(moment: object) -> str:
    return f"{moment:%Y-%m-%d}" if moment else "-"
