"""The type of a file by its first bytes. Names and declared types are never believed.

Sources: PNG 3rd ed. §5.2; ITU T.81 B.2.1 (JPEG); RFC 9649 (WebP); GIF89a §17; ISO 23008-12 and AVIF 1.1 (brands).
"""

from typing import Final

from aquatint.imaging.errors import NotAnImage, UnsupportedType

PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
WEBP: Final = "image/webp"
GIF: Final = "image/gif"
AVIF: Final = "image/avif"
SVG: Final = "image/svg+xml"
"""Delivered by some models after `svg.sanitise`, never taken in from people, never shown inline as it is."""

SUFFIXES: Final = {PNG: "png", JPEG: "jpg", WEBP: "webp", GIF: "gif", AVIF: "avif"}
"""The types that are taken, and how their files are called."""

ALL_SUFFIXES: Final = {**SUFFIXES, SVG: "svg"}
"""The types that may lie in the store."""

HEAD: Final = 64
"""The number of first bytes that `media_type` wants to see."""

_STARTS: Final = ((b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG), (b"GIF87a", GIF), (b"GIF89a", GIF))
_OTHERS: Final = (
    (b"BM", "BMP"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"%PDF", "PDF"),
    (b"\0\0\x01\0", "ICO"),
    (b"8BPS", "Photoshop"),
    (b"\xff\x0a", "JPEG XL"),
    (b"\0\0\0\x0cJXL ", "JPEG XL"),
    (b"<svg", "SVG"),
    (b"<?xml", "SVG or other XML"),
)
_BRANDS: Final = {b"heic": "HEIC", b"heix": "HEIC", b"hevc": "HEIC", b"mif1": "HEIF", b"isom": "MP4", b"mp42": "MP4"}


def media_type(head: bytes) -> str:
    """Return the media type of a file that begins with `head` (`HEAD` bytes or the whole file).

    Raises `UnsupportedType` for types that we know and do not take, `NotAnImage` for everything else.
    """
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp":
        return _of_brands(head)
    for start, name in _OTHERS:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(start):
            raise UnsupportedType(f"This is a {name} file. PNG, JPEG, WebP, GIF and AVIF are taken.")
    raise NotAnImage("This file is not a picture, whatever its name says. PNG, JPEG, WebP, GIF and AVIF are taken.")


def _of_brands(head: bytes) -> str:
    size = min(int.from_bytes(head[:4]), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, size - 3, 4))]
    if b"avif" in brands or b"avis" in brands:
        return AVIF
    name = next((_BRANDS[brand] for brand in brands if brand in _BRANDS), "video or container")
    raise UnsupportedType(f"This is a {name} file. PNG, JPEG, WebP, GIF and AVIF are taken.")
