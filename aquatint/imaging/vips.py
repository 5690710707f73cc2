"""The one door to libvips: one thread for each job, no cache; callers bring their own threads and their own bounds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

from aquatint.imaging import sniff
from aquatint.imaging.errors import NotAnImage
from aquatint.imaging.facts import Facts

pyvips.concurrency_set(1)
pyvips.cache_set_max(0)

_PNG_LEVEL: Final = 6
_BANDS: Final = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}
_LOADERS: Final = {
    sniff.PNG: "pngload",
    sniff.JPEG: "jpegload",
    sniff.WEBP: "webpload",
    sniff.GIF: "gifload",
    sniff.AVIF: "heifload",
}


def write_upright(path: Path, target: Path, orientation: int) -> None:
    """Write a PNG or WebP file as a PNG, turned as EXIF `orientation` (1 to 8) says. Depth and profile stay."""
    with guarded():
        picture = pyvips.Image.new_from_file(str(path), fail_on="error").copy()
        picture.set_type(pyvips.GValue.gint_type, "orientation", orientation)
        upright = picture.autorot().copy_memory()
    target.write_bytes(_encoded(upright))


def write_png(picture: Image.Image, target: Path) -> None:
    """Write 8-bit pixels as a PNG with their colour profile and nothing else."""
    if picture.mode not in _BANDS.values():
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    size = len(picture.getbands())
    encoded = pyvips.Image.new_from_memory(picture.tobytes(), picture.width, picture.height, size, "uchar")
    encoded = encoded.copy(interpretation="srgb" if size > 2 else "b-w")  # noqa: PLR2004 -- grey, grey with alpha
    if profile := picture.info.get("icc_profile"):
        encoded.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    target.write_bytes(_encoded(encoded))


def write_array(pixels: NDArray[Any], target: Path, *, profile: bytes | None = None) -> None:
    """Write rows, columns and 1 to 4 channels of 8 or 16 bits as a PNG with their profile and nothing else."""
    height, width = pixels.shape[:2]
    channels = pixels.shape[2] if pixels.ndim > 2 else 1  # noqa: PLR2004
    deep = pixels.dtype == np.uint16
    picture = pyvips.Image.new_from_memory(
        np.ascontiguousarray(pixels).data, width, height, channels, "ushort" if deep else "uchar"
    )
    names = ("grey16", "rgb16") if deep else ("b-w", "srgb")
    picture = picture.copy(interpretation=names[channels > 2])  # noqa: PLR2004
    if profile:
        picture.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    target.write_bytes(_encoded(picture))


def _encoded(picture: pyvips.Image) -> bytes:
    """Return pixels that are decoded already as a PNG; without their profile, if that is no profile for them."""
    try:
        with guarded():
            return bytes(picture.pngsave_buffer(compression=_PNG_LEVEL, keep="icc"))
    except NotAnImage:
        with guarded():
            return bytes(picture.pngsave_buffer(compression=_PNG_LEVEL, keep="none"))


def read_array(path: Path, facts: Facts) -> tuple[NDArray[Any], bytes | None]:
    """Return the first frame (rows, columns, 1 to 4 channels, 8 or 16 bits) and its profile. Raises `NotAnImage`.

    Pixels of another kind (CMYK, palettes) become 8-bit sRGB; their own profile does not come along.
    """
    with guarded():
        picture = _opened(path, facts)
        profile = _profile(picture)
        if picture.interpretation not in {"srgb", "b-w", "rgb16", "grey16"}:
            picture, profile = picture.colourspace("srgb"), None
        if picture.format not in {"uchar", "ushort"}:
            picture = picture.cast("uchar")
        pixels = np.frombuffer(picture.write_to_memory(), np.uint16 if picture.format == "ushort" else np.uint8)
    return pixels.reshape(picture.height, picture.width, picture.bands), profile


def shrunk(path: Path, edge: int) -> Image.Image:
    """Return a PNG or WebP file with its longer side at most `edge` pixels, 8 bits deep, its profile in `info`."""
    with guarded():
        small = pyvips.Image.thumbnail(str(path), edge, height=edge, size="down", fail_on="error", no_rotate=True)
        if small.interpretation not in {"srgb", "b-w"}:
            small = small.colourspace("b-w" if small.interpretation == "grey16" else "srgb")
        pixels = small.cast("uchar").write_to_memory()
        profile = _profile(small)
    picture = Image.frombytes(_BANDS[small.bands], (small.width, small.height), bytes(pixels))
    if profile:
        picture.info["icc_profile"] = profile
    return picture


def averaged(path: Path, facts: Facts, edge: int) -> NDArray[np.uint8]:
    """Return the first frame as RGBA averaged over squares so that its longer side is about `edge` at most.

    The squares are at least 4 pixels wide, so that the marks of a lossy coder are averaged away; a picture of less than
    256 pixels becomes smaller than `edge`, and one of less than 64 is averaged less.

    The plain mean (a box filter) is the same for every format, so that what it gives can be compared.
    """
    with guarded():
        picture = _opened(path, facts)
        longer = max(picture.width, picture.height)
        factor = max(1, longer // edge, min(4, longer // 16))
        small = picture.shrink(min(factor, picture.width), min(factor, picture.height))
        has_alpha = picture.hasalpha()
        small = small.colourspace("srgb").cast("uchar")
        small = small if has_alpha else small.bandjoin(255)
        pixels = np.frombuffer(small.write_to_memory(), np.uint8)
    return pixels.reshape(small.height, small.width, small.bands)


def alpha_histogram(path: Path, facts: Facts) -> NDArray[np.uint32]:
    """Return how many pixels of the first frame have each alpha from 0 to 255. Without alpha all are opaque."""
    with guarded():
        picture = _opened(path, facts)
        if not picture.hasalpha():
            counts = np.zeros(256, np.uint32)
            counts[255] = picture.width * picture.height
            return counts
        alpha = picture[picture.bands - 1]
        alpha = (alpha >> 8) if alpha.format == "ushort" else alpha
        found = np.frombuffer(alpha.cast("uchar").hist_find().write_to_memory(), np.uint32)
    return np.pad(found, (0, 256 - len(found)))


def _opened(path: Path, facts: Facts) -> pyvips.Image:
    """Open by the type that was found out, never by libvips' own guess; rows are decoded as they are needed."""
    load = getattr(pyvips.Image, _LOADERS[facts.media_type])
    picture = load(str(path), access="sequential", fail_on="error")
    if (picture.width, picture.height) != (facts.width, facts.height):
        raise NotAnImage("This picture is damaged: its parts disagree about its size.")
    return picture


def _profile(picture: pyvips.Image) -> bytes | None:
    return picture.get("icc-profile-data") if "icc-profile-data" in picture.get_fields() else None


@contextmanager
def guarded() -> Iterator[None]:
    """Tell every failure of libvips as `NotAnImage`.

    libvips keeps its message until somebody has read it, and pyvips reads it as UTF-8. A message that quotes a hostile
    file may be none; unless it is thrown away here, it is found again at the failure of the next, innocent picture.
    """
    try:
        yield
    except (pyvips.Error, UnicodeDecodeError) as error:
        _forget_message()
        raise NotAnImage("This picture is damaged: it cannot be opened.") from error


def _forget_message() -> None:
    pyvips.vips_lib.vips_error_clear()
