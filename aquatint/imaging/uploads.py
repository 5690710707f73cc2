"""Taking in a picture that a stranger sent: checked before it is decoded, stripped of what it should not tell, proven.

What happens, in this order:

1. bytes, type, pixels and frames are held against the limits, from the header alone; then the container must be whole;
2. a picture that is stored turned (EXIF orientation) is turned for good: a JPEG is written again at quality 95 without
   colour subsampling, others become PNG, losslessly. AVIF becomes PNG too, since its metadata cannot simply be cut out;
3. otherwise EXIF, GPS, XMP, comments, previews and bytes behind the end are cut out; the coded pixels stay as they are;
4. what a painter of ours noted for itself (`notes.OWN`) is put back, as far as it is short and plain: whoever reads it
   trusts it no more than the rest of the file;
5. every frame of the result is decoded once.

Colour profiles stay. C2PA credentials stay if nothing else had to change. If something had to, they go as well and
`changes` says so: a manifest signs the whole file, and one that no longer fits tells every verifier that the picture
was tampered with, which is worse than none.
"""

import mmap
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from PIL import Image, ImageOps

from aquatint.imaging import notes, sniff, vips
from aquatint.imaging.errors import Unreadable
from aquatint.imaging.facts import Facts, Limits
from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import decode, opened
from aquatint.imaging.parts import Data, Part, Use, parts
from aquatint.imaging.verifying import verify

UPLOADED: Final = Limits(bytes=50_000_000, pixels=50_000_000, frames=200)
_ORIENTATION: Final = 0x0112  # EXIF 2.32 tag 274
_JPEG_QUALITY: Final = 95
_PIECE: Final = 1024 * 1024
_KEY: Final = re.compile(rf"{notes.OWN}[a-z]{{1,20}}")
_MOST_NOTES: Final = 4
_MOST_NOTED: Final = 60_000
"""The bytes of all notes that an upload keeps."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A picture that is safe to keep: its facts as stored, and what was changed, as words for the receipt.

    The words: `metadata_removed`, `credentials_removed`, `turned`, `converted_to_png`.
    """

    facts: Facts
    changes: tuple[str, ...]


def open_upload(path: Path, target: Path, limits: Limits = UPLOADED) -> Upload:
    """Write the safe form of the untrusted file `path` to `target` and describe it.

    Costs one full decode, two if the picture has to be turned; the caller puts it behind a pixel budget. Raises a
    member of `Unreadable`; `target` is then worth nothing.
    """
    declared = inspect(path, limits)
    verify(path, declared, thorough=False)
    orientation = _orientation(path, declared) if declared.frames == 1 else 1
    if orientation != 1 or declared.media_type == sniff.AVIF:
        changes = _rewrite(path, target, declared, orientation)
    else:
        changes = _strip(path, target, declared.media_type)
        if changes and declared.frames == 1:
            notes.write(target, _own_notes(path))
    facts = inspect(target, limits)
    decode(target, facts)
    return Upload(facts, changes)


def _orientation(path: Path, facts: Facts) -> int:
    """Return the EXIF orientation, 1 (upright) to 8; 1 if there is none or it cannot be read."""
    with opened(path, facts) as picture:
        if facts.media_type == sniff.PNG and "exif" not in picture.info and _mentions(path, b"eXIf"):
            picture.load()  # it may stand behind the pixels
        exif = Image.Exif()
        with suppress(Exception):  # whatever is wrong with metadata, it is thrown away in a moment
            exif.load(picture.info.get("exif", b""))
            return _upright_if_unknown(exif.get(_ORIENTATION))
    return 1


def _mentions(path: Path, name: bytes) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return data.find(name) >= 0


def _upright_if_unknown(orientation: object) -> int:
    return orientation if isinstance(orientation, int) and orientation in range(1, 9) else 1


def _rewrite(path: Path, target: Path, facts: Facts, orientation: int) -> tuple[str, ...]:
    """Decode, turn and encode again; metadata does not come along."""
    if facts.media_type in {sniff.PNG, sniff.WEBP}:
        vips.write_upright(path, target, orientation)
    else:
        with opened(path, facts) as picture:
            upright = ImageOps.exif_transpose(picture)
            upright.load()
        if facts.media_type == sniff.JPEG:
            _save_jpeg(upright, target)
        else:
            vips.write_png(upright, target)
    changes = ("metadata_removed", "turned") if orientation != 1 else ("metadata_removed",)
    stays = facts.media_type in {sniff.JPEG, sniff.PNG}
    return changes if stays else (*changes, "converted_to_png")


def _save_jpeg(picture: Image.Image, target: Path) -> None:
    profile = picture.info.get("icc_profile")
    picture.info.clear()
    picture.save(target, "JPEG", quality=_JPEG_QUALITY, subsampling=0, icc_profile=profile)


def _strip(path: Path, target: Path, media_type: str) -> tuple[str, ...]:
    """Copy a file without what was added to the picture."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        found = parts(data, media_type)
        uses = {part.use for part in found}
        unwanted = {Use.ADDED, Use.CREDENTIALS} if Use.ADDED in uses else set()
        kept = [part for part in found if part.use not in unwanted]
        with target.open("wb") as out:
            out.writelines(data[part.start : part.end] for part in _joined(kept))
            if unwanted and media_type == sniff.WEBP:
                _mend_webp(out, data)
    words = {Use.ADDED: "metadata_removed", Use.CREDENTIALS: "credentials_removed"}
    return tuple(word for use, word in words.items() if use in unwanted & uses)


def _own_notes(path: Path) -> notes.Notes:
    """Return the notes of our own in a file; none if they are many, long or strange."""
    try:
        found = {key: text for key, text in notes.read(path).items() if key.startswith(notes.OWN)}
        size = sum(len(text.encode()) for text in found.values())
    except (Unreadable, UnicodeEncodeError):
        return {}
    plain = all(_KEY.fullmatch(key) for key in found)
    return found if plain and len(found) <= _MOST_NOTES and size <= _MOST_NOTED else {}


def _joined(kept: list[Part]) -> Iterator[Part]:
    """Yield parts with neighbours made one, and none larger than a megabyte, so that copying needs little memory."""
    start = end = 0
    for part in kept:
        if part.start != end or end - start > _PIECE:
            yield Part(Use.PICTURE, start, end)
            start = part.start
        end = part.end
    yield Part(Use.PICTURE, start, end)


def _mend_webp(out: BinaryIO, data: Data) -> None:
    """Write the new length into the RIFF header and take EXIF and XMP off the list of features (RFC 9649 §2.7.1)."""
    size = out.tell()
    out.seek(4)
    out.write((size - 8).to_bytes(4, "little"))
    if data[12:16] == b"VP8X":
        out.seek(20)
        out.write(bytes([data[20] & ~0x0C]))
