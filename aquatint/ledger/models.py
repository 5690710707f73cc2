"""Wallets, lots, holds, corrections, freezes and the entries that move credits between them.

An entry is one movement: so many credits out of one account and into another. It is both sides of a double entry in
one row, so that a movement that does not sum to zero cannot be written down (the form that TigerBeetle gives a
transfer). The accounts `available` and `held` belong to a lot, `debt` to a wallet, all others to the house; what was
issued, told apart by source, is read through the lot. `docs/ledger.md` has the picture.

Lots and wallets carry posted figures, kept by the verbs in `actions` in the same transaction as the entries. Checks
keep them whole and never negative, and `invariants` recomputes them from the entries.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from aquatint.kit import clock
from aquatint.kit.rows import Row


class Source(models.TextChoices):
    """Where the credits of a lot come from."""

    WELCOME = "welcome", "Welcome gift"
    GIFT = "gift", "Gift"
    TRIAL = "trial", "Trial"
    PURCHASE = "purchase", "Pay as you go"
    SUBSCRIPTION = "subscription", "Subscription"
    REFUND = "refund", "Refund"
    ADJUSTMENT = "adjustment", "Adjustment"


BOUGHT = frozenset({Source.PURCHASE, Source.SUBSCRIPTION, Source.REFUND})
"""Sources that somebody paid for; among lots that end together, all others are spent first."""


class Account(models.TextChoices):
    """Where credits can be."""

    ISSUED = "issued", "Issued by the house"
    AVAILABLE = "available", "Available in a lot"
    HELD = "held", "Held in a lot"
    CONSUMED = "consumed", "Paid for pictures"
    EXPIRED = "expired", "Expired unused"
    CLAWED_BACK = "clawed_back", "Clawed back after a refund or dispute"
    ADJUSTED = "adjusted", "Adjusted by staff"
    DEBT = "debt", "Owed by the wallet"


MOVEMENTS = {
    (Account.ISSUED, Account.AVAILABLE): "granted",
    (Account.AVAILABLE, Account.HELD): "held",
    (Account.HELD, Account.CONSUMED): "captured",
    (Account.HELD, Account.AVAILABLE): "released",
    (Account.HELD, Account.EXPIRED): "lapsed",
    (Account.AVAILABLE, Account.EXPIRED): "expired",
    (Account.AVAILABLE, Account.CLAWED_BACK): "clawed back",
    (Account.DEBT, Account.CLAWED_BACK): "owed",
    (Account.AVAILABLE, Account.DEBT): "repaid",
    (Account.ADJUSTED, Account.DEBT): "written off",
    (Account.AVAILABLE, Account.ADJUSTED): "adjusted",
}
"""Every movement there is, with its name. There is none from person to person."""


class Wallet(models.Model):
    """The credits of one person. Its row lock puts all that happens to them in a line."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, primary_key=True, related_name="wallet"
    )
    created = models.DateTimeField(default=clock.now, editable=False)
    debt = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"wallet of {self.person_id}"


