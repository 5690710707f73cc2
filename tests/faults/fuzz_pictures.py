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
import random
import resource
import signal
import struct
import sys
import tempfile
import time
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageCms

from aquatint.imaging import contract, cutout, derive, headers, svg, upscale
from aquatint.imaging.facts import Limits
from aquatint.imaging.placeholder import placeholder
from aquatint.imaging.uploads import open_upload
from aquatint.kit.errors import AquatintError
from tests.imaging.pictures import SIGNATURE, animation, chunk, encoded, exif, picture, png
from tests.imaging.test_svg import NAMES, drawing

LIMITS = Limits(bytes=8_000_000, pixels=4_000_000, frames=100)
SECONDS = 10
MEGABYTES = 1500
"""Address space beyond what the process holds when it begins, for pictures of at most four megapixels."""

type Make = Callable[[random.Random], bytes]


@dataclass
class Tally:
    """What became of the files."""

    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: float = 0.0
    peak: int = 0


def _lossless_noise(chance: random.Random, mode: str = "RGB") -> Image.Image:
    size = (chance.randint(1, 90), chance.randint(1, 90))
    bands = len(mode)
    pixels = np.frombuffer(chance.randbytes(size[0] * size[1] * bands), np.uint8)
    return Image.fromarray(
        pixels.reshape(size[1], size[0], bands).squeeze() if bands > 1 else pixels.reshape(size[::-1])
    )


