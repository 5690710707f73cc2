"""Pictures as rows: who owns which bytes, and what is known about them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from aquatint.imaging import sniff
from aquatint.kit import clock
from aquatint.kit.rows import Row


class Origin(models.TextChoices):
    """Where a picture came from."""

    GENERATION = "generation"
    UPLOAD = "upload"
    VERSION = "version"
    """Made here from another picture, without a provider."""
    SIDECAR = "sidecar"
    """Kept beside a picture as its proof: a provider's raw answer, a change map. Not shown among the pictures."""


class Image(Row):
    """A picture that somebody owns: its facts and the hash of its bytes in the store.

    Several rows may share the same bytes. `facts` keeps what the provider said it used, or what was changed when an
    upload was taken in. A person with pictures cannot be deleted by accident (PROTECT): erasure forgets them first.
    """

    prefix = "img"

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="images")
    sha256 = models.CharField(max_length=64, db_index=True)
    bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alpha = models.BooleanField(default=False)
    origin = models.CharField(max_length=16, choices=Origin)
    facts = models.JSONField(default=dict)
    name = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["owner", "-id"], name="image_of_owner")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="image_sha256_is_hex"),
            models.CheckConstraint(condition=Q(bytes__gt=0, width__gt=0, height__gt=0), name="image_is_not_empty"),
            models.CheckConstraint(condition=Q(origin__in=list(Origin.values)), name="image_origin_is_known"),
        ]

    @property
    def suffix(self) -> str:
        """How a file of this type is called, without the dot."""
        return sniff.ALL_SUFFIXES.get(self.media_type, "bin")


class Bits(models.Field):  # type: ignore[type-arg]
    """256 bits, as PostgreSQL's `bit(256)`; in Python a text of 0 and 1."""

    def db_type(self, connection: object) -> str:  # noqa: ARG002
        """Return the type of the column."""
        return "bit(256)"


class Fingerprint(models.Model):
    """What a painted picture shows (PDQ, empty if that is too little) and the payload of its invisible mark, if any.

    Made in the background, so that a picture can be found again by a copy of it; gone with the picture.
    """

    image = models.OneToOneField(Image, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint")
    pdq = Bits(null=True)
    mark = models.BigIntegerField(null=True, db_index=True)
    made = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__range=(0, 2**32 - 1)), name="mark_has_32_bits"
            )
        ]

    def __str__(self) -> str:
        return f"fingerprint of {self.image_id}"
