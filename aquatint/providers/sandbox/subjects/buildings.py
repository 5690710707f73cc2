# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Houses, towers and other things that are built. None is a real place."""


from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import arch, bez, blob, curve, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.plants import snowy
from aquatint.providers.sandbox.subjects.registry import Look, register

STONE = Colour(0.72, 0.025, 75)
WOOD = Colour(0.46, 0.07, 55)
PANE = Colour(0.48, 0.05, 240)


def window(b: Brush, k: Look, x: float, y: float, width: float, height: float, *, round_top: bool = False) -> None:
    """Paint a window by its middle and sill: dark glass by day, warm light after dusk."""
    glass = k.palette.glow if k.night else PANE
    shape = arch(x, y, width, height) if round_top else rect(x - width / 2, y - height, width, height, width * 0.08)
    if k.night:
        b.soft(oval(x, y - height / 2, width, height * 0.8), k.palette.glow, 0.35, width * 0.4, screen=True)
    b.fill(shape, glass)
    if not k.night:
        b.shine(poly(x - width / 2, y - height * 0.3, x - width / 2, y - height, x + width * 0.2, y - height), 0.22)
    if b.detailed:
        b.line(line(x, y, x, y - height), WHITE.shade(0.1), width * 0.08, 0.9, butt=True)
        b.line(line(x - width / 2, y - height * 0.5, x + width / 2, y - height * 0.5), WHITE.shade(0.1), width * 0.08, 0.9, butt=True)


def roof_snow(b: Brush, k: Look, *outline: float) -> None:
    """Snow on a roof when there is any."""
    if snowy(k):
        b.shape(poly(*outline), WHITE, 0.3)


def _roof_colour(k: Look) -> Colour:
    return k.second if k.second != k.colour else Colour(0.42, 0.08, 35)


def _house(b: Brush, k: Look) -> None:
    wall, roof = k.colour, _roof_colour(k)
    b.shape(rect(28, -96, 11, 30), Colour(0.52, 0.07, 35))
    b.shape(rect(-44, -56, 88, 56), wall, down=0.12)
    b.shape(poly(-52, -54, -30, -90, 30, -90, 52, -54), roof, down=0.14)
    if b.detailed:
        for row in range(1, 5):
            y = -54 - row * 7.2
            b.line(line(-52 + row * 4.4, y, 52 - row * 4.4, y), roof.shade(0.3), 0.7, 0.5)
    roof_snow(b, k, -47, -61, -30, -92, 30, -92, 47, -61, 30, -66, 12, -62, -10, -67, -30, -62)
    b.dark(rect(-44, -54, 88, 6), 0.28, 1.5)
    window(b, k, -24, -18, 17, 22)
    window(b, k, 26, -18, 17, 22)
    b.shape(rect(-7, -34, 15, 34, 1.5), Colour(0.36, 0.06, 45) if k.second == k.colour else k.second.shade(0.2), 0.7)
    b.fill(oval(5, -17, 1.2), Colour(0.84, 0.12, 85))
    b.shape(rect(-12, -3, 25, 3), STONE)


def _cabin(b: Brush, k: Look) -> None:
    wall = k.colour
    b.shape(rect(20, -98, 12, 34), STONE.shade(0.25))
    b.shape(rect(-42, -52, 84, 52), wall)
    if b.detailed:
        for row in range(7):
            b.line(line(-42, -7.4 * row, 42, -7.4 * row), wall.shade(0.45), 1.1, 0.7)
    b.shape(poly(-54, -46, 0, -94, 54, -46, 46, -44, 0, -83, -46, -44), _roof_colour(k).shade(0.1), 0.7)
    b.shape(poly(-42, -50, 0, -85, 42, -50), wall.shade(0.16))
    roof_snow(b, k, -54, -47, 0, -97, 54, -47, 47, -46, 0, -86, -47, -46)
    window(b, k, 0, -56, 13, 13)
    window(b, k, -24, -16, 18, 20)
    b.shape(rect(10, -36, 17, 36, 1), WOOD.shade(0.35), 0.7)


def _tower_block(b: Brush, x: float, width: float, height: float, tone: Colour, *, crenels: int = 4) -> None:
    b.shape(rect(x - width / 2, -height, width, height), tone, down=0.12)
    step = width * 1.16 / (crenels * 2 - 1)
    b.shape(rect(x - width * 0.58, -height - step * 0.9, width * 1.16, step * 1.4), tone.lit(0.06))
    for index in range(crenels):
        b.shape(rect(x - width * 0.58 + index * 2 * step, -height - step * 2, step, step * 1.3), tone.lit(0.06))


