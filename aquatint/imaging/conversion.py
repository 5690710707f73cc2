"""The same picture in another file type. Plain CPU work: callers run it in threads or processes, behind a budget."""

from pathlib import Path
from typing import Any, Final, Literal

from PIL import Image

from aquatint.imaging import sniff
from aquatint.imaging.errors import TooManyPixels
from aquatint.imaging.facts import DELIVERED, Limits
from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import opened
from aquatint.imaging.vips import write_png

Format = Literal["png", "jpeg", "webp", "avif"]
FORMATS: Final[dict[Format, str]] = {"png": sniff.PNG, "jpeg": sniff.JPEG, "webp": sniff.WEBP, "avif": sniff.AVIF}
_QUALITY: Final = {"jpeg": 95, "webp": 92, "avif": 80}
_FASTER: Final = 8
_WEBP_EDGE: Final = 16_383  # RFC 9649 §2.7.1


def convert(
    path: Path,
    to: Format,
    *,
    out: Path,
    quality: int | None = None,
    lossless: bool = False,
    limits: Limits = DELIVERED,
) -> None:
    """Write the first frame of the picture at `path` to `out` in another file type, with its colour profile.

    `quality` goes from 0 to 100. `lossless` keeps every pixel in WebP; PNG always does. JPEG has no alpha: what is
    transparent lies on white there. Other metadata stay behind, credentials too. Raises a member of `Unreadable`.
    """
    facts = inspect(path, limits)
    if to == "webp" and max(facts.width, facts.height) > _WEBP_EDGE:
        raise TooManyPixels(f"A WebP has at most {_WEBP_EDGE} pixels on a side. Choose another type.")
    with opened(path, facts) as picture:
        picture.load()
        plain = picture.copy() if picture.mode in {"RGB", "RGBA", "L"} else _plain(picture)
        profile = picture.info.get("icc_profile") if picture.mode not in {"P", "PA"} else None
    if to == "png":
        write_png(plain, out)
        return
    if to == "jpeg":
        plain = _on_white(plain)
    plain.save(out, to.upper(), icc_profile=profile, **_options(to, quality, lossless=lossless))


def _options(to: Format, quality: int | None, *, lossless: bool) -> dict[str, Any]:
    level = _QUALITY[to] if quality is None else quality
    if to == "jpeg":
        return {"quality": level, "subsampling": 0}
    if to == "avif":
        return {"quality": level, "speed": _FASTER, "subsampling": "4:4:4"}
    return (
        {"lossless": True, "exact": True, "quality": 30, "method": 1} if lossless else {"quality": level, "method": 2}
    )


def _plain(picture: Image.Image) -> Image.Image:
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _on_white(picture: Image.Image) -> Image.Image:
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    ground = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(ground, picture.convert("RGBA")).convert("RGB")
