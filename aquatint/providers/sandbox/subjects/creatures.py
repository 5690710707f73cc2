# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Insects, reptiles and what lives in the sea."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, leaf, limb, line, oval, poly
from aquatint.providers.sandbox.subjects.registry import Look, subject

EYE = Colour(0.2, 0.02, 50)


def _eye(b: Brush, x: float, y: float, r: float) -> None:
    b.fill(oval(x, y, r), WHITE)
    b.fill(oval(x + r * 0.25, y, r * 0.6), EYE)


@subject("butterfly", "insect", 0.12, 1.25, Colour(0.66, 0.16, 50), "air")
def _butterfly(b: Brush, k: Look) -> None:
    inner = k.second if k.second != k.colour else k.colour.turn(35).lighter(0.12)
    for side in (-1, 1):
        low = blob(side * 3, -44, side * 34, -46, side * 46, -22, side * 30, -4, side * 10, -18)
        top = blob(side * 3, -50, side * 20, -90, side * 54, -98, side * 62, -70, side * 42, -46, side * 8, -44)
        for wing in (low, top):
            b.shape(wing, k.colour.shade(0.05))
        b.fill(blob(side * 10, -52, side * 24, -80, side * 48, -86, side * 52, -70, side * 36, -54), inner, 0.9)
        b.fill(oval(side * 28, -24, 8), inner, 0.9)
        for x, y, r in ((52, -82, 4), (56, -68, 3), (20, -82, 2.6)):
            b.fill(oval(side * x, y, r), WHITE, 0.9)
        b.line(curve(side * 1, -84, side * 8, -98, side * 16, -104), BLACK, 1.6)
    b.shape(limb(0, -86, 6, 0, -54, 7, 0, -14, 4), Colour(0.28, 0.03, 50))


@subject("bee", "insect", 0.06, 1.35, Colour(0.84, 0.16, 85), "air")
def _bee(b: Brush, k: Look) -> None:
    for turn in (-28, 14):
        with b.at(-4, -62, turn=turn):
            b.fill(blob(0, 0, -18, -22, -4, -44, 14, -24), Colour(0.92, 0.03, 220), 0.75)
    body = blob(-58, -36, -30, -66, 20, -66, 46, -38, 20, -10, -30, -10)
    b.shape(body, k.colour, down=0.2)
    with b.inside(body):
        for x in (-40, -12, 16):
            b.fill(bez(x, -80, (x + 10, -40, x, 0), (x + 13, 0), (x + 24, -40, x + 13, -80)), Colour(0.26, 0.03, 60))
    b.shape(oval(48, -42, 19), Colour(0.30, 0.03, 60))
    _eye(b, 54, -46, 6)
    for dx in (0, 10):
        b.line(curve(48 + dx, -58, 54 + dx, -72, 62 + dx, -76), BLACK, 2.4)
    b.fill(poly(-58, -40, -72, -36, -58, -31), BLACK)


@subject("ladybug", "insect", 0.05, 1.4, Colour(0.57, 0.21, 27))
def _ladybug(b: Brush, k: Look) -> None:
    dark = Colour(0.25, 0.02, 280)
    for x in (-34, 0, 34):
        b.line(line(x, -18, x + 6, 0), dark, 6)
    b.shape(oval(50, -40, 24, 27), dark)
    _eye(b, 62, -48, 7)
    shell = bez(-66, -14, (-66, -100, 54, -100, 54, -14))
    b.shape(shell, k.colour, down=0.15)
    with b.inside(shell):
        for x, y, r in ((-34, -50, 11), (-6, -74, 9), (4, -38, 11), (34, -56, 8), (-46, -26, 7)):
            b.fill(oval(x, y, r), dark)
    b.line(curve(58, -62, 66, -84, 78, -88), dark, 3)


