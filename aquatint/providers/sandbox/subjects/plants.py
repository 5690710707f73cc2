# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Trees, flowers and leaves. The season turns the leaves; snow lies on what is outside in winter."""

import math
from functools import partial

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, leaf, limb, oval, rect
from aquatint.providers.sandbox.subjects.registry import Look, register

BARK = Colour(0.40, 0.05, 55)
STEM = Colour(0.48, 0.09, 140)
POT = Colour(0.58, 0.12, 42)


def foliage(k: Look) -> Colour:
    """Paint the colour of leaves in this season."""
    turned = {"autumn": Colour(0.66, 0.15, 55), "spring": k.colour.lighter(0.08), "winter": k.colour.mix(WHITE, 0.12)}
    return turned.get(k.season, k.colour) if k.colour.hue > 90 else k.colour


def snowy(k: Look) -> bool:
    """Whether snow lies on branches and roofs."""
    return k.weather == "snow" or k.season == "winter"


def _pine(b: Brush, k: Look) -> None:
    b.shape(rect(-2.5, -16, 5, 16), BARK)
    for step in range(6):
        t = step / 6
        wide, y = 25 * (1 - t) + 4, -9 - 78 * t
        tier = bez(-wide, y, (-wide * 0.4, y - 7, 0, y - 27), (wide * 0.4, y - 7, wide, y), (wide * 0.6, y + 3.5, wide * 0.35, y - 0.5), (0, y + 5, -wide * 0.35, y - 0.5), (-wide * 0.6, y + 3.5, -wide, y))
        b.shape(tier, k.colour.lighter(0.05 * t), 0.9, down=0.25)
        if snowy(k):
            b.fill(bez(-wide * 0.62, y - 4, (-wide * 0.3, y - 9, 0, y - 27), (wide * 0.3, y - 9, wide * 0.62, y - 4), (wide * 0.2, y - 10, 0, y - 6), (-wide * 0.3, y - 10, -wide * 0.62, y - 4)), WHITE, 0.9)


def _crown(b: Brush, k: Look, x: float, y: float, r: float, tone: Colour, *, blossom: bool = False) -> None:
    """Paint a crown of overlapping clumps, light above, shade below."""
    clumps = [(x - r * 0.55, y + r * 0.25, r * 0.6), (x + r * 0.58, y + r * 0.22, r * 0.58), (x, y + r * 0.34, r * 0.62), (x - r * 0.34, y - r * 0.28, r * 0.62), (x + r * 0.36, y - r * 0.3, r * 0.6), (x, y - r * 0.05, r * 0.66)]
    for index, (cx, cy, cr) in enumerate(clumps):
        points: list[float] = []
        for step in range(11):
            angle = math.tau * step / 11
            reach = cr * (1 + 0.10 * (-1) ** step + k.rng.uniform(-0.05, 0.05))
            points += [cx + math.cos(angle) * reach, cy + math.sin(angle) * reach * 0.92]
        b.shape(blob(*points), tone.shade(0.34 - 0.06 * index), 0.8, down=0.18)
    if not b.detailed or b.lines:
        return
    for _ in range(46):
        angle, reach = k.rng.uniform(0, math.tau), r * k.rng.uniform(0, 1) ** 0.5
        px, py = x + math.cos(angle) * reach, y + math.sin(angle) * reach * 0.82
        lit = (px - x) * b.light > 0 or py < y
        size = r * (0.05 if not blossom else 0.06)
        b.fill(oval(px, py, size, size * 0.75), tone.lit(0.35) if lit else tone.shade(0.25), 0.45 if not blossom else 0.75)
    if snowy(k):
        for cx, cy, cr in clumps[3:5]:
            b.soft(blob(cx - cr * 0.8, cy - cr * 0.4, cx, cy - cr * 0.95, cx + cr * 0.8, cy - cr * 0.4, cx, cy - cr * 0.6), WHITE, 0.9, 1)


def _tree(b: Brush, k: Look) -> None:
    trunk = BARK
    b.shape(bez(-6, 0, (-3.5, -10, -3.5, -40), (3.5, -40), (3.5, -10, 7, 0)), trunk)
    b.shape(limb(0, -30, 4, -9, -44, 2.6, -16, -52, 1.6), trunk)
    b.shape(limb(0, -32, 4, 10, -46, 2.6, 16, -55, 1.6), trunk)
    _crown(b, k, 0, -66, 33, foliage(k))
    if k.second != k.colour and k.second.chroma > 0.1:
        for _ in range(9):
            b.shape(oval(k.rng.uniform(-24, 24), k.rng.uniform(-84, -50), 3), k.second)


