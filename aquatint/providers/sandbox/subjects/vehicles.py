# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Boats, cars, trains and what flies."""

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, subject

TYRE = Colour(0.24, 0.01, 270)
STEEL = Colour(0.74, 0.01, 250)
WOOD = Colour(0.46, 0.07, 55)
SAIL = Colour(0.97, 0.02, 85)


def wheel(b: Brush, x: float, r: float, hub: Colour = STEEL) -> None:
    """Paint a wheel that stands on the ground."""
    b.shape(oval(x, -r, r), TYRE, 0.5)
    b.shape(oval(x, -r, r * 0.58), hub, 0.8)
    b.fill(oval(x, -r, r * 0.18), TYRE, 0.8)


def glazing(k: Look) -> Colour:
    """Glass of vehicles: lit after dusk."""
    return k.palette.glow.mix(Colour(0.8, 0.05, 220), 0.3) if k.night else Colour(0.76, 0.05, 225)


@subject("boat", "vehicle", 4.0, 0.95, Colour(0.55, 0.19, 28), "water")
def _boat(b: Brush, k: Look) -> None:
    b.shape(rect(-1.4, -100, 2.8, 82), WOOD.shade(0.3))
    main = k.second if k.second != k.colour else SAIL
    b.shape(bez(3, -97, (26, -62, 36, -26), (3, -26)), main, 1.1)
    b.shape(bez(-3, -88, (-22, -58, -30, -26), (-3, -26)), main.shade(0.1), 0.9)
    hull = bez(-44, -20, (44, -20), (40, -4, 22, 1), (-22, 1), (-38, -4, -44, -20))
    b.shape(hull, k.colour, down=0.2)
    b.shape(rect(-46, -22, 92, 4.4, 1.6), k.colour.lit(0.45), 0.5)
    b.shape(bez(0, -100, (8, -101, 14, -96), (7, -94, 0, -93)), k.palette.accents[1], 0.5)


@subject("rowboat", "vehicle", 1.2, 3.2, Colour(0.55, 0.13, 45), "water")
def _rowboat(b: Brush, k: Look) -> None:
    b.shape(oval(0, -46, 140, 13), k.colour.shade(0.6), 0.4)
    for x in (-60, 20):
        b.shape(rect(x, -55, 40, 9), WOOD.lit(0.2))
    b.shape(bez(-150, -66, (-100, -44, 100, -44, 150, -66), (142, -16, 90, 2), (-90, 2), (-142, -16, -150, -66)), k.colour, down=0.2)
    b.line(curve(-148, -64, -70, -47, 0, -45, 70, -47, 148, -64), k.colour.lit(0.5), 5)
    b.line(line(40, -52, 120, 4), WOOD.lit(0.2), 5)


@subject("ship", "vehicle", 14.0, 1.6, Colour(0.34, 0.06, 255), "water")
def _ship(b: Brush, k: Look) -> None:
    for x in (-22, 4):
        b.shape(poly(x, -68, x + 2, -98, x + 16, -98, x + 16, -68), k.palette.accents[0])
        b.shape(rect(x + 2, -98, 14, 7), TYRE)
        b.soft(blob(x + 8, -100, x - 2, -112, x - 22, -118, x - 30, -110, x - 10, -106), WHITE, 0.45, 4)
    for y, half in ((-70, 36), (-55, 50)):
        b.shape(rect(-half, y, half * 2, 16, 2), WHITE.shade(0.04))
        for step in range(int(half / 6)):
            b.fill(rect(-half + 5 + step * 12, y + 4.5, 6, 5, 1), glazing(k))
    hull = bez(-78, -40, (84, -46), (70, -10, 58, 1), (-62, 1), (-74, -12, -78, -40))
    b.shape(hull, k.colour, down=0.1)
    with b.inside(hull):
        b.fill(rect(-90, -9, 200, 12), Colour(0.50, 0.17, 28))
    for step in range(9):
        b.fill(oval(-56 + step * 13, -26, 2.4), glazing(k))


