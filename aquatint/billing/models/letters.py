"""Mails on their way: written in the transaction of their cause, sent by a job."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from aquatint.kit.rows import Row


class Letter(Row):
    """A mail that somebody is to get. Its key makes it one for each cause, however often the cause is told."""

    class Kind(models.TextChoices):
        """What it is about."""

        RECEIPT = "receipt", "Receipt"
        REFUND = "refund", "Refund"
        PAYMENT_FAILED = "payment_failed", "Payment failed"
        RENEWAL_REMINDER = "renewal_reminder", "Renewal reminder"
        SUBSCRIPTION_ENDED = "subscription_ended", "Subscription ended"
        EXPIRING_14 = "expiring_14", "Credits end in 14 days"
        EXPIRING_3 = "expiring_3", "Credits end in 3 days"
        PRICE_CHANGE = "price_change", "Price change"
        WITHDRAWAL = "withdrawal", "Withdrawal confirmed"
        DISPUTE = "dispute", "Payment disputed"
        GIFT = "gift", "Gift"
        NEWS = "news", "Product news"

    prefix = "ltr"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=24, choices=Kind)
    key = models.CharField(max_length=200, unique=True)
    facts = models.JSONField(default=dict)
    due = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    sent = models.DateTimeField(null=True, blank=True)
    given_up = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index("due", name="letter_to_send", condition=models.Q(sent__isnull=True, given_up__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.person_id}"


class NewsConsent(Row):
    """Somebody wants product news, or did until `ended`: when, by which words and from where."""

    prefix = "nws"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="news_consents")
    words = models.TextField()
    origin = models.CharField(max_length=40)
    ended = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("person", condition=models.Q(ended__isnull=True), name="news_consent_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} since {self.created:%Y-%m-%d}"
