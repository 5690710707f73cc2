"""What a painter noted in its file is there after every step that writes the file anew, and nothing else is."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from aquatint.imaging import notes
from aquatint.imaging.provenance.marking import Marks, put_in
from tests.imaging.pictures import pixels_of
from tests.imaging.provenance.conftest import saved, scene

TOLD = {"Software": "A painter", "Description": "Drawn by code.", "aquatint:scene": '{"things": ["a “fox”", "狐"]}'}
KINDS = pytest.mark.parametrize(
    ("kind", "options"), [("png", {}), ("jpeg", {"quality": 90}), ("webp", {"lossless": True}), ("webp", {})]
)


@KINDS
def test_notes_are_read_as_they_were_written_and_no_pixel_changes(
    kind: str, options: dict[str, int], tmp_path: Path
) -> None:
    path = saved(tmp_path / f"a.{kind}", scene(320, 240), **options)
    before = pixels_of(path)
    assert notes.read(path) == {}
    notes.write(path, TOLD)
    assert notes.read(path) == TOLD
    assert np.array_equal(pixels_of(path), before)


@pytest.mark.parametrize(("kind", "options"), [("png", {}), ("jpeg", {"quality": 90}), ("webp", {"lossless": True})])
def test_a_marked_file_keeps_them(kind: str, options: dict[str, int], tmp_path: Path) -> None:
    path = saved(tmp_path / f"a.{kind}", scene(320, 240), **options)
    notes.write(path, TOLD)
    assert put_in(path, tmp_path / f"b.{kind}", Marks(payload=7))
    assert notes.read(tmp_path / f"b.{kind}") == TOLD


def test_what_else_a_file_tells_is_no_note(tmp_path: Path) -> None:
    more = PngImagePlugin.PngInfo()
    more.add_itxt("parameters", "the words of a person")
    more.add_itxt("aquatint:seed", "7")
    scene(320, 240).save(tmp_path / "a.png", pnginfo=more)
    assert notes.read(tmp_path / "a.png") == {"aquatint:seed": "7"}
    assert put_in(tmp_path / "a.png", tmp_path / "b.png", Marks(payload=7))
    assert b"the words of a person" not in (tmp_path / "b.png").read_bytes()


@pytest.mark.parametrize("comment", [b"", b"ASCII\0\0\0[1]", b"ASCII\0\0\0{", b"\0" * 8 + b"{}", b"ASCII\0\0\0\xff"])
def test_a_comment_of_somebody_else_is_no_note(comment: bytes, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9286] = comment
    assert notes.read(saved(tmp_path / "a.jpeg", scene(64, 64), exif=exif.tobytes())) == {}


def test_what_does_not_fit_into_a_jpeg_is_left_out(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpeg", scene(64, 64))
    notes.write(path, {**TOLD, "aquatint:scene": "x" * 70_000})
    assert notes.read(path) == {"Software": "A painter", "Description": "Drawn by code."}


def test_a_type_that_holds_none_goes_without(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.gif", scene(64, 64))
    before = path.read_bytes()
    notes.write(path, TOLD)
    assert (path.read_bytes(), notes.read(path)) == (before, {})