def _flag(b: Brush, x: float, y: float, tone: Colour) -> None:
    b.line(line(x, y, x, y - 15), WOOD, 0.9)
    b.shape(bez(x, y - 15, (x + 6, y - 17, x + 13, y - 12), (x + 6, y - 10, x, y - 8)), tone, 0.6)


def _castle(b: Brush, k: Look) -> None:
    tone, roof = k.colour, k.second if k.second != k.colour else k.palette.accents[0].at(0.5)
    for x, height in ((-20, 74), (22, 68)):
        b.shape(rect(x - 8, -height, 16, height), tone.shade(0.16))
        b.shape(poly(x - 11, -height, x, -height - 21, x + 11, -height), roof.shade(0.08))
        window(b, k, x, -height + 16, 5, 9, round_top=True)
    _tower_block(b, 0, 58, 42, tone, crenels=7)
    for x in (-39, 39):
        b.shape(rect(x - 11, -58, 22, 58), tone.lit(0.04), down=0.14)
        b.shape(rect(x - 13, -62, 26, 7, 1), tone.lit(0.12))
        b.shape(poly(x - 15, -62, x, -90, x + 15, -62), roof)
        _flag(b, x, -88, k.palette.accents[1])
        window(b, k, x, -36, 6, 11, round_top=True)
    b.fill(arch(0, 0, 20, 27), WOOD.shade(0.55))
    b.shape(arch(0, 0, 17, 25), WOOD, 0.6)
    for x in (-19, 19):
        window(b, k, x, -20, 5.5, 10, round_top=True)
    _stones(b, k, tone, 26, 40)


def _stones(b: Brush, k: Look, tone: Colour, half: float, height: float) -> None:
    if not b.detailed or b.lines:
        return
    for _ in range(14):
        x, y = k.rng.uniform(-half, half), k.rng.uniform(-height, -2)
        b.fill(rect(x, y, k.rng.uniform(3, 6), 2.2, 0.6), tone.shade(0.2), 0.35)


def _tower(b: Brush, k: Look) -> None:
    b.shape(rect(-11, -70, 22, 70), k.colour, down=0.14)
    b.shape(rect(-13.5, -76, 27, 7), k.colour.lit(0.12))
    b.shape(poly(-15, -76, 0, -100, 15, -76), _roof_colour(k))
    b.shape(oval(0, -60, 7.6), WHITE)
    b.line(line(0, -60, 0, -65.5), Colour(0.25, 0.02, 280), 1.0)
    b.line(line(0, -60, 3.6, -58), Colour(0.25, 0.02, 280), 1.0)
    for y in (-20, -38):
        window(b, k, 0, y, 6, 10, round_top=True)
    _stones(b, k, k.colour, 9, 50)


def _lighthouse(b: Brush, k: Look) -> None:
    body, band = WHITE.shade(0.05), k.colour
    b.shape(blob(-34, 0, -26, -9, -6, -12, 16, -11, 32, -5, 36, 0), Colour(0.42, 0.02, 250))
    hull = poly(-13, -6, -8.5, -76, 8.5, -76, 13, -6)
    b.shape(hull, body)
    with b.inside(hull):
        for y in (-24, -52):
            b.shape(rect(-15, y - 14, 30, 14), band)
        b.dark(rect(4 * -b.light, -80, 14 * -b.light, 80), 0.14, 2)
    b.shape(rect(-12, -79, 24, 4, 1), Colour(0.32, 0.02, 260))
    b.fill(rect(-6, -90, 12, 11), k.palette.glow if k.night else Colour(0.82, 0.04, 220))
    if k.night:
        for side in (-1, 1):
            b.soft(poly(0, -85, side * 150, -102, side * 150, -66), k.palette.glow, 0.20, 4, screen=True)
        b.glow(0, -85, 30, k.palette.glow, 0.8)
    b.shape(bez(-8.5, -89, (-7, -97, 0, -99), (7, -97, 8.5, -89)), band.shade(0.2))
    for y in (-17, -44, -66):
        b.fill(arch(0, y, 4, 7), Colour(0.3, 0.03, 260))


