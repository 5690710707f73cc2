"""A generation: what was asked, each shot wanted, each call to a provider, and how it ended."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from aquatint.accounts.models import Person
from aquatint.catalog.models import Offer
from aquatint.kit import clock, ids
from aquatint.kit.rows import Row
from aquatint.ledger.models import Hold
from aquatint.media.models import Image
from aquatint.providers.types import Size


class State(models.TextChoices):
    """Where a generation is. It ends in exactly one of the states after `unsettled`."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Drawing"
    UNSETTLED = "unsettled", "Finding out"
    DONE = "done", "Done"
    PARTIAL = "partial", "Done in part"
    RETURNED = "returned", "Returned"
    REFUSED = "refused", "Refused"
    CANCELLED = "cancelled", "Cancelled"


OPEN_STATES = (State.QUEUED, State.RUNNING, State.UNSETTLED)
ENDED_STATES = tuple(state for state in State if state not in OPEN_STATES)


class Generation(Row):
    """One request that a person or program made. It holds credits and ends in exactly one terminal state.

    `asked` is the request as it came, `sent` as it fits the model. `fence` grows with every claim: who writes must hold
    the newest. `progress` is the newest partial picture by shot: `{"0": 2}`.
    """

    prefix = "gen"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="generations")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State.choices, default=State.QUEUED)
    origin = models.CharField(max_length=12)
    asked = models.JSONField()
    sent = models.JSONField()
    shots_wanted = models.PositiveSmallIntegerField()
    per_shot = models.PositiveIntegerField()
    charged = models.PositiveIntegerField(default=0)
    hold = models.OneToOneField(Hold, on_delete=models.PROTECT, related_name="generation")
    trial = models.BooleanField(default=False)
    idempotency_key = models.CharField(max_length=255, null=True, blank=True)  # noqa: DJ001 -- null is "no key", and not unique
    idempotency_digest = models.BinaryField(max_length=32, null=True, blank=True)
    fence = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    progress = models.JSONField(default=dict)
    reason_code = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="generation_of_person"),
            models.Index(fields=["state", "id"], name="generation_open", condition=models.Q(state__in=OPEN_STATES)),
            models.Index(fields=["person"], name="generation_open_of", condition=models.Q(state__in=OPEN_STATES)),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "idempotency_key"],
                condition=models.Q(idempotency_key__isnull=False),
                name="generation_key_once",
            ),
            models.CheckConstraint(
                condition=models.Q(charged__lte=models.F("per_shot") * models.F("shots_wanted")),
                name="generation_charge_within_quote",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=OPEN_STATES, finished__isnull=True)
                | models.Q(state__in=ENDED_STATES, finished__isnull=False),
                name="generation_finished_when_ended",
            ),
        ]

    def __str__(self) -> str:
        """Return the id that people see."""
        return self.public_id

    @property
    def quoted(self) -> int:
        """The credits held: the most that this may cost."""
        return self.per_shot * self.shots_wanted

    @property
    def prompt(self) -> str:
        """The words."""
        return str(self.asked.get("prompt", ""))

    @property
    def size(self) -> Size:
        """The size of each picture: what is delivered, which for a locked edit is the source's own size."""
        return Size.parse(self.sent.get("delivers") or self.sent["size"]) or Size(1, 1)

    @property
    def is_set(self) -> bool:
        """Whether the shots are a set, each with words of its own."""
        return bool(self.sent.get("shots"))

    @property
    def is_open(self) -> bool:
        """Whether it has not ended yet."""
        return self.state in OPEN_STATES

    @property
    def credits_back(self) -> int:
        """The held credits that came back."""
        return 0 if self.is_open else self.quoted - self.charged

    @property
    def usual_seconds(self) -> int:
        """How long this usually takes."""
        from aquatint.catalog import sizes  # noqa: PLC0415 -- only pages ask

        return self.offer.usual_seconds(self.sent["quality"], sizes.class_of(self.size))

    @property
    def deadline(self) -> datetime:
        """The moment after which no more is waited for."""
        return self.created + timedelta(seconds=settings.GENERATION_SECONDS)

    @property
    def partials(self) -> list[dict[str, int]]:
        """The newest partial picture of each shot."""
        return [{"shot": int(shot), "index": index} for shot, index in sorted(self.progress.items())]

    @property
    def place_in_line(self) -> int:
        """How many wait before this one, plus one; 0 when it does not wait."""
        if self.state != State.QUEUED:
            return 0
        return Generation.objects.filter(state=State.QUEUED, id__lt=self.id).count() + 1


