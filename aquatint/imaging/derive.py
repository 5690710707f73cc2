"""Small versions of a picture. Plain CPU work: callers run it in threads, behind a pixel budget.

Which library does what follows measurements: libvips for PNG and WebP, whose loaders shrink while they read, Pillow for
JPEG (it decodes at a fraction of the size) and for writing WebP, where method 4 costs twice the time of method 2 and
saves nothing. AVIF is written at speed 9: a thumbnail takes as long as a WebP and is smaller by a sixth; slower speeds
cost four times as much and save nothing. `benchmarks/derivatives.py` measures all of it.
"""

from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from PIL import Image

from aquatint.imaging import sniff, svg, vips
from aquatint.imaging.facts import DELIVERED, Facts, Limits
from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import opened
from aquatint.imaging.placeholder import colours, on_white

type Output = Literal["webp", "avif", "jpeg"]

_METHOD: Final = 2
_SPEED: Final = 9
_SAMPLE_EDGE: Final = 64


def shrink(path: Path, *, edge: int, quality: int, output: Output = "webp", limits: Limits = DELIVERED) -> bytes:
    """Return the first frame with its longer side at most `edge` pixels, encoded; never enlarged.

    Alpha stays in WebP and AVIF and lies on white in JPEG. The colour profile stays. Raises a member of `Unreadable`.
    """
    return encode(small(path, edge, limits), quality=quality, output=output)


def encode(picture: Image.Image, *, quality: int, output: Output = "webp") -> bytes:
    """Return a small picture as a file."""
    out = BytesIO()
    profile = picture.info.get("icc_profile")
    if output == "jpeg":
        on_white(picture).save(out, "JPEG", quality=quality, icc_profile=profile)
    elif output == "avif":
        picture.save(out, "AVIF", quality=quality, speed=_SPEED, max_threads=1, icc_profile=profile)
    else:
        picture.save(out, "WEBP", quality=quality, method=_METHOD, icc_profile=profile)
    return out.getvalue()


def smaller(picture: Image.Image, edge: int) -> Image.Image:
    """Return a copy of a picture that is decoded already, its longer side at most `edge` pixels."""
    copy = picture.copy()
    copy.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return copy


def dominant_colour(path: Path, limits: Limits = DELIVERED) -> str:
    """Return the colour that covers most of a picture as `#rrggbb`, for the place that waits for it to load."""
    return colours(small(path, _SAMPLE_EDGE, limits))[0]


def small(path: Path, edge: int, limits: Limits = DELIVERED) -> Image.Image:
    """Return the first frame in RGB or RGBA, its longer side at most `edge` pixels, its profile in `info`. One decode.

    A drawing (SVG) is made harmless and drawn at that size. Raises a member of `Unreadable`.
    """
    with path.open("rb") as file:
        is_drawing = svg.looks_like(file.read(svg.HEAD))
    if is_drawing:
        return _drawn(path, edge)
    facts = inspect(path, limits)
    if facts.frames == 1 and facts.media_type in {sniff.PNG, sniff.WEBP}:
        return _plain(vips.shrunk(path, edge))
    return _by_pillow(path, facts, edge)


def _drawn(path: Path, edge: int) -> Image.Image:
    with Image.open(BytesIO(svg.rasterise(svg.parse(path).text, edge=edge)), formats=("PNG",)) as picture:
        picture.load()
        return _plain(picture)


def _by_pillow(path: Path, facts: Facts, edge: int) -> Image.Image:
    with opened(path, facts) as picture:
        if (longer := max(picture.size)) > edge:  # a JPEG is decoded at 1/2, 1/4 or 1/8; others ignore it
            picture.draft("RGB", (max(1, picture.width * edge // longer), max(1, picture.height * edge // longer)))
        done = _plain(picture)
        done.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
        done.load()  # a picture that was small already has not been decoded yet
        return done


def _plain(picture: Image.Image) -> Image.Image:
    """Return a picture in RGB or RGBA with its profile, if that is one for RGB."""
    if picture.mode in {"RGB", "RGBA"}:
        return picture
    plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.mode not in {"P", "PA"}:
        plain.info.pop("icc_profile", None)
    return plain
