"""What provenance costs and what the invisible mark survives, on pictures of the sandbox painter.

    python -m benchmarks.provenance [--pictures 12] [--unmarked 200]

Signing, reading and marking are told in milliseconds of CPU; the plain comparison is a copy of the file and Pillow's
own decoding and encoding of the same picture in the same run.
"""

import argparse
import resource
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aquatint.imaging.provenance import Claim, Signer, chain, coding, has_credentials, inspect, sign, watermark
from aquatint.imaging.provenance.fingerprint import SAME, distance, fingerprint
from aquatint.imaging.provenance.marking import Marks, put_in
from aquatint.kit import clock
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render

type Pixels = NDArray[np.uint8]

_WORDS = (
    "a lighthouse on a cliff at dusk",
    "a red fox in a birch forest in autumn",
    "a harbour market on a Saturday, flat shapes",
    "a bottle of ink on a white table",
    "a city skyline at night with rain",
    "tulips in a blue jug by a window",
    "a sailing boat on a calm lake in the morning",
    "mountains under the moon, four colours",
    "a portrait of a cat on a chair",
    "balloons over a desert",
    "a poster that says OPEN TODAY",
    "dunes at noon",
)
_PAYLOAD = 0x5EED0001


_SIZES: tuple[tuple[str, tuple[int, int], str], ...] = (
    ("1K PNG", (1024, 1024), "png"),
    ("2K PNG", (2048, 2048), "png"),
    ("2K JPEG", (2048, 2048), "jpeg"),
    ("2K AVIF", (2048, 2048), "avif"),
    ("4K PNG", (3840, 2160), "png"),
)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=int, default=len(_WORDS))
    parser.add_argument("--unmarked", type=int, default=200)
    parser.add_argument("--only", choices=["costs", "survival", "unmarked"])
    given = parser.parse_args()
    cv2.setNumThreads(1)
    if given.only in {None, "costs"}:
        with tempfile.TemporaryDirectory() as folder:
            _costs(Path(folder))
    if given.only in {None, "survival"}:
        _survival(given.pictures)
    if given.only in {None, "unmarked"}:
        _false_alarms(given.unmarked, given.pictures)


def _costs(folder: Path) -> None:
    made = chain.make("Benchmark", clock.now())
    signer = Signer(made.certificates, made.keys["leaf"], anchors=made.root)
    print("CPU milliseconds, median of three")
    columns = ("MB", "copy", "sign", "edit", "read", "mark", "Pillow", "find", "pdq")
    print(f"{'':14}" + "".join(f"{column:>8}" for column in columns))
    for name, size, kind in _SIZES:
        steps = _steps(folder, size, kind, signer)
        megabytes = (folder / f"a.{kind}").stat().st_size / 1_000_000
        print(f"{name:14}{megabytes:8.1f}" + "".join(f"{_cpu(step):8.0f}" for step in steps), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    look = 1000 * _cpu(lambda: has_credentials(folder / "c.png"))
    print(f"a look whether there are any: {look:.0f} microseconds; peak memory of this process {peak:.0f} MB")


def _steps(folder: Path, size: tuple[int, int], kind: str, signer: Signer) -> list[Callable[[], object]]:
    """Return the steps in the order of the columns. What a type does not take is nothing done."""
    picture, out, parent = (folder / f"{part}.{kind}" for part in ("a", "b", "c"))
    pixels = _grainy(*size)
    Image.fromarray(pixels).save(picture, **_options(kind))
    claim = Claim("a model", provider="a provider")
    sign(picture, out=parent, claim=claim, signer=signer)
    marked = watermark.embed(pixels, _PAYLOAD)
    return [
        lambda: shutil.copyfile(picture, out),
        lambda: sign(picture, out=out, claim=claim, signer=signer),
        lambda: sign(picture, out=out, claim=claim, signer=signer, parent=parent),
        lambda: inspect(parent),
        lambda: put_in(picture, out, Marks(payload=1)),
        lambda: _again(picture, out, kind),
        lambda: watermark.extract(marked),
        lambda: fingerprint(picture),
    ]


def _again(path: Path, out: Path, kind: str) -> None:
    with Image.open(path) as picture:
        picture.save(out, kind.upper(), **_options(kind))


def _options(kind: str) -> dict[str, Any]:
    return {"speed": 10} if kind == "avif" else {}


def _cpu(step: Callable[[], object], times: int = 3) -> float:
    step()
    taken = []
    for _ in range(times):
        before = time.process_time()
        step()
        taken.append(1000 * (time.process_time() - before))
    return median(taken)


def _grainy(width: int, height: int) -> Pixels:
    """Return a picture as large as files of models are: slow colours and the grain of a film."""
    random = np.random.default_rng(1)
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j].astype(np.float32)
    slow = np.stack([90 + 120 * y, 120 + 60 * np.sin(7 * x), 200 - 90 * y * x], axis=-1)
    return np.clip(slow + random.normal(0, 5, (height, width, 1)), 0, 255).astype(np.uint8)


def _painted(count: int, side: int = 1024) -> Iterator[Pixels]:
    for words in _WORDS[:count]:
        yield _picture(words, side)


def _picture(words: str, side: int) -> Pixels:
    return np.asarray(render(compose(read(words), (side, side), 7)))[:, :, :3].copy()


