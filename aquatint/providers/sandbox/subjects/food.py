# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Food that is cooked, baked or cut."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, leaf, limb, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, subject
from aquatint.providers.sandbox.subjects.vessels import LEAF, round_fruit

CRUST = Colour(0.68, 0.11, 62)
CREAM = Colour(0.96, 0.025, 85)
CHOCOLATE = Colour(0.38, 0.06, 48)


@subject("avocado", "food", 0.1, 0.75, Colour(0.50, 0.10, 135), "table")
def _avocado(b: Brush, k: Look) -> None:
    for scale, tone in ((1.0, k.colour.shade(0.35)), (0.91, Colour(0.84, 0.13, 120)), (0.74, Colour(0.93, 0.10, 110))):
        with b.at(0, -50 + 50 * scale * 0.98, scale):
            b.shape(bez(0, 0, (-40, 2, -44, -42, -22, -62), (-12, -74, -14, -98, 0, -98), (14, -98, 12, -74, 22, -62), (44, -42, 40, 2, 0, 0)), tone, 0.7)
    round_fruit(b, oval(0, -34, 17), Colour(0.48, 0.09, 52), 0, -34, 17)


@subject("carrot", "food", 0.2, 0.5, Colour(0.70, 0.18, 52), "table")
def _carrot(b: Brush, k: Look) -> None:
    for angle in (-34, -14, 8, 30):
        b.shape(leaf(0, -70, 34, 6, angle), LEAF.lit(0.1))
    b.shape(bez(0, 0, (-8, -14, -22, -56, -17, -68), (-10, -78, 10, -78, 17, -68), (22, -56, 8, -14, 0, 0)), k.colour, 1.2)
    for x, y in ((-12, -60), (6, -50), (-9, -38), (3, -26)):
        b.line(curve(x - 4, y, x, y + 2, x + 5, y), k.colour.shade(0.3), 1.6, 0.7)


@subject("tomato", "food", 0.08, 1.1, Colour(0.58, 0.21, 28), "table")
def _tomato(b: Brush, k: Look) -> None:
    round_fruit(b, bez(0, -1, (-66, 2, -66, -84, -8, -82), (8, -82), (66, -84, 66, 2, 0, -1)), k.colour, 0, -42, 48)
    for angle in (-96, -52, -10, 40, 88):
        b.shape(leaf(0, -80, 26, 6, angle), LEAF, 0.6)


@subject("pumpkin", "food", 0.35, 1.25, Colour(0.69, 0.17, 52))
def _pumpkin(b: Brush, k: Look) -> None:
    b.shape(limb(0, -74, 11, 3, -88, 8, 12, -97, 7), LEAF.shade(0.2))
    for x, r in ((-36, 24), (36, 24), (-18, 27), (18, 27), (0, 25)):
        round_fruit(b, oval(x, -40, r, 40), k.colour.shade(abs(x) / 220), x, -40, 36)


@subject("bread", "food", 0.12, 1.8, CRUST, "table")
def _bread(b: Brush, k: Look) -> None:
    b.shape(bez(-84, -10, (-96, -84, -50, -96, 0, -94), (50, -96, 96, -84, 84, -10), (70, 2, -70, 2, -84, -10)), k.colour, down=0.25)
    for x in (-48, -12, 24):
        b.shape(bez(x, -84, (x + 24, -78, x + 30, -44), (x + 12, -62, x, -84)), CREAM.shade(0.1), 0.5)


@subject("croissant", "food", 0.08, 1.9, Colour(0.70, 0.13, 62), "table")
def _croissant(b: Brush, k: Look) -> None:
    for x, y, r, turn in ((-78, -16, 17, -44), (78, -16, 17, 44), (-52, -38, 27, -30), (52, -38, 27, 30), (-24, -52, 34, -14), (24, -52, 34, 14), (0, -56, 36, 0)):
        with b.at(x, y, turn=turn):
            b.shape(blob(-r * 0.62, r * 0.8, -r * 0.75, -r * 0.4, 0, -r, r * 0.75, -r * 0.4, r * 0.62, r * 0.8), k.colour.shade(0.07 * (abs(x) > 30)), 1.0, down=0.15)
            b.line(curve(-r * 0.3, r * 0.5, -r * 0.36, -r * 0.3, 0, -r * 0.7), k.colour.lit(0.45), 2, 0.6)


