"""The papers of a picture: the receipt of its making, its proofs, what it carries of its origin."""

from functools import cached_property

from django.urls import reverse

from aquatint.accounts.models import Person
from aquatint.generations.models import Generation, Version
from aquatint.imaging.provenance import has_credentials
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.providers.types import Size
from aquatint.studio import cards, proofs, words
from aquatint.studio.proofs import Fit, Lock, Text
from aquatint.studio.receipts import Receipt, file_facts


class Paper:
    """Everything that is to be said about one picture, whoever made it."""

    def __init__(self, image: Image, person: Person) -> None:
        self.image = image
        self.person = person
        self.href = reverse("image", args=[image.public_id])

    @cached_property
    def receipt(self) -> Receipt | None:
        """The receipt of the generation that painted it; a version made here has none, nor has an upload."""
        shot = getattr(self.image, "shot", None)
        found = cards.find(self.person.pk, shot.generation.public_id) if shot else None
        return Receipt(found, self.image) if found else None

    @property
    def generation(self) -> Generation | None:
        """The generation that painted it."""
        return self.receipt.generation if self.receipt else None

    @property
    def title(self) -> str:
        """The beginning of its words, or of its name."""
        return self.receipt.title if self.receipt else self.image.name or "Picture"

    @cached_property
    def version(self) -> Version | None:
        """What was done to another picture to make this one."""
        return getattr(self.image, "version", None)

    @property
    def lock(self) -> Lock | None:
        """The pixel lock's proof."""
        return proofs.lock_of(self.image)

    @cached_property
    def texts(self) -> list[Text]:
        """The exact texts and how they read."""
        return proofs.texts_of(self.image)

    @property
    def fit(self) -> Fit | None:
        """How it fits its set."""
        return proofs.fit_of(self.image)

    @property
    def made(self) -> list[tuple[str, str]]:
        """How this version was made here, without a provider."""
        if self.version is None:
            return []
        parent = self.version.parent
        return [
            ("Made by", f"{self.version.get_how_display()}, here, without a provider and without a charge"),
            ("From", f"{parent.public_id}, {words.pixels(Size(parent.width, parent.height))}"),
            *self._what(),
        ]

    def _what(self) -> list[tuple[str, str]]:
        facts = self.version.facts if self.version else {}
        plain = {name: value for name, value in facts.items() if isinstance(value, str | int | float) and value != ""}
        return [(str(name).replace("_", " ").capitalize(), str(value)) for name, value in plain.items()]

    @property
    def sharpness(self) -> str:
        """Whether the pixels are the painter's own or resampled."""
        how = self.version.how if self.version else ""
        if how == Version.How.UPSCALE:
            return "upscaled here: resampled, no new detail"
        said = cards.said_of(self.image)
        return (
            "resampled to the asked size"
            if said.get("resampled") or said.get("upscaled")
            else "native, as it was painted"
        )

    @cached_property
    def origin(self) -> list[tuple[str, str]]:
        """What the file itself carries about where it comes from."""
        return [("Credentials", self._credentials()), ("Pixels", self.sharpness)]

    def _credentials(self) -> str:
        try:
            signed = has_credentials(storage.path_of(self.image.sha256))
        except OSError:
            return "the file cannot be read at the moment"
        return "C2PA credentials are in the file" if signed else "none in the file"

    @property
    def file_facts(self) -> list[tuple[str, str, bool]]:
        """What is known about the file."""
        return file_facts(self.image)
