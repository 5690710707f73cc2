# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""What people use: products, tools, toys."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import arc, bez, blob, curve, limb, line, oval, poly, rect, ring
from aquatint.providers.sandbox.subjects.registry import Look, subject

WOOD = Colour(0.50, 0.08, 55)
STEEL = Colour(0.74, 0.01, 250)
GOLD = Colour(0.80, 0.13, 85)
GLASS = Colour(0.30, 0.04, 255)


def second(k: Look, otherwise: Colour) -> Colour:
    """Paint the second colour that was asked for, or another one."""
    return k.second if k.second != k.colour else otherwise


@subject("box", "product", 0.3, 1.15, Colour(0.70, 0.08, 65), label=(-44, -50, 58, 36), indoor=True)
def _box(b: Brush, k: Look) -> None:
    b.shape(poly(-54, -68, -20, -96, 58, -90, 24, -62), k.colour.lit(0.22), 0.3)
    b.shape(poly(24, -62, 58, -90, 58, -26, 24, 0), k.colour.shade(0.35), 0.4)
    b.shape(poly(-54, -68, 24, -62, 24, 0, -54, -6), k.colour, 0.6)
    b.fill(poly(-20, -66, -8, -65, -8, -48, -20, -49), k.colour.lit(0.4), 0.6)


@subject("bag", "product", 0.35, 0.95, Colour(0.52, 0.11, 35), label=(-26, -46, 52, 30), indoor=True)
def _bag(b: Brush, k: Look) -> None:
    b.line(curve(-22, -62, -16, -94, 0, -98, 16, -94, 22, -62), k.colour.shade(0.3), 6)
    b.shape(bez(-40, -66, (-48, -6), (-46, 0, -40, 0), (40, 0), (46, 0, 48, -6), (40, -66)), k.colour, 1.2, down=0.2)
    b.line(line(-39, -54, 39, -54), k.colour.lit(0.4), 1.4, 0.7)
    b.shape(rect(-6, -66, 12, 12, 2), GOLD)


@subject("phone", "product", 0.15, 0.55, Colour(0.30, 0.01, 270), label=(-20, -62, 40, 26), indoor=True)
def _phone(b: Brush, k: Look) -> None:
    b.shape(rect(-26, -100, 52, 100, 9), k.colour)
    screen = rect(-23, -96.5, 46, 93, 6.5)
    palette = k.palette
    b.fill(screen, palette.sky[1])
    b.wash(screen, tuple((i / (len(palette.sky) - 1), c, 1.0) for i, c in enumerate(palette.sky)))
    with b.inside(screen):
        b.shape(oval(8, -40, 9), palette.sun, 0)
        b.shape(bez(-24, -20, (-8, -46, 8, -18), (18, -34, 24, -24), (24, 0), (-24, 0)), palette.near, 0.4)
        b.shine(poly(-24, -60, -24, -100, 6, -100), 0.16)
    b.fill(rect(-8, -94, 16, 4, 2), BLACK)


@subject("laptop", "product", 0.25, 1.5, Colour(0.74, 0.008, 260), label=(-44, -78, 88, 44), indoor=True)
def _laptop(b: Brush, k: Look) -> None:
    b.shape(rect(-58, -94, 116, 80, 5), k.colour.shade(0.5))
    screen = rect(-53, -89, 106, 70, 2)
    b.fill(screen, k.palette.sky[1])
    b.wash(screen, ((0.0, k.palette.sky[0], 1.0), (1.0, k.palette.sky[-1], 1.0)))
    if not k.plain:
        for step, w in enumerate((50, 70, 34, 62)):
            b.fill(rect(-42, -78 + step * 13, w, 6, 3), WHITE, 0.75)
    b.shape(poly(-58, -14, 58, -14, 76, -3, -76, -3), k.colour, 0.6)
    b.shape(rect(-76, -4, 152, 5, 2), k.colour.shade(0.25))


