# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Wares and properties: flask, soap, raincoat, mask, chess knight, paper plane, chips, throne, a monster, a bang."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, subject

GOLD = Colour(0.80, 0.13, 85)
WOOD = Colour(0.50, 0.08, 55)
RED = Colour(0.57, 0.19, 27)


@subject("flask", "product", 0.27, 0.34, Colour(0.55, 0.09, 235), "table", (-13, -62, 26, 30))
def _flask(b: Brush, k: Look) -> None:
    cap = k.second if k.second != k.colour else k.colour.lit(0.22) if k.colour.light < 0.5 else k.colour.shade(0.3)
    b.line(bez(-7, -92, (-9, -104, 9, -104, 7, -92), closed=False), cap.shade(0.2), 3)
    b.shape(rect(-11, -94, 22, 13, 3), cap, 1.0)
    b.shape(bez(-17, -2, (-17, -60), (-17, -74, -10, -74, -9, -81), (9, -81), (10, -74, 17, -74, 17, -60), (17, -2), (17, 1, -17, 1, -17, -2)), k.colour, 1.3, down=0.2)
    b.shine(rect(b.light * 10 - 1.5, -66, 3, 56, 1.5), 0.45, 1.4)
    b.line(line(-17, -9, 17, -9), k.colour.shade(0.35), 1.2, 0.6)
    if not k.plain:
        b.fill(oval(0, -46, 4.5), k.colour.lit(0.5), 0.7)


@subject("soap", "product", 0.07, 1.9, Colour(0.86, 0.05, 150), "table")
def _soap(b: Brush, k: Look) -> None:
    b.shape(rect(-88, -76, 176, 76, 30), k.colour.shade(0.16), 1.0)
    b.shape(rect(-88, -98, 176, 76, 34), k.colour, 0.9, down=0.14)
    b.line(rect(-62, -82, 124, 44, 20), k.colour.shade(0.22), 4, 0.7)
    for x, y, r in ((70, -98, 15), (50, -106, 9), (84, -84, 8)):
        b.fill(oval(x, y, r), WHITE, 0.75)
        b.line(oval(x, y, r), k.colour.shade(0.15), 1.6, 0.6)


@subject("raincoat", "product", 1.0, 0.92, Colour(0.85, 0.16, 92), indoor=True)
def _raincoat(b: Brush, k: Look) -> None:
    b.line(curve(0, -92, 0, -97, 3, -100), Colour(0.55, 0.01, 250), 2)
    b.line(line(-24, -84, 0, -92, 24, -84), WOOD, 3)
    for side in (-1, 1):
        b.shape(poly(side * 20, -84, side * 33, -80, side * 46, -34, side * 35, -31, side * 20, -60), k.colour.shade(0.14), 0.9)
    b.shape(bez(-23, -85, (-10, -90, 10, -90, 23, -85), (26, -60, 30, -20, 34, -3), (10, 2, -10, 2, -34, -3), (-30, -20, -26, -60, -23, -85)), k.colour, 1.1, down=0.14)
    b.shape(bez(-13, -86, (-17, -70, 17, -70, 13, -86), (8, -92, -8, -92, -13, -86)), k.colour.shade(0.3), 0.6)
    b.line(line(0, -72, 0, -1), k.colour.shade(0.35), 1.4)
    for y in (-62, -45, -28):
        b.shape(oval(5, y, 2.6), k.second if k.second != k.colour else k.colour.shade(0.5), 0.5)
    for side in (-1, 1):
        b.shape(rect(side * 17 - 8, -34, 16, 13, 3), k.colour.shade(0.1), 0.6)


@subject("mask", "product", 0.3, 0.86, Colour(0.93, 0.02, 90), indoor=True)
def _mask(b: Brush, k: Look) -> None:
    dark = Colour(0.22, 0.02, 280)
    glad = k.pose == "smile"
    b.shape(bez(-42, -96, (-16, -86, 16, -86, 42, -96), (46, -44, 28, -8, 0, 0), (-28, -8, -46, -44, -42, -96)), k.colour, 1.2)
    for side in (-1, 1):
        b.line(curve(side * 8, -74 if glad else -80, side * 20, -80, side * 32, -76 if glad else -68), k.colour.shade(0.5), 3.4)
        b.shape(bez(side * 9, -60, (side * 15, -70, side * 28, -68, side * 32, -56 if glad else -52), (side * 24, -52, side * 14, -52, side * 9, -60)), dark, 0)
    b.line(curve(0, -62, 4, -46, 6, -40, -3, -38), k.colour.shade(0.35), 2.6)
    b.shape(bez(-20, -28, (-8, -16, 8, -16, 20, -28), (12, -4, -12, -4, -20, -28)) if glad else bez(-19, -15, (-10, -34, 10, -34, 19, -15), (9, -24, -9, -24, -19, -15)), dark, 0)
    if not glad:
        b.fill(bez(-22, -50, (-18, -42, -20, -36, -23, -36), (-27, -36, -27, -42, -22, -50)), Colour(0.66, 0.11, 235))


@subject("chess_knight", "product", 0.1, 0.66, Colour(0.30, 0.02, 60), "table")
def _chess_knight(b: Brush, k: Look) -> None:
    b.shape(rect(-31, -9, 62, 9, 3), k.colour.shade(0.2), 1.0)
    b.shape(bez(-27, -9, (-25, -18, -18, -20, -17, -25), (17, -25), (18, -20, 25, -18, 27, -9)), k.colour, 1.0)
    head = bez(-18, -25, (-20, -46, -22, -60, -17, -76), (-14, -88, -6, -92, -4, -99), (0, -95, 2, -93, 4, -90), (16, -86, 27, -68, 32, -58), (31, -49, 26, -47, 21, -49), (14, -57, 8, -55, 3, -54), (12, -44, 18, -36, 17, -25))
    b.shape(head, k.colour, 1.3)
    b.line(curve(-10, -86, -16, -66, -12, -32), k.colour.lit(0.3), 2.4, 0.7)
    b.fill(oval(9, -74, 2.6), k.colour.lit(0.6))
    b.fill(oval(27, -55, 1.5), k.colour.lit(0.5))


