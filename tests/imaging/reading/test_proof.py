"""The verdicts on a painted picture, and what is said when the reader is the weak part."""

import json
import queue
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from aquatint.imaging import Unreadable
from aquatint.imaging.reading import Verdict, rapid, read_texts, tesseract
from aquatint.imaging.reading.lines import Reading
from aquatint.imaging.reading.picture import Picture, load
from aquatint.imaging.reading.proof import proven
from aquatint.imaging.reading.report import Line
from aquatint.imaging.reading.scripts import script_of
from tests.imaging.reading.conftest import ABSENT, WORDS, WRONG, Poster, needs

_QUAD = ((0.0, 0.0), (300.0, 0.0), (300.0, 40.0), (0.0, 40.0))


def _reading(reader: str, *texts: str) -> Reading:
    """Lines as if they had been read, without a picture."""
    spans = [tuple((index / len(text), (index + 1) / len(text)) for index in range(len(text))) for text in texts]
    lines = tuple(Line(text, 0.9, _QUAD, reader, span) for text, span in zip(texts, spans, strict=True))
    picture = Picture(320, 60, np.zeros((60, 320, 3), np.uint8), 1.0)
    return Reading(picture, [], {"rapidocr:": lines, "tesseract:hin": lines})


@pytest.mark.parametrize("script", list(WORDS))
def test_a_line_of_each_script_is_exact(poster: Poster, script: str) -> None:
    needs(script)
    found = poster.found(WORDS[script])
    assert (found.verdict, found.read, found.differences) == (Verdict.EXACT, found.read, ()), found.sentence
    assert found.script == script


def test_its_box_is_where_it_was_written(poster: Poster) -> None:
    box = poster.found(WORDS["Latn"]).box
    assert box is not None
    x, y, width, height = box
    assert abs(x - 60) < 15
    assert 35 < y + height / 2 - 40 + 40 < 105
    assert 350 < width < 460


def test_a_wrong_letter_is_named_with_its_place(poster: Poster) -> None:
    found = poster.found(WRONG)
    assert found.verdict is Verdict.NEAR
    (wrong,) = found.differences
    assert (wrong.kind, wrong.at, wrong.asked, wrong.found) == ("wrong", 3, "n", "m")
    assert wrong.box is not None
    assert 100 < wrong.box[0] < 200
    assert "“m” in place of “n”" in found.sentence


def test_what_is_not_there_is_missing(poster: Poster) -> None:
    found = poster.found(ABSENT)
    assert (found.verdict, found.box, found.quads) == (Verdict.MISSING, None, ())


def test_every_verdict_tells_how_good_the_reader_is(poster: Poster) -> None:
    for found in poster.report.texts:
        assert found.accuracy is not None
        assert f"{found.accuracy.letters:.1%}" in found.sentence


def test_the_report_is_plain_json(poster: Poster) -> None:
    told = json.loads(json.dumps(poster.report.as_json()))
    assert [one["verdict"] for one in told["texts"]][-2:] == ["near", "missing"]
    assert (told["width"], told["height"], told["exact"]) == (640, 800, False)


def test_a_weak_reading_of_hindi_is_the_readers_fault_and_not_the_painters() -> None:
    found = proven(_reading("tesseract", "हिन्टी पुस्क मेल"), "हिन्दी पुस्तक मेला")
    assert found.verdict is Verdict.UNREADABLE
    assert "could not read" in found.sentence


def test_an_almost_right_reading_of_hindi_is_near() -> None:
    found = proven(_reading("tesseract", "हिन्दी पुस्तक मेली"), "हिन्दी पुस्तक मेला")
    assert found.verdict is Verdict.NEAR


def test_an_absent_reader_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract, "languages", frozenset)
    reading = _reading("rapidocr")
    found = proven(reading, "오늘 밤 음악회")
    assert found.verdict is Verdict.UNREADABLE
    assert "tesseract-ocr-kor" in found.hint


def test_a_script_without_a_reader_is_unreadable_and_never_missing() -> None:
    assert proven(_reading("rapidocr", "Open"), "ᚠᚢᚦᚨᚱᚲ").verdict is Verdict.UNREADABLE


def test_several_lines_give_several_places() -> None:
    low = tuple((x, y + 60) for x, y in _QUAD)
    lines = (
        Line("Grand", 0.9, _QUAD, "rapidocr", ((0.0, 1.0),) * 5),
        Line("Market", 0.9, low, "rapidocr", ((0.0, 1.0),) * 6),  # type: ignore[arg-type]  # four points stay four
    )
    reading = _reading("rapidocr")
    reading.done["rapidocr:"] = lines
    found = proven(reading, "Grand Market")
    assert found.verdict is Verdict.EXACT
    assert len(found.quads) == 2
    assert found.box == (0, 0, 300, 100)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Café 24/7", "Latn"), ("湖边的红色小船", "Hans"), ("圖書館開放時間", "Hant"), ("静かな夜", "Jpan"),
        ("서울 Tower", "Kore"), ("नमस्ते", "Deva"), ("বাংলা", "Beng"), ("2026", "Latn"), ("Привет", "Cyrl"),
    ],
)  # fmt: skip
def test_the_script_follows_from_the_letters(text: str, code: str) -> None:
    assert script_of(text).code == code


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"hello")
    with pytest.raises(Unreadable):
        read_texts(tmp_path / "no.png", ["Open"])


@pytest.mark.parametrize("shade", [0, 255])
def test_letters_on_a_transparent_ground_are_laid_over_a_ground_that_shows_them(tmp_path: Path, shade: int) -> None:
    pixels = np.zeros((60, 60, 4), np.uint8)
    pixels[20:40, 20:40] = (shade, shade, shade, 255)
    Image.fromarray(pixels).save(tmp_path / "cut.png")
    shown = load(tmp_path / "cut.png").pixels
    assert abs(int(shown[30, 30, 0]) - int(shown[5, 5, 0])) == 255


def test_many_threads_share_a_bounded_number_of_engines(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[Any] = []
    together = threading.Barrier(rapid.ENGINES)

    class Engine:
        def __call__(self, _pixels: object, **_flags: bool) -> object:
            together.wait(5)  # as many as there are engines meet here, again and again
            return type("Found", (), {"boxes": None})()

    def load_one() -> Engine:
        loaded.append(Engine())
        return loaded[-1]  # type: ignore[no-any-return]

    monkeypatch.setattr(rapid, "_idle", queue.LifoQueue())
    monkeypatch.setattr(rapid, "_load", load_one)
    picture = np.zeros((8, 8, 3), np.uint8)
    threads = [threading.Thread(target=rapid.find, args=(picture,)) for _ in range(4 * rapid.ENGINES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert not any(thread.is_alive() for thread in threads)
    assert len(loaded) == rapid.ENGINES


@pytest.mark.parametrize("size", [(1, 1), (3, 900), (2000, 4)])
def test_the_model_never_sees_a_strip(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[tuple[int, ...]] = []

    class Engine:
        def __call__(self, pixels: Any, **_flags: bool) -> object:
            seen.append(pixels.shape)
            return type("Found", (), {"boxes": None})()

    monkeypatch.setattr(rapid, "_idle", queue.LifoQueue())
    monkeypatch.setattr(rapid, "_load", Engine)
    rapid.find(np.zeros((size[1], size[0], 3), np.uint8))
    ((height, width, _),) = seen
    assert max(height, width) <= 4 * min(height, width)
    assert min(height, width) >= 32