@subject("tv", "product", 0.8, 1.6, Colour(0.28, 0.01, 270), label=(-58, -84, 116, 60), indoor=True)
def _tv(b: Brush, k: Look) -> None:
    b.shape(poly(-30, 0, -10, -14, 10, -14, 30, 0), k.colour)
    b.shape(rect(-76, -98, 152, 86, 5), k.colour)
    screen = rect(-71, -93, 142, 76, 2)
    b.fill(screen, k.palette.sky[1])
    b.wash(screen, tuple((i / (len(k.palette.sky) - 1), c, 1.0) for i, c in enumerate(k.palette.sky)))
    with b.inside(screen):
        b.shape(bez(-72, -30, (-30, -66, 0, -34), (30, -54, 72, -34), (72, 0), (-72, 0)), k.palette.near, 0.4)


@subject("camera", "product", 0.12, 1.35, Colour(0.32, 0.015, 270), "table")
def _camera(b: Brush, k: Look) -> None:
    b.shape(poly(-22, -76, -14, -96, 16, -96, 24, -76), k.colour.shade(0.1))
    b.shape(rect(-64, -80, 128, 78, 10), k.colour)
    b.shape(rect(-64, -60, 128, 40), second(k, Colour(0.46, 0.07, 45)), 0.8)
    b.shape(rect(-54, -90, 20, 11, 3), STEEL)
    for r, tone in ((34, STEEL.shade(0.2)), (29, BLACK), (22, GLASS), (12, Colour(0.2, 0.05, 270))):
        b.shape(oval(2, -42, r), tone, 0.9)
    b.shine(oval(-6, -52, 6, 5), 0.7, 1)
    b.fill(oval(48, -70, 4), Colour(0.57, 0.2, 27))


@subject("headphones", "product", 0.2, 1.0, Colour(0.32, 0.02, 270), "table")
def _headphones(b: Brush, k: Look) -> None:
    b.line(bez(-38, -34, (-44, -104, 44, -104, 38, -34), closed=False), k.colour, 8)
    b.line(bez(-34, -62, (-24, -92, 24, -92, 34, -62), closed=False), k.colour.lit(0.3), 3, 0.7)
    for side in (-1, 1):
        b.shape(rect(side * 34 - 12, -52, 24, 50, 11), k.colour)
        b.shape(rect(side * 25 - 6, -46, 12, 38, 6), second(k, Colour(0.5, 0.03, 40)))


@subject("watch", "product", 0.15, 0.6, Colour(0.42, 0.06, 50), "table")
def _watch(b: Brush, k: Look) -> None:
    metal = k.colour.chroma < 0.03 or 70 < k.colour.hue < 100  # a silver or golden watch is so in its case
    strap = k.second if k.second != k.colour else Colour(0.42, 0.06, 50) if metal else k.colour
    case = k.colour if metal or k.second != k.colour else GOLD
    for y0, y1 in ((-100, -66), (-34, 0)):
        b.shape(poly(-13, y0, 13, y0, 18, y1, -18, y1) if y0 < -60 else poly(-18, y0, 18, y0, 13, y1, -13, y1), strap)
    b.shape(oval(0, -50, 29), case, 1.4)
    b.shape(oval(0, -50, 24), WHITE, 0.4)
    for step in range(12):
        angle = math.pi * step / 6
        b.line(line(math.sin(angle) * 18, -50 - math.cos(angle) * 18, math.sin(angle) * 21.5, -50 - math.cos(angle) * 21.5), BLACK, 1.3)
    b.line(line(0, -50, -9, -59), BLACK, 2)
    b.line(line(0, -50, 12, -57), BLACK, 1.5)
    b.shape(rect(28, -53, 5, 7, 2), case)


