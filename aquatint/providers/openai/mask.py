"""Masks in OpenAI's convention: a PNG with alpha, as large as the first picture; alpha 0 marks what may change."""

import zlib
from pathlib import Path

from PIL import Image

from aquatint.providers.errors import BadRequest
from aquatint.providers.types import ImageRequest

MAX_BYTES = 4 * 1024 * 1024
_MIDDLE = 128


def translate(request: ImageRequest, target: Path) -> Path | None:
    """Write the request's mask (white: may change) to `target` in OpenAI's convention; None without a mask.

    A grey value counts as white from the middle on, as the API has no half-way. Raises `BadRequest` for a mask of
    another size than the first picture, and for one that stays above 4 MB.
    """
    if request.mask is None:
        return None
    if request.mask.size != request.images[0].size:
        raise BadRequest(
            f"the mask is {request.mask.size}, the first picture {request.images[0].size}",
            sentence="The mask and the picture are not of the same size.",
            field="mask",
        )
    with Image.open(request.mask.path) as picture:
        if picture.size != (request.mask.size.width, request.mask.size.height):
            raise BadRequest(f"the mask's file holds {picture.size}, not {request.mask.size}", field="mask")
        kept = _white(picture).point([255 if value < _MIDDLE else 0 for value in range(256)])
    result = Image.merge("RGBA", [Image.new("L", kept.size)] * 3 + [kept])
    # Runs of equal pixels are all there is to compress; this way even noise of 8 megapixels takes half a second.
    result.save(target, "PNG", compress_level=1, compress_type=zlib.Z_RLE)
    if target.stat().st_size >= MAX_BYTES:
        raise BadRequest(f"the mask takes {target.stat().st_size} bytes as a PNG", field="mask")
    return target


def _white(picture: Image.Image) -> Image.Image:
    """Return how white each pixel is; what is transparent counts as black."""
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("L")
    coloured = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", coloured.size, (0, 0, 0, 255)), coloured).convert("L")
