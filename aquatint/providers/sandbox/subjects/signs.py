# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Abstract shapes, icons and charts."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, line, oval, poly, rect, wedge
from aquatint.providers.sandbox.subjects.registry import Look, subject

RED = Colour(0.58, 0.20, 20)
INK = Colour(0.32, 0.02, 265)


@subject("heart", "symbol", 0.5, 1.08, RED)
def _heart(b: Brush, k: Look) -> None:
    b.shape(bez(0, 0, (-30, -24, -54, -48, -54, -70), (-54, -104, -10, -106, 0, -78), (10, -106, 54, -104, 54, -70), (54, -48, 30, -24, 0, 0)), k.colour)
    b.shine(oval(-26, -80, 8, 6), 0.5, 2)


@subject("circle", "symbol", 0.5, 1.0, Colour(0.60, 0.15, 250))
def _circle(b: Brush, k: Look) -> None:
    b.shape(oval(0, -50, 50), k.colour, 0.7)


@subject("square", "symbol", 0.5, 1.0, Colour(0.72, 0.15, 75))
def _square(b: Brush, k: Look) -> None:
    b.shape(rect(-48, -98, 96, 96), k.colour, 0.7)


@subject("triangle", "symbol", 0.5, 1.12, Colour(0.60, 0.15, 160))
def _triangle(b: Brush, k: Look) -> None:
    b.shape(poly(-56, 0, 0, -98, 56, 0), k.colour, 0.7)


@subject("spiral", "symbol", 0.5, 1.0, Colour(0.56, 0.16, 300))
def _spiral(b: Brush, k: Look) -> None:
    numbers: list[float] = []
    for step in range(110):
        angle, r = step * 0.17, 1 + step * 0.42
        numbers += [math.cos(angle) * r, -50 + math.sin(angle) * r]
    b.line(line(*numbers), k.colour, 6)


@subject("arrow", "symbol", 0.5, 1.3, Colour(0.58, 0.17, 30))
def _arrow(b: Brush, k: Look) -> None:
    b.shape(poly(-64, -36, 8, -36, 8, -10, 64, -50, 8, -90, 8, -64, -64, -64), k.colour, 0.6)


@subject("diamond", "symbol", 0.3, 1.25, Colour(0.84, 0.08, 215))
def _diamond(b: Brush, k: Look) -> None:
    b.shape(poly(-62, -66, -36, -98, 36, -98, 62, -66, 0, 0), k.colour)
    for numbers, part in (((-62, -66, -36, -98, -22, -66), 0.3), ((22, -66, 36, -98, 62, -66), -0.2), ((-22, -66, 22, -66, 0, 0), 0.2), ((22, -66, 62, -66, 0, 0), -0.3), ((-22, -66, 0, -98, 22, -66), 0.45)):
        b.shape(poly(*numbers), k.colour.lit(part) if part > 0 else k.colour.shade(-part), 0.2)
    b.line(line(-62, -66, 62, -66), WHITE, 1.2, 0.7)


def tones(k: Look, count: int) -> list[Colour]:
    """Distinct tones for the parts of a chart, from the palette."""
    base = [k.colour, *k.palette.accents]
    return [base[i % 4].lighter(0.05 * (i // 4)) for i in range(count)]


@subject("barchart", "chart", 1.0, 1.3, Colour(0.58, 0.14, 250))
def _barchart(b: Brush, k: Look) -> None:
    for y in (-24, -48, -72):
        b.line(line(-60, y, 62, y), INK, 0.7, 0.25)
    heights = [34, 52, 44, 70, 62, 90]
    for index, (h, tone) in enumerate(zip(heights, tones(k, 6), strict=True)):
        b.shape(rect(-54 + index * 19.6, -h - 2, 14, h, 2), tone if k.second != k.colour else k.colour.mix(k.palette.accents[1], index / 7), 0.5)
    b.line(line(-62, -99, -62, -2, 64, -2), INK, 2.2)


@subject("piechart", "chart", 1.0, 1.0, Colour(0.58, 0.14, 250))
def _piechart(b: Brush, k: Look) -> None:
    start = -90.0
    for share, tone in zip((130, 95, 75, 60), tones(k, 4), strict=True):
        b.shape(wedge(0, -50, 48, start, share - 1.5), tone, 0.3)
        start += share
    b.fill(oval(0, -50, 19), k.palette.paper)


@subject("linechart", "chart", 1.0, 1.4, Colour(0.58, 0.17, 28))
def _linechart(b: Brush, k: Look) -> None:
    for y in (-24, -48, -72):
        b.line(line(-62, y, 66, y), INK, 0.7, 0.25)
    for points, tone in (((-60, -18, -36, -30, -12, -26, 12, -50, 36, -58, 60, -84), k.colour), ((-60, -40, -36, -36, -12, -48, 12, -38, 36, -46, 60, -42), k.palette.accents[2])):
        b.line(line(*points), tone, 3.4)
        for x, y in zip(points[::2], points[1::2], strict=True):
            b.shape(oval(x, y, 3.6), tone, 0)
    b.line(line(-66, -99, -66, -2, 68, -2), INK, 2.2)
