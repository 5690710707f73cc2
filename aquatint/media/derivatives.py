"""Small versions of a picture: made when first asked for or in the background, never while a generation settles.

They may be deleted at any time. One maker at a time works on the versions of a picture, over all processes; others wait
for it and find the file.
"""

import asyncio
import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app

from aquatint.imaging.budget import PixelBudget
from aquatint.imaging.derive import shrink
from aquatint.media import storage
from aquatint.media.models import Image

Kind = Literal["thumb", "preview"]
QUEUE: Final = "background"
TASK: Final = "aquatint.media.tasks.warm"
_LOW: Final = -10


class Version(NamedTuple):
    """A small version: WebP, its longer side at most `edge` pixels."""

    edge: int
    quality: int


KINDS: Final[dict[Kind, Version]] = {"thumb": Version(512, 75), "preview": Version(1280, 80)}

budget: Final = PixelBudget(settings.DECODE_PIXELS)
"""Bounds the pixels decoded at once for small versions in this process."""


def path_of(image: Image, kind: Kind) -> Path:
    """Return where a small version lies, or would lie."""
    return storage.derived_folder(image.sha256) / f"{kind}.webp"


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
    if final.exists():
        return final
    source = storage.path_of(image.sha256)
    with storage.guarded(), _alone(final.parent):
        if not final.exists():
            version = KINDS[kind]
            _write(shrink(source, edge=version.edge, quality=version.quality), final)
    return final


def warm(image_ids: Iterable[UUID]) -> None:
    """Queue the making of both small versions. Part of the caller's transaction, if there is one."""
    names: list[Any] = [image_id.hex for image_id in image_ids]
    if names:
        app.configure_task(TASK, queue=QUEUE, priority=_LOW).defer(images=names)


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
