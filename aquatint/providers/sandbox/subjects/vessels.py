# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Vessels: one turned profile with a rim, a handle, a lid or a label. And fruit, which lies beside them."""

from dataclasses import dataclass
from functools import partial

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, curve, leaf, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, register

LABEL = Colour(0.95, 0.025, 85)
STEM = Colour(0.36, 0.05, 60)
LEAF = Colour(0.52, 0.11, 140)


@dataclass(frozen=True, slots=True)
class Turned:
    """The right half of a profile from foot to rim as cubic parts; the left is its mirror."""

    profile: tuple[tuple[float, ...], ...]
    foot: float
    gloss: float = 0.6
    rim: float = 0.0
    """Half the width of the open rim; 0 is closed."""
    handle: str = ""
    spout: bool = False
    lid: str = ""
    label: tuple[float, float, float, float] | None = None


def outline(spec: Turned) -> object:
    """Paint the whole outline."""
    right = list(spec.profile)
    points = [(spec.foot, 0.0)] + [(part[-2], part[-1]) for part in right]
    left: list[tuple[float, ...]] = [(-points[-1][0], points[-1][1])]
    for index in range(len(right) - 1, -1, -1):
        start, part = points[index], right[index]
        if len(part) == 2:
            left.append((-start[0], start[1]))
        elif len(part) == 4:
            left.append((-part[0], part[1], -start[0], start[1]))
        else:
            left.append((-part[2], part[3], -part[0], part[1], -start[0], start[1]))
    return bez(spec.foot, 0, *right, *left)


def vessel(b: Brush, k: Look, spec: Turned) -> None:
    """Turn the profile: light side, belly, shade, a soft highlight, the dark of the opening."""
    colour = k.colour
    if spec.handle:
        _handle(b, spec, colour)
    if spec.spout:
        b.shape(bez(-24, -30, (-44, -34, -42, -62, -56, -72), (-48, -76), (-34, -66, -34, -52, -22, -52)), colour.shade(0.05))
    body = outline(spec)
    b.shape(body, colour, 1.5, down=0.28)
    top = spec.profile[-1][-1]
    with b.inside(body):
        wide = max(part[-2] for part in spec.profile)
        b.shine(oval(b.light * wide * 0.45, top * 0.52, wide * 0.13, -top * 0.26), 0.5 * spec.gloss, wide * 0.09)
        b.shine(rect(b.light * wide * 0.86 - 0.8, top * 0.85, 1.6, -top * 0.7), 0.25 * spec.gloss, 1)
        b.soft(rect(-b.light * wide * 0.9 - 1.5, top * 0.8, 3, -top * 0.6), colour.lit(0.6), 0.22, 1.5)
    if spec.rim:
        b.shape(oval(0, top, spec.rim, spec.rim * 0.16), colour.shade(0.42), 0.6)
        b.fill(oval(0, top + spec.rim * 0.02, spec.rim * 0.9, spec.rim * 0.115), colour.shade(0.78))
    _lid(b, k, spec, top)
    if spec.label:
        _label(b, k, spec.label)


def _handle(b: Brush, spec: Turned, colour: Colour) -> None:
    side = -1 if spec.handle in {"left", "hoop"} else 1
    top = spec.profile[-1][-1]
    if spec.handle == "hoop":
        b.line(curve(-26, -58, -20, -92, 0, -100, 20, -92, 26, -58), colour.shade(0.5), 4)
        return
    near = spec.profile[-1][-2] * 0.8
    loop = bez(side * near, top * 0.88, (side * (near + 30), top * 0.98, side * (near + 30), top * 0.36, side * near, top * 0.3), closed=False)
    b.line(loop, colour.shade(0.36), 7.4)
    b.line(loop, colour.lit(0.18), 2.6, 0.7)