def _blossom(b: Brush, k: Look) -> None:
    bark = Colour(0.34, 0.04, 40)
    b.shape(bez(-5, 0, (-2, -16, -6, -40), (2, -42), (4, -16, 8, 0)), bark)
    for x, y in ((-26, -60), (24, -62), (4, -74), (-12, -72)):
        b.shape(limb(-2, -34, 4.5, x * 0.5, y * 0.78, 3, x, y, 1.6), bark)
    for x, y, r in ((-24, -66, 19), (23, -68, 19), (0, -80, 21)):
        _crown(b, k, x, y, r, k.colour, blossom=True)


def _birch(b: Brush, k: Look) -> None:
    for dx, top in ((-5, -72), (6, -64)):
        b.shape(limb(dx, 0, 5, dx * 1.1, -40, 4, dx * 1.3, top, 2), Colour(0.94, 0.008, 90))
        for step in range(9):
            b.fill(rect(dx - 2 + step % 2 * 1.5, -8 - step * 7, 2.6, 1.1), Colour(0.3, 0.01, 280), 0.8)
    _crown(b, k, 0, -74, 25, foliage(k) if k.season != "summer" else Colour(0.74, 0.13, 125))


def _willow(b: Brush, k: Look) -> None:
    b.shape(bez(-7, 0, (-3, -16, -5, -46), (5, -46), (4, -16, 9, 0)), BARK)
    tone = foliage(k)
    _crown(b, k, 0, -76, 24, tone)
    for step in range(30):
        x = -38 + step * 2.6
        top = -84 + abs(x) * 0.45
        b.line(curve(x * 0.7, top, x, top + 20, x * 1.05, min(-6.0, top + 46 + k.rng.uniform(0, 16))), tone.shade(0.08 + 0.22 * k.rng.random()), 2.4, 0.9)


def _palm(b: Brush, k: Look) -> None:
    b.shape(limb(-4, 0, 7, 2, -36, 4.6, 8, -72, 3.4), Colour(0.54, 0.06, 65))
    for step in range(9):
        b.line(curve(-4 + step * 1.1, -6 - step * 7, -0.5 + step * 1.1, -7.5 - step * 7, 2.5 + step * 1.1, -6 - step * 7), BARK, 0.8, 0.6)
    for index, angle in enumerate((-104, 98, -72, 70, -36, 36, -4)):
        with b.at(8, -72, turn=angle):
            frond = bez(0, 0, (6, -14, 4, -30, -4, -42), (-7, -28, -6, -12, 0, 0))
            b.shape(frond, k.colour.shade(0.22 - 0.04 * index), 0.8)
            b.line(curve(0, 0, 1, -16, -3, -40), k.colour.lit(0.3), 0.7, 0.6)
    for dx in (-3, 2, 6):
        b.shape(oval(8 + dx * 0.8, -70, 3), Colour(0.42, 0.07, 50))


def _cactus(b: Brush, k: Look) -> None:
    b.shape(limb(-14, -58, 9, -20, -40, 9, -14, -30, 9, 0, -30, 8), k.colour.shade(0.12))
    b.shape(limb(15, -72, 8, 20, -54, 8, 14, -44, 8, 0, -44, 8), k.colour.shade(0.12))
    b.shape(rect(-8, -96, 16, 96, 8), k.colour, down=0.2)
    for x in (-4, 0, 4):
        b.line(curve(x, -92, x * 1.2, -50, x, -3), k.colour.shade(0.35), 0.8, 0.5)
    b.shape(oval(0, -97, 4.5, 3.5), Colour(0.70, 0.19, 0))
    b.shape(oval(-14, -63, 3.2, 2.6), Colour(0.70, 0.19, 0))


def _bush(b: Brush, k: Look) -> None:
    for x, y, r in ((-44, -34, 34), (44, -32, 33), (0, -50, 44)):
        _crown(b, k, x, y, r, foliage(k).shade(0.06))


def _stem(b: Brush, lean: float, top: float, *, leaves: int = 2) -> None:
    b.line(curve(0, 0, lean * 0.3, top * 0.5, lean, top), STEM, 2.2)
    for step in range(leaves):
        y = top * (0.25 + 0.22 * step)
        side = -1 if step % 2 else 1
        b.shape(leaf(lean * 0.2, y, 26, 9, side * 52), STEM.lit(0.08), 0.7)


def _daisy(b: Brush, k: Look) -> None:
    _stem(b, 0, -74)
    for step in range(10):
        with b.at(0, -78, turn=step * 36):
            b.shape(bez(0, 0, (-7, -8, -6, -24, 0, -24), (6, -24, 7, -8, 0, 0)), k.colour, 0.6)
    b.shape(oval(0, -78, 6.5), Colour(0.82, 0.15, 85))


