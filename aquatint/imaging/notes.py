"""What a painter wrote beside its pixels: who painted, and what it needs to go on with the picture later.

A note is a key and a text: `Software` and `Description`, and keys of our own (`aquatint:…`). Every step of ours that
writes a file anew hands them on; everything else that a file may tell of itself is left behind. PNG holds them as text
chunks. JPEG and WebP hold them in EXIF, those of our own as one JSON object in `UserComment`.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PIL import ExifTags, Image

from aquatint.imaging import sniff
from aquatint.imaging.containers import MOST_IN_SEGMENT, with_jpeg_segment, with_png_text, with_webp_chunk
from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import opened

OWN: Final = "aquatint:"
"""How keys of our own begin."""

_TAGS: Final = {"Software": ExifTags.Base.Software, "Description": ExifTags.Base.ImageDescription}
_ASCII: Final = b"ASCII\0\0\0"  # the code of the text that follows (CIPA DC-008, UserComment)
_EXIF_HEAD: Final = b"Exif\0\0"
_EXIF_FLAG: Final = 0x08

type Notes = Mapping[str, str]


def read(path: Path) -> Notes:
    """Return the notes of a file; none for other types. Raises a member of `Unreadable`."""
    facts = inspect(path)
    if facts.media_type not in {sniff.PNG, sniff.JPEG, sniff.WEBP}:
        return {}
    with opened(path, facts) as picture:
        return of(picture)


def of(picture: Image.Image) -> Notes:
    """Return the notes of an opened picture."""
    if picture.format == "PNG":
        texts = {str(key): str(text) for key, text in picture.info.items()}
        return {key: text for key, text in texts.items() if key in _TAGS or key.startswith(OWN)}
    exif = picture.getexif()
    found = {key: str(exif[tag]) for key, tag in _TAGS.items() if exif.get(tag)}
    return found | _own(exif.get_ifd(ExifTags.IFD.Exif).get(ExifTags.Base.UserComment))


def write(path: Path, notes: Notes) -> None:
    """Put notes into a PNG, JPEG or WebP without any; its pixels stay as they are. Another type goes without."""
    if not notes:
        return
    facts, data = inspect(path), path.read_bytes()
    match facts.media_type:
        case sniff.PNG:
            for key, text in notes.items():
                data = with_png_text(data, key, text.encode())
        case sniff.JPEG:
            data = with_jpeg_segment(data, as_exif(notes))
        case sniff.WEBP:
            data = with_webp_chunk(data, b"EXIF", as_exif(notes).removeprefix(_EXIF_HEAD), _EXIF_FLAG, facts)
    path.write_bytes(data)


def as_exif(notes: Notes) -> bytes:
    """Return notes as EXIF; those of our own are left out where they would not fit into a segment."""
    exif = Image.Exif()
    for key, tag in _TAGS.items():
        if key in notes:
            exif[tag] = notes[key]
    own = {key: text for key, text in notes.items() if key.startswith(OWN)}
    if not own:
        return exif.tobytes()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = _ASCII + json.dumps(own).encode()
    whole = exif.tobytes()
    return whole if len(whole) <= MOST_IN_SEGMENT else as_exif({key: notes[key] for key in notes.keys() - own.keys()})


def _own(comment: object) -> dict[str, str]:
    if not isinstance(comment, bytes) or not comment.startswith(_ASCII):
        return {}
    try:
        said = json.loads(comment.removeprefix(_ASCII))
    except ValueError:
        return {}
    return {key: str(text) for key, text in said.items() if key.startswith(OWN)} if isinstance(said, dict) else {}
