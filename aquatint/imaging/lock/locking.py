"""One lock from files to files."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from aquatint.imaging.lock import ALIGNED, MAP, composite, levels, marks, matching, measure, refine, regions, register
from aquatint.imaging.lock.errors import Unaligned
from aquatint.imaging.lock.levels import Levels, Picture
from aquatint.imaging.lock.matching import Match, Work
from aquatint.imaging.lock.report import Drift, LockReport, Status
from aquatint.imaging.lock.vision import Bools, Bytes, Floats, Matrix, cv2, resized

_STRIP: Final = 256  # rows that are warped at a time: bounds the memory for coordinates
FEATHER_MARKED: Final = 0.004  # of the longer side
FEATHER_FOUND: Final = 0.001
_RESTYLED: Final = 12.0  # CIELAB: the colours of at least half of the picture are plainly others
_ALIKE: Final = 0.45
_TINY: Final = 32  # pixels of the shorter side: nothing in a smaller picture can be matched
_BYTE: Final = 255
_MOST: Final = 0.6
_TRUSTED: Final = 0.8  # gradient correlation
_DOUBT: Final = 0.003  # of the picture


@dataclass(frozen=True, slots=True)
class Pair:
    """A source and its answer: as read, and as 8-bit RGB."""

    source: Picture
    answer: Picture
    source_rgb: Bytes
    answer_rgb: Bytes

    @property
    def nominal(self) -> Matrix:
        """Return the map from source to answer that the two sizes say."""
        (wide, tall), (broad, high) = self.source.size, self.answer.size
        return register.scaling(broad / wide, high / tall)


def lock(
    source: Path, answer: Path, mask: Path | None, *, out: Path, workdir: Path, framed: bool = False
) -> LockReport:
    """See the package's `lock`."""
    start = time.process_time()
    first = levels.read(source)
    second = levels.read(answer, like=first)
    mark = marks.read(mask, first.size) if mask else None
    pair = paired(first, second)
    if min(*first.size, *second.size) < _TINY:
        return _tiny(pair, mark, start, out=out, workdir=workdir)
    work = matching.work_copies(pair.source_rgb, pair.answer_rgb)
    matched = matching.match(work, _fixed(mark, work), visible(pair, work))
    if mark is not None:
        if framed:
            marks.check_framed(mark, matched, work.source)
        else:
            marks.check(mark, matched)
        return locked(pair, work, matched, mark, start, out=out, workdir=workdir)
    status = _status(matched)
    if status in {"global", "unaligned"}:
        return _passed(pair, (work, matched), status, start, out=out, workdir=workdir)
    return locked(pair, work, matched, None, start, out=out, workdir=workdir)


def _tiny(pair: Pair, mark: marks.Mark | None, start: float, *, out: Path, workdir: Path) -> LockReport:
    if mark is not None:
        raise Unaligned(f"A picture of less than {_TINY} pixels a side is too small to be matched with its answer.")
    return _passed(pair, None, "unaligned", start, out=out, workdir=workdir)


def paired(source: Picture, answer: Picture) -> Pair:
    """Return both with their colours; transparent parts are flattened only if both can say what is transparent."""
    both = source.alpha and answer.alpha
    return Pair(source, answer, levels.rgb(source, flat=both), levels.rgb(answer, flat=both or not source.alpha))


