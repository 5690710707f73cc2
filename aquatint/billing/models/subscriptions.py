"""Plans that renew."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from aquatint.billing.gateways.happenings import Standing
from aquatint.billing.models.orders import Order
from aquatint.catalog.models import Price
from aquatint.kit import clock
from aquatint.kit.rows import Row

STANDINGS = [(standing.value, standing.value.replace("_", " ")) for standing in Standing]


class Subscription(Row):
    """A plan somebody has. `standing` and the dates are the newest that the gateway told; the steps tell the story.

    `as_of` is the moment at which the gateway's words were true; older ones are ignored. `price` is what the next
    payment should be, unless `next_price` says that another one comes with the next period.
    """

    prefix = "sub"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="subscriptions")
    gateway = models.CharField(max_length=16)
    environment = models.CharField(max_length=8)
    ref = models.CharField(max_length=200)
    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="subscription")
    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="subscriptions")
    next_price = models.ForeignKey(Price, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    customer = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=12, choices=STANDINGS, default=Standing.ACTIVE.value)
    as_of = models.DateTimeField(default=clock.now)
    period_start = models.DateTimeField(null=True, blank=True)
    period_end = models.DateTimeField(null=True, blank=True, help_text="Paid until.")
    ends = models.DateTimeField(null=True, blank=True, help_text="Cancelled for this moment.")
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "ref", name="subscription_once"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.standing}"

    @property
    def renews(self) -> bool:
        """Whether another payment is to be expected."""
        return self.standing != Standing.ENDED and self.ends is None


class SubscriptionStep(Row):
    """Something that happened to a subscription."""

    class Kind(models.TextChoices):
        """What happened."""

        BEGUN = "begun", "Begun"
        RENEWED = "renewed", "Renewed"
        PAST_DUE = "past_due", "A payment failed"
        ACTIVE = "active", "Active again"
        PAUSED = "paused", "Paused"
        WILL_END = "will_end", "Cancelled for the end of the period"
        RESUMED = "resumed", "Cancellation taken back"
        ENDED = "ended", "Ended"
        PLAN_CHANGED = "plan_changed", "Plan changed"
        PLAN_CHOSEN = "plan_chosen", "Plan chosen for the next period"

    prefix = "sst"

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=16, choices=Kind)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.kind}"


class Wish(Row):
    """What a person or the house wants of a subscription at its gateway, kept until the gateway has done it."""

    class Kind(models.TextChoices):
        """What is wanted."""

        CANCEL = "cancel", "End with the period"
        CANCEL_NOW = "cancel_now", "End at once"
        RESUME = "resume", "Go on"
        CHANGE = "change", "Another plan, at once"
        CHANGE_NEXT = "change_next", "Another plan with the next period"

    prefix = "wsh"

    subscription = models.ForeignKey(Subscription, on_delete=models.PROTECT, related_name="wishes")
    kind = models.CharField(max_length=12, choices=Kind)
    price = models.ForeignKey(Price, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    tries = models.PositiveIntegerField(default=0)
    tried = models.DateTimeField(null=True, blank=True)
    done = models.DateTimeField(null=True, blank=True)
    refused = models.TextField(blank=True, help_text="Why it was given up.")

    class Meta:
        verbose_name_plural = "wishes"
        indexes: ClassVar[list[models.Index]] = [
            models.Index("created", name="wish_open", condition=models.Q(done__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.subscription_id} {self.kind}"