def _lid(b: Brush, k: Look, spec: Turned, top: float) -> None:
    if spec.lid == "cork":
        b.shape(rect(-5.6, top - 9, 11.2, 13, 1.5), Colour(0.72, 0.08, 70))
    elif spec.lid == "cap":
        b.shape(rect(-8, top - 13, 16, 14, 2), Colour(0.80, 0.10, 80), 1.4)
    elif spec.lid == "screw":
        b.shape(rect(-26, top - 12, 52, 14, 3), k.palette.accents[1].at(0.6) if k.second == k.colour else k.second)
    elif spec.lid == "foot":
        if k.second != k.colour:
            b.shape(rect(-17, -13, 34, 13, 3), k.second, 1.0)
    elif spec.lid == "knob":
        b.shape(bez(-20, top + 1, (-14, top - 9, 14, top - 9, 20, top + 1)), k.colour.lit(0.05))
        b.shape(oval(0, top - 10, 4.6), k.colour.shade(0.2))
    elif spec.lid == "pump":
        b.line(line(0, top, 0, top - 15), WHITE.shade(0.1), 4)
        b.shape(rect(-16, top - 21, 24, 6, 3), WHITE.shade(0.06))
        b.shape(rect(-9, top - 6, 18, 8, 2), WHITE.shade(0.06))


