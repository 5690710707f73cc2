"""Putting something beside the pixels of a file, which stay as they are: chunks and segments of PNG, JPEG and WebP.

Sources: PNG 3rd ed. §5.3 (chunks), §11.3.3.4 (iTXt); ITU T.81 B.1.1.4 (JPEG segments); RFC 9649 §2.7 (WebP features).
"""

import zlib
from typing import Final

from aquatint.imaging.facts import Facts

MOST_IN_SEGMENT: Final = 65_533
"""The bytes that fit into one segment of a JPEG."""

_ALPHA_FLAG: Final = 0x10
_VP8X_BYTES: Final = 10


def with_png_text(data: bytes, key: str, text: bytes) -> bytes:
    """Return a PNG with an uncompressed iTXt chunk behind its header. `text` is UTF-8."""
    body = b"iTXt" + key.encode("latin-1") + b"\0\0\0\0\0" + text
    chunk = (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    end = 8 + 12 + 13  # the signature and the header, which comes first
    return data[:end] + chunk + data[end:]


def with_jpeg_segment(data: bytes, body: bytes) -> bytes:
    """Return a JPEG with an APP1 segment, behind JFIF's, which wants to be the first."""
    at = 4 + int.from_bytes(data[4:6]) if data[2:4] == b"\xff\xe0" else 2
    return data[:at] + b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body + data[at:]


def with_webp_chunk(data: bytes, kind: bytes, body: bytes, flag: int, facts: Facts) -> bytes:
    """Return a WebP with a chunk at its end, named in the list of features, which a simple file gets first."""
    rest = data[12 : 8 + int.from_bytes(data[4:8], "little")]
    if rest[:4] == b"VP8X":
        rest = rest[:8] + bytes([rest[8] | flag]) + rest[9:]
    else:
        flags = flag | (_ALPHA_FLAG if facts.alpha else 0)
        size = (facts.width - 1).to_bytes(3, "little") + (facts.height - 1).to_bytes(3, "little")
        rest = b"VP8X" + _VP8X_BYTES.to_bytes(4, "little") + bytes([flags, 0, 0, 0]) + size + rest
    rest += b"\0" * (len(rest) & 1) + kind + len(body).to_bytes(4, "little") + body + b"\0" * (len(body) & 1)
    return b"RIFF" + (len(rest) + 4).to_bytes(4, "little") + b"WEBP" + rest
