"""What a painter of ours noted for itself comes back with the file; what else it tells does not."""

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import ExifTags, Image

from aquatint.imaging import notes
from aquatint.imaging.uploads import open_upload
from tests.imaging.pictures import pixels_of
from tests.imaging.provenance.conftest import saved, scene

KINDS = pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
OWN = {"aquatint:scene": '{"things": ["a “fox”"]}'}


def exif(own: dict[str, str], orientation: int = 1) -> bytes:
    """Return EXIF data with notes as anybody may write them."""
    data = Image.Exif()
    data[ExifTags.Base.Orientation] = orientation
    data.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.UserComment] = b"ASCII\0\0\0" + json.dumps(own).encode()
    return data.tobytes()


@KINDS
def test_our_own_notes_come_through_an_upload_and_nothing_else_does(kind: str, tmp_path: Path) -> None:
    path, out = saved(tmp_path / f"a.{kind}", scene(320, 240)), tmp_path / "out"
    notes.write(path, {"Software": "A painter", "Description": "Drawn by code.", **OWN})
    upload = open_upload(path, out)
    assert upload.changes == ("metadata_removed",)
    assert notes.read(out) == OWN
    assert b"A painter" not in out.read_bytes()
    assert np.array_equal(pixels_of(path), pixels_of(out))


def test_an_upload_of_an_upload_is_the_same_file(tmp_path: Path) -> None:
    path, once, twice = saved(tmp_path / "a.png", scene(320, 240)), tmp_path / "once", tmp_path / "twice"
    notes.write(path, OWN)
    open_upload(path, once)
    open_upload(once, twice)
    assert once.read_bytes() == twice.read_bytes()


def test_a_turned_picture_loses_them(tmp_path: Path) -> None:
    path, out = saved(tmp_path / "a.jpeg", scene(320, 240), exif=exif(OWN, 6)), tmp_path / "out"
    assert notes.read(path) == OWN
    assert "turned" in open_upload(path, out).changes
    assert notes.read(out) == {}


@pytest.mark.parametrize(
    "planted",
    [
        {"aquatint:scene": "x" * 60_001},
        {f"aquatint:{letter}": "x" for letter in "abcde"},
        {"aquatint:狐": "x"},
        {"aquatint:scene": "\ud800"},
        {"aquatint:a b": "x"},
    ],
    ids=["long", "many", "another script", "half a character", "a space"],
)
def test_notes_that_are_many_long_or_strange_are_left_behind(planted: dict[str, str], tmp_path: Path) -> None:
    path, out = saved(tmp_path / "a.webp", scene(320, 240)), tmp_path / "out"
    saved(path, scene(320, 240), exif=exif(planted))
    assert len(notes.read(path)) == len(planted)
    open_upload(path, out)
    assert notes.read(out) == {}
