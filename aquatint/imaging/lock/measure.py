"""Figures of a lock: how far the raw answer was off, what is left of it outside, how visible the seam is."""

import math

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.lock.levels import Levels
from aquatint.imaging.lock.vision import Bools, Bytes, blur, cv2

_ROWS = 512


def outside_error(source: Levels, out: Levels, change_map: Bytes) -> int:
    """Return the largest difference, in levels, of pixels outside of all regions."""
    worst = 0
    for top in range(0, len(source), _ROWS):
        rows = slice(top, top + _ROWS)
        apart = cv2.absdiff(source[rows], out[rows])
        outside = (change_map[rows] == 0).view(np.uint8)
        worst = max(worst, int(cv2.copyTo(apart, outside).max()))
    return worst


def psnr(source: Bytes, answer: Bytes, change_map: Bytes) -> float | None:
    """Return the peak signal-to-noise ratio in dB of two RGB pictures outside of all regions; None if identical."""
    total, count = 0.0, 0
    for top in range(0, len(source), _ROWS):
        rows = slice(top, top + _ROWS)
        outside = (change_map[rows] == 0).view(np.uint8)
        total += float(cv2.norm(source[rows], answer[rows], cv2.NORM_L2SQR, outside))
        count += 3 * int(np.count_nonzero(outside))
    if not count or not total:
        return None
    return round(10 * math.log10(255**2 * count / total), 2)


def ssim(source: Bytes, answer: Bytes, outside: Bools) -> float | None:
    """Return the mean structural similarity (Wang et al. 2004, 8-bit luma, sigma 1.5) over `outside`."""
    if not outside.any():
        return None
    first, second = source.astype(np.float32), answer.astype(np.float32)
    mean_a, mean_b = blur(first, 1.5), blur(second, 1.5)
    spread_a = blur(first * first, 1.5) - mean_a * mean_a
    spread_b = blur(second * second, 1.5) - mean_b * mean_b
    common = blur(first * second, 1.5) - mean_a * mean_b
    one, two = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    values = (2 * mean_a * mean_b + one) * (2 * common + two)
    values /= (mean_a**2 + mean_b**2 + one) * (spread_a + spread_b + two)
    return round(float(values[outside].mean()), 4)


def seam(source: Bytes, out: Bytes, change_map: Bytes) -> float | None:
    """Return the mean step across the seams over the mean step of the source at the same place; 1 is invisible.

    One level is added to both, so that a seam in a plain sky counts as what one sees of it.
    """
    inside = change_map > 0
    made = was = 0.0
    count = 0
    for axis in (0, 1):
        ahead, behind = [slice(None)] * 2, [slice(None)] * 2
        ahead[axis], behind[axis] = slice(1, None), slice(None, -1)
        across = inside[tuple(ahead)] != inside[tuple(behind)]
        places = np.nonzero(across)
        made += _step(out, places, axis)
        was += _step(source, places, axis)
        count += len(places[0])
    return round((made / count + 1) / (was / count + 1), 3) if count else None


def _step(picture: Bytes, places: tuple[NDArray[np.intp], ...], axis: int) -> float:
    rows, columns = places
    first, second = picture[rows + (axis == 0), columns + (axis == 1)], picture[rows, columns]
    return float(np.abs(first.astype(np.int16) - second).mean(-1).sum())
