"""A fingerprint of what a picture shows: PDQ, 256 bits, always of a copy of 512 pixels.

Source: Facebook, "The TMK+PDQF Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm" (2019): pictures whose
fingerprints differ in at most 31 bits are taken for the same.
"""

from pathlib import Path
from typing import Final

import numpy as np
from PIL import Image

from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import opened

BITS: Final = 256
SAME: Final = 31
"""The most bits in which two fingerprints of the same picture differ. Cropping and mirroring change more."""
_EDGE: Final = 512
_LEAST_QUALITY: Final = 50


def fingerprint(path: Path) -> bytes | None:
    """Return 32 bytes, or None for a picture that shows too little to be told from others, such as a plain surface.

    Costs a decode and about 4 ms. Raises a member of `Unreadable`.
    """
    import pdqhash  # noqa: PLC0415

    with opened(path, inspect(path)) as picture:
        picture.draft("RGB", (_EDGE, _EDGE))
        ground = Image.new("RGBA", picture.size, "white")
        flat = Image.alpha_composite(ground, picture.convert("RGBA")) if picture.has_transparency_data else picture
        small = flat.convert("RGB").resize(_fitted(picture.size), Image.Resampling.BOX, reducing_gap=2.0)
    bits, quality = pdqhash.compute(np.asarray(small))
    return np.packbits(bits).tobytes() if quality >= _LEAST_QUALITY else None


def distance(one: bytes, other: bytes) -> int:
    """Return the number of bits in which two fingerprints differ."""
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def _fitted(size: tuple[int, int]) -> tuple[int, int]:
    longer = max(size)
    return max(1, round(size[0] * _EDGE / longer)), max(1, round(size[1] * _EDGE / longer))