@subject("submarine", "vehicle", 4.0, 1.9, Colour(0.80, 0.15, 85), "sea")
def _submarine(b: Brush, k: Look) -> None:
    b.line(line(10, -70, 10, -97, 22, -97), k.colour.shade(0.4), 4)
    b.shape(bez(-16, -60, (-12, -84), (24, -84), (30, -60)), k.colour.shade(0.12))
    b.shape(poly(-76, -34, -96, -58, -96, -6), k.colour.shade(0.3))
    b.shape(blob(-84, -32, -60, -62, 20, -66, 72, -52, 90, -32, 72, -8, 20, 0, -60, -4), k.colour, down=0.25)
    for x in (-32, 6, 44):
        b.shape(oval(x, -34, 11), k.colour.shade(0.4))
        b.fill(oval(x, -34, 7.6), glazing(k))
        b.shine(oval(x - 2, -37, 3, 2), 0.7)


def _cabin_glass(b: Brush, k: Look, *outlines: tuple[float, ...]) -> None:
    for numbers in outlines:
        b.fill(poly(*numbers), glazing(k))
        x, y = min(numbers[::2]), min(numbers[1::2])
        b.shine(poly(x + 6, y + 22, x + 12, y + 2, x + 20, y + 2, x + 14, y + 22), 0.35)


@subject("car", "vehicle", 1.6, 2.3, Colour(0.58, 0.18, 28))
def _car(b: Brush, k: Look) -> None:
    b.shape(bez(-104, -22, (-108, -52, -92, -60), (-66, -62), (-44, -96, -30, -98), (26, -98), (46, -96, 64, -62), (96, -58, 108, -50, 108, -22), (104, -14), (-100, -14)), k.colour, 0.8, down=0.22)
    _cabin_glass(b, k, (-54, -62, -34, -90, -4, -90, -4, -62), (4, -62, 4, -90, 26, -90, 48, -62))
    b.line(line(0, -64, 0, -22), k.colour.shade(0.35), 1.4, 0.6)
    b.fill(rect(-22, -56, 12, 3, 1.5), STEEL)
    b.fill(rect(28, -56, 12, 3, 1.5), STEEL)
    b.shape(rect(-110, -26, 220, 8, 4), STEEL.shade(0.2), 0.5)
    b.shape(oval(101, -44, 6, 8), k.palette.glow if k.night else Colour(0.96, 0.05, 90), 0.4)
    if k.night:
        b.glow(106, -44, 60, k.palette.glow, 0.6)
    b.shape(rect(-106, -50, 6, 12, 2), Colour(0.55, 0.2, 28))
    for x in (-62, 62):
        b.fill(bez(x - 28, -18, (x - 28, -52, x + 28, -52, x + 28, -18)), k.colour.shade(0.72))
        wheel(b, x, 22)


@subject("van", "vehicle", 2.2, 1.75, Colour(0.68, 0.11, 200))
def _van(b: Brush, k: Look) -> None:
    top = bez(-82, -52, (-82, -90, -74, -99), (60, -99), (76, -97, 86, -52))
    b.shape(top, WHITE.shade(0.05), 0.8)
    b.shape(bez(-84, -54, (88, -54), (92, -40, 90, -14), (-84, -14)), k.colour, 0.8, down=0.18)
    _cabin_glass(b, k, (-74, -58, -72, -88, -36, -88, -36, -58), (-28, -58, -28, -88, 10, -88, 10, -58), (18, -58, 18, -88, 58, -88, 72, -58))
    b.fill(rect(-84, -56, 172, 3.4), WHITE, 0.9)
    b.shape(oval(80, -38, 7), Colour(0.96, 0.05, 90), 0.4)
    b.shape(rect(-88, -20, 182, 7, 3), STEEL, 0.5)
    for x in (-48, 50):
        b.fill(oval(x, -18, 22), k.colour.shade(0.7))
        wheel(b, x, 18)


@subject("bus", "vehicle", 3.2, 2.1, Colour(0.78, 0.16, 75), label=(-70, -58, 140, 12))
def _bus(b: Brush, k: Look) -> None:
    b.shape(rect(-104, -98, 208, 84, 10), k.colour, 0.6, down=0.15)
    b.shape(rect(-96, -102, 180, 8, 4), k.colour.lit(0.3))
    for step in range(6):
        b.fill(rect(-96 + step * 28, -90, 23, 26, 4), glazing(k))
        b.shine(poly(-94 + step * 28, -68, -86 + step * 28, -88, -80 + step * 28, -88, -88 + step * 28, -68), 0.3)
    b.fill(rect(72, -90, 26, 66, 4), glazing(k))
    b.fill(rect(-104, -44, 172, 5), WHITE, 0.8)
    b.shape(rect(-107, -22, 214, 7, 3), TYRE.lit(0.1), 0.4)
    b.shape(oval(100, -32, 4.5), Colour(0.96, 0.05, 90), 0.4)
    for x in (-60, 48):
        b.fill(oval(x, -18, 21), k.colour.shade(0.75))
        wheel(b, x, 17)


