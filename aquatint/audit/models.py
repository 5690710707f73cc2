"""The records, and the end of their chain."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from aquatint.audit.chain import START
from aquatint.kit import clock


class Record(models.Model):
    """One thing that somebody did. Rows are only ever added: the database refuses to change or delete them.

    `number` runs 1, 2, 3, … without a gap. `digest` is the SHA-256 of the previous record's digest and this record's
    own content (`aquatint.audit.chain`), so that a changed, missing or inserted record breaks every later one.
    """

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80, db_index=True)
    actor = models.CharField(max_length=80, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    previous = models.BinaryField(max_length=32)
    digest = models.BinaryField(max_length=32, unique=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(number__gte=1), name="record_number_from_one"),
        ]

    def __str__(self) -> str:
        """Return the record as one line of a log."""
        return f"{self.number} {self.at:%Y-%m-%d %H:%M:%S} {self.actor or 'system'} {self.verb} {self.subject}"


class Head(models.Model):
    """The end of the chain: one row, which is also the lock that lets one writer at a time append.

    It tells when the newest records are cut off, which the chain itself cannot.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    digest = models.BinaryField(max_length=32, default=START)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(id=1), name="one_head"),
        ]

    def __str__(self) -> str:
        """Return the number of the newest record."""
        return f"head at {self.number}"
