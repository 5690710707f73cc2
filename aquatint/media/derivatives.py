"""Small versions of a picture: made when first asked for or in the background, never while a generation settles.

    thumb.webp  preview.webp    made when somebody asks, or ahead of time
    thumb.avif                  made ahead of time only, and given to those who take it
    placeholder.json            a blur and the main colours; comes with whatever is made first

They may be deleted at any time. One maker at a time works on the versions of a picture, over all processes; others wait
for it and find the file. What is missing is made from one decode.
"""

import asyncio
import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from aquatint.imaging import sniff
from aquatint.imaging.budget import PixelBudget
from aquatint.imaging.derive import encode, smaller
from aquatint.imaging.derive import small as shrunk
from aquatint.imaging.placeholder import Placeholder
from aquatint.imaging.placeholder import placeholder as placeholder_of
from aquatint.media import storage
from aquatint.media.models import Image

Kind = Literal["thumb", "preview"]
QUEUE: Final = "background"
TASK: Final = "aquatint.media.tasks.warm"
_LOW: Final = -10
_PLACEHOLDER: Final = "placeholder.json"


class Version(NamedTuple):
    """A small version: its longer side at most `edge` pixels; `avif` is the quality of its second form, if it has one.

    The preview has none: it would be smaller by a tenth and cost more than all others together.
    """

    edge: int
    quality: int
    avif: int | None = None


class Found(NamedTuple):
    """The file of a small version and its media type."""

    path: Path
    media_type: str


KINDS: Final[dict[Kind, Version]] = {"thumb": Version(512, 75, avif=60), "preview": Version(1280, 80)}

budget: Final = PixelBudget(settings.DECODE_PIXELS)
"""Bounds the pixels decoded at once for small versions in this process."""


def path_of(image: Image, kind: Kind) -> Path:
    """Return where a small version lies, or would lie, in the form that everybody takes."""
    return storage.derived_folder(image.sha256) / f"{kind}.webp"


def find(image: Image, kind: Kind, *, takes_avif: bool = False) -> Found:
    """Return the best form of a small version that is there, or the plain one that can be made."""
    plain = path_of(image, kind)
    other = plain.with_suffix(".avif")
    if takes_avif and KINDS[kind].avif and other.exists():
        return Found(other, sniff.AVIF)
    return Found(plain, sniff.WEBP)


async def get(image: Image, kind: Kind) -> Path:
    """Return the file of a small version, making it in a thread within the pixel budget if it is not there yet.

    Raises `ImageGone`, a member of `Unreadable`, or `StorageFailed`.
    """
    path = path_of(image, kind)
    if not path.exists():
        async with budget.pixels(image.width * image.height):
            await asyncio.to_thread(small, image, kind)
    return path


def small(image: Image, kind: Kind) -> Path:
    """Return the file of a small version, making it first if needed: one decode. Raises as `get`."""
    final = path_of(image, kind)
    if not final.exists():
        _make(image, [kind], spare=False)
    return final


async def get_all(image: Image) -> None:
    """Make every form of every small version that is not there yet, from one decode. Raises as `get`."""
    if not all(path.exists() for path in _files(image, list(KINDS), spare=True)):
        async with budget.pixels(image.width * image.height):
            await asyncio.to_thread(_make, image, list(KINDS), spare=True)


def placeholder(image: Image) -> Placeholder | None:
    """Return what may stand for a picture until it has loaded, if any small version was made; one small file is read.

    Never made here: a page of many pictures must not wait for a decode.
    """
    try:
        return Placeholder.from_json(json.loads((storage.derived_folder(image.sha256) / _PLACEHOLDER).read_bytes()))
    except (OSError, ValueError):
        return None


def warm(image_ids: Iterable[UUID]) -> None:
    """Queue the making of all small versions. Part of the caller's transaction, if there is one."""
    names: list[Any] = [image_id.hex for image_id in image_ids]
    if names:
        app.configure_task(TASK, queue=QUEUE, priority=_LOW).defer(images=names)


def _files(image: Image, kinds: Sequence[Kind], *, spare: bool) -> Iterator[Path]:
    """Yield the files that belong to some kinds; with `spare` also the forms that nobody has to have."""
    folder = storage.derived_folder(image.sha256)
    for kind in kinds:
        yield folder / f"{kind}.webp"
        if spare and KINDS[kind].avif:
            yield folder / f"{kind}.avif"
    yield folder / _PLACEHOLDER


def _make(image: Image, kinds: Sequence[Kind], *, spare: bool) -> None:
    source = storage.path_of(image.sha256)
    with storage.guarded(), _alone(storage.derived_folder(image.sha256)):
        missing = [path for path in _files(image, kinds, spare=spare) if not path.exists()]
        if not missing:
            return
        largest = shrunk(source, max(KINDS[kind].edge for kind in kinds))
        for path in missing:
            _write(_content(path, largest), path)


def _content(path: Path, largest: Any) -> bytes:  # noqa: ANN401 -- Pillow's picture; its name is our model's here
    """Return what belongs into a file, from a picture at least as large as its version."""
    if path.name == _PLACEHOLDER:
        return json.dumps(placeholder_of(largest).as_json()).encode()
    version = KINDS["thumb" if path.stem == "thumb" else "preview"]
    picture = smaller(largest, version.edge) if max(largest.size) > version.edge else largest
    if path.suffix == ".avif":
        return encode(picture, quality=version.avif or version.quality, output="avif")
    return encode(picture, quality=version.quality)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the kernel drops it if this process dies."""
    folder.mkdir(parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(data: bytes, final: Path) -> None:
    path = storage.temporary_file()
    try:
        with path.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.replace(final)
    finally:
        storage.discard(path)
