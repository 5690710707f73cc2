"""Putting the invisible mark and the visible label into a picture file: one decode, one encode for both.

PNG and WebP without loss stay without loss; a JPEG is written with its own tables, so that it loses next to nothing.
WebP with loss, AVIF and GIF would lose quality and go without. What the painter noted beside its pixels stays.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, JpegImagePlugin

from aquatint.imaging import notes, sniff, vips
from aquatint.imaging.facts import Facts
from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import opened

_SHARE: Final = 0.05
"""The height of the label's letters, as a share of the shorter side: what GB 45438-2025 asks for at least."""
_WORDS: Final = ("AI-generated · AI生成", "AI-generated")
_MODES: Final = {"L", "LA", "RGB", "RGBA"}
_LEAST_SIDE: Final = 128
_CAPITAL: Final = 0.7  # the height of a capital in ems


@dataclass(frozen=True, slots=True)
class Marks:
    """What to put in: a payload of 32 bits for the invisible mark, a visible label, and where the mark may be.

    `region` is a grey PNG of the picture's size; where it is black not a bit changes.
    """

    payload: int | None = None
    label: bool = False
    region: Path | None = None


def put_in(path: Path, out: Path, marks: Marks) -> bool:
    """Write the picture of `path` with these marks to `out`; False, and nothing written, if its type does not allow it.

    Raises a member of `Unreadable`.
    """
    facts = inspect(path)
    if facts.frames != 1 or min(facts.width, facts.height) < _LEAST_SIDE or not _is_open_to_marks(path, facts):
        return False
    with opened(path, facts) as picture:
        if picture.mode not in _MODES:
            return False
        pixels = np.array(picture)
        marked = _marked(pixels if pixels.ndim == 3 else pixels[:, :, None], marks)  # noqa: PLR2004
        _save(marked, picture, out)
        notes.write(out, notes.of(picture))
    return True


def _is_open_to_marks(path: Path, facts: Facts) -> bool:
    if facts.media_type != sniff.WEBP:
        return facts.media_type in {sniff.PNG, sniff.JPEG}
    with path.open("rb") as file:
        return b"VP8L" in file.read(4096)


def _marked(pixels: NDArray[np.uint8], marks: Marks) -> NDArray[np.uint8]:
    from aquatint.imaging.provenance import watermark  # noqa: PLC0415 -- OpenCV only where it is needed

    if marks.label:
        pixels = labelled(pixels)
    if marks.payload is None:
        return pixels
    return watermark.embed(pixels, marks.payload, region=_region(marks.region, pixels))


def _region(path: Path | None, pixels: NDArray[np.uint8]) -> NDArray[np.uint8] | None:
    if path is None:
        return None
    with opened(path, inspect(path)) as mask:
        fitting = mask.convert("L").resize((pixels.shape[1], pixels.shape[0]), Image.Resampling.NEAREST)
        return np.asarray(fitting)


def _save(pixels: NDArray[np.uint8], source: Image.Image, out: Path) -> None:
    plane = pixels[:, :, 0] if pixels.shape[2] == 1 else pixels
    profile = source.info.get("icc_profile")
    if not isinstance(source, JpegImagePlugin.JpegImageFile):
        picture = Image.fromarray(plane)
        if source.format == "WEBP":
            picture.save(out, "WEBP", lossless=True, method=2, exact=True, icc_profile=profile)
        else:
            picture.info["icc_profile"] = profile
            vips.write_png(picture, out)
        return
    options: dict[str, Any] = {"qtables": source.quantization, "icc_profile": profile}
    if (sampling := JpegImagePlugin.get_sampling(source)) >= 0:
        options["subsampling"] = sampling
    Image.fromarray(plane).save(out, "JPEG", **options)


def labelled(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return pixels with the words in the lower right corner, light on dark, as high as the rules ask for."""
    height, width = pixels.shape[:2]
    letters = max(8, round(min(height, width) * _SHARE))
    plate = _plate(letters)
    if plate.width > width - letters:
        plate = plate.resize((max(1, width - letters), max(1, plate.height * (width - letters) // plate.width)))
    picture = Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels)
    ground = picture.convert("RGBA")
    ground.alpha_composite(plate, (width - plate.width - letters // 2, height - plate.height - letters // 2))
    kept = np.asarray(ground.convert(picture.mode))
    return kept if kept.ndim == 3 else kept[:, :, None]  # noqa: PLR2004


def _plate(letters: int) -> Image.Image:
    """Return the words on a dark plate, their capitals `letters` pixels high."""
    import skia  # noqa: PLC0415

    from aquatint.imaging.lettering import typeset  # noqa: PLC0415

    words = next((words for words in _WORDS if not typeset.missing(words)), _WORDS[-1])
    height = round(letters * 2.2)
    block = typeset.fit(words, letters * 40, height, style="sans-bold", largest=letters / _CAPITAL, lines=1)
    width = round(block.width + letters * 1.4)
    surface = skia.Surface(width, height)
    with surface as canvas:
        canvas.clear(skia.ColorSetARGB(176, 16, 18, 24))
        typeset.draw(canvas, block, 0, 0, width, height, skia.Paint(Color=skia.ColorWHITE, AntiAlias=True))
    return Image.fromarray(surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType), "RGBA")
