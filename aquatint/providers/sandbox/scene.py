# ruff: noqa: ANN401, E501 -- skia carries no types; one mark a line
# fmt: off
"""A picture before it is painted: a small tree of frozen values. Positions are fractions of the frame, heights of its short side.

Everything here survives a round trip through compact JSON, which travels in the finished file, so that an edit of our
own picture can change the scene instead of the pixels.
"""

import json
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from aquatint.providers.sandbox.colour import Colour

VERSION = 1


@dataclass(frozen=True, slots=True)
class Thing:
    """One subject in the scene. (`x`, `y`) is the middle of its foot; `height` is in short sides of the frame."""

    id: int
    kind: str
    x: float
    y: float
    height: float
    colour: Colour | None = None
    second: Colour | None = None
    facing: int = 1
    pose: str = ""
    layer: int = 0
    """Painted in rising order of (layer, y): -1 is far away, 0 stands in the scene, 1 is close to us."""
    floats: bool = False
    """Flies or hangs: casts no shadow at its foot."""
    wears: tuple[str, ...] = ()
    named: bool = True
    """The prompt named it (rather than that it furnishes the scene)."""
    seed: int = 0
    material: str = ""

    def evolve(self, **changes: Any) -> "Thing":
        """Return a copy with some fields changed."""
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Lettering:
    """Exact text in a box of the frame, or on a thing (`on` is its id and the box is then the thing's own)."""

    text: str
    role: str
    x: float = 0.0
    y: float = 0.0
    width: float = 1.0
    height: float = 0.2
    face: str = "sans-bold"
    colour: Colour | None = None
    align: str = "centre"
    on: int | None = None
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that painting needs, and nothing else. `traits` are the layout's own choices (waterline, hills …)."""

    width: int
    height: int
    seed: int
    layout: str
    palette: str
    things: tuple[Thing, ...] = ()
    texts: tuple[Lettering, ...] = ()
    style: str = "illustration"
    time: str = "day"
    weather: str = "clear"
    season: str = "summer"
    place: str = ""
    framing: str = ""
    tint: Colour | None = None
    ground: Colour | None = None
    """The colour of the background, where the words name one."""
    sky: Colour | None = None
    """The colour of the sky, where the words name one."""
    mood: str = ""
    """A palette that colours this one a little: a mood beside a time of day, or a second mood."""
    accents: tuple[Colour, ...] = ()
    """Two or more colours that the words name for the picture as a whole."""
    light: int = -1
    """Where the light comes from: -1 left, 1 right."""
    transparent: bool = False
    traits: Mapping[str, float] = field(default_factory=dict)

    @property
    def short(self) -> int:
        """The short side in pixels."""
        return min(self.width, self.height)

    @property
    def wide(self) -> float:
        """The width in short sides."""
        return self.width / self.short

    @property
    def tall(self) -> float:
        """The height in short sides."""
        return self.height / self.short

    @property
    def variant(self) -> int:
        """Which of eight variants a layout paints that has little to vary: another one for each shot of a call.

        The shots of a call have seeds in a row; neighbours are far apart.
        """
        return 3 * self.seed % 8

    def random(self, label: str) -> random.Random:
        """Return a source of chance of its own for each label, so that adding a thing does not move the clouds."""
        return random.Random(f"{self.seed}:{label}")  # noqa: S311  # painting, not secrecy

    def evolve(self, **changes: Any) -> "Scene":
        """Return a copy with some fields changed."""
        return replace(self, **changes)

    def thing(self, number: int) -> Thing | None:
        """Return the thing with this id."""
        return next((thing for thing in self.things if thing.id == number), None)


def to_json(scene: Scene) -> str:
    """Return the scene as one compact line of JSON."""
    value = _rounded(asdict(scene))
    return json.dumps({"aquatint": VERSION, **value}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Scene | None:
    """Read what `to_json` wrote; None if it is anything else (a file from outside may carry any text).

    The values may still be nonsense: `sound.sound` tells.
    """
    try:
        value = json.loads(text)
        if value.pop("aquatint") != VERSION:
            return None
        value["things"] = tuple(_thing(one) for one in value["things"])
        value["texts"] = tuple(Lettering(**{**one, "colour": _colour(one["colour"])}) for one in value["texts"])
        value["tint"], value["ground"] = _colour(value["tint"]), _colour(value["ground"])
        value["sky"] = _colour(value.get("sky"))
        value["accents"] = tuple(Colour(**one) for one in value["accents"])
        return Scene(**value)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _thing(value: dict[str, Any]) -> Thing:
    colours = {name: _colour(value[name]) for name in ("colour", "second")}
    return Thing(**{**value, **colours, "wears": tuple(value["wears"])})


def _colour(value: dict[str, float] | None) -> Colour | None:
    return Colour(**value) if value else None


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(one) for one in value]
    return value
