"""The picture as the readers want it: eight bits, upright, opaque, not larger than helps; and straight lines of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from aquatint.imaging import headers, opening, sniff, vips
from aquatint.imaging.reading.geometry import Quad, grown, scaled, size_of

type Pixels = NDArray[np.uint8]
"""Height × width × 3, RGB."""

SEEN: Final = 1280
"""The longer side on which lines are found: larger is slower and worse (measured)."""
_KEPT: Final = 2560
"""The longer side from which lines are cut: small lines gain from more pixels."""
_UPRIGHT: Final = {1, None}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to read. `width` and `height` are the file's own; `pixels` are `scale` times as large."""

    width: int
    height: int
    pixels: Pixels
    scale: float


def load(path: Path) -> Picture:
    """Open a picture safely for reading. Raises a member of `Unreadable`."""
    facts = headers.inspect(path)
    if facts.media_type in {sniff.PNG, sniff.WEBP} and facts.frames == 1:
        picture = vips.shrunk(path, _KEPT)
        return _picture(picture, facts.width, facts.height)
    with opening.opened(path, facts) as file:
        file.draft("RGB", (_KEPT, _KEPT))
        upright = ImageOps.exif_transpose(file)
        turned = file.getexif().get(0x0112, 1) > 4  # noqa: PLR2004 -- EXIF 2.32 §4.6.4: 5 to 8 lie on their side
        width, height = (facts.height, facts.width) if turned else (facts.width, facts.height)
        if max(upright.size) > _KEPT:
            upright.thumbnail((_KEPT, _KEPT), Image.Resampling.LANCZOS)
        return _picture(upright, width, height)


def _picture(picture: Image.Image, width: int, height: int) -> Picture:
    pixels = np.asarray(_opaque(picture), dtype=np.uint8)
    return Picture(width, height, pixels, pixels.shape[1] / width)


def _opaque(picture: Image.Image) -> Image.Image:
    """Lay a transparent picture over black or white, whichever is further from what is in it."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    grey = np.asarray(layer.convert("L"))[np.asarray(layer.getchannel("A")) > 0]
    shade = 255 if grey.size and grey.mean() < 128 else 0  # noqa: PLR2004 -- the middle of eight bits
    ground = Image.new("RGBA", layer.size, (shade, shade, shade, 255))
    return Image.alpha_composite(ground, layer).convert("RGB")


def shrunk(picture: Picture, edge: int = SEEN) -> tuple[Pixels, float]:
    """Return the pixels with the longer side at most `edge`, and their scale to the file."""
    import cv2  # noqa: PLC0415 -- only who reads pays for it

    height, width = picture.pixels.shape[:2]
    factor = edge / max(width, height)
    if factor >= 1:
        return picture.pixels, picture.scale
    small = cv2.resize(picture.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8), picture.scale * factor


def straightened(picture: Picture, quad: Quad, height: int, *, pad: tuple[float, float] = (0.0, 0.0)) -> Pixels:
    """Cut a line out along its quadrilateral, `height` pixels high. `pad` grows it, in parts of its own height."""
    tall = size_of(quad)[1]
    wide, tall = size_of(wider := grown(quad, pad[0] * tall, pad[1] * tall))
    width = int(np.clip(round(height * wide / max(tall, 1.0)), 8, 4000))
    return warped(picture.pixels, scaled(wider, picture.scale), width, height)


def warped(pixels: Pixels, quad: Quad, width: int, height: int) -> Pixels:
    """Return what stands in a quadrilateral as an upright rectangle."""
    import cv2  # noqa: PLC0415 -- only who reads pays for it

    tall = size_of(quad)[1]
    corners: Any = np.array(((0, 0), (width, 0), (width, height), (0, height)), np.float32)
    shrink = tall / height
    if shrink > 2:  # noqa: PLR2004 -- sampling at points would drop pixels
        factor = 1 / shrink
        pixels = np.asarray(cv2.resize(pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), np.uint8)
        quad = scaled(quad, factor)
    matrix = cv2.getPerspectiveTransform(np.array(quad, np.float32), corners)
    cut = cv2.warpPerspective(pixels, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(cut, dtype=np.uint8)
