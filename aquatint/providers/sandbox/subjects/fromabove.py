# ruff: noqa: E501 -- one mark a line
# fmt: off
"""What lies on a table, seen from above: round things 100 wide and high, their lowest point at (0, 0)."""

import math
from collections.abc import Callable

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import blob, curve, limb, oval, rect
from aquatint.providers.sandbox.subjects.registry import Look

LEAF = Colour(0.55, 0.13, 140)
BROTH = Colour(0.66, 0.12, 62)


def _dish(b: Brush, tone: Colour, r: float = 49.0, rim: float = 0.82) -> None:
    b.shape(oval(0, -50, r), tone, 0.7)
    b.shape(oval(0, -50, r * rim), tone.shade(0.10), 0.4)
    b.line(oval(0, -50, r * 0.97), tone.lit(0.5), 1.2, 0.7)


def _plate(b: Brush, k: Look) -> None:
    _dish(b, k.colour, rim=0.66)


def _bowl(b: Brush, k: Look) -> None:
    _dish(b, k.colour)
    b.shape(oval(0, -50, 38), k.colour.shade(0.25), 0.2)


def _ramen(b: Brush, k: Look) -> None:
    _dish(b, k.colour, rim=0.9)
    b.shape(oval(0, -50, 42), BROTH, 0.2)
    for step in range(16):
        a = step * 0.9
        x, y = math.cos(a) * (6 + step * 1.5), -50 + math.sin(a) * (6 + step * 1.5)
        b.line(curve(x - 14, y + 4, x - 4, y - 7, x + 5, y + 7, x + 15, y - 3), Colour(0.90, 0.09, 88), 2.6)
    for x, y in ((-19, -62), (-10, -70)):
        b.shape(oval(x, y, 10, 8), Colour(0.97, 0.01, 90), 0.5)
        b.shape(oval(x, y, 5, 4.4), Colour(0.78, 0.16, 68), 0.4)
    b.shape(rect(12, -82, 16, 22, 2), Colour(0.26, 0.05, 155), 0.4)
    for step in range(11):
        a = step * 2.4
        b.fill(oval(18 + math.cos(a) * 12, -40 + math.sin(a) * 11, 2.6), LEAF.lit(0.25 if step % 2 else 0.0))


def _cup(b: Brush, k: Look) -> None:
    _dish(b, k.colour.lit(0.15), 48, 0.9)
    b.line(limb(30, -50, 5, 40, -50, 5), k.colour.shade(0.1), 7)
    b.shape(oval(0, -50, 30), k.colour, 0.7)
    b.shape(oval(0, -50, 25), Colour(0.40, 0.07, 52), 0.2)
    b.line(curve(-13, -54, -3, -62, 10, -57), Colour(0.66, 0.09, 62), 3, 0.8)


def _mug(b: Brush, k: Look) -> None:
    b.line(limb(30, -50, 8, 46, -50, 8), k.colour.shade(0.15), 10)
    b.shape(oval(-4, -50, 38), k.colour, 0.8)
    b.shape(oval(-4, -50, 31), Colour(0.36, 0.06, 50), 0.2)


def _pizza(b: Brush, k: Look) -> None:
    b.shape(oval(0, -50, 49), Colour(0.70, 0.12, 65), 0.8)
    b.shape(oval(0, -50, 43), Colour(0.60, 0.18, 35), 0.2)
    b.shape(oval(0, -50, 41), Colour(0.87, 0.11, 88), 0.2)
    for step in range(9):
        a = step * 2.4
        x, y = math.cos(a) * 29 * math.sqrt((step + 1) / 9), -50 + math.sin(a) * 29 * math.sqrt((step + 1) / 9)
        b.shape(oval(x, y, 7.4), Colour(0.54, 0.19, 28), 0.4)
    for step in range(5):
        a = 0.7 + step * 1.26
        x, y = math.cos(a) * 22, -50 + math.sin(a) * 22
        b.shape(blob(x - 5, y, x, y - 5, x + 7, y - 2, x + 2, y + 5), LEAF, 0.4)
    for a in (0.0, math.pi / 3, 2 * math.pi / 3):
        b.line(curve(math.cos(a) * 48, -50 + math.sin(a) * 48, 0, -50, -math.cos(a) * 48, -50 - math.sin(a) * 48), Colour(0.60, 0.13, 60), 1.2, 0.6)
    del k


def _pancakes(b: Brush, k: Look) -> None:
    for dx, dy, r in ((4, 3, 46), (-3, -2, 44)):
        b.shape(oval(dx, -50 + dy, r), k.colour.shade(0.12), 0.6)
        b.shape(oval(dx, -50 + dy, r * 0.93), k.colour, 0.5)
    b.shape(blob(-26, -52, -14, -72, 8, -66, 28, -60, 24, -40, 30, -26, 12, -32, -4, -24, -16, -36), Colour(0.55, 0.13, 58), 0.3)
    b.shape(rect(-9, -60, 18, 16, 3), Colour(0.93, 0.10, 95), 0.5)


def _cake(b: Brush, k: Look) -> None:
    b.shape(oval(0, -50, 48), k.colour.lit(0.1), 0.7)
    for step in range(12):
        a = step * math.tau / 12
        b.shape(oval(math.cos(a) * 39, -50 + math.sin(a) * 39, 6.5), WHITE.shade(0.03), 0.4)
        b.shape(oval(math.cos(a) * 39, -51 + math.sin(a) * 39, 3.6), Colour(0.55, 0.20, 20), 0.4)
    b.shape(oval(0, -50, 28), k.colour, 0.3)


def _board(b: Brush, k: Look) -> None:
    b.shape(rect(-74, -88, 148, 76, 10), k.colour, 0.6)
    b.shape(rect(70, -58, 30, 16, 7), k.colour, 0.5)
    b.fill(oval(91, -50, 4), BLACK, 0.5)
    for y in (-78, -66, -52, -38, -26):
        b.line(curve(-68, y, -20, y + 2, 20, y - 2, 66, y + 1), k.colour.shade(0.25), 1.3, 0.5)


def _spaghetti(b: Brush, k: Look) -> None:
    _dish(b, Colour(0.95, 0.01, 90), rim=0.7)
    for step in range(22):
        a = step * 0.62
        r = 8 + step * 0.95
        b.line(curve(math.cos(a) * r, -50 + math.sin(a) * r, math.cos(a + 0.7) * r * 0.8, -50 + math.sin(a + 0.7) * r * 0.8, math.cos(a + 1.5) * r, -50 + math.sin(a + 1.5) * r), k.colour.shade(0.06 * (step % 3)), 2.6)
    b.shape(blob(-14, -52, -6, -64, 10, -60, 14, -48, 4, -38, -10, -40), Colour(0.52, 0.18, 30), 0.5)
    b.shape(blob(-3, -54, 1, -60, 8, -54, 2, -50), LEAF, 0.4)


ABOVE: dict[str, Callable[[Brush, Look], None]] = {
    "plate": _plate, "bowl": _bowl, "pot": _bowl, "ramen": _ramen, "cup": _cup, "mug": _mug, "pizza": _pizza, "pancakes": _pancakes,
    "cake": _cake, "board": _board, "spaghetti": _spaghetti,
}  # fmt: skip
"""Kinds that look another way from above; all others lie as they are."""
ROUND = set(ABOVE) - {"board"}
