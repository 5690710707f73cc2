"""`aquatint manage`: Django's management commands, for developers."""

import click

from aquatint.commands import instance


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's management commands, such as `makemigrations`."""
    with instance.opened(prepared=True):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["aquatint manage", *arguments])
