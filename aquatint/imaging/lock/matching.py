"""An answer matched to its source on a work copy of about a megapixel: geometry, colours, and what still differs."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from aquatint.imaging.lock import difference, regions, register, tone
from aquatint.imaging.lock.register import Alignment
from aquatint.imaging.lock.tone import Tone
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, Matrix, cv2, disc, resized, warped

WORK: Final = 1024 * 1024
"""The most pixels of a work copy."""
_CELL: Final = 12  # pixels of a membrane cell: finer would follow grain


@dataclass(frozen=True, slots=True)
class Work:
    """The work copies: `source` and `answer` (RGB, 8 bit), the source's `grid` (full to work) and the answer's."""

    source: Bytes
    answer: Bytes
    grid: Matrix
    answer_grid: Matrix


@dataclass(frozen=True, slots=True)
class Match:
    """How the answer lies over the source, on the work copy.

    `tone` with its membrane maps colours; `known` is where the answer shows anything; `ratio` and `amount` are the
    differences (sigmas, CIELAB); `found` what changed; `likeness` the correlation of gradients outside of that;
    `restyled` the median change of colour over the picture (CIELAB).
    """

    alignment: Alignment
    tone: Tone
    known: Bools
    ratio: Floats
    amount: Floats
    found: regions.Found
    likeness: float
    restyled: float


def work_copies(source: Bytes, answer: Bytes) -> Work:
    """Shrink both pictures (RGB, 8 bit) to the same scale."""
    tall, wide = source.shape[:2]
    factor = min(1.0, math.sqrt(WORK / (tall * wide)))
    size = max(1, round(wide * factor)), max(1, round(tall * factor))
    high, broad = answer.shape[:2]
    factor = min(1.0, math.sqrt(size[0] * size[1] / (high * broad)))
    other = max(1, round(broad * factor)), max(1, round(high * factor))
    return Work(
        resized(source, size),
        resized(answer, other),
        register.scaling(size[0] / wide, size[1] / tall),
        register.scaling(other[0] / broad, other[1] / high),
    )


def match(work: Work, fixed: Bools) -> Match:
    """Match the answer on pixels that are `fixed` (not marked); two rounds, the second without what had changed."""
    size = work.source.shape[1::-1]
    source_grey, answer_grey = register.grey(work.source), register.grey(work.answer)
    source = work.source.astype(np.float32)
    alignment = register.align(source_grey, answer_grey, fixed)
    known = register.covered(answer_grey, alignment, size)
    shown = warped(work.answer, alignment.matrix, size).astype(np.float32)
    first = tone.fit(source, shown, fixed & known)
    even = first.apply(shown)
    still = fixed & known
    field = tone.membrane(source - even, still, 4 * _CELL)
    ratio, amount = difference.unusual(source, even + field, still)
    found = regions.find(ratio, amount, known)
    return _second(work, alignment, known, fixed, found)


def _second(work: Work, alignment: Alignment, known: Bools, fixed: Bools, rough: regions.Found) -> Match:
    size = work.source.shape[1::-1]
    source, source_grey, answer_grey = (
        work.source.astype(np.float32),
        register.grey(work.source),
        register.grey(work.answer),
    )
    still = _apart(rough.mask, 4) & fixed & known
    if still.mean() < 0.05:  # noqa: PLR2004 -- nothing to hold on to: everything changed
        still = fixed & known
    alignment = register.refined(source_grey, answer_grey, alignment, still)
    colours = register.shown(work.answer, alignment, size).astype(np.float32)
    even = np.clip(tone.fit(source, colours, still).apply(colours), 0, 255).astype(np.uint8)
    warp = register.local_warp(source_grey, register.grey(even), still)
    alignment = Alignment(alignment.matrix, alignment.correlation, warp)
    known &= register.covered(answer_grey, alignment, size)
    still &= known
    colours = register.shown(work.answer, alignment, size).astype(np.float32)
    plain = tone.fit(source, colours, still)
    toned = plain.apply(colours)
    field = tone.membrane(source - toned, still, _CELL)
    ratio, amount = difference.unusual(source, toned + field, still)
    found = regions.find(ratio, amount, known)
    field = tone.membrane(source - toned, _apart(found.mask, 3) & fixed & known, _CELL)
    alike = register.likeness(source_grey, register.grey(colours.astype(np.uint8)), known & ~found.mask & fixed)
    matched = Tone(plain.gain, plain.offset, field)
    return Match(alignment, matched, known, ratio, amount, found, alike, _restyled(source, colours))


def _apart(mask: Bools, distance: int) -> Bools:
    """Return what is farther than `distance` pixels from a mask."""
    result: Bools = cv2.dilate(mask.astype(np.uint8), disc(distance)) == 0
    return result


def _restyled(source: Floats, shown: Floats) -> float:
    """Return the median change of colour (CIELAB) of cells of a 64 by 64 grid."""
    first, second = (difference.lab(resized(picture, (64, 64))) for picture in (source, shown))
    return float(np.median(np.linalg.norm(first - second, axis=-1)))
