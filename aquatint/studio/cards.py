"""A generation as its card shows it: where it is, what was asked, what came, what it cost, what to do."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.urls import reverse

from aquatint.generations.extending import own_words
from aquatint.generations.models import Attempt, Generation, Shot, State
from aquatint.kit import clock, ids
from aquatint.media.models import Image
from aquatint.providers.types import Size
from aquatint.studio import proofs, words
from aquatint.studio.notices import Notice, notice_of
from aquatint.studio.proofs import Fit, Lock

_STEPS = 10
_TONES = {
    State.RUNNING: "copper",
    State.DONE: "good",
    State.RETURNED: "good",
    State.PARTIAL: "warn",
    State.UNSETTLED: "warn",
    State.REFUSED: "bad",
}
_SHAPES = ((2.4, "banner"), (1.05, "wide"), (0.95, "square"), (0.65, "tall"), (0.45, "slim"), (0.0, "sliver"))
_COLUMNS = (1, 1, 2, 3, 4, 3, 3, 4, 4)
_COLUMNS_WIDE = (1, 1, 2, 3, 2, 3, 3, 4, 4)
_COLUMNS_BANNER = (1, 1, 1, 1, 2, 2, 2, 2, 2)
_LATE = 1.5
_UNMET = (("Left out", "not_understood"), ("Not drawn", "not_drawn"))


@dataclass(frozen=True, slots=True)
class Print:
    """One wanted picture: its place, and the picture or what there is of it."""

    index: int
    number: str
    width: int
    height: int
    note: str = ""
    src: str = ""
    href: str = ""
    alt: str = ""
    is_clear: bool = False
    fit: Fit | None = None


class Card:
    """One generation in the stream. The same card stands on the page and comes with a live update."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.id = generation.public_id
        self.state = State(generation.state)
        self.word = self.state.label
        self.tone = _TONES.get(self.state, "")
        self.is_open = generation.is_open
        self.is_sandbox = generation.offer.is_sandbox
        extended = generation.sent.get("extends")
        self.words = (own_words(generation.prompt) or "Extended") if extended else generation.prompt
        self.created = generation.created
        self.receipt = reverse("generation", args=[self.id])
        self.cancel = reverse("cancel", args=[self.id])
        # A picture is extended again where that is done, from the one that lies inside.
        extend = f"{reverse('image', args=[extended['image']])}?job=extend" if extended else ""
        self.again = extend or f"{reverse('home')}?again={self.id}#composer"

    @cached_property
    def shots(self) -> list[Shot]:
        """The wanted pictures in order."""
        return list(self.generation.shots.all())

    @cached_property
    def delivered(self) -> list[Shot]:
        """The shots that came."""
        return [shot for shot in self.shots if shot.image is not None]

    @cached_property
    def attempts(self) -> list[Attempt]:
        """The calls to the provider, oldest first."""
        return list(self.generation.attempts.all())

    @property
    def label(self) -> str:
        """What a screen reader says first."""
        return f"{self.word}: {self.words[:80]}"

    @property
    def width(self) -> int:
        """The width of the asked size."""
        return self.generation.size.width

    @property
    def height(self) -> int:
        """The height of the asked size."""
        return self.generation.size.height

    @property
    def took(self) -> str:
        """How long the painting took, once it has ended."""
        start, end = self.generation.started, self.generation.finished
        return f", in {words.took(self._seconds(start, end))}" if start and end else ""

    @staticmethod
    def _seconds(start: datetime, end: datetime) -> float:
        return (end - start).total_seconds()

    # Waiting and drawing

    @property
    def place(self) -> str:
        """The place in line."""
        return words.place(self.generation.place_in_line)

    @property
    def outlook(self) -> str:
        """How long it will take once it starts."""
        return f"Painting usually takes {words.about(self.usual_seconds)}."

    @property
    def started(self) -> datetime:
        """When the painting began."""
        return self.generation.started or self.created

    @property
    def usual_seconds(self) -> int:
        """How long this usually takes."""
        return self.generation.usual_seconds

    @property
    def usual(self) -> str:
        """The usual time in words."""
        return f"usually {words.about(self.usual_seconds)}"

    @property
    def is_late(self) -> bool:
        """Whether it takes clearly longer than usual."""
        return self._seconds(self.started, clock.now()) > _LATE * self.usual_seconds

    @property
    def elapsed(self) -> str:
        """The clock's face at this moment; the page's script moves it on."""
        return words.clock_face(self._seconds(self.started, clock.now()))

    @property
    def steps(self) -> list[str]:
        """The bite strip: which of its ten steps are done, and which is being bitten."""
        share = self._seconds(self.started, clock.now()) / max(1, self.usual_seconds)
        done = min(_STEPS - 1, max(0, int(share * _STEPS)))
        return ["on"] * done + ["now"] + [""] * (_STEPS - 1 - done)

    @property
    def can_cancel(self) -> bool:
        """Whether stopping makes sense."""
        return self.state in {State.QUEUED, State.RUNNING} and not hasattr(self.generation, "cancellation")

    @property
    def cancel_words(self) -> str:
        """What stopping gives back."""
        if self.state == State.RUNNING:
            return "Cancel"
        return "Cancel" if self.generation.trial else f"Cancel, {words.credits_of(self.generation.quoted)} back"

    # Pictures

    @cached_property
    def prints(self) -> list[Print]:
        """The pictures, or the places that are kept for them."""
        if self.state in {State.RUNNING, State.QUEUED}:
            partials = {partial["shot"]: partial["index"] for partial in self.generation.partials}
            return [self._early(shot.index, partials.get(shot.index)) for shot in self.shots]
        return [self._print(shot) for shot in self.delivered]

    def _number(self, index: int) -> str:
        return f"{index + 1}/{self.generation.shots_wanted}"

    def _early(self, index: int, partial: int | None) -> Print:
        src = f"/files/partials/{self.id}/{index}/{partial}" if partial is not None else ""
        return Print(index, self._number(index), self.width, self.height, note=self.shots[index].title, src=src)

    def _print(self, shot: Shot) -> Print:
        image = shot.image
        assert image is not None  # noqa: S101 -- only delivered shots come here
        return Print(
            index=shot.index,
            number=self._number(shot.index),
            note=shot.title,
            fit=proofs.fit_of(image),
            width=image.width,
            height=image.height,
            src=f"/files/{image.public_id}/{'thumb' if self.generation.shots_wanted > 1 else 'preview'}",
            href=reverse("image", args=[image.public_id]),
            alt=shot.prompt[:160],
            is_clear=image.alpha,
        )

    @property
    def layout(self) -> str:
        """The shape of the pictures, by which their greatest width is chosen so that none is taller than a screen."""
        ratio = self.width / self.height
        return next(name for least, name in _SHAPES if ratio >= least)

    @property
    def columns(self) -> int:
        """How many pictures stand beside each other."""
        rows = {"banner": _COLUMNS_BANNER, "wide": _COLUMNS_WIDE}.get(self.layout, _COLUMNS)
        return rows[min(len(self.prints), len(rows) - 1)]

    @property
    def download(self) -> str:
        """Where the file is, if there is exactly one."""
        if len(self.delivered) != 1 or self.delivered[0].image is None:
            return ""
        return f"/files/{self.delivered[0].image.public_id}?download=1"

    @property
    def change(self) -> str:
        """Where the picture can be changed, if there is exactly one."""
        if len(self.delivered) != 1 or self.delivered[0].image is None:
            return ""
        return reverse("image", args=[self.delivered[0].image.public_id])

    # Facts

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Asked and got, with what, and what it costs."""
        lines = [("Asked", asked(self.generation))]
        if self.delivered:
            lines.append(("Got", got(self.delivered)))
        lines += [(name, told) for name, key in _UNMET if (told := self._told(key))]
        lines += self._proofs()
        lines += [("With", painter(self.generation)), self._cost()]
        return lines

    def _told(self, key: str) -> str:
        """Return words that the sandbox painter did not understand or did not draw, as it says itself."""
        found = said_of(self.delivered[0].image if self.delivered else None).get(key)
        return ", ".join(map(str, found)) if isinstance(found, list) else ""

    def _proofs(self) -> list[tuple[str, str]]:
        images = [shot.image for shot in self.delivered if shot.image is not None]
        texts = [text for image in images for text in proofs.texts_of(image)]
        lines = [("Pixel lock", self.lock.line)] if self.lock else []
        return [*lines, ("Texts", proofs.texts_line(texts))] if texts else lines

    @cached_property
    def lock(self) -> Lock | None:
        """The pixel lock's proof, if this is the edit of one picture."""
        first = self.delivered[0].image if len(self.delivered) == 1 else None
        return proofs.lock_of(first) if first else None

    @property
    def doubt(self) -> str:
        """What to look at, when the lock is not sure that it kept what was meant."""
        return self.lock.doubt if self.lock else ""

    @property
    def wrong_texts(self) -> str:
        """Where a repair of the exact texts is offered, if one is needed and there is one picture."""
        first = self.delivered[0].image if len(self.delivered) == 1 else None
        wrong = first is not None and any(text.can_repair for text in proofs.texts_of(first))
        return f"{reverse('image', args=[first.public_id])}?job=text#texts" if first and wrong else ""

    def _cost(self) -> tuple[str, str]:
        quoted = self.generation.quoted
        if self.generation.trial:
            return "Cost", "free, the one picture without an account"
        if self.state == State.UNSETTLED:
            return "On hold", f"{words.credits_of(quoted)}, not charged"
        if self.is_open:
            return "On hold", words.credits_of(quoted)
        return "Charged", f"{self.generation.charged:,} of {words.credits_of(quoted)}"

    @property
    def notice(self) -> Notice | None:
        """What has to be said, when it did not simply go well."""
        return notice_of(self.generation, len(self.delivered), self.attempts)