@subject("paper_plane", "product", 0.25, 1.5, Colour(0.95, 0.01, 250), "air")
def _paper_plane(b: Brush, k: Look) -> None:
    b.shape(poly(72, -96, -72, -60, -26, -44), k.colour, 0.4)
    b.shape(poly(72, -96, -26, -44, -18, -6, -6, -32), k.colour.shade(0.3), 0.3)
    b.shape(poly(72, -96, -6, -32, 34, -14), k.colour.shade(0.1), 0.4)


@subject("fries", "food", 0.16, 0.72, RED, "table", (-20, -46, 40, 26))
def _fries(b: Brush, k: Look) -> None:
    chip = Colour(0.86, 0.14, 88)
    for index, (x, top, lean) in enumerate(((-24, -78, -6), (-13, -94, -3), (-3, -84, 1), (8, -99, 3), (18, -86, 5), (27, -76, 8), (-8, -76, -4), (13, -74, 2))):
        b.shape(poly(x - 4, -30, x + 4, -30, x + 4 + lean, top, x - 4 + lean, top + 2), chip.shade(0.06 * (index % 3)), 0.6)
    b.shape(bez(-34, -56, (-14, -44, 14, -44, 34, -56), (26, 0), (-26, 0), (-34, -56)), k.colour, 1.0)
    b.shape(bez(-34, -56, (-14, -44, 14, -44, 34, -56), (33, -50), (14, -37, -14, -37, -33, -50)), k.colour.lit(0.25), 0.3)


@subject("throne", "furniture", 1.7, 0.58, RED, indoor=True)
def _throne(b: Brush, k: Look) -> None:
    b.shape(bez(-24, -30, (-26, -92), (-14, -88, -8, -96, 0, -100), (8, -96, 14, -88, 26, -92), (24, -30)), GOLD, 1.0)
    b.shape(bez(-18, -30, (-20, -82), (-8, -82, -4, -88, 0, -90), (4, -88, 8, -82, 20, -82), (18, -30)), k.colour, 0.8)
    for x, y in ((-26, -94), (26, -94)):
        b.shape(oval(x, y, 4), GOLD.lit(0.2), 0.8)
    b.shape(rect(-28, -36, 56, 14, 5), k.colour.lit(0.1), 0.9)
    for side in (-1, 1):
        b.shape(rect(side * 26 - 4, -56, 8, 26, 3), GOLD.shade(0.1), 0.8)
        b.shape(rect(side * 24 - 4, -24, 8, 24, 2), GOLD.shade(0.15), 0.8)
    b.shape(rect(-28, -25, 56, 6, 2), GOLD, 0.7)


@subject("monster", "beast", 1.3, 0.86, Colour(0.66, 0.15, 140), head=(0, -92, 40))
def _monster(b: Brush, k: Look) -> None:
    fur = k.colour
    for side in (-1, 1):
        b.shape(bez(side * 14, -86, (side * 18, -104, side * 28, -102, side * 30, -98), (side * 26, -92, side * 26, -86, side * 24, -80)), Colour(0.88, 0.05, 85), 0.6)
        b.shape(bez(side * 8, -6, (side * 28, -8, side * 30, 0, side * 26, 0), (side * 6, 0)), fur.shade(0.22), 0.6)
        b.shape(blob(side * 30, -56, side * 42, -40, side * 40, -22, side * 33, -22, side * 28, -36), fur.shade(0.12), 0.7)
    points: list[float] = []
    for step in range(30):
        angle = math.tau * step / 30
        reach = 1.0 if step % 2 else 0.93
        points += [math.sin(angle) * 36 * reach, -47 - math.cos(angle) * 45 * reach]
    b.shape(poly(*points), fur, 1.2)
    b.fill(oval(0, -28, 19, 17), fur.lit(0.35), 0.7)
    for x, r in ((-13, 11), (13, 11)):
        b.shape(oval(x, -64, r), WHITE, 0.4)
        b.fill(oval(x + 2, -63, r * 0.48), BLACK)
        b.fill(oval(x + 4, -66, r * 0.16), WHITE)
    b.shape(bez(-17, -46, (-8, -40, 8, -40, 17, -46), (12, -28, -12, -28, -17, -46)), Colour(0.34, 0.09, 20), 0.2)
    for x in (-8, 6):
        b.fill(poly(x - 4, -43, x + 4, -42, x, -36), WHITE)


@subject("forbidden", "symbol", 0.8, 1.0, RED)
def _forbidden(b: Brush, k: Look) -> None:
    b.line(oval(0, -50, 44), k.colour, 10)
    b.line(line(-30, -80, 30, -20), k.colour, 10)


@subject("explosion", "symbol", 1.0, 1.3, Colour(0.60, 0.21, 28), label=(-34, -62, 68, 26))
def _explosion(b: Brush, k: Look) -> None:
    for reach, tone in ((1.0, k.colour), (0.74, k.second if k.second != k.colour else Colour(0.87, 0.16, 92)), (0.52, WHITE)):
        points: list[float] = []
        for step in range(28):
            angle = math.tau * step / 28
            far = (1.0 if step % 4 else 0.84) if step % 2 == 0 else 0.66
            points += [math.cos(angle) * 64 * far * reach, -50 + math.sin(angle) * 50 * far * reach]
        b.shape(poly(*points), tone, 0.2)