@subject("truck", "vehicle", 3.2, 1.9, Colour(0.52, 0.15, 255), label=(-86, -84, 96, 40))
def _truck(b: Brush, k: Look) -> None:
    b.shape(rect(-96, -98, 114, 74, 4), WHITE.shade(0.06), 0.8, down=0.12)
    b.shape(bez(24, -18, (24, -84), (62, -84), (78, -80, 82, -54), (96, -50, 96, -18)), k.colour, 0.9, down=0.15)
    _cabin_glass(b, k, (40, -52, 40, -76, 60, -76, 72, -52))
    b.shape(rect(-98, -26, 198, 9, 2), TYRE.lit(0.2), 0.5)
    b.shape(oval(92, -34, 5), Colour(0.96, 0.05, 90), 0.4)
    for x in (-70, -34, 66):
        wheel(b, x, 16)


@subject("tractor", "vehicle", 2.4, 1.4, Colour(0.56, 0.18, 30))
def _tractor(b: Brush, k: Look) -> None:
    b.shape(rect(42, -92, 5, 34), STEEL.shade(0.4))
    b.line(line(-44, -58, -40, -96, 4, -96, 8, -58), k.colour.shade(0.2), 5)
    b.shape(rect(-48, -100, 60, 7, 3), k.colour)
    b.fill(poly(-38, -60, -36, -91, 0, -91, 4, -60), glazing(k), 0.8)
    b.shape(bez(-50, -34, (-50, -60), (12, -60), (66, -60, 70, -50), (70, -26), (-10, -26)), k.colour, down=0.15)
    for step in range(4):
        b.line(line(40 + step * 7, -52, 40 + step * 7, -36), k.colour.shade(0.45), 2)
    wheel(b, -32, 34, Colour(0.82, 0.14, 88))
    wheel(b, 48, 19, Colour(0.82, 0.14, 88))


def _spokes(b: Brush, x: float, r: float) -> None:
    b.line(oval(x, -r, r - 2), TYRE, 4)
    b.line(oval(x, -r, r - 5), STEEL, 1.2)
    for step in range(6):
        with b.at(x, -r, turn=step * 30):
            b.line(line(0, -r + 5, 0, r - 5), STEEL, 0.8, 0.8)


@subject("bicycle", "vehicle", 1.1, 1.7, Colour(0.60, 0.14, 190))
def _bicycle(b: Brush, k: Look) -> None:
    for x in (-50, 50):
        _spokes(b, x, 34)
    b.line(line(-50, -34, -22, -74, 32, -76, -4, -34, -50, -34), k.colour, 5)
    b.line(line(-26, -80, -4, -34), k.colour, 5)
    b.line(line(50, -34, 30, -88), k.colour, 5)
    b.line(curve(14, -94, 24, -94, 30, -88, 40, -84), TYRE, 4)
    b.shape(blob(-42, -82, -26, -86, -10, -82, -26, -78), TYRE)
    b.shape(oval(-4, -34, 7), STEEL)
    b.line(line(-4, -34, 4, -22), STEEL.shade(0.4), 3)


@subject("scooter", "vehicle", 1.2, 1.35, Colour(0.72, 0.10, 185))
def _scooter(b: Brush, k: Look) -> None:
    wheel(b, -38, 17)
    wheel(b, 46, 17)
    b.shape(bez(-66, -28, (-62, -62, -10, -62), (-2, -40), (0, -26, 22, -26), (22, -18), (-20, -18, -60, -18, -66, -28)), k.colour, down=0.15)
    b.shape(bez(14, -26, (30, -34, 34, -84), (42, -84), (44, -50, 54, -34), (46, -26, 20, -18)), k.colour)
    b.shape(bez(-58, -60, (-56, -72, -20, -72, -8, -60)), Colour(0.40, 0.07, 45))
    b.line(line(24, -92, 40, -88), TYRE, 5)
    b.shape(oval(42, -80, 7), Colour(0.96, 0.05, 90))


