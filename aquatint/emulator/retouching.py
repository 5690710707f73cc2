"""Edits as models make them: the marked region is changed, and the rest drifts a little as well."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from aquatint.emulator.painting import Look, encoded, label
from aquatint.providers.sandbox.drift import drifted


def retouched(source: bytes, mask: bytes | None, look: Look) -> bytes:
    """Return `source` at the size of `look`, changed where `mask` has alpha 0 (without a mask: in the middle).

    Elsewhere it is moved, scaled, tinted and sprinkled with noise a little, as far as the look's drift says.
    """
    size = (look.width, look.height)
    with Image.open(io.BytesIO(source)) as opened:
        before = opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    after = Image.fromarray(drifted(np.array(before), look.drift, look.seed))
    result = Image.composite(_changed(after, look.seed), after, _region(mask, size))
    return encoded(result if look.transparent else result.convert("RGB"), look)


def _changed(image: Image.Image, seed: int) -> Image.Image:
    hue, saturation, value = image.convert("RGB").convert("HSV").split()
    turned = hue.point([(level + 96 + 11 * seed) % 256 for level in range(256)])
    vivid = saturation.point([min(255, level + 80) for level in range(256)])
    changed = Image.merge("HSV", (turned, vivid, value)).convert("RGBA")
    label(changed, "EMULATOR EDIT")
    return changed


def _region(mask: bytes | None, size: tuple[int, int]) -> Image.Image:
    if mask is None:
        region = Image.new("L", size)
        width, height = size
        ImageDraw.Draw(region).ellipse((width * 0.3, height * 0.3, width * 0.7, height * 0.7), fill=255)
    else:
        with Image.open(io.BytesIO(mask)) as opened:
            alpha = opened.convert("RGBA").getchannel("A")
        region = alpha.point([255 - level for level in range(256)]).resize(size)
    return region.filter(ImageFilter.GaussianBlur(2))
