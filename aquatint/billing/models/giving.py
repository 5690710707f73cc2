"""Credits that nobody pays for: promotion codes, invitations, allowances."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from aquatint.billing.models.payments import Payment
from aquatint.kit.rows import Row
from aquatint.ledger.models import Lot


class Promotion(Row):
    """A code that gives credits, or takes some per cent off a pack."""

    prefix = "prm"

    code = models.CharField(max_length=40, unique=True, help_text="In capitals.")
    credits = models.PositiveIntegerField(default=0)
    percent = models.PositiveSmallIntegerField(default=0)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    most_uses = models.PositiveIntegerField(null=True, blank=True)
    uses = models.PositiveIntegerField(default=0)
    lasting_days = models.PositiveIntegerField(null=True, blank=True, help_text="How long the credits last.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(credits__gt=0, percent=0) | Q(credits=0, percent__gt=0, percent__lt=100),
                name="promotion_of_one_kind",
            ),
            models.CheckConstraint(
                condition=Q(most_uses__isnull=True) | Q(uses__lte=F("most_uses")), name="promotion_used_at_most"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Redemption(Row):
    """Somebody used a code; each person may use each code once."""

    prefix = "rdm"

    promotion = models.ForeignKey(Promotion, on_delete=models.PROTECT, related_name="redemptions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="redemptions")
    payment = models.ForeignKey(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint("promotion", "person", name="redemption_once"),
        ]

    def __str__(self) -> str:
        return f"{self.promotion_id} by {self.person_id}"


class ReferralCode(models.Model):
    """The word in a person's invitation link."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="referral_code"
    )
    code = models.CharField(max_length=20, unique=True)

    def __str__(self) -> str:
        return self.code


class Referral(Row):
    """Somebody came by an invitation.

    Both are rewarded when the invited pays for the first time, or `refused` says why not.
    """

    prefix = "rfl"

    inviter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invited")
    invited = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitation")
    payment = models.OneToOneField(Payment, null=True, blank=True, on_delete=models.PROTECT, related_name="referral")
    rewarded = models.DateTimeField(null=True, blank=True)
    refused = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(inviter=F("invited")), name="referral_of_another"),
        ]

    def __str__(self) -> str:
        return f"{self.invited_id} by {self.inviter_id}"


class Allowance(Row):
    """Credits that the operator gives somebody on a schedule, for families and offices. No gateway is needed."""

    class Every(models.TextChoices):
        """How often."""

        DAY = "day", "day"
        WEEK = "week", "week"
        MONTH = "month", "month"

    prefix = "alw"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="allowances")
    credits = models.PositiveIntegerField()
    every = models.CharField(max_length=8, choices=Every)
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    keeps = models.BooleanField(default=False, help_text="Whether unused credits outlive their cycle.")
    given = models.PositiveIntegerField(default=0, help_text="How many cycles were granted.")
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    stopped = models.DateTimeField(null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(credits__gt=0), name="allowance_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.credits} a {self.every} for {self.person_id}"
