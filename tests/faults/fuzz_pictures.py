"""Hostile pictures by the thousand, through everything that opens a picture.

    python -m tests.faults.fuzz_pictures --count 3000 --seed 1

Each file goes through upload, the contract, small versions, conversion, upscaling, cutting out and the SVG cleaner
(with `--lock` through the pixel lock too), in a process with bounded memory and a bounded time for each file. What may
come out is a clean result or one of our errors. Everything else is told with the number of the file; `--only NUMBER`
with the same seed repeats one.
"""

import argparse
import faulthandler
import multiprocessing
import os
import resource
import signal
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aquatint.imaging import contract, cutout, derive, headers, svg, upscale
from aquatint.imaging.facts import Limits
from aquatint.imaging.placeholder import placeholder
from aquatint.imaging.uploads import open_upload
from aquatint.kit.errors import AquatintError
from tests.faults.hostile import made
from tests.imaging.pictures import encoded

LIMITS = Limits(bytes=8_000_000, pixels=4_000_000, frames=100)
SECONDS = 10
MEGABYTES = 1500
"""Address space beyond what the process holds when it begins, for pictures of at most four megapixels."""


@dataclass
class Tally:
    """What became of the files."""

    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0


def _steps(path: Path, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Yield everything that opens a picture."""
    out = folder / "out"
    wanted = contract.Wanted(alpha=True)
    yield "inspect", lambda: headers.inspect(path, LIMITS)
    yield "upload", lambda: open_upload(path, out, LIMITS)
    yield "drawing", lambda: svg.rasterise(svg.parse(path).text, edge=128)
    if not _is_taken(path):
        return
    yield "contract", lambda: contract.check(contract.Subject(path, wanted, inputs=[path], siblings=[path]))
    yield "verdicts", lambda: contract.verdicts(contract.Subject(path, wanted, siblings=[path], thorough=True))
    yield "webp", lambda: derive.shrink(path, edge=64, quality=70, limits=LIMITS)
    yield "avif", lambda: derive.shrink(path, edge=48, quality=50, output="avif", limits=LIMITS)
    yield "jpeg", lambda: derive.shrink(path, edge=48, quality=50, output="jpeg", limits=LIMITS)
    yield "placeholder", lambda: placeholder(derive.small(path, 64, LIMITS))
    yield "upscale", lambda: _doubled(path, out)
    yield "cut out", lambda: cutout.cut_out(path, out=out, limits=LIMITS)
    yield from _others(path, folder)


def _others(path: Path, folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    from aquatint.imaging.conversion import convert  # noqa: PLC0415 -- heavy

    yield "convert", lambda: convert(path, "webp", out=folder / "out", limits=LIMITS)
    if "--lock" not in sys.argv:
        return
    from aquatint.imaging.lock import lock  # noqa: PLC0415

    source = folder / "source.png"
    source.write_bytes(encoded("png"))
    yield "lock", lambda: lock(source, path, None, out=folder / "locked.png", workdir=folder)
    yield "lock of it", lambda: lock(path, source, None, out=folder / "locked.png", workdir=folder)


def _is_taken(path: Path) -> bool:
    """Whether the file keeps the limits of this program; the other steps have limits of their own, far above."""
    try:
        contract.facts_of(path)
        if not svg.looks_like(path.read_bytes()[: svg.HEAD]):
            headers.inspect(path, LIMITS)
    except AquatintError:
        return False
    return True


def _doubled(path: Path, out: Path) -> object:
    facts = headers.inspect(path, LIMITS)
    return upscale.upscale(path, width=2 * facts.width, height=2 * facts.height, out=out)


class TooSlow(Exception):
    """A file took more than its time."""


def _too_slow(*_: object) -> None:
    raise TooSlow


def run(seed: int, numbers: range, tally: Tally) -> None:
    """Put files through all steps in this process; a crash of it is the caller's to see."""
    warnings.simplefilter("ignore")  # decoders murmur about damage
    signal.signal(signal.SIGALRM, _too_slow)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in numbers:
            kind, data = made(seed, number)
            path = folder / "picture"
            path.write_bytes(data)
            started = time.monotonic()
            _one(path, folder, f"file {number} ({kind}, {len(data)} bytes)", tally)
            tally.slowest = max(tally.slowest, time.monotonic() - started)
    tally.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _one(path: Path, folder: Path, name: str, tally: Tally) -> None:
    signal.alarm(SECONDS)
    step = ""
    try:
        for step, do in _steps(path, folder):
            try:
                do()
                tally.ends["clean"] += 1
            except (AquatintError, contract.Violated) as error:
                tally.ends[getattr(error, "code", None) or error.reason.code] += 1  # type: ignore[union-attr]
            except TooSlow:
                raise
            except BaseException as error:  # noqa: BLE001 -- whatever it is, it should not be
                tally.wrong.append(f"{name} in {step}: {type(error).__name__}: {str(error)[:200]}")
    except TooSlow:
        tally.wrong.append(f"{name} in {step}: more than {SECONDS} s")
    finally:
        signal.alarm(0)


def _child(seed: int, numbers: range, pipe: Any) -> None:
    faulthandler.enable()
    _load()
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (held + MEGABYTES * 1_000_000,) * 2)
    for number in numbers:
        tally = Tally()
        run(seed, range(number, number + 1), tally)
        pipe.send(tally)
    pipe.send(None)
    os._exit(0)  # threads of libraries may wait for memory that they will not get


