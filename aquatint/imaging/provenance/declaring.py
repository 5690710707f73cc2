"""Saying in words for machines that a picture was made by a program: an XMP packet with IPTC's digital source type.

With a producer the packet also holds the `AIGC` field that China asks for. PNG, JPEG and WebP take it by a chunk of
their own, so pixels are not touched; other types go without.

Sources: IPTC Photo Metadata 2023.1 (Digital Source Type); ISO 16684-1 (XMP), XMP part 3 (JPEG, PNG, WebP); GB
45438-2025 annex E and TC260-PG-20258A (field names and namespace).
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.sax.saxutils import quoteattr, unescape

from aquatint.imaging import sniff
from aquatint.imaging.containers import with_jpeg_segment, with_png_text, with_webp_chunk
from aquatint.imaging.headers import inspect
from aquatint.imaging.provenance.claim import Claim, Source

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"
 Iptc4xmpExt:DigitalSourceType={source} xmp:CreatorTool={tool}{more}/>
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_JPEG_HEAD: Final = b"http://ns.adobe.com/xap/1.0/\0"
_PNG_KEY: Final = "XML:com.adobe.xmp"
_MOST: Final = 60_000
_LOOKED_AT: Final = 64 * 1024 * 1024
_TYPE: Final = re.compile(rb"DigitalSourceType(?:=[\"']|>|[^>]{0,80}>)\s*([^\"'<>\s]{1,200})")
_AIGC: Final = re.compile(rb"(?:TC260:)?AIGC(?:=[\"']|>)\s*([^<]{2,2000}?\})")
_XMP_FLAG: Final = 0x04


@dataclass(frozen=True, slots=True)
class Declared:
    """What a file says of itself in plain words that anybody could have written."""

    source: str = ""
    """The last part of IPTC's digital source type, such as `trainedAlgorithmicMedia`."""
    producer: str = ""
    """Who made it, after the Chinese `AIGC` field."""

    @property
    def is_generated(self) -> bool:
        """Whether it says that a program made it, or a part of it."""
        known = {source.word for source in Source}
        return self.source in known or bool(self.producer)


def packet(claim: Claim, *, edited: bool, tool: str, producer: str = "") -> bytes:
    """Return the XMP packet of a claim."""
    more = ""
    if producer:
        fields = {"Label": "1", "ContentProducer": producer, "ProduceID": claim.identifier, "ReservedCode1": ""}
        fields |= {"ContentPropagator": "", "PropagateID": "", "ReservedCode2": ""}
        more = f" TC260:AIGC={quoteattr(json.dumps(fields, ensure_ascii=False))}"
    source = claim.source.within if edited else claim.source
    return _PACKET.format(source=quoteattr(source), tool=quoteattr(tool), more=more).encode()


def declare(path: Path, out: Path, xmp: bytes) -> bool:
    """Write the file of `path` with an XMP packet to `out`; False, and nothing written, if its type takes none.

    A file that has a packet keeps it and gets no other. Raises a member of `Unreadable`.
    """
    facts = inspect(path)
    data = path.read_bytes()
    if len(xmp) > _MOST or b"adobe:ns:meta" in data:
        return False
    match facts.media_type:
        case sniff.PNG:
            out.write_bytes(with_png_text(data, _PNG_KEY, xmp))
        case sniff.JPEG:
            out.write_bytes(with_jpeg_segment(data, _JPEG_HEAD + xmp))
        case sniff.WEBP:
            out.write_bytes(with_webp_chunk(data, b"XMP ", xmp, _XMP_FLAG, facts))
        case _:
            return False
    return True


def declared(path: Path) -> Declared | None:
    """Return what a file of any type says of itself, or None. Reads at most 64 MiB and believes nothing else."""
    with path.open("rb") as file:
        data = file.read(_LOOKED_AT)
    kind, field = _TYPE.search(data), _AIGC.search(data)
    source = kind.group(1).decode("ascii", "ignore").rstrip("/").rpartition("/")[2] if kind else ""
    found = Declared(_plain(source), _producer(field.group(1)) if field else "")
    return found if found.source or found.producer else None


def _producer(field: bytes) -> str:
    text = unescape(field.decode("utf-8", "ignore"), {"&quot;": '"', "&apos;": "'"})
    try:
        said = json.loads(text)
    except ValueError:
        return ""
    said = said.get("AIGC", said) if isinstance(said, dict) else {}
    return _plain(str(said.get("ContentProducer", ""))) if isinstance(said, dict) else ""


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text[:200]).strip()
