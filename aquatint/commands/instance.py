"""What a command does before it can work on an instance: settings told, database there, schema current."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import click

from aquatint.kit.errors import AquatintError


def say(sentence: str) -> None:
    """Tell the person something; standard output is left to results."""
    click.echo(sentence, err=True)


@contextmanager
def opened(*, prepared: bool = False) -> Iterator[None]:
    """Open the instance for the block: Django ready, server running, schema current unless already `prepared`.

    An error that is meant for people ends the command with its sentence instead of a traceback.
    """
    signal.signal(signal.SIGTERM, _leave)
    refuse_wrong_settings()
    with _plain_errors(), database():
        import django

        django.setup()
        if not prepared:
            from aquatint.commands import migrate

            migrate.bring_up_to_date()
        yield


def refuse_wrong_settings() -> None:
    """Print every problem of the settings and exit with 2 if there is one."""
    from aquatint import settings

    for problem in settings.PROBLEMS:
        say(f"{problem.code}: {problem.sentence} {problem.hint}")
    if settings.PROBLEMS:
        sys.exit(2)


@contextmanager
def database() -> Iterator[None]:
    """Keep the embedded server running during the block, unless a `DATABASE_URL` was given."""
    from aquatint import settings
    from aquatint.kit import postgres

    if not settings.EMBEDDED_DATABASE:
        yield
        return
    if not postgres.is_made(settings.DATA):
        say("Making the database; this happens once.")
    with postgres.server(settings.DATA):
        yield


@contextmanager
def _plain_errors() -> Iterator[None]:
    from django.db import OperationalError

    try:
        yield
    except AquatintError as error:
        raise click.ClickException(error.sentence) from error
    except OperationalError as error:
        raise click.ClickException(f"The database does not answer: {str(error).strip()}") from error


def _leave(_signal: int, _frame: object) -> NoReturn:
    """Leave by way of every `finally`, so that the last user of the embedded server stops it."""
    sys.exit(128 + signal.SIGTERM)
