"""The one door to OpenCV: one thread for each job, the same result every time."""

from typing import Any

import cv2 as _cv2
import numpy as np
from numpy.typing import NDArray

cv2: Any = _cv2
"""Untyped: its own annotations know arrays of one kind only."""

cv2.setNumThreads(1)
cv2.ocl.setUseOpenCL(False)

type Floats = NDArray[np.float32]
type Bytes = NDArray[np.uint8]
type Bools = NDArray[np.bool_]
type Matrix = NDArray[np.float64]
"""Two by three: maps a point (x, y, 1) of one picture to another's. Pixel centres have whole coordinates."""

__all__ = ["Bools", "Bytes", "Floats", "Matrix", "blur", "cv2", "disc", "resized", "warped"]


def blur(field: Floats, sigma: float) -> Floats:
    """Return a field (height, width[, channels]) blurred by a Gaussian of `sigma` pixels."""
    result: Floats = cv2.GaussianBlur(field, (0, 0), sigma)
    return result


def disc(radius: int) -> Bytes:
    """Return a round structuring element."""
    element: Bytes = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1, 2 * radius + 1))
    return element


def resized[T: np.generic](field: NDArray[T], size: tuple[int, int], *, smooth: bool = True) -> NDArray[T]:
    """Return a field at `size` (width, height): averaged when it shrinks, linear (or nearest) when it grows."""
    if field.shape[1::-1] == size:
        return field
    shrinks = size[0] * size[1] < field.shape[0] * field.shape[1]
    how = (cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR) if smooth else cv2.INTER_NEAREST
    result: NDArray[T] = cv2.resize(field, size, interpolation=how)
    return result


def warped[T: np.generic](
    field: NDArray[T], matrix: Matrix, size: tuple[int, int], *, edge: int | None = None
) -> NDArray[T]:
    """Return `field` seen through `matrix` (from the result's pixels to the field's), cubic.

    Outside of the field its border goes on, or zero if `edge` is 0.
    """
    border = cv2.BORDER_REPLICATE if edge is None else cv2.BORDER_CONSTANT
    flags = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    result: NDArray[T] = cv2.warpAffine(field, matrix, size, flags=flags, borderMode=border)
    return result
