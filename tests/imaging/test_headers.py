"""Facts from headers, and refusals before anything is decoded."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from aquatint.imaging import Facts, Limits, Unreadable, inspect
from tests.imaging.conftest import Put
from tests.imaging.pictures import SIGNATURE, animation, chunk, encoded, picture, png


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "avif"])
def test_it_reads_type_and_size_of_every_type_we_take(kind: str, put: Put) -> None:
    assert inspect(put(encoded(kind))) == Facts(f"image/{kind}", 96, 64, 1, alpha=False)


@pytest.mark.parametrize(
    "options", [{"lossless": True}, {"lossless": False}, {"lossless": True, "exif": b"Exif\0\0MM\0*"}]
)
def test_it_reads_every_form_of_webp(options: dict[str, Any], put: Put) -> None:
    facts = inspect(put(encoded("webp", **options)))
    assert (facts.width, facts.height) == (96, 64)


@pytest.mark.parametrize(
    "options", [{"progressive": True}, {"exif": b"Exif\0\0MM\0*" + bytes(60_000)}, {"comment": "x" * 60_000}]
)
def test_it_finds_the_size_of_a_jpeg_behind_other_segments(options: dict[str, Any], put: Put) -> None:
    facts = inspect(put(encoded("jpeg", **options)))
    assert (facts.width, facts.height) == (96, 64)


@pytest.mark.parametrize("kind", ["png", "webp", "avif"])
def test_it_sees_alpha(kind: str, put: Put) -> None:
    clear = picture(mode="RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    assert inspect(put(encoded(kind, clear))).alpha


def test_it_sees_the_transparent_colour_of_a_palette(put: Put) -> None:
    image = picture(mode="P")
    corner = image.getpixel((0, 0))
    assert inspect(put(encoded("png", image, transparency=corner))).alpha
    assert inspect(put(encoded("gif", image, transparency=corner))).alpha


@pytest.mark.parametrize("kind", ["png", "webp", "gif", "avif"])
def test_it_counts_frames(kind: str, put: Put) -> None:
    assert inspect(put(animation(kind, 5))).frames == 5


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "not_an_image"),
        (b"This is only text, though its name ends with .png.\n", "not_an_image"),
        (bytes(range(256)) * 8, "not_an_image"),
        (SIGNATURE + b"no header here, only words that go on and on", "not_an_image"),
        (b"\xff\xd8\xff" + b"\xff" * 200_000, "not_an_image"),
        (b"\xff\xd8\xff\xd9", "not_an_image"),
        (b"GIF89a\1\0\1", "truncated"),
        (b"RIFF\x10\0\0\0WEBPXXXX\0\0\0\0", "not_an_image"),
        (b"\0\0\0\x1cftypavif" + bytes(60), "not_an_image"),
        (b"\0\0\0\x18ftypheic" + bytes(60), "unsupported_type"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unsupported_type"),
        (b"  <?xml version='1.0'?><svg/>", "unsupported_type"),
        (b"%PDF-1.7 and so on", "unsupported_type"),
        (png(0, 10, b""), "not_an_image"),
        (png(10, 0, b""), "not_an_image"),
        (png(100_000, 100_000, b""), "too_many_pixels"),
        (png(70_000, 1, b""), "too_many_pixels"),
        (encoded("png")[:20], "truncated"),
        (encoded("jpeg")[:100], "truncated"),
        (encoded("webp")[:22], "truncated"),
        (SIGNATURE + chunk(b"IHDR", bytes(13)) + chunk(b"tEXt", b"x") * 5000, "not_an_image"),
    ],
)
def test_it_refuses_what_is_no_picture_of_ours_with_the_reason(data: bytes, code: str, put: Put) -> None:
    with pytest.raises(Unreadable) as refused:
        inspect(put(data))
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")
    assert isinstance(refused.value, ValueError)


def test_it_holds_a_file_against_the_limits_it_is_given(put: Put) -> None:
    cases = {
        "too_many_bytes": (Limits(bytes=100), encoded("png")),
        "too_many_pixels": (Limits(pixels=6000), encoded("jpeg")),
        "too_many_frames": (Limits(frames=4), animation("gif", 5)),
    }
    for code, (limits, data) in cases.items():
        with pytest.raises(Unreadable) as refused:
            inspect(put(data), limits)
        assert (refused.value.code, refused.value.status) == (code, 413)


def test_the_pixels_of_all_frames_count_together(put: Put) -> None:
    file = put(animation("webp", 10, (100, 100)))
    assert inspect(file, Limits(pixels=100_000)).frames == 10
    with pytest.raises(Unreadable) as refused:
        inspect(file, Limits(pixels=99_999))
    assert refused.value.code == "too_many_pixels"


def test_no_cut_of_any_file_raises_anything_but_a_refusal(put: Put) -> None:
    for kind in ("png", "jpeg", "webp", "gif", "avif"):
        whole = encoded(kind)
        for length in range(0, min(len(whole), 700), 7):
            _inspect_or_refuse(put(whole[:length]))  # anything else that is raised fails the test


def _inspect_or_refuse(path: Path) -> None:
    with suppress(Unreadable):
        inspect(path)
