"""Kept bytes: files on the local disk, named by their SHA-256.

    DATA/media/
    ├── originals/ab/cd/<sha256>       what was delivered or uploaded; never changed once there
    ├── derived/ab/<sha256>/<name>     small versions; may be deleted at any time, they are made again
    ├── partials/<generation>/         unfinished states, gone when the generation has ended
    ├── tmp/                           files being written
    └── keeping.lock                   shared while a file gets its final name, exclusive while an orphan goes

A file gets its final name only when it is whole and on the disk: written under `tmp/`, hashed, fsynced, renamed, and
then the folder fsynced. So a crash at any moment leaves nothing half-made under a final name, and two processes may
keep the same content at once. Callers know hashes and paths from here and nothing of the layout.
"""

import errno
import fcntl
import hashlib
import mmap
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from uuid import UUID

from django.conf import settings

from aquatint.media.errors import ImageGone, StorageFailed, StorageFull

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}


@dataclass(frozen=True, slots=True)
class Kept:
    """Content that is safely stored: its SHA-256 in hex and its size in bytes.

    What was kept as returnable knows its own file, and the file of the same content that it replaced if there was one.
    """

    sha256: str
    bytes: int
    file: "Mark | None" = field(default=None, compare=False)
    replaced: "Mark | None" = field(default=None, compare=False)


class Mark(NamedTuple):
    """Which file it is. Numbers of files are used again, so the moment of the last write belongs to it."""

    inode: int
    written: int


def root() -> Path:
    """Return the folder of all kept bytes."""
    return Path(settings.DATA) / "media"


@contextmanager
def guarded() -> Iterator[None]:
    """Tell errors of the disk inside the block as `StorageFull` or `StorageFailed`, which end as a clean 503."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull("There is no room left to store pictures. Nothing was charged; try later.") from error
        reason = error.strerror or "unknown reason"
        raise StorageFailed(f"Pictures cannot be stored now ({reason}). Nothing was charged; try later.") from error


def temporary_file(suffix: str = "") -> Path:
    """Return a fresh empty file on the file system of the originals; the caller owns it."""
    with guarded():
        handle, name = tempfile.mkstemp(dir=_folder("tmp"), suffix=suffix)
        os.close(handle)
        return Path(name)


def temporary_folder() -> Path:
    """Return a fresh empty folder on the file system of the originals; the caller owns it."""
    with guarded():
        return Path(tempfile.mkdtemp(dir=_folder("tmp")))


def discard(path: Path) -> None:
    """Delete a temporary file or folder if it is still there."""
    try:
        path.rmdir()  # most folders are empty by now
    except NotADirectoryError:
        path.unlink(missing_ok=True)
    except OSError:
        shutil.rmtree(path, ignore_errors=True)


def keep(path: Path, *, sha256: str | None = None, returnable: bool = False) -> Kept:
    """Move a whole file into the originals; durable on return. Idempotent: content that is there already stays.

    `path` is a temporary file from here or lies in a temporary folder from here; it is gone afterwards. What is
    `returnable` can be given to `take_back`. Raises `StorageFailed` if its content has another hash than the given
    `sha256` or the disk refuses, `StorageFull` if it is full.
    """
    with guarded():
        kept = _sync(path)
        if sha256 not in {None, kept.sha256}:
            raise StorageFailed("The stored bytes differ from those that came in. Nothing was charged; try again.")
        final = _original(kept.sha256)
        with _lock(fcntl.LOCK_EX if returnable else fcntl.LOCK_SH):
            if returnable:
                kept = Kept(kept.sha256, kept.bytes, file=_mark(path), replaced=_mark(final))
            _place(path, final)
    return kept


def take_back(*kept: Kept) -> None:
    """Delete returnable content that nobody wanted after all.

    It stays if it was there before or if somebody else kept the same since. The same content several times among
    `kept` counts as one.
    """
    replaced = {one.file: one.replaced for one in kept if one.file is not None}
    for sha256 in {one.sha256 for one in kept if one.file is not None}:
        with guarded(), _lock(fcntl.LOCK_EX):
            last = mark = _mark(_original(sha256))
            while mark in replaced:
                mark = replaced.pop(mark)
            if last is not None and mark is None:
                remove(sha256)


def _mark(path: Path) -> Mark | None:
    with suppress(FileNotFoundError):
        status = path.stat()
        return Mark(status.st_ino, status.st_mtime_ns)
    return None


def _place(path: Path, final: Path) -> None:
    """Give a fsynced file its final name, durably. The same content there is replaced and so younger."""
    _make_folder(final.parent)
    path.replace(final)
    _sync_folder(final.parent)


def path_of(sha256: str) -> Path:
    """Return where this content lies. Raises `ImageGone` if it does not."""
    path = _original(sha256)
    if not path.is_file():
        raise ImageGone("The bytes of this picture are not in the store.")
    return path


def open_original(sha256: str) -> BinaryIO:
    """Open content for reading. Raises `ImageGone`."""
    return path_of(sha256).open("rb")


def read(sha256: str) -> bytes:
    """Return content as a whole. Raises `ImageGone`."""
    return path_of(sha256).read_bytes()


def remove(sha256: str) -> None:
    """Delete content and its small versions; nothing happens if it is not there."""
    shutil.rmtree(derived_folder(sha256), ignore_errors=True)
    with guarded():
        _original(sha256).unlink(missing_ok=True)


def remove_if_older(sha256: str, moment: float) -> bool:
    """Delete content unless it was kept after `moment` (a POSIX time, see `moment`); return whether it went.

    Nobody can keep the same content between the look and the deletion.
    """
    with guarded(), _lock(fcntl.LOCK_EX):
        path = _original(sha256)
        if not path.exists() or path.stat().st_mtime > moment:
            return False
        remove(sha256)
        return True


def moment() -> float:
    """Return the file system's own present as a POSIX time, which is what ages of files are measured against."""
    path = temporary_file()
    try:
        return path.stat().st_mtime
    finally:
        discard(path)


