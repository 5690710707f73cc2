"""Proving that a delivered file opens: the check before anybody is charged for it."""

import mmap
from pathlib import Path

from aquatint.imaging import png, sniff
from aquatint.imaging.facts import Facts
from aquatint.imaging.parts import parts


def verify(path: Path, facts: Facts, *, thorough: bool = True) -> None:
    """Raise a member of `Unreadable` unless the file opens fully as what `facts` (from `inspect`) declare.

    A still PNG is proven without decoding pixels, in half a megabyte of memory. Other types are read to their end
    marker and then decoded; the caller puts that behind a pixel budget. Without `thorough` it is ten times cheaper:
    structure, end marker and, for PNG, every checksum and the first pixels; of AVIF, nothing.
    """
    if facts.media_type == sniff.PNG:
        png.verify(path, inflate=thorough)
        if facts.frames == 1:
            return
    elif facts.media_type != sniff.AVIF:
        _reaches_its_end(path, facts.media_type)
    if thorough:
        from aquatint.imaging.opening import decode  # noqa: PLC0415 -- a still PNG needs no Pillow

        decode(path, facts)


def _reaches_its_end(path: Path, media_type: str) -> None:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        parts(data, media_type)
