"""Money that arrived, and money that went back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from aquatint.billing.models.orders import Order
from aquatint.billing.models.subscriptions import Subscription
from aquatint.catalog.models import Price
from aquatint.kit.rows import Row
from aquatint.ledger.models import Lot


class Payment(Row):
    """A settled payment and the credits it bought. `credits` is 0 for a surplus one: money that has to go back.

    `refunded` is what went back, lost disputes included; `taken` the credits that were taken back for it.
    """

    prefix = "pay"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="payments")
    gateway = models.CharField(max_length=16)
    environment = models.CharField(max_length=8)
    transaction = models.CharField(max_length=200)
    order = models.ForeignKey(Order, null=True, blank=True, on_delete=models.PROTECT, related_name="payments")
    subscription = models.ForeignKey(
        Subscription, null=True, blank=True, on_delete=models.PROTECT, related_name="payments"
    )
    price = models.ForeignKey(Price, on_delete=models.PROTECT, related_name="payments")
    title = models.CharField(max_length=120)
    amount = models.PositiveIntegerField(help_text="Gross, in minor units.")
    tax = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3)
    settled = models.DateTimeField()
    period_start = models.DateTimeField(null=True, blank=True)
    period_end = models.DateTimeField(null=True, blank=True)
    prorated = models.BooleanField(default=False)
    credits = models.PositiveIntegerField()
    refunded = models.PositiveIntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    country = models.CharField(max_length=2, blank=True)
    last4 = models.CharField(max_length=4, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "transaction", name="payment_once"),
            models.UniqueConstraint(
                "order", condition=Q(subscription__isnull=True, credits__gt=0), name="payment_once_for_a_pack"
            ),
            models.UniqueConstraint(
                "subscription",
                "period_start",
                condition=Q(credits__gt=0, prorated=False),
                name="payment_once_for_a_period",
            ),
            models.CheckConstraint(condition=Q(refunded__lte=F("amount")), name="payment_refunded_once"),
            models.CheckConstraint(condition=Q(taken__lte=F("credits")), name="payment_taken_back_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payment_of_something"),
            models.CheckConstraint(condition=Q(tax__lte=F("amount")), name="payment_tax_is_a_part"),
            models.CheckConstraint(
                condition=Q(subscription__isnull=True) | Q(period_start__lt=F("period_end")),
                name="payment_of_a_plan_has_a_period",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["person", "-settled"], name="payment_by_person")]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.amount} {self.currency}"


class PaidLot(models.Model):
    """A lot of the ledger and the payment it came from. `restores` what a failed refund had taken back."""

    lot = models.OneToOneField(Lot, on_delete=models.PROTECT, primary_key=True, related_name="paid")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="lots")
    position = models.PositiveSmallIntegerField(default=0)
    restores = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.lot_id} of {self.payment_id}"


class Refund(Row):
    """Money on its way back. Ours has a `key` and no `ref` until the gateway told one; `payment` may come later."""

    class State(models.TextChoices):
        """How far it is. `asked`: we want it, the gateway has not answered yet."""

        ASKED = "asked", "Asked for"
        PENDING = "pending", "On its way"
        SUCCEEDED = "succeeded", "Sent back"
        FAILED = "failed", "Failed"

    prefix = "ref"

    gateway = models.CharField(max_length=16)
    transaction = models.CharField(max_length=200)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="refunds")
    ref = models.CharField(max_length=200, blank=True)
    amount = models.PositiveIntegerField()
    cumulative = models.PositiveIntegerField(default=0, help_text="Of the payment in all, as the gateway told.")
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=12, choices=State)
    changed = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    tries = models.PositiveIntegerField(default=0)
    tried = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "ref", condition=~Q(ref=""), name="refund_once"),
            models.UniqueConstraint("payment", condition=Q(state="asked"), name="refund_asked_one_at_a_time"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index("gateway", "transaction", name="refund_by_transaction")]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.amount} {self.currency} {self.state}"


class Dispute(Row):
    """The buyer's bank pulls a payment back. While it is open the payment's lots are frozen."""

    prefix = "dis"

    gateway = models.CharField(max_length=16)
    transaction = models.CharField(max_length=200)
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="disputes")
    ref = models.CharField(max_length=200)
    amount = models.PositiveIntegerField(default=0)
    currency = models.CharField(max_length=3, blank=True)
    reason = models.TextField(blank=True)
    opened = models.DateTimeField()
    closed = models.DateTimeField(null=True, blank=True)
    won = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("gateway", "ref", name="dispute_once"),
            models.CheckConstraint(
                condition=Q(closed__isnull=True, won__isnull=True) | Q(closed__isnull=False, won__isnull=False),
                name="dispute_is_open_or_decided",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index("gateway", "transaction", name="dispute_by_transaction")]

    def __str__(self) -> str:
        return f"{self.public_id} of {self.transaction}"


class Series(models.Model):
    """The last number of a series of invoices. Its row lock keeps the series without a gap."""

    name = models.CharField(max_length=40, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "series"

    def __str__(self) -> str:
        return f"{self.name} {self.last}"


class Receipt(Row):
    """A document about a payment or a refund, as it was on its day. Later changes of products do not reach it."""

    class Kind(models.TextChoices):
        """What it is."""

        INVOICE = "invoice", "Invoice"
        CONFIRMATION = "confirmation", "Payment confirmation, not a tax invoice"
        CREDIT_NOTE = "credit_note", "Credit note"
        REFUND_CONFIRMATION = "refund_confirmation", "Refund confirmation, not a tax document"

    prefix = "rct"

    kind = models.CharField(max_length=24, choices=Kind)
    number = models.CharField(max_length=40, blank=True, help_text="Empty for a confirmation.")
    payment = models.ForeignKey(Payment, on_delete=models.PROTECT, related_name="receipts")
    refund = models.OneToOneField(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="receipt")
    facts = models.JSONField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("number", condition=~Q(number=""), name="receipt_number_once"),
            models.UniqueConstraint("payment", condition=Q(refund__isnull=True), name="receipt_once"),
        ]

    def __str__(self) -> str:
        return self.number or self.public_id


class Withdrawal(Row):
    """Somebody used the withdrawal function: the declaration, as it was made, and what became of it."""

    prefix = "wdr"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="withdrawals")
    payment = models.OneToOneField(Payment, on_delete=models.PROTECT, related_name="withdrawal")
    words = models.TextField(help_text="The declaration.")
    outcome = models.TextField()
    refund = models.OneToOneField(Refund, null=True, blank=True, on_delete=models.PROTECT, related_name="withdrawal")

    def __str__(self) -> str:
        return f"{self.public_id} of {self.payment_id}"
