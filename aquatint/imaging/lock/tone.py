"""Matching an answer's colours to its source: gain and offset for each channel, then a slow local offset.

Fitted on pixels that did not change, so each is a pair of before and after. What lies between them (the edit) gets the
offset of its surroundings, spread smoothly, like a membrane hung in the gap.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.lock.vision import Bools, Floats, cv2, resized

_SAMPLE: Final = 20_000  # that many pixels say as much about six numbers as all of them
_ROUNDS: Final = 6
_GRAIN: Final = 8.0**2
_GAINS: Final = (0.7, 1.4)
_FEW: Final = 64


@dataclass(frozen=True, slots=True)
class Tone:
    """`gain` and `offset` (one for each channel, 8-bit levels); `membrane` (height, width, 3), a slow local offset."""

    gain: NDArray[np.float32]
    offset: NDArray[np.float32]
    membrane: Floats | None = None

    def apply(self, colours: Floats) -> Floats:
        """Return colours (height, width, 3) of the answer as the source would show them, without the membrane."""
        matrix = np.column_stack([np.diag(self.gain), self.offset]).astype(np.float32)
        result: Floats = cv2.transform(colours, matrix)
        return result


def fit(source: Floats, answer: Floats, fixed: Bools) -> Tone:
    """Fit gain and offset on `fixed` pixels, robustly: one Cauchy weight a pixel, so that what changed hardly counts.

    It starts from those that differ least: a painter's drift is smaller than what it was asked to change.
    """
    step = max(1, int(np.count_nonzero(fixed)) // _SAMPLE)
    at = np.flatnonzero(fixed)[::step]
    mine, theirs = source.reshape(-1, 3)[at], answer.reshape(-1, 3)[at]
    gain, offset = np.ones(3, np.float32), np.zeros(3, np.float32)
    if len(mine) < _FEW:
        return Tone(gain, offset)
    left = mine - theirs
    left -= np.median(left, axis=0)
    for _ in range(_ROUNDS):
        length = np.sqrt(np.einsum("ij,ij->i", left, left))
        weight = 1 / (1 + (length / (1.5 * float(np.median(length)) + 1)) ** 2)
        for channel in range(3):
            gain[channel], offset[channel] = _line(theirs[:, channel], mine[:, channel], weight)
        left = mine - theirs * gain - offset
    return Tone(gain, offset)


def _line(x: NDArray[np.float32], y: NDArray[np.float32], weight: NDArray[np.float32]) -> tuple[float, float]:
    total = float(weight.sum())
    middle_x, middle_y = float(weight @ x) / total, float(weight @ y) / total
    away = x - np.float32(middle_x)
    spread = float(weight @ (away * away)) / total
    common = float(weight @ (away * (y - np.float32(middle_y)))) / total
    # Spread of a few levels may be grain and says nothing about contrast: the prior keeps the gain near one then.
    slope = min(max((common + _GRAIN) / (spread + _GRAIN), _GAINS[0]), _GAINS[1])
    return slope, middle_y - slope * middle_x


def membrane(left: Floats, fixed: Bools, cell: int) -> Floats:
    """Return a smooth field (height, width, 3) that follows `left` where `fixed` and spans the gaps between.

    Push and pull (Gortler et al. 1996): averages over ever larger cells, from `cell` pixels up, fill what finer ones
    do not know. Within a gap of any size the field runs smoothly from rim to rim.
    """
    tall, wide = fixed.shape
    size = max(1, round(wide / cell)), max(1, round(tall / cell))
    weight = resized(fixed.astype(np.float32), size)
    total = resized(cv2.copyTo(left, fixed.view(np.uint8)), size)
    small = _filled(total.reshape(size[1], size[0], 3), weight.reshape(size[1], size[0]))
    small = cv2.GaussianBlur(small, (0, 0), 0.8, borderType=cv2.BORDER_REPLICATE)
    result: Floats = cv2.resize(small, (wide, tall), interpolation=cv2.INTER_LINEAR)
    return result


def _filled(total: Floats, weight: Floats) -> Floats:
    """Return totals over weights; where the weight is low, the answer of the next coarser grid mixes in."""
    tall, wide = weight.shape
    known = np.minimum(weight / 0.5, 1)[..., None]
    own = total / np.maximum(weight, 1e-4)[..., None]
    if tall * wide <= 1 or bool((weight >= 0.5).all()):  # noqa: PLR2004 -- half a cell is enough to know it
        whole = total.sum((0, 1)) / max(float(weight.sum()), 1e-4)
        return np.asarray(own * known + whole * (1 - known), np.float32)
    half = max(1, (wide + 1) // 2), max(1, (tall + 1) // 2)
    coarse = _filled(resized(total, half).reshape(half[1], half[0], 3), resized(weight, half).reshape(half[1], half[0]))
    spread = cv2.resize(coarse, (wide, tall), interpolation=cv2.INTER_CUBIC if min(half) > 1 else cv2.INTER_LINEAR)
    return np.asarray(own * known + spread * (1 - known), np.float32)
