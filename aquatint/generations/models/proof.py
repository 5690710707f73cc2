"""What is proved of a picture: where it came from, what an edit left alone, how its texts read, how it fits its set."""

from typing import ClassVar

from django.db import models

from aquatint.kit import clock, ids
from aquatint.media.models import Image


class Version(models.Model):
    """A picture that was made from another one. These rows are the tree: images joined by edits.

    `facts` says what was done, in the words of the verb: the choices, the size, the font.
    """

    class How(models.TextChoices):
        """What was done to the parent."""

        EDIT = "edit", "Edited"
        EXTEND = "extend", "Extended"
        ADJUST = "adjust", "Regions chosen"
        RAW = "raw", "The provider's own answer"
        OVERLAY = "overlay", "Text set in type"
        UPSCALE = "upscale", "Upscaled"
        CUTOUT = "cutout", "Background removed"

    image = models.OneToOneField(Image, primary_key=True, on_delete=models.CASCADE, related_name="version")
    parent = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="children")
    how = models.CharField(max_length=12, choices=How.choices)
    facts = models.JSONField(default=dict)
    created = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~models.Q(image=models.F("parent")), name="version_is_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        """Return what was done."""
        return self.how


class EditProof(models.Model):
    """The sidecar of an edit: what the provider sent, what was kept of it, and the proof for the rest.

    `raw` is the provider's answer as it came; `aligned` the same laid over the source, and `map` which region each
    pixel belongs to (8 bit; 0 is outside). These are pictures of the owner with the origin `sidecar`. `exact` says
    that everything outside is the source bit for bit: then `outside_max_error` (0 to 255) is 0. `sure` is False where
    a person should look. `report` is what the lock measured.
    """

    class Status(models.TextChoices):
        """How much of the picture the edit changed."""

        LOCAL = "local", "A part changed"
        GLOBAL = "global", "The whole picture changed"
        UNALIGNED = "unaligned", "Could not be compared"
        OFF = "off", "Without the lock"

    image = models.OneToOneField(Image, primary_key=True, on_delete=models.CASCADE, related_name="proof")
    source = models.ForeignKey(Image, on_delete=models.PROTECT, related_name="+")
    raw = models.ForeignKey(Image, null=True, on_delete=models.PROTECT, related_name="+")
    aligned = models.ForeignKey(Image, null=True, on_delete=models.PROTECT, related_name="+")
    map = models.ForeignKey(Image, null=True, on_delete=models.PROTECT, related_name="+")
    mask = models.ForeignKey(Image, null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=Status.choices)
    sure = models.BooleanField(default=True)
    exact = models.BooleanField(default=False)
    outside_max_error = models.PositiveIntegerField(null=True)
    percent_changed = models.FloatField(null=True)
    choices = models.JSONField(default=list)
    report = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(exact=False) | models.Q(outside_max_error=0), name="proof_exact_is_zero"
            ),
            models.CheckConstraint(
                condition=models.Q(aligned__isnull=True, map__isnull=True)
                | models.Q(aligned__isnull=False, map__isnull=False),
                name="proof_aligned_with_map",
            ),
        ]

    def __str__(self) -> str:
        """Return how much changed."""
        return self.status


class TextProof(models.Model):
    """One exact text that a picture must carry, and how it reads there.

    `report` holds the places and the rate at which the reader itself is right.
    """

    class Verdict(models.TextChoices):
        """How the text in the picture compares with the one that was asked for."""

        EXACT = "exact", "Exact"
        NEAR = "near", "Nearly"
        MISSING = "missing", "Missing"
        UNREADABLE = "unreadable", "No reader for this script"

    id = models.UUIDField(primary_key=True, default=ids.new, editable=False)
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="texts")
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    verdict = models.CharField(max_length=12, choices=Verdict.choices)
    read = models.TextField(blank=True)
    report = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["image", "position"], name="text_proof_once"),
        ]

    def __str__(self) -> str:
        """Return the verdict."""
        return self.verdict


class ConsistencyMark(models.Model):
    """How well a picture of a set fits its anchor.

    `palette` is a distance in OKLab, `structure` one of edges and light, `similarity` from 0 (nothing alike) to 1 (the
    same picture). `score` joins them; larger fits worse. `repainted` says that the picture here is the second try.
    """

    image = models.OneToOneField(Image, primary_key=True, on_delete=models.CASCADE, related_name="consistency")
    palette = models.FloatField()
    structure = models.FloatField()
    similarity = models.FloatField()
    score = models.FloatField()
    outlier = models.BooleanField(default=False)
    repainted = models.BooleanField(default=False)
    report = models.JSONField(default=dict)

    def __str__(self) -> str:
        """Return the score."""
        return f"{self.score:.2f}"