def said_of(image: Image | None) -> Mapping[str, Any]:
    """Return what the maker of a picture told about it."""
    said = image.facts.get("said", image.facts) if image else {}
    return said if isinstance(said, dict) else {}


def asked(generation: Generation) -> str:
    """Return what was asked for in one line."""
    parts = [words.pictures(generation.shots_wanted), words.pixels(generation.size), generation.sent["quality"]]
    if generation.sent.get("complexity") == "high":
        parts.append("Thinking")
    if generation.sent.get("inputs"):
        parts.insert(0, "with references" if generation.sent.get("roles") == "reference" else "an edit")
    if generation.is_set:
        parts.insert(0, "a set")
    return ", ".join(parts)


def got(delivered: Iterable[Shot]) -> str:
    """Return what came in one line."""
    sizes = [Size(shot.image.width, shot.image.height) for shot in delivered if shot.image is not None]
    return ", ".join(
        f"{sizes.count(size)} × {words.pixels(size)}" if len(sizes) > 1 else words.pixels(size)
        for size in dict.fromkeys(sizes)
    )


def painter(generation: Generation) -> str:
    """Return who painted, in words; the sandbox says that it is one."""
    if generation.offer.is_sandbox:
        return "sandbox painter, no model"
    return f"{generation.offer.title}, {generation.offer.provider_title}"


def find(person_id: UUID, public_id: str) -> Generation | None:
    """Return a person's generation with all that a card needs, or None."""
    row = ids.parse(Generation.prefix, public_id)
    return rows_of(person_id).filter(id=row).first() if row else None


def rows_of(person_id: UUID) -> QuerySet[Generation]:
    """Return a person's generations, newest first, with all that cards need in a fixed number of queries."""
    rows = Generation.objects.filter(person_id=person_id).select_related("offer", "cancellation")
    shots = Shot.objects.select_related("image__proof", "image__consistency")
    return rows.prefetch_related(Prefetch("shots", shots), "shots__image__texts", "attempts").order_by("-id")
