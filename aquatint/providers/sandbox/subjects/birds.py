# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Birds: one standing skeleton, one flying, one that sits and looks at us."""

from dataclasses import dataclass
from functools import partial

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, leaf, limb, line, oval, poly
from aquatint.providers.sandbox.subjects.registry import Look, register, subject

EYE = Colour(0.2, 0.02, 50)
BEAK = Colour(0.76, 0.15, 70)


@dataclass(frozen=True, slots=True)
class Bird:
    """The measures of one bird, standing 100 high."""

    colour: Colour
    metres: float
    legs: float = 18
    neck: float = 0
    beak: float = 12
    hook: bool = False
    tail: float = 26
    belly: Colour | None = None
    comb: str = ""
    beak_colour: Colour = BEAK
    legs_colour: Colour = BEAK
    floats: bool = False
    aspect: float = 1.1


def standing(b: Brush, k: Look, spec: Bird) -> None:
    """Paint a bird stands in profile; with wings spread if it flies."""
    if k.pose == "fly":
        flying(b, k, spec)
        return
    coat, wing = k.colour, k.second if k.second != k.colour else k.colour.shade(0.25)
    legs, neck = spec.legs, spec.neck
    body_h = 100 - legs - neck - (20 if neck else 8)
    top, foot = -legs - body_h, -legs
    if legs:
        for x in (-3, 7):
            b.line(line(x, foot - 6, x + 1, -2), spec.legs_colour.shade(0.15), 3)
            b.line(line(x - 3, -1, x + 9, -1), spec.legs_colour.shade(0.15), 2.6)
    b.shape(blob(-18, foot - body_h * 0.35, -26 - spec.tail * 0.5, foot - body_h * 0.35, -30 - spec.tail, foot - body_h * 0.55, -24 - spec.tail * 0.4, foot - body_h * 0.12, -12, foot - 6), wing.shade(0.12))
    head_r = 13 if neck else body_h * 0.31
    hx, hy = (22, -100 + head_r) if neck else (16, top + head_r * 0.4)
    if neck:
        b.shape(limb(16, foot - body_h * 0.6, 20, 30 if spec.neck > 30 else 22, foot - body_h - neck * 0.35, 10.5, hx - 6, hy + neck * 0.25, 10, hx - 2, hy + 2, 12), coat)
    body = blob(-30, foot - body_h * 0.5, -14, foot - body_h * 0.88, 8, top + body_h * 0.06, 30, foot - body_h * 0.6, 26, foot - body_h * 0.2, 4, foot, -18, foot - body_h * 0.12)
    b.shape(body, coat, down=0.2)
    if spec.belly:
        with b.inside(body):
            b.soft(oval(18, foot - body_h * 0.3, 15, body_h * 0.28), spec.belly, 0.9, 2.5)
    b.shape(blob(-36, foot - body_h * 0.46, -16, foot - body_h * 0.76, 12, foot - body_h * 0.7, 10, foot - body_h * 0.38, -10, foot - body_h * 0.2), wing, 0.8)
    if b.detailed:
        for step in range(3):
            b.line(curve(-30 + step * 5, foot - body_h * (0.44 - step * 0.05), -10 + step * 3, foot - body_h * (0.38 - step * 0.06), 6, foot - body_h * (0.48 - step * 0.06)), wing.shade(0.3), 1.1, 0.6)
    _bird_head(b, spec, coat, hx, hy, head_r)