def _windmill(b: Brush, k: Look) -> None:
    b.shape(poly(-19, 0, -12, -58, 12, -58, 19, 0), k.colour, down=0.14)
    b.shape(bez(-14, -57, (-12, -71, 0, -72), (12, -71, 14, -57)), _roof_colour(k))
    b.fill(arch(0, 0, 11, 18), WOOD.shade(0.4))
    window(b, k, 0, -32, 8, 11)
    for turn in (18, 108, 198, 288):
        with b.at(0, -62, turn=turn):
            b.line(line(0, 0, 0, -40), WOOD.shade(0.2), 1.8)
            b.shape(poly(1, -9, 10, -10, 10, -39, 1, -38), WHITE.shade(0.08), 0.5)
            if b.detailed:
                for step in range(1, 5):
                    b.line(line(1, -9 - step * 6, 10, -10 - step * 6), WOOD, 0.5, 0.7)
    b.shape(oval(0, -62, 2.6), WOOD.shade(0.3))


def _church(b: Brush, k: Look) -> None:
    b.shape(rect(-10, -44, 50, 44), k.colour, down=0.1)
    b.shape(poly(-12, -42, 2, -64, 34, -64, 44, -42), _roof_colour(k))
    b.shape(rect(-34, -60, 26, 60), k.colour.lit(0.06), down=0.1)
    b.shape(poly(-37, -59, -21, -97, -5, -59), _roof_colour(k))
    for x in (4, 18, 32):
        window(b, k, x, -14, 7, 17, round_top=True)
    window(b, k, -21, -34, 8, 15, round_top=True)
    b.fill(arch(-21, 0, 13, 20), WOOD.shade(0.4))


def _pagoda(b: Brush, k: Look, floors: int = 4) -> None:
    y, wide = 0.0, 30.0
    high = 88 / floors
    for floor in range(floors):
        b.shape(rect(-wide * 0.62, y - high, wide * 1.24, high), Colour(0.90, 0.03, 80) if floors > 1 else Colour(0.56, 0.15, 32))
        for x in (-0.5, 0, 0.5):
            b.shape(rect(wide * x - 1.6, y - high, 3.2, high), k.colour.shade(0.12), 0.6)
        window(b, k, wide * 0.25, y - high * 0.2, wide * 0.28, high * 0.4)
        window(b, k, -wide * 0.25, y - high * 0.2, wide * 0.28, high * 0.4)
        top = y - high * 0.72
        b.shape(bez(-wide * 1.3, top - 1, (-wide * 0.8, top + 1, -wide * 0.5, top - high * 0.5), (wide * 0.5, top - high * 0.5), (wide * 0.8, top + 1, wide * 1.3, top - 1), (wide * 0.9, top + high * 0.2, 0, top + high * 0.16), (-wide * 0.9, top + high * 0.2, -wide * 1.3, top - 1)), k.colour, down=0.2)
        y -= high * 0.98
        wide *= 0.84
        del floor
    b.line(line(0, y + high * 0.1, 0, y - 12), Colour(0.75, 0.12, 85), 1.6)


def _temple(b: Brush, k: Look) -> None:
    for step, half in ((0, 52), (1, 47)):
        b.shape(rect(-half, -5 - step * 5, half * 2, 5), STONE.shade(0.1 - 0.1 * step))
    with b.at(0, -10, 0.9):
        _pagoda(b, k, 2)


def _mosque(b: Brush, k: Look) -> None:
    dome = k.second if k.second != k.colour else Colour(0.60, 0.09, 200)
    for x in (-40, 40):
        b.shape(rect(x - 4, -78, 8, 78), k.colour.lit(0.04))
        b.shape(rect(x - 6, -62, 12, 3), k.colour.lit(0.12))
        b.shape(bez(x - 5, -78, (x - 5, -86, x, -96), (x + 5, -86, x + 5, -78)), dome)
    b.shape(rect(-32, -38, 64, 38), k.colour, down=0.12)
    b.shape(bez(-22, -38, (-31, -58, -14, -70, 0, -82), (14, -70, 31, -58, 22, -38)), dome)
    b.line(line(0, -82, 0, -91), Colour(0.80, 0.12, 85), 1.2)
    b.fill(arch(0, 0, 19, 29), Colour(0.30, 0.04, 250))
    for x in (-21, 21):
        window(b, k, x, -10, 8, 16, round_top=True)


