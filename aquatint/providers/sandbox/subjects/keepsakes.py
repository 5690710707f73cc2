# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Signs and keepsakes that logos, tales and posters ask for: bolt, bell, shield, chest, sword and more."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, line, oval, poly, rect, ring
from aquatint.providers.sandbox.subjects.registry import Look, subject

STEEL = Colour(0.76, 0.01, 250)
GOLD = Colour(0.80, 0.13, 85)
WOOD = Colour(0.48, 0.08, 55)
RED = Colour(0.57, 0.19, 27)


@subject("bolt", "symbol", 0.5, 0.7, Colour(0.85, 0.16, 92))
def _bolt(b: Brush, k: Look) -> None:
    b.shape(poly(12, -100, -32, -44, -4, -44, -16, 0, 32, -60, 4, -60, 24, -100), k.colour, 0.6)


@subject("drop", "symbol", 0.4, 0.72, Colour(0.62, 0.12, 240))
def _drop(b: Brush, k: Look) -> None:
    b.shape(bez(0, -100, (8, -72, 34, -54, 34, -34), (34, -12, 18, 0, 0, 0), (-18, 0, -34, -12, -34, -34), (-34, -54, -8, -72, 0, -100)), k.colour)
    b.shine(oval(-13, -34, 5, 11), 0.5, 2)


@subject("snowflake", "symbol", 0.4, 1.0, Colour(0.78, 0.07, 230))
def _snowflake(b: Brush, k: Look) -> None:
    for turn in range(0, 360, 60):
        with b.at(0, -50, turn=turn):
            b.line(line(0, 0, 0, -46), k.colour, 5)
            for y in (-24, -36):
                b.line(line(-10, y - 8, 0, y, 10, y - 8), k.colour, 4)


@subject("bell", "product", 0.4, 0.9, GOLD, indoor=True)
def _bell(b: Brush, k: Look) -> None:
    b.line(ring(0, -94, 7, 5), k.colour.shade(0.3), 3)
    b.shape(oval(0, -9, 9), k.colour.shade(0.45))
    b.shape(bez(-44, -14, (-30, -26, -32, -46, -28, -62), (-22, -98, 22, -98, 28, -62), (32, -46, 30, -26, 44, -14)), k.colour, 1.4)
    b.shape(rect(-46, -20, 92, 9, 4), k.colour.lit(0.15), 1.2)


@subject("shield", "product", 0.9, 0.86, Colour(0.48, 0.13, 255), label=(-28, -72, 56, 34))
def _shield(b: Brush, k: Look) -> None:
    b.shape(bez(-42, -96, (-20, -90, -10, -94, 0, -100), (10, -94, 20, -90, 42, -96), (44, -50, 34, -20, 0, 0), (-34, -20, -44, -50, -42, -96)), GOLD, 1.0)
    inner = bez(-35, -88, (-18, -84, -8, -86, 0, -91), (8, -86, 18, -84, 35, -88), (37, -48, 28, -22, 0, -8), (-28, -22, -37, -48, -35, -88))
    b.shape(inner, k.colour, 0.7)
    with b.inside(inner):
        b.fill(rect(-5, -96, 10, 96), GOLD.lit(0.2))
        b.fill(rect(-44, -62, 88, 10), GOLD.lit(0.2))


@subject("chest", "product", 0.5, 1.3, WOOD, indoor=True)
def _chest(b: Brush, k: Look) -> None:
    b.shape(bez(-60, -50, (-62, -98, -30, -100, 0, -100), (30, -100, 62, -98, 60, -50)), k.colour.shade(0.1))
    for step in range(7):
        b.shape(oval(-42 + step * 14, -54 - (8 if step % 2 else 2), 10), GOLD, 0.9)
    b.shape(rect(-62, -52, 124, 52, 5), k.colour, 1.0, down=0.25)
    for x in (-50, 40):
        b.shape(rect(x, -52, 10, 52), GOLD.shade(0.1), 0.6)
    b.line(line(-60, -34, 60, -34), k.colour.shade(0.4), 1.6, 0.6)
    b.shape(rect(-11, -60, 22, 24, 5), GOLD, 0.8)
    b.fill(oval(0, -50, 4), BLACK)


@subject("coin", "product", 0.06, 1.0, GOLD, on="table")
def _coin(b: Brush, k: Look) -> None:
    b.shape(oval(0, -50, 50), k.colour.shade(0.12), 0.8)
    b.shape(oval(0, -50, 40), k.colour, 1.0)
    b.line(oval(0, -50, 33), k.colour.shade(0.3), 2.4)
    b.shape(poly(0, -74, 7, -57, 25, -56, 11, -45, 16, -27, 0, -37, -16, -27, -11, -45, -25, -56, -7, -57), k.colour.lit(0.35), 0.3)


@subject("sword", "product", 1.0, 0.34, STEEL)
def _sword(b: Brush, k: Look) -> None:
    b.shape(poly(-5, -28, -5, -92, 0, -100, 5, -92, 5, -28), k.colour, 1.2)
    b.line(line(0, -30, 0, -92), k.colour.shade(0.3), 1, 0.7)
    b.shape(rect(-16, -31, 32, 6, 3), GOLD)
    b.shape(rect(-3.6, -26, 7.2, 19, 2), WOOD)
    b.shape(oval(0, -5, 5), GOLD)