class Lot(Row):
    """Credits with one origin and one end, or none. `granted` always equals the sum of where they are now."""

    prefix = "lot"

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="lots")
    source = models.CharField(max_length=16, choices=Source)
    key = models.CharField(max_length=200, unique=True)
    reason = models.TextField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    starts = models.DateTimeField()
    expires = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True, help_text="When its end was booked.")

    granted = models.PositiveIntegerField()
    available = models.PositiveIntegerField()
    held = models.PositiveIntegerField(default=0)
    consumed = models.PositiveIntegerField(default=0)
    lapsed = models.PositiveIntegerField(default=0, help_text="Expired unused.")
    removed = models.PositiveIntegerField(default=0, help_text="Clawed back, adjusted, or used to repay a debt.")
    clawed_back = models.PositiveIntegerField(default=0, help_text="Demanded back, whether still there or owed.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(granted=F("available") + F("held") + F("consumed") + F("lapsed") + F("removed")),
                name="lot_loses_nothing",
            ),
            models.CheckConstraint(condition=Q(granted__gt=0), name="lot_is_not_empty_at_first"),
            models.CheckConstraint(condition=Q(clawed_back__lte=F("granted")), name="lot_clawed_back_once"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="lot_source_known"),
            models.CheckConstraint(
                condition=~Q(source=Source.PURCHASE) | Q(expires__isnull=True), name="lot_bought_as_you_go_never_ends"
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.SUBSCRIPTION) | Q(expires__isnull=False), name="lot_of_a_cycle_ends"
            ),
            models.CheckConstraint(
                condition=Q(expires__isnull=True) | Q(expires__gt=F("starts")), name="lot_starts_before_it_ends"
            ),
            models.CheckConstraint(condition=Q(closed__isnull=True) | Q(available=0), name="lot_closed_is_empty"),
            models.CheckConstraint(condition=~Q(reason=""), name="lot_has_a_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            # `closed` changes once in a lot's life; a figure in an index would make every hold rewrite the index.
            models.Index("expires", name="lot_to_expire", condition=Q(closed__isnull=True, expires__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.available} of {self.granted} ({self.source})"


class Hold(Row):
    """Credits set aside for one generation. Captured in full, in part or not at all, once; the rest is released."""

    prefix = "hld"

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="holds")
    credits = models.PositiveIntegerField()
    key = models.CharField(max_length=200, unique=True)
    reason = models.TextField()
    captured = models.PositiveIntegerField(null=True, blank=True)
    released = models.GeneratedField(
        expression=F("credits") - F("captured"), output_field=models.IntegerField(null=True), db_persist=True
    )
    resolved = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, help_text="Why it was resolved the way it was.")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(captured__lte=F("credits")), name="hold_captures_at_most_itself"),
            models.CheckConstraint(
                condition=Q(captured__isnull=True, resolved__isnull=True, outcome="")
                | Q(captured__isnull=False, resolved__isnull=False) & ~Q(outcome=""),
                name="hold_is_open_or_resolved",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="hold_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.credits}"


class Correction(Row):
    """Credits taken back, or a debt settled, with who decided it and why. Nothing is ever changed or deleted."""

    class Kind(models.TextChoices):
        """What was corrected."""

        CLAW_BACK = "claw_back", "Claw-back"
        ADJUSTMENT = "adjustment", "Adjustment"
        REPAYMENT = "repayment", "Repayment"
        WRITE_OFF = "write_off", "Write-off"

    prefix = "cor"

    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="corrections")
    lot = models.ForeignKey(Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    kind = models.CharField(max_length=16, choices=Kind)
    credits = models.PositiveIntegerField()
    key = models.CharField(max_length=200, unique=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(credits__gt=0), name="correction_of_something"),
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.public_id}: {self.kind} of {self.credits}"


class Freeze(Row):
    """A lot that may not be spent for the time being, for example while its payment is disputed."""

    prefix = "frz"

    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="freezes")
    key = models.CharField(max_length=200, unique=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    outcome = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="freeze_has_a_reason"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("lot", name="freeze_open", condition=Q(ended__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.public_id} of {self.lot_id}"


class Entry(models.Model):
    """One movement of credits out of one account into another. The database refuses to change or delete it."""

    id = models.BigAutoField(primary_key=True)
    created = models.DateTimeField()
    wallet = models.ForeignKey(Wallet, on_delete=models.PROTECT, related_name="entries", db_index=False)
    lot = models.ForeignKey(
        Lot, null=True, blank=True, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    hold = models.ForeignKey(
        Hold, null=True, blank=True, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    correction = models.ForeignKey(
        Correction, null=True, blank=True, on_delete=models.PROTECT, related_name="entries", db_index=False
    )
    origin = models.CharField(max_length=12, choices=Account)
    destination = models.CharField(max_length=12, choices=Account)
    credits = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(credits__gt=0), name="entry_moves_something"),
            models.CheckConstraint(
                condition=Q(
                    *(Q(origin=origin, destination=destination) for origin, destination in MOVEMENTS), _connector=Q.OR
                ),
                name="entry_is_a_known_movement",
            ),
            models.CheckConstraint(
                condition=Q(hold__isnull=False) | ~(Q(origin=Account.HELD) | Q(destination=Account.HELD)),
                name="entry_held_names_its_hold",
            ),
            models.CheckConstraint(
                condition=Q(lot__isnull=False) | Q(origin=Account.ADJUSTED, destination=Account.DEBT),
                name="entry_names_its_lot",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("wallet", "id", name="entry_by_wallet"),
            models.Index("hold", name="entry_by_hold", condition=Q(hold__isnull=False)),
            models.Index("correction", name="entry_by_correction", condition=Q(correction__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.credits} {self.origin} > {self.destination}"

    @property
    def movement(self) -> str:
        """The name of this movement, such as `granted` or `captured`."""
        return MOVEMENTS[Account(self.origin), Account(self.destination)]
