"""What a subject is, and the table of all of them. A family registers many that share one skeleton."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.palette import Palette


@dataclass(frozen=True, slots=True)
class Look:
    """How one subject is to look. `colour` is its main colour, `second` another one if the prompt named two."""

    colour: Colour
    second: Colour
    palette: Palette
    rng: random.Random
    pose: str = ""
    season: str = "summer"
    weather: str = "clear"
    night: bool = False
    wears: tuple[str, ...] = ()
    plain: bool = False
    """No label marks: exact text will be set there."""


type Draw = Callable[[Brush, Look], None]


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that can be painted, 100 points high with its foot at (0, 0), facing right.

    `metres` is its height in life, softened when things stand together. `aspect` is width by height. `on` is where it
    belongs: ground, water, air, sky, table, wall, sea (under water). `label` is where text may go: x, y, width, height.
    """

    key: str
    family: str
    draw: Draw
    metres: float
    aspect: float
    colour: Colour
    on: str = "ground"
    label: tuple[float, float, float, float] | None = None
    head: tuple[float, float, float] | None = None
    """Where a hat sits: x, y of the crown, width of the head."""
    indoor: bool = False
    """Belongs into a room, on a table or a plinth rather than under the sky."""


SUBJECTS: dict[str, Subject] = {}


def register(  # noqa: PLR0913 -- the table's columns
    key: str, family: str, metres: float, aspect: float, colour: Colour, draw: Draw, on: str = "ground",
    label: tuple[float, float, float, float] | None = None, *, head: tuple[float, float, float] | None = None,
    indoor: bool = False,
) -> None:  # fmt: skip
    """Put a subject into the table."""
    SUBJECTS[key] = Subject(key, family, draw, metres, aspect, colour, on, label, head, indoor or on == "table")


def subject(
    key: str, family: str, metres: float, aspect: float, colour: Colour, on: str = "ground",
    label: tuple[float, float, float, float] | None = None, *, head: tuple[float, float, float] | None = None,
    indoor: bool = False,
) -> Callable[[Draw], Draw]:  # fmt: skip
    """Register the decorated drawing."""

    def keep(draw: Draw) -> Draw:
        register(key, family, metres, aspect, colour, draw, on, label, head=head, indoor=indoor)
        return draw

    return keep
