"""`aquatint settings`: every setting and its value."""

import re

import click

from aquatint.commands import instance, people

_SECRET = re.compile(r"(SECRET|PASSWORD|API_KEY|C2PA_KEY|TOKEN|DATABASE_URL)")


@click.command()
def settings() -> None:
    """Show every setting, its value and its default; secrets stay hidden. docs/settings.md explains them."""
    from aquatint import settings as effective

    rows = []
    for name, default in sorted(effective.KNOWN.items()):
        value = effective.text(name, default)
        rows.append((name, _shown(name, value), "" if value == default else _shown(name, default)))
    people.table(("setting", "value", "default if it differs"), rows)
    instance.refuse_wrong_settings()


def _shown(name: str, value: str) -> str:
    if not value:
        return "-"
    return "(hidden)" if _SECRET.search(name) else value
