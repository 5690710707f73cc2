"""Masks. Inside Aquatint white means: this may change. OpenAI's API says it with alpha: transparent may change."""

from pathlib import Path

from PIL import Image, ImageChops

from aquatint.imaging.errors import Unreadable

_MIDDLE = 128


class MaskWithoutAlpha(Unreadable):
    """A mask in OpenAI's form has an alpha channel, and this one has none."""

    code = "mask_without_alpha"


def from_alpha(path: Path, target: Path) -> None:
    """Write the mask whose white is where the PNG at `path` is transparent, as an 8-bit grey PNG of the same size.

    The caller has opened the file safely before (`uploads.open_upload`). Raises `MaskWithoutAlpha`.
    """
    with Image.open(path) as picture:
        if not picture.has_transparency_data:
            raise MaskWithoutAlpha("The mask has no transparent part. Make transparent what may change.")
        alpha = picture.convert("RGBA").getchannel("A")
    ImageChops.invert(alpha).save(target, "PNG", compress_level=1)


def from_white(path: Path, target: Path) -> float:
    """Write the black and white picture at `path` as an 8-bit grey PNG without half-tones; return the white share.

    Grey counts as white from the middle on, and what is transparent as black. The caller has opened the file safely.
    """
    with Image.open(path) as picture:
        whole = picture.convert("RGBA")
    grey = Image.alpha_composite(Image.new("RGBA", whole.size, (0, 0, 0, 255)), whole).convert("L")
    hard = grey.point([255 if value >= _MIDDLE else 0 for value in range(256)])
    hard.save(target, "PNG", compress_level=1)
    return hard.histogram()[255] / (hard.width * hard.height)