def _barn(b: Brush, k: Look) -> None:
    b.shape(poly(-46, 0, -46, -50, -30, -78, 0, -92, 30, -78, 46, -50, 46, 0), k.colour, down=0.12)
    b.line(line(-50, -48, -32, -80, 0, -95, 32, -80, 50, -48), Colour(0.36, 0.02, 260), 5)
    roof_snow(b, k, -53, -49, -33, -84, 0, -99, 33, -84, 53, -49, 48, -48, 31, -77, 0, -91, -31, -77, -48, -48)
    b.shape(rect(-20, -40, 40, 40), k.colour.shade(0.3), 0.6)
    for a, c in ((-20, 20), (20, -20)):
        b.line(line(a, -40, c, 0), WHITE, 2.2, butt=True)
    b.line(rect(-20, -40, 40, 40), WHITE, 2.4)
    b.line(line(0, -40, 0, 0), WHITE, 2.2)
    window(b, k, 0, -62, 12, 11)


def _shop(b: Brush, k: Look) -> None:
    wall, awning = Colour(0.88, 0.035, 80), k.colour
    b.shape(rect(-46, -100, 92, 100), wall.mix(k.colour, 0.12), down=0.1)
    b.shape(rect(-49, -100, 98, 5), k.colour.shade(0.3))
    for x in (-28.0, 0.0, 28.0):
        window(b, k, x, -76, 13, 17)
    b.shape(rect(-42, -71, 84, 15, 1.5), k.colour.shade(0.45), 0.4)
    glass = k.palette.glow if k.night else Colour(0.78, 0.04, 210)
    b.fill(rect(-40, -44, 50, 36), glass)
    b.shine(poly(-40, -16, -40, -44, -14, -44), 0.3)
    for x in (-32.0, -22.0, -11.0, 0.0):
        b.shape(oval(x, -12, 4, 4 + k.rng.uniform(0, 3)), k.palette.accents[int(k.rng.random() * 3)])
    b.shape(rect(17, -44, 20, 44), WOOD.shade(0.2), 0.5)
    b.fill(rect(20, -41, 14, 22), glass)
    b.shape(rect(-42, -8, 56, 8), k.colour.shade(0.3), 0.6)
    for step in range(10):
        x = -46 + step * 9.2
        tone = awning if step % 2 == 0 else WHITE.shade(0.04)
        b.shape(bez(x, -55, (x + 9.2, -55), (x + 10.2, -41), (x + 5.1, -36, x - 0.0, -41)), tone, 0.4)
    b.dark(rect(-44, -38, 88, 5), 0.2, 2)


def _skyscraper(b: Brush, k: Look) -> None:
    b.shape(rect(-15, -92, 30, 92), k.colour, down=0.1)
    b.shape(rect(-9, -97, 18, 6), k.colour.shade(0.1))
    b.line(line(0, -97, 0, -108), k.colour.shade(0.3), 1)
    for row in range(14):
        for col in range(4):
            on = k.night and k.rng.random() < 0.55
            b.fill(rect(-12.4 + col * 6.6, -88 + row * 6, 4.6, 3.4), k.palette.glow if on else PANE.mix(k.colour, 0.25 if not k.night else 0.6))
    b.fill(rect(-5, -6, 10, 6), k.palette.glow if k.night else PANE)


def _bridge(b: Brush, k: Look) -> None:
    tone = k.colour
    deck = bez(-150, -34, (-60, -74, 60, -74, 150, -34), (150, -24), (60, -62, -60, -62, -150, -24))
    body = bez(-150, 0, (-150, -30), (-60, -66, 60, -66, 150, -30), (150, 0), (112, 0), (100, -34, 62, -36, 54, 0), (34, 0), (26, -48, -26, -48, -34, 0), (-54, 0), (-62, -36, -100, -34, -112, 0))
    b.shape(body, tone, 0.7, down=0.2)
    b.shape(deck, tone.lit(0.16), 0.5)
    for step in range(13):
        x = -132 + step * 22
        y = -34 - 32 * (1 - (x / 150) ** 2)
        b.line(line(x, y + 3, x, y - 10), tone.shade(0.25), 2.4)
    b.line(curve(-150, -44, -75, -66, 0, -78, 75, -66, 150, -44), tone.shade(0.15), 3)


