"""Finding what changed between a source and an answer that lies on it: how unusual each pixel's difference is.

A painter redraws everything a little: grain, texture, edges a fraction of a pixel off. How much of that is usual is
measured in the picture itself, at each scale and for each amount of local texture; a change is what stands out of it.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.lock.vision import Bools, Bytes, Floats, blur, cv2, disc, resized

SCALES: Final = ((1.0, 1), (2.5, 2), (6.0, 4))
"""Softness of the comparison in pixels, and the factor by which its copy may be smaller."""

LOW: Final = 3.2
"""Sigmas from which on a pixel may belong to a change."""
HIGH: Final = 6.0
"""Sigmas that a change must reach somewhere."""
VISIBLE: Final = 2.0
"""CIELAB: a difference that one sees when the pictures lie beside each other."""

_SHARES: Final = (*np.linspace(0, 0.9, 19), 0.95, 0.98, 0.99, 0.995, 1.0)  # texture bins: fine where it is rare
_QUANTILE: Final = 0.4  # below the median: nearly half of the picture may have changed
_TO_SIGMA: Final = 0.81  # what that quantile is of a Gaussian's length in three unequal channels, measured on grain
_FLOOR: Final = 0.3  # of a CIELAB unit: rounding
_JITTER: Final = 0.15  # pixels by which an edge may lie beside itself after all
_HALF: Final = 0.45  # of the change nearby: where a blurred step crosses that, the step lies
_RIM: Final = 2.0  # pixels of softness in which a rim is looked for
_CLIPPED: Final = 16.0  # levels that a painter's white or black may hide


@dataclass(frozen=True, slots=True)
class Noise:
    """What is usual at one scale: `edges` of texture bins and the `sigma` (CIELAB) in each, never falling."""

    edges: NDArray[np.float32]
    sigma: NDArray[np.float32]

    def at(self, texture: Floats) -> Floats:
        """Return the usual difference for each pixel's texture."""
        usual = np.interp(texture, self.edges, self.sigma).astype(np.float32)
        return np.asarray(np.maximum(usual, np.float32(_FLOOR) + np.float32(_JITTER) * texture))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a change, pixel by pixel.

    `ratio`: sigmas at the scale where that is most. `amount`: CIELAB there. `vote`: belongs to a change, with its rim
    where the change is half of what it is nearby. `high`: certainly changed. `slope`: CIELAB a pixel of what both
    pictures have here: how much an edge beside itself would explain. `rim`: CIELAB a
    pixel of the difference itself: high where a change ends, low where colours drift slowly.
    """

    ratio: Floats
    amount: Floats
    vote: Bools
    high: Bools
    slope: Floats
    rim: Floats


def lab(colours: Floats) -> Floats:
    """Return CIELAB of 0..255 sRGB. Blacks are lifted a little: there CIELAB makes much of nothing."""
    lifted = colours * np.float32(243 / 255 / 255) + np.float32(12 / 255)
    result: Floats = cv2.cvtColor(lifted, cv2.COLOR_RGB2LAB)
    return result


def unclipped(source: Floats, answer: Floats, raw: Floats) -> Floats:
    """Return the answer within 0..255; where `raw` (before any matching) is clipped, it may be as far as the source."""
    result = np.clip(answer, 0, 255)
    flat, wanted = result.reshape(-1), source.reshape(-1)
    for at, least, most in (
        (np.flatnonzero(raw >= 254), 0, _CLIPPED),  # noqa: PLR2004 -- white
        (np.flatnonzero(raw <= 1), -_CLIPPED, 0),
    ):
        flat[at] += np.clip(wanted[at] - flat[at], least, most)
    return result


def evidence(source: Floats, answer: Floats, fixed: Bools) -> Evidence:
    """Compare `source` and `answer` (0..255 RGB of one size), from fine to coarse; noise is measured on `fixed` pixels.

    What a finer scale has explained is taken out of the coarser ones, so that no strong change has a halo.
    """
    first, second = lab(source), lab(answer)
    left, (tall, wide) = second - first, fixed.shape
    rim = steepness(left, _RIM)
    ratio, amount = np.zeros((tall, wide), np.float32), np.zeros((tall, wide), np.float32)
    vote, high = np.zeros((tall, wide), bool), np.zeros((tall, wide), bool)
    slope = _texture(first, second, SCALES[0][0])
    for sigma, factor in SCALES:
        size = max(1, wide // factor), max(1, tall // factor)
        soft = blur(resized(left, size), sigma / factor)
        length = np.sqrt(np.einsum("ijk,ijk->ij", soft, soft))
        texture = slope if factor == 1 else _texture(resized(first, size), resized(second, size), sigma / factor)
        still = resized(fixed.astype(np.uint8), size, smooth=False) > 0
        usual = measure(length, texture, still).at(texture)
        here, sure = _votes(length, usual, sigma / factor)
        vote |= resized(here.astype(np.float32), (wide, tall)) > 0.5  # noqa: PLR2004 -- the nearer pixel
        high |= resized(sure.astype(np.uint8), (wide, tall), smooth=False) > 0
        mine = resized(length / usual, (wide, tall))
        better = mine > ratio
        ratio = np.where(better, mine, ratio)
        amount = np.where(better, resized(length, (wide, tall)), amount)
        left[cv2.dilate(vote.astype(np.uint8), disc(2)) > 0] = 0
    return Evidence(ratio, amount, vote, high, slope, rim)


def _votes(length: Floats, usual: Floats, sigma: float) -> tuple[Bools, Bools]:
    reach = max(2, round(3 * sigma))
    nearby = cv2.dilate(length, np.ones((2 * reach + 1, 2 * reach + 1), np.uint8))
    vote = (length > LOW * usual) & (length > _HALF * nearby) & (length > 0.7 * VISIBLE)
    opened: Bytes = cv2.morphologyEx(vote.astype(np.uint8), cv2.MORPH_OPEN, disc(1))
    high: Bools = (length > HIGH * usual) & (length > VISIBLE)
    return opened > 0, high


def _texture(first: Floats, second: Floats, sigma: float) -> Floats:
    """Return how much goes on around each pixel (CIELAB a pixel): the smaller slope of the two, spread a little.

    The smaller one, so that a new thing does not excuse itself.
    """
    smaller = np.minimum(steepness(first, sigma), steepness(second, sigma))
    result: Floats = cv2.dilate(smaller, np.ones((3, 3), np.uint8))
    return result


def steepness(colours: Floats, sigma: float) -> Floats:
    """Return the slope of a soft copy, over all its channels."""
    soft = blur(colours, max(0.8, sigma))
    across, down = cv2.Sobel(soft, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(soft, cv2.CV_32F, 0, 1, scale=0.125)
    return np.asarray(np.sqrt(np.einsum("ijk,ijk->ij", across, across) + np.einsum("ijk,ijk->ij", down, down)))


def measure(length: Floats, texture: Floats, fixed: Bools) -> Noise:
    """Measure what difference is usual for each amount of texture."""
    values, amounts = length[fixed], texture[fixed]
    step = max(1, len(values) // 25_000)
    values, amounts = values[::step], amounts[::step]
    if len(values) < 1000:  # noqa: PLR2004 -- too few to bin
        usual = float(np.quantile(values, _QUANTILE)) / _TO_SIGMA if len(values) else 1.0
        return Noise(np.array([0.0], np.float32), np.array([usual + _FLOOR], np.float32))
    order = np.argsort(amounts)
    values, amounts = values[order], amounts[order]
    cuts = np.unique((np.array(_SHARES) * len(values)).astype(int))
    parts = list(pairwise(cuts))
    sigma = np.array([np.quantile(values[start:stop], _QUANTILE) / _TO_SIGMA for start, stop in parts])
    middles = np.array([np.median(amounts[start:stop]) for start, stop in parts])
    return Noise(middles.astype(np.float32), (np.minimum.accumulate(sigma[::-1])[::-1] + _FLOOR).astype(np.float32))