@subject("dragonfly", "insect", 0.1, 1.3, Colour(0.58, 0.12, 200), "air")
def _dragonfly(b: Brush, k: Look) -> None:
    for turn in (-66, -104, 66, 104):
        with b.at(10, -70, turn=turn):
            b.fill(blob(0, 0, -9, -34, 0, -62, 8, -34), Colour(0.90, 0.05, 210), 0.72)
            b.line(line(0, 0, 0, -58), k.colour, 0.8, 0.6)
    b.shape(limb(10, -92, 11, 10, -68, 10, 6, -34, 6, -10, 0, 3.4), k.colour)
    for side in (-1, 1):
        b.shape(oval(10 + side * 6, -95, 6), Colour(0.42, 0.12, 160))


@subject("snail", "insect", 0.06, 1.5, Colour(0.66, 0.11, 50))
def _snail(b: Brush, k: Look) -> None:
    skin = Colour(0.80, 0.06, 90)
    b.shape(bez(-74, 0, (-60, -16, 10, -16), (34, -20, 40, -66, 58, -64), (78, -60, 70, -10, 52, 0)), skin, down=0.15)
    for x in (54, 66):
        b.line(line(x, -60, x + 6, -90), skin.shade(0.1), 4)
        b.fill(oval(x + 6, -91, 4), EYE)
    b.shape(oval(-14, -50, 44), k.colour)
    b.line(curve(-14, -50, -4, -54, -6, -66, -22, -68, -34, -54, -28, -34, -8, -26, 14, -40, 12, -68, -12, -86), k.colour.shade(0.45), 5, 0.85)


