"""Strangers' files: bounded, stripped, turned, proven."""

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from aquatint.imaging import Limits, Unreadable
from aquatint.imaging.uploads import Upload, open_upload
from tests.imaging.conftest import Put
from tests.imaging.pictures import SIGNATURE, animation, chunk, encoded, exif, picture, pixels_of, png

SECRETS = (b"SecretCamera", b"secret words", b"GPS", b"behind the end")
XMP = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret words</x:xmpmeta>"
ICC = b"\0\0\2\x0clcms" + bytes(500)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def assert_nothing_is_told(path: Path) -> None:
    data = path.read_bytes()
    assert [secret for secret in SECRETS if secret in data] == []
    with Image.open(path) as image:
        image.load()
        assert not image.getexif()
        assert {"exif", "xmp", "comment", "XML:com.adobe.xmp", "Comment"} & set(image.info) == set()


def _with_words(kind: str) -> bytes:
    """Return a file with everything in it that should not be told."""
    if kind == "gif":
        data = encoded("gif", comment=b"secret words")
    elif kind == "jpeg":
        data = encoded("jpeg", exif=exif(), xmp=XMP, comment=b"secret words", icc_profile=ICC)
    elif kind == "webp":
        data = encoded("webp", exif=exif(), xmp=XMP, icc_profile=ICC)
    else:
        words = chunk(b"tEXt", b"Comment\0secret words") + chunk(b"tIME", bytes(7)) + chunk(b"eXIf", exif()[6:])
        data = encoded("png", icc_profile=ICC)
        data = data[:33] + words + data[33:]
    return data + b"behind the end"


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
def test_metadata_goes_and_every_pixel_stays(kind: str, put: Put, out: Path) -> None:
    file = put(_with_words(kind))
    upload = open_upload(file, out)
    assert upload.facts.media_type == f"image/{kind}"
    assert upload.changes == ("metadata_removed",)
    assert_nothing_is_told(out)
    assert np.array_equal(pixels_of(file), pixels_of(out))


def test_a_webp_no_longer_announces_the_metadata_that_went(put: Put, out: Path) -> None:
    open_upload(put(_with_words("webp")), out)
    data = out.read_bytes()
    assert (data[12:16], data[20] & 0b00101100) == (b"VP8X", 0b00100000)  # the profile, and neither EXIF nor XMP
    assert int.from_bytes(data[4:8], "little") == len(data) - 8


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_a_colour_profile_stays(kind: str, put: Put, out: Path) -> None:
    open_upload(put(_with_words(kind)), out)
    with Image.open(out) as image:
        assert image.info["icc_profile"] == ICC


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
def test_a_file_that_tells_nothing_stays_as_it_is_to_the_last_byte(kind: str, put: Put, out: Path) -> None:
    data = encoded(kind)
    assert open_upload(put(data), out).changes == ()
    assert out.read_bytes() == data


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "avif"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_stored_turned_is_turned_for_good(kind: str, orientation: int, put: Put, out: Path) -> None:
    file = put(encoded(kind, exif=exif(orientation)))
    upload = open_upload(file, out)
    assert "turned" in upload.changes
    assert_nothing_is_told(out)
    with Image.open(out) as image:
        turned = image.convert("RGB")
    assert turned.size == ((96, 64) if orientation < 5 else (64, 96))
    assert (upload.facts.width, upload.facts.height) == turned.size
    right, down = {2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}[orientation]
    red = turned.getpixel((3 + right * (turned.width - 7), 3 + down * (turned.height - 7)))
    assert isinstance(red, tuple)
    assert red[0] > 200
    assert max(red[1:]) < 60


def test_an_orientation_behind_the_pixels_counts_too(put: Put, out: Path) -> None:
    data = encoded("png")
    upload = open_upload(put(data[:-12] + chunk(b"eXIf", exif(6)[6:]) + data[-12:]), out)
    assert (upload.facts.width, upload.facts.height, upload.changes) == (64, 96, ("metadata_removed", "turned"))


def test_turning_a_lossless_picture_changes_no_pixel(put: Put, out: Path) -> None:
    for kind in ("png", "webp"):
        file = put(encoded(kind, exif=exif(6)))
        open_upload(file, out)
        assert np.array_equal(np.rot90(pixels_of(file), -1), pixels_of(out))