def _bird_head(b: Brush, spec: Bird, coat: Colour, x: float, y: float, r: float) -> None:
    if spec.comb == "comb":
        b.shape(blob(x - 10, y - r * 0.7, x - 9, y - r * 1.5, x - 2, y - r * 1.15, x + 2, y - r * 1.7, x + 6, y - r * 1.1, x + 11, y - r * 1.3, x + 10, y - r * 0.5), Colour(0.56, 0.21, 27))
        b.shape(blob(x + r * 0.7, y + r * 0.4, x + r * 1.2, y + r * 0.9, x + r * 0.9, y + r * 1.5, x + r * 0.5, y + r), Colour(0.56, 0.21, 27))
    elif spec.comb == "crest":
        for angle in (-40, -20, 0):
            b.shape(leaf(x - 3, y - r * 0.5, r * 1.5, 2.6, angle), coat.shade(0.1))
    beak = spec.beak
    if spec.hook:
        b.shape(bez(x + r * 0.5, y - r * 0.5, (x + r + beak, y - r * 0.7, x + r * 0.7 + beak, y + r * 0.75), (x + r * 0.7, y + r * 0.2, x + r * 0.5, y + r * 0.4)), spec.beak_colour)
    else:
        b.shape(poly(x + r * 0.7, y - r * 0.32, x + r + beak, y + r * 0.12, x + r * 0.7, y + r * 0.4), spec.beak_colour)
    b.shape(oval(x, y, r), coat, 0.8)
    b.fill(oval(x + r * 0.35, y - r * 0.12, r * 0.2), EYE)
    b.fill(oval(x + r * 0.41, y - r * 0.19, r * 0.07), WHITE)


def flying(b: Brush, k: Look, spec: Bird) -> None:
    """Wings spread, seen from the side."""
    coat, wing = k.colour, k.second if k.second != k.colour else k.colour.shade(0.22)
    b.shape(bez(-4, -46, (-30, -80, -58, -98), (-34, -58, -22, -44)), wing.shade(0.25))
    b.shape(blob(-40, -38, -70, -44, -76, -30, -46, -28), wing)
    b.shape(blob(-48, -36, -16, -52, 22, -50, 40, -40, 20, -26, -18, -24), coat, down=0.15)
    b.shape(bez(-12, -44, (-10, -84, -28, -100), (18, -84, 20, -44)), wing)
    _bird_head(b, spec, coat, 40, -46, 11)


_C = Colour
BIRDS = {
    "bird": Bird(_C(0.60, 0.12, 240), 0.25, belly=_C(0.80, 0.12, 55)),
    "duck": Bird(_C(0.50, 0.10, 155), 0.5, 10, 8, 14, tail=14, belly=_C(0.9, 0.02, 80), aspect=1.0),
    "swan": Bird(_C(0.98, 0.005, 90), 1.2, 0, 48, 11, tail=14, aspect=1.0),
    "flamingo": Bird(_C(0.78, 0.13, 10), 1.4, 46, 26, 9, hook=True, tail=10, beak_colour=_C(0.3, 0.02, 30), legs_colour=_C(0.76, 0.13, 10), aspect=0.75),
    "heron": Bird(_C(0.78, 0.02, 250), 1.2, 40, 28, 24, tail=12, comb="crest", aspect=0.85),
    "parrot": Bird(_C(0.60, 0.19, 28), 0.5, 10, 0, 4, hook=True, tail=44, belly=_C(0.82, 0.15, 90), aspect=1.4),
    "eagle": Bird(_C(0.42, 0.06, 55), 0.9, 12, 0, 5, hook=True, tail=30, aspect=1.3),
    "seagull": Bird(_C(0.96, 0.005, 230), 0.45, 16, 0, 11, tail=30, aspect=1.2),
    "chicken": Bird(_C(0.72, 0.13, 55), 0.5, 18, 10, 8, tail=24, comb="comb", aspect=1.1),
}  # fmt: skip
for _key, _spec in BIRDS.items():
    _on = "water" if _key == "swan" else "air" if _key in {"seagull", "eagle"} else "ground"
    register(_key, "bird", _spec.metres, _spec.aspect, _spec.colour, partial(standing, spec=_spec) if _on != "air" else partial(flying, spec=_spec), _on)


