"""The receipt of a generation: the whole truth on one page, as parts that the template prints one after another."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.urls import reverse

from aquatint.generations.models import Attempt, AttemptState, Generation, Input, Plan
from aquatint.ledger.models import Entry
from aquatint.media.models import Image
from aquatint.providers.registry import PROVIDERS
from aquatint.providers.types import Size
from aquatint.studio import proofs, words
from aquatint.studio.cards import Card, painter, said_of

_BAR = 640
_GAP = 2
_ENTRIES = {
    "held": "On hold",
    "captured": "Taken for pictures",
    "released": "Released, back in the balance",
    "lapsed": "Lapsed: the credits ended while on hold",
}
_SETTINGS = {
    "quality": "Quality",
    "output_format": "Format",
    "background": "Background",
    "complexity": "Thinking",
    "seed": "Seed",
}
_READ = (("Understood", "understood"), ("Left out", "not_understood"), ("Not drawn", "not_drawn"), ("Done", "done"))
_ATTEMPTS = {
    AttemptState.SENT: "sent, no answer yet",
    AttemptState.SUCCEEDED: "answered",
    AttemptState.FAILED: "failed",
    AttemptState.UNKNOWN: "went silent",
}


class Line(NamedTuple):
    """One line of the comparison of what was asked and what came."""

    name: str
    asked: str
    got: str


class Span(NamedTuple):
    """One part of the time bar."""

    name: str
    length: str
    tone: int
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Cost:
    """One ledger line."""

    moment: str
    title: str
    credits: int
    is_return: bool


@dataclass(frozen=True, slots=True)
class Call:
    """One attempt as the receipt tells it."""

    number: int
    facts: list[tuple[str, str, bool]]


class Receipt:
    """The receipt of a generation, seen from one of its pictures or from none."""

    def __init__(self, generation: Generation, image: Image | None = None) -> None:
        self.generation = generation
        self.card = Card(generation)
        self.image = image

    @property
    def title(self) -> str:
        """The beginning of the words."""
        text = self.card.words
        return text if len(text) <= 72 else f"{text[:70].rsplit(' ', 1)[0]} …"  # noqa: PLR2004 -- two lines of a heading

    @property
    def moment(self) -> str:
        """When it was asked for."""
        return words.moment_of(self.generation.created)

    @property
    def delivered(self) -> str:
        """How many came of how many."""
        return f"{len(self.card.delivered)} of {words.pictures(self.generation.shots_wanted)}"

    @property
    def charged(self) -> str:
        """What it cost in the end."""
        quoted = words.credits_of(self.generation.quoted)
        if self.generation.trial:
            return "free, the one picture without an account"
        if self.generation.is_open:
            return f"nothing yet, {quoted} on hold"
        return f"{words.credits_of(self.generation.charged)}, of {self.generation.quoted:,} held"

    @property
    def painter(self) -> str:
        """Who painted."""
        return painter(self.generation)

    @property
    def lines(self) -> list[Line]:
        """What was asked, and what came."""
        lines = [Line("Words", self.generation.prompt, self._words_sent()), self._size_line()]
        lines += [line for name in _SETTINGS if (line := self._setting_line(name))]
        if texts := self.generation.asked.get("texts"):
            condition = "; not exact, not charged" if self.generation.asked.get("texts_required") else ""
            told = proofs.texts_line(proofs.texts_of(self.image)) if self.image else "read on each picture"
            lines.insert(1, Line("Exact texts", ", ".join(f"“{text}”" for text in texts) + condition, told))
        return [lines[0], *self._shot_lines(), *self._input_lines(), *lines[1:]]

    def _shot_lines(self) -> list[Line]:
        """Return the words of each picture of a set, or of the one that is shown."""
        if not self.generation.is_set:
            return []
        shots = [shot for shot in self.card.shots if self.image is None or shot.image == self.image]
        came = ("returned", "delivered")
        return [Line(f"{shot.index + 1} {shot.title}", shot.prompt, came[shot.image is not None]) for shot in shots]

    def _input_lines(self) -> list[Line]:
        rows = list(self.generation.inputs.all())
        images = [row for row in rows if row.role == Input.Role.IMAGE]
        if not images:
            return []
        reference = self.generation.sent.get("roles") == "reference"
        used = (
            "all as references"
            if reference
            else "the first changed, the others references"
            if len(images) > 1
            else "changed"
        )
        lines = [Line("Pictures sent", words.pictures(len(images)), used)]
        if any(row.role == Input.Role.MASK for row in rows):
            lines.append(Line("Mark", "a part may change", self._mark()))
        if not reference:
            wish = "off" if self.generation.asked.get("lock") == "off" else "on"
            lock = proofs.lock_of(self.image) if self.image else None
            lines.append(Line("Pixel lock", wish, lock.line if lock else "–"))
        return lines

    def _mark(self) -> str:
        lock = proofs.lock_of(self.image) if self.image else None
        return "respected" if lock and lock.is_exact else "sent to the provider"

    def _words_sent(self) -> str:
        said = self._said().get("revised_prompt")
        if said and said != self.generation.sent.get("prompt"):
            return f"sent as typed; the provider says it painted: {said}"
        return "sent as typed"

    def _size_line(self) -> Line:
        asked = Size.parse(str(self.generation.asked.get("size", "")))
        sent = self.generation.size
        wish = words.pixels(asked) if asked else "left to the studio"
        shown = [self.image] if self.image else [shot.image for shot in self.card.delivered]
        came = dict.fromkeys(words.pixels(Size(image.width, image.height)) for image in shown if image)
        return Line("Size", wish if asked == sent else f"{wish}, sent as {words.pixels(sent)}", ", ".join(came) or "–")

    def _setting_line(self, name: str) -> Line | None:
        asked, sent = self.generation.asked.get(name), self.generation.sent.get(name)
        if sent in (None, "auto") and asked in (None, "auto"):
            return None
        wish = f"{asked}" if asked == sent else f"{asked}, sent as {sent}"
        if name == "output_format" and self.image:
            return Line(_SETTINGS[name], wish.upper(), f"{self.image.suffix.upper()}, {words.weight(self.image.bytes)}")
        wish = wish.upper() if name == "output_format" else wish
        came = str(self._said().get(name, "not said"))
        came = came.upper() if name == "output_format" and name in self._said() else came
        return Line(_SETTINGS[name], wish, came)

    def _said(self) -> Mapping[str, Any]:
        delivered = [shot.image for shot in self.card.delivered]
        return said_of(self.image or (delivered[0] if delivered else None))

    @property
    def read(self) -> list[tuple[str, str]]:
        """Which words the sandbox painter understood, and which it left out."""
        said = self._said()
        told = [(name, said.get(key)) for name, key in _READ]
        return [(name, ", ".join(map(str, found))) for name, found in told if isinstance(found, list) and found]

    @property
    def calls(self) -> list[Call]:
        """Every call to a provider."""
        return [Call(attempt.number, _attempt_facts(attempt)) for attempt in self.card.attempts]

    @property
    def spans(self) -> list[Span]:
        """The time, part by part."""
        start, end = self.generation.created, self.generation.finished
        started = self.generation.started
        if end is None or started is None:
            return []
        painted = max((attempt.finished for attempt in self.card.attempts if attempt.finished), default=end)
        moments = [start, started, min(painted, end), end]
        names = ("waiting", "painting", "checking and keeping")
        parts = [(name, (b - a).total_seconds()) for name, a, b in zip(names, moments[:-1], moments[1:], strict=True)]
        return _bar([(name, seconds) for name, seconds in parts if seconds > 0])

    @property
    def took(self) -> str:
        """The whole time."""
        end = self.generation.finished
        return words.took((end - self.generation.created).total_seconds()) if end else ""

    @property
    def costs(self) -> list[Cost]:
        """The ledger's lines about this generation."""
        entries = Entry.objects.filter(hold=self.generation.hold_id).select_related("lot").order_by("id")
        return [_cost(entry) for entry in entries]

    @property
    def planned(self) -> str:
        """Where the plan of a set is."""
        plan = Plan.objects.filter(generation=self.generation).first()
        return reverse("plan", args=[plan.public_id]) if plan else ""

    @property
    def file_facts(self) -> list[tuple[str, str, bool]]:
        """What is known about the picture's file."""
        return file_facts(self.image) if self.image else []