@subject("frog", "reptile", 0.2, 1.25, Colour(0.62, 0.15, 138), head=(0, -90, 54))
def _frog(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.shape(blob(side * 20, 0, side * 58, -2, side * 60, -34, side * 36, -48, side * 22, -20), k.colour.shade(0.15))
        b.shape(oval(side * 44, -2, 20, 5), k.colour.shade(0.2))
    b.shape(blob(-34, -3, -40, -40, -24, -64, 24, -64, 40, -40, 34, -3), k.colour, down=0.15)
    b.shape(oval(0, -24, 24, 20), Colour(0.90, 0.07, 115), 0.4)
    b.shape(blob(-44, -60, -36, -82, 0, -88, 36, -82, 44, -60, 0, -44), k.colour.lit(0.06))
    for side in (-1, 1):
        b.shape(oval(side * 23, -86, 13), k.colour)
        b.fill(oval(side * 23, -87, 8.6), WHITE)
        b.fill(oval(side * 23, -87, 4.4, 5.4), EYE)
        b.shape(oval(side * 18, -3, 10, 5), k.colour.lit(0.1))
    b.line(curve(-28, -62, 0, -53, 28, -62), k.colour.shade(0.6), 2.2)


@subject("turtle", "reptile", 0.4, 1.7, Colour(0.52, 0.10, 145))
def _turtle(b: Brush, k: Look) -> None:
    skin = Colour(0.72, 0.10, 120)
    for x in (-46, 34):
        b.shape(limb(x, -26, 24, x + 4, -4, 20), skin.shade(0.12))
    b.shape(poly(-74, -22, -94, -14, -74, -8), skin)
    b.shape(limb(54, -34, 20, 76, -50, 20), skin)
    b.shape(oval(84, -58, 20, 17), skin)
    _eye(b, 90, -62, 5)
    b.line(curve(84, -48, 94, -48, 101, -53), skin.shade(0.5), 2)
    shell = bez(-76, -20, (-70, -112, 58, -112, 66, -20))
    b.shape(shell, k.colour, down=0.2)
    with b.inside(shell):
        for x in (-46, -5, 36):
            b.line(poly(x - 17, -44, x, -66, x + 17, -44, x + 10, -22, x - 10, -22), k.colour.shade(0.4), 2.6, 0.7)
    b.shape(blob(-80, -18, -70, -28, 60, -28, 70, -18, 60, -10, -70, -10), Colour(0.84, 0.08, 95), 0.5)


@subject("snake", "reptile", 0.3, 1.9, Colour(0.58, 0.14, 140))
def _snake(b: Brush, k: Look) -> None:
    body = limb(-92, -8, 6, -70, -10, 15, -44, -26, 20, -14, -12, 22, 16, -14, 22, 44, -30, 22, 40, -62, 20, 58, -82, 20, steps=8)
    b.shape(body, k.colour, down=0.15)
    with b.inside(body):
        for step in range(14):
            b.fill(poly(-90 + step * 12, -60, -85 + step * 12, -60, -80 + step * 12, 20, -87 + step * 12, 20), k.colour.shade(0.35), 0.5)
    b.shape(blob(46, -82, 56, -100, 82, -94, 88, -80, 70, -72), k.colour.lit(0.08))
    _eye(b, 68, -87, 5)
    b.line(line(86, -80, 100, -78), Colour(0.55, 0.2, 27), 2.4)


@subject("crocodile", "reptile", 1.0, 3.4, Colour(0.48, 0.08, 140))
def _crocodile(b: Brush, k: Look) -> None:
    for x in (-60, 40):
        b.shape(limb(x, -34, 28, x - 12, -6, 18), k.colour.shade(0.25))
    b.shape(limb(-168, -22, 4, -110, -30, 26, -40, -44, 56, 40, -44, 56, 86, -44, 40, steps=8), k.colour, down=0.3)
    for step in range(13):
        x = -140 + step * 16
        top = -46 - 26 * max(0.0, 1 - abs(x) / 130)
        b.shape(poly(x, top + 4, x + 8, top - 12, x + 16, top + 4), k.colour.shade(0.2), 0.6)
    b.shape(blob(66, -34, 78, -66, 108, -62, 164, -46, 168, -34, 110, -24), k.colour.lit(0.06))
    b.shape(oval(92, -68, 11), k.colour)
    _eye(b, 93, -69, 6)
    for step in range(7):
        b.fill(poly(108 + step * 8, -30, 112 + step * 8, -20, 116 + step * 8, -31), WHITE)


@subject("dinosaur", "reptile", 4.0, 1.25, Colour(0.58, 0.12, 150))
def _dinosaur(b: Brush, k: Look) -> None:
    far = k.colour.shade(0.35)
    b.shape(limb(4, -34, 22, 12, -16, 14, 8, -3, 11), far)
    b.shape(limb(-70, -16, 3, -44, -20, 14, -16, -34, 34, 10, -46, 38, 24, -66, 24, 34, -82, 20, steps=8), k.colour, down=0.2)
    for step in range(8):
        t = step / 7
        x, y = -46 + 74 * t, -28 - 62 * t
        b.shape(poly(x - 5, y + 2, x - 6, y - 9, x + 5, y - 3), k.palette.accents[1])
    b.shape(blob(22, -78, 26, -98, 48, -100, 64, -88, 62, -78, 40, -70), k.colour.lit(0.06))
    b.soft(oval(20, -36, 10, 17), Colour(0.88, 0.07, 110), 0.8, 2)
    b.fill(oval(40, -90, 3.2), WHITE)
    b.fill(oval(41, -90, 1.8), EYE)
    b.line(curve(44, -78, 54, -77, 62, -81), k.colour.shade(0.6), 1.2)
    b.shape(limb(34, -52, 6, 44, -46, 5, 46, -40, 4), k.colour.shade(0.12))
    b.shape(limb(-10, -36, 26, -2, -18, 16, -8, -4, 12), k.colour.shade(0.06))
    for x in (-6, 10):
        b.shape(oval(x, -2.5, 11, 3.6), k.colour.shade(0.2))


@subject("dragon", "reptile", 5.0, 1.5, Colour(0.50, 0.15, 28))
def _dragon(b: Brush, k: Look) -> None:
    wing = k.second if k.second != k.colour else k.colour.turn(20).lighter(0.1)
    b.shape(bez(-4, -50, (-30, -96, -66, -100), (-54, -84, -58, -66), (-44, -70, -40, -52), (-28, -60, -22, -44)), wing.shade(0.2))
    _dinosaur(b, Look(k.colour, k.colour, k.palette, k.rng))
    b.shape(bez(4, -52, (-6, -96, -40, -104), (-32, -86, -38, -72), (-22, -76, -20, -58), (-10, -66, -4, -46)), wing)
    for dx in (0, 7):
        b.shape(poly(30 + dx, -98, 24 + dx, -112, 36 + dx, -99), Colour(0.9, 0.03, 80))
    for reach, tone in ((30, Colour(0.75, 0.17, 60)), (18, Colour(0.92, 0.12, 95))):
        b.soft(bez(62, -82, (62 + reach, -96, 66 + reach * 1.3, -82), (62 + reach, -70, 62, -80)), tone, 0.9, 1.2)


# The sea


@subject("fish", "sea", 0.3, 1.5, Colour(0.70, 0.17, 50), "sea")
def _fish(b: Brush, k: Look) -> None:
    stripe = k.second if k.second != k.colour else WHITE
    b.shape(bez(-34, -50, (-62, -66, -78, -88), (-70, -50, -78, -12), (-60, -34, -34, -50)), k.colour.shade(0.15))
    b.shape(bez(-10, -82, (4, -104, 36, -92), (28, -80)), k.colour.shade(0.2))
    body = bez(-44, -50, (-20, -96, 44, -92, 72, -50), (44, -8, -20, -6, -44, -50))
    b.shape(body, k.colour, down=0.2)
    with b.inside(body):
        for x in (-18, 24):
            b.fill(bez(x, -100, (x + 12, -50, x, 0), (x + 13, 0), (x + 25, -50, x + 13, -100)), stripe, 0.85)
    b.shape(blob(0, -42, -14, -30, -6, -22, 10, -32), k.colour.shade(0.2))
    _eye(b, 50, -58, 8)
    b.line(curve(70, -46, 64, -40, 58, -41), k.colour.shade(0.5), 2)


@subject("whale", "sea", 5.0, 2.0, Colour(0.50, 0.08, 245), "sea")
def _whale(b: Brush, k: Look) -> None:
    b.shape(bez(-70, -48, (-92, -66, -100, -96), (-80, -92, -78, -76), (-68, -88, -52, -88), (-52, -66, -58, -48)), k.colour.shade(0.15))
    body = bez(-74, -52, (-40, -62, -20, -92, 36, -92), (88, -92, 98, -54, 92, -30), (78, -4, 10, -2, -20, -14), (-46, -24, -62, -40, -74, -52))
    b.shape(body, k.colour)
    with b.inside(body):
        b.fill(bez(96, -40, (40, -36, 0, -30, -40, -30), (-20, 10, 96, 10)), Colour(0.93, 0.015, 230))
        if b.detailed:
            for step in range(5):
                b.line(curve(20 + step * 8, -10 - step * 3, 54, -12 - step * 5, 90, -22 - step * 4), k.colour.lit(0.4), 1.4, 0.7)
    b.shape(blob(20, -28, 6, -6, 18, 0, 34, -22), k.colour.shade(0.2))
    b.fill(oval(64, -50, 3.6), EYE)
    b.line(curve(90, -40, 78, -38, 68, -42), k.colour.shade(0.5), 1.8)
    for dx in (-10, 0, 10):
        b.line(curve(40, -92, 40 + dx, -108, 40 + dx * 2, -104 + abs(dx)), Colour(0.85, 0.05, 220), 2.4, 0.8)


@subject("dolphin", "sea", 2.0, 1.7, Colour(0.60, 0.06, 245), "sea")
def _dolphin(b: Brush, k: Look) -> None:
    b.shape(bez(-8, -78, (-14, -104, -34, -104), (-22, -90, -22, -76)), k.colour.shade(0.15))
    body = bez(-82, -14, (-66, -70, -10, -90, 40, -76), (58, -74, 66, -62, 84, -56), (82, -48, 66, -48, 56, -48), (20, -34, -30, -40, -66, -4))
    b.shape(body, k.colour)
    with b.inside(body):
        b.fill(bez(80, -52, (40, -48, 0, -44, -40, -28), (0, -10, 70, -20)), Colour(0.93, 0.01, 230))
    b.shape(bez(-70, -14, (-90, -22, -102, -10), (-88, -4), (-92, 6, -86, 12), (-70, 6, -64, -6)), k.colour.shade(0.12))
    b.shape(bez(16, -48, (4, -22, -8, -18), (12, -24, 30, -44)), k.colour.shade(0.25))
    b.fill(oval(52, -62, 2.8), EYE)


@subject("shark", "sea", 2.5, 2.1, Colour(0.54, 0.03, 245), "sea")
def _shark(b: Brush, k: Look) -> None:
    b.shape(poly(-8, -78, -2, -106, 24, -74), k.colour.shade(0.1))
    b.shape(bez(-80, -46, (-104, -78, -106, -84), (-84, -68, -74, -54)), k.colour.shade(0.15))
    b.shape(bez(-80, -46, (-98, -24, -98, -12), (-82, -30, -72, -42)), k.colour.shade(0.15))
    body = bez(-86, -46, (-40, -80, 40, -90, 104, -54), (90, -30, 20, -14, -86, -44))
    b.shape(body, k.colour)
    with b.inside(body):
        b.fill(bez(104, -48, (50, -46, 0, -42, -86, -44), (0, 0, 80, 0)), Colour(0.93, 0.005, 230))
    b.shape(poly(10, -36, -14, -4, 36, -32), k.colour.shade(0.2))
    b.fill(oval(72, -58, 3.4), EYE)
    for step in range(3):
        b.line(curve(34 + step * 6, -62, 32 + step * 6, -54, 34 + step * 6, -46), k.colour.shade(0.4), 1.8)
    b.line(curve(96, -46, 82, -42, 72, -44), k.colour.shade(0.6), 2)


@subject("octopus", "sea", 0.8, 1.3, Colour(0.60, 0.15, 10), "sea")
def _octopus(b: Brush, k: Look) -> None:
    for index, side in ((3, -1), (3, 1), (2, -1), (2, 1), (1, -1), (1, 1)):
        x = side * index * 15
        b.shape(limb(side * index * 7, -40, 17, x, -16, 12, x + side * 8, -2, 8, x + side * 17, -10, 5), k.colour.shade(0.05 * index))
    b.shape(blob(-34, -46, -38, -80, 0, -101, 38, -80, 34, -46, 0, -30), k.colour)
    for side in (-1, 1):
        _eye(b, side * 13, -58, 8)
    b.line(curve(-8, -44, 0, -40, 8, -44), k.colour.shade(0.6), 2)
    for x, y in ((-18, -86), (-6, -92), (20, -82)):
        b.fill(oval(x, y, 4, 3), k.colour.lit(0.3), 0.7)


@subject("jellyfish", "sea", 0.5, 0.7, Colour(0.76, 0.12, 330), "sea")
def _jellyfish(b: Brush, k: Look) -> None:
    for step in range(7):
        x = -24 + step * 8
        b.line(curve(x, -58, x + 6, -40, x - 5, -22, x + 3, -2 - (step % 3) * 6), k.colour.lit(0.2), 2.6, 0.7)
    b.glow(0, -72, 52, k.colour, 0.35)
    b.shape(bez(-34, -56, (-36, -106, 36, -106, 34, -56), (26, -50, 20, -60), (10, -50, 0, -60), (-10, -50, -20, -60), (-28, -50, -34, -56)), k.colour)
    b.shine(oval(-12, -82, 8, 6), 0.5, 2)


@subject("crab", "sea", 0.2, 1.9, Colour(0.60, 0.19, 32))
def _crab(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        for step in range(3):
            b.line(curve(side * (34 + step * 8), -30, side * (66 + step * 9), -34 + step * 6, side * (74 + step * 9), -2), k.colour.shade(0.2), 7)
        b.line(curve(side * 40, -44, side * 66, -58, side * 64, -76), k.colour.shade(0.1), 10)
        b.shape(blob(side * 50, -76, side * 44, -98, side * 64, -104, side * 62, -86, side * 76, -102, side * 84, -84, side * 68, -70), k.colour)
        b.line(line(side * 14, -54, side * 16, -74), k.colour, 4)
        _eye(b, side * 16, -77, 7)
    b.shape(blob(-54, -34, -40, -60, 40, -60, 54, -34, 36, -12, -36, -12), k.colour, down=0.2)
    b.line(curve(-14, -28, 0, -22, 14, -28), k.colour.shade(0.6), 2.4)


@subject("seahorse", "sea", 0.2, 0.6, Colour(0.76, 0.14, 75), "sea")
def _seahorse(b: Brush, k: Look) -> None:
    b.shape(blob(-8, -60, -26, -70, -26, -40, -10, -40), k.colour.lit(0.25))
    b.shape(limb(6, -84, 17, -4, -62, 21, 4, -42, 25, -4, -20, 15, 6, -6, 9, 14, -12, 6, 9, -18, 4, steps=8), k.colour)
    b.shape(limb(4, -88, 17, 18, -84, 10, 30, -80, 6), k.colour)
    for x, y in ((-4, -99), (-10, -90), (-13, -80)):
        b.shape(poly(x, y - 5, x - 8, y, x + 3, y + 5), k.colour.shade(0.15))
    for step in range(5):
        b.line(curve(-6 + step, -60 + step * 8, 4 + step, -57 + step * 8, 13, -60 + step * 8), k.colour.shade(0.3), 1.6, 0.7)
    b.fill(oval(8, -89, 3), EYE)


@subject("starfish", "sea", 0.2, 1.0, Colour(0.68, 0.17, 42))
def _starfish(b: Brush, k: Look) -> None:
    arms = []
    for step in range(10):
        angle, r = math.pi * step / 5 - math.pi / 2, 52 if step % 2 == 0 else 22
        arms += [math.cos(angle) * r, -48 + math.sin(angle) * r]
    b.shape(blob(*arms, tight=0.7), k.colour)
    for step in range(5):
        angle = math.tau * step / 5 - math.pi / 2
        for r in (10, 22, 34):
            b.fill(oval(math.cos(angle) * r, -48 + math.sin(angle) * r, 3 - r / 24), k.colour.lit(0.45), 0.8)


@subject("shell", "sea", 0.1, 1.15, Colour(0.84, 0.07, 40))
def _shell(b: Brush, k: Look) -> None:
    fan = bez(-8, -6, (-34, -14, -62, -54, -46, -78), (-30, -104, 30, -104, 46, -78), (62, -54, 34, -14, 8, -6))
    b.shape(fan, k.colour)
    with b.inside(fan):
        for step in range(-4, 5):
            b.line(line(0, -6, step * 15, -100), k.colour.shade(0.28), 2.6, 0.7)
    b.shape(poly(-16, 0, -9, -13, 9, -13, 16, 0), k.colour.shade(0.1))


@subject("coral", "sea", 0.8, 1.1, Colour(0.68, 0.17, 20))
def _coral(b: Brush, k: Look) -> None:
    for x0, x1, y1, w in ((0, -36, -70, 10), (0, 36, -76, 10), (0, 0, -98, 12), (-14, -52, -44, 8), (14, 54, -48, 8), (-4, -16, -92, 7), (6, 20, -96, 7)):
        b.shape(limb(x0, 0, w * 1.3, (x0 + x1) / 2 + 3, y1 * 0.5, w, x1, y1, w * 0.8), k.colour.shade(0.16 if x0 else 0.0))


def seaweed(b: Brush, x: float, y: float, height: float, tone: Colour, sway: float) -> None:
    """Paint a frond of kelp, for the sea floor."""
    numbers: list[float] = []
    for step in range(6):
        t = step / 5
        numbers += [x + math.sin(t * 5 + sway) * 14 * t, y - height * t, 9 * (1 - t) + 2]
    b.shape(limb(*numbers), tone)
    for step in range(1, 5):
        t = step / 5
        b.shape(leaf(x + math.sin(t * 5 + sway) * 14 * t, y - height * t, 30, 7, 60 if step % 2 else -60), tone.lit(0.08), 0.6)
