"""`aquatint migrate`: the schema, the catalog and the static files of this version."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

import click

from aquatint.commands import instance

_LOCK = 0x61717561  # "aqua": one process migrates, the others wait and find nothing left to do


@click.command()
def migrate() -> None:
    """Bring the database to this version. `up`, `web` and `worker` do this by themselves."""
    with instance.opened():
        instance.say("The database is at this version.")


def bring_up_to_date() -> None:
    """Apply the migrations that are missing, under a lock; seed the catalog after any."""
    if not _is_behind():
        return
    instance.say("Bringing the database to this version.")
    with _alone():
        if _is_behind():
            from django.core.management import call_command

            call_command("migrate", verbosity=0, interactive=False)


def seed() -> None:
    """Bring the catalog's rows in line with the file they are seeded from."""
    if find_spec("aquatint.catalog.actions"):
        from aquatint.catalog import actions

        actions.seed()


def _is_behind() -> bool:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _alone() -> Iterator[None]:
    """Hold a lock of the database; a long migration is not cut off by the time-outs of requests."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        connection.close()
