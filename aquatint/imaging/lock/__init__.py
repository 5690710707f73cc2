"""The pixel lock: a painter's answer is laid over its source, and only what was to change is taken from it.

Light to import; OpenCV is loaded by the first call. All functions are plain CPU work on files: callers run them in
threads or processes, behind a pixel budget, and give each call files of its own.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aquatint.imaging.lock.errors import (
    ChangedOutside,
    LockFailed,
    MaskOfAnotherSize,
    NoSuchRegion,
    NothingMarked,
    Unaligned,
    UnchangedInside,
)
from aquatint.imaging.lock.report import Choice, Drift, LockReport, Region

__all__ = [
    "ALIGNED",
    "MAP",
    "ChangedOutside",
    "Choice",
    "Drift",
    "LockFailed",
    "LockReport",
    "MaskOfAnotherSize",
    "NoSuchRegion",
    "NothingMarked",
    "Region",
    "Unaligned",
    "UnchangedInside",
    "extend",
    "frame",
    "lock",
    "recompose",
]

MAP: Final = "map.png"
"""The change map in `workdir`: 8-bit grey, source's size, value = region id, 0 = exactly the source."""

ALIGNED: Final = "aligned.png"
"""The answer in `workdir`, laid over the source and matched in colour: source's size and depth."""


def lock(
    source: Path, answer: Path, mask: Path | None, *, out: Path, workdir: Path, framed: bool = False
) -> LockReport:
    """Write `out`, a PNG of the source's size, depth and alpha, that has the answer's change and nothing else of it.

    `mask` has the source's size; white (128 and up) may change, and grey above 128 mixes. Everything else is the
    source, bit for bit. Without a mask the changed regions are found. `workdir` receives `MAP` and, where regions were
    taken, `ALIGNED`: what `recompose` needs. With status "global" or "unaligned" `out` is the answer at the source's
    size. Both files are upright (EXIF orientation applied). An answer in another colour profile is converted.
    `framed`: source and mask are what `frame` wrote. Then an answer that goes on as the edge does is a good one where
    that edge is plain.

    Raises `LockFailed` (its `code` says why) if the answer does not keep to the mark, a member of `Unreadable` for
    files that do not open, `MaskOfAnotherSize` or `NothingMarked`.
    """
    from aquatint.imaging.lock.locking import lock as work  # noqa: PLC0415 -- loads OpenCV

    return work(source, answer, mask, out=out, workdir=workdir, framed=framed)


def recompose(
    source: Path,
    aligned: Path,
    change_map: Path,
    choices: Sequence[Choice],
    *,
    mask: Path | None = None,
    out: Path,
) -> LockReport:
    """Write another version of a locked picture: some regions kept, others dropped, wider or narrower.

    `aligned` and `change_map` are what `lock` left; `mask` is the mark, if it had one: whatever grows, nothing changes
    outside of it. A region without a choice is kept as it is. Without choices `out`
    has the same pixels as `lock` wrote. The report's figures about the raw answer and its drift are empty: they stand
    in the first report. Raises `NoSuchRegion` and members of `Unreadable`.
    """
    from aquatint.imaging.lock.recomposing import recompose as work  # noqa: PLC0415 -- loads OpenCV

    return work(source, aligned, change_map, choices, mask=mask, out=out)


def frame(source: Path, *, offset: tuple[int, int], size: tuple[int, int], canvas: Path, mask: Path) -> None:
    """Write a canvas of `size` (width, height) with the source at `offset` (left, top), bit for bit, and its mask.

    Both are PNG. Around the source its edge is drawn outwards; there the mask is white. Raises `InvalidRequest` if the
    source does not fit or fills it, and members of `Unreadable`.
    """
    from aquatint.imaging.lock.extending import frame as work  # noqa: PLC0415 -- loads OpenCV

    work(source, offset=offset, size=size, canvas=canvas, mask=mask)


def extend(
    source: Path, answer: Path, *, offset: tuple[int, int], size: tuple[int, int] | None = None, out: Path
) -> LockReport:
    """Write the answer with the exact source inside: what outpainting must return.

    `offset` is where the source's left top corner lies in the larger picture of `size` (width, height; the answer's
    own if left out), in pixels. The answer is laid over the source, matched in colour and led smoothly up to its edge.
    `percent_changed` is the share of new pixels. Raises `Unaligned` if the answer does not show the source there, and
    `InvalidRequest` if the source does not fit.
    """
    from aquatint.imaging.lock.extending import extend as work  # noqa: PLC0415 -- loads OpenCV

    return work(source, answer, offset=offset, size=size, out=out)
