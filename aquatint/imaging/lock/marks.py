"""The mark: where a person allows change. White may change, grey above the middle mixes, darker is locked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from aquatint.imaging.lock import levels
from aquatint.imaging.lock.difference import LOW
from aquatint.imaging.lock.errors import ChangedOutside, MaskOfAnotherSize, NothingMarked, Unaligned, UnchangedInside
from aquatint.imaging.lock.matching import Match
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, cv2, disc, resized

_MIDDLE: Final = 128
ALIKE: Final = 0.3  # gradient correlation below which nothing of the source can be seen outside of the mark
_JUDGED: Final = 0.05  # the share of the picture that must be unmarked before it can be judged
_OUTSIDE: Final = 0.01  # of the picture: less change than that outside is no failure
_PERHAPS: Final = 0.25  # of the mark: so much faint difference is a faint change
_PLAIN: Final = 24  # levels between the darkest and the brightest of a rim that goes on as it is
_INSIDE: Final = 0.004  # of the mark: less change than that is none


@dataclass(frozen=True, slots=True)
class Mark:
    """`hard`: what may change at all. `grey` (height, width): the mark's own levels."""

    hard: Bools
    grey: Bytes

    @property
    def limit(self) -> Floats | None:
        """Return the most of the answer that each pixel may take, 0 to 1; None for a mark of black and white."""
        if not bool(((self.grey >= _MIDDLE) & (self.grey < 255)).any()):  # noqa: PLR2004 -- white
            return None
        ramp = (self.grey.astype(np.float32) - (_MIDDLE - 1)) / (255 - (_MIDDLE - 1))
        return np.clip(ramp, 0, 1).astype(np.float32)

    def on(self, size: tuple[int, int]) -> Bools:
        """Return the mark on a work copy of `size`."""
        return resized(self.hard.astype(np.uint8) * 255, size) >= _MIDDLE

    def near(self, size: tuple[int, int]) -> Bools:
        """Return the mark on a work copy, a little wider: what no fit may trust."""
        result: Bools = cv2.dilate(self.on(size).astype(np.uint8), disc(3)) > 0
        return result


def read(path: Path, size: tuple[int, int]) -> Mark:
    """Read a mark. Colours count by their luma, transparent parts as black."""
    picture = levels.read(path)
    if picture.size != size:
        raise MaskOfAnotherSize(
            f"The mark has {picture.size[0]} by {picture.size[1]} pixels, its picture {size[0]} by {size[1]}. "
            "Send a mark of the picture's size.",
            field="mask",
        )
    pixels = picture.pixels if picture.top == 255 else (picture.pixels >> 8).astype(np.uint8)  # noqa: PLR2004
    grey = (
        cv2.cvtColor(np.ascontiguousarray(pixels[..., :3]), cv2.COLOR_RGB2GRAY) if picture.coloured else pixels[..., 0]
    )
    if picture.alpha:
        grey = np.where(pixels[..., -1] >= _MIDDLE, grey, 0).astype(np.uint8)
    hard = grey >= _MIDDLE
    if not hard.any():
        raise NothingMarked("The mark has no white, so nothing may change. Paint white what may.", field="mask")
    return Mark(hard, np.ascontiguousarray(grey))


def check(mark: Mark, matched: Match) -> None:
    """Raise a member of `LockFailed` unless the answer changed what is marked, and mostly that."""
    inside = mark.on(matched.known.shape[::-1])
    outside = ~mark.near(matched.known.shape[::-1])
    judged = outside.mean() >= _JUDGED
    if judged and matched.likeness < ALIKE:
        raise Unaligned(
            "The painter's answer shows something else than your picture, so nothing of it could be used.",
            figures={"likeness": round(matched.likeness, 3)},
        )
    _refuse_unchanged(inside, matched)
    energy = matched.evidence.amount * matched.found.mask
    within, without = float(energy[inside].sum()), float(energy[outside].sum())
    if judged and without > within and (matched.found.mask & outside).mean() > _OUTSIDE:
        raise ChangedOutside(
            "Most of what the painter changed lies outside your mark.",
            figures={"share_outside": round(without / (within + without), 3)},
        )


def check_framed(mark: Mark, matched: Match, canvas: Bytes) -> None:
    """Raise a member of `LockFailed` unless the answer shows the picture and paints around it.

    `canvas` (RGB, a work copy) has the picture's edge drawn outwards. An answer that leaves that as it is has painted
    nothing, unless the edge is plain: then that is how the picture goes on.
    """
    inside = mark.on(matched.known.shape[::-1])
    if matched.likeness < ALIKE:
        raise Unaligned(
            "The painter's answer does not show your picture where it should be.",
            figures={"likeness": round(matched.likeness, 3)},
        )
    low, high = np.percentile(canvas[inside], (1, 99), axis=0)
    if float((high - low).max()) > _PLAIN:
        _refuse_unchanged(inside, matched)


def _refuse_unchanged(inside: Bools, matched: Match) -> None:
    seen = (matched.evidence.ratio > LOW) & matched.known
    area = max(1, int(inside.sum()))
    changed, perhaps = (float((part & inside).sum()) / area for part in (matched.found.mask, seen))
    if changed < _INSIDE and perhaps < _PERHAPS:
        raise UnchangedInside(
            "The painter changed nothing inside your mark.", figures={"percent_of_mark": round(100 * changed, 3)}
        )