@subject("cheese", "food", 0.1, 1.5, Colour(0.85, 0.14, 88), "table")
def _cheese(b: Brush, k: Look) -> None:
    b.shape(poly(-72, -48, 60, -96, 76, -52), k.colour.lit(0.25), 0.4)
    body = poly(-72, -48, 76, -52, 76, 0, -72, 0)
    b.shape(body, k.colour)
    with b.inside(body):
        for x, y, r in ((-40, -26, 12), (4, -38, 9), (26, -14, 13), (58, -36, 9), (-12, -6, 8)):
            b.shape(oval(x, y, r), k.colour.shade(0.25), 0.5)


@subject("egg", "food", 0.06, 0.78, Colour(0.93, 0.035, 65), "table")
def _egg(b: Brush, k: Look) -> None:
    round_fruit(b, bez(0, 0, (-46, 0, -42, -96, 0, -97), (42, -96, 46, 0, 0, 0)), k.colour, 0, -44, 40)


@subject("cake", "food", 0.25, 1.2, Colour(0.84, 0.09, 5), "table")
def _cake(b: Brush, k: Look) -> None:
    for y, half, tall in ((-6, 52, 32), (-38, 36, 28)):
        b.shape(rect(-half, y - tall, half * 2, tall + 3, 5), CREAM.mix(k.colour, 0.2))
        top = bez(-half - 1, y - tall - 4, (half + 1, y - tall - 4), (half + 1, y - tall + 6), *[(half - half / 3.5 * (i + 0.5), y - tall + (20 if i % 2 else 8), half - half / 3.5 * (i + 1), y - tall + 8) for i in range(7)], (-half - 1, y - tall + 6))
        b.shape(top, k.colour)
        for step in range(5):
            b.shape(oval(-half + 9 + step * (half * 2 - 18) / 4, y - 2, 4), k.colour.lit(0.3))
    b.shape(oval(0, -2, 66, 5), WHITE.shade(0.1))
    for x in (-18, 0, 18):
        b.shape(rect(x - 2, -88, 4, 18, 1), k.palette.accents[1])
        b.glow(x, -92, 14, Colour(0.9, 0.13, 85), 0.6)
        b.fill(blob(x, -98, x - 2.6, -91, x, -88, x + 2.6, -91), Colour(0.84, 0.16, 75))


@subject("cupcake", "food", 0.1, 0.9, Colour(0.84, 0.10, 355), "table")
def _cupcake(b: Brush, k: Look) -> None:
    cup = poly(-31, -40, -22, 0, 22, 0, 31, -40)
    b.shape(cup, k.palette.accents[1].at(0.7))
    with b.inside(cup):
        for step in range(-3, 4):
            b.line(line(step * 9, -40, step * 6.4, 0), k.palette.accents[1].at(0.5), 2, 0.7)
    for y, r in ((-44, 40), (-60, 31), (-74, 21)):
        b.shape(blob(-r, y + 2, -r * 0.7, y - 13, r * 0.7, y - 13, r, y + 2, r * 0.5, y + 10, -r * 0.5, y + 10), k.colour)
    round_fruit(b, oval(0, -90, 9), Colour(0.55, 0.21, 25), 0, -90, 9)
    for x, y in ((-20, -46), (10, -50), (-6, -62), (16, -66), (-10, -76), (26, -40)):
        b.line(line(x, y, x + 3, y - 4), k.palette.accents[0], 2.4)


