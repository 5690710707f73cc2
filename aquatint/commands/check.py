"""`aquatint check`: tell whether the invariants hold."""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec

import click

from aquatint.commands import instance
from aquatint.kit.findings import Finding


@click.command()
@click.argument("area", required=False)
def check(area: str | None) -> None:
    """Run every invariant, or those of one AREA; print a line for each broken one and exit with 1 if there is any."""
    with instance.opened():
        areas = _areas()
        if area is not None and area not in areas:
            raise click.BadParameter(f"{area} is not one of: {', '.join(areas)}.", param_hint="AREA")
        chosen = [area] if area else list(areas)
        broken = sum(_report(areas[name]) for name in chosen)
        verdict = f"{broken} broken" if broken else "all hold"
        instance.say(f"Looked at the invariants of {', '.join(chosen) or 'nothing'}: {verdict}.")
    sys.exit(1 if broken else 0)


def _areas() -> dict[str, Callable[[], Iterator[Finding]]]:
    """Return the checker of each package that has a module `invariants`."""
    from django.apps import apps

    ours = [app for app in apps.get_app_configs() if app.name.startswith("aquatint.")]
    with_invariants = [app for app in ours if find_spec(f"{app.name}.invariants")]
    return {app.label: import_module(f"{app.name}.invariants").findings for app in with_invariants}


def _report(findings: Callable[[], Iterator[Finding]]) -> int:
    number = 0
    for number, finding in enumerate(findings(), start=1):  # noqa: B007 -- the last one is the count
        click.echo(f"{finding.area}  {finding.code}  {finding.sentence}")
    return number
