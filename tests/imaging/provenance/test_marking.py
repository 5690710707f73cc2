"""Marks and words in files."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from aquatint.imaging.provenance import Claim, watermark
from aquatint.imaging.provenance.declaring import Declared, declare, declared, packet
from aquatint.imaging.provenance.fingerprint import SAME, distance, fingerprint
from aquatint.imaging.provenance.marking import Marks, labelled, put_in
from tests.imaging.pictures import animation, pixels_of
from tests.imaging.provenance.conftest import saved, scene

XMP = packet(Claim("a model", identifier="img_1"), edited=False, tool="Aquatint", producer='Ada & "Söhne" 工作室')


@pytest.mark.parametrize(("kind", "options"), [("png", {}), ("jpeg", {"quality": 90}), ("webp", {"lossless": True})])
def test_a_file_is_marked_and_keeps_its_type_and_profile(kind: str, options: dict[str, int], tmp_path: Path) -> None:
    source = saved(tmp_path / f"a.{kind}", scene(1024, 768), icc_profile=_profile(), **options)
    out = tmp_path / f"b.{kind}"
    assert put_in(source, out, Marks(payload=7))
    with Image.open(out) as picture:
        assert picture.format == kind.upper()
        assert picture.info["icc_profile"] == _profile()
        reading = watermark.extract(np.asarray(picture.convert("RGB")))
    assert reading is not None
    assert reading.payload == 7


def test_a_jpeg_keeps_its_tables_so_that_it_hardly_grows(tmp_path: Path) -> None:
    source, out = saved(tmp_path / "a.jpeg", quality=85), tmp_path / "b.jpeg"
    assert put_in(source, out, Marks(payload=7))
    with Image.open(source) as before, Image.open(out) as after:
        assert before.quantization == after.quantization  # type: ignore[attr-defined] # of JPEG files
    assert out.stat().st_size < 1.3 * source.stat().st_size


@pytest.mark.parametrize(("kind", "options"), [("webp", {"quality": 80}), ("avif", {}), ("gif", {})])
def test_what_would_lose_quality_goes_without(kind: str, options: dict[str, int], tmp_path: Path) -> None:
    source, out = saved(tmp_path / f"a.{kind}", scene(256, 256), **options), tmp_path / f"b.{kind}"
    assert not put_in(source, out, Marks(payload=7))
    assert not out.exists()


def test_an_animation_goes_without(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(animation("png", 3, (200, 200)))
    assert not put_in(path, tmp_path / "b.png", Marks(payload=7))


def test_a_deep_picture_goes_without(tmp_path: Path) -> None:
    deep = Image.fromarray(np.full((200, 200), 40_000, np.uint16))
    assert not put_in(saved(tmp_path / "a.png", deep), tmp_path / "b.png", Marks(payload=7))


@pytest.mark.parametrize("size", [(512, 384), (300, 900), (1024, 256)])
def test_the_label_is_as_high_as_the_rules_ask_and_stays_in_its_corner(size: tuple[int, int]) -> None:
    plain = np.full((size[1], size[0], 3), 120, np.uint8)
    shown = labelled(plain)
    rows, columns = np.nonzero((plain != shown).any(axis=2))
    letters = (shown > 240).all(axis=2)
    height = np.ptp(np.nonzero(letters)[0]) + 1
    is_narrow = np.ptp(columns) > 0.9 * size[0] - 20  # then the words shrink, to be there at all
    assert is_narrow or height >= 0.05 * min(size)
    assert rows.min() > size[1] * 0.75
    assert columns.max() < size[0]


@pytest.mark.parametrize(
    ("kind", "options"), [("png", {}), ("jpeg", {}), ("webp", {"lossless": True}), ("webp", {"quality": 70})]
)
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_words_for_machines_change_no_pixel(kind: str, options: dict[str, int], mode: str, tmp_path: Path) -> None:
    picture = scene(97, 64, mode="RGB" if kind == "jpeg" else mode)
    source, out = saved(tmp_path / f"a.{kind}", picture, **options), tmp_path / f"b.{kind}"
    assert declared(source) is None
    assert declare(source, out, XMP)
    assert np.array_equal(pixels_of(source), pixels_of(out))
    assert declared(out) == Declared("trainedAlgorithmicMedia", 'Ada & "Söhne" 工作室')
    with Image.open(out) as read:
        assert b"DigitalSourceType" in read.info["xmp"]
    assert not declare(out, tmp_path / "c", XMP)  # once is enough


def test_an_edit_is_said_to_be_in_part_by_a_model(tmp_path: Path) -> None:
    out = tmp_path / "b.png"
    assert declare(saved(tmp_path / "a.png"), out, packet(Claim("a model"), edited=True, tool="Aquatint"))
    found = declared(out)
    assert found is not None
    assert found.source == "compositeWithTrainedAlgorithmicMedia"
    assert found.producer == ""


def test_a_fingerprint_stays_through_jpeg_and_scaling(tmp_path: Path) -> None:
    picture = scene(1024, 768)
    whole = fingerprint(saved(tmp_path / "a.png", picture))
    copy = fingerprint(saved(tmp_path / "b.jpeg", picture.resize((400, 300)), quality=60))
    other = fingerprint(saved(tmp_path / "c.png", scene(1024, 768, seed=2)))
    assert whole is not None
    assert copy is not None
    assert other is not None
    assert len(whole) == 32
    assert distance(whole, copy) <= SAME < distance(whole, other)


def test_a_plain_surface_has_no_fingerprint(tmp_path: Path) -> None:
    assert fingerprint(saved(tmp_path / "a.png", Image.new("RGB", (300, 300), "teal"))) is None


@cache
def _profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
