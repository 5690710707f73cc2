"""What small versions cost, beside plain Pillow in the same run.

python -m benchmarks.derivatives [--edge 2048]
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image

from aquatint.imaging import derive
from aquatint.imaging.placeholder import placeholder


def scene(edge: int, grain: float) -> Image.Image:
    """Return slopes, waves and film grain, as painters deliver them."""
    down, across = np.mgrid[0:edge, 0:edge]
    pixels = np.stack([across, down, (across + down) / 2], -1) * 255 / edge
    pixels += 30 * np.sin(across / 40)[..., None] + np.random.default_rng(1).normal(0, grain, pixels.shape)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def plain(path: Path) -> bytes:
    """Do what one writes first: open, make small, save."""
    out = BytesIO()
    with Image.open(path) as picture:
        picture.load()
        picture.thumbnail((512, 512), Image.Resampling.LANCZOS)
        picture.save(out, "WEBP", quality=75)
    return out.getvalue()


def every_version(path: Path) -> None:
    """Do what the background job does, from one decode."""
    preview = derive.small(path, 1280)
    thumb = derive.smaller(preview, 512)
    derive.encode(preview, quality=80)
    derive.encode(thumb, quality=75)
    derive.encode(thumb, quality=60, output="avif")
    placeholder(preview)


def milliseconds(work: Callable[[], object], rounds: int = 5) -> float:
    """Return the median processor time of a few rounds."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return 1000 * sorted(times)[rounds // 2]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--edge", type=int, default=2048)
    edge = parser.parse_args().edge
    with tempfile.TemporaryDirectory() as folder:
        for name, grain, options in (
            ("PNG, grain", 3, {}),
            ("PNG, clean", 0, {}),
            ("JPEG", 3, {"quality": 90}),
            ("WebP", 3, {"quality": 90}),
        ):
            path = Path(folder) / "picture"
            scene(edge, grain).save(path, name[:4].strip(" ,").upper(), **options)
            ours = milliseconds(lambda path=path: derive.shrink(path, edge=512, quality=75))  # type: ignore[misc]
            theirs = milliseconds(lambda path=path: plain(path))  # type: ignore[misc]
            whole = milliseconds(lambda path=path: every_version(path))  # type: ignore[misc]
            size = path.stat().st_size / 1e6
            told = f"{name:11} {size:4.1f} MB  thumbnail {ours:5.0f} ms  plain Pillow {theirs:5.0f} ms"
            print(f"{told}  ratio {ours / theirs:.2f}  every version {whole:5.0f} ms", flush=True)


if __name__ == "__main__":
    main()
