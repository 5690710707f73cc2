"""Letters find their fonts, and text is shaped and broken as its script wants it."""

from pathlib import Path

import pytest

from aquatint.imaging.lettering import fonts, typeset

WORDS = {
    "latin": "Sphinx of black quartz",
    "hindi": "क्षत्रिय ज्ञान श्रृंगार",
    "bengali": "বাংলা ক্ষুদ্র বিদ্যুৎ",
}


@pytest.mark.parametrize("name", sorted(WORDS))
def test_the_shipped_fonts_write_these_scripts_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fonts.face.cache_clear()
    monkeypatch.setattr(fonts, "_system", lambda _name: None)
    glyphs = [glyph for run in typeset.shape(WORDS[name], "sans-bold") for glyph, *_ in run.glyphs]
    fonts.face.cache_clear()
    assert glyphs
    assert 0 not in glyphs


def test_the_licence_stands_beside_the_fonts() -> None:
    assert "SIL OPEN FONT LICENSE" in (fonts.SHIPPED / "OFL.txt").read_text()


@pytest.mark.parametrize("vertical", [False, True])
def test_a_text_is_as_large_as_its_box_allows_and_no_larger(vertical: bool) -> None:  # noqa: FBT001 -- a parameter
    block = typeset.fit("Market Day", 200, 90, "sans", vertical=vertical)
    across, down = (block.height, block.width) if vertical else (block.width, block.height)
    assert across <= 200.5
    assert down <= 90.5
    assert max(across / 200, down / 90) > 0.95


def test_a_font_file_is_found_by_its_name_whatever_its_case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Odd.TTF").write_bytes(b"")
    monkeypatch.setattr(fonts, "FOLDERS", (tmp_path,))
    fonts._index.cache_clear()  # noqa: SLF001 -- read once in the life of a process
    fonts._system.cache_clear()  # noqa: SLF001 -- the same
    found = fonts.installed("odd.ttf")
    fonts._index.cache_clear()  # noqa: SLF001
    fonts._system.cache_clear()  # noqa: SLF001
    assert found == tmp_path / "Odd.TTF"
