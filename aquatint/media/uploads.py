"""Taking in a stranger's file: opened safely, cleaned, kept. File work only; who comes to own it makes the row."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from aquatint.imaging import Facts, Limits, Unreadable, inspect, masks
from aquatint.imaging.uploads import open_upload
from aquatint.media import storage
from aquatint.media.errors import UploadRefused
from aquatint.media.storage import Kept


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that is safely kept and belongs to nobody yet. Without an owner the sweep removes it after a day."""

    kept: Kept
    facts: Facts
    changes: tuple[str, ...] = ()
    name: str = ""
    made_here: bool = False
    """Whether it is no upload but was made on the way: a canvas, a mark."""
    holds: Mapping[str, Any] | None = None
    """Of a canvas: which picture lies inside (`image`, `sha256`), and where (`inside`: left, top, width, height)."""


def limits() -> Limits:
    """Return the most that an upload may hold."""
    return Limits(bytes=settings.UPLOAD_BYTES, pixels=settings.UPLOAD_PIXELS, frames=200)


def check(path: Path, *, field: str) -> Facts:
    """Look at the header of an untrusted file. Raises `UploadRefused` that names the field."""
    try:
        return inspect(path, limits())
    except Unreadable as error:
        raise UploadRefused(error, field=field) from error


def take_in(path: Path, *, field: str, name: str = "") -> Taken:
    """Open, clean and keep an untrusted file. Costs a full decode: call it in a thread. Raises `UploadRefused`.

    If nobody comes to own it, `storage.take_back(taken.kept)` undoes this.
    """
    target = storage.temporary_file()
    try:
        with storage.guarded():
            upload = open_upload(path, target, limits())
        return Taken(storage.keep(target, returnable=True), upload.facts, upload.changes, name)
    except Unreadable as error:
        raise UploadRefused(error, field=field) from error
    finally:
        storage.discard(target)


def take_in_mask(path: Path, *, field: str = "mask") -> Taken:
    """Take in a mask in OpenAI's form (transparent: may change) as one of ours (white). Raises `UploadRefused`."""
    safe, mask = storage.temporary_file(), storage.temporary_file()
    try:
        with storage.guarded():
            open_upload(path, safe, limits())
            masks.from_alpha(safe, mask)
        return take_in(mask, field=field)
    except Unreadable as error:
        raise UploadRefused(error, field=field) from error
    finally:
        storage.discard(safe)
        storage.discard(mask)
