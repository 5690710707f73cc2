"""What the pixel functions reach, on pictures with a known truth. Run: `python -m benchmarks.pixels [--quick] [--n N]`.

Each row is a function in `ROWS` that takes the options and prints its figures; another part adds its own there.
The pixel lock stands beside a plain version in Pillow and NumPy: fit the size, take what differs by more than 30
levels. CPU seconds are of one thread, with reading and writing all files. Memory is the peak above what the process
held before.
"""

from __future__ import annotations

import argparse
import multiprocessing
import sys
import time
from collections.abc import Callable  # noqa: TC003 -- what is sent to a process is looked up
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray  # noqa: TC002
from PIL import Image, ImageFilter

from aquatint.imaging import lock as locks

if TYPE_CHECKING:  # the painter of scenes would blur the figures of memory
    from benchmarks.pixel_scenes import Case

SIZES = {"1K": (1024, 24), "2K": (2048, 12), "4K": (4096, 4)}
AIMS = {"1K": None, "2K": 1.5, "4K": 5.0}


@dataclass(frozen=True)
class Result:
    """One lock: overlap with the truth, what it says of itself, and what it took."""

    name: str
    status: str
    overlap: float
    recall: float
    sure: bool
    outside: int
    seam: float
    seconds: float
    megabytes: float


def main() -> None:
    """Print all rows, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="1K only, few pictures")
    parser.add_argument("--n", type=int, help="pictures of each size")
    parser.add_argument("--sizes", default="1K,2K,4K")
    parser.add_argument("rows", nargs="*", help="such as: lock marked")
    options = parser.parse_args()
    for row in ROWS:
        if not options.rows or row.__name__ in options.rows:
            row(options)


def sizes(options: argparse.Namespace) -> dict[str, tuple[int, int]]:
    """Return the sizes to run, with the number of pictures of each."""
    if options.quick:
        return {"1K": (1024, options.n or 6)}
    return {name: (SIZES[name][0], options.n or SIZES[name][1]) for name in options.sizes.split(",")}


def lock(options: argparse.Namespace) -> None:
    """Print how well changes are found without a mark, and what the locked pictures are worth."""
    _compare("pixel lock without a mark", options, marked=False)


def marked(options: argparse.Namespace) -> None:
    """Print what a lock with a loose mark reaches."""
    _compare("pixel lock with a mark", options, marked=True)


def _compare(title: str, options: argparse.Namespace, *, marked: bool) -> None:
    from benchmarks.pixel_scenes import cases  # noqa: PLC0415

    print(f"\n{title}")
    for name, (edge, count) in sizes(options).items():
        ours, plain = [], []
        for index, case in enumerate(cases(edge, count)):
            ours.append(_apart(_ours, case, marked=marked))
            plain.append(_apart(_plain, case, marked=marked))
            print(f"\r{name} {index + 1}/{count} {case.name:28}", end="", file=sys.stderr, flush=True)
        print(file=sys.stderr)
        _tell(name, ours, plain, marked=marked)


def _apart(work: Callable[..., Result], case: Case, *, marked: bool) -> Result:
    """Run in a process of its own, so that memory is its own."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        Image.fromarray(case.source).save(place / "source.png", compress_level=1)
        Image.fromarray(case.answer).save(place / "answer.png", compress_level=1)
        if marked:
            Image.fromarray(_loose(case.truth)).save(place / "mask.png", compress_level=1)
        np.save(place / "truth.npy", case.truth)
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(1, mp_context=context) as pool:
            return pool.submit(work, case.name, place).result()


