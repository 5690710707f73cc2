"""Finding what changed between a source and an answer that lies on it: how unusual each pixel's difference is.

A painter redraws everything a little: grain, texture, edges a fraction of a pixel off. How much of that is usual is
measured in the picture itself, at each scale and for each amount of local texture; a change is what stands out of it.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.lock.vision import Bools, Floats, blur, cv2, resized

SCALES: Final = ((1.0, 1), (2.5, 1), (6.0, 4))
"""Softness of the comparison in work pixels, and the factor by which its copy may be smaller."""

_BINS: Final = 24
_QUANTILE: Final = 0.4  # below the median: nearly half of the picture may have changed
_TO_SIGMA: Final = 0.81  # what that quantile is of a Gaussian's length in three unequal channels, measured on grain
_FLOOR: Final = 0.35  # of a CIELAB unit: rounding


@dataclass(frozen=True, slots=True)
class Noise:
    """What is usual at one scale: `edges` of texture bins and the `sigma` (CIELAB) in each, never falling."""

    edges: NDArray[np.float32]
    sigma: NDArray[np.float32]

    def at(self, texture: Floats) -> Floats:
        """Return the usual difference for each pixel's texture."""
        return np.interp(texture, self.edges, self.sigma).astype(np.float32)


def lab(colours: Floats) -> Floats:
    """Return CIELAB of 0..255 sRGB. Blacks are lifted a little: there CIELAB makes much of nothing."""
    lifted = (colours * np.float32(243 / 255) + np.float32(12)) * np.float32(1 / 255)
    result: Floats = cv2.cvtColor(np.clip(lifted, 0, 1), cv2.COLOR_RGB2LAB)
    return result


def unusual(source: Floats, answer: Floats, fixed: Bools) -> tuple[Floats, Floats]:
    """Return how many sigmas each pixel's difference is, at the scale where that is most, and its size in CIELAB.

    `source`, `answer`: 0..255 RGB of the same size. The noise is measured on `fixed` pixels.
    """
    first, second = lab(source), lab(answer)
    difference = second - first
    tall, wide = fixed.shape
    best, amount = np.zeros((tall, wide), np.float32), np.zeros((tall, wide), np.float32)
    for sigma, factor in SCALES:
        size = max(1, wide // factor), max(1, tall // factor)
        soft = blur(resized(difference, size), sigma / factor)
        length = np.sqrt(np.einsum("ijk,ijk->ij", soft, soft))
        texture = _texture(resized(first, size), resized(second, size), sigma / factor)
        noise = measure(length, texture, resized(fixed.astype(np.uint8), size, smooth=False) > 0)
        ratio = length / noise.at(texture)
        ratio, length = resized(ratio, (wide, tall)), resized(length, (wide, tall))
        better = ratio > best
        best[better], amount[better] = ratio[better], length[better]
    return best, amount


def _texture(first: Floats, second: Floats, sigma: float) -> Floats:
    """Return how much goes on around each pixel: the larger slope of the two pictures, spread to its neighbours."""
    slopes = []
    for picture in (first, second):
        light = blur(picture[..., 0].copy(), max(0.8, sigma * 0.7))
        slopes.append(
            np.hypot(cv2.Sobel(light, cv2.CV_32F, 1, 0, scale=0.25), cv2.Sobel(light, cv2.CV_32F, 0, 1, scale=0.25))
        )
    larger: Floats = cv2.dilate(np.minimum(*slopes), np.ones((3, 3), np.uint8))
    return larger


def measure(length: Floats, texture: Floats, fixed: Bools) -> Noise:
    """Measure what difference is usual for each amount of texture."""
    values, amounts = length[fixed][::3], texture[fixed][::3]
    if len(values) < 10 * _BINS:
        usual = float(np.quantile(values, _QUANTILE)) / _TO_SIGMA if len(values) else 1.0
        return Noise(np.array([0.0], np.float32), np.array([usual + _FLOOR], np.float32))
    edges = np.unique(np.quantile(amounts, np.linspace(0, 1, _BINS + 1)))
    index = np.clip(np.searchsorted(edges, amounts, side="right") - 1, 0, max(0, len(edges) - 2))
    order = np.argsort(index, kind="stable")
    parts = np.split(values[order], np.searchsorted(index[order], np.arange(1, max(1, len(edges) - 1))))
    sigma = np.array([float(np.quantile(part, _QUANTILE)) / _TO_SIGMA if len(part) else 0.0 for part in parts])
    middle = (edges[:-1] + edges[1:]) / 2 if len(edges) > 1 else edges
    return Noise(middle.astype(np.float32), (np.maximum.accumulate(sigma) + _FLOOR).astype(np.float32))