def visible(pair: Pair, work: Work) -> Bools | None:
    """Return where the source shows something that an answer without alpha can be compared with."""
    if not pair.source.alpha or pair.answer.alpha:
        return None
    cover: Levels = resized(pair.source.pixels[..., -1], work.source.shape[1::-1])
    return np.asarray(cover > pair.source.top // 2)


def _fixed(mark: marks.Mark | None, work: Work) -> Bools:
    tall, wide = work.source.shape[:2]
    return np.ones((tall, wide), bool) if mark is None else ~mark.near((wide, tall))


def _status(matched: Match) -> Status:
    if matched.likeness < _ALIKE:
        return "unaligned"
    if matched.restyled > _RESTYLED or matched.found.mask.mean() > _MOST:
        return "global"
    return "local" if matched.found.mask.any() else "unchanged"


def locked(
    pair: Pair, work: Work, matched: Match, mark: marks.Mark | None, start: float, *, out: Path, workdir: Path | None
) -> LockReport:
    """Lay the regions into the source, write the files, and report. Without a `workdir` only `out` is written."""
    aligned = laid_over(pair, work, matched)
    limit = None
    if mark is None:
        hard = refine.refined(pair.source_rgb, levels.rgb(Picture(aligned)), matched)
        feather, sure = FEATHER_FOUND * max(pair.source.size), trusted(matched)
    else:
        hard, limit = mark.hard, mark.limit
        feather, sure = FEATHER_MARKED * max(pair.source.size), True
    change_map = regions.numbered(hard, round(0.004 * max(pair.source.size)))
    made = Picture(
        composite.compose(pair.source.pixels, aligned, change_map, feather, alpha=pair.source.alpha, limit=limit),
        pair.source.profile,
    )
    levels.write(made, out)
    if workdir is not None:
        levels.write(Picture(change_map[..., None]), workdir / MAP)
        levels.write(Picture(aligned, pair.source.profile), workdir / ALIGNED, effort=1)
    return _report(pair, work, matched, mark, change_map, out, start, sure=sure)


def trusted(matched: Match) -> bool:
    """Whether the answer lies so well on its source that what was found can be believed."""
    found = matched.found
    return matched.likeness > _TRUSTED and found.doubt < max(_DOUBT, 0.2 * float(found.mask.mean()))


def laid_over(pair: Pair, work: Work, matched: Match) -> Levels:
    """Return the whole answer laid over the source and matched in colour, with the source's shape and depth."""
    wide, tall = pair.source.size
    result = np.empty_like(pair.source.pixels)
    back = register.after(register.inverse(work.answer_grid), matched.alignment.matrix)
    alignment = register.Alignment(back, matched.alignment.correlation, matched.alignment.warp)
    for top in range(0, tall, _STRIP):
        rows = slice(top, min(top + _STRIP, tall))
        seen = register.bent(pair.answer_rgb, alignment, (wide, tall), work.grid, rows).astype(np.float32)
        matrix = register.after(work.grid, np.array([[1.0, 0, 0], [0, 1, top]]))
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        field = cv2.warpAffine(
            matched.tone.membrane, matrix, (wide, rows.stop - top), flags=flags, borderMode=cv2.BORDER_REPLICATE
        )
        values = _levels(matched.tone.apply(seen), field, pair.source)
        if pair.source.coloured:
            result[rows, :, :3] = values
        else:
            result[rows, :, 0] = np.rint(values @ np.array([0.299, 0.587, 0.114], np.float32))
        if pair.source.alpha:
            result[rows, :, -1] = pair.source.pixels[rows, :, -1]
    return result


def _levels(colours: Floats, field: Floats, like: Picture) -> Levels:
    """Return the sum of two fields, rounded to the levels of a picture."""
    if like.top == _BYTE:
        eight: Levels = cv2.add(colours, field, dtype=cv2.CV_8U)
        return eight
    return np.asarray(np.clip(np.rint((colours + field) * (like.top / _BYTE)), 0, like.top), like.pixels.dtype)


def _report(
    pair: Pair,
    work: Work,
    matched: Match,
    mark: marks.Mark | None,
    change_map: Bytes,
    out: Path,
    start: float,
    *,
    sure: bool,
) -> LockReport:
    written = levels.read(out)
    found = regions.described(change_map, matched.evidence if mark is None else None)
    percent = 100 * float(np.count_nonzero(change_map)) / change_map.size
    transform = register.after(register.inverse(work.answer_grid), register.after(matched.alignment.matrix, work.grid))
    raw = resized(pair.answer_rgb, pair.source.size)
    outside = resized(change_map, work.source.shape[1::-1], smooth=False) == 0
    raw_work = register.grey(resized(raw, work.source.shape[1::-1]))
    return LockReport(
        status="local" if change_map.any() else "unchanged",
        width=pair.source.size[0],
        height=pair.source.size[1],
        percent_changed=round(percent, 4),
        outside_max_error=measure.outside_error(pair.source.pixels, written.pixels, change_map),
        regions=found,
        drift=drift_of(pair, work, matched, transform),
        transform=_rows(transform),
        psnr_outside=measure.psnr(pair.source_rgb, raw, change_map),
        ssim_outside=measure.ssim(register.grey(work.source), raw_work, outside),
        seam=measure.seam(pair.source_rgb, levels.rgb(written), change_map),
        sure=sure and bool(found) and sum(one.percent for one in found if not one.sure) < 0.2 * percent,
        cpu_seconds=round(time.process_time() - start, 3),
    )


def drift_of(pair: Pair, work: Work, matched: Match, transform: Matrix) -> Drift:
    """Describe the drift of the raw answer."""
    warp = matched.alignment.warp
    largest = 0.0 if warp is None else float(np.abs(warp).max()) / work.grid[0, 0]
    mean = float(np.abs(matched.tone.gain * 128 + matched.tone.offset - 128).mean())
    return register.drift(transform, pair.nominal, pair.source.size, warp=largest, colour=mean)


def _rows(matrix: Matrix) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    (a, b, c), (d, e, f) = (tuple(round(float(value), 6) for value in row) for row in matrix)
    return (a, b, c), (d, e, f)


def _passed(
    pair: Pair, found: tuple[Work, Match] | None, status: Status, start: float, *, out: Path, workdir: Path
) -> LockReport:
    """Pass the answer through at the source's size: there is nothing to lock."""
    passed: Levels = resized(pair.answer.pixels, pair.source.size).reshape(*pair.source.size[::-1], -1)
    levels.write(Picture(passed, pair.source.profile), out)
    levels.write(Picture(np.full((*pair.source.size[::-1], 1), 255, np.uint8)), workdir / MAP)
    transform, drift = None, Drift()
    if found and status == "global":
        work, matched = found
        transform = register.after(
            register.inverse(work.answer_grid), register.after(matched.alignment.matrix, work.grid)
        )
        drift = drift_of(pair, work, matched, transform)
    return LockReport(
        status=status,
        width=pair.source.size[0],
        height=pair.source.size[1],
        percent_changed=100.0,
        outside_max_error=None,
        regions=(),
        drift=drift,
        transform=None if transform is None else _rows(transform),
        psnr_outside=None,
        ssim_outside=None,
        seam=None,
        sure=False,
        cpu_seconds=round(time.process_time() - start, 3),
    )
