"""How marks are made: the traits that turn one scene into an illustration, a paper cut, a blueprint."""

from dataclasses import dataclass
from enum import IntEnum

from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour


class Stage(IntEnum):
    """How far a picture has come; partial pictures are these stages."""

    SKETCH = 0
    BLOCKS = 1
    LIGHT = 2
    DETAIL = 3
    GRAIN = 4


@dataclass(frozen=True, slots=True)
class Style:
    """`fill` is how an area is laid: lit, flat, paper (with a cast shadow), line, hatch, glow or wash."""

    name: str
    fill: str = "lit"
    ground: Colour | None = None
    ink: Colour | None = None
    stroke: float = 1.6
    grain: float = 1.0
    vignette: float = 1.0
    pixels: int = 0
    """Paint on a grid of so many cells along the short side."""

    @property
    def lines(self) -> bool:
        """Whether areas are told by their outline instead of their colour."""
        return self.fill in {"line", "hatch", "glow"}


STYLES = {
    style.name: style
    for style in (
        Style("illustration"),
        Style("flat", "flat", grain=0.5, vignette=0.0),
        Style("paper cut", "paper", grain=1.6, vignette=0.4),
        Style("line art", "line", Colour(0.975, 0.008, 90), Colour(0.24, 0.02, 270), 3.0, 0.5, 0.0),
        Style("sketch", "line", Colour(0.96, 0.012, 85), Colour(0.42, 0.015, 270), 2.1, 1.4, 0.25),
        Style("etching", "hatch", Colour(0.94, 0.025, 85), Colour(0.28, 0.03, 50), 1.9, 1.4, 0.5),
        Style("watercolour", "wash", Colour(0.97, 0.012, 85), Colour(0.35, 0.02, 60), 1.0, 1.2, 0.0),
        Style("blueprint", "line", Colour(0.42, 0.11, 255), WHITE.at(0.95), 2.5, 0.7, 0.4),
        Style("neon", "glow", Colour(0.14, 0.04, 285), None, 4.4, 0.4, 0.5),
        Style("chalk", "line", Colour(0.27, 0.02, 165), Colour(0.94, 0.015, 90), 3.8, 2.2, 0.6),
        Style("pixel", "flat", BLACK, grain=0.0, vignette=0.0, pixels=144),
    )
}
