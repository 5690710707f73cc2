"""Kept bytes: whole or not at all."""

import errno
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from aquatint.kit.errors import Unavailable
from aquatint.media import storage
from aquatint.media.errors import ImageGone, StorageFailed, StorageFull
from tests.media.conftest import temporary


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "keeping.lock")


def test_kept_content_is_found_by_its_hash_and_the_temporary_file_is_gone(store: Path) -> None:
    path = temporary(b"copper")
    kept = storage.keep(path)
    assert kept == storage.Kept(hashlib.sha256(b"copper").hexdigest(), 6)
    assert storage.read(kept.sha256) == b"copper"
    with storage.open_original(kept.sha256) as file:
        assert file.read(3) == b"cop"
    assert files(store) == [storage.path_of(kept.sha256)]


def test_the_same_content_twice_is_kept_once(store: Path) -> None:
    first, second = storage.keep(temporary(b"copper")), storage.keep(temporary(b"copper"))
    assert first == second
    assert len(files(store)) == 1


def test_content_that_differs_from_its_announced_hash_is_refused(store: Path) -> None:
    with pytest.raises(StorageFailed):
        storage.keep(temporary(b"copper"), sha256=hashlib.sha256(b"silver").hexdigest())
    assert files(store / "originals") == []


def test_what_is_not_there_is_said_to_be_gone() -> None:
    for ask in (storage.path_of, storage.read, storage.open_original):
        with pytest.raises(ImageGone):
            ask("0" * 64)


def test_removed_content_is_gone_with_its_small_versions(store: Path) -> None:
    kept = storage.keep(temporary(b"copper"))
    folder = storage.derived_folder(kept.sha256)
    folder.mkdir(parents=True)
    (folder / "thumb.webp").write_bytes(b"small")
    storage.remove(kept.sha256)
    storage.remove(kept.sha256)
    assert files(store) == []


def test_partials_live_until_they_are_forgotten(store: Path) -> None:
    generation = uuid4()
    path = storage.put_partial(generation, 1, 2, b"half a kettle")
    assert path == storage.partial_path(generation, 1, 2)
    storage.put_partial(generation, 1, 2, b"more of a kettle")
    assert path.read_bytes() == b"more of a kettle"
    storage.forget_partials(generation)
    storage.forget_partials(generation)
    assert files(store) == []


@pytest.mark.parametrize("call", ["fsync", "replace", "mkdir"])
@pytest.mark.parametrize(("number", "error"), [(errno.ENOSPC, StorageFull), (errno.EIO, StorageFailed)])
def test_a_disk_that_refuses_is_a_clean_503_and_leaves_nothing_under_a_final_name(
    call: str, number: int, error: type[Unavailable], store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = temporary(b"copper")
    real = getattr(os, call)

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, call, refuse)
    with pytest.raises(error) as refused:
        storage.keep(path)
    monkeypatch.setattr(os, call, real)
    assert (refused.value.status, refused.value.can_retry) == (503, True)
    assert "Nothing was charged" in refused.value.sentence
    assert files(store / "originals") == []
    assert storage.read(storage.keep(path).sha256) == b"copper"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's /dev/full")
def test_a_really_full_disk_is_a_clean_503(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full = storage.temporary_folder() / "full"
    full.symlink_to("/dev/full")
    monkeypatch.setattr(storage, "temporary_file", lambda: full)
    with pytest.raises(StorageFull):
        storage.put_partial(uuid4(), 0, 0, b"half a kettle")
    assert files(store / "partials") == []


def test_a_data_folder_that_cannot_be_written_is_a_clean_503(settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path / "file"
    settings.DATA.write_text("in the way")
    with pytest.raises(StorageFailed):
        storage.temporary_file()


_KEEP_AND_DIE = """
import os, signal, sys
import django
from django.conf import settings
settings.configure(DATA=sys.argv[1])
from aquatint.media import storage
path = storage.temporary_file()
path.write_bytes(b"copper" * 1_000_000)
real = getattr(os, sys.argv[2])
def die(*arguments, **options):
    if sys.argv[3] == "after":
        real(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)
setattr(os, sys.argv[2], die)
storage.keep(path)
"""


def _child(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", *arguments], cwd=Path(__file__).parents[2])  # noqa: S603


@pytest.mark.parametrize(
    ("call", "when", "number"),
    [("fsync", "before", 0), ("fsync", "after", 0), ("replace", "before", 0), ("replace", "after", 1)],
)
def test_a_process_killed_while_keeping_leaves_all_or_nothing(call: str, when: str, number: int, store: Path) -> None:
    child = _child(_KEEP_AND_DIE, str(store.parent), call, when)
    assert child.wait(30) == -signal.SIGKILL
    content = b"copper" * 1_000_000
    found = files(store / "originals")
    assert [path.read_bytes() == content for path in found] == [True] * number
    assert storage.read(storage.keep(temporary(content)).sha256) == content


_KEEP_MANY = """
import sys
from django.conf import settings
settings.configure(DATA=sys.argv[1])
from aquatint.media import storage
for number in range(150):
    path = storage.temporary_file()
    path.write_bytes(b"%d" % (number % 20) * 10_000)
    kept = storage.keep(path)
    assert len(storage.read(kept.sha256)) == kept.bytes
"""


def test_two_processes_may_keep_the_same_content_at_once(store: Path) -> None:
    children = [_child(_KEEP_MANY, str(store.parent)) for _ in range(2)]
    assert [child.wait(60) for child in children] == [0, 0]
    found = files(store)
    assert len(found) == 20
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in found)


def test_an_original_that_was_kept_again_is_not_removed_as_old() -> None:
    kept = storage.keep(temporary(b"copper"))
    before = storage.moment() - 1
    assert not storage.remove_if_older(kept.sha256, before)
    assert storage.remove_if_older(kept.sha256, storage.moment() + 1)
    assert not storage.remove_if_older(kept.sha256, storage.moment() + 1)


@pytest.mark.parametrize("make", [storage.temporary_file, storage.temporary_folder])
def test_temporary_things_can_be_discarded_twice(make: Callable[[], Path]) -> None:
    path = make()
    storage.discard(path)
    storage.discard(path)
    assert not path.exists()


def test_returnable_content_is_taken_back() -> None:
    kept = storage.keep(temporary(b"unwanted"), returnable=True)
    storage.take_back(kept)
    with pytest.raises(ImageGone):
        storage.path_of(kept.sha256)
    storage.take_back(kept)


def test_content_that_was_there_before_or_came_again_is_not_taken_back() -> None:
    first = storage.keep(temporary(b"wanted twice"), returnable=True)
    second = storage.keep(temporary(b"wanted twice"), returnable=True)
    storage.take_back(second)
    storage.take_back(first)
    assert storage.read(first.sha256) == b"wanted twice"


def test_the_same_content_several_times_is_taken_back_as_one() -> None:
    kept = [storage.keep(temporary(b"thrice"), returnable=True) for _ in range(3)]
    storage.take_back(*kept)
    with pytest.raises(ImageGone):
        storage.path_of(kept[0].sha256)


def test_content_that_was_delivered_meanwhile_is_not_taken_back() -> None:
    kept = storage.keep(temporary(b"upload"), returnable=True)
    storage.keep(temporary(b"upload"))
    storage.take_back(kept)
    assert storage.read(kept.sha256) == b"upload"


def test_what_was_not_kept_as_returnable_is_not_taken_back() -> None:
    kept = storage.keep(temporary(b"delivered"))
    storage.take_back(kept)
    assert storage.read(kept.sha256) == b"delivered"
