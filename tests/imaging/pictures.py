"""Files for the tests of pictures, good and hostile, built here byte by byte or by an encoder."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAKES: dict[str, dict[str, Any]] = {
    "png": {},
    "jpeg": {"quality": 90},
    "webp": {"lossless": True},
    "gif": {},
    "avif": {"quality": 80},
}


def picture(width: int = 96, height: int = 64, mode: str = "RGB") -> Image.Image:
    """Return a picture with a red corner at the top left, so that turning it shows."""
    columns, rows = np.meshgrid(np.linspace(0, 255, width), np.linspace(0, 255, height))
    pixels = np.stack([columns, rows, (columns + rows) / 2], axis=-1).astype("uint8")
    pixels[: height // 4, : width // 4] = (255, 0, 0)
    return Image.fromarray(pixels).convert(mode)


def encoded(kind: str, image: Image.Image | None = None, **options: Any) -> bytes:
    """Return a picture as a file of one of our types."""
    out = BytesIO()
    (image or picture()).save(out, kind, **{**MAKES[kind], **options})
    return out.getvalue()


def animation(kind: str, frames: int, size: tuple[int, int] = (32, 32)) -> bytes:
    """Return an animation whose frames all differ."""
    pages = [Image.new("RGB", size, (index * 7 % 256, index * 13 % 256, 90)) for index in range(frames)]
    out = BytesIO()
    pages[0].save(out, kind, save_all=True, append_images=pages[1:], duration=40)
    return out.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """Return one PNG chunk."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, pixels: bytes, *, header: tuple[int, ...] = (8, 2, 0, 0, 0)) -> bytes:
    """Return a PNG with any header around any uncompressed data."""
    ihdr = struct.pack(">II5B", width, height, *header)
    return SIGNATURE + chunk(b"IHDR", ihdr) + chunk(b"IDAT", zlib.compress(pixels)) + chunk(b"IEND", b"")


def exif(orientation: int = 1) -> bytes:
    """Return EXIF data with a camera's name, a place on earth and an orientation."""
    data = Image.Exif()
    data[0x010F] = "SecretCamera"
    data[0x0112] = orientation
    data.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return data.tobytes()


def pixels_of(path: Path) -> NDArray[Any]:
    """Return a file's pixels as RGBA."""
    with Image.open(path) as image:
        return np.asarray(image.convert("RGBA"))
