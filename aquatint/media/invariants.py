"""What must hold between the rows and the bytes, checked with SQL and paths of its own.

I7: the content of every picture is there, has the right size and, where looked at, the right hash. I8: no content
without a row, once it is older than a day.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from aquatint.kit.findings import Finding

_AREA = "media"
_BATCH = 500
_SAMPLE = 50
_ORPHAN_SECONDS = 86_400 + 7_200  # a day, and time for two sweeps


def findings(*, every_hash: bool = False) -> Iterator[Finding]:
    """Yield what does not hold. Hashes are computed for fifty pictures chosen at random, or for all of them."""
    yield from _missing_or_wrong_size()
    yield from _wrong_hash(every_hash=every_hash)
    yield from _orphans()


def _base() -> Path:
    return Path(settings.DATA, "media", "originals")


def _place(sha256: str) -> Path:
    return _base().joinpath(sha256[0:2], sha256[2:4], sha256)


def _missing_or_wrong_size() -> Iterator[Finding]:
    last = ""
    while rows := _query(
        "SELECT sha256, min(bytes), max(bytes), count(*) FROM media_image WHERE sha256 > %s"
        " GROUP BY sha256 ORDER BY sha256 LIMIT %s",
        [last, _BATCH],
    ):
        for sha256, least, most, count in rows:
            try:
                size = _place(sha256).stat().st_size
            except FileNotFoundError:
                yield Finding(_AREA, "blob_missing", f"{count} image rows name {sha256}, which is not stored.")
                continue
            if not least == most == size:
                sentence = f"{sha256} has {size} bytes; its rows say {least} to {most}."
                yield Finding(_AREA, "blob_size_differs", sentence)
        last = rows[-1][0]


def _wrong_hash(*, every_hash: bool) -> Iterator[Finding]:
    last = "" if every_hash else secrets.token_hex(32)
    while rows := _query(
        "SELECT DISTINCT sha256 FROM media_image WHERE sha256 > %s ORDER BY sha256 LIMIT %s", [last, _SAMPLE]
    ):
        for (sha256,) in rows:
            path = _place(sha256)
            if path.exists() and _digest(path) != sha256:
                yield Finding(_AREA, "blob_hash_differs", f"The bytes stored as {sha256} have another hash.")
        if not every_hash:
            return
        last = rows[-1][0]


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _orphans() -> Iterator[Finding]:
    if not _base().exists():
        return
    with tempfile.TemporaryFile(dir=_base().parent) as youngest:  # the disk's own clock, whatever ours says
        edge = os.fstat(youngest.fileno()).st_mtime - _ORPHAN_SECONDS
    batch: list[str] = []
    for folder, _, names in os.walk(_base()):
        batch += [name for name in names if _is_older(Path(folder, name), edge)]
        if len(batch) >= _BATCH:
            yield from _without_row(batch)
            batch = []
    yield from _without_row(batch)


def _is_older(path: Path, edge: float) -> bool:
    try:
        return path.stat().st_mtime < edge
    except FileNotFoundError:
        return False


def _without_row(batch: list[str]) -> Iterator[Finding]:
    rows = _query(
        "SELECT file FROM unnest(%s::text[]) AS file WHERE NOT EXISTS"
        " (SELECT 1 FROM media_image WHERE media_image.sha256 = file)",
        [batch],
    )
    for (name,) in rows:
        yield Finding(_AREA, "blob_without_row", f"{name} is stored, but no image names it.")


def _query(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())
