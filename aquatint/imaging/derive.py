"""Small versions of a picture. Plain CPU work: callers run it in threads, behind a pixel budget.

Which library does what follows measurements: libvips for PNG and WebP, whose loaders shrink while they read, Pillow for
JPEG (it decodes at a fraction of the size) and for writing WebP, where method 4 costs twice the time of method 2 and
saves nothing.
"""

from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from PIL import Image

from aquatint.imaging import sniff, vips
from aquatint.imaging.facts import DELIVERED, Limits
from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import opened

_METHOD: Final = 2
_SAMPLE_EDGE: Final = 64
_COLOURS: Final = 6


def shrink(
    path: Path, *, edge: int, quality: int, output: Literal["webp", "jpeg"] = "webp", limits: Limits = DELIVERED
) -> bytes:
    """Return the first frame with its longer side at most `edge` pixels, encoded; never enlarged.

    Alpha stays in WebP and lies on white in JPEG. The colour profile stays. Raises a member of `Unreadable`.
    """
    small = _small(path, edge, limits)
    out = BytesIO()
    profile = small.info.get("icc_profile")
    if output == "jpeg":
        _on_white(small).save(out, "JPEG", quality=quality, icc_profile=profile)
    else:
        small.save(out, "WEBP", quality=quality, method=_METHOD, icc_profile=profile)
    return out.getvalue()


def dominant_colour(path: Path, limits: Limits = DELIVERED) -> str:
    """Return the colour that covers most of a picture as `#rrggbb`, for the place that waits for it to load."""
    sample = _on_white(_small(path, _SAMPLE_EDGE, limits)).quantize(_COLOURS, method=Image.Quantize.MEDIANCUT)
    counts = sample.histogram()[:_COLOURS]
    at = 3 * counts.index(max(counts))
    return "#{:02x}{:02x}{:02x}".format(*(sample.getpalette() or [])[at : at + 3])


def _small(path: Path, edge: int, limits: Limits) -> Image.Image:
    facts = inspect(path, limits)
    if facts.frames == 1 and facts.media_type in {sniff.PNG, sniff.WEBP}:
        return vips.shrunk(path, edge)
    with opened(path, facts) as picture:
        if (longer := max(picture.size)) > edge:  # a JPEG is decoded at 1/2, 1/4 or 1/8; others ignore it
            picture.draft("RGB", (max(1, picture.width * edge // longer), max(1, picture.height * edge // longer)))
        small = _plain(picture)
        small.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
        small.load()  # a picture that was small already has not been decoded yet
        return small


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture in RGB or RGBA with its profile, if that is one for RGB."""
    if picture.mode in {"RGB", "RGBA"}:
        return picture
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode not in {"P", "PA"}:
        plain.info.pop("icc_profile", None)
    return plain


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
