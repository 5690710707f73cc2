# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Animals that need more than the common skeleton: elephant, giraffe, camel, hedgehog."""

from dataclasses import replace

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.path import bez, blob, limb, line, oval, poly
from aquatint.providers.sandbox.subjects.beasts import BEASTS, CREAM, EYE, NOSE, Beast, side_on
from aquatint.providers.sandbox.subjects.registry import Look, register


def _elephant(b: Brush, k: Look) -> None:
    spec = replace(BEASTS["hippo"], body=80, girth=48, legs=36, leg=15, neck=-12, reach=4, head=40, muzzle=2, tail="tuft")
    side_on(b, k, spec)
    x, y = 38, -72
    b.shape(limb(x + 10, y, 18, x + 22, y + 22, 12, x + 22, y + 48, 8, x + 30, y + 60, 6), k.colour)
    b.shape(bez(x + 6, y + 16, (x + 18, y + 26, x + 32, y + 18), (x + 22, y + 31, x + 6, y + 24)), CREAM, 0.5)
    b.shape(blob(x - 4, y - 16, x - 24, y - 18, x - 30, y + 4, x - 18, y + 22, x - 4, y + 14), k.colour.shade(0.16), 0.9)
    b.fill(oval(x + 8, y - 3, 2.2, 2.6), EYE)


def _giraffe(b: Brush, k: Look) -> None:
    spec = Beast(k.colour, 4.5, ears="pointed", tail="tuft", coat="giraffe", body=34, girth=19, legs=38, leg=4.2, neck=44, reach=17, head=9, muzzle=9, sits=False)
    side_on(b, k, spec)
    for step in range(8):
        t = step / 7
        b.fill(oval(11 + 16 * t, -58 - 38 * t, 2.0, 1.8), k.colour.shade(0.6), 0.9)
    for dx in (-1.5, 2.5):
        b.line(line(29 + dx, -103, 29.5 + dx, -109), k.colour.shade(0.5), 1.5)


def _camel(b: Brush, k: Look) -> None:
    spec = Beast(k.colour, 2.1, ears="round", tail="tuft", coat="hoof", body=60, girth=26, legs=44, leg=6, neck=18, reach=30, head=14, muzzle=12, sits=False)
    b.shape(blob(-22, -60, -14, -86, -2, -88, 2, -70, 8, -86, 18, -84, 24, -60), k.colour.shade(0.08))
    side_on(b, k, spec)


def _hedgehog(b: Brush, k: Look) -> None:
    for step in range(30):
        angle = -170 + step * 5.4
        with b.at(-6, -34, turn=angle + 90):
            b.shape(poly(-5, -38, 5, -38, 0, -62), k.colour.shade(0.15 + 0.2 * (step % 2)))
    b.shape(blob(-58, 0, -58, -40, -30, -74, 10, -72, 38, -44, 40, -8, 0, 0), k.colour.shade(0.2))
    for _ in range(40):
        x, y = k.rng.uniform(-48, 24), k.rng.uniform(-64, -8)
        b.line(line(x, y, x - 4, y - 6), k.colour.lit(0.4), 1.4, 0.7)
    b.shape(blob(14, -4, 16, -38, 34, -46, 56, -30, 72, -18, 62, -6, 40, 0), CREAM.shade(0.06))
    b.fill(oval(72, -20, 4.5), NOSE)
    b.fill(oval(46, -29, 3.6, 4), EYE)
    b.shape(oval(26, -46, 8), k.colour.lit(0.2))


register("elephant", "beast", 3.0, 1.35, Colour(0.60, 0.02, 260), _elephant, head=(40, -91, 32))
register("giraffe", "beast", 4.5, 0.75, Colour(0.80, 0.10, 80), _giraffe)
register("camel", "beast", 2.1, 1.5, Colour(0.72, 0.09, 70), _camel)
register("hedgehog", "beast", 0.3, 1.5, Colour(0.45, 0.05, 60), _hedgehog, head=(34, -46, 30))
