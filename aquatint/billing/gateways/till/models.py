"""The till's own books. Nothing of Aquatint's billing refers to them: it only hears of them by the contract."""

import secrets
from typing import ClassVar

from django.db import models

from aquatint.billing.money import shown
from aquatint.kit import clock


def make_id(prefix: str) -> str:
    """Return a fresh id in the till's manner."""
    return f"{prefix}_{secrets.token_hex(12)}"


class Record(models.Model):
    """A row with an id in the till's manner."""

    id = models.CharField(primary_key=True, max_length=60)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.id


class Priced(Record):
    """A row with an amount of money, in minor units."""

    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        abstract = True

    @property
    def shown(self) -> str:
        """The amount as people read it."""
        return shown(self.amount, self.currency)


class Page(Priced):
    """A page on which somebody can pay. `order` is the merchant's reference: one page for each."""

    order = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    interval = models.CharField(max_length=8)
    metadata = models.JSONField(default=dict)
    email = models.CharField(max_length=254, blank=True)
    customer = models.CharField(max_length=60, blank=True)
    success_url = models.TextField()
    cancel_url = models.TextField()
    expires = models.DateTimeField()
    paid = models.DateTimeField(null=True, blank=True)
    given_up = models.DateTimeField(null=True, blank=True)


class Plan(Priced):
    """A subscription. `number` counts the periods that were paid, from the `anchor` on."""

    page = models.OneToOneField(Page, on_delete=models.PROTECT, related_name="plan")
    customer = models.CharField(max_length=60)
    title = models.CharField(max_length=120)
    price = models.CharField(max_length=60)
    interval = models.CharField(max_length=8)
    metadata = models.JSONField(default=dict)
    anchor = models.DateTimeField()
    number = models.PositiveIntegerField(default=1)
    period_start = models.DateTimeField()
    period_end = models.DateTimeField()
    status = models.CharField(max_length=12, default="active")
    cancel_at_end = models.BooleanField(default=False)
    ended = models.DateTimeField(null=True, blank=True)
    declines = models.BooleanField(default=False, help_text="Whether the next charges are declined.")
    tries = models.PositiveIntegerField(default=0)
    next_try = models.DateTimeField()
    next_plan = models.JSONField(null=True, blank=True)


class Charge(Priced):
    """A settled payment."""

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="charges")
    plan = models.ForeignKey(Plan, null=True, blank=True, on_delete=models.PROTECT, related_name="charges")
    customer = models.CharField(max_length=60)
    price = models.CharField(max_length=60)
    metadata = models.JSONField(default=dict)
    settled = models.DateTimeField()
    period_start = models.DateTimeField(null=True, blank=True)
    period_end = models.DateTimeField(null=True, blank=True)
    prorated = models.BooleanField(default=False)
    refunded = models.PositiveIntegerField(default=0)


class Return(Record):
    """Money sent back. `key` is the merchant's: the same key, the same return."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="returns")
    key = models.CharField(max_length=100, unique=True)
    amount = models.PositiveIntegerField()
    cumulative = models.PositiveIntegerField()


class Complaint(Record):
    """A dispute about a charge."""

    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="complaints")
    amount = models.PositiveIntegerField()
    closed = models.DateTimeField(null=True, blank=True)
    won = models.BooleanField(null=True, blank=True)


class Notice(Record):
    """A webhook on its way to the merchant: sent again after 30 s, 1 min, 5 min and 1 h, then given up."""

    type = models.CharField(max_length=40)
    body = models.TextField()
    due = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    delivered = models.DateTimeField(null=True, blank=True)
    given_up = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                "due", name="notice_to_send", condition=models.Q(delivered__isnull=True, given_up__isnull=True)
            ),
        ]
