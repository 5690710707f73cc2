"""From unusual pixels to regions that a person can switch on and off."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.lock.difference import Evidence
from aquatint.imaging.lock.report import Region
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, cv2, disc, resized

_LEAST: Final = 1.5e-4  # of the picture: a smaller change is taken for noise
_FEW: Final = 40  # pixels of the work copy: fewer are noise in a small picture too
_CORE: Final = 0.06  # the share of a component that must be high
_HOLE: Final = 3e-4  # of the picture: a smaller hole is noise; in a larger one nothing changed, so it stays
_THIN: Final = 3.5  # pixels from the middle of a line to its rim
_BESIDE: Final = 0.6  # pixels
_SHARP: Final = 0.07  # of the change, a pixel: a step has 0.2 there, a slow drift 0.02
_STRONG: Final = 10.0  # CIELAB
_PLAIN: Final = 6.0  # sigmas: the median pixel of a region that one can be sure of
_SEEN: Final = 3.5  # CIELAB
_MOST: Final = 255  # regions that an 8-bit map can number


@dataclass(frozen=True, slots=True)
class Found:
    """What changed on the work copy: `mask`, and `doubt`, evidence that was not taken (a share of the picture)."""

    mask: Bools
    doubt: float


def find(evidence: Evidence, known: Bools) -> Found:
    """Return the changed part: connected, high somewhere, large enough to be meant."""
    pixels, size = known.size, max(known.shape)
    vote = (evidence.vote & known).astype(np.uint8)
    joined = cv2.morphologyEx(vote, cv2.MORPH_CLOSE, disc(max(1, round(size * 0.003))))
    count, labels, _, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    cores = np.bincount(labels[evidence.high], minlength=count)
    areas = np.bincount(labels[vote > 0], minlength=count)
    meant = (areas >= max(_FEW, _LEAST * pixels)) & (cores >= _CORE * areas)
    meant &= ~_beside(evidence, vote, labels, count) & _rimmed(evidence, vote, labels, count)
    unsure = (areas >= 2 * _LEAST * pixels) & ~meant
    meant[0] = unsure[0] = False
    mask = filled(meant[labels] & (vote > 0), _HOLE * pixels) & known
    return Found(mask, float(areas[unsure].sum()) / pixels)


def _beside(evidence: Evidence, vote: Bytes, labels: NDArray[np.int32], count: int) -> NDArray[np.bool_]:
    """Return which components are thin and no more than an edge that lies a little beside itself."""
    depth = cv2.distanceTransform(vote, cv2.DIST_L2, cv2.DIST_MASK_3)
    thick, inside = np.zeros(count, np.float32), labels > 0
    np.maximum.at(thick, labels[inside], depth[inside])
    at = inside & (vote > 0)
    slopes, amounts = (_mean(field, at, labels, count) for field in (evidence.slope, evidence.amount))
    result: NDArray[np.bool_] = (thick < _THIN) & (_BESIDE * slopes > amounts)
    return result


def _rimmed(evidence: Evidence, vote: Bytes, labels: NDArray[np.int32], count: int) -> NDArray[np.bool_]:
    """Return which components end somewhere, or are strong: a slow drift of colour does neither."""
    edge = cv2.morphologyEx(vote, cv2.MORPH_GRADIENT, disc(1)) > 0
    ends = _mean(cv2.dilate(evidence.rim, disc(3)), edge & (labels > 0), labels, count)
    mean = _mean(evidence.amount, (labels > 0) & (vote > 0), labels, count)
    result: NDArray[np.bool_] = (ends > _SHARP * mean) | (mean > _STRONG)
    return result


def _mean(field: Floats, where: Bools, labels: NDArray[np.int32], count: int) -> NDArray[np.float64]:
    """Return the mean of a field over each label."""
    chosen = labels[where]
    total = np.bincount(chosen, weights=field[where].astype(np.float64), minlength=count).astype(np.float64)
    return total / np.maximum(np.bincount(chosen, minlength=count), 1)


def filled(mask: Bools, most: float) -> Bools:
    """Return the mask without its holes of up to `most` pixels."""
    outside = (~mask).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(outside, connectivity=4)
    tall, wide = mask.shape
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    inside = (left > 0) & (top > 0) & (right < wide) & (bottom < tall) & (stats[:, cv2.CC_STAT_AREA] <= most)
    inside[0] = False
    result: Bools = mask | inside[labels]
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


def described(change_map: Bytes, evidence: Evidence | None = None) -> tuple[Region, ...]:
    """Return the regions of a change map with their boxes and shares; with `evidence`, whether each is sure."""
    counts = np.bincount(change_map.ravel(), minlength=256)
    found = []
    for index in np.flatnonzero(counts[1:]) + 1:
        x, y, wide, tall = (int(value) for value in cv2.boundingRect((change_map == index).astype(np.uint8)))
        percent = round(100 * float(counts[index]) / change_map.size, 4)
        sure = evidence is None or _sure(change_map == index, evidence)
        found.append(Region(int(index), (x, y, wide, tall), percent, sure))
    return tuple(found)


def _sure(region: Bools, evidence: Evidence) -> bool:
    """Whether most of a region stands far out of the noise: its rim does not move with the threshold then."""
    small = resized(region.astype(np.uint8), evidence.ratio.shape[::-1], smooth=False) > 0
    if not small.any():
        return False
    return bool(np.median(evidence.ratio[small]) > _PLAIN and np.median(evidence.amount[small]) > _SEEN)
