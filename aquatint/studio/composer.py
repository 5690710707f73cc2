"""The composer as a template reads it: what can be chosen with this model, what is chosen, and what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aquatint.accounts.models import Person
from aquatint.catalog import offers
from aquatint.catalog.errors import ModelUnknown
from aquatint.catalog.fit import fit
from aquatint.catalog.models import Offer
from aquatint.catalog.quote import quote
from aquatint.catalog.sizes import SHAPES, class_of
from aquatint.generations.models import Generation, Input
from aquatint.kit import ids
from aquatint.kit.errors import AquatintError, Unavailable
from aquatint.ledger.balance import balance
from aquatint.media.models import Image
from aquatint.providers.types import Size, Source
from aquatint.studio import words
from aquatint.studio.forms import (
    FORMATS,
    KINDS,
    MODES,
    MOST_TEXTS,
    QUALITIES,
    ROLES,
    SAME,
    SIZES,
    ComposeForm,
    request_of,
    size_of,
)

DEFAULTS = {
    "shape": "4:5",
    "size": "2k",
    "n": 1,
    "quality": "medium",
    "mode": "instant",
    "kind": "variations",
    "role": "edit",
    "output_format": "png",
    "background": "",
}
BRIEF = {"shape": "3:4", "size": "1k", "n": 1, "quality": "medium", "mode": "instant"}
"""What a guest's free picture starts with."""
_KNOWN = {"shape": {*SHAPES, SAME}, "size": dict(SIZES)}
_ICONS = {
    "1:1": (26, 26),
    "4:5": (23, 28),
    "9:16": (18, 30),
    "3:4": (23, 30),
    "3:2": (32, 22),
    "16:9": (34, 20),
    "1.91:1": (34, 19),
    "3:1": (38, 14),
    SAME: (28, 24),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape to choose, with the size of its small drawing."""

    value: str
    title: str
    note: str
    width: int
    height: int

    @property
    def inner_width(self) -> int:
        """The width of the rectangle within its margin."""
        return self.width - 2

    @property
    def inner_height(self) -> int:
        """The height of the rectangle within its margin."""
        return self.height - 2


@dataclass(frozen=True, slots=True)
class Price:
    """What stands on the button, and the note below when it cannot be pressed with success."""

    price: str
    time: str
    pixels: str
    note: str = ""
    short: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it for the page's script."""
        told = {"price": self.price, "time": self.time, "pixels": self.pixels, "note": self.note}
        return {**told, "short": self.short}


@dataclass(slots=True)
class Composer:
    """The state of the composer on one page."""

    form: ComposeForm
    offer: Offer
    offers: list[Offer]
    quote: Price
    trial: str = ""
    brief: bool = False
    kept: Image | None = None
    sizes: tuple[tuple[str, str], ...] = SIZES
    modes: tuple[tuple[str, str], ...] = MODES
    kinds: tuple[tuple[str, str], ...] = KINDS
    roles: tuple[tuple[str, str], ...] = ROLES
    shapes: list[Shape] = field(default_factory=list)

    @property
    def qualities(self) -> list[tuple[str, str]]:
        """The qualities that have a price with this model."""
        return qualities_of(self.offer, brief=self.brief)

    @property
    def thinks(self) -> bool:
        """Whether the model can plan first."""
        return self.offer.thinks

    @property
    def formats(self) -> list[tuple[str, str]]:
        """The file types that the model makes."""
        return [(value, FORMATS[value]) for value in self.offer.can.formats if value in FORMATS]

    @property
    def texts(self) -> list[str]:
        """The exact texts so far, and an empty row for the next."""
        given = self.form["texts"].value() or []
        return [*filter(None, given), ""][:MOST_TEXTS]

    @property
    def has_more(self) -> bool:
        """Whether the folded part holds something: then it stands open."""
        chosen = [self.form[name].value() for name in ("output_format", "background")]
        return len(self.texts) > 1 or any(value not in (None, "", "png") for value in chosen)

    @property
    def takes_pictures(self) -> bool:
        """Whether pictures can be added here."""
        return self.offer.can.edits and not self.brief


def qualities_of(offer: Offer, *, brief: bool = False) -> list[tuple[str, str]]:
    """Return the qualities of a model for the composer; the short form has three."""
    most = 3 if brief else len(QUALITIES)
    return [(value, title) for value, title in QUALITIES.items() if value in offer.prices][:most]


def compose(
    person: Person | None,
    *,
    form: ComposeForm | None = None,
    values: Mapping[str, Any] | None = None,
    brief: bool = False,
) -> Composer:
    """Return the composer for a person: fresh, with given values, or with what was just sent. Guests get the brief one.

    Raises `Unavailable` if nothing can be painted with.
    """
    brief = brief or (person is not None and person.is_guest)
    start = {**(BRIEF if brief else DEFAULTS), **(values or {})}
    form = form or ComposeForm(initial=start)
    known = offers.on_offer()
    if not known:
        raise Unavailable("No model is on offer here at the moment. The operator has to add one.")
    offer = offer_of(str(form["model"].value() or "") or None)
    trial = trial_of(person)
    kept = kept_of(person, form["kept"].value())
    chosen = {name: form[name].value() for name in DEFAULTS}
    if kept:
        chosen["picture"] = f"{kept.width}x{kept.height}"
    return Composer(
        form=form,
        offer=offer,
        offers=known,
        quote=price(person, chosen, offer, trial),
        trial=trial,
        brief=brief,
        kept=kept,
        shapes=_shapes(with_same=offer.can.edits and not brief),
    )


def kept_of(person: Person | None, public_id: object) -> Image | None:
    """Return the person's own picture of this id, or None."""
    row = ids.parse(Image.prefix, str(public_id or ""))
    return Image.objects.filter(id=row, owner=person).first() if person and row else None


def values_of_edit(image: Image) -> dict[str, Any]:
    """Return the composer's values that take this picture along in its own shape, as a reference."""
    size = Size(image.width, image.height)
    return {"kept": image.public_id, "shape": SAME, "size": class_of(size), "role": "reference"}


def offer_of(name: str | None) -> Offer:
    """Return the model of this name, or the first on offer if there is none of this name (any more)."""
    try:
        return offers.find(name)
    except ModelUnknown:
        return offers.find(None)


def trial_of(person: Person | None) -> str:
    """Return "free" while the one free picture is to be had, "used" afterwards, and "" for members."""
    if person is not None and not person.is_guest:
        return ""
    if person is None or not Generation.objects.filter(person=person, trial=True).exists():
        return "free"
    return "back" if balance(person).available else "used"


def price(person: Person | None, values: Mapping[str, Any], offer: Offer, trial: str = "") -> Price:
    """Return price, usual time and pixels of these choices; what cannot be had says why instead.

    `values["picture"]` is the size of the picture to be changed, such as `1200x800`, for the shape "as it is".
    """
    chosen = {**DEFAULTS, **{name: value for name, value in values.items() if value not in (None, "")}}
    try:
        chosen["n"] = int(chosen["n"])
        chosen |= {name: DEFAULTS[name] for name, known in _KNOWN.items() if chosen[name] not in known}
        picture = Size.parse(str(chosen.get("picture", "")))
        wanted = request_of({**chosen, "prompt": "…"}, offer, [as_source(picture)] if picture else [])
        fitted = fit(offer, wanted)
        size = (picture if wanted.size is None else fitted.size) or Size(1, 1)
        quoted = quote(offer, fitted)
    except AquatintError as error:
        return Price("–", "", "–", error.sentence)
    except ValueError:
        return Price("–", "", "–", "Ask for 1 to 8 pictures.")
    note = "" if trial in {"free", "used"} else shortage(person, quoted.total)
    told = "free" if trial == "free" or (trial == "back" and not note) else words.credits_of(quoted.total)
    return Price(told, words.about(quoted.seconds), words.pixels(size), note, bool(note))


def as_source(size: Size) -> Source:
    """Return a picture of which only the size matters: a price does not depend on what it shows."""
    return Source(Path(), "image/png", size)


def shortage(person: Person | None, needed: int) -> str:
    """Return how many credits are missing, as a sentence; nothing if there are enough."""
    if person is None:
        return ""
    available = balance(person).available
    if available >= needed:
        return ""
    return f"You have {words.credits_of(available)}; this needs {needed - available:,} more. Choose less, or fewer."


def values_of(generation: Generation) -> dict[str, Any]:
    """Return the composer's values that would ask for this generation again."""
    asked = generation.asked
    return {
        "prompt": generation.prompt,
        "n": generation.shots_wanted,
        "quality": generation.sent.get("quality", DEFAULTS["quality"]),
        "mode": "thinking" if asked.get("complexity") == "high" else "instant",
        "model": generation.offer.slug,
        "texts": list(asked.get("texts") or []),
        "texts_required": bool(asked.get("texts_required")),
        "output_format": asked.get("output_format", "png"),
        "background": "transparent" if asked.get("background") == "transparent" else "",
        "role": asked.get("roles", "edit"),
        **_inputs_of(generation),
    }


def _inputs_of(generation: Generation) -> dict[str, str]:
    """Return the picture that was changed, if any, and the shape and size class."""
    first = next((row.image for row in generation.inputs.all() if row.role == Input.Role.IMAGE), None)
    shape = _shape_of(generation.size, generation.offer, Size(first.width, first.height) if first else None)
    return {"kept": first.public_id, **shape} if first else shape


def _shape_of(size: Size, offer: Offer, picture: Size | None) -> dict[str, str]:
    """Return the shape and size class that lead to this size, or the nearest shape."""
    shapes = [SAME, *SHAPES] if picture else list(SHAPES)
    choices = [{"shape": shape, "size": value} for shape in shapes for value, _ in SIZES]
    sized = [(choice, size_of(choice, offer, picture) or picture or size) for choice in choices]
    exact = next((choice for choice, found in sized if found == size), None)
    return exact or min(sized, key=lambda pair: _distance(pair[1], size))[0]


def _distance(one: Size, other: Size) -> float:
    return abs(one.width / one.height - other.width / other.height) * 10 + abs(one.pixels / other.pixels - 1)


def _shapes(*, with_same: bool) -> list[Shape]:
    shapes = [Shape(value, title, value, *_ICONS[value]) for value, title in SHAPES.items()]
    return [Shape(SAME, "As it is", "same", *_ICONS[SAME]), *shapes] if with_same else shapes
