"""Matching an answer's colours to its source: gain and offset for each channel, then a slow local offset.

Fitted on pixels that did not change, so each is a pair of before and after. What lies between them (the edit) gets the
offset of its surroundings, spread smoothly, like a membrane hung in the gap.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.lock.vision import Bools, Floats, cv2, resized

_STRIDE: Final = 7  # every seventh pixel says as much about six numbers
_ROUNDS: Final = 6
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
        return np.asarray(colours * self.gain + self.offset, np.float32)


def fit(source: Floats, answer: Floats, fixed: Bools) -> Tone:
    """Fit gain and offset on `fixed` pixels, robustly (Cauchy weights): what changed after all hardly counts."""
    gain, offset = np.ones(3, np.float32), np.zeros(3, np.float32)
    mine, theirs = source[fixed][::_STRIDE], answer[fixed][::_STRIDE]
    if len(mine) < _FEW:
        return Tone(gain, offset)
    for channel in range(3):
        x, y = theirs[:, channel].astype(np.float64), mine[:, channel].astype(np.float64)
        gain[channel], offset[channel] = _line(x, y)
    return Tone(gain, offset)


def _line(x: NDArray[np.float64], y: NDArray[np.float64]) -> tuple[float, float]:
    weight: NDArray[np.float64] = np.ones_like(x)
    slope, start = 1.0, 0.0
    for _ in range(_ROUNDS):
        total = weight.sum()
        middle_x, middle_y = weight @ x / total, weight @ y / total
        spread = weight @ (x - middle_x) ** 2 / total
        # A few levels of spread say nothing about contrast: the prior keeps the gain at one then.
        steep = (weight @ ((x - middle_x) * (y - middle_y)) / total + 4) / (spread + 4)
        slope = float(np.clip(steep, *_GAINS))
        start = float(middle_y - slope * middle_x)
        left = y - slope * x - start
        scale = 1.48 * float(np.median(np.abs(left))) + 0.5
        weight = 1 / (1 + (left / (2 * scale)) ** 2)
    return slope, start


def membrane(left: Floats, fixed: Bools, cell: int) -> Floats:
    """Return a smooth field (height, width, 3) that follows `left` where `fixed` and spans the gaps between.

    Push and pull (Gortler et al. 1996): averages over ever larger cells, from `cell` pixels up, fill what finer ones
    do not know. Within a gap of any size the field runs smoothly from rim to rim.
    """
    tall, wide = fixed.shape
    size = max(1, round(wide / cell)), max(1, round(tall / cell))
    weight = resized(fixed.astype(np.float32), size)
    total = resized(np.where(fixed[..., None], left, 0).astype(np.float32), size)
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
