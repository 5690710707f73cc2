"""From unusual pixels to regions that a person can switch on and off."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from aquatint.imaging.lock.report import Region
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, cv2, disc

LOW: Final = 3.2
"""Sigmas from which on a pixel may belong to a change."""
HIGH: Final = 6.0
"""Sigmas that a change must reach somewhere."""
_VISIBLE: Final = 2.0  # CIELAB: a difference that one sees beside the other
_LEAST: Final = 1.5e-4  # of the picture: a smaller change is taken for noise
_CORE: Final = 0.06  # the share of a component that must be high
_MOST: Final = 255  # regions that an 8-bit map can number


@dataclass(frozen=True, slots=True)
class Found:
    """What changed on the work copy: `mask`, and `doubt`, evidence that was not taken (a share of the picture)."""

    mask: Bools
    doubt: float


def find(ratio: Floats, amount: Floats, known: Bools) -> Found:
    """Return the changed part: connected, high somewhere, large enough to be meant."""
    size = max(ratio.shape)
    low = ((ratio > LOW) & (amount > _VISIBLE * 0.7) & known).astype(np.uint8)
    low = cv2.morphologyEx(low, cv2.MORPH_OPEN, disc(1))
    low = cv2.morphologyEx(low, cv2.MORPH_CLOSE, disc(max(1, round(size * 0.003))))
    high = (ratio > HIGH) & (amount > _VISIBLE)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(low, connectivity=8)
    cores = np.bincount(labels[high], minlength=count)
    areas = stats[:, cv2.CC_STAT_AREA]
    meant = (areas >= _LEAST * ratio.size) & (cores >= _CORE * areas)
    meant[0] = False
    unsure = (areas >= 2 * _LEAST * ratio.size) & ~meant
    unsure[0] = False
    return Found(filled(meant[labels]) & known, float(areas[unsure].sum()) / ratio.size)


def filled(mask: Bools, most: float = 0.25) -> Bools:
    """Return the mask without its holes; a hole larger than `most` of the mask stays."""
    outside = (~mask).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(outside, connectivity=4)
    tall, wide = mask.shape
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    inside = (left > 0) & (top > 0) & (right < wide) & (bottom < tall)
    inside &= stats[:, cv2.CC_STAT_AREA] <= most * max(1, int(mask.sum()))
    inside[0] = False
    result: Bools = mask | inside[labels]
    del count
    return result


def numbered(mask: Bools, gap: int) -> Bytes:
    """Return the change map: region ids from 1 up, largest first. Parts nearer than `gap` pixels are one region."""
    joined = cv2.dilate(mask.astype(np.uint8), disc(gap)) if gap else mask.astype(np.uint8)
    count, labels, _, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    areas = np.bincount(labels[mask], minlength=count)
    areas[0] = 0
    order = [int(label) for label in np.argsort(-areas, kind="stable") if areas[label]][:_MOST]
    names = np.zeros(count, np.uint8)
    for index, label in enumerate(order, start=1):
        names[label] = index
    return np.where(mask, names[labels], 0).astype(np.uint8)


def described(change_map: Bytes) -> tuple[Region, ...]:
    """Return the regions of a change map with their boxes and shares."""
    counts = np.bincount(change_map.ravel(), minlength=256)
    found = []
    for index in range(1, 256):
        if counts[index]:
            x, y, wide, tall = cv2.boundingRect((change_map == index).astype(np.uint8))
            found.append(Region(index, (x, y, wide, tall), round(100 * float(counts[index]) / change_map.size, 4)))
    return tuple(found)
