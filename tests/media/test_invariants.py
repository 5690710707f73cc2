"""The check finds what was broken on purpose, and nothing else."""

from typing import Any

from aquatint.media import storage
from aquatint.media.invariants import findings
from tests.imaging.pictures import encoded, picture
from tests.media.conftest import Add, make_old, temporary


def codes(*, every_hash: bool = True) -> list[str]:
    return [finding.code for finding in findings(every_hash=every_hash)]


def test_a_sound_store_has_no_findings(ada: Any, ben: Any, add: Add) -> None:
    assert codes() == []
    for width in (10, 20, 30):
        add(ada.id, encoded("png", picture(width)))
        add(ben.id, encoded("png", picture(width)))
    storage.keep(temporary(b"young, its row is still to come"))
    assert codes() == []
    assert codes(every_hash=False) == []


def test_it_finds_lost_bytes(ada: Any, add: Add) -> None:
    storage.path_of(add(ada.id).sha256).unlink()
    assert codes() == ["blob_missing"]


def test_it_finds_cut_bytes(ada: Any, add: Add) -> None:
    path = storage.path_of(add(ada.id).sha256)
    path.write_bytes(path.read_bytes()[:-1])
    assert codes() == ["blob_size_differs", "blob_hash_differs"]


def test_it_finds_changed_bytes(ada: Any, add: Add) -> None:
    path = storage.path_of(add(ada.id).sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert codes() == ["blob_hash_differs"]


def test_it_finds_old_bytes_without_a_row(db: None) -> None:
    make_old(storage.path_of(storage.keep(temporary(b"copper")).sha256), 200_000)
    assert codes() == ["blob_without_row"]
