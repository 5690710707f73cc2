"""Pictures drawn by code, labelled as the emulator's: of the exact size, format and background that were asked for."""

import colorsys
import io
import random
import struct
import zlib
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from aquatint.emulator.signing import signed

SEEDS = 8
"""How many different pictures there are of each kind; more would only make the cache colder."""

_COARSE = 96
_CHUNK = b"aqPd"  # ancillary, private, safe to copy: readers pass over it (PNG specification, section 5.4)


@dataclass(frozen=True, slots=True)
class Look:
    """What decides the bytes of a picture. `stage` 0 is finished, 1 to 3 are coarse states, the coarsest first."""

    width: int
    height: int
    output_format: str = "png"
    transparent: bool = False
    seed: int = 0
    compression: int = 90
    stage: int = 0
    least_bytes: int = 0
    drift: str = "mild"
    """How far an edit's untouched parts come back changed."""
    signed: bool = False
    """Whether a finished picture carries content credentials."""


def picture(look: Look) -> bytes:
    """Return the encoded picture."""
    image = _drawn(look)
    return encoded(_coarsened(image, look.stage) if look.stage else image, look)


def encoded(image: Image.Image, look: Look) -> bytes:
    """Return `image` in the format of `look`, padded to its `least_bytes`."""
    buffer = io.BytesIO()
    if look.output_format == "jpeg":
        image.convert("RGB").save(buffer, "JPEG", quality=max(1, look.compression))
    elif look.output_format == "webp":
        image.save(buffer, "WEBP", quality=look.compression, method=0)
    else:
        image.save(buffer, "PNG", compress_level=1)
    data = padded(buffer.getvalue(), look.least_bytes, look.seed)
    return signed(data) if look.signed and not look.stage else data


def padded(data: bytes, least: int, seed: int = 0) -> bytes:
    """Return a PNG, JPEG or WebP of at least about `least` bytes that shows the same, by noise in an ignored part."""
    missing = least - len(data)
    if missing <= 0:
        return data
    noise = random.Random(seed).randbytes(missing)  # noqa: S311 -- ballast, not a secret
    if data.startswith(b"\xff\xd8"):
        segments = (noise[start : start + 65_000] for start in range(0, missing, 65_000))
        comments = b"".join(b"\xff\xfe" + struct.pack(">H", len(segment) + 2) + segment for segment in segments)
        return data[:2] + comments + data[2:]
    if data.startswith(b"RIFF"):
        body = data[8:] + _CHUNK + struct.pack("<I", missing) + noise + b"\0" * (missing % 2)
        return b"RIFF" + struct.pack("<I", len(body)) + body
    end = data.rindex(b"IEND") - 4
    chunk = struct.pack(">I", missing) + _CHUNK + noise + struct.pack(">I", zlib.crc32(_CHUNK + noise))
    return data[:end] + chunk + data[end:]


def label(image: Image.Image, text: str) -> None:
    """Write `text` on a bar at the foot of `image`."""
    height = max(14, image.height // 22)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, image.height - 2 * height, image.width, image.height), fill=(16, 20, 28, 255))
    draw.text(
        (height // 2, image.height - 1.6 * height), text, fill=(240, 240, 240, 255), font=ImageFont.load_default(height)
    )


def _drawn(look: Look) -> Image.Image:
    size = (look.width, look.height)
    image = _background(look).resize(size, Image.Resampling.BICUBIC)
    if look.transparent:
        image = image.convert("RGBA")
        image.putalpha(_disc(size))
    label(image, f"EMULATOR  {look.width}x{look.height}  {look.output_format}  {look.seed}")
    return image


def _background(look: Look) -> Image.Image:
    """Return a small picture of a sky with hills, in colours that the seed chooses."""
    y, x = np.mgrid[0:1:512j, 0:1:512j].astype(np.float32)
    sky = np.stack([np.interp(y, [0, 1], pair) for pair in zip(*_colours(look.seed), strict=True)], axis=-1)
    for depth in (0.55, 0.7, 0.85):
        hill = depth + 0.08 * np.sin((3 + look.seed % 3) * np.pi * x + 9 * depth + look.seed)
        sky[y > hill] *= 0.78
    return Image.fromarray((sky * 255).astype(np.uint8), "RGB")


def _colours(seed: int) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    hue = (seed * 0.381966) % 1.0
    return colorsys.hsv_to_rgb(hue, 0.55, 0.85), colorsys.hsv_to_rgb((hue + 0.12) % 1.0, 0.35, 0.98)


def _disc(size: tuple[int, int]) -> Image.Image:
    mask = Image.new("L", size)
    width, height = size
    ImageDraw.Draw(mask).ellipse((width * 0.15, height * 0.1, width * 0.85, height * 0.9), fill=255)
    return mask


def _coarsened(image: Image.Image, stage: int) -> Image.Image:
    small = (max(2, image.width * stage // _COARSE), max(2, image.height * stage // _COARSE))
    return image.resize(small, Image.Resampling.BOX).resize(image.size, Image.Resampling.BILINEAR)
