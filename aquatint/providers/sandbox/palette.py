# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Some twenty palettes: a sky, a land, a water and three accents in harmony, each with words that ask for it."""

from dataclasses import dataclass, replace

from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour, readable

type Lch = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by role. `sky` runs from the zenith to the horizon; `far` and `near` are the ends of the land's depth."""

    name: str
    sky: tuple[Colour, ...]
    far: Colour
    near: Colour
    water: Colour
    sun: Colour
    glow: Colour
    accents: tuple[Colour, Colour, Colour]
    paper: Colour
    ink: Colour
    wall: Colour
    night: bool = False

    @property
    def haze(self) -> Colour:
        """What the distance fades to."""
        return self.sky[-1].mix(self.sky[-2], 0.35)

    @property
    def key(self) -> float:
        """How bright the whole picture is, 0 to 1: the lightness of the middle of the sky."""
        return self.sky[len(self.sky) // 2].light

    def land(self, depth: float) -> Colour:
        """Return the colour of land at `depth`: 0 is the horizon, 1 is at our feet."""
        return self.far.mix(self.near, depth)


def _c(lch: Lch) -> Colour:
    return Colour(*lch)


def _make(
    name: str, sky: tuple[Lch, ...], land: tuple[Lch, Lch], water: Lch, accent: Lch, harmony: tuple[float, float],
    *, paper: Lch | None = None, sun: Lch = (0.97, 0.04, 90), night: bool = False,
) -> Palette:  # fmt: skip
    """Build a palette; the second and third accents are the first one turned by the degrees of `harmony`."""
    first = _c(accent)
    second = first.turn(harmony[0]).at(min(0.82, first.light + 0.16))
    third = first.turn(harmony[1], 0.8).at(max(0.36, first.light - 0.2))
    ground = _c(paper) if paper else _c(sky[-1]).mix(WHITE, 0.55).turn(0, 0.8)
    ink = readable(_c(land[1]).at(0.24) if ground.light > 0.5 else WHITE, ground, 9)
    glow = Colour(0.87, 0.13, 80) if night or sky[1][0] < 0.7 else Colour(0.95, 0.07, 88)
    wall = _c(sky[-1]).mix(ground, 0.5)
    return Palette(
        name, tuple(_c(s) for s in sky), _c(land[0]), _c(land[1]), _c(water), _c(sun), glow,
        (first, second, third), ground, ink, wall, night,
    )  # fmt: skip


_ALL = (
    _make("dawn", ((0.52, 0.09, 240), (0.74, 0.07, 225), (0.89, 0.035, 190), (0.93, 0.05, 75), (0.90, 0.07, 55)), ((0.76, 0.03, 210), (0.37, 0.055, 205)), (0.80, 0.045, 205), (0.64, 0.16, 38), (35, 185), paper=(0.96, 0.018, 80)),
    _make("day", ((0.62, 0.13, 248), (0.76, 0.10, 238), (0.88, 0.055, 225), (0.95, 0.03, 210)), ((0.80, 0.06, 190), (0.50, 0.11, 148)), (0.66, 0.10, 228), (0.63, 0.19, 32), (55, 215), paper=(0.97, 0.015, 95)),
    _make("golden", ((0.60, 0.07, 250), (0.78, 0.06, 120), (0.88, 0.10, 85), (0.85, 0.13, 68), (0.88, 0.12, 75)), ((0.75, 0.09, 70), (0.36, 0.06, 75)), (0.72, 0.08, 85), (0.60, 0.16, 45), (-20, 180), paper=(0.95, 0.035, 85), sun=(0.97, 0.07, 92)),
    _make("dusk", ((0.27, 0.10, 280), (0.45, 0.14, 305), (0.66, 0.17, 15), (0.80, 0.13, 50), (0.90, 0.09, 80)), ((0.54, 0.10, 320), (0.21, 0.055, 290)), (0.48, 0.10, 330), (0.72, 0.16, 55), (-35, 165), paper=(0.93, 0.04, 40), sun=(0.96, 0.07, 85)),
    _make("night", ((0.16, 0.04, 270), (0.22, 0.065, 268), (0.31, 0.085, 265), (0.42, 0.08, 262), (0.50, 0.07, 258)), ((0.38, 0.06, 265), (0.13, 0.03, 268)), (0.28, 0.06, 262), (0.78, 0.14, 78), (-60, 150), paper=(0.24, 0.05, 268), sun=(0.95, 0.03, 95), night=True),
    _make("winter", ((0.60, 0.05, 245), (0.76, 0.04, 240), (0.88, 0.02, 235), (0.95, 0.015, 80), (0.96, 0.022, 70)), ((0.86, 0.015, 240), (0.52, 0.045, 245)), (0.74, 0.04, 235), (0.55, 0.17, 25), (20, 200), paper=(0.97, 0.008, 230)),
    _make("moss", ((0.40, 0.05, 180), (0.60, 0.06, 165), (0.78, 0.065, 130), (0.88, 0.07, 108), (0.93, 0.06, 98)), ((0.72, 0.055, 155), (0.29, 0.045, 165)), (0.66, 0.05, 165), (0.66, 0.14, 60), (35, 190), paper=(0.95, 0.025, 105)),
    _make("rust", ((0.30, 0.06, 15), (0.46, 0.11, 28), (0.64, 0.14, 45), (0.79, 0.12, 65), (0.90, 0.08, 82)), ((0.60, 0.10, 40), (0.24, 0.055, 25)), (0.52, 0.09, 38), (0.70, 0.15, 70), (-35, 170), paper=(0.94, 0.035, 75)),
    _make("rose", ((0.72, 0.08, 350), (0.82, 0.07, 5), (0.90, 0.05, 25), (0.95, 0.035, 60)), ((0.80, 0.06, 350), (0.46, 0.10, 355)), (0.80, 0.05, 10), (0.58, 0.17, 10), (40, 160), paper=(0.96, 0.02, 20)),
    _make("mint", ((0.74, 0.06, 185), (0.84, 0.055, 175), (0.92, 0.04, 165), (0.96, 0.03, 120)), ((0.82, 0.05, 170), (0.46, 0.08, 168)), (0.78, 0.06, 185), (0.68, 0.15, 35), (30, 180), paper=(0.97, 0.018, 150)),
    _make("lavender", ((0.55, 0.09, 290), (0.70, 0.09, 300), (0.82, 0.07, 320), (0.92, 0.05, 20), (0.95, 0.04, 60)), ((0.74, 0.07, 300), (0.40, 0.10, 295)), (0.70, 0.07, 295), (0.70, 0.14, 60), (50, 235), paper=(0.96, 0.018, 310)),
    _make("sand", ((0.45, 0.06, 245), (0.68, 0.05, 225), (0.86, 0.05, 90), (0.91, 0.07, 80)), ((0.84, 0.07, 78), (0.62, 0.10, 58)), (0.62, 0.08, 215), (0.56, 0.14, 40), (155, 25), paper=(0.95, 0.028, 82)),
    _make("ocean", ((0.44, 0.11, 245), (0.60, 0.11, 232), (0.76, 0.08, 215), (0.90, 0.05, 195)), ((0.66, 0.07, 215), (0.27, 0.07, 235)), (0.52, 0.11, 225), (0.70, 0.16, 45), (35, 190), paper=(0.96, 0.018, 210)),
    _make("storm", ((0.27, 0.025, 250), (0.38, 0.03, 245), (0.52, 0.03, 235), (0.68, 0.03, 205), (0.76, 0.035, 160)), ((0.50, 0.03, 220), (0.20, 0.025, 230)), (0.40, 0.035, 225), (0.74, 0.13, 80), (-40, 160), paper=(0.90, 0.012, 220)),
    _make("candy", ((0.80, 0.09, 225), (0.86, 0.075, 280), (0.90, 0.07, 340), (0.95, 0.05, 60)), ((0.86, 0.07, 330), (0.62, 0.13, 345)), (0.84, 0.07, 215), (0.68, 0.18, 0), (75, 220), paper=(0.975, 0.02, 350)),
    _make("neon", ((0.13, 0.05, 285), (0.22, 0.10, 290), (0.36, 0.16, 310), (0.58, 0.20, 345), (0.70, 0.16, 15)), ((0.32, 0.12, 300), (0.12, 0.05, 285)), (0.22, 0.10, 280), (0.72, 0.24, 345), (-150, 165), paper=(0.16, 0.05, 285), sun=(0.85, 0.14, 350), night=True),
    _make("ink", ((0.80, 0.006, 90), (0.87, 0.006, 90), (0.93, 0.006, 90), (0.965, 0.006, 90)), ((0.76, 0.006, 90), (0.25, 0.008, 270)), (0.78, 0.006, 90), (0.42, 0.012, 270), (0, 0), paper=(0.965, 0.007, 90)),
    _make("terracotta", ((0.66, 0.06, 225), (0.78, 0.045, 210), (0.88, 0.035, 110), (0.93, 0.045, 75)), ((0.76, 0.09, 50), (0.44, 0.10, 38)), (0.62, 0.07, 215), (0.58, 0.14, 38), (40, 185), paper=(0.95, 0.025, 65)),
    _make("spring", ((0.70, 0.09, 235), (0.82, 0.06, 225), (0.91, 0.04, 180), (0.95, 0.05, 115)), ((0.82, 0.09, 140), (0.56, 0.14, 138)), (0.74, 0.08, 210), (0.70, 0.16, 355), (85, 240), paper=(0.97, 0.025, 120)),
    _make("tropical", ((0.62, 0.13, 220), (0.76, 0.11, 200), (0.88, 0.08, 180), (0.95, 0.07, 95)), ((0.70, 0.11, 175), (0.42, 0.11, 160)), (0.70, 0.12, 200), (0.68, 0.19, 20), (60, 160), paper=(0.96, 0.03, 90)),
    _make("wine", ((0.20, 0.05, 350), (0.30, 0.09, 0), (0.45, 0.12, 12), (0.62, 0.12, 30), (0.78, 0.09, 55)), ((0.42, 0.10, 5), (0.17, 0.05, 350)), (0.32, 0.08, 355), (0.74, 0.13, 75), (-45, 170), paper=(0.93, 0.03, 50)),
)  # fmt: skip

PALETTES = {palette.name: palette for palette in _ALL}


def tinted(palette: Palette, colour: Colour) -> Palette:
    """Turn a palette towards one colour that the prompt asks for as a whole ("in blue tones")."""

    def turn(one: Colour) -> Colour:
        chroma = min(0.2, one.chroma * 0.35 + colour.chroma * 0.6)
        return Colour(one.light, chroma * min(1.0, 4 * one.light * (1.05 - one.light)), colour.hue)

    accents = palette.accents
    return Palette(
        f"{palette.name}+{round(colour.hue)}", tuple(turn(s) for s in palette.sky), turn(palette.far),
        turn(palette.near), turn(palette.water), palette.sun, palette.glow,
        (colour, accents[1].mix(colour, 0.35), accents[2].mix(colour, 0.5)), turn(palette.paper).mix(palette.paper, 0.5),
        BLACK if palette.paper.light > 0.5 else WHITE, turn(palette.wall), palette.night,
    )  # fmt: skip


def skied(palette: Palette, colour: Colour) -> Palette:
    """Give the sky one colour, from deep above to pale at the horizon; water takes some of it."""
    last = len(palette.sky) - 1
    sky = tuple(colour.at(one.light).mix(one, 0.15 + 0.35 * index / last) for index, one in enumerate(palette.sky))
    return replace(palette, name=f"{palette.name}^{round(colour.hue)}", sky=sky, water=palette.water.mix(colour, 0.3))


def blended(palette: Palette, mood: Palette) -> Palette:
    """Let a mood colour a palette: its accents, a third of its hues; lightness stays, so that night stays night."""

    def lean(one: Colour, other: Colour) -> Colour:
        return one.mix(other.at(one.light), 0.34)

    last, other = len(palette.sky) - 1, len(mood.sky) - 1
    sky = tuple(lean(one, mood.sky[round(index / last * other)]) for index, one in enumerate(palette.sky))
    return replace(
        palette, name=f"{palette.name}~{mood.name}", sky=sky, far=lean(palette.far, mood.far), near=lean(palette.near, mood.near),
        water=lean(palette.water, mood.water), accents=mood.accents, wall=lean(palette.wall, mood.wall),
    )  # fmt: skip


def grounded(palette: Palette, colour: Colour) -> Palette:
    """Lay a palette onto a background of one colour: paper and wall take it, ink stays readable on it."""
    ink = readable(palette.ink, colour, 7)
    return replace(palette, name=f"{palette.name}@{round(colour.hue)}", paper=colour, wall=colour, ink=ink)
