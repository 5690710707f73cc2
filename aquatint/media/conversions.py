"""A picture in another file type, for downloads: made when first asked for, signed with the original as its parent.

They lie among the small versions and may be deleted at any time. What a provider delivered stays untouched beside them.
"""

import asyncio
import os
from pathlib import Path
from typing import Final

from aquatint.imaging.conversion import FORMATS, Format, convert
from aquatint.imaging.provenance import Claim, Source, Step
from aquatint.kit.errors import InvalidRequest
from aquatint.media import credentials, storage
from aquatint.media.derivatives import budget
from aquatint.media.models import Image, Origin

_AGENT: Final = "Aquatint"


class FormatUnknown(InvalidRequest):
    """A file type that pictures are not converted to."""

    code = "format_not_offered"


def checked(name: str) -> Format:
    """Return the format of this name. Raises `FormatUnknown`."""
    if name not in FORMATS:
        raise FormatUnknown(f"There is no format {name!r}. There are: {', '.join(FORMATS)}.", field="format")
    return name


def path_of(image: Image, to: Format) -> Path:
    """Return where a picture lies in this file type, or would lie."""
    if FORMATS[to] == image.media_type:
        return storage.path_of(image.sha256)
    return storage.derived_folder(image.sha256) / f"as.{to}"


async def get(image: Image, to: Format) -> Path:
    """Return the file of a picture in this type, making it in a thread within the pixel budget if it is not there.

    Raises `ImageGone`, a member of `Unreadable`, or `StorageFailed`.
    """
    path = path_of(image, to)
    if not path.exists():
        async with budget.pixels(image.width * image.height):
            await asyncio.to_thread(made, image, to)
    return path


def made(image: Image, to: Format) -> Path:
    """Return the file, making it first if needed: one decode, one encode, one signature. Raises as `get`."""
    final, source = path_of(image, to), storage.path_of(image.sha256)
    if final.exists():
        return final
    workdir = storage.temporary_folder()
    try:
        with storage.guarded():
            out = workdir / f"as.{to}"
            convert(source, to, out=out)
            signed = credentials.finish(out, claim=_claim(image), parent=source) if _is_made(image) else out
            final.parent.mkdir(parents=True, exist_ok=True)
            with signed.open("rb") as file:
                os.fsync(file.fileno())
            signed.replace(final)
    finally:
        storage.discard(workdir)
    return final


def _is_made(image: Image) -> bool:
    """Whether the picture was made here; of what somebody brought along we claim nothing."""
    return image.origin != Origin.UPLOAD


def _claim(image: Image) -> Claim:
    told = image.facts.get("said") or {}
    source = Source.ALGORITHMIC if told.get("sandbox") else Source.TRAINED
    return Claim(agent=_AGENT, source=source, steps=(Step("c2pa.converted"),), identifier=image.public_id)
