# ruff: noqa: ANN401, E501, PLR2004 -- skia carries no types; one mark a line; coordinates are the drawing
# fmt: off
"""What things are made of: the sheen of metal, the grain of wood, the depth of glass, laid over a body that is painted."""

import math
from typing import Any

import skia

from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.path import Path, curve, line, oval

SMALLEST = 9.0
"""Bodies smaller than this (points of a subject 100 high) carry no material: eyes, knobs, laces."""
OWN = {
    "wood": Colour(0.56, 0.085, 58), "metal": Colour(0.72, 0.008, 250), "silver": Colour(0.84, 0.004, 250), "gold": Colour(0.78, 0.14, 82),
    "copper": Colour(0.60, 0.13, 47), "gold-metal": Colour(0.74, 0.11, 85), "glass": Colour(0.80, 0.05, 205), "stone": Colour(0.68, 0.01, 80),
    "leather": Colour(0.44, 0.08, 50), "paper": Colour(0.92, 0.02, 85),
}  # fmt: skip
"""The colour of a material where the words name none. Ceramic, stripes and dots keep the subject's own."""
METALS = {"metal", "silver", "gold", "copper", "gold-metal"}
MADE = {"product", "vessel", "furniture", "music", "symbol", "vehicle", "building", "nature", "toy", "food"}
"""Families that a material changes; people and animals are not made of anything."""


def lay(brush: Any, path: Path, colour: Colour, material: str) -> None:
    """Lay the marks of a material over a body. Anything unknown lays nothing."""
    box = path.getBounds()
    if min(box.width(), box.height()) < SMALLEST:
        return
    with brush.inside(path):
        if material in METALS:
            _sheen(brush, box)
        elif material == "glass":
            _glass(brush, path, box, colour)
        elif material == "ceramic":
            _glaze(brush, box)
        elif material == "wood":
            _grain(brush, box, colour)
        elif material in {"stone", "leather", "paper", "fluffy"}:
            _speckle(brush, box, colour, material)
        elif material in {"striped", "dotted"}:
            _pattern(brush, box, colour, material)


def _sheen(brush: Any, box: Any) -> None:
    """Metal mirrors its room: hard light bands and a dark one beside them."""
    stops = ((0.0, BLACK, 0.20), (0.14, WHITE, 0.10), (0.26, WHITE, 0.72), (0.34, WHITE, 0.05), (0.58, BLACK, 0.30), (0.70, BLACK, 0.05), (0.86, WHITE, 0.34), (1.0, BLACK, 0.22))
    left, right = (box.left(), box.right()) if brush.light < 0 else (box.right(), box.left())
    brush.canvas.drawRect(box, brush.linear(left, box.top(), right, box.top() + box.height() * 0.12, stops))


def _glass(brush: Any, path: Path, box: Any, colour: Colour) -> None:
    """Glass is light inside and dark at its edge, with a window in it."""
    brush.canvas.drawRect(box, brush.linear(0, box.top(), 0, box.bottom(), ((0.0, WHITE, 0.46), (0.45, WHITE, 0.22), (1.0, WHITE, 0.36))))
    brush.canvas.drawPath(path, brush.stroke(colour.shade(0.35), max(2.0, box.width() * 0.07), 0.5))
    x = box.centerX() + brush.light * box.width() * 0.27
    brush.canvas.drawPath(line(x, box.top() + box.height() * 0.16, x, box.bottom() - box.height() * 0.2), brush.stroke(WHITE, max(1.4, box.width() * 0.055), 0.85))
    brush.canvas.drawPath(line(x - brush.light * box.width() * 0.11, box.top() + box.height() * 0.2, x - brush.light * box.width() * 0.11, box.top() + box.height() * 0.5), brush.stroke(WHITE, max(0.8, box.width() * 0.025), 0.7))


