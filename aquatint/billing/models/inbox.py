"""What gateways told us, what does not fit, and up to when we agree."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from aquatint.kit.rows import Row


class Delivery(Row):
    """A webhook whose signature was good, stored whole before anything is understood, and handled once."""

    prefix = "dlv"

    gateway = models.CharField(max_length=16)
    event_id = models.CharField(max_length=200)
    type = models.CharField(max_length=100)
    environment = models.CharField(max_length=8)
    body = models.BinaryField()
    times = models.PositiveIntegerField(default=1, help_text="How often it was delivered.")
    due = models.DateTimeField(help_text="When it is to be handled, for the first time or again.")
    tries = models.PositiveIntegerField(default=0)
    handled = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "event_id", name="delivery_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("due", name="delivery_to_handle", condition=models.Q(handled__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.event_id} {self.type}"


class ForgeryCount(models.Model):
    """How many webhooks with a bad signature came in a day. Their content is not kept."""

    gateway = models.CharField(max_length=16)
    day = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "day", name="forgery_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.day}: {self.times}"


class Finding(Row):
    """A line for the operator: something that does not fit and that no program should decide."""

    prefix = "fnd"

    gateway = models.CharField(max_length=16, blank=True)
    code = models.CharField(max_length=40)
    key = models.CharField(max_length=300, unique=True)
    sentence = models.TextField()
    facts = models.JSONField(default=dict)
    closed = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index("created", name="finding_open", condition=models.Q(closed__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence}"


class Agreement(Row):
    """A reconciliation: up to `until`, gateway and books were compared."""

    prefix = "agr"

    gateway = models.CharField(max_length=16)
    environment = models.CharField(max_length=8)
    since = models.DateTimeField()
    until = models.DateTimeField()
    listed = models.PositiveIntegerField()
    repaired = models.PositiveIntegerField()
    differences = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["gateway", "-until"], name="agreement_newest")]

    def __str__(self) -> str:
        return f"{self.gateway} until {self.until:%Y-%m-%d %H:%M}"
