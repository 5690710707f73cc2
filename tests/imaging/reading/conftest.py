"""One picture with six scripts, painted and read once for all tests."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from aquatint.imaging.lettering import fonts
from aquatint.imaging.reading import TextFound, TextReport, read_texts, tesseract

WORDS = {
    "Latn": "Summer Market 2026",
    "Hans": "湖边的红色小船",
    "Hant": "圖書館開放時間",
    "Jpan": "静かな夜の湖",
    "Kore": "오늘 밤 음악회",
    "Deva": "हिन्दी पुस्तक मेला",
    "Beng": "নতুন বইয়ের মেলা",
}
WRONG = "Sumner Market 2026"
ABSENT = "Winter Sale"
LANGUAGES = {"Kore": "kor", "Deva": "hin", "Beng": "ben"}
_CJK = {"Jpan": 0, "Kore": 1, "Hans": 2, "Hant": 3}


def needs(script: str) -> None:
    """Skip where this machine has no font or no reader for the script."""
    if script in _CJK and not fonts.installed("NotoSansCJK-Bold.ttc"):
        pytest.skip("no CJK font here")
    if script in LANGUAGES and LANGUAGES[script] not in tesseract.languages():
        pytest.skip("no reader here")


def write(picture: Image.Image, text: str, script: str, place: tuple[int, int], size: int = 40) -> None:
    """Write dark letters; shaped by RAQM, which is not what the overlay shapes with."""
    names = {"Deva": "NotoSansDevanagari-Bold.ttf", "Beng": "NotoSansBengali-Bold.ttf", "Latn": "NotoSans-Bold.ttf"}
    path = fonts.installed("NotoSansCJK-Bold.ttc") if script in _CJK else fonts.SHIPPED / names[script]
    if path:
        font = ImageFont.truetype(str(path), size, index=_CJK.get(script, 0), layout_engine=ImageFont.Layout.RAQM)
        ImageDraw.Draw(picture).text(place, text, fill=(30, 20, 70), font=font)


@dataclass(frozen=True)
class Poster:
    """A picture with one line of each script, and what the proof says of it."""

    path: Path
    report: TextReport

    def found(self, text: str) -> TextFound:
        """Return the verdict on a text."""
        return next(one for one in self.report.texts if one.asked == text)


@pytest.fixture(scope="session")
def poster(tmp_path_factory: pytest.TempPathFactory) -> Poster:
    """Paint and read the picture: the only full reading of the package's tests but for the repaired one."""
    path = tmp_path_factory.mktemp("poster") / "poster.png"
    grain = np.random.default_rng(3).normal(190, 6, (800, 640, 1)).repeat(3, axis=2)
    picture = Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))
    for row, (script, text) in enumerate(WORDS.items()):
        write(picture, text, script, (60, 40 + 105 * row))
    picture.save(path)
    return Poster(path, read_texts(path, [*WORDS.values(), WRONG, ABSENT]))
