"""The one door to libvips: one thread for each job, no cache; callers bring their own threads and their own bounds."""

from pathlib import Path
from typing import Final

import pyvips
from PIL import Image

from aquatint.imaging.errors import NotAnImage

pyvips.concurrency_set(1)
pyvips.cache_set_max(0)

_PNG_LEVEL: Final = 6
_BANDS: Final = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}


def write_upright(path: Path, target: Path, orientation: int) -> None:
    """Write a PNG or WebP file as a PNG, turned as EXIF `orientation` (1 to 8) says. Depth and profile stay."""
    try:
        picture = pyvips.Image.new_from_file(str(path), fail_on="error").copy()
        picture.set_type(pyvips.GValue.gint_type, "orientation", orientation)
        encoded = picture.autorot().pngsave_buffer(compression=_PNG_LEVEL, keep="icc")
    except pyvips.Error as error:
        raise _damaged() from error
    target.write_bytes(encoded)


def write_png(picture: Image.Image, target: Path) -> None:
    """Write 8-bit pixels as a PNG with their colour profile and nothing else."""
    if picture.mode not in _BANDS.values():
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    size = len(picture.getbands())
    encoded = pyvips.Image.new_from_memory(picture.tobytes(), picture.width, picture.height, size, "uchar")
    encoded = encoded.copy(interpretation="srgb" if size > 2 else "b-w")  # noqa: PLR2004 -- grey, grey with alpha
    if profile := picture.info.get("icc_profile"):
        encoded.set_type(pyvips.GValue.blob_type, "icc-profile-data", profile)
    target.write_bytes(encoded.pngsave_buffer(compression=_PNG_LEVEL, keep="icc"))


def shrunk(path: Path, edge: int) -> Image.Image:
    """Return a PNG or WebP file with its longer side at most `edge` pixels, 8 bits deep, its profile in `info`."""
    try:
        small = pyvips.Image.thumbnail(str(path), edge, height=edge, size="down", fail_on="error", no_rotate=True)
        if small.interpretation not in {"srgb", "b-w"}:
            small = small.colourspace("b-w" if small.interpretation == "grey16" else "srgb")
        pixels = small.cast("uchar").write_to_memory()
        profile = small.get("icc-profile-data") if "icc-profile-data" in small.get_fields() else None
    except pyvips.Error as error:
        raise _damaged() from error
    picture = Image.frombytes(_BANDS[small.bands], (small.width, small.height), bytes(pixels))
    if profile:
        picture.info["icc_profile"] = profile
    return picture


def _damaged() -> NotAnImage:
    return NotAnImage("This picture is damaged: it cannot be opened.")