def _rose(b: Brush, k: Look) -> None:
    _stem(b, 2, -66, leaves=3)
    tone = k.colour
    b.shape(blob(-19, -76, -15, -94, 2, -100, 19, -92, 22, -76, 12, -62, -8, -61), tone.shade(0.15))
    b.shape(blob(-19, -78, -6, -84, 4, -70, -2, -60, -14, -64), tone, 0.8)
    b.shape(blob(22, -78, 9, -86, 0, -70, 6, -60, 16, -64), tone.lit(0.08), 0.8)
    b.shape(blob(-10, -84, -2, -95, 12, -92, 13, -80, 2, -74), tone.lit(0.14), 0.8)
    b.line(curve(-4, -84, 2, -90, 8, -86, 4, -80, 0, -83, 3, -86), tone.shade(0.5), 1.4, 0.8)


def _tulip(b: Brush, k: Look) -> None:
    _stem(b, 0, -66)
    b.shape(bez(-15, -92, (-19, -72, -12, -62, 0, -62), (12, -62, 19, -72, 15, -92), (9, -84), (0, -97), (-9, -84)), k.colour)
    b.shape(bez(0, -96, (-11, -84, -9, -64, 0, -62), (9, -64, 11, -84, 0, -96)), k.colour.lit(0.16), 0.8)


def _sunflower(b: Brush, k: Look) -> None:
    _stem(b, 0, -70, leaves=3)
    for ring, tone in ((17, k.colour.shade(0.14)), (0, k.colour)):
        for step in range(14):
            with b.at(0, -74, turn=step * 360 / 14 + ring):
                b.shape(bez(0, -8, (-6, -14, -4, -24, 0, -27), (4, -24, 6, -14, 0, -8)), tone, 0.5)
    b.shape(oval(0, -74, 12), Colour(0.38, 0.07, 50))
    if b.detailed:
        for step in range(40):
            angle, r = step * 2.4, 1.7 * math.sqrt(step)
            b.fill(oval(math.cos(angle) * r, -74 + math.sin(angle) * r, 0.7), Colour(0.62, 0.11, 65), 0.8)


def _spike(b: Brush, k: Look) -> None:
    for lean in (-16, -6, 6, 17):
        b.line(curve(0, 0, lean * 0.4, -40, lean, -92), STEM, 1.4)
        for step in range(12):
            t = step / 11
            x, y, r = lean * (0.5 + 0.5 * t), -52 - 44 * t, 3.8 - 2 * t
            for side in (-1, 1):
                b.shape(oval(x + side * r * 0.8, y, r, r * 0.8), k.colour.shade(0.15 * (step % 2)), 0.6)


def _lotus(b: Brush, k: Look) -> None:
    b.shape(oval(0, -4, 66, 9), Colour(0.52, 0.10, 150), 0.6)
    for angle in (-72, 72, -48, 48, -24, 24, 0):
        with b.at(0, -8, turn=angle):
            b.shape(bez(0, 0, (-20, -28, -12, -62, 0, -84), (12, -62, 20, -28, 0, 0)), k.colour.shade(0.1).lit(0.25 - abs(angle) / 400), 0.7, down=0.12)


def _fern(b: Brush, k: Look) -> None:
    for lean, reach, tone in ((-30, 74, k.colour.mix(Colour(0.7, 0.1, 120), 0.5)), (30, 70, k.colour.lighter(0.08)), (0, 99, k.colour)):
        _frond(b, lean, reach, tone)


def _frond(b: Brush, lean: float, reach: float, tone: Colour, count: int = 15) -> None:
    with b.at(0, 0, turn=lean * 0.7):
        bend = lean * 0.25
        b.line(curve(0, 0, bend * 0.3, -reach * 0.5, bend, -reach), tone.shade(0.35), 1.0)
        for step in range(2, count + 1):
            t = step / count
            x, y = bend * t * t, -reach * t
            long = reach * 0.23 * math.sin(math.pi * min(1, t * 0.86 + 0.12)) ** 0.7
            for side in (-1, 1):
                b.shape(leaf(x, y, long, long * 0.27, side * (64 - 26 * t)), tone.shade(0.14 if side * b.light < 0 else 0.0), 0.5)
                if b.detailed and not b.lines:
                    angle = math.radians(side * (64 - 26 * t))
                    b.line(curve(x, y, x + math.sin(angle) * long * 0.5, y - math.cos(angle) * long * 0.5, x + math.sin(angle) * long * 0.88, y - math.cos(angle) * long * 0.88), tone.lit(0.45), 0.3, 0.6)


def _potted(b: Brush, k: Look) -> None:
    for angle, long in ((-66, 44), (64, 46), (-40, 58), (38, 60), (-14, 66), (16, 62), (0, 50)):
        with b.at(0, -34, turn=angle):
            b.line(curve(0, 0, 1, -long * 0.4, 0, -long * 0.6), STEM, 1.6)
            b.shape(blob(0, -long * 0.45, -11, -long * 0.62, -9, -long * 0.86, 0, -long, 9, -long * 0.86, 11, -long * 0.62), k.colour.shade(abs(angle) / 260), 0.8)
            b.line(curve(0, -long * 0.5, 0.6, -long * 0.7, 0, -long * 0.96), k.colour.lit(0.35), 0.8, 0.6)
    pot = k.second if k.second != k.colour else POT
    b.shape(bez(-19, -34, (-15, -1), (-13, 1, 13, 1, 15, -1), (19, -34)), pot, down=0.15)
    b.shape(rect(-21, -40, 42, 9, 2), pot.lit(0.08))


