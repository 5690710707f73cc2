"""What stands where a picture will be until it has loaded: a blur of some hundred bytes, and its main colours."""

from base64 import b64decode, b64encode
from binascii import Error
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, Self

from PIL import Image

EDGE: Final = 24
_QUALITY: Final = 40
_SAMPLE: Final = 64
_COLOURS: Final = 5


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A WebP whose longer side is 24 pixels, to be shown enlarged and smooth; colours as `#rrggbb`, widest first."""

    blur: bytes
    colours: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it for a file or a page: the WebP in base64."""
        return {"blur": b64encode(self.blur).decode(), "colours": list(self.colours)}

    @classmethod
    def from_json(cls, kept: Any) -> Self | None:  # noqa: ANN401 -- whatever lay in the file
        """Read what `as_json` gave; None if it is something else."""
        try:
            return cls(b64decode(kept["blur"], validate=True), tuple(str(colour) for colour in kept["colours"]))
        except (TypeError, KeyError, ValueError, Error):
            return None


def placeholder(small: Image.Image) -> Placeholder:
    """Return what stands for a picture, made from any small version of it; alpha stays in the blur. About 2 ms."""
    blurred = small.copy()
    blurred.thumbnail((EDGE, EDGE), Image.Resampling.BOX)
    out = BytesIO()
    blurred.save(out, "WEBP", quality=_QUALITY, method=0)
    return Placeholder(out.getvalue(), colours(small))


def colours(small: Image.Image) -> tuple[str, ...]:
    """Return up to five colours that cover most of a picture, the widest first; what is clear counts as white."""
    sample = small.copy()
    sample.thumbnail((_SAMPLE, _SAMPLE), Image.Resampling.BOX)
    flat = on_white(sample).quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
    counts, table = flat.histogram()[:_COLOURS], flat.getpalette() or []
    order = sorted((at for at in range(_COLOURS) if counts[at]), key=lambda at: -counts[at])
    return tuple("#{:02x}{:02x}{:02x}".format(*table[3 * at : 3 * at + 3]) for at in order)


def on_white(picture: Image.Image) -> Image.Image:
    """Return a picture in RGB with white behind what is clear."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
