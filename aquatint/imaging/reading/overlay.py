"""Repair by typesetting: the exact string, shaped, in the place, direction and colour of the old letters."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.reading import ground, raster
from aquatint.imaging.reading.errors import CannotTypeset
from aquatint.imaging.reading.geometry import Box, Point, Quad, box_of, grown, size_of

MARGIN: Final = 0.12
"""Old letters are taken off up to this part of the quad's shorter side outside of it; nothing further out changes."""
FONTS: Final = ("sans", "sans-bold", "serif", "serif-bold", "serif-italic")
_SMALLEST: Final = 6.0  # pixels: below, no letter is readable
_LARGEST: Final = 6_000_000  # pixels
_FINER: Final = 3
_FINE: Final = 9_000_000  # pixels: a larger place is drawn less finely
_STROKE: Final = 0.07  # of the height of a line
_COLUMN: Final = 1.6
_MOST_LETTERS: Final = 400


@dataclass(frozen=True, slots=True)
class Overlay:
    """What was set: where (all changed pixels lie in `box`), in which colour (RGB, 0 to 255) and em (pixels)."""

    box: Box
    colour: tuple[int, int, int]
    size: float


def overlay(
    path: Path,
    text: str,
    *,
    quad: Quad,
    out: Path,
    font: str = "sans-bold",
    colour: tuple[int, int, int] | None = None,
    background: Literal["fill", "none"] = "fill",
) -> Overlay:
    """Write the picture at `path` to `out` as a PNG with `text` set into `quad` (pixels of the upright picture).

    `font` is one of `FONTS`; `colour` is taken from the old letters when left out; `background` "fill" takes the old
    letters off first, "none" writes over what is there. Size, depth, profile and every sample outside of the quad and
    its `MARGIN` stay as they are. Raises `CannotTypeset`, or a member of `Unreadable`.
    """
    _check(text, font, quad)
    picture = raster.opened(path)
    _check_place(quad, picture)
    tall = min(size_of(quad))
    reach = grown(quad, MARGIN * tall, MARGIN * tall) if background == "fill" else quad
    box = _inside(box_of(reach), picture)
    samples = picture.cut(box)
    rgb = raster.colours(samples)
    place = _polygon(reach, box)
    under = ground.parted(rgb, place, tall * _STROKE)
    ink = np.array(colour if colour is not None else under.ink, np.float32)
    clean = under.clean if background == "fill" else rgb
    coverage, size = _coverage(text, font, quad, box)
    coverage = coverage * place
    new = clean + (ink - clean) * coverage[..., None]
    touched = (coverage > 0) | (under.letters if background == "fill" else False)
    picture.write(raster.painted(samples, new, touched, coverage), box[0], box[1], out)
    red, green, blue = (round(float(part)) for part in ink)
    return Overlay(box, (red, green, blue), size)


def _check(text: str, font: str, quad: Quad) -> None:
    from aquatint.imaging.lettering import typeset  # noqa: PLC0415 -- skia and HarfBuzz: only a repair pays for them

    if font not in FONTS:
        raise CannotTypeset(f"There is no font {font}; there are {', '.join(FONTS)}.", field="font")
    if not text.strip() or len(text) > _MOST_LETTERS:
        raise CannotTypeset(f"There must be words, and at most {_MOST_LETTERS} letters of them.", field="text")
    for absent in typeset.missing(text):
        raise CannotTypeset(absent.hint, field="text")
    if any(not glyph for run in typeset.shape(text.replace("\n", " "), font) for glyph, *_ in run.glyphs):
        raise CannotTypeset("The fonts of this machine lack one of these letters.", field="text")
    if not _convex(quad) or min(size_of(quad)) < _SMALLEST:
        raise CannotTypeset("The place is too small, or its corners do not go round it.", field="quad")


def _check_place(quad: Quad, picture: raster.Raster) -> None:
    """Refuse a place that runs far out of the picture or would need too much memory (about 100 bytes a pixel)."""
    wide, tall = picture.width / 2, picture.height / 2
    if any(not (-wide <= x <= 3 * wide and -tall <= y <= 3 * tall) for x, y in quad):
        raise CannotTypeset("The place lies outside of the picture.", field="quad")
    if math.prod(size_of(quad)) > _LARGEST:
        raise CannotTypeset(f"The place is too large: at most {_LARGEST // 1_000_000} megapixels.", field="quad")


def _convex(quad: Sequence[Point]) -> bool:
    turns = []
    for index in range(4):
        (ax, ay), (bx, by), (cx, cy) = (quad[(index + step) % 4] for step in range(3))
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    return all(turn > 0 for turn in turns)


def _inside(box: Box, picture: raster.Raster) -> Box:
    x, y, width, height = box
    left, top = max(0, x), max(0, y)
    right, bottom = min(picture.width, x + width), min(picture.height, y + height)
    if right - left < _SMALLEST or bottom - top < _SMALLEST:
        raise CannotTypeset("The place lies outside of the picture.", field="quad")
    return left, top, right - left, bottom - top


def _polygon(quad: Quad, box: Box) -> NDArray[np.bool_]:
    import cv2  # noqa: PLC0415 -- only a repair pays for it

    corners = np.floor(np.array(quad) - box[:2]).astype(np.int32)
    filled = cv2.fillConvexPoly(np.zeros((box[3], box[2]), np.uint8), corners, 1)
    return np.asarray(filled).astype(bool)


def _coverage(text: str, font: str, quad: Quad, box: Box) -> tuple[NDArray[np.float32], float]:
    """Return how much of each pixel of the box the letters cover (0 to 1), and their em in pixels."""
    import cv2  # noqa: PLC0415 -- only a repair pays for it

    wide, tall = size_of(quad)
    finer = max(1, min(_FINER, int(math.sqrt(_FINE / (box[2] * box[3])))))
    width, height = round(wide * finer), round(tall * finer)
    flat, size = _set(text, font, width, height)
    shift = (np.array(quad) - box[:2]) * finer
    source: Any = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    matrix = cv2.getPerspectiveTransform(source, shift.astype(np.float32))
    fine = cv2.warpPerspective(flat, matrix, (box[2] * finer, box[3] * finer), flags=cv2.INTER_LINEAR)
    small = cv2.resize(fine, (box[2], box[3]), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32) / np.float32(255), size / finer


def _set(text: str, font: str, width: int, height: int) -> tuple[NDArray[np.uint8], float]:
    """Set the text into a rectangle; downwards if the place is a column and the script knows columns."""
    import skia  # noqa: PLC0415 -- only a repair pays for it

    from aquatint.imaging.lettering import typeset  # noqa: PLC0415 -- the same

    vertical = height > width * _COLUMN and typeset.language_of(text) in {"ja", "zh", "ko"}
    lines = max(1, text.count("\n") + 1)
    most = lines if width > height * 2 else 6
    block = typeset.fit(text, width, height, font, largest=float(height), lines=most, vertical=vertical)
    pixels = np.zeros((height, width, 4), np.uint8)
    canvas = skia.Canvas(pixels)
    typeset.draw(canvas, block, 0, 0, width, height, skia.Paint(AntiAlias=True, Color=0xFFFFFFFF))
    return pixels[..., 3], block.size