def loose(older_than: float) -> Iterator[Path]:
    """Yield what lies in `tmp/` and `partials/` unchanged since `older_than`, a POSIX time."""
    for name in ("tmp", "partials"):
        for path in _entries(root() / name):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < older_than:
                    yield path


def originals() -> Iterator[tuple[str, os.stat_result]]:
    """Yield the hash and the status of every original, in order of the hashes, without holding them all."""
    base = root() / "originals"
    for upper in _entries(base):
        for lower in _entries(upper):
            for path in _entries(lower):
                with suppress(FileNotFoundError):
                    yield path.name, path.stat()


def derived_folder(sha256: str) -> Path:
    """Return the folder of the small versions of this content; it may not exist yet."""
    return root() / "derived" / sha256[:2] / sha256


def put_partial(generation_id: UUID, shot: int, index: int, data: bytes) -> Path:
    """Keep an unfinished state of a shot until its generation has ended. Not durable on purpose."""
    final = partial_path(generation_id, shot, index)
    path = temporary_file()
    try:
        with guarded():
            path.write_bytes(data)
            final.parent.mkdir(parents=True, exist_ok=True)
            path.replace(final)
    finally:
        discard(path)
    return final


def partial_path(generation_id: UUID, shot: int, index: int) -> Path:
    """Return where an unfinished state lies, or would lie."""
    return root() / "partials" / str(generation_id) / f"{shot:d}-{index:d}"


def forget_partials(generation_id: UUID) -> None:
    """Delete all unfinished states of a generation."""
    shutil.rmtree(root() / "partials" / str(generation_id), ignore_errors=True)


@contextmanager
def _lock(how: int) -> Iterator[None]:
    handle = os.open(root() / "keeping.lock", os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        fcntl.flock(handle, how)
        yield
    finally:
        os.close(handle)  # and with it the lock


def _folder(name: str) -> Path:
    folder = root() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _original(sha256: str) -> Path:
    return root() / "originals" / sha256[:2] / sha256[2:4] / sha256


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except (FileNotFoundError, NotADirectoryError):
        return []


def _sync(path: Path) -> Kept:
    """Hash a file and bring it to the disk."""
    with path.open("rb", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        digest = hashlib.sha256()
        if size:  # mapped: one long step leaves the other threads alone, where many reads would disturb them
            with mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as content:
                digest.update(content)
        os.fsync(file.fileno())
        return Kept(digest.hexdigest(), size)


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each durable before it is used."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