@subject("owl", "bird", 0.5, 0.75, Colour(0.52, 0.07, 60), head=(0, -92, 44))
def _owl(b: Brush, k: Look) -> None:
    pale = Colour(0.90, 0.035, 80)
    for side in (-1, 1):
        b.shape(bez(side * 8, -86, (side * 22, -98, side * 27, -100), (side * 26, -86, side * 24, -76)), k.colour.shade(0.2))
    b.shape(blob(-34, -30, -31, -70, 0, -93, 31, -70, 34, -30, 20, -3, -20, -3), k.colour, down=0.2)
    b.shape(blob(-19, -28, -16, -50, 0, -56, 16, -50, 19, -28, 0, -5), pale, 0.4)
    if b.detailed:
        for row in range(4):
            for step in range(4 - row % 2):
                x = (step - (3 - row % 2) / 2) * 8
                b.line(curve(x - 3, -44 + row * 9, x, -41 + row * 9, x + 3, -44 + row * 9), k.colour, 1.2, 0.8)
    for side in (-1, 1):
        b.shape(blob(side * 26, -58, side * 36, -34, side * 28, -8, side * 19, -22), k.colour.shade(0.25))
        b.shape(oval(side * 13, -71, 14), pale, 0.4)
        if k.pose == "sleep":
            b.line(curve(side * 20, -71, side * 13, -67, side * 6, -71), EYE, 1.6)
        else:
            b.fill(oval(side * 13, -71, 9), Colour(0.82, 0.16, 82))
            b.fill(oval(side * 13, -71, 5.4), EYE)
            b.fill(oval(side * 13 + 2, -73, 1.8), WHITE)
        for dx in (-4, 0, 4):
            b.shape(oval(side * 10 + dx, -2, 2.4, 3.4), BEAK)
    b.shape(poly(-4, -66, 4, -66, 0, -55), BEAK)


@subject("penguin", "bird", 0.8, 0.7, Colour(0.30, 0.03, 265), head=(0, -95, 36))
def _penguin(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.shape(blob(side * 22, -66, side * 38, -44, side * 40, -20, side * 31, -24, side * 24, -44), k.colour.shade(0.2))
        b.shape(oval(side * 13, -2.5, 12, 4), BEAK)
    b.shape(blob(-29, -28, -25, -70, -19, -90, 0, -99, 19, -90, 25, -70, 29, -28, 18, -3, -18, -3), k.colour)
    b.shape(blob(-20, -30, -18, -60, -13, -76, 0, -70, 13, -76, 18, -60, 20, -30, 0, -5), WHITE, 0.5, down=0.1)
    for side in (-1, 1):
        b.fill(oval(side * 8, -81, 6.4, 7.6), WHITE)
        b.fill(oval(side * 7, -81, 2.6, 3.2), EYE)
        b.fill(oval(side * 13, -70, 3.4, 2.2), Colour(0.8, 0.1, 20), 0.8)
    b.shape(poly(-5, -76, 5, -76, 0, -68), BEAK)


@subject("peacock", "bird", 1.2, 1.7, Colour(0.48, 0.14, 250))
def _peacock(b: Brush, k: Look) -> None:
    for ring, reach in ((0, 98), (1, 78)):
        for step in range(13 - ring):
            angle = -78 + (step + ring * 0.5) * 13
            with b.at(0, -10, turn=angle):
                b.shape(leaf(0, 0, reach, 9, 0), Colour(0.56, 0.12, 160 + 8 * (step % 2)), 0.5)
                b.fill(oval(0, -reach + 12, 6, 8), Colour(0.76, 0.13, 85))
                b.fill(oval(0, -reach + 13, 4, 5.4), Colour(0.62, 0.12, 200))
                b.fill(oval(0, -reach + 14, 2.2, 3), Colour(0.34, 0.14, 265))
    b.shape(blob(-14, -6, -15, -30, -6, -58, 0, -74, 7, -58, 15, -30, 14, -6), k.colour)
    for dx in (-5, 0, 5):
        b.line(line(0, -74, dx, -88), k.colour, 1)
        b.fill(oval(dx, -88, 1.8), Colour(0.62, 0.12, 200))
    for side in (-1, 1):
        b.fill(oval(side * 4, -68, 1.6), WHITE)
        b.line(line(side * 5, -8, side * 6, 0), BEAK, 2)
    b.shape(poly(-2, -65, 2, -65, 0, -58), BEAK)