def file_facts(image: Image) -> list[tuple[str, str, bool]]:
    """Return what is known about a picture's file: name, value, whether it is code."""
    size = Size(image.width, image.height)
    return [
        ("Number", image.public_id, True),
        ("Kind", f"{image.suffix.upper()}, {words.pixels(size)}, {words.weight(image.bytes)}", False),
        ("Transparency", "yes" if image.alpha else "no", False),
        ("SHA-256", image.sha256, True),
        ("Kept since", words.moment_of(image.created), False),
    ]


def _attempt_facts(attempt: Attempt) -> list[tuple[str, str, bool]]:
    facts = [
        ("Provider", _provider(attempt.provider), False),
        ("Model", attempt.model, True),
        ("Request id", attempt.request_id or "none given", bool(attempt.request_id)),
        ("Outcome", _ATTEMPTS[AttemptState(attempt.state)], False),
        ("Called", _period(attempt.created, attempt.finished), False),
    ]
    if attempt.error_code:
        facts.append(("Reason", attempt.error_code, True))
    if attempt.usage:
        facts.append(("Used upstream", _usage(attempt.usage), False))
    return facts


def _provider(slug: str) -> str:
    known = PROVIDERS.get(slug)
    return known.title if known else slug


def _period(start: datetime, end: datetime | None) -> str:
    if end is None:
        return f"{start:%H:%M:%S} UTC"
    return f"{start:%H:%M:%S} to {end:%H:%M:%S} UTC, {words.took((end - start).total_seconds())}"


def _usage(usage: Mapping[str, Any]) -> str:
    parts = []
    for name, value in usage.items():
        told = (
            f"{value:,}" if isinstance(value, int) else json.dumps(value) if isinstance(value, dict | list) else value
        )
        if not isinstance(value, dict | list):
            parts.append(f"{str(name).replace('_', ' ')} {told}")
    return ", ".join(parts) or "nothing said"


def _bar(parts: list[tuple[str, float]]) -> list[Span]:
    whole = sum(seconds for _, seconds in parts) or 1
    room = _BAR - _GAP * (len(parts) - 1)
    spans, x = [], 0.0
    for tone, (name, seconds) in enumerate(parts, start=1):
        width = room * seconds / whole
        spans.append(Span(name, words.took(seconds), tone, round(x, 1), round(max(width, 1), 1)))
        x += width + _GAP
    return spans


def _cost(entry: Entry) -> Cost:
    source = f", {entry.lot.get_source_display()}" if entry.lot else ""
    title = _ENTRIES.get(entry.movement, entry.movement) + source
    return Cost(f"{entry.created:%H:%M:%S}", title, entry.credits, entry.movement == "released")