def _label(b: Brush, k: Look, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    b.shape(rect(x, y, width, height), LABEL, 0.5)
    b.line(rect(x + width * 0.05, y + height * 0.05, width * 0.9, height * 0.9), k.colour.at(0.4), 0.5, 0.6)
    if not k.plain:
        b.fill(rect(x + width * 0.22, y + height * 0.34, width * 0.56, height * 0.07), k.colour.at(0.42), 0.9)
        b.fill(rect(x + width * 0.32, y + height * 0.55, width * 0.36, height * 0.045), k.colour.at(0.42), 0.6)


_C = Colour
_BOTTLE = ((18, 0, 18, -2), (18, -48), (18, -60, 6, -64, 5.4, -76), (5.4, -93), (6.6, -95))
VESSELS: dict[str, tuple[Turned, float, float, Colour]] = {
    "bottle": (Turned(_BOTTLE, 16, 0.9, lid="cork", label=(-16.6, -42, 33.2, 26)), 0.31, 0.38, _C(0.38, 0.07, 155)),
    "jug": (Turned(((36, -8, 40, -44, 20, -64), (14, -74, 16, -88, 20, -98)), 20, 0.7, 20, "left"), 0.3, 0.85, _C(0.48, 0.10, 255)),
    "vase": (Turned(((44, -16, 36, -58, 12, -74), (8, -84, 10, -92, 15, -99)), 16, 0.7, 15), 0.32, 0.8, _C(0.52, 0.12, 38)),
    "bowl": (Turned(((74, -20, 96, -60, 98, -98),), 34, 0.5, 98), 0.1, 1.95, _C(0.90, 0.02, 85)),
    "mug": (Turned(((38, 0, 40, -4), (41, -97)), 36, 0.6, 41, "right", label=None), 0.11, 1.2, _C(0.58, 0.13, 40)),
    "cup": (Turned(((44, -12, 48, -50, 49, -82),), 24, 0.6, 49, "right"), 0.09, 1.5, _C(0.93, 0.015, 85)),
    "teapot": (Turned(((46, -8, 48, -62, 20, -74),), 24, 0.7, 0, "right", spout=True, lid="knob"), 0.16, 1.2, _C(0.60, 0.10, 190)),
    "kettle": (Turned(((44, -2, 42, -50, 18, -68),), 34, 1.0, 0, "hoop", spout=True, lid="knob"), 0.24, 1.1, _C(0.62, 0.13, 48)),
    "jar": (Turned(((34, 0, 36, -6), (36, -70), (36, -80, 26, -82, 26, -88)), 32, 0.9, 0, lid="screw", label=(-30, -62, 60, 38)), 0.15, 0.75, _C(0.76, 0.14, 70)),
    "can": (Turned(((30, -2), (30, -92), (27, -97)), 28, 1.0, 27), 0.13, 0.62, _C(0.60, 0.17, 28)),
    "perfume": (Turned(((34, 0, 36, -4), (36, -58), (36, -70, 8, -70, 8, -78)), 32, 1.0, 0, lid="cap", label=(-20, -46, 40, 26)), 0.12, 0.72, _C(0.80, 0.08, 25)),
    "pump": (Turned(((25, 0, 26, -4), (26, -68), (26, -76, 8, -76, 8, -79)), 23, 0.8, 0, lid="pump", label=(-20, -58, 40, 36)), 0.2, 0.55, _C(0.86, 0.04, 165)),
    "tube": (Turned(((15, 0), (15, -12), (17, -14), (22, -98)), 15, 0.7, 0, lid="foot", label=(-13, -78, 26, 44)), 0.16, 0.45, _C(0.86, 0.05, 30)),
    "pot": (Turned(((56, -6), (60, -88)), 50, 0.8, 60), 0.2, 1.4, _C(0.45, 0.03, 255)),
}  # fmt: skip


def _cup(b: Brush, k: Look) -> None:
    b.shape(oval(0, -3, 74, 8), k.colour.shade(0.1), 1.2)
    b.shape(oval(0, -6, 60, 5), k.colour.lit(0.2), 0.4)
    with b.at(0, -6):
        vessel(b, k, VESSELS["cup"][0])
        b.fill(oval(0, -81, 42, 5), Colour(0.36, 0.06, 50))
    for dx, lean in ((-14, -6), (10, 7)):
        steam = curve(dx, -98, dx + lean, -112, dx - lean, -126, dx + lean * 0.6, -142)
        if not b.lines:
            b.line(steam, WHITE, 4, 0.22)


def _glass_drink(b: Brush, k: Look) -> None:
    shape = poly(-24, 0, -32, -94, 32, -94, 24, 0)
    b.fill(shape, Colour(0.93, 0.02, 220), 0.45)
    drink = poly(-23.4, -3, -29.5, -72, 29.5, -72, 23.4, -3)
    b.shape(drink, k.colour, 1.1, down=0.1)
    b.shape(oval(0, -72, 29.5, 5), k.colour.lit(0.35), 0.4)
    for x, y, turn in ((-10, -62, 12), (9, -56, -18)):
        with b.at(x, y, turn=turn):
            b.fill(rect(-8, -8, 16, 16, 3), WHITE, 0.45)
    b.line(line(8, -60, 22, -118), k.palette.accents[0], 4)
    b.shape(oval(-28, -94, 15, 15), Colour(0.86, 0.15, 95), 0.6)
    b.fill(oval(-28, -94, 11.5, 11.5), Colour(0.95, 0.08, 100))
    b.shine(rect(b.light * 22 - 2, -84, 4, 68, 2), 0.4, 1)


def _wineglass(b: Brush, k: Look) -> None:
    glass = Colour(0.90, 0.015, 230)
    b.shape(oval(0, -2, 20, 3.4), glass, 0.6)
    b.shape(rect(-1.4, -46, 2.8, 45), glass, 0.8)
    b.fill(bez(-19, -98, (-30, -64, -14, -46, 0, -45), (14, -46, 30, -64, 19, -98)), glass, 0.4)
    b.shape(bez(-23.5, -74, (-24, -56, -10, -48, 0, -47), (10, -48, 24, -56, 23.5, -74)), k.colour)
    b.shape(oval(0, -74, 23.4, 3.6), k.colour.lit(0.22), 0.3)
    b.line(oval(0, -98, 19, 2.6), WHITE, 0.7, 0.8)
    b.shine(bez(b.light * 15, -92, (b.light * 24, -70, b.light * 14, -56), (b.light * 18, -70, b.light * 15, -92)), 0.5, 0.6)


def _plate(b: Brush, k: Look) -> None:
    b.shape(oval(0, -40, 220, 40), k.colour.shade(0.12), 0.9)
    b.shape(oval(0, -50, 220, 40), k.colour, 0.5)
    b.dark(oval(0, -46, 150, 24), 0.14, 4)
    b.fill(oval(0, -48, 146, 22), k.colour.lit(0.3))


for _key, (_spec, _metres, _aspect, _colour) in VESSELS.items():
    _draw = _cup if _key == "cup" else partial(vessel, spec=_spec)
    register(_key, "vessel", _metres, _aspect, _colour, _draw, "table", _spec.label)
register("glass", "vessel", 0.15, 0.65, Colour(0.80, 0.15, 70), _glass_drink, "table")
register("wineglass", "vessel", 0.22, 0.5, Colour(0.40, 0.13, 15), _wineglass, "table")
register("plate", "vessel", 0.03, 4.4, Colour(0.94, 0.012, 90), _plate, "table")


def round_fruit(b: Brush, shape: object, colour: Colour, x: float, y: float, radius: float) -> None:
    """Paint a body with light on its shoulder and a shaded rim, as a fruit has."""
    if b.lines or b.stage <= 1 or b.style.fill in {"flat", "paper"}:
        b.shape(shape, colour)
        return
    side = b.light
    stops = ((0.0, colour.lit(0.5), 1.0), (0.4, colour, 1.0), (1.0, colour.shade(0.48), 1.0))
    b.canvas.drawPath(shape, b.radial(x + side * radius * 0.4, y - radius * 0.45, radius * 1.7, stops))
    with b.inside(shape):
        b.shine(oval(x + side * radius * 0.38, y - radius * 0.42, radius * 0.16, radius * 0.24), 0.5, radius * 0.1)


def _twig(b: Brush, x: float, y: float, *, with_leaf: bool = False) -> None:
    b.line(curve(x, y, x + 1, y - 8, x + 6, y - 15), STEM, 3.4)
    if with_leaf:
        b.shape(leaf(x + 2, y - 6, 30, 10, 62), LEAF)


def _apple(b: Brush, k: Look) -> None:
    shape = bez(0, 0, (-16, 4, -50, -4, -50, -48), (-50, -86, -18, -90, 0, -80), (18, -90, 50, -86, 50, -48), (50, -4, 16, 4, 0, 0))
    round_fruit(b, shape, k.colour, 0, -44, 48)
    with b.inside(shape):
        b.dark(oval(0, -80, 13, 4), 0.4, 2)
    _twig(b, 0, -79, with_leaf=True)


def _pear(b: Brush, k: Look) -> None:
    shape = bez(0, 0, (-38, 2, -42, -38, -20, -58), (-12, -68, -14, -88, 0, -88), (14, -88, 12, -68, 20, -58), (42, -38, 38, 2, 0, 0))
    round_fruit(b, shape, k.colour, 0, -32, 38)
    with b.inside(shape):
        b.soft(oval(b.light * -18, -24, 14, 20), Colour(0.62, 0.15, 45), 0.35, 8)
    _twig(b, 0, -86)


def _citrus(b: Brush, k: Look, pointed: float) -> None:
    if pointed:
        shape = bez(-66, -42, (-58, -60, -44, -86, 0, -86), (44, -86, 58, -60, 68, -44), (60, -30, 46, 0, 0, 0), (-46, 0, -58, -28, -66, -42))
    else:
        shape = oval(0, -47, 48)
    round_fruit(b, shape, k.colour, 0, -46, 46)
    if b.detailed and not b.lines:
        for _ in range(26):
            b.fill(oval(k.rng.uniform(-34, 34), -46 + k.rng.uniform(-30, 34), 1), k.colour.shade(0.3), 0.3)
    b.shape(oval(0 if not pointed else 66, -94 if not pointed else -44, 4, 3), LEAF.shade(0.3))
    if not pointed:
        b.shape(leaf(0, -93, 36, 12, 66), LEAF)


def _peach(b: Brush, k: Look) -> None:
    shape = bez(0, -2, (-58, 4, -62, -86, -6, -88), (4, -84), (60, -90, 60, 4, 0, -2))
    round_fruit(b, shape, k.colour, 0, -44, 48)
    b.line(curve(0, -86, -12, -50, 0, -4), k.colour.shade(0.35), 2.4, 0.5)
    b.shape(leaf(0, -86, 42, 13, 58), LEAF)


def _cherry(b: Brush, k: Look) -> None:
    for x, y in ((-24, -26), (26, -22)):
        b.line(bez(x, y - 20, (x * 0.6, -70, 4, -98), closed=False), LEAF.shade(0.2), 3)
        round_fruit(b, oval(x, y, 24), k.colour, x, y, 24)
    b.shape(leaf(4, -97, 46, 14, 84), LEAF)


def _strawberry(b: Brush, k: Look) -> None:
    shape = bez(0, 0, (-16, -8, -46, -44, -38, -66), (-30, -86, 30, -86, 38, -66), (46, -44, 16, -8, 0, 0))
    round_fruit(b, shape, k.colour, 0, -50, 38)
    for row, count in ((-62, 4), (-46, 4), (-30, 3), (-16, 1)):
        for step in range(count):
            x = (step - (count - 1) / 2) * 16 + (4 if row == -46 else 0)
            b.fill(oval(x, row, 1.7, 2.6), Colour(0.90, 0.12, 90))
    for angle in (-100, -60, -20, 20, 60, 100):
        b.shape(leaf(0, -78, 30, 8, angle), LEAF, 0.6)


def _banana(b: Brush, k: Look) -> None:
    for turn, tone in ((10, k.colour.shade(0.14)), (-6, k.colour)):
        with b.at(0, -6, turn=turn):
            b.shape(bez(-66, -62, (-54, 8, 34, 26, 70, -54), (76, -54), (70, -66), (40, -16, -24, -24, -52, -72), (-58, -76)), tone, 0.8, down=0.15)
            b.line(curve(-58, -62, -34, -14, 20, -6, 66, -52), tone.shade(0.25), 1.6, 0.6)
            b.fill(poly(-66, -62, -58, -80, -52, -72), STEM)


def _grapes(b: Brush, k: Look) -> None:
    _twig(b, 0, -84, with_leaf=True)
    for row, count in ((-76, 4), (-60, 5), (-44, 4), (-29, 3), (-14, 1)):
        for step in range(count):
            x = (step - (count - 1) / 2) * 17
            round_fruit(b, oval(x, row, 10.6), k.colour.shade(0.1 * ((step + count) % 2)), x, row, 10.6)


def _watermelon(b: Brush, k: Look) -> None:
    b.shape(bez(-92, -82, (-80, 26, 80, 26, 92, -82)), LEAF.shade(0.15))
    b.shape(bez(-84, -82, (-72, 12, 72, 12, 84, -82)), Colour(0.93, 0.06, 130), 0.4)
    b.shape(bez(-78, -84, (-66, 2, 66, 2, 78, -84)), k.colour, 0.6)
    for x, y in ((-44, -66), (-16, -70), (14, -66), (44, -68), (-28, -46), (2, -46), (30, -46), (-8, -28), (16, -28)):
        b.fill(oval(x, y, 2.6, 4), Colour(0.25, 0.03, 40))


def _pineapple(b: Brush, k: Look) -> None:
    for angle in (-52, 52, -34, 34, -16, 16, 0):
        b.shape(leaf(0, -58, 44 - abs(angle) * 0.25, 7, angle), LEAF.shade(abs(angle) / 200))
    body = oval(0, -32, 25, 33)
    b.shape(body, k.colour, 1.1, down=0.2)
    with b.inside(body):
        for step in range(-6, 7):
            b.line(line(step * 9 - 34, 2, step * 9 + 34, -66), k.colour.shade(0.4), 1.1, 0.7)
            b.line(line(step * 9 + 34, 2, step * 9 - 34, -66), k.colour.shade(0.4), 1.1, 0.7)


for _key, _draw_one, _metres, _aspect, _colour in (
    ("apple", _apple, 0.08, 1.0, Colour(0.56, 0.20, 26)), ("pear", _pear, 0.1, 0.85, Colour(0.78, 0.13, 105)),
    ("lemon", partial(_citrus, pointed=1), 0.06, 1.4, Colour(0.88, 0.17, 98)), ("peach", _peach, 0.08, 1.2, Colour(0.78, 0.12, 45)),
    ("orange_fruit", partial(_citrus, pointed=0), 0.08, 1.05, Colour(0.75, 0.17, 60)), ("cherry", _cherry, 0.06, 1.1, Colour(0.50, 0.20, 22)),
    ("strawberry", _strawberry, 0.05, 0.85, Colour(0.60, 0.22, 24)), ("banana", _banana, 0.1, 1.5, Colour(0.88, 0.16, 95)),
    ("grapes", _grapes, 0.15, 0.95, Colour(0.45, 0.14, 305)), ("watermelon", _watermelon, 0.2, 1.85, Colour(0.64, 0.20, 20)),
    ("pineapple", _pineapple, 0.3, 0.65, Colour(0.78, 0.14, 80)),
):  # fmt: skip
    register(_key, "fruit", _metres, _aspect, _colour, _draw_one, "table")