@subject("shoe", "product", 0.12, 1.85, Colour(0.60, 0.16, 30), indoor=True)
def _shoe(b: Brush, k: Look) -> None:
    b.shape(bez(-82, -14, (-86, -60, -80, -88), (-58, -98, -38, -86), (-20, -60, 30, -46), (82, -38, 86, -14)), k.colour, 0.9, down=0.12)
    b.shape(bez(40, -44, (82, -36, 86, -14), (44, -14), (34, -30, 40, -44)), WHITE, 0.6)
    b.shape(bez(-52, -14, (-46, -44, -12, -30), (20, -26, 44, -28), (20, -16, -52, -14)), second(k, WHITE), 0.5)
    for step in range(4):
        x, y = -32 + step * 15, -76 + step * 9
        b.line(line(x, y, x + 12, y - 9), WHITE, 4)
    b.shape(rect(-86, -15, 174, 15, 6), WHITE.shade(0.04))
    b.line(line(-82, -6, 84, -6), k.colour, 2.4, 0.8)


@subject("hat", "product", 0.15, 1.9, Colour(0.62, 0.10, 60), "table")
def _hat(b: Brush, k: Look) -> None:
    b.shape(oval(0, -12, 94, 14), k.colour.shade(0.1))
    b.shape(bez(-50, -14, (-52, -92, -30, -98, 0, -88), (30, -98, 52, -92, 50, -14), (20, -6, -20, -6, -50, -14)), k.colour)
    b.shape(bez(-50, -18, (-51, -34), (-20, -26, 20, -26, 51, -34), (50, -18), (20, -9, -20, -9, -50, -18)), second(k, k.colour.shade(0.5)), 0.6)