@subject("train", "vehicle", 4.0, 2.2, Colour(0.40, 0.09, 155))
def _train(b: Brush, k: Look) -> None:
    for step, (x, top) in enumerate(((84, -106), (70, -120), (50, -128))):
        b.soft(oval(x, top, 12 + step * 5, 9 + step * 3), WHITE, 0.6, 4)
    b.shape(rect(-104, -88, 62, 62, 3), k.colour, down=0.1)
    b.shape(rect(-110, -96, 74, 9, 4), Colour(0.32, 0.03, 30))
    for x in (-94, -68):
        b.fill(rect(x, -78, 19, 22, 2), glazing(k))
    b.shape(rect(-44, -70, 132, 42, 10), k.colour, down=0.25)
    for x in (-14, 22):
        b.fill(rect(x, -70, 4, 42), Colour(0.80, 0.12, 85))
    b.shape(bez(-6, -68, (-6, -86, 14, -86, 14, -68)), Colour(0.80, 0.12, 85))
    b.shape(poly(58, -70, 54, -96, 82, -96, 76, -70), TYRE)
    b.shape(oval(90, -49, 10, 19), TYRE.lit(0.1))
    b.shape(poly(80, -14, 112, -4, 84, -30), Colour(0.50, 0.17, 28))
    b.shape(rect(-106, -28, 194, 9), Colour(0.50, 0.17, 28))
    for x, r in ((-84, 13), (-58, 13), (-22, 18), (20, 18), (60, 13)):
        wheel(b, x, r, Colour(0.50, 0.17, 28))
    b.line(line(-22, -16, 20, -16), STEEL, 3.4)


@subject("tram", "vehicle", 3.4, 1.9, Colour(0.55, 0.17, 30))
def _tram(b: Brush, k: Look) -> None:
    b.line(line(-10, -96, 14, -112, 34, -112), TYRE, 2)
    b.shape(rect(-88, -98, 176, 10, 5), WHITE.shade(0.1))
    b.shape(rect(-92, -90, 184, 78, 8), k.colour, 0.7, down=0.14)
    b.fill(rect(-92, -86, 184, 40, 4), WHITE.shade(0.04))
    for step in range(6):
        b.fill(rect(-84 + step * 29, -82, 22, 30, 3), glazing(k))
    b.fill(rect(-92, -32, 184, 3), Colour(0.86, 0.12, 85))
    for x in (-54, -26, 26, 54):
        wheel(b, x, 10)
    b.shape(oval(84, -36, 5), Colour(0.96, 0.05, 90))


@subject("plane", "vehicle", 6.0, 2.4, Colour(0.95, 0.008, 230), "air")
def _plane(b: Brush, k: Look) -> None:
    band = k.second if k.second != k.colour else k.palette.accents[0]
    b.shape(poly(-108, -98, -90, -98, -66, -54, -100, -52), band)
    b.shape(poly(-8, -62, 10, -62, -24, -96, -34, -96), k.colour.shade(0.25), 0.6)
    body = bez(-116, -58, (-70, -66, 60, -72, 100, -60), (124, -52, 118, -36, 90, -34), (0, -30, -70, -34, -116, -58))
    b.shape(body, k.colour, 0.6, down=0.25)
    with b.inside(body):
        b.fill(bez(-120, -50, (0, -40, 130, -44), (130, -38), (0, -34, -120, -44)), band, 0.95)
    for step in range(9):
        b.fill(oval(-54 + step * 14, -56, 2.6, 3.4), glazing(k))
    b.fill(bez(92, -60, (106, -58, 112, -52), (96, -51)), glazing(k))
    b.shape(poly(10, -42, 34, -42, -20, 0, -42, 0), k.colour.shade(0.12), 0.9)
    b.shape(poly(-92, -52, -80, -52, -104, -34, -116, -34), k.colour.shade(0.12), 0.6)


@subject("helicopter", "vehicle", 3.5, 1.9, Colour(0.62, 0.17, 40), "air")
def _helicopter(b: Brush, k: Look) -> None:
    b.line(line(-84, -96, 92, -96), TYRE, 4)
    b.line(line(4, -96, 4, -76), TYRE, 4)
    b.shape(poly(-10, -60, -90, -64, -96, -84, -86, -84, -80, -56, -10, -40), k.colour.shade(0.1))
    b.shape(blob(-26, -44, -10, -74, 40, -76, 64, -48, 56, -22, 10, -16, -20, -26), k.colour, down=0.15)
    b.fill(blob(26, -70, 44, -68, 60, -46, 54, -36, 26, -38), glazing(k))
    b.line(line(-24, -2, 60, -2), TYRE, 4)
    for x in (-4, 38):
        b.line(line(x, -20, x, -3), TYRE, 3)


