# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Furniture, and the fire."""

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, subject
from aquatint.providers.sandbox.subjects.things import GOLD, WOOD, second


@subject("chair", "furniture", 0.9, 0.55, WOOD)
def _chair(b: Brush, k: Look) -> None:
    for x in (-20, 16):
        b.shape(rect(x, -46, 5, 46, 1.5), k.colour.shade(0.3))
    b.shape(rect(-24, -100, 5, 56, 2), k.colour.shade(0.1))
    b.shape(rect(16, -100, 5, 56, 2), k.colour.shade(0.1))
    for y in (-97, -82, -67):
        b.shape(rect(-22, y, 40, 8, 2), k.colour)
    b.shape(poly(-27, -44, 22, -44, 28, -50, -20, -50), second(k, k.colour.lit(0.25)), 0.5)
    b.shape(rect(-27, -45, 54, 6, 2), k.colour)
    for x in (-27, 21):
        b.shape(rect(x, -40, 6, 40, 1.5), k.colour)


@subject("armchair", "furniture", 0.95, 1.0, Colour(0.55, 0.11, 165))
def _armchair(b: Brush, k: Look) -> None:
    for x in (-34, 28):
        b.shape(poly(x, -12, x + 7, -12, x + 5, 0, x + 2, 0), WOOD)
    b.shape(blob(-34, -36, -36, -84, -20, -99, 20, -99, 36, -84, 34, -36), k.colour.shade(0.08), down=0.1)
    b.shape(rect(-32, -46, 64, 22, 8), k.colour.lit(0.12))
    b.shape(rect(-38, -30, 76, 20, 6), k.colour.shade(0.12))
    for side in (-1, 1):
        b.shape(rect(side * 40 - 10, -60, 20, 52, 9), k.colour)
    b.shape(blob(-16, -50, -17, -74, 12, -78, 16, -54), k.palette.accents[1], 0.8)


@subject("sofa", "furniture", 0.85, 2.2, Colour(0.52, 0.10, 235))
def _sofa(b: Brush, k: Look) -> None:
    for x in (-92, 86):
        b.shape(poly(x, -12, x + 8, -12, x + 6, 0, x + 2, 0), WOOD)
    b.shape(rect(-96, -98, 192, 76, 16), k.colour.shade(0.1), down=0.15)
    for x in (-82, 2):
        b.shape(rect(x, -88, 80, 50, 10), k.colour)
        b.shape(rect(x - 1, -48, 82, 24, 9), k.colour.lit(0.14))
    b.shape(rect(-96, -30, 192, 20, 6), k.colour.shade(0.14))
    for side in (-1, 1):
        b.shape(rect(side * 98 - 14, -66, 28, 56, 12), k.colour)
    for x, tone in ((-70, k.palette.accents[0]), (66, k.palette.accents[1])):
        with b.at(x, -54, turn=8 if x < 0 else -10):
            b.shape(rect(-17, -18, 34, 34, 7), tone.at(0.68), 0.8)


@subject("table", "furniture", 0.75, 1.6, WOOD)
def _table(b: Brush, k: Look) -> None:
    for x in (-66, 58):
        b.shape(poly(x, -88, x + 9, -88, x + 7, 0, x + 2, 0), k.colour.shade(0.15))
    b.shape(rect(-70, -90, 140, 14), k.colour.shade(0.25))
    b.shape(poly(-80, -90, -68, -100, 68, -100, 80, -90), k.colour.lit(0.2), 0.4)
    b.shape(rect(-80, -91, 160, 7, 2), k.colour)


@subject("bed", "furniture", 1.0, 2.0, Colour(0.62, 0.09, 240))
def _bed(b: Brush, k: Look) -> None:
    b.shape(rect(-96, -98, 12, 98, 4), WOOD)
    b.shape(rect(84, -58, 10, 58, 3), WOOD)
    b.shape(rect(-88, -30, 176, 18), WOOD.shade(0.2))
    b.shape(rect(-86, -48, 172, 26, 6), WHITE.shade(0.06))
    b.shape(blob(-82, -48, -80, -68, -46, -70, -40, -50), WHITE, 0.7)
    b.shape(bez(-44, -50, (20, -62, 84, -54), (90, -50, 88, -18), (-40, -18), (-52, -34, -44, -50)), k.colour, 0.9, down=0.15)
    b.shape(bez(-44, -50, (-30, -56, -22, -54), (-30, -36, -20, -18), (-40, -18), (-52, -34, -44, -50)), k.colour.lit(0.4), 0.5)


