"""Pictures as levels: decoded at their own depth, written as PNG again without losing one."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any, Final

import numpy as np
import pyvips
from numpy.typing import NDArray

from aquatint.imaging.facts import DELIVERED, Limits
from aquatint.imaging.headers import inspect
from aquatint.imaging.vips import guarded

pyvips.concurrency_set(1)
pyvips.cache_set_max(0)

type Levels = NDArray[Any]
"""Unsigned, 8 or 16 bit: (height, width, bands)."""

_PROFILE: Final = "icc-profile-data"
_COLOURS: Final = 3  # bands from which on a picture is no longer grey
_DEEP: Final = {"rgb16", "grey16"}
_EFFORT: Final = 2  # zlib level: with the filter below as small as level 6 for grainy pictures, and a third faster


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded picture: `pixels` (height, width, 1 to 4 bands; grey or RGB, alpha last), 8 or 16 bit; its profile."""

    pixels: Levels
    profile: bytes | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Return width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]

    @property
    def bands(self) -> int:
        """Return the number of bands, 1 to 4."""
        return int(self.pixels.shape[2])

    @property
    def coloured(self) -> bool:
        """Return whether it is RGB, not grey."""
        return self.bands >= _COLOURS

    @property
    def alpha(self) -> bool:
        """Return whether the last band is alpha."""
        return self.bands in {2, 4}

    @property
    def top(self) -> int:
        """Return the highest level: 255 or 65535."""
        deep: bool = self.pixels.dtype.itemsize > 1
        return 65535 if deep else 255


def read(path: Path, limits: Limits = DELIVERED, *, like: "Picture | None" = None) -> Picture:
    """Decode the first frame of a file, upright. Raises a member of `Unreadable`.

    CMYK and palettes become RGB, one bit becomes eight. With `like` colours are converted into that picture's profile.
    """
    inspect(path, limits)
    with guarded():
        image = pyvips.Image.new_from_file(str(path), fail_on="error").autorot()
        image = _in_profile(_plain(image), like)
        levels = image.numpy()
        found = image.get(_PROFILE) if _PROFILE in image.get_fields() else None
    if levels.ndim == 2:  # noqa: PLR2004 -- height and width alone
        levels = levels[..., None]
    return Picture(levels, bytes(found) if found else None)


def _plain(image: pyvips.Image) -> pyvips.Image:
    """Return grey or RGB, 8 or 16 bit, with or without alpha."""
    deep = image.interpretation in _DEEP or image.format == "ushort"
    grey = image.bands < _COLOURS
    wanted = ("grey16" if grey else "rgb16") if deep else ("b-w" if grey else "srgb")
    if image.interpretation == "cmyk" and _PROFILE in image.get_fields():
        image = image.icc_transform("srgb")
    if image.interpretation != wanted and not (grey and image.interpretation == "multiband"):
        image = image.colourspace(wanted)
    return image.cast("ushort" if deep else "uchar")


def _in_profile(image: pyvips.Image, like: "Picture | None") -> pyvips.Image:
    """Convert between RGB profiles; a picture without one is sRGB."""
    if like is None or image.bands < _COLOURS or like.bands < _COLOURS:
        return image
    own = bytes(image.get(_PROFILE)) if _PROFILE in image.get_fields() else None
    if own == like.profile:
        return image
    depth = 16 if image.format == "ushort" else 8
    options = {"input_profile": "srgb"} if own is None else {"embedded": True}
    if like.profile is None:
        return image.icc_transform("srgb", depth=depth, **options)
    with NamedTemporaryFile(suffix=".icc") as file:  # libvips takes profiles by name only
        file.write(like.profile)
        file.flush()
        return image.icc_transform(file.name, depth=depth, **options).copy_memory()


def write(picture: Picture, path: Path, *, effort: int = _EFFORT) -> None:
    """Write a PNG of the picture's own depth with its profile."""
    deep = picture.pixels.dtype == np.uint16
    height, width, bands = picture.pixels.shape
    data = np.ascontiguousarray(picture.pixels)
    image = pyvips.Image.new_from_memory(data.data, width, height, bands, "ushort" if deep else "uchar")
    names = ("grey16", "rgb16") if deep else ("b-w", "srgb")
    image = image.copy(interpretation=names[bands >= _COLOURS])
    if picture.profile:
        image.set_type(pyvips.GValue.blob_type, _PROFILE, picture.profile)
    image.pngsave(str(path), compression=effort, filter="up", keep="icc")


def rgb(picture: Picture, *, flat: bool = True) -> NDArray[np.uint8]:
    """Return the picture as 8-bit RGB (height, width, 3); `flat`: what is transparent lies on mid grey."""
    levels = picture.pixels
    if levels.dtype == np.uint16:
        levels = (levels >> 8).astype(np.uint8)
    colours = levels[..., : 3 if picture.bands >= _COLOURS else 1]
    if picture.alpha and flat:
        cover = levels[..., -1:].astype(np.uint16)
        colours = ((colours * cover + 128 * (255 - cover) + 127) // 255).astype(np.uint8)
    return np.ascontiguousarray(np.broadcast_to(colours, (*levels.shape[:2], 3)))
