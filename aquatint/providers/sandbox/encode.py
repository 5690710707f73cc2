# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""From pixels to a file that says what it is: a picture drawn by code, with its scene inside."""

from io import BytesIO
from pathlib import Path

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

from aquatint.imaging import notes
from aquatint.imaging.containers import with_png_text
from aquatint.imaging.errors import Unreadable
from aquatint.providers.sandbox.scene import Scene, from_json, to_json
from aquatint.providers.sandbox.sound import sound

SOFTWARE = "Aquatint sandbox painter"
DESCRIPTION = "Sandbox picture: drawn by code, not by an AI model."
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
SCENE_KEY = "aquatint:scene"
MEDIA_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "svg": "image/svg+xml"}
DEFAULT_QUALITY = 90
LONGEST_SCENE = 60_000
"""The bytes of a scene that is left out: it would weigh more than it helps."""


def encode(pixels: NDArray[np.uint8], output_format: str, *, compression: int | None = None, scene: Scene | None = None) -> bytes:
    """Encode RGBA pixels as png, jpeg or webp. `compression` is the quality 0 to 100 of the lossy formats."""
    note = to_json(scene) if scene else ""
    note = note if len(note.encode()) < LONGEST_SCENE else ""
    if output_format == "png":
        return _png(pixels, note)
    quality = DEFAULT_QUALITY if compression is None else max(1, compression)
    image = Image.fromarray(pixels)
    opaque = bool((pixels[..., 3] == 255).all())
    out = BytesIO()
    exif = notes.as_exif(_notes(note))
    if output_format == "jpeg":
        flat = image if opaque else Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image)
        flat.convert("RGB").save(out, "JPEG", quality=quality, exif=exif, xmp=_xmp())
    else:
        image = image.convert("RGB") if opaque else image
        image.save(out, "WEBP", quality=quality, method=2, exif=exif, xmp=_xmp(), exact=True)
    return out.getvalue()


def preview(pixels: NDArray[np.uint8]) -> bytes:
    """Return a partial picture as a small WebP."""
    out = BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", quality=70, method=0, exif=notes.as_exif(_notes("")))
    return out.getvalue()


def animate(frames: list[NDArray[np.uint8]], scene: Scene, milliseconds: int = 120) -> bytes:
    """Return a GIF loop. One palette for all frames, so that still parts do not flicker."""
    images = [Image.fromarray(frame).convert("RGB") for frame in frames]
    wide, tall = images[0].size
    strip = Image.new("RGB", (wide, tall * len(images)))
    for index, image in enumerate(images):
        strip.paste(image, (0, tall * index))
    palette = strip.resize((max(1, wide // 2), max(1, tall * len(images) // 2))).quantize(255)
    quantized = [image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG) for image in images]
    out = BytesIO()
    comment = f"{DESCRIPTION} {to_json(scene)}".encode()
    quantized[0].save(out, "GIF", save_all=True, append_images=quantized[1:], duration=milliseconds, loop=0, comment=comment, optimize=False)
    return out.getvalue()


def read_scene(path: Path) -> Scene | None:
    """Return the scene inside a file of ours; None for any other file, and for a scene that we would not have written."""
    try:
        note = notes.read(path).get(SCENE_KEY)
    except (Unreadable, OSError):
        return None
    scene = from_json(note) if note and len(note) < LONGEST_SCENE else None
    return scene if scene and sound(scene) else None


def _notes(note: str) -> dict[str, str]:
    return {"Software": SOFTWARE, "Description": DESCRIPTION, **({SCENE_KEY: note} if note else {})}


def _png(pixels: NDArray[np.uint8], note: str) -> bytes:
    opaque = bool((pixels[..., 3] == 255).all())
    bands = np.ascontiguousarray(pixels[..., :3] if opaque else pixels)
    height, width, depth = bands.shape
    image = pyvips.Image.new_from_memory(bands, width, height, depth, "uchar")
    data: bytes = image.copy(interpretation="srgb").pngsave_buffer(compression=3, filter=pyvips.enums.ForeignPngFilter.SUB)
    for key, text in {**_notes(note), "XML:com.adobe.xmp": _xmp().decode()}.items():
        data = with_png_text(data, key, text.encode())
    return data


def _xmp() -> bytes:
    """Return an XMP packet with the IPTC digital source type of pictures that code draws."""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"<xmp:CreatorTool>{SOFTWARE}</xmp:CreatorTool>"
        f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
