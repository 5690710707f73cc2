# ruff: noqa: E501 -- one mark a line
# fmt: off
"""What hangs in the sky, and what the land is made of."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import arc, bez, blob, curve, oval, poly, star
from aquatint.providers.sandbox.subjects.registry import Look, subject


@subject("sun", "space", 3.0, 1.0, Colour(0.88, 0.15, 88), "sky")
def _sun(b: Brush, k: Look) -> None:
    b.glow(0, -50, 90, k.colour, 0.6)
    for step in range(12):
        with b.at(0, -50, turn=step * 30):
            b.shape(poly(-5.5, -36, 0, -50, 5.5, -36), k.colour.shade(0.06), 0.2)
    b.shape(oval(0, -50, 31), k.colour, 0.5)


@subject("moon", "space", 3.0, 1.0, Colour(0.94, 0.04, 95), "sky")
def _moon(b: Brush, k: Look) -> None:
    b.glow(0, -50, 100, k.colour, 0.45)
    if k.pose == "crescent":
        b.shape(bez(10, -98, (-60, -96, -60, -4, 10, -2), (-24, -30, -24, -70, 10, -98)), k.colour, 0.6)
        return
    disc = oval(0, -50, 48)
    b.shape(disc, k.colour, 0.8)
    with b.inside(disc):
        for x, y, r in ((-16, -66, 11), (14, -42, 14), (-8, -26, 8), (24, -72, 6), (-30, -40, 6), (2, -84, 5)):
            b.fill(oval(x, y, r), k.colour.shade(0.2), 0.5)


@subject("star", "space", 0.8, 1.0, Colour(0.87, 0.15, 90), "sky")
def _star(b: Brush, k: Look) -> None:
    b.glow(0, -48, 70, k.colour, 0.5)
    b.shape(star(0, -47, 51, 5, 0.48), k.colour, 0.8)


@subject("planet", "space", 3.0, 1.7, Colour(0.72, 0.13, 60), "sky")
def _planet(b: Brush, k: Look) -> None:
    band = k.second if k.second != k.colour else k.colour.lit(0.35)
    with b.at(0, -50, turn=-16):
        ring_back = arc(0, 0, 82, 19, 180, 180)
        b.line(ring_back, band.shade(0.2), 9, 0.9)
        ball = oval(0, 0, 46)
        b.shape(ball, k.colour, 1.4)
        with b.inside(ball):
            for y, h, tone in ((-26, 8, band), (-6, 6, k.colour.shade(0.2)), (14, 10, band)):
                b.fill(bez(-60, y, (0, y + 9, 60, y), (60, y + h), (0, y + h + 9, -60, y + h)), tone, 0.55)
        b.line(arc(0, 0, 82, 19, 0, 180), band, 9)
        b.line(arc(0, 0, 70, 15, 10, 160), k.colour.shade(0.3), 2.4, 0.7)


@subject("earth", "space", 3.0, 1.0, Colour(0.56, 0.13, 245), "sky")
def _earth(b: Brush, k: Look) -> None:
    b.glow(0, -50, 74, Colour(0.75, 0.1, 235), 0.4)
    ball = oval(0, -50, 48)
    b.shape(ball, k.colour, 1.2)
    with b.inside(ball):
        for numbers in ((-40, -76, -18, -94, 6, -84, -2, -66, -16, -52, -30, -58), (-12, -44, 6, -48, 10, -28, -2, -10), (16, -88, 42, -76, 46, -52, 30, -50, 22, -66), (24, -40, 38, -36, 30, -22)):
            b.shape(blob(*numbers), Colour(0.66, 0.14, 138), 0.5)
        for y in (-80, -40, -22):
            b.line(curve(-46, y, -14, y - 6, 10, y + 2, 40, y - 5), WHITE, 3.4, 0.55)


@subject("comet", "space", 2.0, 1.6, Colour(0.95, 0.05, 95), "sky")
def _comet(b: Brush, k: Look) -> None:
    for reach, alpha in ((150, 0.25), (110, 0.4), (70, 0.6)):
        b.soft(poly(44, -34, 62, -16, -reach * 0.55, -16 - reach * 0.55), k.colour, alpha, 2, screen=True)
    b.glow(54, -24, 40, k.colour, 0.8)
    b.shape(star(54, -24, 22, 5, 0.5), k.colour, 0.4)


@subject("cloud", "space", 2.0, 1.8, Colour(0.97, 0.01, 230), "sky")
def _cloud(b: Brush, k: Look) -> None:
    b.shape(bez(-74, -6, (-96, -10, -92, -48, -62, -46), (-60, -84, -14, -92, 0, -66), (20, -98, 66, -82, 58, -48), (88, -50, 96, -12, 74, -6)), k.colour, 0.7, down=0.16)


@subject("rainbow", "space", 6.0, 1.9, Colour(0.6, 0.2, 27), "sky")
def _rainbow(b: Brush, k: Look) -> None:
    del k
    for step, hue in enumerate((25, 55, 95, 145, 235, 270, 305)):
        b.line(arc(0, 0, 92 - step * 6.4, 96 - step * 6.4, 180, 180), Colour(0.74, 0.15, hue), 6.8, 0.8, butt=True)


@subject("wave", "nature", 3.0, 1.6, Colour(0.55, 0.11, 240), "water")
def _wave(b: Brush, k: Look) -> None:
    b.shape(bez(-84, 0, (-70, -50, -30, -100, 26, -96), (60, -92, 66, -62, 48, -54), (50, -72, 26, -78, 16, -60), (4, -36, 34, -10, 84, 0)), k.colour)
    for step in range(3):
        b.line(bez(-66 + step * 14, -6, (-44 + step * 12, -50, -14 + step * 8, -84 + step * 7, 22, -84 + step * 8), closed=False), k.colour.lit(0.45), 2.6, 0.8)
    for x, y, r in ((48, -56, 8), (56, -66, 9), (54, -78, 9), (44, -88, 9), (32, -95, 9), (18, -96, 8), (40, -50, 6)):
        b.shape(oval(x, y, r), WHITE, 0.4)


@subject("iceberg", "nature", 4.0, 1.4, Colour(0.92, 0.03, 225), "water")
def _iceberg(b: Brush, k: Look) -> None:
    b.shape(poly(-66, 0, -48, -44, -30, -52, -8, -98, 16, -72, 28, -80, 52, -36, 68, 0), k.colour)
    b.shape(poly(-8, -98, 16, -72, 10, -30, 26, 0, -20, 0, -12, -40), k.colour.shade(0.14), 0.3)
    b.shape(poly(28, -80, 52, -36, 68, 0, 40, 0, 34, -34), k.colour.shade(0.22), 0.3)


@subject("island", "nature", 3.0, 2.0, Colour(0.84, 0.09, 85), "water")
def _island(b: Brush, k: Look) -> None:
    from aquatint.providers.sandbox.subjects.registry import SUBJECTS  # noqa: PLC0415  # the table is full only now

    b.shape(bez(-98, 0, (-60, -34, 0, -32), (60, -32, 98, 0)), k.colour, down=0.2)
    b.shape(bez(-60, -14, (-20, -40, 20, -36), (50, -30, 66, -12), (0, -20, -60, -14)), Colour(0.60, 0.13, 140), 0.7)
    palm = SUBJECTS["palm"]
    for x, size in ((-14, 0.74), (22, 0.56)):
        with b.at(x, -26, size):
            palm.draw(b, Look(palm.colour, palm.colour, k.palette, k.rng))


@subject("rock", "nature", 0.8, 1.4, Colour(0.60, 0.015, 255))
def _rock(b: Brush, k: Look) -> None:
    b.shape(poly(-68, 0, -62, -40, -36, -82, 4, -97, 42, -78, 64, -34, 70, 0), k.colour)
    b.shape(poly(-36, -82, 4, -97, 42, -78, 14, -60, -20, -62), k.colour.lit(0.3), 0.3)
    b.shape(poly(14, -60, 42, -78, 64, -34, 70, 0, 24, 0), k.colour.shade(0.28), 0.3)


@subject("volcano", "nature", 20.0, 1.7, Colour(0.42, 0.05, 35))
def _volcano(b: Brush, k: Look) -> None:
    b.glow(0, -82, 60, Colour(0.72, 0.2, 45), 0.8)
    for x, y, r in ((-8, -98, 15), (12, -106, 17), (-4, -118, 20)):
        b.soft(oval(x, y, r), Colour(0.45, 0.02, 40), 0.6, 4)
    cone = bez(-86, 0, (-36, -34, -18, -78), (18, -78), (36, -34, 86, 0))
    b.shape(cone, k.colour)
    with b.inside(cone):
        lava = Colour(0.68, 0.21, 42)
        b.shape(bez(-18, -80, (18, -80), (14, -60, 18, -40), (10, -56, 6, -30), (0, -60, -4, -44), (-10, -62, -14, -54)), lava, 0.2)
    b.shape(oval(0, -78, 18, 4), Colour(0.80, 0.18, 60), 0.2)


@subject("waterfall", "nature", 8.0, 0.95, Colour(0.88, 0.04, 225))
def _waterfall(b: Brush, k: Look) -> None:
    stone = Colour(0.48, 0.03, 200)
    b.shape(blob(-46, 0, -48, -60, -34, -96, 30, -98, 46, -70, 46, 0), stone)
    b.shape(bez(-16, -96, (-18, -50, -24, -4), (24, -4), (18, -50, 14, -96)), k.colour, 0.4)
    for step in range(7):
        x = -13 + step * 4.4
        b.line(curve(x, -94, x * 1.2, -50, x * 1.5, -6), WHITE if step % 2 else k.colour.shade(0.25), 1.8, 0.7)
    for side, top in ((-1, -98), (1, -99)):
        b.shape(blob(side * 16, -90, side * 18, top, side * 40, top + 4, side * 44, -78), Colour(0.50, 0.10, 145))
    for x in range(-28, 32, 8):
        b.soft(oval(x, -3 + math.sin(x) * 2, 8, 5), WHITE, 0.75, 1.4)