@subject("glasses", "product", 0.05, 2.6, Colour(0.30, 0.02, 60), "table")
def _glasses(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.fill(blob(side * 18, -60, side * 60, -88, side * 108, -66, side * 100, -14, side * 60, -4, side * 22, -20), GLASS, 0.62)
        b.line(blob(side * 18, -60, side * 60, -88, side * 108, -66, side * 100, -14, side * 60, -4, side * 22, -20), k.colour, 9)
        b.line(line(side * 108, -70, side * 126, -80), k.colour, 9)
    b.line(curve(-19, -52, 0, -64, 19, -52), k.colour, 9)


@subject("lamp", "product", 0.5, 0.75, Colour(0.80, 0.10, 75), indoor=True)
def _lamp(b: Brush, k: Look) -> None:
    b.shape(oval(0, -3, 22, 4), Colour(0.40, 0.04, 60))
    b.shape(bez(-5, -4, (-12, -26, -3, -50), (3, -50), (12, -26, 5, -4)), second(k, k.palette.accents[2].at(0.5)), 1.3)
    if k.night:
        b.glow(0, -70, 90, k.palette.glow, 0.8)
    else:
        b.glow(0, -68, 60, k.palette.glow, 0.35)
    b.shape(poly(-20, -98, 20, -98, 34, -52, -34, -52), k.colour.mix(k.palette.glow, 0.4), 0.5)


@subject("candle", "product", 0.2, 0.45, Colour(0.94, 0.03, 85), "table", (-16, -46, 32, 26))
def _candle(b: Brush, k: Look) -> None:
    b.shape(rect(-20, -70, 40, 70, 4), k.colour, 1.1)
    b.shape(oval(0, -70, 20, 4), k.colour.lit(0.4), 0.4)
    b.line(line(0, -72, 1, -78), BLACK, 1.6)
    b.glow(0, -86, 46, Colour(0.88, 0.13, 80), 0.8)
    b.shape(blob(0, -101, -6, -86, -4, -77, 4, -77, 6, -86), Colour(0.82, 0.16, 72), 0.2)
    b.fill(blob(0, -92, -3, -82, 0, -77, 3, -82), Colour(0.97, 0.08, 100))


@subject("book", "product", 0.22, 0.85, Colour(0.48, 0.13, 30), "table", (-28, -80, 62, 48))
def _book(b: Brush, k: Look) -> None:
    b.shape(poly(-40, -97, 34, -97, 42, -92, 42, 2, -32, 2, -40, -3), WHITE.shade(0.08), 0.4)
    b.shape(rect(-41, -100, 76, 98, 2), k.colour, 0.8)
    b.shape(rect(-41, -100, 9, 98, 2), k.colour.shade(0.35), 0.5)
    b.line(rect(-27, -93, 56, 84, 1), GOLD, 1.2, 0.8)
    if not k.plain:
        b.fill(rect(-14, -72, 32, 5), GOLD)
        b.fill(rect(-8, -60, 20, 3), GOLD, 0.8)


@subject("clock", "product", 0.25, 0.95, Colour(0.60, 0.16, 28), indoor=True)
def _clock(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.shape(limb(side * 20, -12, 7, side * 28, -2, 6), k.colour.shade(0.3))
        b.shape(bez(side * 10, -86, (side * 22, -108, side * 38, -80)), k.colour.shade(0.1))
    b.line(curve(-9, -90, 0, -99, 9, -90), STEEL, 3)
    b.shape(oval(0, -46, 42), k.colour)
    b.shape(oval(0, -46, 34), WHITE, 0.4)
    for step in range(12):
        angle = math.pi * step / 6
        b.line(line(math.sin(angle) * 27, -46 - math.cos(angle) * 27, math.sin(angle) * 30.5, -46 - math.cos(angle) * 30.5), BLACK, 2)
    b.line(line(0, -46, -12, -56), BLACK, 3)
    b.line(line(0, -46, 15, -64), BLACK, 2.2)


@subject("umbrella", "product", 1.0, 1.05, Colour(0.58, 0.19, 27))
def _umbrella(b: Brush, k: Look) -> None:
    b.line(curve(0, -60, 0, -10, 5, -2, 11, -8), WOOD, 3)
    stripe = second(k, k.colour.lit(0.45))
    dome = bez(-52, -52, (-48, -108, 48, -108, 52, -52), (44, -60, 35, -52), (26, -62, 17, -53), (8, -62, 0, -53), (-8, -62, -17, -53), (-26, -62, -35, -52), (-44, -60, -52, -52))
    b.shape(dome, k.colour)
    with b.inside(dome):
        for side in (-1, 1):
            b.fill(bez(0, -96, (side * 14, -80, side * 17, -50), (side * 35, -50), (side * 30, -84, 0, -96)), stripe, 0.75)
    b.line(line(0, -93, 0, -100), WOOD, 2.4)


@subject("key", "product", 0.08, 2.0, GOLD, "table")
def _key(b: Brush, k: Look) -> None:
    b.shape(ring(-62, -50, 38, 20), k.colour, 1.3)
    b.shape(rect(-28, -58, 122, 16, 4), k.colour, 0.8)
    for x, h in ((58, 30), (80, 24)):
        b.shape(rect(x, -46, 12, h, 2), k.colour, 0.8)


@subject("lightbulb", "product", 0.12, 0.65, Colour(0.93, 0.10, 95), "table")
def _lightbulb(b: Brush, k: Look) -> None:
    b.glow(0, -64, 74, k.colour, 0.6)
    b.shape(bez(-12, -24, (-14, -42, -32, -44, -32, -68), (-32, -110, 32, -110, 32, -68), (32, -44, 14, -42, 12, -24)), k.colour, 0.7)
    b.line(curve(-8, -26, -9, -52, -3, -60, 0, -52, 3, -60, 9, -52, 8, -26), Colour(0.70, 0.16, 60), 2)
    for y in (-22, -14, -6):
        b.shape(rect(-12, y, 24, 6, 3), STEEL.shade(0.1))
    b.shine(oval(-12, -82, 6, 10), 0.7, 2)


@subject("gear", "symbol", 0.5, 1.0, Colour(0.58, 0.03, 250))
def _gear(b: Brush, k: Look) -> None:
    for step in range(8):
        with b.at(0, -50, turn=step * 45):
            b.shape(poly(-10, -30, -7, -49, 7, -49, 10, -30), k.colour)
    b.shape(ring(0, -50, 38, 15), k.colour, 1.1)


@subject("envelope", "symbol", 0.2, 1.45, Colour(0.92, 0.03, 80), "table")
def _envelope(b: Brush, k: Look) -> None:
    b.shape(rect(-70, -96, 140, 94, 4), k.colour)
    b.shape(poly(-70, -2, -8, -52, 8, -52, 70, -2), k.colour.shade(0.08), 0.4)
    b.shape(poly(-70, -96, 70, -96, 0, -36), k.colour.lit(0.2).shade(0.06), 0.4)
    b.line(line(-70, -95, 0, -36, 70, -95), k.colour.shade(0.35), 1.6, 0.7)
    b.shape(oval(0, -40, 11), Colour(0.55, 0.19, 27))


@subject("pencil", "product", 0.2, 0.35, Colour(0.82, 0.16, 85), "table")
def _pencil(b: Brush, k: Look) -> None:
    with b.at(0, 0, turn=14):
        b.shape(poly(-9, -22, 0, 0, 9, -22), Colour(0.86, 0.06, 70))
        b.fill(poly(-3.2, -8, 0, 0, 3.2, -8), BLACK)
        b.shape(rect(-9, -84, 18, 63), k.colour)
        b.line(line(-3, -84, -3, -22), k.colour.shade(0.3), 1, 0.6)
        b.shape(rect(-9.5, -90, 19, 8), STEEL)
        b.shape(rect(-9, -100, 18, 11, 3), Colour(0.76, 0.12, 10))


@subject("brush", "product", 0.25, 0.3, Colour(0.60, 0.16, 30), "table")
def _paintbrush(b: Brush, k: Look) -> None:
    with b.at(0, 0, turn=12):
        b.shape(limb(0, -40, 9, 0, -70, 11, 0, -99, 4), WOOD.lit(0.2))
        b.shape(rect(-6.5, -44, 13, 14), STEEL)
        b.shape(blob(-8, -30, -9, -14, 0, 2, 9, -14, 8, -30), k.colour)


@subject("scissors", "product", 0.18, 0.7, Colour(0.60, 0.19, 27), "table")
def _scissors(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.shape(poly(side * -2, -44, side * 16, -100, side * 10, -40), STEEL, 1.2)
        b.line(oval(side * 20, -18, 15, 17), k.colour, 7)
        b.line(line(side * 10, -32, 0, -46), k.colour, 7)
    b.shape(oval(0, -47, 3.4), BLACK)


@subject("hammer", "product", 0.3, 0.8, STEEL, "table")
def _hammer(b: Brush, k: Look) -> None:
    b.shape(rect(-6, -80, 12, 80, 4), second(k, WOOD))
    b.shape(bez(-34, -78, (-40, -98, -16, -98, -10, -98), (28, -98), (28, -74), (-10, -74), (-20, -76, -34, -78)), k.colour, 1.2)


@subject("ring", "product", 0.03, 0.9, GOLD, "table")
def _ring(b: Brush, k: Look) -> None:
    b.shape(ring(0, -34, 34, 25), k.colour, 1.5)
    b.shape(poly(-18, -86, -10, -98, 10, -98, 18, -86, 0, -64), second(k, Colour(0.90, 0.05, 220)), 1.2)
    b.line(line(-18, -86, 18, -86), WHITE, 1.4, 0.8)
    b.line(line(-6, -86, 0, -66, 6, -86, 0, -97, -6, -86), WHITE, 1, 0.7)


@subject("gift", "product", 0.3, 0.95, Colour(0.57, 0.19, 27), "table")
def _gift(b: Brush, k: Look) -> None:
    ribbon = second(k, GOLD)
    for side in (-1, 1):
        b.shape(blob(0, -76, side * 12, -100, side * 36, -98, side * 30, -80), ribbon.shade(0.08))
    b.shape(rect(-40, -62, 80, 62, 2), k.colour)
    b.shape(rect(-45, -78, 90, 19, 2), k.colour.lit(0.12))
    b.shape(rect(-8, -78, 16, 78), ribbon, 0.5)
    b.dark(rect(-40, -60, 80, 5), 0.2, 2)


@subject("ball", "toy", 0.25, 1.0, Colour(0.95, 0.005, 90))
def _ball(b: Brush, k: Look) -> None:
    body = oval(0, -49, 49)
    b.shape(body, k.colour, 1.1, down=0.1)
    with b.inside(body):
        dark = second(k, Colour(0.26, 0.02, 270))
        for turn in range(0, 360, 72):
            with b.at(0, -49, turn=turn):
                b.fill(poly(-12, -52, 12, -52, 18, -34, 0, -28, -18, -34), dark)
                b.line(line(0, -28, 0, -14), dark, 2.4)
        b.fill(poly(0, -63, 13, -53, 8, -38, -8, -38, -13, -53), dark)


@subject("kite", "toy", 0.9, 0.8, Colour(0.58, 0.19, 27), "air")
def _kite(b: Brush, k: Look) -> None:
    b.line(curve(0, -30, -10, -16, 6, -6, -6, 6), k.colour.shade(0.3), 1.2)
    parts = (k.colour, second(k, k.palette.accents[1]))
    for side in (-1, 1):
        b.shape(poly(0, -100, side * 32, -68, 0, -68), parts[side > 0], 0.4)
        b.shape(poly(0, -30, side * 32, -68, 0, -68), parts[side < 0], 0.4)
    for x, y in ((-8, -16), (5, -6)):
        b.shape(poly(x - 5, y - 3, x + 5, y + 3, x + 5, y - 3, x - 5, y + 3), parts[1], 0.3)


@subject("party_balloon", "toy", 0.8, 0.5, Colour(0.60, 0.20, 25), "air")
def _party_balloon(b: Brush, k: Look) -> None:
    b.line(curve(0, -46, 4, -30, -4, -14, 2, 0), Colour(0.5, 0.02, 270), 0.9)
    b.shape(poly(-3.4, -42, 0, -48, 3.4, -42), k.colour.shade(0.2))
    b.shape(bez(0, -46, (-28, -58, -28, -100, 0, -100), (28, -100, 28, -58, 0, -46)), k.colour)
    b.shine(oval(-9, -84, 4, 8), 0.65, 1.4)


@subject("lantern", "product", 0.4, 0.7, Colour(0.60, 0.20, 30), "air")
def _lantern(b: Brush, k: Look) -> None:
    b.glow(0, -54, 80, k.palette.glow, 0.6)
    b.line(line(0, -100, 0, -90), BLACK, 1.4)
    body = blob(-28, -54, -22, -82, 0, -88, 22, -82, 28, -54, 22, -28, 0, -22, -22, -28)
    b.shape(body, k.colour.mix(k.palette.glow, 0.2), 0.6)
    for x in (-18, -7, 7, 18):
        b.line(curve(x * 0.6, -86, x * 1.2, -54, x * 0.6, -24), k.colour.shade(0.35), 1.1, 0.7)
    for y in (-92, -24):
        b.shape(rect(-10, y, 20, 5, 1), GOLD)
    for x in (-4, 0, 4):
        b.line(line(x, -19, x, -3), GOLD, 1.6)


@subject("crown", "product", 0.2, 1.3, GOLD, "table")
def _crown(b: Brush, k: Look) -> None:
    b.shape(poly(-54, 0, -62, -76, -30, -42, 0, -96, 30, -42, 62, -76, 54, 0), k.colour)
    b.shape(rect(-55, -18, 110, 18, 2), k.colour.shade(0.15))
    for x, y in ((-62, -80), (0, -98), (62, -80)):
        b.shape(oval(x, y, 6), k.colour.lit(0.2))
    for step, x in enumerate((-36, 0, 36)):
        b.shape(oval(x, -9, 6), (Colour(0.56, 0.2, 27), Colour(0.50, 0.16, 258), Colour(0.56, 0.14, 155))[step])


@subject("trophy", "product", 0.4, 0.8, GOLD, "table", (-19, -15, 38, 13))
def _trophy(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.line(bez(side * 24, -88, (side * 48, -92, side * 44, -52, side * 16, -54), closed=False), k.colour.shade(0.15), 5)
    b.shape(bez(-28, -99, (-28, -60, -12, -44, 0, -44), (12, -44, 28, -60, 28, -99)), k.colour, 1.4)
    b.shape(rect(-4, -46, 8, 20), k.colour)
    b.shape(poly(-14, -18, -8, -28, 8, -28, 14, -18), k.colour)
    b.shape(rect(-22, -18, 44, 18, 2), Colour(0.34, 0.05, 45))
    b.shine(rect(-18, -94, 4, 30, 2), 0.6, 1)


@subject("anchor", "symbol", 1.0, 0.8, Colour(0.36, 0.06, 255))
def _anchor(b: Brush, k: Look) -> None:
    b.line(oval(0, -90, 8), k.colour, 5)
    b.line(line(0, -82, 0, -6), k.colour, 8)
    b.line(line(-20, -68, 20, -68), k.colour, 7)
    b.line(bez(-36, -34, (-32, -2, 32, -2, 36, -34), closed=False), k.colour, 8)
    for side in (-1, 1):
        b.shape(poly(side * 36, -46, side * 46, -26, side * 26, -28), k.colour)


@subject("flag", "symbol", 3.0, 0.8, Colour(0.58, 0.19, 27), label=(-22, -92, 56, 32))
def _flag(b: Brush, k: Look) -> None:
    b.shape(rect(-30, -100, 3.6, 100, 1.6), WOOD)
    b.shape(bez(-26, -97, (-8, -104, 8, -88, 42, -96), (42, -58), (8, -50, -8, -66, -26, -58)), k.colour)


@subject("suitcase", "product", 0.6, 1.0, Colour(0.56, 0.11, 50), label=(-30, -52, 60, 30), indoor=True)
def _suitcase(b: Brush, k: Look) -> None:
    b.line(line(-15, -76, -15, -94, 15, -94, 15, -76), Colour(0.34, 0.04, 45), 5)
    b.shape(rect(-48, -78, 96, 76, 8), k.colour, down=0.15)
    for x in (-34, 26):
        b.shape(rect(x, -78, 8, 76), k.colour.shade(0.35), 0.4)
        b.shape(rect(x - 1, -48, 10, 8, 1), GOLD)
    for x in (-38, 30):
        b.shape(rect(x, -3, 10, 3), BLACK)


@subject("globe", "product", 0.4, 0.8, Colour(0.60, 0.11, 235), "table")
def _globe(b: Brush, k: Look) -> None:
    b.shape(oval(0, -4, 26, 5), WOOD)
    b.shape(rect(-3, -18, 6, 14), WOOD)
    b.line(arc(0, -58, 41, 41, -60, 180), GOLD, 4)
    ball = oval(0, -58, 35)
    b.shape(ball, k.colour, 1.1)
    with b.inside(ball):
        for numbers in ((-30, -76, -14, -88, 2, -78, -6, -62, -18, -54, -26, -62), (-4, -48, 8, -52, 10, -36, 0, -26), (14, -84, 30, -76, 30, -58, 18, -62), (18, -46, 28, -44, 24, -34)):
            b.shape(blob(*numbers), Colour(0.66, 0.13, 135), 0.5)