def test_turning_keeps_sixteen_bits(put: Put, out: Path) -> None:
    rows = b"".join(b"\0" + struct.pack(">6H", *(1000 * row + column for column in range(6))) for row in range(3))
    data = png(2, 3, rows, header=(16, 2, 0, 0, 0))
    upload = open_upload(put(data[:33] + chunk(b"eXIf", exif(3)[6:]) + data[33:]), out)
    assert upload.changes == ("metadata_removed", "turned")
    assert out.read_bytes()[24] == 16


def test_avif_becomes_png_without_metadata(put: Put, out: Path) -> None:
    file = put(encoded("avif", exif=exif(), xmp=XMP))
    upload = open_upload(file, out)
    assert (upload.facts.media_type, upload.changes) == ("image/png", ("metadata_removed", "converted_to_png"))
    assert_nothing_is_told(out)
    assert np.array_equal(pixels_of(file), pixels_of(out))


def test_an_animation_keeps_its_frames(put: Put, out: Path) -> None:
    for kind in ("png", "webp", "gif"):
        assert open_upload(put(animation(kind, 4)), out).facts.frames == 4


def _credentials(kind: str) -> bytes:
    """Return a file with a box where C2PA credentials live."""
    data = encoded(kind)
    if kind == "png":
        return data[:33] + chunk(b"caBX", b"manifest") + data[33:]
    if kind == "jpeg":
        return data[:2] + b"\xff\xeb\0\x12JP\0\1\0\0\0\1manifest"[:20] + data[2:]
    body = data[12:] + b"C2PA" + struct.pack("<I", 8) + b"manifest"
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp"])
def test_credentials_stay_if_nothing_else_had_to_change_and_go_otherwise(kind: str, put: Put, out: Path) -> None:
    signed = _credentials(kind)
    assert open_upload(put(signed), out).changes == ()
    assert out.read_bytes() == signed
    upload = open_upload(put(signed + b"behind the end"), out)
    assert upload.changes == ("metadata_removed", "credentials_removed")
    assert out.read_bytes() == encoded(kind)


def _bomb() -> bytes:
    """Return a small file that says it is 12,000 pixels square, and is."""
    rows = zlib.compressobj(9)
    row = bytes(1 + 12_000 * 3)
    packed = b"".join(rows.compress(row) for _ in range(1200)) + rows.flush()
    header = struct.pack(">II5B", 12_000, 12_000, 8, 2, 0, 0, 0)
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_bomb(), "too_many_pixels"),
        (png(100_000, 100_000, b""), "too_many_pixels"),
        (b"Only words, whatever the name says.", "not_an_image"),
        (encoded("png")[:-20], "truncated"),
        (encoded("jpeg")[:-200], "truncated"),
        (encoded("webp")[:-20], "truncated"),
        (encoded("gif")[:-20], "truncated"),
        (encoded("avif")[:-20], "not_an_image"),
        (png(4, 4, b"\0" * 20), "not_an_image"),
        (animation("gif", 201, (8, 8)), "too_many_frames"),
        (encoded("png").replace(b"IDAT", b"IDAX"), "not_an_image"),
        (encoded("jpeg").replace(b"\xff\xda", b"\xff\xdd", 1), "not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "unsupported_type"),
    ],
)
def test_a_hostile_or_broken_file_is_refused(data: bytes, code: str, put: Put, out: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        open_upload(put(data), out)
    assert refused.value.code in {code, "truncated"} if code == "not_an_image" else refused.value.code == code


def test_a_file_above_the_byte_limit_is_refused(put: Put, out: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        open_upload(put(encoded("png") + bytes(10_000)), out, Limits(bytes=10_000))
    assert refused.value.code == "too_many_bytes"


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow murmurs about damaged metadata
@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "avif"])
def test_a_damaged_file_is_refused_or_taken_but_never_anything_else(kind: str, put: Put, out: Path) -> None:
    whole = encoded(kind, picture(24, 16), **({} if kind == "gif" else {"exif": exif(6)}))
    chance = np.random.default_rng(7)
    for _ in range(120):
        damaged = bytearray(whole)
        for at in chance.integers(0, len(whole), 3):
            damaged[at] = chance.integers(0, 256)
        taken = _taken(put(bytes(damaged)), out)
        assert taken is None or taken.facts.pixels <= 50_000_000


def _taken(path: Path, out: Path) -> Upload | None:
    try:
        return open_upload(path, out)
    except Unreadable:
        return None
