# ruff: noqa: E501 -- one mark a line; words of other scripts
# fmt: off
"""Extending the canvas: the picture stays inside, bit for bit; what is new continues it outwards, softer and softer."""

import re

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

type Pixels = NDArray[np.uint8]

EXTEND = re.compile(
    r"\b(extend|outpaint|uncrop|zoom out|expand the (?:canvas|picture|image|scene)|widen|enlarge the canvas|erweitere|vergrößere die leinwand|amplía|extiende|étends|agrandis|amplie|estenda)\b"
    r"|扩展|扩图|広げて|拡張|확장|बढ़ाओ|وسع", re.IGNORECASE,
)  # fmt: skip
SIDES = {"left": (1, 0, 0, 0), "right": (0, 0, 1, 0), "top": (0, 1, 0, 0), "up": (0, 1, 0, 0), "upwards": (0, 1, 0, 0), "bottom": (0, 0, 0, 1), "down": (0, 0, 0, 1),
         "sides": (1, 0, 1, 0), "wider": (1, 0, 1, 0), "taller": (0, 1, 0, 1)}  # fmt: skip
"""Where it grows: left, top, right, bottom."""
GROWTH = 0.25
"""How far it grows on a side where no size was given, as a part of the picture."""
MOST = 4096


def margins(shape: tuple[int, int], instruction: str, size: tuple[int, int] | None) -> tuple[int, int, int, int] | None:
    """Return how many pixels to add left, above, right and below; None where nothing is to be extended."""
    tall, wide = shape
    if not EXTEND.search(instruction):
        return None
    words = re.findall(r"[a-z]+", instruction.lower())
    sides = next((SIDES[word] for word in words if word in SIDES and "all" not in words), (1, 1, 1, 1))
    if size is None:
        left, top, right, bottom = (round(side * GROWTH * (wide, tall)[index % 2]) for index, side in enumerate(sides))
        return (left, top, right, bottom) if wide + left + right <= MOST and tall + top + bottom <= MOST else None
    more_x, more_y = size[0] - wide, size[1] - tall
    if min(more_x, more_y) < 0 or max(more_x, more_y) <= 0:
        return None
    left, top = _shared(more_x, sides[0], sides[2]), _shared(more_y, sides[1], sides[3])
    return left, top, more_x - left, more_y - top


def _shared(more: int, first: int, last: int) -> int:
    return more if first and not last else 0 if last and not first else more // 2


def extended(pixels: Pixels, borders: tuple[int, int, int, int], seed: int) -> Pixels:
    """Return the larger picture. New parts mirror what is next to them, blurred by their distance, with a little grain."""
    left, top, right, bottom = borders
    tall, wide = pixels.shape[:2]
    grown = np.pad(pixels, ((top, bottom), (left, right), (0, 0)), mode="symmetric")
    rows, columns = np.mgrid[0 : grown.shape[0], 0 : grown.shape[1]]
    away = np.maximum(np.maximum(left - columns, columns - (left + wide - 1)), np.maximum(top - rows, rows - (top + tall - 1)))
    reach = max(1, *borders)
    out = grown.astype(np.float32)
    image = Image.fromarray(grown)
    for radius, start in ((0.02, 0.0), (0.06, 0.25)):
        soft = np.asarray(image.filter(ImageFilter.GaussianBlur(radius * min(tall, wide))), np.float32)
        weight = np.clip((away / reach - start) / 0.35, 0, 1)[..., None]
        out += (soft - out) * weight
    out[..., :3] += np.random.default_rng(seed).normal(0, 1.5, (*away.shape, 1))
    result = np.clip(np.rint(out), 0, 255).astype(np.uint8)
    result[top : top + tall, left : left + wide] = pixels
    return result