def _bonsai(b: Brush, k: Look) -> None:
    b.shape(limb(-2, -14, 9, 8, -34, 7, -8, -52, 5, 4, -72, 3), BARK)
    b.shape(limb(2, -40, 4, 22, -48, 3, 30, -50, 2), BARK)
    for x, y, r in ((-22, -56, 17), (30, -56, 15), (4, -82, 20)):
        with b.at(x, y, 1.0):
            _crown(b, k, 0, 0, r, foliage(k))
    b.shape(bez(-34, -15, (-28, -1), (28, -1), (34, -15)), k.second if k.second != k.colour else Colour(0.45, 0.07, 250))
    b.shape(rect(-37, -18, 74, 5, 2), Colour(0.42, 0.07, 250))


def _mushroom(b: Brush, k: Look) -> None:
    b.shape(bez(-13, 0, (-9, -20, -11, -52), (11, -52), (9, -20, 14, 0), (0, 4, -13, 0)), Colour(0.95, 0.025, 85), down=0.1)
    b.shape(oval(0, -50, 30, 7), Colour(0.85, 0.04, 70), 0.6)
    cap = bez(-44, -48, (-44, -84, -20, -98, 0, -98), (20, -98, 44, -84, 44, -48), (20, -58, -20, -58, -44, -48))
    b.shape(cap, k.colour, down=0.12)
    with b.inside(cap):
        for x, y, r in ((-26, -68, 7), (2, -82, 8), (24, -66, 6), (-6, -60, 4.5), (14, -92, 3.5)):
            b.fill(oval(x, y, r, r * 0.8), WHITE, 0.92)


def _grass(b: Brush, k: Look) -> None:
    for step in range(13):
        x = -30 + step * 5
        lean = x * 0.7 + k.rng.uniform(-10, 10)
        top = -100 + abs(x) * 1.4 + k.rng.uniform(-12, 4)
        b.shape(bez(x - 2, 0, (x, top * 0.6, x + lean, top), (x + 3, top * 0.5, x + 2.5, 0)), k.colour.shade(0.3 * k.rng.random()), 0.6)


_GREEN = Colour(0.50, 0.10, 145)
for _key, _draw, _metres, _aspect, _colour, _on in (
    ("pine", _pine, 6.0, 0.6, Colour(0.38, 0.07, 160), "ground"), ("tree", _tree, 5.5, 0.9, Colour(0.56, 0.12, 135), "ground"),
    ("blossom", _blossom, 5.0, 1.0, Colour(0.84, 0.09, 0), "ground"), ("birch", _birch, 6.0, 0.6, _GREEN, "ground"),
    ("willow", _willow, 5.5, 0.95, Colour(0.60, 0.10, 130), "ground"), ("palm", _palm, 6.0, 0.9, Colour(0.55, 0.12, 145), "ground"),
    ("cactus", _cactus, 2.2, 0.5, Colour(0.52, 0.10, 155), "ground"), ("bush", _bush, 1.0, 1.5, _GREEN, "ground"),
    ("flower", _daisy, 0.5, 0.55, Colour(0.97, 0.01, 95), "ground"), ("rose", _rose, 0.6, 0.5, Colour(0.56, 0.20, 18), "ground"),
    ("tulip", _tulip, 0.5, 0.45, Colour(0.63, 0.20, 20), "ground"), ("sunflower", _sunflower, 1.4, 0.55, Colour(0.84, 0.16, 85), "ground"),
    ("lavender_plant", _spike, 0.6, 0.5, Colour(0.62, 0.13, 300), "ground"), ("lotus", _lotus, 0.5, 1.4, Colour(0.86, 0.08, 355), "water"),
    ("fern", _fern, 0.7, 0.9, Colour(0.46, 0.07, 155), "ground"), ("mushroom", _mushroom, 0.4, 0.9, Colour(0.58, 0.20, 28), "ground"),
    ("grass", _grass, 0.4, 0.8, Colour(0.58, 0.12, 135), "ground"),
):  # fmt: skip
    register(_key, "plant", _metres, _aspect, _colour, _draw, _on)
register("potted", "plant", 0.7, 0.9, Colour(0.50, 0.10, 150), _potted, indoor=True)
register("bonsai", "plant", 0.5, 0.95, Colour(0.50, 0.10, 140), _bonsai, "table")
frond = partial(_frond)