@subject("wrench", "product", 0.25, 0.46, STEEL, indoor=True)
def _wrench(b: Brush, k: Look) -> None:
    b.shape(rect(-7, -74, 14, 70, 7), k.colour, 1.0)
    b.shape(bez(-20, -98, (-28, -72, -16, -64, 0, -62), (16, -64, 28, -72, 20, -98), (14, -96), (12, -80), (-12, -80), (-14, -96)), k.colour, 1.0)
    b.fill(oval(0, -11, 4), k.colour.shade(0.6))


@subject("wheel", "product", 0.7, 1.0, Colour(0.30, 0.01, 270))
def _wheel(b: Brush, k: Look) -> None:
    b.line(oval(0, -50, 45), k.colour, 9)
    b.line(oval(0, -50, 37), STEEL, 3)
    for step in range(12):
        a = math.tau * step / 12
        b.line(line(0, -50, math.cos(a) * 38, -50 + math.sin(a) * 38), STEEL, 1.4)
    b.shape(oval(0, -50, 7), STEEL.shade(0.3))


@subject("hardhat", "product", 0.2, 1.5, Colour(0.86, 0.16, 92), indoor=True)
def _hardhat(b: Brush, k: Look) -> None:
    b.shape(bez(-58, -22, (-60, -110, 60, -110, 58, -22)), k.colour, 1.3)
    b.shape(bez(-9, -22, (-10, -60, -9, -90, -8, -93), (0, -98, 8, -93), (9, -90, 10, -60, 9, -22)), k.colour.lit(0.2), 0.5)
    b.shape(bez(-74, -8, (-60, -30, 60, -30, 74, -8), (50, 4, -50, 4, -74, -8)), k.colour.shade(0.1), 0.8)


@subject("warning", "symbol", 0.8, 1.12, Colour(0.85, 0.17, 88))
def _warning(b: Brush, k: Look) -> None:
    b.shape(poly(-56, 0, 0, -98, 56, 0), BLACK.lit(0.1), 0.2)
    b.shape(poly(-46, -6, 0, -87, 46, -6), k.colour, 0.4)
    b.fill(poly(-6, -62, 6, -62, 3.6, -28, -3.6, -28), BLACK)
    b.fill(oval(0, -17, 5), BLACK)


@subject("cross", "symbol", 0.5, 1.0, RED)
def _cross(b: Brush, k: Look) -> None:
    b.shape(poly(-48, -86, -36, -98, 0, -62, 36, -98, 48, -86, 12, -50, 48, -14, 36, -2, 0, -38, -36, -2, -48, -14, -12, -50), k.colour, 0.4)


@subject("bean", "food", 0.05, 0.8, Colour(0.40, 0.07, 50), on="table")
def _bean(b: Brush, k: Look) -> None:
    with b.at(0, -50, turn=24):
        b.shape(oval(0, 0, 34, 46), k.colour, 1.2)
        b.line(curve(-4, -44, 10, -18, -10, 14, 4, 44), k.colour.shade(0.6), 5)


@subject("pillow", "furniture", 0.3, 1.6, Colour(0.80, 0.05, 240), indoor=True)
def _pillow(b: Brush, k: Look) -> None:
    b.shape(blob(-76, -6, -78, -92, 0, -82, 78, -92, 76, -6, 0, -4), k.colour, 1.2, down=0.2)
    b.line(curve(-60, -14, 0, -12, 60, -14), k.colour.shade(0.3), 2, 0.6)


@subject("scarf", "product", 0.5, 0.7, RED, indoor=True)
def _scarf(b: Brush, k: Look) -> None:
    b.shape(poly(-24, -76, -4, -76, -8, 0, -30, 0), k.colour.shade(0.15))
    b.shape(poly(2, -76, 20, -76, 30, -10, 8, -6), k.colour)
    b.shape(bez(-34, -84, (-30, -104, 30, -104, 34, -84), (30, -62, -30, -62, -34, -84)), k.colour.lit(0.1))
    for y in (-22, -36):
        b.line(line(-28, y, -7, y), WHITE, 3, 0.7)


@subject("newspaper", "product", 0.4, 1.1, Colour(0.93, 0.015, 90), label=(-46, -92, 92, 20), indoor=True)
def _newspaper(b: Brush, k: Look) -> None:
    b.shape(poly(-52, -98, 52, -98, 52, 0, -52, 0), k.colour, 0.5)
    if not k.plain:
        b.fill(rect(-44, -90, 88, 14), BLACK, 0.85)
    b.fill(rect(-44, -68, 40, 30), k.palette.accents[0])
    for step in range(9):
        x, y = (4, -68 + step * 7) if step < 5 else (-44, -30 + (step - 5) * 7)
        b.fill(rect(x, y, 40 if step < 5 else 88, 3), BLACK, 0.5)