@subject("donut", "food", 0.1, 1.15, Colour(0.78, 0.13, 0), "table")
def _donut(b: Brush, k: Look) -> None:
    b.shape(oval(0, -46, 54, 46), CRUST, down=0.2)
    b.shape(blob(-49, -44, -40, -78, 0, -92, 40, -78, 49, -44, 40, -24, 20, -12, 4, -20, -18, -10, -38, -22), k.colour)
    b.shape(oval(0, -48, 17, 13), CRUST.shade(0.3), 0.6)
    b.fill(oval(0, -46, 13, 9.5), k.palette.paper.shade(0.25))
    for step in range(22):
        angle, r = step * 2.39996, 26 + 15 * ((step * 7) % 5) / 5
        x, y = math.cos(angle) * r, -52 + math.sin(angle) * r * 0.8
        b.line(line(x, y, x + 4 * math.cos(step), y + 4 * math.sin(step)), (*k.palette.accents, WHITE)[step % 4].lighter(0.1), 2.6)


@subject("pizza", "food", 0.3, 1.0, CRUST, "table")
def _pizza(b: Brush, k: Look) -> None:
    b.shape(oval(0, -49, 49), k.colour)
    b.shape(oval(0, -49, 42), Colour(0.62, 0.18, 35), 0.4)
    b.shape(blob(-38, -50, -28, -80, 2, -88, 32, -76, 39, -44, 24, -18, -6, -10, -32, -24), Colour(0.90, 0.10, 90), 0.6)
    for x, y in ((-18, -64), (14, -70), (22, -38), (-8, -28), (-26, -40), (2, -50)):
        b.shape(oval(x, y, 8), Colour(0.54, 0.19, 28), 0.6)
    for x, y, turn in ((-4, -74, 30), (26, -58, -40), (8, -24, 80), (-24, -22, 10)):
        b.shape(leaf(x, y, 13, 4, turn), LEAF)
    for turn in (0, 60, 120):
        with b.at(0, -49, turn=turn):
            b.line(line(0, -49, 0, 49), k.colour.shade(0.4), 1, 0.6)


@subject("burger", "food", 0.14, 1.15, Colour(0.70, 0.13, 60), "table")
def _burger(b: Brush, k: Look) -> None:
    b.shape(rect(-50, -20, 100, 20, 9), k.colour)
    b.shape(rect(-54, -37, 108, 19, 9), CHOCOLATE.lit(0.1))
    b.shape(poly(-52, -40, 52, -40, 30, -28, 8, -38, -14, -26, -32, -38), Colour(0.85, 0.15, 85), 0.5)
    b.shape(rect(-52, -47, 104, 9, 4), Colour(0.60, 0.20, 28))
    b.shape(bez(-56, -46, *[(-56 + 14 * i + 7, -38 if i % 2 else -42, -56 + 14 * (i + 1), -47) for i in range(8)], (56, -54), (-56, -54)), Colour(0.72, 0.15, 135), 0.5)
    b.shape(bez(-52, -52, (-56, -104, 56, -104, 52, -52)), k.colour)
    for x, y, turn in ((-24, -76, 20), (-6, -84, -30), (14, -78, 60), (28, -68, 0), (-34, -64, -50), (4, -68, 30)):
        with b.at(x, y, turn=turn):
            b.fill(oval(0, 0, 3.4, 2), CREAM)


@subject("icecream", "food", 0.2, 0.55, Colour(0.84, 0.10, 5), "table")
def _icecream(b: Brush, k: Look) -> None:
    cone = poly(-19, -50, 19, -50, 0, 0)
    b.shape(cone, Colour(0.76, 0.11, 70))
    with b.inside(cone):
        for step in range(-4, 6):
            b.line(line(step * 8 - 22, 0, step * 8 + 22, -56), Colour(0.60, 0.11, 62), 1.4, 0.8)
            b.line(line(step * 8 + 22, 0, step * 8 - 22, -56), Colour(0.60, 0.11, 62), 1.4, 0.8)
    second = k.second if k.second != k.colour else CREAM
    for x, y, tone in ((-11, -58, k.colour), (11, -58, second), (0, -77, k.palette.accents[1].at(0.8))):
        round_fruit(b, blob(x - 16, y + 4, x - 12, y - 13, x, y - 17, x + 12, y - 13, x + 16, y + 4, x + 8, y + 9, x, y + 5, x - 8, y + 9), tone, x, y, 17)
    round_fruit(b, oval(2, -96, 5), Colour(0.55, 0.21, 25), 2, -96, 5)


