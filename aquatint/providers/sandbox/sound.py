# ruff: noqa: E501 -- one value a line
# fmt: off
"""Whether a scene from a file can be painted, soon and without surprise: a stranger can write anything into a file."""

from collections.abc import Callable, Collection

from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.compose import TIMES
from aquatint.providers.sandbox.layouts import LAYOUTS
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.style import STYLES
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.hues import HUES

SIDES = (16, 8192)
MOST_PIXELS = 4096 * 4096
STEEPEST = 8
"""How many times longer than its short side a scene may be."""
MOST_THINGS, MOST_TEXTS, MOST_LETTERS, MOST_TRAITS = 200, 30, 4000, 64
MOST_AREA = 8.0
"""The area of all things together, in frames: it bounds the time that painting takes."""
WEATHERS = {"clear", "cloudy", "fog", "rain", "storm", "snow", "wind"}
SEASONS = {"spring", "summer", "autumn", "winter"}
FACES = {"sans", "sans-bold", "serif", "serif-bold", "serif-italic"}
ALIGNED = {"left", "centre", "right"}
LONGEST_WORD, LONGEST_TEXT = 40, 400
LARGEST_ID = 2**31
LARGEST_TRAITS = {"seed": 65_535.0, "count": 24.0, "lines": 24.0, "names": 24.0, "parts": 24.0}
LARGEST_TRAIT = 360.0
PROBE = 48
"""The short side, in pixels, of the painting that is tried first."""


def sound(scene: Scene) -> bool:
    """Whether every value has its type and a size that a scene of ours has, and a very small painting of it succeeds."""
    return _frame(scene) and _all(scene.things, MOST_THINGS, _thing) and _all(scene.texts, MOST_TEXTS, _lettering) and _light_work(scene) and _paintable(scene)


def _frame(scene: Scene) -> bool:
    sides = (scene.width, scene.height)
    return (
        all(_whole(side, *SIDES) for side in sides) and scene.width * scene.height <= MOST_PIXELS and max(sides) <= STEEPEST * min(sides) and _whole(scene.seed, 0, LARGEST_ID)
        and _one_of(scene.layout, LAYOUTS) and _one_of(scene.palette, PALETTES) and _one_of(scene.style, STYLES)
        and _one_of(scene.time, TIMES) and _one_of(scene.weather, WEATHERS) and _one_of(scene.season, SEASONS)
        and _one_of(scene.mood, {"", *PALETTES}) and _text(scene.place) and _text(scene.framing)
        and all(_colour(one) for one in (scene.tint, scene.ground, scene.sky)) and len(scene.accents) <= LONGEST_WORD and all(_colour(one) for one in scene.accents)
        and _whole(scene.light, -1, 1) and scene.light != 0 and isinstance(scene.transparent, bool) and _traits(scene.traits)
    )  # fmt: skip


def _traits(traits: object) -> bool:
    return isinstance(traits, dict) and len(traits) <= MOST_TRAITS and all(
        _text(name) and _number(value, -LARGEST_TRAIT, LARGEST_TRAITS.get(name, LARGEST_TRAIT)) for name, value in traits.items()
    )  # fmt: skip


def _thing(thing: Thing) -> bool:
    return (
        _whole(thing.id, 0, LARGEST_ID) and _one_of(thing.kind, SUBJECTS) and _number(thing.x, -1, 2) and _number(thing.y, -1, 2.5) and _number(thing.height, 0.0005, 3)
        and _colour(thing.colour) and _colour(thing.second) and _whole(thing.facing, -1, 1) and thing.facing != 0 and _text(thing.pose) and _whole(thing.layer, -100, 100)
        and isinstance(thing.floats, bool) and isinstance(thing.named, bool) and _all(thing.wears, 12, _worn) and _whole(thing.seed, 0, LARGEST_ID) and _text(thing.material)
    )  # fmt: skip


def _worn(item: str) -> bool:
    """Whether it is a look, or something to wear in a colour that has a name."""
    kind, _, tone = item.partition(":") if _text(item) else ("", "", "")
    return kind == "look" or (kind in SUBJECTS and _one_of(tone, {"", *HUES}))


def _lettering(text: Lettering) -> bool:
    return (
        _text(text.text, LONGEST_TEXT) and bool(text.text.strip()) and _text(text.role) and _number(text.x, -1, 2) and _number(text.y, -1, 2) and _number(text.width, 0.005, 2)
        and _number(text.height, 0.005, 2) and _one_of(text.face, FACES) and _colour(text.colour) and _one_of(text.align, ALIGNED)
        and (text.on is None or _whole(text.on, 0, LARGEST_ID)) and isinstance(text.vertical, bool)
    )  # fmt: skip


def _light_work(scene: Scene) -> bool:
    area = sum(thing.height**2 * max(0.2, SUBJECTS[thing.kind].aspect) for thing in scene.things) / (scene.wide * scene.tall)
    return area <= MOST_AREA and sum(len(text.text) for text in scene.texts) <= MOST_LETTERS


def _paintable(scene: Scene) -> bool:
    """Whether it can be painted at all: a layout reads traits of its own, which only it knows."""
    scale = PROBE / scene.short
    try:
        render(scene.evolve(width=round(scene.width * scale), height=round(scene.height * scale)))
    except Exception:  # noqa: BLE001  # whatever a planted scene makes the painter raise, it is none of ours
        return False
    return True


def _all[T](values: tuple[T, ...], most: int, good: Callable[[T], bool]) -> bool:
    return len(values) <= most and all(good(one) for one in values)


def _whole(value: object, low: int, high: int) -> bool:
    return type(value) is int and low <= value <= high


def _number(value: object, low: float, high: float) -> bool:
    """Whether it is a number between two others; NaN and infinity are not."""
    return type(value) in {int, float} and low <= value <= high  # type: ignore[operator]


def _one_of(value: object, known: Collection[str]) -> bool:
    return isinstance(value, str) and value in known


def _text(value: object, most: int = LONGEST_WORD) -> bool:
    """Whether it is text of no more than so many characters, none of them half of a surrogate pair."""
    return isinstance(value, str) and len(value) <= most and not any("\ud800" <= char <= "\udfff" for char in value)


def _colour(value: Colour | None) -> bool:
    return value is None or (_number(value.light, 0, 1) and _number(value.chroma, 0, 0.5) and _number(value.hue, -360, 720))
