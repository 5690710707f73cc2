"""Pictures with something in them, so that an answer can be laid over its source."""

import io
import random
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFilter

from aquatint import imaging
from aquatint.accounts.models import Person
from aquatint.media import actions as media
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.providers.types import Size, Source

EDGE = 512
BOX = (160, 160, 360, 340)
"""What the mark covers: left, top, right, bottom."""


@cache
def scene(seed: int = 1, edge: int = EDGE) -> bytes:
    """Return a PNG of shapes, shades and grain."""
    chance = random.Random(seed)  # noqa: S311 -- a drawing
    picture = Pillow.linear_gradient("L").resize((edge, edge)).convert("RGB")
    pen = ImageDraw.Draw(picture)
    for _ in range(60):
        x, y, size = chance.randrange(edge), chance.randrange(edge), chance.randrange(12, edge // 5)
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        draw = chance.choice([pen.ellipse, pen.rectangle])
        draw((x - size, y - size // 2, x + size, y + size), fill=colour)
    grain = np.random.default_rng(seed).normal(0, 4, (edge, edge, 3))
    pixels = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), np.float32) + grain
    return encoded(np.clip(pixels, 0, 255).astype(np.uint8))


@cache
def mark(edge: int = EDGE, box: tuple[int, int, int, int] = BOX) -> bytes:
    """Return a mask: white may change."""
    picture = Pillow.new("L", (edge, edge))
    picture.paste(255, box)
    return _png(picture)


def encoded(pixels: NDArray[np.uint8]) -> bytes:
    return _png(Pillow.fromarray(pixels))


def _png(picture: Pillow.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def pixels_of(image: Image) -> NDArray[np.uint8]:
    """Return the stored pixels of a picture as RGB."""
    with Pillow.open(storage.path_of(image.sha256)) as opened:
        return np.asarray(opened.convert("RGB"))


def outside() -> NDArray[np.bool_]:
    """Return which pixels lie outside the mark."""
    away = np.ones((EDGE, EDGE), bool)
    away[BOX[1] : BOX[3], BOX[0] : BOX[2]] = False
    return away


def owned(person: Person, data: bytes, origin: str = "upload") -> Image:
    """Return a picture that this person has."""
    path = storage.temporary_file(".png")
    path.write_bytes(data)
    facts = imaging.inspect(path)
    return media.record(owner=person.id, origin=origin, pictures=[(storage.keep(path), facts)])[0]


def source_of(image: Image) -> Source:
    """Return a picture as an input."""
    return Source(Path(storage.path_of(image.sha256)), image.media_type, Size(image.width, image.height))
