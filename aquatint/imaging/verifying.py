"""Proving that a delivered file opens: the check before anybody is charged for it."""

import warnings
from pathlib import Path
from typing import Final

from PIL import Image, ImageSequence

from aquatint.imaging import png, sniff
from aquatint.imaging.errors import NotAnImage, Truncated
from aquatint.imaging.facts import Facts

_TAIL: Final = 64 * 1024
_FORMATS: Final = {sniff.PNG: "PNG", sniff.JPEG: "JPEG", sniff.WEBP: "WEBP", sniff.GIF: "GIF", sniff.AVIF: "AVIF"}


def verify(path: Path, facts: Facts, *, thorough: bool = True) -> None:
    """Raise a member of `Unreadable` unless the file opens fully as what `facts` (from `inspect`) declare.

    A still PNG is proven without decoding pixels, in half a megabyte of memory. Other types are read to their end
    marker and then decoded; the caller puts that behind a pixel budget. Without `thorough` nothing is inflated or
    decoded: structure, end marker and, for PNG, every checksum.
    """
    if facts.media_type == sniff.PNG:
        png.verify(path, inflate=thorough)
        if facts.frames == 1:
            return
    else:
        _reaches_its_end(path, facts.media_type)
    if thorough:
        decode(path, facts)


def decode(path: Path, facts: Facts) -> None:
    """Decode every frame, one at a time, and throw it away; raise `NotAnImage` if that fails or the size differs."""
    try:
        with warnings.catch_warnings(), Image.open(path, formats=(_FORMATS[facts.media_type],)) as picture:
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # `facts` kept the limits already
            if picture.size != (facts.width, facts.height):
                raise NotAnImage("This picture is damaged: its parts disagree about its size.")
            for frame in ImageSequence.Iterator(picture):
                frame.load()
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, Image.DecompressionBombError) as error:
        if isinstance(error, NotAnImage):
            raise
        raise NotAnImage(f"This {_FORMATS[facts.media_type]} is damaged: it cannot be opened.") from error


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