def _loose(truth: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """Return a mark as a hand would draw it: wider than the change by about two hundredths of the picture."""
    wide = max(3, round(truth.shape[1] * 0.02)) | 1
    small = Image.fromarray(truth.astype(np.uint8) * 255).resize((truth.shape[1] // 4, truth.shape[0] // 4))
    grown = small.filter(ImageFilter.MaxFilter(max(3, wide // 4 | 1))).resize(truth.shape[::-1])
    return np.where(np.asarray(grown) > 0, 255, 0).astype(np.uint8)


def _ours(name: str, place: Path) -> Result:
    from aquatint.imaging.lock import locking, recomposing  # noqa: F401, PLC0415 -- loaded before it is measured

    mask = place / "mask.png"
    before = _peak()
    report = locks.lock(
        place / "source.png",
        place / "answer.png",
        mask if mask.exists() else None,
        out=place / "out.png",
        workdir=place,
    )
    taken = _peak() - before
    found = np.asarray(Image.open(place / locks.MAP)) > 0
    seam = report.seam or 1.0
    return _result(
        name, report.status, place, found, sure=report.sure, seam=seam, seconds=report.cpu_seconds, megabytes=taken
    )


def _plain(name: str, place: Path) -> Result:
    """Fit the size, difference above 30, median, soft paste: what one writes first."""
    before, start = _peak(), time.process_time()
    mask: Image.Image
    first = Image.open(place / "source.png").convert("RGB")
    second = Image.open(place / "answer.png").convert("RGB").resize(first.size, Image.Resampling.BICUBIC)
    if (place / "mask.png").exists():
        mask = Image.open(place / "mask.png")
    else:
        apart = np.abs(np.asarray(first, np.int16) - np.asarray(second, np.int16)).max(-1)
        mask = Image.fromarray(((apart > 30) * 255).astype(np.uint8)).filter(ImageFilter.MedianFilter(5))  # noqa: PLR2004
    soft = mask.filter(ImageFilter.GaussianBlur(max(1, first.width * 0.002)))
    Image.composite(second, first, soft).save(place / "out.png", compress_level=6)
    seconds, taken = time.process_time() - start, _peak() - before
    found = np.asarray(mask) > 0
    made, was = (np.asarray(Image.open(place / each)).astype(np.int16) for each in ("out.png", "source.png"))
    seam = _seam(was, made, found)
    return _result(name, "local", place, found, sure=True, seam=seam, seconds=seconds, megabytes=taken)


def _seam(was: NDArray[np.int16], made: NDArray[np.int16], found: NDArray[np.bool_]) -> float:
    """Return the same figure as the lock's own: mean step across seams, plus one, over that of the source."""
    steps = [0.0, 0.0]
    count = 0
    for axis in (0, 1):
        across = np.diff(found.astype(np.int8), axis=axis) != 0
        count += int(across.sum())
        for index, picture in enumerate((made, was)):
            steps[index] += float(np.abs(np.diff(picture, axis=axis)[across]).mean(-1).sum())
    return (steps[0] / count + 1) / (steps[1] / count + 1) if count else 1.0


def _result(
    name: str,
    status: str,
    place: Path,
    found: NDArray[np.bool_],
    *,
    sure: bool,
    seam: float,
    seconds: float,
    megabytes: float,
) -> Result:
    """Measure the written file against the source and the truth, independently of the lock's own report."""
    truth = np.load(place / "truth.npy")
    was, made = (np.asarray(Image.open(place / each).convert("RGB")) for each in ("source.png", "out.png"))
    outside = ~found if status in {"local", "unchanged"} else np.zeros_like(found)
    worst = np.abs(was[outside].astype(np.int16) - made[outside]).max(initial=0)
    both, either = int((found & truth).sum()), int((found | truth).sum())
    recall = both / max(1, int(truth.sum()))
    return Result(name, status, both / max(1, either), recall, sure, int(worst), seam, seconds, megabytes)


def _peak() -> float:
    """Return the most memory that this process ever held, in megabytes. Linux; `getrusage` counts the parent's too."""
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _tell(name: str, ours: list[Result], plain: list[Result], *, marked: bool) -> None:
    for title, results in (("Aquatint", ours), ("plain", plain)):
        overlap = sorted(one.overlap for one in results)
        silent = sum(one.overlap < 0.5 and one.sure for one in results)  # noqa: PLR2004 -- the bar
        found = (
            ""
            if marked
            else f"IoU median {np.median(overlap):.3f}, least {overlap[0]:.3f}, below 0.5 unsaid {silent}, "
            f"unsure {sum(not one.sure for one in results)}; "
        )
        print(
            f"{name} {title:9} n={len(results)}: {found}outside error {max(one.outside for one in results)}; "
            f"seam median {np.median([one.seam for one in results]):.2f}, "
            f"worst {max(one.seam for one in results):.2f}; "
            f"CPU median {np.median([one.seconds for one in results]):.2f} s, "
            f"worst {max(one.seconds for one in results):.2f} s; "
            f"memory {max(one.megabytes for one in results):.0f} MB"
        )
    ratio = np.median([one.seconds for one in ours]) / np.median([one.seconds for one in plain])
    aim = f" (aim {AIMS[name]} s)" if AIMS[name] else ""
    print(f"{name} CPU against plain: {ratio:.1f} times{aim}")
    for one in ours:
        if one.overlap < 0.8 and not marked:  # noqa: PLR2004 -- worth a look
            print(f"   {one.name}: IoU {one.overlap:.2f}, recall {one.recall:.2f}, {one.status}, sure {one.sure}")


ROWS: list[Callable[[argparse.Namespace], None]] = [lock, marked]
"""What is measured, in order. Small versions, signing and others append theirs."""

if __name__ == "__main__":
    main()
