"""Outpainting: a larger picture with the exact source inside."""

import time
from pathlib import Path

import numpy as np

from aquatint.imaging import notes
from aquatint.imaging.lock import levels, marks, matching
from aquatint.imaging.lock.errors import Unaligned
from aquatint.imaging.lock.levels import Levels, Picture
from aquatint.imaging.lock.locking import Pair, locked
from aquatint.imaging.lock.report import LockReport
from aquatint.imaging.lock.vision import Bools
from aquatint.kit.errors import InvalidRequest


def extend(
    source: Path, answer: Path, *, offset: tuple[int, int], size: tuple[int, int] | None, out: Path
) -> LockReport:
    """See the package's `extend`."""
    start = time.process_time()
    inner = levels.read(source)
    second = levels.read(answer, like=inner)
    canvas, hard = framed(inner, offset, size or second.size)
    pair = Pair(canvas, second, levels.rgb(canvas), levels.rgb(second))
    work = matching.work_copies(pair.source_rgb, pair.answer_rgb)
    mark = marks.Mark(hard, np.where(hard, 255, 0).astype(np.uint8))
    matched = matching.match(work, ~mark.near(work.source.shape[1::-1]))
    if matched.likeness < marks.ALIKE:
        raise Unaligned(
            "The painter's answer does not show your picture where it should be.",
            figures={"likeness": round(matched.likeness, 3)},
        )
    return locked(pair, work, matched, mark, start, out=out, workdir=None)


def frame(source: Path, *, offset: tuple[int, int], size: tuple[int, int], canvas: Path, mask: Path) -> None:
    """See the package's `frame`."""
    picture, hard = framed(levels.read(source), offset, size)
    levels.write(picture, canvas, effort=1)
    notes.write(canvas, notes.read(source))
    levels.write(Picture(np.where(hard, 255, 0).astype(np.uint8)[..., None]), mask)


def framed(inner: Picture, offset: tuple[int, int], size: tuple[int, int]) -> tuple[Picture, Bools]:
    """Return a canvas with the picture in it, its rim drawn outwards, and where the canvas is new."""
    (left, top), (wide, tall) = offset, inner.size
    right, bottom = size[0] - left - wide, size[1] - top - tall
    if min(left, top, right, bottom) < 0 or (wide, tall) == size:
        raise InvalidRequest(
            f"A picture of {wide} by {tall} pixels at {left}, {top} does not lie inside one of {size[0]} by {size[1]}.",
            field="size",
        )
    pixels: Levels = np.pad(inner.pixels, ((top, bottom), (left, right), (0, 0)), mode="edge")
    hard = np.ones(pixels.shape[:2], bool)
    hard[top : top + tall, left : left + wide] = False
    return Picture(pixels, inner.profile), hard