def _changes() -> dict[str, Callable[[Pixels], Pixels]]:
    return {
        "as it is": lambda p: p,
        "JPEG 90": lambda p: _coded(p, "JPEG", 90),
        "JPEG 75": lambda p: _coded(p, "JPEG", 75),
        "JPEG 50": lambda p: _coded(p, "JPEG", 50),
        "WebP 80": lambda p: _coded(p, "WEBP", 80),
        "WebP 75": lambda p: _coded(p, "WEBP", 75),
        "half size": lambda p: _scaled(p, 0.5),
        "quarter size": lambda p: _scaled(p, 0.25),
        "73 %": lambda p: _scaled(p, 0.73),
        "half size, JPEG 75": lambda p: _coded(_scaled(p, 0.5), "JPEG", 75),
        "crop to 90 %": lambda p: _cut(p, 0.9),
        "crop to 50 %": lambda p: _cut(p, 0.5),
        "crop to 25 %": lambda p: _cut(p, 0.25),
        "crop 70 %, 83 %, JPEG 80": lambda p: _coded(_scaled(_cut(p, 0.7), 0.83), "JPEG", 80),
        "brighter": lambda p: np.clip(p * 1.2 + 10, 0, 255).astype(np.uint8),
        "grey": lambda p: np.repeat(cv2.cvtColor(p, cv2.COLOR_RGB2GRAY)[:, :, None], 3, axis=2).astype(np.uint8),
        "mirrored": lambda p: p[:, ::-1],
        "turned by 2 degrees": lambda p: np.asarray(Image.fromarray(p).rotate(2, Image.Resampling.BICUBIC)),
    }


def _coded(pixels: Pixels, kind: str, quality: int) -> Pixels:
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, kind, quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"))


def _scaled(pixels: Pixels, share: float) -> Pixels:
    size = round(pixels.shape[1] * share), round(pixels.shape[0] * share)
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def _cut(pixels: Pixels, share: float) -> Pixels:
    """Return a piece with this share of each side, from somewhere off the middle."""
    height, width = (round(side * share) for side in pixels.shape[:2])
    top, left = (round((side - piece) * 0.37) for side, piece in zip(pixels.shape[:2], (height, width), strict=True))
    return pixels[top : top + height, left : left + width].copy()


def _survival(count: int) -> None:
    found_in: dict[str, int] = {}
    wrong = 0
    quality = []
    same: dict[str, int] = {}
    for pixels in _painted(count):
        marked = watermark.embed(pixels, _PAYLOAD)
        error = np.mean((pixels.astype(np.float32) - marked) ** 2)
        quality.append(10 * np.log10(255**2 / error))
        whole = _fingerprint(marked)
        for name, change in _changes().items():
            copy = change(marked)
            found = watermark.extract(np.ascontiguousarray(copy))
            found_in[name] = found_in.get(name, 0) + (found is not None and found.payload == _PAYLOAD)
            wrong += found is not None and found.payload != _PAYLOAD
            other = _fingerprint(copy)
            same[name] = same.get(name, 0) + bool(whole and other and distance(whole, other) <= SAME)
    least, most = min(quality), max(quality)
    print(f"\nmark: PSNR {least:.1f} to {most:.1f} dB, median {median(quality):.1f}; {wrong} wrong payloads")
    print(f"{'after':28}{'mark read':>12}{'fingerprint same':>18}")
    for name, times in found_in.items():
        print(f"{name:28}{times:>6} of {count}{same[name]:>12} of {count}")


def _fingerprint(pixels: Pixels) -> bytes | None:
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        Image.fromarray(pixels).save(file.name, "PNG", compress_level=1)
        return fingerprint(Path(file.name))


def _false_alarms(count: int, pictures: int) -> None:
    """Look for marks where there are none: painted pictures, noise and textures, whole and in pieces."""
    random = np.random.default_rng(9)
    painted = list(_painted(pictures))
    peaks, found = [], 0
    threshold, watermark.SYNC = watermark.SYNC, 0.0  # type: ignore[misc] # to see how near the others come
    decode, coding.decode = coding.decode, lambda _soft: 0  # type: ignore[assignment] # and whether or not the check bits fit by chance
    for number in range(count):
        pixels = painted[number % len(painted)] if number % 2 else _texture(random)
        pixels = _scaled(_cut(pixels, random.uniform(0.4, 1)), random.uniform(0.4, 1.3))
        reading = watermark.extract(pixels)
        peaks.append(reading.sync if reading else 0.0)
        found += bool(reading and reading.sync >= threshold)
    watermark.SYNC, coding.decode = threshold, decode  # type: ignore[misc]
    highest = sorted(peaks)[-3:]
    print(f"\nunmarked: {found} of {count} taken for marked; highest peaks {highest} with the threshold at {threshold}")


def _texture(random: np.random.Generator) -> Pixels:
    """Return noise of a random coarseness, or a repeating pattern, which is what a folding reader might fall for."""
    side = int(random.integers(600, 1400))
    if random.random() < 0.5:  # noqa: PLR2004
        plane = np.asarray(
            cv2.GaussianBlur(random.normal(0, 1, (side, side)).astype(np.float32), (0, 0), random.uniform(0.6, 6))
        )
    else:
        tile = random.normal(0, 1, (int(random.integers(64, 400)),) * 2).astype(np.float32)
        tile = np.asarray(cv2.GaussianBlur(tile, (0, 0), random.uniform(0.6, 3)), np.float32)
        times = -(-side // tile.shape[0])
        plane = np.tile(tile, (times, times))[:side, :side]
    scaled = 127 + 40 * plane / (plane.std() + 1e-6)
    return np.repeat(np.clip(scaled, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


if __name__ == "__main__":
    main()
