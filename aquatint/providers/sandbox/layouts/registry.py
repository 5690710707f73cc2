# ruff: noqa: E501 -- one mark a line
# fmt: off
"""What a layout is: how it arranges a scene from what was read, and how it paints all but the things."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.palette import PALETTES, Palette, blended, grounded, skied, tinted
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Scene

type Arrange = Callable[[Scene, Reading], Scene]
type Paint = Callable[[Brush, Scene], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """`behind` is painted before the things of the scene, `before` after them."""

    name: str
    arrange: Arrange
    behind: Paint
    before: Paint
    shadows: str = "cast"
    """How things stand: cast (long soft shadow), contact (only at the foot), none."""
    weather: bool = False
    """Whether rain and snow fall here."""


LAYOUTS: dict[str, Layout] = {}


def nothing(_brush: Brush, _scene: Scene) -> None:
    """Paint nothing."""


def layout(name: str, arrange: Arrange, behind: Paint, before: Paint = nothing, shadows: str = "cast", *, weather: bool = False) -> None:
    """Put a layout into the table."""
    LAYOUTS[name] = Layout(name, arrange, behind, before, shadows, weather)


def palette_of(scene: Scene) -> Palette:
    """Paint the palette that a scene is painted with."""
    palette = PALETTES[scene.palette]
    if scene.mood in PALETTES:
        palette = blended(palette, PALETTES[scene.mood])
    if scene.sky:
        palette = skied(palette, scene.sky)
    if scene.accents:
        first, second, third = (scene.accents * 3)[:3]
        palette = replace(palette, accents=(first, second, third))
    if scene.tint:
        palette = tinted(palette, scene.tint)
    return grounded(palette, scene.ground) if scene.ground else palette
