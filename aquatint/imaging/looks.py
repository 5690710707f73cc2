"""How a picture looks, in few numbers: to tell that two are the same, or that one shows nothing.

Two measures. A *fingerprint* covers the coded pixels and nothing else of the file, so that a picture that was signed
twice has one; it costs some reads and no decoding. A *look* is the picture averaged down to 256 pixels; it costs a
decode.
"""

import hashlib
import mmap
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging import sniff
from aquatint.imaging.errors import NotAnImage
from aquatint.imaging.facts import Facts
from aquatint.imaging.parts import Data, Part, Use, parts

type Look = NDArray[np.int16]
"""Rows, columns, and red, green, blue, alpha from 0 to 255; each sample is the mean of a square of pixels."""

EDGE: Final = 256
_PIECE: Final = 1024 * 1024
_KEPT: Final = 32
_UNPARTED: Final = {sniff.AVIF, sniff.SVG}
_CLEAR: Final = 250
"""Alpha below this lets something through; 250 to 255 is what resampling leaves of an opaque edge."""
_SEEN: Final = 8
_LIGHTNESS: Final = np.array([0.299, 0.587, 0.114], np.float32)  # ITU-R BT.601
_LIGHT_MOST, _LIGHT_MEAN, _COLOUR_MOST = 6.0, 1.0, 12.0
_CHUNKS: Final = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"fcTL", b"fdAT"}


def fingerprint(path: Path, facts: Facts) -> bytes:
    """Return 16 bytes that two files share if their coded pixels are the same, whatever else they carry.

    For PNG the checksums in the file stand for its chunks: `verify` has proven them. Raises `Unreadable`.
    """
    if facts.media_type in _UNPARTED:
        return hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        digest = hashlib.blake2b(digest_size=16)
        for part in parts(data, facts.media_type):
            if part.use is Use.PICTURE:
                for piece in _pieces(data, part, facts.media_type):
                    digest.update(piece)
        return digest.digest()


def _pieces(data: Data, part: Part, media_type: str) -> Iterator[bytes]:
    """Yield what stands for a part: length, name and checksum of a PNG's chunk, all bytes of anything else."""
    if media_type == sniff.PNG:
        if data[part.start + 4 : part.start + 8] in _CHUNKS:
            yield data[part.start : part.start + 8] + data[part.end - 4 : part.end]
        return
    for at in range(part.start, part.end, _PIECE):
        yield data[at : min(at + _PIECE, part.end)]


def coded_bytes(path: Path, facts: Facts) -> int:
    """Return how many bytes of a file are coded pixels and not metadata. Raises `Unreadable`."""
    if facts.media_type in _UNPARTED:
        return path.stat().st_size
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return sum(part.end - part.start for part in parts(data, facts.media_type) if part.use is Use.PICTURE)


def look(path: Path, facts: Facts) -> Look:
    """Return how the first frame looks. One decode, a few rows in memory at a time. Raises `Unreadable`.

    Remembered for the last few files by what the file system says of them, so that an input is decoded once for all
    the shots that are compared with it.
    """
    status = path.stat()
    return _look(_File(path, facts, (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)))


class _File:
    """A file as a key: the same content, wherever it was moved."""

    def __init__(self, path: Path, facts: Facts, key: tuple[int, ...]) -> None:
        self.path, self.facts, self.key = path, facts, key

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _File) and self.key == other.key


@lru_cache(_KEPT)
def _look(file: _File) -> Look:
    from aquatint.imaging import vips  # noqa: PLC0415 -- a fingerprint needs no libvips

    try:
        return vips.averaged(file.path, file.facts, EDGE).astype(np.int16)
    except MemoryError as error:
        raise NotAnImage("This picture cannot be opened: it needs more memory than there is.") from error


def alpha_shares(path: Path, facts: Facts) -> tuple[float, float]:
    """Return which share of the pixels lets something through, and which share can be seen at all. One decode."""
    from aquatint.imaging import vips  # noqa: PLC0415

    counts = vips.alpha_histogram(path, facts)
    total = max(1, int(counts.sum()))
    return float(counts[:_CLEAR].sum()) / total, float(counts[_SEEN:].sum()) / total


def spread(one: Look) -> int:
    """Return the widest range of any of red, green, blue and alpha: 0 for a picture of exactly one colour."""
    return int(np.ptp(one.reshape(-1, one.shape[-1]), axis=0).max())


def same(one: Look, other: Look) -> bool:
    """Whether two looks of the same shape are of one picture, coded twice.

    Lightness and alpha may differ by 6 levels anywhere and by 1 on average, colour by 12 after a mean over 3 by 3
    samples: coders blur colour at edges. Measured in decision 0019: JPEG down to quality 60 stays below, a changed spot
    of 8 by 8 pixels in a megapixel and a change of tone by 2 levels do not.
    """
    apart = (one - other).astype(np.float32)
    light = apart[..., :3] @ _LIGHTNESS
    colour = _mean_of_nine(apart[..., :3] - light[..., None])
    return bool(
        max(np.abs(light).max(), np.abs(apart[..., 3]).max()) <= _LIGHT_MOST
        and np.abs(light).mean() < _LIGHT_MEAN
        and np.abs(colour).max() <= _COLOUR_MOST
    )


def _mean_of_nine(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    rows, columns = samples.shape[:2]
    wide = np.pad(samples, ((1, 1), (1, 1), (0, 0)), mode="edge")
    total = np.zeros_like(samples)
    for y in range(3):
        for x in range(3):
            total += wide[y : y + rows, x : x + columns]
    total /= 9
    return total
