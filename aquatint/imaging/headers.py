"""A picture's facts from its header: a few small reads, no decoding.

Sources: PNG 3rd ed. §11 (IHDR, tRNS, acTL); ITU T.81 B.2.2 (frame header); RFC 9649 (VP8, VP8L, VP8X, ANMF);
GIF89a §18 to §20. AVIF is parsed by libavif through Pillow, which reads the file but decodes nothing.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from aquatint.imaging import sniff
from aquatint.imaging.errors import DECODER_ERRORS, NotAnImage, Truncated
from aquatint.imaging.facts import DELIVERED, Facts, Limits

_PARTS: Final = 4096
"""The most chunks or segments that are looked at before the picture's own data."""

_PNG_START: Final = 8
_PNG_ALPHA: Final = {4, 6}  # colour types with an alpha channel
_JPEG_FRAMES: Final = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_JPEG_BARE: Final = {0x01, *range(0xD0, 0xD8)}


def inspect(path: Path, limits: Limits = DELIVERED) -> Facts:
    """Return what the header of a PNG, APNG, JPEG, WebP, GIF or AVIF file declares.

    Raises a member of `Unreadable`: not a picture, an unsupported type, cut off, empty, or above `limits`. The rest
    of the file is not looked at; `verify` does that.
    """
    with path.open("rb") as file:
        limits.check_bytes(os.fstat(file.fileno()).st_size)
        kind = sniff.media_type(file.read(sniff.HEAD))
        facts = _READERS[kind](file, limits)
    limits.check(facts)
    return facts


def _exactly(file: BinaryIO, size: int) -> bytes:
    data = file.read(size)
    if len(data) < size:
        raise Truncated("This file is cut off: it ends before the picture does.")
    return data


def _png(file: BinaryIO, _limits: Limits) -> Facts:
    file.seek(_PNG_START)
    head = _exactly(file, 25)
    if head[:8] != b"\0\0\0\x0dIHDR":
        raise NotAnImage("This PNG is damaged: it does not begin with its header.")
    width, height = int.from_bytes(head[8:12]), int.from_bytes(head[12:16])
    alpha, frames = head[17] in _PNG_ALPHA, 1
    for _ in range(_PARTS):
        size, name = _png_chunk(file)
        if name == b"IDAT":
            return Facts(sniff.PNG, width, height, frames, alpha)
        if name == b"acTL":
            frames = max(1, int.from_bytes(_exactly(file, 4)))
            size -= 4
        alpha = alpha or name == b"tRNS"
        file.seek(size + 4, os.SEEK_CUR)
    raise NotAnImage("This PNG is damaged: its picture data does not begin.")


def _png_chunk(file: BinaryIO) -> tuple[int, bytes]:
    head = _exactly(file, 8)
    return int.from_bytes(head[:4]), head[4:]


def _jpeg(file: BinaryIO, _limits: Limits) -> Facts:
    file.seek(2)
    for _ in range(_PARTS):
        marker = _jpeg_marker(file)
        if marker in _JPEG_BARE:
            continue
        if marker in {0xD9, 0xDA}:
            break
        size = int.from_bytes(_exactly(file, 2))
        if marker in _JPEG_FRAMES:
            head = _exactly(file, 5)
            return Facts(sniff.JPEG, int.from_bytes(head[3:5]), int.from_bytes(head[1:3]), 1, alpha=False)
        if size < 2:  # noqa: PLR2004 -- a segment's size counts its own two bytes
            break
        file.seek(size - 2, os.SEEK_CUR)
    raise NotAnImage("This JPEG is damaged: it does not say how large it is.")


def _jpeg_marker(file: BinaryIO) -> int:
    """Return the next marker's code; any number of 0xFF may come before it (T.81 B.1.1.2)."""
    byte = _exactly(file, 1)
    if byte != b"\xff":
        raise NotAnImage("This JPEG is damaged: a marker is missing.")
    for _ in range(_PARTS):
        byte = _exactly(file, 1)
        if byte != b"\xff":
            return byte[0]
    raise NotAnImage("This JPEG is damaged: a marker is missing.")