@subject("bookshelf", "furniture", 2.0, 0.75, WOOD)
def _bookshelf(b: Brush, k: Look) -> None:
    b.shape(rect(-37, -100, 74, 100, 1.5), k.colour)
    for row in range(4):
        y = -96 + row * 24
        b.fill(rect(-33, y, 66, 20), k.colour.shade(0.6))
        x = -32.0
        while x < 24:
            wide, tall = k.rng.uniform(3, 6.4), k.rng.uniform(13, 18.6)
            if k.rng.random() < 0.86:
                tone = (*k.palette.accents, Colour(0.86, 0.04, 80), Colour(0.42, 0.08, 250))[k.rng.randint(0, 4)]
                b.shape(rect(x, y + 20 - tall, wide, tall, 0.6), tone.at(k.rng.uniform(0.4, 0.72)), 0.6)
            x += wide + 0.5
        if row == 1:
            b.shape(oval(28, y + 15, 4.6), GOLD)


@subject("wardrobe", "furniture", 2.0, 0.65, Colour(0.60, 0.07, 60))
def _wardrobe(b: Brush, k: Look) -> None:
    b.shape(rect(-32, -97, 64, 94, 2), k.colour)
    b.shape(rect(-35, -100, 70, 6, 1), k.colour.shade(0.2))
    for x in (-29, 1.5):
        b.shape(rect(x, -91, 27.5, 82, 1), k.colour.lit(0.08), 0.5)
        b.line(rect(x + 4, -86, 19.5, 34, 1), k.colour.shade(0.25), 0.8, 0.8)
        b.line(rect(x + 4, -48, 19.5, 34, 1), k.colour.shade(0.25), 0.8, 0.8)
    for x in (-4, 4):
        b.shape(oval(x, -48, 1.5), GOLD)


@subject("fireplace", "furniture", 1.2, 1.35, Colour(0.60, 0.09, 40))
def _fireplace(b: Brush, k: Look) -> None:
    b.shape(rect(-62, -88, 124, 88), k.colour)
    if b.detailed:
        for row, step in ((row, step) for row in range(7) for step in range(8)):
            with b.inside(rect(-62, -88, 124, 88)):
                b.line(rect(-62 + step * 18 - row % 2 * 9, -88 + row * 12.6, 18, 12.6), k.colour.shade(0.3), 0.8, 0.5)
    b.shape(rect(-70, -98, 140, 12, 2), WOOD)
    hole = bez(-36, 0, (-36, -48), (-30, -66, 30, -66, 36, -48), (36, 0))
    b.fill(hole, Colour(0.2, 0.02, 40))
    with b.inside(hole):
        _flames(b, 0, -4, 0.62)


def _flames(b: Brush, x: float, y: float, scale: float) -> None:
    with b.at(x, y, scale):
        b.glow(0, -36, 110, Colour(0.78, 0.17, 60), 0.8)
        b.shape(blob(0, -92, -14, -60, -32, -44, -34, -14, 0, 0, 34, -14, 30, -46, 16, -60), Colour(0.66, 0.20, 40), 0.2)
        b.shape(blob(2, -66, -10, -42, -20, -18, 0, -2, 20, -16, 12, -40), Colour(0.78, 0.17, 62), 0.2)
        b.shape(blob(0, -38, -9, -16, 0, -3, 10, -15), Colour(0.94, 0.12, 95), 0.1)
        for turn in (64, -64):
            with b.at(0, -2, turn=turn):
                b.shape(rect(-5, -44, 10, 88, 5), Colour(0.36, 0.05, 50))


@subject("campfire", "nature", 0.8, 0.9, Colour(0.66, 0.2, 40))
def _campfire(b: Brush, k: Look) -> None:
    del k
    for x in (-40, -22, 24, 42):
        b.shape(oval(x, -3, 10, 6), Colour(0.56, 0.01, 260))
    _flames(b, 0, -6, 1.0)


@subject("mirror", "furniture", 1.2, 0.65, GOLD, "wall")
def _mirror(b: Brush, k: Look) -> None:
    b.shape(oval(0, -50, 32, 50), k.colour, 1.2)
    b.shape(oval(0, -50, 27, 45), Colour(0.86, 0.03, 225), 0.5)
    b.shine(poly(-20, -40, 2, -84, 10, -82, -14, -32), 0.5, 1)


@subject("rug", "furniture", 0.25, 5.6, Colour(0.52, 0.13, 30))
def _rug(b: Brush, k: Look) -> None:
    for scale, tone in ((1.0, k.colour), (0.86, k.colour.lit(0.4)), (0.8, k.colour.shade(0.15)), (0.42, second(k, k.palette.accents[1]))):
        b.shape(oval(0, -50, 280 * scale, 50 * scale), tone, 0.3)
