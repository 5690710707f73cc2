"""Taking old letters off their ground: which pixels are letters, their colour, and what lies beneath."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

type Colours = NDArray[np.float32]
"""Height × width × 3 in 0 to 255."""
type Mask = NDArray[np.bool_]

_FAINT: Final = 14.0
"""The least distance (of 0 to 441) between a letter and its ground."""
_CLEAR: Final = 2.0  # contrast ratio, WCAG 2.2
_LUMA: Final = np.array((0.2126, 0.7152, 0.0722), np.float32)


@dataclass(frozen=True, slots=True)
class Ground:
    """`clean` is the picture without the letters; `ink` their colour, or a readable one if there were none."""

    clean: Colours
    ink: tuple[float, float, float]
    letters: Mask


def parted(rgb: Colours, inside: Mask, stroke: float) -> Ground:
    """Part letters from ground within `inside`. `stroke` is about the width of a stroke in pixels.

    The ground is a smooth surface through the rim of `inside`; what is far from it, by Otsu's threshold, is letters.
    """
    import cv2  # noqa: PLC0415 -- only a repair pays for it

    rim = inside & ~_shrunk(inside, max(2, round(stroke)))
    smooth = membrane(rgb, rim)
    distance = np.where(inside, np.linalg.norm(rgb - smooth, axis=2), 0)
    scaled = np.clip(distance, 0, 255).astype(np.uint8)
    level, _ = cv2.threshold(scaled[inside].reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)
    letters = inside & (distance > max(float(level), _FAINT))
    reach = max(2, round(stroke * 0.6))
    wide = cv2.dilate(letters.astype(np.uint8), np.ones((2 * reach + 1,) * 2, np.uint8)).astype(bool) & inside
    clean = np.where(wide[..., None], _grained(membrane(rgb, ~wide), rgb, inside & ~wide), rgb)
    return Ground(clean.astype(np.float32), _ink(rgb, distance, letters, smooth[inside]), wide)


def membrane(rgb: Colours, known: Mask) -> Colours:
    """Fill what is not known with a smooth surface: average down a pyramid, and back up (pull-push)."""
    import cv2  # noqa: PLC0415 -- only a repair pays for it

    weight = known.astype(np.float32)
    if min(weight.shape) <= 1 or known.all():
        mean = rgb[known].mean(axis=0) if known.any() else rgb.mean(axis=(0, 1))
        return np.where(known[..., None], rgb, mean).astype(np.float32)
    height, width = weight.shape
    half = ((width + 1) // 2, (height + 1) // 2)
    total = cv2.resize(rgb * weight[..., None], half, interpolation=cv2.INTER_AREA)
    share = cv2.resize(weight, half, interpolation=cv2.INTER_AREA)
    means = np.asarray(total / np.maximum(share, 1e-6)[..., None], np.float32)
    below = membrane(means, np.asarray(share > 0))
    up = cv2.resize(below, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.where(known[..., None], rgb, up).astype(np.float32)


def readable_on(ground: NDArray[np.float32]) -> tuple[float, float, float]:
    """Return near-black or white, whichever stands out more from these colours (any shape × 3)."""
    light = _luminance(np.median(ground.reshape(-1, 3), axis=0))
    return (16.0, 16.0, 16.0) if (light + 0.05) ** 2 > 0.05 * 1.05 else (255.0, 255.0, 255.0)


def _ink(
    rgb: Colours, distance: NDArray[np.floating], letters: Mask, ground: NDArray[np.float32]
) -> tuple[float, float, float]:
    if not letters.any():
        return readable_on(ground)
    core = letters & (distance >= np.percentile(distance[letters], 60))
    red, green, blue = (float(part) for part in np.median(rgb[core], axis=0))
    here, there = _luminance(np.array((red, green, blue))), _luminance(np.median(ground, axis=0))
    contrast = (max(here, there) + 0.05) / (min(here, there) + 0.05)
    return (red, green, blue) if contrast >= _CLEAR else readable_on(ground)


def _luminance(colour: NDArray[np.floating]) -> float:
    """Relative luminance, WCAG 2.2."""
    part = np.asarray(colour, np.float32) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 -- IEC 61966-2-1
    return float(linear @ _LUMA)


def _grained(smooth: Colours, rgb: Colours, plain: Mask) -> Colours:
    """Give a filled surface the grain of the plain ground around it; the same picture always gets the same grain."""
    import cv2  # noqa: PLC0415 -- only a repair pays for it

    if not plain.any():
        return smooth
    fine = (rgb - cv2.GaussianBlur(rgb, (0, 0), 1.5))[plain]
    strength = np.minimum(np.median(np.abs(fine), axis=0) * 1.4826, 12)  # a robust standard deviation
    noise = np.random.default_rng(0).standard_normal((*smooth.shape[:2], 1), np.float32)
    return (smooth + noise * strength).astype(np.float32)


def _shrunk(mask: Mask, pixels: int) -> Mask:
    import cv2  # noqa: PLC0415 -- only a repair pays for it

    framed = np.pad(mask.astype(np.uint8), 1)
    small = cv2.erode(framed, np.ones((2 * pixels + 1,) * 2, np.uint8), borderValue=0)
    return np.asarray(small[1:-1, 1:-1]).astype(bool)
