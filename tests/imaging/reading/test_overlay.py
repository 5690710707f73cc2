"""Exact letters over wrong ones: they read right, and nothing else changes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pyvips
from PIL import Image

from aquatint.imaging.reading import CannotTypeset, NothingToRepair, overlay, read_texts, repair_box, repair_mask
from aquatint.imaging.reading.geometry import Quad, grown, size_of
from aquatint.imaging.reading.overlay import MARGIN
from tests.imaging.reading.conftest import WORDS, WRONG, Poster, needs

NEW = {
    "Latn": "Spring Fair 2027",
    "Hans": "山上的蓝色房子",
    "Hant": "歡迎光臨書店",
    "Jpan": "夜明けの白い雲",
    "Kore": "봄 축제 무료 입장",
    "Deva": "वसंत संगीत समारोह",
    "Beng": "শুভ জন্মদিন ঢাকা",
}
SLANTED: Quad = ((40.0, 60.0), (200.0, 30.0), (208.0, 66.0), (44.0, 100.0))


@pytest.fixture(scope="session")
def repaired(poster: Poster, tmp_path_factory: pytest.TempPathFactory) -> Poster:
    """Every line that was found, set anew and read again."""
    out = tmp_path_factory.mktemp("repaired") / "repaired.png"
    before = poster.path
    for script, text in WORDS.items():
        quad = poster.found(text).quad
        if quad:
            overlay(before, NEW[script], quad=quad, out=out)
            before = out
    return Poster(out, read_texts(out, [*NEW.values(), *WORDS.values()]))


@pytest.mark.parametrize("script", list(NEW))
def test_the_set_words_are_read_as_exact_and_the_old_ones_are_gone(repaired: Poster, script: str) -> None:
    needs(script)
    assert repaired.found(NEW[script]).verdict == "exact", repaired.found(NEW[script]).sentence
    assert repaired.found(WORDS[script]).verdict in {"missing", "unreadable"}


def _picture(kind: str, path: Path) -> Path:
    rng = np.random.default_rng(5)
    if kind == "sixteen":
        pixels = rng.integers(20_000, 40_000, (140, 240, 3), np.uint16)
        pyvips.Image.new_from_array(pixels, interpretation="rgb16").write_to_file(str(path))
        return path
    grain = Image.fromarray(rng.integers(90, 160, (140, 240, 4), np.uint8), "RGBA")
    modes = {"colour": "RGB", "alpha": "RGBA", "grey": "L", "palette": "P"}
    (grain.convert("RGB") if kind == "palette" else grain).convert(modes[kind]).save(path)
    return path


def _samples(path: Path) -> Any:
    picture = pyvips.Image.new_from_file(str(path))
    return picture.numpy().reshape(picture.height, picture.width, picture.bands)


@pytest.mark.parametrize("background", ["fill", "none"])
@pytest.mark.parametrize("kind", ["colour", "alpha", "grey", "palette", "sixteen"])
def test_nothing_outside_of_the_place_changes(kind: str, background: Any, tmp_path: Path) -> None:
    source = _picture(kind, tmp_path / "source.png")
    done = overlay(source, "Open", quad=SLANTED, out=tmp_path / "out.png", background=background)
    before, after = _samples(source), _samples(tmp_path / "out.png")
    assert (before.shape, before.dtype) == (after.shape, after.dtype)
    changed = (before != after).any(axis=2)
    reach = MARGIN * min(size_of(SLANTED)) if background == "fill" else 0
    near = _polygon(grown(SLANTED, reach + 1, reach + 1), changed.shape)
    x, y, width, height = done.box
    inside = np.zeros_like(changed)
    inside[y : y + height, x : x + width] = True
    assert changed.sum() > 100
    assert not (changed & ~near).any()
    assert not (changed & ~inside).any()


def _polygon(quad: Quad, shape: tuple[int, ...]) -> Any:
    import cv2  # noqa: PLC0415 -- as the package does

    corners = np.round(np.array(quad)).astype(np.int32)
    return cv2.fillConvexPoly(np.zeros(shape, np.uint8), corners, 1).astype(bool)


def test_the_colour_is_taken_from_the_old_letters(poster: Poster, tmp_path: Path) -> None:
    quad = poster.found(WORDS["Latn"]).quad
    assert quad
    done = overlay(poster.path, "New words", quad=quad, out=tmp_path / "out.png")
    assert max(abs(one - other) for one, other in zip(done.colour, (30, 20, 70), strict=True)) <= 8


def test_without_old_letters_the_colour_is_readable(tmp_path: Path) -> None:
    Image.new("RGB", (240, 140), (20, 30, 50)).save(tmp_path / "dark.png")
    assert overlay(tmp_path / "dark.png", "Open", quad=SLANTED, out=tmp_path / "out.png").colour == (255, 255, 255)


@pytest.mark.parametrize(
    ("text", "quad", "font", "field"),
    [
        ("Open", SLANTED, "comic", "font"),
        (" ", SLANTED, "sans", "text"),
        ("x" * 500, SLANTED, "sans", "text"),
        ("\U00013000", SLANTED, "sans", "text"),
        ("Open", tuple(reversed(SLANTED)), "sans", "quad"),
        ("Open", ((1.0, 1.0), (4.0, 1.0), (4.0, 3.0), (1.0, 3.0)), "sans", "quad"),
        ("Open", tuple((x + 900, y) for x, y in SLANTED), "sans", "quad"),
        ("Open", ((0.0, 0.0), (1e9, 0.0), (1e9, 1e9), (0.0, 1e9)), "sans", "quad"),
        ("Open", ((float("nan"), 1.0), (90.0, 1.0), (90.0, 30.0), (1.0, 30.0)), "sans", "quad"),
    ],
)
def test_what_cannot_be_set_is_refused_with_its_field(
    text: str, quad: Quad, font: str, field: str, tmp_path: Path
) -> None:
    source = _picture("colour", tmp_path / "source.png")
    with pytest.raises(CannotTypeset) as caught:
        overlay(source, text, quad=quad, font=font, out=tmp_path / "out.png")
    assert caught.value.field == field
    assert not (tmp_path / "out.png").exists()


def test_the_mask_is_white_where_a_wrong_text_stands_and_nowhere_else(poster: Poster, tmp_path: Path) -> None:
    boxes = repair_mask(poster.report, [WRONG], out=tmp_path / "mask.png")
    with Image.open(tmp_path / "mask.png") as mask:
        assert (mask.size, mask.mode) == ((640, 800), "L")
        assert mask.getbbox() is not None
        left, top, right, bottom = mask.getbbox() or (0, 0, 0, 0)
    x, y, width, height = boxes[0]
    assert (x - 1, y - 1) <= (left, top)
    assert right <= x + width + 1
    assert bottom <= y + height + 1
    assert repair_box(poster.report, poster.found(WRONG)) == boxes[0]


def test_there_is_no_mask_for_what_is_right_or_has_no_place(poster: Poster, tmp_path: Path) -> None:
    with pytest.raises(NothingToRepair):
        repair_mask(poster.report, [WORDS["Latn"]], out=tmp_path / "mask.png")
    with pytest.raises(NothingToRepair):
        repair_mask(poster.report, ["Winter Sale"], out=tmp_path / "mask.png")