def _webp(file: BinaryIO, limits: Limits) -> Facts:
    file.seek(12)
    head = _exactly(file, 8)
    if head[:4] == b"VP8X":
        data = _exactly(file, 10)
        width, height = 1 + int.from_bytes(data[4:7], "little"), 1 + int.from_bytes(data[7:10], "little")
        frames = _webp_frames(file, limits.frames) if data[0] & 0x02 else 1
        return Facts(sniff.WEBP, width, height, frames, alpha=bool(data[0] & 0x10))
    if head[:4] == b"VP8L":
        data = _exactly(file, 5)
        bits = int.from_bytes(data[1:], "little")
        return Facts(sniff.WEBP, 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF), 1, alpha=bool(bits >> 28 & 1))
    if head[:4] == b"VP8 ":
        data = _exactly(file, 10)
        if data[3:6] == b"\x9d\x01\x2a":
            width, height = (int.from_bytes(data[at : at + 2], "little") & 0x3FFF for at in (6, 8))
            return Facts(sniff.WEBP, width, height, 1, alpha=False)
    raise NotAnImage("This WebP is damaged: it does not say how large it is.")


def _webp_frames(file: BinaryIO, most: int) -> int:
    """Count animation frames, up to one more than `most`."""
    frames = 0
    for _ in range(_PARTS):
        head = file.read(8)
        if len(head) < 8 or frames > most:  # noqa: PLR2004 -- four letters and a size
            break
        frames += head[:4] == b"ANMF"
        size = int.from_bytes(head[4:], "little")
        file.seek(size + (size & 1), os.SEEK_CUR)
    return max(1, frames)


def _gif(file: BinaryIO, limits: Limits) -> Facts:
    file.seek(6)
    head = _exactly(file, 7)
    width, height = int.from_bytes(head[0:2], "little"), int.from_bytes(head[2:4], "little")
    _skip_colours(file, head[4])
    frames, alpha = 0, False
    for is_frame, is_clear in _gif_blocks(file):
        frames += is_frame
        alpha = alpha or is_clear
        if frames > limits.frames:
            break
    return Facts(sniff.GIF, width, height, max(1, frames), alpha)


def _skip_colours(file: BinaryIO, flags: int) -> None:
    if flags & 0x80:
        file.seek(3 << (flags & 7) + 1, os.SEEK_CUR)


def _gif_blocks(file: BinaryIO) -> Iterator[tuple[bool, bool]]:
    """Yield for each block whether it is a frame, and whether it declares a transparent colour."""
    while (kind := file.read(1)) in {b"\x21", b"\x2c"}:
        if kind == b"\x2c":
            _skip_colours(file, _exactly(file, 9)[8])
            file.seek(1, os.SEEK_CUR)
            yield True, False
        else:
            is_control = _exactly(file, 1) == b"\xf9"
            peek = _exactly(file, 2)
            file.seek(-2, os.SEEK_CUR)
            yield False, is_control and bool(peek[1] & 1)
        while size := file.read(1)[:1]:
            if size == b"\0":
                break
            file.seek(size[0], os.SEEK_CUR)


def _avif(file: BinaryIO, _limits: Limits) -> Facts:
    from PIL import Image  # noqa: PLC0415 -- only this rare type needs Pillow here

    file.seek(0)
    try:
        with Image.open(file, formats=("AVIF",)) as picture:
            frames = getattr(picture, "n_frames", 1)
            return Facts(sniff.AVIF, picture.width, picture.height, frames, alpha="A" in picture.mode)
    except DECODER_ERRORS as error:
        raise NotAnImage("This AVIF is damaged: it does not say how large it is.") from error


_READERS: Final = {sniff.PNG: _png, sniff.JPEG: _jpeg, sniff.WEBP: _webp, sniff.GIF: _gif, sniff.AVIF: _avif}
