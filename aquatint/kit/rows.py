"""The base of our tables: a UUID version 7 as key, a moment of creation taken from our clock, and a fast way in."""

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar

from django.db import DEFAULT_DB_ALIAS, connection, models

from aquatint.kit import clock, ids


class Row(models.Model):
    """A row with an id that sorts by time and a public form (`gen_…`)."""

    prefix: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    created = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        abstract = True

    @property
    def public_id(self) -> str:
        """The id as people and programs see it."""
        return ids.public(self.prefix, self.id)


def insert(rows: Sequence[models.Model]) -> None:
    """Insert rows of one model in one statement, in a third of the time that a query set takes to write it.

    For the few rows that are written for every picture. Rows must be new and have their keys; nothing is read back.
    """
    columns, head = _insertion(type(rows[0]))
    values = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(rows))
    parameters = [field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in columns]
    with connection.cursor() as cursor:
        cursor.execute(head + values, parameters)
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _insertion(model: type[models.Model]) -> "tuple[list[models.Field[Any, Any]], str]":
    columns = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in columns)
    return columns, f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES '  # noqa: S608 -- names of our own models
