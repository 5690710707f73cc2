"""Straightened lines made ready for tesseract, which was trained on print: dark letters on a light, even ground.

One recipe reads plain grounds best. Over a painted scene the ink has to be told from its surroundings: thin dark (or
light) structures give the colour of the ink, and what is far from that colour turns white. Which of the recipes is
right for a line is decided by the reader's own confidence, never by what was asked for. `docs/text-proof.md` has the
figures.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.reading.picture import Pixels

BORDER: Final = 12
_STROKE: Final = 0.35
"""Structures thinner than this part of the line's height can be strokes of letters."""
_CORE: Final = 93  # percent: the most stroke-like pixels are surely ink
_INK: Final = 128
_SOFT: Final = 1.2
_SPREADS: Final = 3.0
_LEAST: Final = 40.0

type _Grey = NDArray[np.float32]


def plain(cut: Pixels) -> Pixels:
    """Stretch the contrast to the darkest and lightest hundredth; turn over if the rim is dark."""
    grey = cut.astype(np.float32) @ np.array((0.299, 0.587, 0.114), np.float32)
    low, high = np.percentile(grey, (1, 99))
    grey = np.clip((grey - low) * (255 / max(high - low, 1.0)), 0, 255)
    edge = float(np.median(np.concatenate((grey[:2].ravel(), grey[-2:].ravel()))))
    if edge < (float(grey.min()) + float(grey.max())) / 2:
        grey, edge = 255 - grey, 255 - edge
    return _framed(grey, edge)


def parted(cut: Pixels) -> list[Pixels]:
    """Return four readings of the ink: dark and light letters, each with a soft and with a strict limit of colour."""
    import cv2  # noqa: PLC0415 -- only who reads pays for it

    grey = np.asarray(cv2.cvtColor(cut, cv2.COLOR_RGB2GRAY))
    side = int(cut.shape[0] * _STROKE) | 1
    brush = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side))
    out = []
    for kind in (cv2.MORPH_BLACKHAT, cv2.MORPH_TOPHAT):
        thin = np.asarray(cv2.morphologyEx(grey, kind, brush))
        core = thin >= max(float(np.percentile(thin, _CORE)), 1.0)
        out += _by_colour(cut.astype(np.float32), core)
    return out


def unstacked(column: Pixels) -> list[Pixels]:
    """Lay the square letters of a column side by side, for the likely numbers of letters."""
    height, width = column.shape[:2]
    dark = plain(column)[BORDER:-BORDER, BORDER:-BORDER, 0].min(axis=1) < _INK
    rows = np.flatnonzero(dark)
    top, bottom = (int(rows[0]), int(rows[-1]) + 1) if rows.size else (0, height)
    likely = (bottom - top) / width
    counts = {max(2, round(likely * part)) for part in (1.0, 1.1, 1.2, 1.3)}
    return [_side_by_side(column[top:bottom], count) for count in sorted(counts)]


def _side_by_side(column: Pixels, count: int) -> Pixels:
    edges = np.linspace(0, column.shape[0], count + 1).round().astype(int)
    tallest = int(np.diff(edges).max())
    cells = [column[first : first + tallest] for first in edges[:-1]]
    return np.concatenate([np.pad(cell, ((0, tallest - len(cell)), (0, 0), (0, 0)), "edge") for cell in cells], axis=1)


def _by_colour(cut: _Grey, core: NDArray[np.bool_]) -> list[Pixels]:
    """Show the distance of each pixel from the colour of the ink, white from a limit on."""
    import cv2  # noqa: PLC0415 -- only who reads pays for it

    if not core.any():
        return []
    ink = np.median(cut[core], axis=0)
    distance = np.linalg.norm(cut - ink, axis=2)
    level, _ = cv2.threshold(np.clip(distance, 0, 255).astype(np.uint8), 0, 255, cv2.THRESH_OTSU)
    spread = float(np.median(distance[core]))
    soft, strict = max(float(level) * _SOFT, 1.0), max(_SPREADS * spread, _LEAST) / 0.6
    return [_framed(np.clip(distance / limit * 255, 0, 255), 255) for limit in (soft, strict)]


def _framed(grey: NDArray[np.floating], edge: float) -> Pixels:
    framed = np.pad(grey, BORDER, constant_values=edge)
    return np.repeat(np.clip(framed, 0, 255).astype(np.uint8)[..., None], 3, axis=2)