def _tent(b: Brush, k: Look) -> None:
    b.shape(poly(-62, 0, -6, -92, 58, 0), k.colour, 1.2)
    b.shape(poly(-6, -92, 58, 0, 84, -8), k.colour.shade(0.35), 0.6)
    opening = poly(-26, 0, -6, -64, 16, 0)
    b.fill(opening, k.palette.glow if k.night else k.colour.shade(0.7))
    if k.night:
        b.glow(-5, -20, 60, k.palette.glow, 0.5)
    b.shape(bez(-26, 0, (-22, -34, -6, -64), (-16, -30, -14, 0)), k.colour.lit(0.2), 0.6)
    b.line(line(-6, -92, -6, -100), WOOD, 2)


def _igloo(b: Brush, k: Look) -> None:
    b.shape(bez(-70, 0, (-70, -96, 50, -110, 62, 0)), k.colour, down=0.08)
    for y in (-24, -48, -70):
        half = 66 * (1 - (y / 88) ** 2) ** 0.5
        b.line(curve(-4 - half, y, -4, y - 5, -4 + half, y), Colour(0.74, 0.04, 240), 1.4, 0.7)
    b.shape(bez(30, 0, (30, -50, 86, -50, 86, 0)), k.colour.lit(0.2))
    b.fill(bez(44, 0, (44, -36, 78, -36, 78, 0)), k.palette.glow if k.night else Colour(0.34, 0.04, 250))


def _arches(b: Brush, k: Look) -> None:
    b.shape(rect(-50, -78, 100, 78), k.colour, down=0.12)
    b.shape(rect(-54, -86, 108, 10), k.colour.lit(0.15))
    for x in (-33, 0, 33):
        b.fill(arch(x, 0, 23, 56), k.colour.shade(0.75))
        with b.inside(arch(x, 0, 23, 56)):
            b.soft(poly(x - 12, 0, x + 3, 0, x - 12, -34), k.colour.lit(0.4), 0.8)


def _pyramid(b: Brush, k: Look) -> None:
    b.shape(poly(-86, 0, 0, -100, 86, 0), k.colour, 0.4)
    b.shape(poly(14 * -b.light, 0, 0, -100, 86 * -b.light, 0), k.colour.shade(0.36), 0.3)
    if b.detailed:
        for row in range(1, 12):
            half = 86 * (1 - row / 12)
            b.line(line(-half, -row * 8.3, half, -row * 8.3), k.colour.shade(0.4), 0.6, 0.4)


def _fountain(b: Brush, k: Look) -> None:
    water = Colour(0.82, 0.06, 220)
    b.shape(bez(-60, -16, (-54, 0), (54, 0), (60, -16)), k.colour)
    b.shape(oval(0, -16, 60, 7), water.shade(0.1), 0.4)
    b.shape(rect(-6, -48, 12, 34), k.colour)
    b.shape(bez(-30, -52, (-26, -40, -8, -40), (8, -40), (26, -40, 30, -52)), k.colour.lit(0.08))
    for x in (-1, 1):
        for reach, top in ((12, -100), (26, -92)):
            b.line(bez(0, -54, (x * reach * 0.4, top, x * reach, -54 if reach == 26 else -56), closed=False), water, 2.2, 0.75)
        b.line(bez(x * 29, -51, (x * 38, -44, x * 44, -17), closed=False), water, 2, 0.6)


def _factory(b: Brush, k: Look) -> None:
    for x, h in ((24, 94), (38, 82)):
        b.shape(poly(x - 5, -36, x - 3.4, -h, x + 3.4, -h, x + 5, -36), Colour(0.55, 0.09, 35))
        b.soft(blob(x, -h - 2, x + 4, -h - 14, x + 18, -h - 20, x + 26, -h - 12, x + 12, -h - 6), WHITE, 0.5, 3)
    b.shape(poly(-50, 0, -50, -46, -30, -58, -30, -44, -10, -58, -10, -44, 10, -58, 10, -40, 50, -40, 50, 0), k.colour, down=0.14)
    for x in (-40, -20, 0, 22, 38):
        window(b, k, x, -14, 10, 14)


def _fence(b: Brush, k: Look) -> None:
    for y in (-38, -70):
        b.shape(rect(-130, y, 260, 11), k.colour.shade(0.15), 0.4)
    for step in range(9):
        x = -128 + step * 31
        b.shape(poly(x, 0, x, -84, x + 9, -98, x + 18, -84, x + 18, 0), k.colour, 0.6)