def _load() -> None:
    """Load what is heavy before memory is bounded and time is taken."""
    import cv2  # noqa: PLC0415

    cv2.setNumThreads(1)
    run(0, range(1), Tally())


def in_children(seed: int, numbers: range) -> Tally:
    """Put files through all steps in a child process; one that dies is told, and another goes on after it."""
    total, at = Tally(), numbers.start
    context = multiprocessing.get_context("spawn")
    while at < numbers.stop:
        ours, theirs = context.Pipe(duplex=False)
        child = context.Process(target=_child, args=(seed, range(at, numbers.stop), theirs))
        child.start()
        theirs.close()
        at = _listen(ours, child, at, total)
        child.join()
    return total


def _listen(pipe: Any, child: Any, at: int, total: Tally) -> int:
    """Add up what a child tells; return the number with which the next one begins."""
    while True:
        try:
            if not pipe.poll(SECONDS * 3 + 30):
                child.kill()
                total.wrong.append(f"file {at}: hangs beyond the alarm")
                return at + 1
            tally = pipe.recv()
        except EOFError:
            child.join()
            total.wrong.append(f"file {at}: the process died ({child.exitcode})")
            return at + 1
        if tally is None:
            return sys.maxsize
        for line in tally.wrong:
            print(line, flush=True)  # noqa: T201 -- a long run tells at once
        total.ends += tally.ends
        total.wrong += tally.wrong
        total.slowest, total.peak = max(total.slowest, tally.slowest), max(total.peak, tally.peak)
        at += 1


def main() -> None:
    """Read the options, run, print, and exit with 1 if something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=time.time_ns() % 1_000_000)
    parser.add_argument("--only", type=int)
    parser.add_argument("--lock", action="store_true", help="through the pixel lock too; read by the steps")
    options = parser.parse_args()
    numbers = range(options.count) if options.only is None else range(options.only, options.only + 1)
    print(f"seed {options.seed}, {len(numbers)} files", flush=True)  # noqa: T201 -- a program prints
    total = in_children(options.seed, numbers)
    for end, count in total.ends.most_common():
        print(f"{count:8} {end}")  # noqa: T201
    print(f"slowest file {total.slowest:.2f} s, peak memory {total.peak} MB, wrong: {len(total.wrong)}")  # noqa: T201
    sys.exit(bool(total.wrong))


if __name__ == "__main__":
    main()
