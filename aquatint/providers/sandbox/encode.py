# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""From pixels to a file that says what it is: a picture drawn by code, with its scene inside."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
import pyvips
from numpy.typing import NDArray
from PIL import Image

from aquatint.providers.sandbox.scene import Scene, from_json, to_json

SOFTWARE = "Aquatint sandbox painter"
DESCRIPTION = "Sandbox picture: drawn by code, not by an AI model."
SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
SCENE_KEY = "aquatint:scene"
MEDIA_TYPES = {"png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "svg": "image/svg+xml"}
DEFAULT_QUALITY = 90
LONGEST_SCENE = 60_000
"""A scene longer than this is left out: XMP in a JPEG must fit into one segment."""


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
    exif = _exif()
    if output_format == "jpeg":
        flat = image if opaque else Image.alpha_composite(Image.new("RGBA", image.size, (255, 255, 255, 255)), image)
        flat.convert("RGB").save(out, "JPEG", quality=quality, exif=exif, xmp=_xmp(note))
    else:
        image = image.convert("RGB") if opaque else image
        image.save(out, "WEBP", quality=quality, method=2, exif=exif, xmp=_xmp(note), exact=True)
    return out.getvalue()


def preview(pixels: NDArray[np.uint8]) -> bytes:
    """Return a partial picture as a small WebP."""
    out = BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", quality=70, method=0, exif=_exif())
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
    """Return the scene inside a file of ours; None for any other file."""
    try:
        with Image.open(path) as image:
            note = image.info.get(SCENE_KEY)
            packet = image.info.get("xmp", b"")
    except (OSError, ValueError, SyntaxError):
        return None
    if not note and packet:
        text = packet.decode("utf-8", "replace") if isinstance(packet, bytes) else str(packet)
        start, end = text.find("<aquatint:scene>"), text.find("</aquatint:scene>")
        note = _unescaped(text[start + 16 : end]) if 0 <= start < end else None
    return from_json(note) if note else None


def _unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _png(pixels: NDArray[np.uint8], note: str) -> bytes:
    opaque = bool((pixels[..., 3] == 255).all())
    bands = np.ascontiguousarray(pixels[..., :3] if opaque else pixels)
    height, width, depth = bands.shape
    image = pyvips.Image.new_from_memory(bands, width, height, depth, "uchar")
    data: bytes = image.copy(interpretation="srgb").pngsave_buffer(compression=3, filter=pyvips.enums.ForeignPngFilter.SUB)
    chunks = _text("Software", SOFTWARE) + _text("Description", DESCRIPTION) + _text("XML:com.adobe.xmp", _xmp("").decode())
    if note:
        chunks += _text(SCENE_KEY, note)
    header = 8 + 25  # the signature and IHDR
    return data[:header] + chunks + data[header:]


def _text(key: str, value: str) -> bytes:
    """Return an iTXt chunk (PNG specification, 11.3.3.4): uncompressed UTF-8."""
    body = key.encode("latin-1") + b"\0\0\0\0\0" + value.encode()
    return struct.pack(">I", len(body)) + b"iTXt" + body + struct.pack(">I", zlib.crc32(b"iTXt" + body))


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = DESCRIPTION
    exif[0x0131] = SOFTWARE
    return exif.tobytes()


def _xmp(note: str) -> bytes:
    """Return an XMP packet with the IPTC digital source type of pictures that code draws."""
    scene = f"<aquatint:scene>{escape(note)}</aquatint:scene>" if note else ""
    return (
        '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:aquatint="urn:aquatint:sandbox"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"<xmp:CreatorTool>{SOFTWARE}</xmp:CreatorTool>"
        f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>{scene}"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()