def _profile(chance: random.Random) -> bytes:
    real = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile(chance.choice(["sRGB", "LAB", "XYZ"]))).tobytes())
    for _ in range(chance.randint(0, 20)):
        real[chance.randrange(len(real))] = chance.randrange(256)
    return bytes(real[: chance.choice([len(real), 0, 1, 128, len(real) // 2])])


def _whole(chance: random.Random) -> bytes:
    kind = chance.choice(["png", "jpeg", "webp", "gif", "avif"])
    image = chance.choice([picture(), picture(24, 16), _lossless_noise(chance), picture(33, 90)])
    options: dict[str, Any] = {} if kind == "gif" else {"icc_profile": _profile(chance)}
    if kind != "gif":
        options["exif"] = exif(chance.randint(0, 12))
    if kind in {"png", "webp"} and chance.random() < 0.3:
        image = image.convert("RGBA")
    return encoded(kind, image, **options)


def _cut(chance: random.Random) -> bytes:
    whole = _whole(chance)
    return whole[: chance.randrange(len(whole))]


def _flipped(chance: random.Random) -> bytes:
    data = bytearray(_whole(chance))
    for _ in range(chance.randint(1, 30)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _shuffled(chance: random.Random) -> bytes:
    """Pieces of a file taken out, doubled or moved."""
    data = _whole(chance)
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return chance.choice([data[:a] + data[b:], data[:b] + data[a:b] + data[b:], data[:a] + data[b:] + data[a:b]])


def _crossed(chance: random.Random) -> bytes:
    """A polyglot: the head of one type on the body of another, or two files in one."""
    one, other = _whole(chance), _whole(chance)
    at = chance.choice([12, 33, 100])
    return chance.choice([one[:at] + other[at:], one + other, one + b"%PDF-1.7<script>alert(1)</script>" + other])


@cache
def _zeros(megabytes: int) -> bytes:
    return zlib.compress(bytes(megabytes * 1_000_000))


def _chunks(chance: random.Random) -> bytes:
    """A PNG with right checksums around anything: wrong headers, empty, missing, doubled and huge chunks."""
    width, height = chance.choice(
        [(1, 1), (3, 5), (30_000, 1), (1, 30_000), (200, 100), (0, 4), (2**31, 2), (60_000, 60)]
    )
    depth, colour = chance.choice([1, 2, 4, 8, 16, 3]), chance.choice([0, 2, 3, 4, 6, 5])
    header = struct.pack(">II5B", width, height, depth, colour, 0, 0, chance.choice([0, 0, 1, 9]))
    bits = depth * {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 1)
    rows = min(height, 4000)
    pixels = zlib.compress(bytes(min(5_000_000, rows * (1 + min(width, 100_000) * bits // 8 + 1))))
    parts = [
        chunk(b"IDAT", pixels),
        chunk(b"IDAT", b""),
        chunk(b"PLTE", chance.randbytes(chance.choice([0, 3, 768, 769, 3000]))),
        chunk(b"tRNS", chance.randbytes(chance.choice([0, 1, 2, 6, 256, 300]))),
        chunk(b"iCCP", b"x\0\0" + zlib.compress(_profile(chance))),
        chunk(b"iCCP", b"x\0\0" + _zeros(20)),
        chunk(b"zTXt", b"x\0\0" + _zeros(30)),
        chunk(b"iTXt", b"x\0\1\0\0\0" + _zeros(30)),
        chunk(b"tEXt", chance.randbytes(chance.choice([0, 10, 200_000]))),
        chunk(b"eXIf", chance.choice([b"", exif(6)[6:], chance.randbytes(50)])),
        chunk(b"acTL", struct.pack(">II", chance.choice([0, 1, 7, 2**31]), 0)),
        chunk(b"fcTL", chance.randbytes(26)),
        chunk(b"fdAT", chance.randbytes(30)),
        chunk(b"gAMA", struct.pack(">I", chance.choice([0, 1, 2**32 - 1]))),
        chunk(b"cHRM", chance.randbytes(32)),
        chunk(b"sBIT", chance.randbytes(chance.randint(0, 5))),
        chunk(b"aBCd", b""),
        chunk(b"IEND", b""),
    ]
    chosen = chance.sample(parts, chance.randint(0, 6))
    if chance.random() < 0.8:
        chosen += [chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return SIGNATURE + chunk(b"IHDR", header) + b"".join(chosen)


def _animated(chance: random.Random) -> bytes:
    data = animation(chance.choice(["png", "webp", "gif"]), chance.choice([1, 2, 9, 101]), (8, 8))
    if chance.random() < 0.5:
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 10)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        data = bytes(damaged)
    return data


def _odd(chance: random.Random) -> bytes:
    """Sound files of unusual kinds."""
    size = chance.choice([(1, 1), (1, 2000), (2000, 1), (30_000, 1), (257, 3)])
    mode = chance.choice(["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "YCbCr"])
    image = (
        Image.new(mode, size, 1 if mode in {"1", "L", "P", "I;16"} else None) if mode != "P" else Image.new("P", size)
    )
    if mode in {"CMYK", "YCbCr"}:
        return encoded("jpeg", image, icc_profile=_profile(chance))
    if mode in {"1", "I;16", "LA", "P"}:
        return encoded("png", image, icc_profile=_profile(chance))
    return encoded(chance.choice(["png", "jpeg", "webp", "avif"]) if mode == "RGB" else "png", image)


def _bomb(chance: random.Random) -> bytes:
    size = chance.choice([2_100, 9_000, 30_000, 65_535])
    if chance.random() < 0.4:
        out = BytesIO()
        Image.new("1", (size, size) if size < 10_000 else (size, 90)).save(out, chance.choice(["PNG", "GIF"]))
        return out.getvalue()
    return png(size, size, bytes(100_000))


def _drawing(chance: random.Random) -> bytes:
    pieces = [
        "<rect width='9' height='9' onclick='x()'/>",
        "<script>alert(1)</script>",
        "<g id='a'><use href='#a'/></g>",
        "<g id='b'><use href='#c'/></g><g id='c'><use href='#b'/></g>",
        "<image href='file:///etc/passwd'/>",
        "<path d='" + "M0 0L9 9" * chance.choice([1, 50_000]) + "'/>",
        "<filter id='f'><feGaussianBlur stdDeviation='1e9'/></filter><rect filter='url(#f)' width='9' height='9'/>",
        "<text font-size='1e30'>words</text>",
        "<g transform='scale(1e38)'><circle r='1e38'/></g>",
        "<g>" * chance.choice([3, 1000]),
        "<pattern id='p' width='1e-9' height='1e-9' patternUnits='userSpaceOnUse'><rect width='1'/></pattern>",
        "<rect fill='url(#p)' width='99' height='99'/>",
        "<marker id='m'><path d='M0 0' marker-start='url(#m)'/></marker>",
        "<x:y xmlns:x='z'>&lt;</x:y>",
    ]
    size = chance.choice(
        ['width="60" height="40"', 'width="1e9"', 'viewBox="0 0 1e-30 1e30"', 'width="1" height="16000"']
    )
    data = drawing("".join(chance.sample(pieces, chance.randint(0, 4))), size)
    start = [b"", b"<!DOCTYPE svg [<!ENTITY a 'b'>]>", b"<?xml version='1.0' encoding='utf-16'?>", NAMES.encode()]
    data = chance.choice(start) + data if chance.random() < 0.3 else data
    return data[: chance.randrange(len(data))] if chance.random() < 0.2 else data


def _noise(chance: random.Random) -> bytes:
    heads = [b"", SIGNATURE, b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\0\0\0\x20ftypavif", b"<svg"]
    return chance.choice(heads) + chance.randbytes(chance.choice([0, 1, 40, 3000]))


MAKERS: tuple[Make, ...] = (
    *(
        _whole,
        _cut,
        _flipped,
        _flipped,
        _shuffled,
        _crossed,
        _chunks,
        _chunks,
        _animated,
        _odd,
        _bomb,
        _drawing,
        _noise,
    ),
)


def made(seed: int, number: int) -> tuple[str, bytes]:
    """Return one file and the name of its kind: always the same for a seed and a number."""
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311 -- repeatable, guards nothing
    maker = MAKERS[number % len(MAKERS)]
    return maker.__name__, maker(chance)


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