def _glaze(brush: Any, box: Any) -> None:
    """Ceramic has one small hard light and a soft one from below."""
    x = box.centerX() + brush.light * box.width() * 0.17
    brush.canvas.drawPath(oval(x, box.top() + box.height() * 0.46, box.width() * 0.06, box.height() * 0.12), skia.Paint(AntiAlias=True, Color=brush.argb(WHITE, 0.85)))
    brush.canvas.drawRect(box, brush.linear(0, box.top(), 0, box.bottom(), ((0.0, WHITE, 0.14), (0.5, WHITE, 0.0), (0.82, BLACK, 0.12), (1.0, WHITE, 0.12))))


def _grain(brush: Any, box: Any, colour: Colour) -> None:
    """Wood runs along the longer side, with a knot."""
    long = box.width() >= box.height()
    reach, across = (box.width(), box.height()) if long else (box.height(), box.width())
    count = max(3, min(14, round(across / 4)))
    for step in range(count):
        at = across * (step + 0.5) / count
        bend = across * 0.05 * math.sin(step * 2.4)
        numbers = []
        for part in range(6):
            u, v = reach * part / 5, at + bend * math.sin(part * 1.7 + step)
            numbers += [box.left() + u, box.top() + v] if long else [box.left() + v, box.top() + u]
        brush.canvas.drawPath(curve(*numbers), brush.stroke(colour.shade(0.45) if step % 3 else colour.lit(0.35), max(0.5, across / count * 0.22), 0.5))
    x, y = box.left() + box.width() * 0.62, box.top() + box.height() * 0.44
    for r in (0.09, 0.05):
        brush.canvas.drawPath(oval(x, y, across * r * 1.5, across * r), brush.stroke(colour.shade(0.5), max(0.5, across * 0.014), 0.6))


def _speckle(brush: Any, box: Any, colour: Colour, material: str) -> None:
    """Grains of stone, pores of leather, fibres of paper, hairs of wool: the same scatter, other marks."""
    dark, light = colour.shade(0.38), colour.lit(0.45)
    count = min(420, max(24, round(box.width() * box.height() / {"stone": 9, "leather": 7, "paper": 26, "fluffy": 10}[material])))
    for step in range(count):
        u, v = (step * 0.7548776662) % 1.0, (step * 0.5698402910) % 1.0  # the R2 sequence: even, without chance
        x, y = box.left() + u * box.width(), box.top() + v * box.height()
        tone = dark if step % 2 else light
        if material in {"paper", "fluffy"}:
            brush.canvas.drawPath(line(x, y, x + 2.6 * math.sin(step), y + 2.2), brush.stroke(tone, 0.45, 0.45))
        else:
            r = (0.45 + 0.5 * ((step * 7) % 5) / 4) * (1.0 if material == "stone" else 0.62)
            brush.canvas.drawPath(oval(x, y, r), skia.Paint(AntiAlias=True, Color=brush.argb(tone, 0.5)))
    if material == "leather":
        brush.canvas.drawRect(box, brush.linear(0, box.top(), 0, box.bottom(), ((0.0, WHITE, 0.2), (0.25, WHITE, 0.0), (0.7, BLACK, 0.0), (1.0, BLACK, 0.3))))


def _pattern(brush: Any, box: Any, colour: Colour, material: str) -> None:
    tone = WHITE if colour.light < 0.75 else colour.shade(0.45)
    gap = max(4.0, min(box.width(), box.height()) / 4)
    if material == "striped":
        for step in range(int(box.height() / gap) + 2):
            brush.canvas.drawRect(skia.Rect.MakeXYWH(box.left(), box.top() + step * gap, box.width(), gap * 0.42), skia.Paint(AntiAlias=True, Color=brush.argb(tone, 0.85)))
        return
    for row in range(int(box.height() / gap) + 2):
        for step in range(int(box.width() / gap) + 2):
            x = box.left() + (step + 0.5 * (row % 2)) * gap
            brush.canvas.drawPath(oval(x, box.top() + row * gap, gap * 0.22), skia.Paint(AntiAlias=True, Color=brush.argb(tone, 0.9)))
