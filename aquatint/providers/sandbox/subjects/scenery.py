# ruff: noqa: E501 -- one mark a line; coordinates are the drawing
# fmt: off
"""Scenery that is named as a thing: mountain, cliff, bamboo, northern lights; and fittings of rooms."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import bez, curve, leaf, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, subject

STEEL = Colour(0.76, 0.01, 250)
WOOD = Colour(0.50, 0.08, 55)


@subject("mountain", "nature", 9.0, 1.5, Colour(0.50, 0.03, 260))
def _mountain(b: Brush, k: Look) -> None:
    b.shape(poly(6, 0, 40, -66, 74, 0), k.colour.shade(0.2), 0.7)
    b.shape(poly(-74, 0, -10, -100, 48, 0), k.colour, 0.9)
    b.shape(poly(-10, -100, -30, -68, -16, -74, -8, -64, 2, -74, 9, -67), WHITE, 0.4)


@subject("cliff", "nature", 8.0, 1.7, Colour(0.52, 0.03, 70))
def _cliff(b: Brush, k: Look) -> None:
    b.shape(poly(-84, 0, -78, -60, -70, -92, -30, -99, 40, -94, 66, -86, 60, -54, 72, -30, 84, 0), k.colour, 1.2, down=0.3)
    for numbers in ((-50, -92, -54, -50, -44, -8), (-8, -95, -12, -60, 2, -30, -4, 0), (34, -92, 30, -56, 44, -20)):
        b.line(curve(*numbers), k.colour.shade(0.4), 2.4, 0.6)
    b.shape(bez(-72, -90, (-40, -104, 40, -100, 66, -84), (30, -84, -30, -88, -72, -90)), Colour(0.52, 0.11, 140), 0.5)


@subject("bamboo", "plant", 6.0, 0.5, Colour(0.60, 0.12, 135))
def _bamboo(b: Brush, k: Look) -> None:
    for index, (x, top) in enumerate(((-14, -86), (-2, -100), (12, -92))):
        tone = k.colour.shade(0.12 * (index % 2))
        b.shape(rect(x - 2.6, top, 5.2, -top, 1), tone, 1.1)
        for y in range(-8, top, -15):
            b.line(line(x - 3.2, y, x + 3.2, y), tone.shade(0.4), 1.2)
        for step, degrees in enumerate((-150, -20, -60, 20, 160)):
            b.shape(leaf(x, top + 6 + step * 9, 17, 4.6, degrees), k.colour.lit(0.12), 0.5)


@subject("aurora", "space", 3.0, 2.6, Colour(0.82, 0.17, 155), on="sky")
def _aurora(b: Brush, k: Look) -> None:
    for band, (tone, low) in enumerate(((k.colour.turn(-30), -18), (k.colour, -6), (k.colour.turn(120).lit(0.1), -34))):
        for step in range(44):
            x = -128 + step * 5.9
            foot = low + math.sin(step * 0.22 + band * 1.9) * 12
            tall = 50 + 22 * math.sin(step * 0.55 + band) + 6 * math.sin(step * 1.7)
            fade = min(1.0, step / 8, (43 - step) / 8)
            b.soft(rect(x, max(-99, foot - tall), 7, tall), tone, 0.16 * fade, 4.0, screen=True)
            b.soft(rect(x, foot - tall * 0.3, 7, tall * 0.3), tone, 0.16 * fade, 3.0, screen=True)
    if b.lines or b.style.fill in {"flat", "paper"}:
        b.line(curve(-120, -30, -60, -60, 0, -34, 60, -66, 120, -36), k.colour, 6, 0.8)


@subject("floorlamp", "furniture", 1.6, 0.36, Colour(0.88, 0.06, 85), indoor=True)
def _floorlamp(b: Brush, k: Look) -> None:
    b.glow(0, -86, 44, k.palette.glow, 0.4)
    b.shape(oval(0, -2, 13, 2.4), STEEL.shade(0.5))
    b.line(line(0, -2, 0, -76), STEEL.shade(0.5), 2.2)
    b.shape(poly(-11, -100, 11, -100, 17, -74, -17, -74), k.colour, 0.8)


@subject("counter", "furniture", 0.9, 2.4, Colour(0.62, 0.03, 250), indoor=True)
def _counter(b: Brush, k: Look) -> None:
    b.shape(rect(-112, -88, 224, 88, 2), k.colour, 0.8, down=0.2)
    for x in (-112, -56, 0, 56):
        b.line(rect(x + 6, -80, 44, 70, 2), k.colour.shade(0.35), 2)
        b.shape(rect(x + 24, -76, 8, 4, 2), STEEL)
    b.shape(rect(-118, -99, 236, 13, 3), Colour(0.93, 0.006, 250), 0.5)
    for x in (-90, -30, 44):
        b.line(curve(x, -97, x + 18, -92, x + 34, -95), STEEL, 1.0, 0.6)


@subject("stove", "furniture", 0.9, 1.0, Colour(0.86, 0.006, 250), indoor=True)
def _stove(b: Brush, k: Look) -> None:
    b.shape(rect(-48, -98, 96, 98, 4), k.colour, 0.9, down=0.15)
    b.shape(rect(-38, -66, 76, 52, 4), BLACK.lit(0.22), 0.6)
    b.line(line(-36, -74, 36, -74), STEEL.shade(0.4), 4)
    for x in (-32, -12, 12, 32):
        b.shape(oval(x, -87, 5), BLACK.lit(0.2), 0.4)


@subject("fridge", "furniture", 1.8, 0.5, Colour(0.88, 0.02, 200), indoor=True)
def _fridge(b: Brush, k: Look) -> None:
    b.shape(rect(-24, -100, 48, 100, 6), k.colour, 1.0)
    b.line(line(-24, -64, 24, -64), k.colour.shade(0.4), 1.6)
    for y in (-82, -44):
        b.line(line(-18, y - 8, -18, y + 8), STEEL.shade(0.3), 3)


@subject("bathtub", "furniture", 0.6, 2.2, Colour(0.95, 0.006, 230), indoor=True)
def _bathtub(b: Brush, k: Look) -> None:
    for x in (-66, 60):
        b.shape(oval(x + 3, -6, 7), Colour(0.78, 0.13, 85))
    b.shape(bez(-100, -80, (-94, -10, -60, -8, 0, -8), (60, -8, 94, -10, 100, -80)), k.colour, 1.1, down=0.2)
    b.shape(rect(-108, -88, 216, 12, 6), k.colour.lit(0.3), 0.5)
    for x, r in ((-50, 14), (-24, 18), (6, 15), (34, 18), (58, 12)):
        b.shape(oval(x, -88 - r * 0.1, r, r * 0.7), WHITE, 0.3)


@subject("board", "product", 0.03, 3.4, WOOD, on="table")
def _board(b: Brush, k: Look) -> None:
    b.shape(rect(-160, -99, 320, 98, 40), k.colour, 0.8, down=0.15)
    for y in (-76, -52, -28):
        b.line(curve(-140, y, -40, y - 6, 40, y + 5, 140, y), k.colour.shade(0.3), 3, 0.5)


@subject("surfboard", "product", 2.0, 0.3, Colour(0.90, 0.10, 90))
def _surfboard(b: Brush, k: Look) -> None:
    b.shape(bez(0, -100, (18, -76, 16, -20, 0, 0), (-16, -20, -18, -76, 0, -100)), k.colour, 0.9)
    b.line(line(0, -96, 0, -4), k.palette.accents[0], 4)


@subject("sled", "vehicle", 0.4, 2.2, Colour(0.55, 0.18, 28))
def _sled(b: Brush, k: Look) -> None:
    b.line(curve(-90, -6, 0, -4, 84, -6, 104, -34), STEEL.shade(0.3), 7)
    for x in (-60, 0, 56):
        b.line(line(x, -6, x, -60), WOOD, 7)
    b.shape(rect(-92, -72, 176, 16, 7), k.colour, 0.8)
