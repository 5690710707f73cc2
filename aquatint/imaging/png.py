"""Proving that a PNG opens, and taking it apart, without decoding pixels.

A PNG opens if its chunks are whole, their checksums hold, and the joined IDAT inflates to exactly the bytes that the
header promises, each row led by a filter type that exists. Source: PNG 3rd ed. §5 and §7 to §10.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from aquatint.imaging.errors import NotAnImage, Truncated

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PIECE: Final = 256 * 1024
_CHUNKS: Final = 200_000
_HEADER: Final = 13
_FILTERS: Final = bytes(range(5))
_SAMPLES: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_ADAM7: Final = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))


@dataclass(frozen=True, slots=True)
class Chunk:
    """One chunk: its name, where it begins in the file, and how many bytes of data it has."""

    name: bytes
    start: int
    size: int

    @property
    def end(self) -> int:
        """The offset behind the chunk's checksum."""
        return self.start + self.size + 12


def chunks(file: BinaryIO) -> Iterator[Chunk]:
    """Yield the chunks up to and with IEND; checksums are not looked at.

    Raises `Truncated` if the file ends before IEND, `NotAnImage` if there are too many.
    """
    end = file.seek(0, 2)
    at = len(SIGNATURE)
    for _ in range(_CHUNKS):
        file.seek(at)
        head = file.read(8)
        chunk = Chunk(head[4:], at, int.from_bytes(head[:4]))
        if len(head) < 8 or chunk.end > end:  # noqa: PLR2004 -- a size and a name
            raise Truncated("This PNG is cut off: it ends before the picture does.")
        yield chunk
        if chunk.name == b"IEND":
            return
        at = chunk.end
    raise NotAnImage("This PNG is damaged: it is made of too many pieces.")


def verify(path: Path, *, inflate: bool = True) -> None:
    """Raise `NotAnImage` or `Truncated` unless the PNG would open fully. Memory stays near half a megabyte.

    Without `inflate` the structure and every checksum are proven, but not that the compressed pixels unpack.
    """
    with path.open("rb", buffering=0) as file:
        walk = chunks(file)
        head = next(walk)
        if head.name != b"IHDR" or head.size != _HEADER:
            raise NotAnImage("This PNG is damaged: it does not begin with its header.")
        rows = _Rows(_data(file, head))
        for chunk in walk:
            _check(file, chunk, rows.feed if inflate and chunk.name == b"IDAT" else None)
        if inflate:
            rows.finish()


def _data(file: BinaryIO, chunk: Chunk) -> bytes:
    """Return the data of a small chunk, its checksum verified."""
    file.seek(chunk.start + 4)
    whole = file.read(chunk.size + 8)
    if zlib.crc32(whole[:-4]) != int.from_bytes(whole[-4:]):
        raise _damaged(chunk)
    return whole[4:-4]


def _check(file: BinaryIO, chunk: Chunk, feed: Callable[[bytes], None] | None) -> None:
    """Verify a chunk's checksum piece by piece, feeding its data on."""
    file.seek(chunk.start + 8)
    checksum, left = zlib.crc32(chunk.name), chunk.size
    while left:
        piece = file.read(min(left, _PIECE))
        if not piece:
            raise Truncated("This PNG is cut off: it ends before the picture does.")
        left -= len(piece)
        checksum = zlib.crc32(piece, checksum)
        if feed:
            feed(piece)
    if checksum != int.from_bytes(file.read(4)):
        raise _damaged(chunk)


def _damaged(chunk: Chunk) -> NotAnImage:
    return NotAnImage(f"This PNG is damaged: the checksum of its {chunk.name.decode('latin-1')} part is wrong.")


class _Rows:
    """Inflates IDAT and counts what comes out against the rows that the header promises.

    Source: PNG 3rd ed. §9.2 (a filter byte leads each row), §8.1 (Adam7).
    """

    def __init__(self, header: bytes) -> None:
        self._inflate = zlib.decompressobj()
        self._passes = iter(_passes(header))
        self._stride = 1
        self._left = 0
        self._row_at = 0
        self._next_pass()

    def feed(self, data: bytes) -> None:
        """Take the next piece of compressed data."""
        try:
            while data:
                self._count(self._inflate.decompress(data, _PIECE))
                data = self._inflate.unconsumed_tail
        except zlib.error as error:
            raise NotAnImage("This PNG is damaged: its compressed pixels cannot be read.") from error

    def finish(self) -> None:
        """Raise unless exactly all rows came."""
        if self._left or not self._inflate.eof:
            raise Truncated("This PNG is cut off: pixels are missing.")

    def _next_pass(self) -> None:
        stride, rows = next(self._passes, (1, 0))
        self._stride, self._left, self._row_at = stride, stride * rows, 0

    def _count(self, data: bytes) -> None:
        while data:
            if not self._left:
                raise NotAnImage("This PNG is damaged: it holds more pixels than it says.")
            mine, data = data[: self._left], data[self._left :]
            if mine[self._row_at :: self._stride].translate(None, _FILTERS):
                raise NotAnImage("This PNG is damaged: a row is stored in an unknown way.")
            self._left -= len(mine)
            self._row_at = (self._row_at - len(mine)) % self._stride
            if not self._left:
                self._next_pass()


def _passes(header: bytes) -> list[tuple[int, int]]:
    """Return bytes a row (with its filter byte) and rows, for each pass that is not empty."""
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    depth, colour, compression, filtering, interlace = header[8:]
    if depth not in _DEPTHS.get(colour, set()) or compression or filtering or interlace > 1:
        raise NotAnImage("This PNG is damaged: its header names a format that does not exist.")
    bits = depth * _SAMPLES[colour]
    grids = _ADAM7 if interlace else ((0, 1, 0, 1),)
    sizes = ((-(-(width - x) // dx), -(-(height - y) // dy)) for x, dx, y, dy in grids)
    return [(1 + (columns * bits + 7) // 8, rows) for columns, rows in sizes if columns > 0 and rows > 0]