@subject("alien", "people", 1.2, 0.55, Colour(0.72, 0.15, 140), head=(0, -96, 36))
def _alien(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.shape(bez(side * 3, -20, (side * 13, -20), (side * 14, 0), (side * 2, 0)), k.colour.shade(0.2), 0.6)
        b.line(curve(side * 9, -42, side * 20, -34, side * 22, -20), k.colour.shade(0.1), 5)
        b.line(curve(side * 6, -88, side * 12, -94, side * 14, -97), k.colour.shade(0.2), 2)
        b.shape(oval(side * 14, -96, 3.4), k.colour.lit(0.3))
    b.shape(bez(-12, -48, (-15, -30, -12, -14, 0, -14), (12, -14, 15, -30, 12, -48)), k.colour.shade(0.08))
    b.shape(bez(0, -44, (-24, -48, -30, -94, 0, -94), (30, -94, 24, -48, 0, -44)), k.colour, 1.0)
    for side in (-1, 1):
        b.fill(bez(side * 3, -62, (side * 6, -76, side * 18, -80, side * 18, -72), (side * 16, -62, side * 8, -58, side * 3, -62)), BLACK)
        b.fill(oval(side * 12, -72, 2), WHITE)
    b.line(curve(-5, -53, 0, -51, 5, -53), k.colour.shade(0.6), 1.4)


@subject("corn", "food", 0.25, 0.5, Colour(0.86, 0.15, 90), on="table")
def _corn(b: Brush, k: Look) -> None:
    b.shape(bez(0, 0, (-24, -20, -20, -90, 0, -100), (20, -90, 24, -20, 0, 0)), k.colour, 1.1)
    for row in range(9):
        for step in (-1, 0, 1):
            b.fill(oval(step * 7 + (row % 2) * 2 - 1, -22 - row * 8, 2.6), k.colour.shade(0.22), 0.6)
    for side in (-1, 1):
        b.shape(bez(0, 0, (side * 26, -8, side * 30, -40, side * 24, -64), (side * 6, -40, side * 4, -20, 0, 0)), Colour(0.60, 0.13, 135), 0.8)


@subject("pancakes", "food", 0.12, 1.25, Colour(0.72, 0.11, 65), on="table")
def _pancakes(b: Brush, k: Look) -> None:
    for step in range(5):
        y = -10 - step * 15
        b.shape(rect(-56 + step % 2 * 2, y - 8, 110, 15, 7), k.colour.shade(0.16), 0.9)
        b.shape(rect(-55 + step % 2 * 2, y - 9, 108, 9, 4), k.colour.lit(0.35), 0.5)
    b.shape(oval(0, -79, 55, 8), k.colour, 0.6)
    b.shape(blob(-40, -80, -46, -60, -36, -48, -30, -72, 10, -70, 16, -40, 26, -70, 42, -80, 0, -88), Colour(0.52, 0.11, 55), 0.8)
    b.shape(rect(-11, -94, 22, 13, 3), Colour(0.93, 0.09, 95), 0.6)


@subject("spaghetti", "food", 0.12, 1.9, Colour(0.90, 0.07, 92), on="table")
def _spaghetti(b: Brush, k: Look) -> None:
    b.shape(oval(0, -12, 92, 13), WHITE.shade(0.06), 0.6)
    b.shape(blob(-62, -16, -48, -60, 0, -86, 48, -60, 62, -16, 0, -8), k.colour)
    for step in range(9):
        x = -44 + step * 11
        b.line(curve(x - 14, -18, x, -62 + abs(step - 4) * 7, x + 16, -20), k.colour.shade(0.25), 2.4, 0.8)
    b.shape(blob(-34, -62, -10, -94, 24, -92, 36, -60, 0, -54), Colour(0.55, 0.18, 30))
    for x in (-10, 12):
        b.shape(oval(x, -86, 11), Colour(0.42, 0.08, 45))


@subject("blueberry", "food", 0.03, 1.0, Colour(0.40, 0.11, 275), on="table")
def _blueberry(b: Brush, k: Look) -> None:
    b.shape(oval(0, -48, 48), k.colour, 1.2)
    b.shape(poly(-14, -92, -5, -84, 0, -94, 5, -84, 14, -92, 11, -74, -11, -74), k.colour.shade(0.5), 0.2)
    b.shine(oval(-18, -60, 8, 12), 0.35, 3)


@subject("chopsticks", "food", 0.25, 0.5, WOOD, on="table")
def _chopsticks(b: Brush, k: Look) -> None:
    for x in (-12, 6):
        b.shape(poly(x - 8, 0, x - 4, 0, x + 14, -99, x + 7, -99), k.colour, 0.6)
        b.fill(poly(x + 4, -80, x + 9, -80, x + 13, -98, x + 8, -98), RED)


@subject("magnifier", "product", 0.25, 0.75, Colour(0.34, 0.03, 265), indoor=True)
def _magnifier(b: Brush, k: Look) -> None:
    with b.at(0, 0, turn=0):
        b.line(line(18, -36, 30, -4), k.colour, 10)
        b.shape(oval(-4, -66, 33), k.colour)
        b.fill(oval(-4, -66, 26), Colour(0.90, 0.04, 220))
        b.shine(oval(-14, -76, 7, 10), 0.7, 2)
