"""The base of our tables: a UUID version 7 as key, a moment of creation taken from our clock, a fast way in and out."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, cached_property
from itertools import chain
from typing import Any, ClassVar
from uuid import UUID

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


def insert(*groups: Sequence[models.Model]) -> None:
    """Insert rows in one statement, in a third of the time that a query set takes to write it.

    For the few rows that are written for every picture. Each group is of one model and not empty. Rows must be new and
    have their keys; nothing is read back. They may point at each other, as that is checked at the transaction's end.
    """
    statements: list[str] = []
    parameters: list[Any] = []
    for rows in groups:
        columns, head = _insertion(type(rows[0]))
        values = ", ".join(["(" + ", ".join(["%s"] * len(columns)) + ")"] * len(rows))
        statements.append(head + values)
        for row in rows:
            parameters += [field.get_db_prep_save(getattr(row, field.attname), connection) for field in columns]
    *others, last = statements
    before = ", ".join(f"others_{number} AS ({statement})" for number, statement in enumerate(others))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {before} {last}" if before else last, parameters)
    for row in chain.from_iterable(groups):
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


class Joined:
    """A statement that returns joined rows of several models, for what is read for every picture.

    Written out once; Django would take longer to compose it each time than PostgreSQL to run it. `models` are by their
    names in `text`, where `{columns}` stands for all of their columns.
    """

    def __init__(self, text: str, **models: type[models.Model]) -> None:
        self._text = text
        self._models = models

    def read(self, *parameters: str | int | UUID | datetime | None) -> list[tuple[Any, ...]]:
        """Return a tuple of instances for each row, in the order of `models`; None for one that a left join missed."""
        with connection.cursor() as cursor:
            cursor.execute(self._statement, parameters)
            return [self._instances(row) for row in cursor.fetchall()]

    @cached_property
    def _statement(self) -> str:
        columns = [
            f'{name}."{field.column}"' for name, model in self._models.items() for field in model._meta.concrete_fields
        ]
        return self._text.replace("{columns}", ", ".join(columns))

    def _instances(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        made: list[models.Model | None] = []
        at = 0
        for model in self._models.values():
            names, converters = _reading(model)
            values = list(row[at : at + len(names)])
            at += len(names)
            if values[0] is None:  # the key
                made.append(None)
                continue
            for place, field in converters:
                values[place] = field.from_db_value(values[place], None, connection)
            made.append(model.from_db(DEFAULT_DB_ALIAS, names, values))
        return tuple(made)


@cache
def _reading(model: type[models.Model]) -> tuple[list[str], list[tuple[int, Any]]]:
    """Return the names of a model's columns, and which of them are not Python's own values yet."""
    fields = model._meta.concrete_fields
    converters = [(place, field) for place, field in enumerate(fields) if hasattr(field, "from_db_value")]
    return [field.attname for field in fields], converters


@cache
def _insertion(model: type[models.Model]) -> "tuple[list[models.Field[Any, Any]], str]":
    columns = [field for field in model._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in columns)
    return columns, f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES '  # noqa: S608 -- names of our own models
