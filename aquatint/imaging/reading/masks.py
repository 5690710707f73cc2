"""Repair by painting again: a mask that lets an edit change only the places of wrong strings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from aquatint.imaging.reading.errors import NothingToRepair
from aquatint.imaging.reading.geometry import Box, Quad, box_of, grown, size_of
from aquatint.imaging.reading.report import TextFound, TextReport, Verdict

MARGIN: Final = 0.25
"""The room around a line that a painter gets, in parts of its shorter side."""


def repair_box(report: TextReport, found: TextFound) -> Box:
    """Return the upright box, inside the picture, that an edit of this string may change. Raises `NothingToRepair`."""
    return _within([point for quad in _places(found) for point in quad], report.width, report.height)


def repair_mask(report: TextReport, texts: Sequence[str] | None = None, *, out: Path) -> tuple[Box, ...]:
    """Write a mask of the picture's size as an 8-bit grey PNG (white: this may change), and return its boxes.

    For the given strings, or for all that are not exact and have a place. Raises `NothingToRepair` if there is none.
    """
    wanted = [one for one in report.texts if texts is None or one.asked in texts]
    places = [quad for one in wanted if one.verdict is not Verdict.EXACT and one.quads for quad in _places(one)]
    if not places:
        raise NothingToRepair("The picture has no place for these words, or they are right already.")
    mask = Image.new("L", (report.width, report.height))
    for quad in places:
        ImageDraw.Draw(mask).polygon(list(quad), fill=255)
    mask.save(out, "PNG", compress_level=1)
    return tuple(_within(quad, report.width, report.height) for quad in places)


def _places(found: TextFound) -> list[Quad]:
    if not found.quads:
        raise NothingToRepair("The picture has no place for these words.")
    return [grown(quad, MARGIN * min(size_of(quad)), MARGIN * min(size_of(quad))) for quad in found.quads]


def _within(points: Sequence[tuple[float, float]], width: int, height: int) -> Box:
    x, y, wide, tall = box_of(points)
    left, top = max(0, x), max(0, y)
    return left, top, min(width, x + wide) - left, min(height, y + tall) - top
