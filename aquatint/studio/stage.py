"""The stage as a template reads it: one picture, its jobs, its versions, and what is proved of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.urls import reverse

from aquatint.accounts.models import Person
from aquatint.catalog import offers
from aquatint.catalog.fit import fit
from aquatint.catalog.models import Offer
from aquatint.catalog.quote import quote
from aquatint.generations import texts as painted_texts
from aquatint.generations.models import Generation, Shot
from aquatint.generations.versions import painted_with
from aquatint.kit.errors import AquatintError
from aquatint.media.models import Image
from aquatint.providers.types import Size
from aquatint.studio import cards, extending, proofs, words
from aquatint.studio.composer import DEFAULTS, Price, as_source, offer_of, qualities_of, shortage
from aquatint.studio.forms import MODES, MOST_TEXTS, EditForm, edit_of
from aquatint.studio.proofs import Fit, Lock, Text
from aquatint.studio.receipts import Receipt
from aquatint.studio.timeline import Step, number_of, timeline

DOWNLOADS = (
    ("png", "PNG", "no loss, the largest file"),
    ("webp", "WebP", "small, keeps transparency"),
    ("jpeg", "JPEG", "opens everywhere"),
    ("avif", "AVIF", "the smallest file"),
)
_FACTORS = (2, 4)
_MOST_PIXELS = 4096 * 4096


class Job(NamedTuple):
    """Something that can be done with the picture."""

    name: str
    title: str
    icon: str
    gap: bool = False


JOBS = (
    Job("region", "Change a region", "brush"),
    Job("whole", "Change with words", "picture"),
    Job("extend", "Extend", "extend"),
    Job("text", "Exact text", "letters", gap=True),
    Job("cutout", "Background away", "cut"),
    Job("upscale", "Upscale", "up", gap=True),
    Job("save", "Save as", "download"),
)


class Larger(NamedTuple):
    """A size to upscale to."""

    size: Size
    title: str
    pixels: str


class Sibling(NamedTuple):
    """A small picture that leads to another shot of the same generation."""

    number: int
    title: str
    href: str
    src: str
    width: int
    height: int
    is_this: bool


@dataclass(frozen=True, slots=True)
class Repair:
    """An exact text with what its repair by painting costs."""

    text: Text
    price: str


class Stage:
    """One picture on its stage."""

    def __init__(
        self, image: Image, person: Person, form: EditForm | None = None, *, job: str = "", model: str = ""
    ) -> None:
        self.image = image
        self.person = person
        self.is_member = not person.is_guest
        self.offer = offer_of(str(form["model"].value() or "") if form else model or self._model())
        self.form = form or EditForm(initial={**self._start(), **({"job": job} if job else {})})
        self.size = Size(image.width, image.height)
        self.pixels = words.pixels(self.size)
        self.kind = f"{image.suffix.upper()}, {words.weight(image.bytes)}"
        self.href = reverse("image", args=[image.public_id])

    # What it is

    @cached_property
    def shot(self) -> Shot | None:
        """The shot that this picture answers, if a generation made it."""
        return Shot.objects.filter(image=self.image).select_related("generation__offer").first()

    @cached_property
    def generation(self) -> Generation | None:
        """The generation that made it, with all that its card needs."""
        return cards.find(self.image.owner_id, self.shot.generation.public_id) if self.shot else None

    @cached_property
    def receipt(self) -> Receipt | None:
        """The receipt, if a generation made it."""
        return Receipt(self.generation, self.image) if self.generation else None

    @property
    def title(self) -> str:
        """The beginning of its words, or of its name."""
        return self.receipt.title if self.receipt else self.image.name or "Picture"

    @property
    def alt(self) -> str:
        """What a screen reader says for the picture."""
        return self.receipt.card.words[:160] if self.receipt else self.image.name or "Your picture"

    @property
    def painter(self) -> str:
        """Who painted, for the pencil line."""
        if self.generation is None:
            return "upload" if self.image.origin == "upload" else "made here from another picture"
        return "sandbox painter, no model" if self.generation.offer.is_sandbox else cards.painter(self.generation)

    @cached_property
    def siblings(self) -> list[Sibling]:
        """The shots of the same generation, if there are several."""
        if self.receipt is None:
            return []
        found = [_sibling(shot, shot.image, self.image) for shot in self.receipt.card.delivered if shot.image]
        return found if len(found) > 1 else []

    @property
    def previous(self) -> str:
        """Where the shot before this one is."""
        return self._beside(-1)

    @property
    def next(self) -> str:
        """Where the shot after this one is."""
        return self._beside(1)

    def _beside(self, step: int) -> str:
        here = next((index for index, one in enumerate(self.siblings) if one.is_this), -1) + step
        return self.siblings[here].href if self.siblings and 0 <= here < len(self.siblings) else ""

    # Versions and proofs

    @cached_property
    def versions(self) -> list[Step]:
        """The versions along the stage."""
        return timeline(self.image)

    @property
    def version(self) -> int:
        """The number of this version, or 0 if the picture stands alone."""
        return number_of(self.versions)

    @cached_property
    def before(self) -> Image | None:
        """What it was made from, to be compared with."""
        version = getattr(self.image, "version", None)
        return version.parent if version else None

    @property
    def compare_at(self) -> int:
        """Where the handle between before and after begins, in per cent: so that a change is seen on the left too."""
        lefts = [region["box"][0] for region in self.lock.report.get("regions") or []] if self.lock else []
        return max(5, min(50, 100 * min(lefts) // self.image.width - 5)) if lefts else 50

    @cached_property
    def lock(self) -> Lock | None:
        """The proof of the pixel lock."""
        return proofs.lock_of(self.image)

    @cached_property
    def texts(self) -> list[Repair]:
        """The exact texts, how they read, and what a repair would cost."""
        return [Repair(text, self._repaint(text)) for text in proofs.texts_of(self.image)]

    @property
    def texts_tag(self) -> tuple[str, str]:
        """The text proof in a word: its tone, and what it says."""
        wrong = sum(one.text.tone == "bad" for one in self.texts)
        if wrong:
            return "bad", f"{wrong} of {len(self.texts)} not exact"
        unread = sum(not one.text.is_exact for one in self.texts)
        return ("warn", f"{unread} of {len(self.texts)} not read") if unread else ("good", "exact")

    def _repaint(self, text: Text) -> str:
        if not text.can_repair or not self.is_member:
            return ""
        try:
            return words.credits_of(painted_texts.quote_repaint(self.image, text.index).total)
        except AquatintError:
            return ""

    @property
    def fonts(self) -> tuple[tuple[str, str], ...]:
        """The typefaces for a text that is set, each with its name."""
        return proofs.FONTS

    @property
    def fit(self) -> Fit | None:
        """How it fits its set."""
        return proofs.fit_of(self.image)

    @property
    def plan(self) -> Mapping[str, Any]:
        """What Thinking decided before painting, if the maker told it."""
        plan = cards.said_of(self.image).get("plan")
        return plan if isinstance(plan, dict) else {}

    # Jobs

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What can be done with it."""
        takes = self.offer.can.edits
        return tuple(job for job in JOBS if takes or job.name not in {"region", "whole", "extend"})

    @property
    def job(self) -> str:
        """The job that is open."""
        chosen = self.form["job"].value()
        names = [job.name for job in self.jobs]
        return chosen if chosen in names else names[0]

    @property
    def offers(self) -> list[Offer]:
        """The models on offer."""
        return offers.on_offer()

    @property
    def qualities(self) -> list[tuple[str, str]]:
        """The qualities that have a price with this model."""
        return qualities_of(self.offer)

    @property
    def quality(self) -> str:
        """The quality that is chosen; another one where this model has not that."""
        offered = [value for value, _ in self.qualities]
        wanted = str(self.form["quality"].value() or "")
        return wanted if wanted in offered else DEFAULTS["quality"] if DEFAULTS["quality"] in offered else offered[-1]

    @property
    def modes(self) -> tuple[tuple[str, str], ...]:
        """Instant, and Thinking where the model can."""
        return MODES if self.offer.thinks else ()

    @property
    def exact_texts(self) -> list[str]:
        """The exact texts of the form so far, and an empty row for the next."""
        return [*filter(None, self.form["texts"].value() or []), ""][:MOST_TEXTS]

    @property
    def has_more(self) -> bool:
        """Whether the folded settings hold something: then they stand open."""
        return len(self.exact_texts) > 1 or self.form["quality"].value() != DEFAULTS["quality"]

    @property
    def price(self) -> Price:
        """Price and usual time of a change with the settings as they are."""
        names = ("quality", "mode")
        return price_of(self.person, self.image, self.offer, {name: self.form[name].value() for name in names})

    @property
    def extension(self) -> Price:
        """Price and usual time of going on beyond the edges, as the form begins."""
        return extending.price_of(self.person, self.image, self.offer, extending.START)

    @property
    def edges(self) -> list[tuple[str, str, bool]]:
        """The edges at which it can go on, and whether they are chosen at first."""
        return [(value, title, value in extending.START["edges"]) for value, title in extending.EDGES]

    @property
    def amounts(self) -> list[tuple[str, str, bool]]:
        """How far it can go on, and whether that is chosen at first."""
        return [(value, title, value == extending.START["by"]) for value, title in extending.AMOUNTS]

    @property
    def shapes(self) -> list[tuple[str, str]]:
        """The shapes to which it can go on."""
        return extending.shapes_for(self.image)

    @property
    def inside(self) -> tuple[int, int, int, int] | None:
        """Where in it the picture lies that was extended: left, top, width, height."""
        version = getattr(self.image, "version", None)
        return tuple(version.facts["inside"]) if version and "inside" in version.facts else None

    @property
    def larger(self) -> list[Larger]:
        """The sizes to upscale to."""
        sizes = [Size(self.size.width * factor, self.size.height * factor) for factor in _FACTORS]
        return [
            Larger(size, f"{factor} ×", words.pixels(size))
            for factor, size in zip(_FACTORS, sizes, strict=True)
            if size.pixels <= _MOST_PIXELS
        ]

    @property
    def downloads(self) -> list[tuple[str, str, str]]:
        """The types to save it as, with what each is good for; the file itself comes first."""
        others = [one for one in DOWNLOADS if one[0] != _type(self.image)]
        return others if self.image.media_type != "image/svg+xml" else []

    def _start(self) -> dict[str, Any]:
        return {
            "job": "region",
            "lock": True,
            "quality": DEFAULTS["quality"],
            "mode": "instant",
            "model": self.offer.slug,
        }

    def _model(self) -> str | None:
        """Return who goes on with it: whoever painted it, also if free steps of ours lie between."""
        offer = self.generation.offer if self.generation else painted_with(self.image)
        return offer.slug if offer else None


def price_of(person: Person, image: Image, offer: Offer, values: Mapping[str, Any]) -> Price:
    """Return what a change of this picture costs with these settings, or why it cannot be had."""
    source = as_source(Size(image.width, image.height))
    chosen = {"prompt": "…", "lock": True, "quality": DEFAULTS["quality"], **values}
    try:
        quoted = quote(offer, fit(offer, edit_of(chosen, offer, [source], None)))
    except AquatintError as error:
        return Price("–", "", "", error.sentence)
    note = shortage(person, quoted.total)
    return Price(words.credits_of(quoted.total), words.about(quoted.seconds), "", note, bool(note))


def _sibling(shot: Shot, image: Image, this: Image) -> Sibling:
    return Sibling(
        number=shot.index + 1,
        title=shot.title or f"Picture {shot.index + 1}",
        href=reverse("image", args=[image.public_id]),
        src=f"/files/{image.public_id}/thumb",
        width=image.width,
        height=image.height,
        is_this=image.pk == this.pk,
    )


def _type(image: Image) -> str:
    return image.media_type.removeprefix("image/")