@subject("ramen", "food", 0.14, 1.45, Colour(0.55, 0.18, 28), "table")
def _ramen(b: Brush, k: Look) -> None:
    b.line(line(10, -64, 66, -108), CHOCOLATE.lit(0.2), 4)
    b.line(line(22, -60, 76, -100), CHOCOLATE.lit(0.2), 4)
    b.shape(bez(-68, -56, (-62, -12, -30, -4), (30, -4), (62, -12, 68, -56)), k.colour, 1.3, down=0.2)
    b.shape(rect(-26, -6, 52, 6, 2), k.colour.shade(0.25))
    b.shape(oval(0, -56, 68, 17), k.colour.shade(0.3), 0.6)
    b.shape(oval(0, -57, 62, 14), Colour(0.72, 0.12, 65), 0.4)
    for step in range(6):
        b.line(curve(-44 + step * 6, -52 - step % 2 * 4, -20 + step * 6, -58 + step % 3 * 3, 4 + step * 5, -52 - step % 2 * 5), Colour(0.90, 0.09, 90), 3)
    b.shape(oval(30, -60, 13, 8), WHITE, 0.4)
    b.fill(oval(30, -60, 7, 4.6), Colour(0.80, 0.16, 75))
    b.shape(rect(-46, -74, 20, 20, 2), Colour(0.32, 0.05, 160))
    for x in (-8, -2, 6):
        b.shape(oval(x, -62, 4, 2.4), LEAF.lit(0.2))
    for dx in (-24, 0, 24):
        b.line(curve(dx, -78, dx + 6, -92, dx - 6, -106, dx + 3, -120), WHITE, 4, 0.25)


@subject("sushi", "food", 0.06, 2.1, Colour(0.72, 0.16, 38), "table")
def _sushi(b: Brush, k: Look) -> None:
    b.shape(rect(-100, -14, 200, 14, 3), Colour(0.48, 0.07, 55))
    for x in (-56, 22):
        b.shape(blob(x - 34, -16, x - 36, -40, x, -50, x + 36, -40, x + 34, -16), CREAM)
        b.shape(blob(x - 42, -40, x - 34, -66, x + 30, -70, x + 44, -44, x + 34, -36, x - 30, -34), k.colour)
        for step in range(4):
            b.line(curve(x - 26 + step * 16, -38, x - 20 + step * 16, -52, x - 22 + step * 16, -66), WHITE, 2, 0.75)
    b.shape(rect(70, -48, 26, 34, 5), Colour(0.30, 0.05, 160))
    b.shape(oval(83, -48, 13, 6), CREAM, 0.4)
    b.fill(oval(83, -48, 6, 3), k.colour)


@subject("taco", "food", 0.12, 1.5, Colour(0.83, 0.13, 82), "table")
def _taco(b: Brush, k: Look) -> None:
    b.shape(bez(-64, -4, (-70, -112, 56, -112, 58, -4)), k.colour.shade(0.2))
    for step in range(9):
        x = -50 + step * 13
        top = -62 - 30 * (1 - (x / 62) ** 2)
        b.shape(oval(x, top + 4, 11, 9), (LEAF.lit(0.2), Colour(0.58, 0.2, 28), CHOCOLATE.lit(0.2))[step % 3])
    b.shape(bez(-70, -2, (-64, -96, 70, -96, 70, -2)), k.colour, down=0.1)
    for x, y in ((-30, -30), (4, -50), (34, -26), (-6, -18)):
        b.fill(oval(x, y, 3.4, 2.6), k.colour.shade(0.3), 0.6)
