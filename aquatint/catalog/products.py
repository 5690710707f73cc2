"""Plans and packs, and their prices as versions with a start date."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from aquatint.kit import clock
from aquatint.kit.rows import Row


class Product(Row):
    """A plan (credits for each month of a subscription) or a pack (credits once, without an end)."""

    class Kind(models.TextChoices):
        """How it is sold."""

        PLAN = "plan", "Plan"
        PACK = "pack", "Pack"

    prefix = "prd"

    slug = models.SlugField(max_length=80, unique=True, allow_unicode=False)
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=80)
    words = models.JSONField(default=list, help_text="Sentences for the page.")
    position = models.PositiveSmallIntegerField(default=100)
    withdrawn = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "slug"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(kind__in=["plan", "pack"]), name="product_kind_known"),
        ]

    def __str__(self) -> str:
        """Return the name that programs use."""
        return self.slug

    @property
    def is_plan(self) -> bool:
        """Whether it is paid again in each period."""
        return self.kind == self.Kind.PLAN


class Interval(models.TextChoices):
    """How often a price is paid."""

    ONCE = "once", "once"
    MONTH = "month", "a month"
    YEAR = "year", "a year"


MONTHS = {Interval.MONTH: 1, Interval.YEAR: 12}
"""How many months a period has."""


class Price(Row):
    """What a product costs and gives from a moment on. A row is never changed: a change is a later row.

    `amount` is gross, in the currency's minor unit, for one `interval`; `credits` are for a pack, or for each month of
    a plan. From `starts` it holds for new buyers, from `binds` also for those who subscribed before.
    """

    prefix = "pri"

    product = models.ForeignKey(Product, on_delete=models.PROTECT, related_name="prices")
    interval = models.CharField(max_length=8, choices=Interval)
    currency = models.CharField(max_length=3)
    amount = models.PositiveIntegerField()
    credits = models.PositiveIntegerField()
    announced = models.DateTimeField(default=clock.now)
    starts = models.DateTimeField()
    binds = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("product", "interval", "currency", "starts", name="price_version_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, credits__gt=0), name="price_of_something"),
            models.CheckConstraint(condition=Q(binds__gte=F("starts")), name="price_binds_after_its_start"),
            models.CheckConstraint(condition=Q(interval__in=["once", "month", "year"]), name="price_interval_known"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} {self.interval} {self.amount} {self.currency}"

    @property
    def per_period(self) -> int:
        """Credits for one payment: a pack's, or those of all months of a period."""
        return self.credits * MONTHS.get(Interval(self.interval), 1)