class ShotState(models.TextChoices):
    """What became of one wanted picture."""

    WANTED = "wanted", "Wanted"
    DELIVERED = "delivered", "Delivered"
    RETURNED = "returned", "Returned"


class Shot(models.Model):
    """One picture wanted from a generation; delivered or returned on its own."""

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="shots")
    index = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=12, choices=ShotState.choices, default=ShotState.WANTED)
    image = models.OneToOneField(Image, null=True, blank=True, on_delete=models.PROTECT, related_name="shot")
    reason_code = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["index"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["generation", "index"], name="shot_once"),
            models.CheckConstraint(
                condition=models.Q(state=ShotState.DELIVERED, image__isnull=False)
                | (~models.Q(state=ShotState.DELIVERED) & models.Q(image__isnull=True)),
                name="shot_delivered_with_image",
            ),
        ]

    def __str__(self) -> str:
        """Return the shot's number within its generation."""
        return f"shot {self.index + 1}"

    @property
    def title(self) -> str:
        """What the shot is for within a set; nothing elsewhere."""
        return str(self._planned.get("title", ""))

    @property
    def prompt(self) -> str:
        """The words for this shot."""
        return str(self._planned.get("prompt") or self.generation.prompt)

    @property
    def _planned(self) -> dict[str, Any]:
        shots: list[dict[str, Any]] = self.generation.sent.get("shots") or []
        return shots[self.index] if self.index < len(shots) else {}


class AttemptState(models.TextChoices):
    """What we know of one call to a provider."""

    SENT = "sent", "Sent"
    SUCCEEDED = "succeeded", "Succeeded"
    FAILED = "failed", "Failed"
    UNKNOWN = "unknown", "Unknown"


class Attempt(Row):
    """One call to a provider, written before the call, so that a crash after it is never guessed away.

    `answers` names the kept pictures whose finishing takes longer, by shot: `{"0": {"sha256", "said"}}`. If the worker
    dies meanwhile, another one finishes them.
    """

    prefix = "att"

    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="attempts")
    number = models.PositiveSmallIntegerField()
    provider = models.CharField(max_length=40)
    model = models.CharField(max_length=120)
    shots = models.JSONField(default=list)
    state = models.CharField(max_length=12, choices=AttemptState.choices, default=AttemptState.SENT)
    request_id = models.CharField(max_length=200, blank=True)
    ticket = models.CharField(max_length=200, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    usage = models.JSONField(default=dict)
    cost_microusd = models.BigIntegerField(null=True, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_detail = models.TextField(blank=True)
    answers = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["generation", "number"], name="attempt_number_once"),
        ]

    def __str__(self) -> str:
        """Return the attempt's number within its generation."""
        return f"attempt {self.number}"

    @property
    def started(self) -> datetime:
        """When the call was about to be made."""
        return self.created


class Input(models.Model):
    """An input picture of an edit, in order; the mask has its own role."""

    class Role(models.TextChoices):
        """What the picture is for."""

        IMAGE = "image", "Picture"
        MASK = "mask", "Mask"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    generation = models.ForeignKey(Generation, on_delete=models.CASCADE, related_name="inputs")
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.IMAGE)
    position = models.PositiveSmallIntegerField(default=0)
    image = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="used_in")

    class Meta:
        ordering: ClassVar[list[str]] = ["role", "position"]

    def __str__(self) -> str:
        """Return what the picture is for."""
        return f"{self.role} {self.position}"


class Cancellation(models.Model):
    """Somebody asked to stop a generation."""

    generation = models.OneToOneField(
        Generation, primary_key=True, on_delete=models.CASCADE, related_name="cancellation"
    )
    created = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        """Return which generation it is about."""
        return f"cancellation of {self.generation_id}"
