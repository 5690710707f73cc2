"""The base of our tables: a UUID version 7 as key, and a moment of creation taken from our clock."""

from typing import ClassVar

from django.db import models

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
