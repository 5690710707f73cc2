"""The proof that a delivered file opens."""

import struct
import zlib

import pytest
from PIL import Image

from aquatint.imaging import Facts, Unreadable, inspect, verify
from tests.imaging.conftest import Put
from tests.imaging.pictures import SIGNATURE, animation, chunk, encoded, picture, png

ROW = b"\0" + bytes(12)  # four RGB pixels
HEADER = struct.pack(">II5B", 4, 4, 8, 2, 0, 0, 0)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "avif"])
@pytest.mark.parametrize("thorough", [True, False])
def test_a_whole_file_of_every_type_passes(kind: str, thorough: bool, put: Put) -> None:  # noqa: FBT001
    file = put(encoded(kind))
    verify(file, inspect(file), thorough=thorough)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_passes(mode: str, put: Put) -> None:
    grey = Image.linear_gradient("L")
    image = Image.new("I;16", (33, 7), 40_000) if mode == "I;16" else grey.resize((33, 7)).convert(mode)
    file = put(encoded("png", image))
    verify(file, inspect(file))


@pytest.mark.parametrize(("width", "height"), [(1, 1), (2, 3), (5, 5), (8, 8), (33, 17)])
def test_an_interlaced_png_passes_and_a_row_less_does_not(width: int, height: int, put: Put) -> None:
    data = b"".join((b"\0" + bytes(3 * columns)) * rows for columns, rows in _adam7(width, height))
    file = put(png(width, height, data, header=(8, 2, 0, 0, 1)))
    verify(file, inspect(file))
    with Image.open(file) as image:
        image.load()
    short = put(png(width, height, data[:-1], header=(8, 2, 0, 0, 1)))
    with pytest.raises(Unreadable):
        verify(short, inspect(short))


def _adam7(width: int, height: int) -> list[tuple[int, int]]:
    """Return columns and rows of the seven passes, counted pixel by pixel."""
    pattern = ["16462646", "77777777", "56565656", "77777777", "36463646", "77777777", "56565656", "77777777"]
    found = []
    for number in "1234567":
        spots = [(x, y) for y in range(height) for x in range(width) if pattern[y % 8][x % 8] == number]
        if spots:
            found.append((len({x for x, _ in spots}), len({y for _, y in spots})))
    return found


@pytest.mark.parametrize("kind", ["png", "webp", "gif"])
def test_an_animation_passes(kind: str, put: Put) -> None:
    file = put(animation(kind, 3))
    verify(file, inspect(file))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (png(4, 4, ROW * 3), "truncated"),
        (png(4, 4, ROW * 4 + b"\0"), "not_an_image"),
        (png(4, 4, ROW * 3 + b"\5" + bytes(12)), "not_an_image"),
        (png(4, 4, ROW * 4, header=(3, 2, 0, 0, 0)), "not_an_image"),
        (png(4, 4, ROW * 4, header=(8, 2, 0, 0, 2)), "not_an_image"),
        (SIGNATURE + chunk(b"IHDR", HEADER) + chunk(b"IDAT", b"garbage") + chunk(b"IEND", b""), "not_an_image"),
        (SIGNATURE + chunk(b"IHDR", HEADER) + chunk(b"IDAT", b"") + chunk(b"IEND", b""), "truncated"),
        (
            SIGNATURE + chunk(b"IHDR", HEADER) + chunk(b"IDAT", zlib.compress(ROW * 4)[:-2]) + chunk(b"IEND", b""),
            "truncated",
        ),
    ],
)
def test_it_refuses_a_png_whose_pixels_are_not_those_it_promises(data: bytes, code: str, put: Put) -> None:
    file = put(data)
    with pytest.raises(Unreadable) as refused:
        verify(file, inspect(file))
    assert refused.value.code == code


@pytest.mark.parametrize("thorough", [True, False])
def test_it_finds_every_flipped_byte_of_a_png(thorough: bool, put: Put) -> None:  # noqa: FBT001
    whole = encoded("png", picture(16, 16))
    facts = Facts("image/png", 16, 16, 1, alpha=False)
    for at in range(len(SIGNATURE), len(whole), 3):
        file = put(whole[:at] + bytes([whole[at] ^ 0x10]) + whole[at + 1 :])
        with pytest.raises(Unreadable):
            verify(file, facts, thorough=thorough)


@pytest.mark.parametrize("thorough", [True, False])
@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif"])
def test_it_refuses_a_file_cut_in_half(kind: str, thorough: bool, put: Put) -> None:  # noqa: FBT001
    whole = encoded(kind)
    file = put(whole)
    facts = inspect(file)
    with pytest.raises(Unreadable):
        verify(put(whole[: len(whole) // 2]), facts, thorough=thorough)


def test_it_follows_the_rows_of_a_large_png_over_many_pieces(put: Put) -> None:
    row = b"\1" + b"\xff" * (701 * 3)
    whole = put(png(701, 500, row * 500))
    verify(whole, inspect(whole))
    wrong = put(png(701, 500, row * 400 + b"\7" + row[1:] + row * 99))
    with pytest.raises(Unreadable):
        verify(wrong, inspect(wrong))


def test_it_refuses_an_avif_cut_in_half_by_decoding_it(put: Put) -> None:
    whole = encoded("avif")
    facts = inspect(put(whole))
    with pytest.raises(Unreadable):
        verify(put(whole[: len(whole) // 2]), facts)


def test_a_bomb_of_pixels_inside_a_small_png_is_refused_without_unpacking_it(put: Put) -> None:
    file = put(png(4, 4, ROW * 4 + bytes(50_000_000)))
    with pytest.raises(Unreadable):
        verify(file, inspect(file))
