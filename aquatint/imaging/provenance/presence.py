"""Whether a file carries credentials: a walk over the heads of its chunks, without reading what is in them.

Sources: C2PA 2.2 annex A (`caBX` in PNG, APP11 in JPEG, `C2PA` in WebP, a `uuid` box in AVIF, an application
extension in GIF).
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import BinaryIO, Final

from aquatint.imaging import sniff
from aquatint.imaging.errors import Unreadable

_MOST: Final = 4096
"""The most chunks that are looked at."""
_BOX: Final = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
_HEAD: Final = 8
_EXTENSION: Final = b"\x21\xff\x0bC2PA_GIF\x01\x00\x00"


def has_credentials(path: Path) -> bool:
    """Return whether a PNG, JPEG, WebP, AVIF or GIF file holds a C2PA manifest, valid or not. Never raises for content.

    Takes some tens of microseconds: chunks are passed over, not read. A GIF is read through.
    """
    with path.open("rb") as file:
        try:
            kind = sniff.media_type(file.read(sniff.HEAD))
        except Unreadable:
            return False
        return _WALKS[kind](file)


def _png(file: BinaryIO) -> bool:
    file.seek(8)
    for _ in range(_MOST):
        head = file.read(_HEAD)
        if len(head) < _HEAD or head[4:] == b"IEND":
            return False
        if head[4:] == b"caBX":
            return True
        file.seek(int.from_bytes(head[:4]) + 4, os.SEEK_CUR)
    return False


def _jpeg(file: BinaryIO) -> bool:
    """Look at the segments before the coded data: a manifest stands there."""
    file.seek(2)
    for _ in range(_MOST):
        head = file.read(6)
        if len(head) < 4 or head[0] != 0xFF or head[1] in {0xD9, 0xDA}:  # noqa: PLR2004 -- ITU T.81 B.1.1.3
            return False
        if head[1] == 0xEB and head[4:] == b"JP":  # noqa: PLR2004 -- APP11, JUMBF (ISO 19566-5)
            return True
        file.seek(int.from_bytes(head[2:4]) + 2 - len(head), os.SEEK_CUR)
    return False


def _webp(file: BinaryIO) -> bool:
    file.seek(12)
    for _ in range(_MOST):
        head = file.read(_HEAD)
        if len(head) < _HEAD:
            return False
        if head[:4] == b"C2PA":
            return True
        size = int.from_bytes(head[4:], "little")
        file.seek(size + (size & 1), os.SEEK_CUR)
    return False


def _avif(file: BinaryIO) -> bool:
    file.seek(0)
    for _ in range(_MOST):
        head = file.read(_HEAD)
        if len(head) < _HEAD:
            return False
        size, used = int.from_bytes(head[:4]), _HEAD
        if size == 1:  # ISO 14496-12 §4.2: the size follows in eight bytes
            size, used = int.from_bytes(file.read(8)), used + 8
        if head[4:] == b"uuid":
            if file.read(16) == _BOX:
                return True
            used += 16
        if size < used:
            return False
        file.seek(size - used, os.SEEK_CUR)
    return False


def _gif(file: BinaryIO) -> bool:
    file.seek(0)
    return _EXTENSION[:11] in file.read()


_WALKS: Final[Mapping[str, Callable[[BinaryIO], bool]]] = {
    sniff.PNG: _png,
    sniff.JPEG: _jpeg,
    sniff.WEBP: _webp,
    sniff.AVIF: _avif,
    sniff.GIF: _gif,
}
