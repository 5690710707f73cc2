# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Musical instruments."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, limb, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, subject
from aquatint.providers.sandbox.subjects.things import GOLD, STEEL, WOOD


@subject("guitar", "music", 1.0, 0.42, Colour(0.62, 0.13, 55))
def _guitar(b: Brush, k: Look) -> None:
    b.shape(rect(-2.6, -92, 5.2, 52), Colour(0.34, 0.05, 45))
    b.shape(poly(-4, -90, -5, -101, 5, -101, 4, -90), Colour(0.34, 0.05, 45))
    b.shape(blob(-19, -10, -12, 0, 12, 0, 19, -10, 13, -24, 15, -38, 0, -47, -15, -38, -13, -24), k.colour)
    b.fill(oval(0, -29, 5.4), Colour(0.24, 0.03, 40))
    b.shape(rect(-8, -12, 16, 3, 1), Colour(0.30, 0.04, 40))
    for x in (-1.5, -0.5, 0.5, 1.5):
        b.line(line(x, -98, x, -11), STEEL.lit(0.4), 0.28)
    for side in (-1, 1):
        for y in (-99, -96, -93):
            b.shape(oval(side * 6, y, 1.3), STEEL)


@subject("violin", "music", 0.6, 0.4, Colour(0.50, 0.12, 45))
def _violin(b: Brush, k: Look) -> None:
    b.line(line(20, -4, 30, -94), WOOD.shade(0.3), 1.6)
    b.line(line(23, -4, 32.6, -94), WHITE, 0.8)
    b.shape(rect(-2, -92, 4, 44), Colour(0.26, 0.02, 40))
    b.line(curve(0, -91, 4, -97, 0, -100, -3, -96), Colour(0.34, 0.05, 45), 2.4)
    b.shape(bez(0, 0, (-22, 0, -22, -22, -12, -27), (-20, -33, -16, -53, 0, -53), (16, -53, 20, -33, 12, -27), (22, -22, 22, 0, 0, 0)), k.colour)
    b.shape(rect(-3, -24, 6, 20, 1), Colour(0.26, 0.02, 40))
    for side in (-1, 1):
        b.line(curve(side * 6, -36, side * 8, -29, side * 7, -21), Colour(0.24, 0.03, 40), 1)
    for x in (-1.0, 0.0, 1.0):
        b.line(line(x, -91, x, -8), WHITE, 0.25)


@subject("piano", "music", 1.3, 1.35, Colour(0.28, 0.015, 270))
def _piano(b: Brush, k: Look) -> None:
    for x in (-58.0, 50.0):
        b.shape(rect(x, -42, 8, 42, 2), k.colour.shade(0.15))
    b.shape(rect(-60, -98, 120, 46, 3), k.colour)
    b.shape(rect(-64, -100, 128, 6, 2), k.colour.lit(0.12))
    b.shape(rect(-26, -88, 52, 24, 1), Colour(0.95, 0.02, 85), 0.3)
    b.shape(rect(-64, -54, 128, 16, 2), k.colour.lit(0.05))
    b.fill(rect(-58, -52, 116, 9), WHITE)
    for step in range(22):
        x = -58 + step * 5.3
        b.line(line(x, -52, x, -43), BLACK, 0.5, 0.6)
        if step % 7 not in {0, 3}:
            b.fill(rect(x - 1.5, -52, 3, 5.4), BLACK)
    b.shape(rect(-5, -14, 10, 3, 1), GOLD)


@subject("drum", "music", 0.5, 1.2, Colour(0.57, 0.19, 27))
def _drum(b: Brush, k: Look) -> None:
    body = rect(-50, -66, 100, 60)
    body.addPath(oval(0, -6, 50, 10))
    b.shape(body, k.colour)
    for step in range(5):
        x = -50 + step * 20
        b.line(line(x, -62, x + 10, -2, x + 20, -62), GOLD, 1.8, 0.9)
    b.shape(oval(0, -66, 50, 12), Colour(0.95, 0.02, 85), 0.5)
    b.line(oval(0, -66, 50, 12), GOLD, 3)
    for side in (-1, 1):
        b.line(line(side * 8, -70, side * 46, -98), WOOD.lit(0.3), 3.4)
        b.shape(oval(side * 8, -70, 4.6), WOOD.lit(0.4))


