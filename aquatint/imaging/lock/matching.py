"""An answer matched to its source on a work copy of about a megapixel: geometry, colours, and what still differs."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from aquatint.imaging.lock import difference, regions, register, tone
from aquatint.imaging.lock.difference import Evidence
from aquatint.imaging.lock.register import Alignment
from aquatint.imaging.lock.tone import Tone
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, Matrix, blur, cv2, disc, resized

WORK: Final = 1024 * 1024
"""The most pixels of a work copy."""
_CELL: Final = 12  # pixels of a membrane cell: finer would follow grain
_SLOW: Final = 0.1  # of the longer side: a cell of the first membrane, when it is not known yet what changed
_DRIFT: Final = 10.0  # levels: slow drifts of colour are not larger
_GAIN: Final = 0.985  # a local warp must make the edges fit that much better
_HALO: Final = 5  # pixels as far as the softness of `register.likeness` reaches
_FEW: Final = 0.05  # the share of the picture that must have stayed for a second look


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

    `tone` with its membrane maps colours; `known` is where the answer shows anything; `evidence` what speaks
    for a change; `found` what changed; `likeness` the correlation of gradients outside of that;
    `restyled` the median change of colour over the picture (CIELAB).
    """

    alignment: Alignment
    tone: Tone
    known: Bools
    evidence: Evidence
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


def match(work: Work, fixed: Bools, visible: Bools | None = None) -> Match:
    """Match the answer on pixels that are `fixed` (not marked); two rounds, the second without what had changed.

    What is not `visible` in the source can neither be trusted nor change.
    """
    if visible is not None:
        fixed = fixed & visible
    size = work.source.shape[1::-1]
    source_grey, answer_grey = register.grey(work.source), register.grey(work.answer)
    source = work.source.astype(np.float32)
    alignment = register.align(source_grey, answer_grey, fixed)
    known = register.covered(answer_grey, alignment, size)
    if visible is not None:
        known &= visible
    still = fixed & known
    colours = register.shown(work.answer, alignment, size).astype(np.float32)
    toned = tone.fit(source, colours, still).apply(colours)
    even = toned + tone.membrane(source - toned, _steady(source - toned, still), round(_SLOW * max(size)))
    kept = still & _apart(_roughly(source, difference.unclipped(source, even, colours), still, known), 4)
    if kept.mean() < _FEW:  # nothing to hold on to: nearly everything is marked or changed
        return _second(work, alignment, known, fixed, still)
    alignment = register.refined(source_grey, answer_grey, alignment, kept)
    return _second(work, alignment, known, fixed, kept)


def _roughly(source: Floats, even: Floats, still: Bools, known: Bools) -> Bools:
    """Return what changed, without its holes, found at half size: enough to leave it out."""
    tall, wide = still.shape
    half = (wide + 1) // 2, (tall + 1) // 2
    there, here = (resized(part.astype(np.uint8), half, smooth=False) > 0 for part in (still, known))
    found = regions.find(difference.evidence(resized(source, half), resized(even, half), there), here).mask
    whole = regions.filled(found, 0.5 * found.size)
    return resized(whole.astype(np.uint8), (wide, tall), smooth=False) > 0


def _second(work: Work, alignment: Alignment, known: Bools, fixed: Bools, still: Bools) -> Match:
    size = work.source.shape[1::-1]
    source, source_grey = work.source.astype(np.float32), register.grey(work.source)
    answer_grey = register.grey(work.answer)
    for softness in register.SOFTNESS:
        seen = register.shown(answer_grey, alignment, size)
        bended = register.bended(alignment, source_grey, seen, _apart(~still, 10), softness)
        better = register.shown(answer_grey, bended, size)
        if _unrest(source_grey, better, still) > _GAIN * _unrest(source_grey, seen, still):
            break
        alignment = bended
    known &= register.covered(answer_grey, alignment, size)
    still &= known
    colours = register.shown(work.answer, alignment, size).astype(np.float32)
    plain = tone.fit(source, colours, still)
    toned = plain.apply(colours)
    even = toned + tone.membrane(source - toned, _steady(source - toned, still), _CELL)
    evidence = difference.evidence(source, difference.unclipped(source, even, colours), still)
    found = regions.find(evidence, known)
    field = tone.membrane(source - toned, _steady(source - toned, _apart(found.mask, 3) & fixed & known), _CELL)
    alike = register.likeness(source_grey, register.grey(colours.astype(np.uint8)), _quiet(found.mask, fixed, known))
    matched = Tone(plain.gain, plain.offset, field)
    return Match(alignment, matched, known, evidence, found, alike, _restyled(source, colours))


def _quiet(changed: Bools, fixed: Bools, known: Bools) -> Bools:
    """Return what stayed, away from what changed: a soft slope sees a step beside it, and on a plain ground only that.

    Where next to nothing lies that far away, what lies nearer has to do.
    """
    stayed: Bools = known & fixed & ~changed
    quiet: Bools = stayed & _apart(changed | ~fixed, _HALO)
    return quiet if quiet.sum() > _FEW * stayed.sum() else stayed


def _unrest(source: Bytes, seen: Bytes, still: Bools) -> float:
    """Return how much the edges of the answer lie beside those of the source, in levels."""
    left = cv2.Laplacian(cv2.subtract(source, seen, dtype=cv2.CV_32F), cv2.CV_32F, ksize=3)
    return float(cv2.mean(np.minimum(np.abs(left), 60), mask=still.view(np.uint8))[0])


def _steady(left: Floats, still: Bools) -> Bools:
    """Return where what is left after matching is small and slow: a membrane must not explain a change away."""
    small = resized(left, (max(1, left.shape[1] // 4), max(1, left.shape[0] // 4)))
    length = np.sqrt(np.einsum("ijk,ijk->ij", small, small))
    soft = resized(blur(length, 1.0), left.shape[1::-1])
    usual = float(np.median(soft[still])) if still.any() else 0.0
    return still & (soft < max(_DRIFT, 3 * usual))


def _apart(mask: Bools, distance: int) -> Bools:
    """Return what is farther than `distance` pixels from a mask."""
    result: Bools = cv2.dilate(mask.astype(np.uint8), disc(distance)) == 0
    return result


def _restyled(source: Floats, shown: Floats) -> float:
    """Return the median change of colour (CIELAB) of cells of a 64 by 64 grid."""
    first, second = (difference.lab(resized(picture, (64, 64))) for picture in (source, shown))
    return float(np.median(np.linalg.norm(first - second, axis=-1)))
