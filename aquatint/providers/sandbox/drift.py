# ruff: noqa: E501 -- one mark a line
# fmt: off
"""What real models do to the rest of a picture when they edit a part: everything comes back a little off."""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

LEVELS = {"mild": (1.2, 0.002, 2.0, 1.2), "strong": (7.0, 0.012, 6.0, 3.0)}
"""Shift in pixels at 1K, change of scale, change of colour (of 255), new grain (of 255)."""


def drifted(pixels: NDArray[np.uint8], level: str, seed: int) -> NDArray[np.uint8]:
    """Redraw all pixels with a sub-pixel shift, a small change of scale, a colour cast and fresh grain."""
    shift, scale, cast, rough = LEVELS[level]
    chance = np.random.default_rng(seed)
    tall, wide = pixels.shape[:2]
    unit = min(tall, wide) / 1024
    dx, dy = chance.uniform(-1, 1, 2) * shift * unit
    zoom = 1 + chance.uniform(-1, 1) * scale
    image = Image.fromarray(pixels)
    matrix = (1 / zoom, 0, (1 - 1 / zoom) * wide / 2 + dx, 0, 1 / zoom, (1 - 1 / zoom) * tall / 2 + dy)
    moved = np.asarray(image.transform(image.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC), np.float32)
    grid = Image.fromarray(chance.normal(0, 1, (6, 6)).astype(np.float32)).resize((wide, tall), Image.Resampling.BICUBIC)
    slow = np.asarray(grid)[..., None] * chance.normal(0, cast * 0.4, 3)
    out = moved.copy()
    out[..., :3] = moved[..., :3] * (1 + chance.normal(0, cast / 500, 3)) + chance.normal(0, cast * 0.5, 3) + slow
    out[..., :3] += chance.normal(0, rough, (tall, wide, 1))
    edge = moved[..., 3] == 0
    result = np.clip(np.rint(out), 0, 255).astype(np.uint8)
    result[edge] = pixels[edge]
    result[..., 3] = pixels[..., 3]
    return result
