# ruff: noqa: ANN401, E501 -- skia carries no types; one mark a line
# fmt: off
"""Smooth chance: fractal value noise as small pictures that are stretched over clouds, plaster and paper."""

from functools import lru_cache
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image

from aquatint.providers.sandbox.colour import Colour


@lru_cache(maxsize=24)
def fractal(width: int, height: int, seed: int, cells_x: int, cells_y: int, octaves: int = 5) -> NDArray[np.float32]:
    """Values 0 to 1, `height` by `width`; the coarsest octave has `cells_x` by `cells_y` cells."""
    rng = np.random.default_rng(seed)
    total = np.zeros((height, width), np.float32)
    weight, sum_of_weights = 1.0, 0.0
    for octave in range(octaves):
        cx, cy = cells_x << octave, cells_y << octave
        if cx > width * 2 or cy > height * 2:
            break
        grid = rng.random((cy + 3, cx + 3), dtype=np.float32)
        layer = Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC, box=(1, 1, cx + 2, cy + 2))
        total += np.asarray(layer) * weight
        sum_of_weights += weight
        weight *= 0.52
    total /= sum_of_weights
    low, high = np.percentile(total, (1, 99))
    result: NDArray[np.float32] = np.clip((total - low) / (high - low), 0, 1).astype(np.float32)
    return result


def picture(alpha: NDArray[np.floating[Any]], colour: Colour) -> Any:
    """Return a skia image of one colour with this alpha (0 to 1)."""
    red, green, blue = (v * 255 for v in colour.rgb)
    out = np.empty((*alpha.shape, 4), np.uint8)
    for index, value in enumerate((red, green, blue)):
        out[..., index] = np.rint(alpha * value)
    out[..., 3] = np.rint(alpha * 255)
    return skia.Image.fromarray(out, skia.ColorType.kRGBA_8888_ColorType, skia.AlphaType.kPremul_AlphaType)


@lru_cache(maxsize=4)
def grain(seed: int, size: int = 512) -> Any:
    """Return a tile of film grain around mid grey, the same in all channels (so it never colours anything)."""
    rng = np.random.default_rng(seed)
    fine = rng.normal(0, 1, (size, size)).astype(np.float32)
    coarse = np.asarray(Image.fromarray(rng.normal(0, 1, (size // 2, size // 2)).astype(np.float32)).resize((size, size), Image.Resampling.BILINEAR))
    grey = np.clip(127.5 + (fine * 0.6 + coarse * 0.8) * 34, 0, 255).astype(np.uint8)
    out = np.dstack([grey, grey, grey, np.full_like(grey, 255)])
    return skia.Image.fromarray(np.ascontiguousarray(out), skia.ColorType.kRGBA_8888_ColorType)
