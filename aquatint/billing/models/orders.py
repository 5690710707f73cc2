"""What somebody wants to buy, before and while they pay."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from aquatint.catalog.models import Price
from aquatint.kit.rows import Row


class Customer(Row):
    """Who a person is to a gateway. A gateway may know one person under several ids."""

    prefix = "cus"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="customers")
    gateway = models.CharField(max_length=16)
    ref = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "ref", name="customer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.ref}"


class Listing(Row):
    """The gateway's own id of one of our prices."""

    prefix = "lst"

    gateway = models.CharField(max_length=16)
    environment = models.CharField(max_length=8)
    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="listings")
    ref = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "environment", "price", name="listing_once"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway} {self.ref}"


class Order(Row):
    """One purchase of a pack, or the beginning of a subscription. What was promised stands here for good."""

    prefix = "ord"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    gateway = models.CharField(max_length=16)
    environment = models.CharField(max_length=8)
    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="orders")
    title = models.CharField(max_length=120)
    credits = models.PositiveIntegerField(help_text="For one payment.")
    amount = models.PositiveIntegerField(help_text="Gross, in minor units.")
    currency = models.CharField(max_length=3)
    promotion = models.ForeignKey(
        "billing.Promotion", null=True, blank=True, on_delete=models.PROTECT, related_name="orders"
    )
    checkout = models.CharField(max_length=200, blank=True, help_text="The gateway's id of the page for paying.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "checkout", condition=~Q(checkout=""), name="order_checkout_once"),
            models.CheckConstraint(condition=Q(amount__gt=0, credits__gt=0), name="order_of_something"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "-id"], name="order_by_person")]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.title}"

    @property
    def is_plan(self) -> bool:
        """Whether this begins a subscription."""
        return self.price.interval != "once"

    @property
    def state(self) -> str:
        """`placed`, `sent` (the person went to the gateway), `failed`, `abandoned` or `paid`."""
        kinds = {step.kind for step in self.steps.all()}
        return next((kind for kind in ("paid", "abandoned", "failed", "sent") if kind in kinds), "placed")


class OrderStep(Row):
    """Something that happened to an order, once each."""

    class Kind(models.TextChoices):
        """What happened."""

        SENT = "sent", "Sent to the gateway"
        DECLINED = "declined", "A payment was declined"
        FAILED = "failed", "The gateway did not take the order"
        ABANDONED = "abandoned", "Not paid in time"
        PAID = "paid", "Paid"

    prefix = "ost"

    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(max_length=12, choices=Kind)
    note = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("order", "kind", name="order_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"


class Consent(Row):
    """Somebody asked for delivery at once and knows what that does to the right of withdrawal."""

    prefix = "csn"

    order = models.OneToOneField(Order, on_delete=models.PROTECT, related_name="consent")
    version = models.CharField(max_length=40)
    words = models.TextField(help_text="The sentence that was agreed to, as it was shown.")

    def __str__(self) -> str:
        return f"{self.order_id} {self.version}"