def _bench(b: Brush, k: Look) -> None:
    iron = Colour(0.32, 0.02, 260)
    for x in (-62, 54):
        b.shape(rect(x, -48, 8, 48, 2), iron)
        b.shape(poly(x, -48, x + 8, -48, x + 4, -98, x - 4, -98), iron, 0.5)
    for y in (-96, -78):
        b.shape(rect(-78, y, 156, 13, 3), k.colour)
    b.shape(poly(-82, -46, -74, -58, 74, -58, 82, -46), k.colour.lit(0.1), 0.5)
    b.shape(rect(-82, -47, 164, 8, 2), k.colour.shade(0.15))


def _streetlamp(b: Brush, k: Look) -> None:
    iron = k.colour
    b.shape(rect(-4, -4, 8, 4), iron)
    b.shape(rect(-1.3, -82, 2.6, 80), iron)
    b.line(curve(-6, -78, 0, -82, 6, -78), iron, 1.2)
    glass = k.palette.glow if k.night else Colour(0.92, 0.03, 90)
    if k.night:
        b.glow(0, -89, 46, k.palette.glow, 0.75)
    b.shape(poly(-3.4, -82, -5, -95, 5, -95, 3.4, -82), glass, 0.2)
    b.shape(poly(-6, -95, 0, -100, 6, -95), iron)


def _signpost(b: Brush, k: Look) -> None:
    b.shape(rect(-4, -70, 8, 70), WOOD.shade(0.15))
    b.shape(rect(-56, -98, 112, 52, 4), k.colour, 0.5)
    b.line(rect(-51, -93, 102, 42, 3), k.colour.shade(0.35), 1.4, 0.8)


_TABLE = (
    ("house", _house, 5.0, 1.1, Colour(0.86, 0.05, 80)), ("cabin", _cabin, 4.0, 1.15, Colour(0.42, 0.09, 30)),
    ("castle", _castle, 16.0, 1.1, Colour(0.76, 0.03, 75)), ("tower", _tower, 12.0, 0.32, Colour(0.72, 0.04, 60)),
    ("lighthouse", _lighthouse, 13.0, 0.7, Colour(0.56, 0.19, 28)), ("windmill", _windmill, 9.0, 0.85, Colour(0.88, 0.03, 80)),
    ("church", _church, 10.0, 0.9, Colour(0.90, 0.02, 85)), ("pagoda", _pagoda, 12.0, 0.85, Colour(0.52, 0.16, 28)),
    ("temple", _temple, 9.0, 1.05, Colour(0.46, 0.10, 30)), ("mosque", _mosque, 11.0, 0.9, Colour(0.90, 0.03, 85)),
    ("barn", _barn, 6.0, 1.1, Colour(0.50, 0.16, 28)), ("skyscraper", _skyscraper, 30.0, 0.32, Colour(0.58, 0.05, 245)),
    ("bridge", _bridge, 5.0, 3.0, Colour(0.68, 0.04, 60)), ("tent", _tent, 1.8, 1.5, Colour(0.66, 0.16, 55)),
    ("igloo", _igloo, 2.2, 1.6, Colour(0.93, 0.02, 230)), ("arches", _arches, 6.0, 1.1, Colour(0.76, 0.09, 50)),
    ("pyramid", _pyramid, 20.0, 1.75, Colour(0.80, 0.09, 78)), ("fountain", _fountain, 2.5, 1.25, Colour(0.80, 0.02, 80)),
    ("factory", _factory, 9.0, 1.05, Colour(0.60, 0.07, 40)), ("fence", _fence, 1.0, 2.6, Colour(0.93, 0.015, 85)),
    ("bench", _bench, 0.9, 1.7, Colour(0.52, 0.08, 55)), ("streetlamp", _streetlamp, 4.5, 0.2, Colour(0.28, 0.02, 260)),
)  # fmt: skip
for _key, _draw, _metres, _aspect, _colour in _TABLE:
    register(_key, "building", _metres, _aspect, _colour, _draw)
register("shop", "building", 6.0, 1.0, Colour(0.50, 0.12, 160), _shop, label=(-40, -70, 80, 13))
register("signpost", "building", 2.0, 1.15, Colour(0.88, 0.05, 80), _signpost, label=(-48, -91, 96, 38))
