"""Proving that a delivered file opens: the check before anybody is charged for it."""

from pathlib import Path
from typing import Final

from aquatint.imaging import png, sniff
from aquatint.imaging.errors import Truncated
from aquatint.imaging.facts import Facts

_TAIL: Final = 64 * 1024


def verify(path: Path, facts: Facts, *, thorough: bool = True) -> None:
    """Raise a member of `Unreadable` unless the file opens fully as what `facts` (from `inspect`) declare.

    A still PNG is proven without decoding pixels, in half a megabyte of memory. Other types are read to their end
    marker and then decoded; the caller puts that behind a pixel budget. Without `thorough` it is five times cheaper:
    structure, end marker and, for PNG, every checksum and the first pixels.
    """
    if facts.media_type == sniff.PNG:
        png.verify(path, inflate=thorough)
        if facts.frames == 1:
            return
    else:
        _reaches_its_end(path, facts.media_type)
    if thorough:
        from aquatint.imaging.opening import decode  # noqa: PLC0415 -- a still PNG needs no Pillow

        decode(path, facts)


def _reaches_its_end(path: Path, media_type: str) -> None:
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(0)
        head = file.read(12)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
    whole = {
        sniff.JPEG: b"\xff\xd9" in tail,
        sniff.WEBP: int.from_bytes(head[4:8], "little") + 8 <= size,
        sniff.GIF: b"\x3b" in tail,
    }.get(media_type, True)
    if not whole:
        raise Truncated("This picture is cut off: the file ends before the picture does.")
