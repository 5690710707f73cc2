"""The verbs of pictures."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.imaging.facts import Facts
from aquatint.kit import ids
from aquatint.kit.rows import insert
from aquatint.media import storage
from aquatint.media.models import Image, Origin
from aquatint.media.storage import Kept
from aquatint.media.uploads import take_in

_NAME = 200


def add_upload(*, person: Person, path: Path, name: str) -> Image:
    """Take in a picture that a person sent; `path` stays the caller's.

    All work on pixels is done before the transaction: one full decode, so the caller puts it behind a pixel budget.
    Raises `UploadRefused` or `StorageFailed`; then nothing is stored.
    """
    taken = take_in(path, field="image", name=name)
    with transaction.atomic():
        said = [{"changes": list(taken.changes)}]
        pictures = [(taken.kept, taken.facts)]
        return record(owner=person.id, origin=Origin.UPLOAD, name=name, pictures=pictures, said=said)[0]


def record(
    *,
    owner: UUID,
    origin: str,
    pictures: Sequence[tuple[Kept, Facts]],
    name: str = "",
    said: Sequence[Mapping[str, Any]] = (),
    identities: Sequence[UUID] = (),
) -> list[Image]:
    """Write a row for each kept picture, in order, in one INSERT; call it inside the transaction that settles.

    `said` holds for each picture what its maker told about it, `identities` its key; each is empty or as long.
    """
    keys = identities or [ids.new() for _ in pictures]
    images = [
        Image(
            id=key,
            owner_id=owner,
            origin=origin,
            name=_one_line(name),
            sha256=kept.sha256,
            bytes=kept.bytes,
            media_type=facts.media_type,
            width=facts.width,
            height=facts.height,
            alpha=facts.alpha,
            facts=dict(told),
        )
        for key, (kept, facts), told in zip(keys, pictures, said or [{}] * len(pictures), strict=True)
    ]
    if images:
        insert(images)
    return images


def sweep(*, seconds: float = 86_400) -> int:
    """Delete files that nobody refers to and nobody touched for so long; return how many went.

    These are temporary files and unfinished states of dead workers, and content whose row was never written.
    """
    edge = storage.moment() - seconds
    gone = 0
    for path in storage.loose(edge):
        storage.discard(path)
        gone += 1
    old = [sha256 for sha256, status in storage.originals() if status.st_mtime < edge]
    for start in range(0, len(old), 500):
        batch = old[start : start + 500]
        known = set(Image.objects.filter(sha256__in=batch).values_list("sha256", flat=True))
        gone += sum(storage.remove_if_older(sha256, edge) for sha256 in batch if sha256 not in known)
    return gone


def _one_line(name: str) -> str:
    """Return a name without line breaks, control characters and more letters than fit."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())[:_NAME]
