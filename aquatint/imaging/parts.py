"""A picture file taken apart into the pieces of its container, to tell the picture from what was added to it.

Sources: PNG 3rd ed. §5 and §11; ITU T.81 annex B, JFIF 1.02, ICC.1 annex B.4; RFC 9649 (WebP); GIF89a §15 to §26; C2PA
2.2 annex A (`caBX`, APP11, `C2PA`).
"""

import mmap
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from aquatint.imaging import sniff
from aquatint.imaging.errors import NotAnImage, Truncated

type Data = bytes | mmap.mmap
_MOST: Final = 200_000


class Use(Enum):
    """What a piece is for."""

    PICTURE = "picture"
    ADDED = "added"
    """EXIF, GPS, XMP, comments, embedded previews, anything unknown, and bytes behind the end."""
    CREDENTIALS = "credentials"
    """A C2PA manifest: a signed statement about all other bytes of the file."""


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes from `start` to `end` of a file, and what they are for."""

    use: Use
    start: int
    end: int


def parts(data: Data, media_type: str) -> list[Part]:
    """Return all bytes of a PNG, JPEG, WebP or GIF file as parts in order.

    AVIF is not taken apart here: its metadata lies inside its index.

    Raises `Truncated` or `NotAnImage` if the container is not whole.
    """
    found: list[Part] = []
    for part in _CONTAINERS[media_type](data):
        found.append(part)
        if len(found) > _MOST:
            raise NotAnImage("This picture is damaged: it is made of too many pieces.")
    if found[-1].end > len(data):
        raise Truncated("This picture is cut off: the file ends before the picture does.")
    if found[-1].end < len(data):
        found.append(Part(Use.ADDED, found[-1].end, len(data)))
    return found


_PNG_PICTURE: Final = {
    *(b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"mDCV", b"cLLI"),
    *(b"sBIT", b"bKGD", b"pHYs", b"acTL", b"fcTL", b"fdAT"),
}
_WEBP_PICTURE: Final = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"}
_GIF_PICTURE: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012")


def _png(data: Data) -> Iterator[Part]:
    yield Part(Use.PICTURE, 0, 8)
    at, name = 8, b""
    while name != b"IEND":
        size, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        use = Use.PICTURE if name in _PNG_PICTURE else Use.CREDENTIALS if name == b"caBX" else Use.ADDED
        yield _part(data, use, at, at + size + 12)
        at += size + 12


def _webp(data: Data) -> Iterator[Part]:
    end = 8 + int.from_bytes(data[4:8], "little")
    yield Part(Use.PICTURE, 0, 12)
    at = 12
    while at < end:
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        use = Use.PICTURE if name in _WEBP_PICTURE else Use.CREDENTIALS if name == b"C2PA" else Use.ADDED
        after = at + 8 + size
        after += (size & 1) and after < len(data)  # some writers leave out the very last filling byte
        yield _part(data, use, at, after)
        at = after


_JPEG_NEXT: Final = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # the end of a scan's coded data: any marker but RSTn
_SOS, _EOI, _COM, _APP = 0xDA, 0xD9, 0xFE, range(0xE0, 0xF0)
_JFIF_SIZE: Final = 16  # without the thumbnail that some cameras put in


def _jpeg(data: Data) -> Iterator[Part]:
    yield Part(Use.PICTURE, 0, 2)
    at = 2
    while True:
        found = _JPEG_NEXT.search(data, at)
        if found is None:
            raise Truncated("This JPEG is cut off: the file ends before the picture does.")
        if found.start() > at:  # coded data, or filling
            yield Part(Use.PICTURE, at, found.start())
        at, marker = found.start(), data[found.start() + 1]
        if marker == _EOI:
            yield Part(Use.PICTURE, at, at + 2)
            return
        after = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        yield _part(data, _jpeg_use(marker, data[at + 4 : at + 18], after - at - 2), at, max(after, at + 4))
        at = max(after, at + 4)


def _jpeg_use(marker: int, head: bytes, size: int) -> Use:
    if marker not in _APP:
        return Use.ADDED if marker == _COM else Use.PICTURE
    kept = {
        0xE0: head.startswith(b"JFIF\0") and size == _JFIF_SIZE,
        0xE2: head.startswith(b"ICC_PROFILE\0"),
        0xEE: head.startswith(b"Adobe"),
    }
    if marker == 0xEB and head[:2] == b"JP":  # noqa: PLR2004 -- APP11, JUMBF in JPEG (ISO 19566-5)
        return Use.CREDENTIALS
    return Use.PICTURE if kept.get(marker) else Use.ADDED


def _gif(data: Data) -> Iterator[Part]:
    at = 13 + _colours(data[10:11])
    yield _part(data, Use.PICTURE, 0, at)
    while (kind := data[at : at + 1]) != b"\x3b":
        if kind == b"\x2c":
            after = _sub_blocks(data, at + 11 + _colours(data[at + 9 : at + 10]))
            use = Use.PICTURE
        elif kind == b"\x21":
            after = _sub_blocks(data, at + 2)
            is_kept = data[at + 1] == 0xF9 or (data[at + 1] == 0xFF and data[at + 3 : at + 14] in _GIF_PICTURE)  # noqa: PLR2004
            use = Use.PICTURE if is_kept else Use.ADDED
        else:
            raise Truncated("This GIF is cut off: the file ends before the picture does.")
        yield _part(data, use, at, after)
        at = after
    yield Part(Use.PICTURE, at, at + 1)


def _colours(flags: bytes) -> int:
    return 3 << (flags[0] & 7) + 1 if flags and flags[0] & 0x80 else 0


def _sub_blocks(data: Data, at: int) -> int:
    """Return the offset behind a list of sub-blocks and its terminator."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    return at + 1


def _part(data: Data, use: Use, start: int, end: int) -> Part:
    if end > len(data):
        raise Truncated("This picture is cut off: the file ends before the picture does.")
    return Part(use, start, end)


_CONTAINERS: Final[Mapping[str, Callable[[Data], Iterator[Part]]]] = {
    sniff.PNG: _png,
    sniff.WEBP: _webp,
    sniff.JPEG: _jpeg,
    sniff.GIF: _gif,
}
