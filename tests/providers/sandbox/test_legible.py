# ruff: noqa: E501 -- one mark a line; words of other scripts
# fmt: off
"""Declared text can be read, by a program that has never seen it: Debian's tesseract."""

import io
import re
import shutil
import subprocess
import unicodedata
from functools import cache

import pytest
from PIL import Image

from aquatint.imaging.lettering import typeset
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import box_of, render

HEIGHTS = (110, 60, 240, 160)
"""Heights in pixels that a text is read at: tesseract knows letters of some sizes better than of others."""
CASES = {
    "poster, English": ("eng", 'concert poster with a guitar, title "RIVER STAGE"', (600, 900)),
    "sign, English": ("eng", 'a shop sign "OPEN DAILY"', (900, 600)),
    "label, English": ("eng", 'a jar with the label "WILD HONEY" on a table', (1200, 900)),
    "menu, English": ("eng", 'menu "Lunch" "Tomato soup" "Apple cake"', (600, 900)),
    "speech, English": ("eng", 'comic panel of a robot "Good morning"', (900, 600)),
    "diagram, English": ("eng", 'infographic "Coffee" "Grow" "Roast" "Drink"', (1200, 800)),
    "signpost, English": ("eng", 'a wooden sign in a snowy forest reading "THIS WAY"', (900, 600)),
    "logo, English": ("eng", 'logo with a crown "Regal"', (600, 600)),
    "map, English": ("eng", 'treasure map titled "Lost Island"', (900, 600)),
    "poster, Chinese": ("chi_sim", "海报 标题「春天来了」 花", (600, 900)),
    "sign, Chinese": ("chi_sim", '招牌 sign "咖啡馆"', (900, 600)),
    "poster, Japanese": ("jpn", "ポスター 「夏まつり」 花", (600, 900)),
    "poster, Korean": ("kor", "포스터 “가을 음악회” 나무", (600, 900)),
    "sign, Korean": ("kor", 'sign "환영합니다"', (900, 600)),
    "poster, Hindi": ("hin", "पोस्टर “नया साल” फूल", (600, 900)),
    "sign, Hindi": ("hin", 'sign "चाय की दुकान"', (900, 600)),
    "poster, Bengali": ("ben", "পোস্টার “বাংলা বই” ফুল", (600, 900)),
    "sign, Bengali": ("ben", 'sign "চায়ের দোকান"', (900, 600)),
}  # fmt: skip


@cache
def languages() -> frozenset[str]:
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=True, timeout=20)  # noqa: S603
    return frozenset(listed.stdout.split())


def seen(image: Image.Image, language: str) -> str:
    """What tesseract reads, letters and digits only."""
    data = io.BytesIO()
    image.save(data, "PNG")
    command = [str(shutil.which("tesseract")), "-", "-", "-l", language, "--psm", "6"]
    done = subprocess.run(command, input=data.getvalue(), capture_output=True, check=True, timeout=60, env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"})  # noqa: S603
    return letters(done.stdout.decode())


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


@pytest.mark.parametrize("name", sorted(CASES))
def test_declared_text_is_read_back(name: str) -> None:
    language, prompt, size = CASES[name]
    if language not in languages():
        pytest.skip(f"no tesseract with the language {language}: apt install tesseract-ocr-{language.replace('_', '-')}")
    reading = read(prompt)
    if any(typeset.missing(one.text) for one in reading.texts):
        pytest.skip("this machine has no font for the script")
    scene = compose(reading, size, 4)
    picture = Image.fromarray(render(scene)).convert("L")
    unit = scene.short / 1000
    assert {one.text for one in scene.texts} >= {one.text for one in reading.texts}
    for text in scene.texts:
        box = box_of(scene, text)
        assert box is not None
        x, y, width, height = (value * unit for value in box)
        part = picture.crop((max(0, round(x - 6)), max(0, round(y - 4)), round(x + width + 6), round(y + height + 4)))
        assert any(letters(text.text) in seen(part.resize((max(1, round(part.width * tall / part.height)), tall), Image.Resampling.LANCZOS), language) for tall in HEIGHTS), text.text
