"""Proving that a PNG opens without decoding pixels.

A PNG opens if its chunks are whole, their checksums hold, and the joined IDAT inflates to exactly the bytes that the
header promises, each row led by a filter type that exists. Source: PNG 3rd ed. §5 and §7 to §10.
"""

import mmap
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from aquatint.imaging.errors import NotAnImage, Truncated

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_PIECE: Final = 256 * 1024
_FIRST: Final = 8 * 1024  # compressed bytes: the first rows
_CUT: Final = "This PNG is cut off: it ends before the picture does."
_HEADER: Final = 13
_FILTERS: Final = bytes(range(5))
_SAMPLES: Final = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS: Final = {0: {1, 2, 4, 8, 16}, 2: {8, 16}, 3: {1, 2, 4, 8}, 4: {8, 16}, 6: {8, 16}}
_ADAM7: Final = ((0, 8, 0, 8), (4, 8, 0, 8), (0, 4, 4, 8), (2, 4, 0, 4), (0, 2, 2, 4), (1, 2, 0, 2), (0, 1, 1, 2))


def verify(path: Path, *, inflate: bool = True) -> None:
    """Raise `NotAnImage` or `Truncated` unless the PNG would open fully. Memory stays below a megabyte.

    Without `inflate` only the first piece of the pixels is unpacked; the structure and every checksum are still proven.
    """
    # Mapped, a checksum takes one long step for each chunk, which leaves the other threads alone.
    with path.open("rb", buffering=0) as file, mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as content:
        chunks = _checked(content)
        name, begin, end = next(chunks)
        if name != b"IHDR" or end - begin != _HEADER:
            raise NotAnImage("This PNG is damaged: it does not begin with its header.")
        rows = _Rows(content[begin:end])
        for name, begin, end in chunks:
            if name != b"IDAT" or begin == end:
                continue
            if inflate:
                for at in range(begin, end, _PIECE):
                    rows.feed(content[at : min(at + _PIECE, end)])
            elif not rows.begun:
                rows.begin(content[begin : min(begin + _FIRST, end)])
        rows.finish(whole=inflate)


def _checked(content: mmap.mmap) -> Iterator[tuple[bytes, int, int]]:
    """Yield the name of each chunk to IEND and where its data begin and end, once its checksum is verified."""
    name, at = b"", len(SIGNATURE)
    while name != b"IEND":
        name, begin = content[at + 4 : at + 8], at + 8
        end = begin + int.from_bytes(content[at : at + 4])
        if end + 4 > len(content):
            raise Truncated(_CUT)
        with memoryview(content) as whole, whole[at + 4 : end] as covered:
            checksum = zlib.crc32(covered)
        if checksum != int.from_bytes(content[end : end + 4]):
            raise NotAnImage(f"This PNG is damaged: the checksum of its {name.decode('latin-1')} part is wrong.")
        yield name, begin, end
        at = end + 4


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
        self.begun = False
        self._next_pass()

    def feed(self, data: bytes) -> None:
        """Take the next piece of compressed data."""
        while data:
            self.begin(data)
            data = self._inflate.unconsumed_tail

    def begin(self, data: bytes) -> None:
        """Take as much of a piece of compressed data as gives one piece of pixels."""
        self.begun = True
        try:
            self._count(self._inflate.decompress(data, _PIECE))
        except zlib.error as error:
            raise NotAnImage("This PNG is damaged: its compressed pixels cannot be read.") from error

    def finish(self, *, whole: bool) -> None:
        """Raise unless pixels came and, if `whole`, exactly all of them."""
        if not self.begun or (whole and (self._left or not self._inflate.eof)):
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