@subject("balloon_air", "vehicle", 14.0, 0.75, Colour(0.62, 0.19, 28), "air")
def _balloon_air(b: Brush, k: Look) -> None:
    envelope = bez(0, -100, (44, -100, 46, -54, 10, -24), (-10, -24), (-46, -54, -44, -100, 0, -100))
    b.shape(envelope, k.colour)
    second = k.second if k.second != k.colour else k.palette.accents[1].lighter(0.1)
    with b.inside(envelope):
        for x, wide in ((-22, 9), (0, 10), (22, 9)):
            b.fill(bez(x * 0.16, -100, (x * 1.5 - wide * 0.5, -74, x * 0.35 - wide * 0.2, -22), (x * 0.35 + wide * 0.2, -22), (x * 1.5 + wide * 0.5, -74, x * 0.16, -100)), second, 0.95)
        b.fill(rect(-50, -66, 100, 4), WHITE, 0.85)
        b.dark(bez(0, -104, (-b.light * 20, -70, -b.light * 4, -20), (-b.light * 60, -20), (-b.light * 60, -104)), 0.16, 5)
    for x in (-8, 8):
        b.line(line(x, -24, x * 0.75, -13), WOOD, 0.8)
    b.glow(0, -20, 9, k.palette.glow, 0.7)
    b.shape(bez(-7.5, -13, (7.5, -13), (6, 0), (-6, 0)), Colour(0.58, 0.09, 60))
    b.shape(rect(-8.5, -14, 17, 3, 1.5), WOOD)


@subject("rocket", "vehicle", 8.0, 0.6, Colour(0.94, 0.01, 240), "air")
def _rocket(b: Brush, k: Look) -> None:
    red = k.second if k.second != k.colour else k.palette.accents[0].mix(Colour(0.6, 0.2, 28), 0.5)
    b.glow(0, -4, 34, Colour(0.85, 0.15, 70), 0.8)
    b.shape(blob(-9, -16, -7, -4, 0, 10, 7, -4, 9, -16), Colour(0.80, 0.17, 65), 0.2)
    b.shape(blob(-4.5, -16, -3, -6, 0, 1, 3, -6, 4.5, -16), Colour(0.96, 0.09, 95), 0.1)
    for side in (-1, 1):
        b.shape(bez(side * 13, -44, (side * 30, -32, side * 28, -8), (side * 20, -16, side * 11, -18)), red)
    b.shape(bez(0, -100, (19, -80, 20, -40, 12, -16), (-12, -16), (-20, -40, -19, -80, 0, -100)), k.colour, down=0.1)
    b.shape(bez(0, -100, (10, -90, 13.6, -79, 15, -74), (-15, -74), (-13.6, -79, -10, -90, 0, -100)), red)
    b.shape(oval(0, -56, 8.4), STEEL.shade(0.3))
    b.fill(oval(0, -56, 6), Colour(0.62, 0.10, 235))
    b.shine(oval(-2, -58, 2.4, 1.6), 0.8)
    b.shape(rect(-2.5, -38, 5, 26, 2.5), red.shade(0.1))


@subject("ufo", "vehicle", 4.0, 1.9, Colour(0.70, 0.02, 250), "air")
def _ufo(b: Brush, k: Look) -> None:
    b.soft(poly(-24, -36, 24, -36, 62, 30, -62, 30), Colour(0.90, 0.12, 130), 0.3, 5, screen=True)
    b.shape(bez(-38, -62, (-36, -104, 36, -104, 38, -62)), Colour(0.84, 0.06, 200))
    b.shine(oval(-14, -84, 6, 9), 0.5, 2)
    b.shape(blob(-96, -50, -40, -70, 40, -70, 96, -50, 40, -32, -40, -32), k.colour, down=0.25)
    for x in (-62, -22, 22, 62):
        b.fill(oval(x, -48, 6.4), Colour(0.88, 0.15, 95))
        b.glow(x, -48, 16, Colour(0.88, 0.15, 95), 0.6)