@subject("trumpet", "music", 0.4, 2.2, GOLD)
def _trumpet(b: Brush, k: Look) -> None:
    b.line(line(-100, -66, 40, -66), k.colour, 8)
    b.line(rect(-44, -64, 84, 38, 18), k.colour.shade(0.15), 7)
    for x in (-22, -4, 14):
        b.shape(rect(x, -78, 11, 60, 3), k.colour.lit(0.1), 1.2)
        b.shape(rect(x + 2, -92, 7, 15, 2), STEEL)
    b.shape(bez(36, -71, (70, -74, 86, -84, 104, -99), (104, -32), (86, -48, 70, -58, 36, -61)), k.colour, 1.3)
    b.shape(oval(104, -66, 7, 33), k.colour.shade(0.35))
    b.shape(poly(-106, -74, -96, -70, -96, -62, -106, -58), k.colour)


@subject("saxophone", "music", 0.8, 0.7, GOLD)
def _saxophone(b: Brush, k: Look) -> None:
    b.line(curve(-30, -86, -26, -97, -14, -97, -10, -88), k.colour.shade(0.15), 4.4)
    b.shape(rect(-36, -88, 8, 5, 2), BLACK)
    b.shape(limb(-10, -90, 6, -7, -56, 10, -4, -20, 15, 8, -8, 17, 22, -20, 17, 24, -40, 20, 28, -58, 30, steps=8), k.colour, 1.3)
    b.shape(oval(29, -60, 17, 6), k.colour.shade(0.4))
    for step in range(7):
        b.shape(oval(-9 + step * 0.9, -78 + step * 8.6, 3.2), k.colour.lit(0.35))
    b.line(line(-2, -74, 2, -26), k.colour.shade(0.35), 1.6)


@subject("harp", "music", 1.6, 0.65, GOLD)
def _harp(b: Brush, k: Look) -> None:
    for step in range(11):
        t = step / 10
        b.line(line(-16 + 38 * t, -88 + 16 * math.sin(t * 3), -10 + 34 * t * 0.9, -8 - 44 * t), WHITE.shade(0.2), 0.7)
    b.shape(limb(-20, -92, 7, -19, -50, 6, -16, -5, 8), k.colour)
    b.shape(limb(-20, -92, 7, -6, -97, 7, 8, -78, 7, 24, -84, 8, 28, -74, 7), k.colour)
    b.shape(limb(-14, -6, 14, 8, -30, 11, 27, -70, 6), WOOD)
    b.shape(rect(-26, -6, 30, 6, 2), k.colour.shade(0.2))


@subject("flute", "music", 0.15, 5.0, Colour(0.40, 0.06, 45), "table")
def _flute(b: Brush, k: Look) -> None:
    b.shape(rect(-240, -36, 480, 34, 15), k.colour, 0.4, down=0.35)
    for x in (-150, 90, 210):
        b.shape(rect(x, -39, 16, 40, 3), STEEL)
    for step in range(7):
        b.fill(oval(-90 + step * 25, -22, 7), BLACK)


@subject("record", "music", 0.3, 1.25, WOOD, "table")
def _record(b: Brush, k: Look) -> None:
    b.shape(rect(-62, -92, 124, 90, 8), k.colour, 0.7)
    b.shape(oval(-10, -48, 42, 40), Colour(0.22, 0.01, 270), 0.8)
    for r in (36, 30, 24):
        b.line(oval(-10, -48, r, r * 0.95), Colour(0.5, 0.01, 270), 0.7, 0.6)
    b.shape(oval(-10, -48, 14, 13), k.palette.accents[0], 0.5)
    b.fill(oval(-10, -48, 2), WHITE)
    b.line(line(50, -80, 50, -46, 22, -34), STEEL, 3.4)
    b.shape(oval(50, -80, 7), STEEL)
