"""Other versions of a locked picture, from its parts: no painter is asked again."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from aquatint.imaging.errors import NotAnImage
from aquatint.imaging.lock import composite, levels, marks, measure, regions
from aquatint.imaging.lock.errors import NoSuchRegion
from aquatint.imaging.lock.levels import Picture
from aquatint.imaging.lock.locking import FEATHER_FOUND, FEATHER_MARKED
from aquatint.imaging.lock.report import Choice, Drift, LockReport
from aquatint.imaging.lock.vision import Bools, Bytes, cv2

_FARTHEST: Final = 0.25  # of the longer side: how far a region may be grown or narrowed


def recompose(
    source: Path, aligned: Path, change_map: Path, choices: Sequence[Choice], *, mask: Path | None, out: Path
) -> LockReport:
    """See the package's `recompose`."""
    start = time.process_time()
    first, second, old = levels.read(source), levels.read(aligned), levels.read(change_map).pixels[..., 0]
    if first.pixels.shape != second.pixels.shape or old.shape != first.pixels.shape[:2]:
        raise NotAnImage("The source, its aligned answer and its change map do not belong together.")
    new = chosen(old.astype(np.uint8), choices)
    mark = marks.read(mask, first.size) if mask else None
    if mark is not None:
        new[~mark.hard] = 0
    feather = (FEATHER_MARKED if mark else FEATHER_FOUND) * max(first.size)
    made = composite.compose(
        first.pixels, second.pixels, new, feather, alpha=first.alpha, limit=mark.limit if mark else None
    )
    levels.write(Picture(made, first.profile), out)
    written = levels.read(out)
    return LockReport(
        status="local" if new.any() else "unchanged",
        width=first.size[0],
        height=first.size[1],
        percent_changed=round(100 * float(np.count_nonzero(new)) / new.size, 4),
        outside_max_error=measure.outside_error(first.pixels, written.pixels, new),
        regions=regions.described(new),
        drift=Drift(),
        transform=None,
        psnr_outside=None,
        ssim_outside=None,
        seam=measure.seam(levels.rgb(first), levels.rgb(written), new),
        sure=True,
        cpu_seconds=round(time.process_time() - start, 3),
    )


def chosen(old: Bytes, choices: Sequence[Choice]) -> Bytes:
    """Return the change map after the choices. What two regions want belongs to the one with the lower id."""
    known = {int(index) for index in np.unique(old)} - {0}
    wanted = {choice.region: choice for choice in choices}
    if strangers := sorted(set(wanted) - known):
        raise NoSuchRegion(
            f"There is no region {strangers[0]}; there are {', '.join(map(str, sorted(known)))}.", field="region"
        )
    new = np.zeros_like(old)
    for index in sorted(known, reverse=True):
        choice = wanted.get(index, Choice(index))
        if choice.keep:
            new[_grown(old == index, choice.grow)] = index
    return new


def _grown(mask: Bools, pixels: int) -> Bools:
    """Return a mask wider (or narrower) by a number of pixels, however many."""
    reach = min(abs(pixels), round(_FARTHEST * max(mask.shape)))
    if not reach:
        return mask
    flags = (cv2.DIST_L2, cv2.DIST_MASK_5)
    if pixels > 0:
        result: Bools = cv2.distanceTransform((~mask).astype(np.uint8), *flags) <= reach
        return result
    framed = cv2.copyMakeBorder(mask.astype(np.uint8), 1, 1, 1, 1, cv2.BORDER_REPLICATE)
    narrower: Bools = cv2.distanceTransform(framed, *flags)[1:-1, 1:-1] > reach
    return narrower
