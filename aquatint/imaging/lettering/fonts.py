# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Which font file writes which script. Latin, Devanagari and Bengali come with the package; the rest from the system."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import skia
import uharfbuzz as hb

SHIPPED = Path(__file__).parent / "fonts"
FOLDERS = (
    Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"),
    Path("/System/Library/Fonts"), Path("C:/Windows/Fonts"),
)  # fmt: skip
HOME_FOLDERS = (".fonts", ".local/share/fonts", "Library/Fonts")
HINTS = {
    "han": "fonts-noto-cjk", "kana": "fonts-noto-cjk", "hangul": "fonts-noto-cjk", "arab": "fonts-noto-core",
}  # fmt: skip
CJK_FACES = {"ja": 0, "ko": 1, "zh": 2}
"""The faces inside Noto's CJK collections: the same code points look different in each country."""


@dataclass(frozen=True, slots=True)
class Face:
    """A font file ready for shaping (HarfBuzz) and painting (skia). `units` is its em in font units."""

    shaper: Any
    painter: Any
    units: int
    ascent: float
    descent: float
    """Both in ems, positive."""

    def covers(self, char: str) -> bool:
        """Whether the font has a glyph for this character."""
        return bool(self.painter.unicharToGlyph(ord(char)))


@cache
def face(script: str, style: str, language: str = "") -> Face | None:
    """Return the face for a script in a font class ("sans", "sans-bold", "serif", "serif-bold", "serif-italic"); None if absent."""
    for path, index in _candidates(script, style, language):
        if path.is_file():
            return _load(path, index)
    return None


def file(script: str, style: str, language: str = "") -> tuple[Path, int] | None:
    """Return the font file of a script and the face's place within it, for writers with a shaper of their own."""
    return next((found for found in _candidates(script, style, language) if found[0].is_file()), None)


def hint(script: str) -> str:
    """Return what an operator does about a missing font."""
    package = HINTS.get(script, "fonts-noto-core")
    return f"No font for this script was found. Install Noto fonts (Debian and Ubuntu: apt install {package})."


def _candidates(script: str, style: str, language: str) -> list[tuple[Path, int]]:
    family, _, weight = style.partition("-")
    serif = family == "serif"
    bold = weight == "bold"
    if script in {"han", "kana", "hangul"}:
        return _cjk(language or {"kana": "ja", "hangul": "ko"}.get(script, "zh"), serif=serif, bold=bold)
    name = {"deva": "Devanagari", "beng": "Bengali", "arab": "Arabic"}.get(script, "")
    if script == "arab":
        kind = "Bold" if bold else "Regular"
        names = [f"NotoNaskhArabic-{kind}.ttf" if serif else f"NotoSansArabic-{kind}.ttf", f"NotoSansArabic-{kind}.ttf",
                 "NotoNaskhArabic-Regular.ttf", "GeezaPro.ttc", "arial.ttf", "DejaVuSans.ttf"]  # fmt: skip
        return [(found, 0) for one in names if (found := _system(one))]
    if name:
        return [(SHIPPED / f"NotoSans{name}-{'Bold' if bold else 'Regular'}.ttf", 0)]
    kind = {"bold": "Bold", "italic": "Italic" if serif else "Regular"}.get(weight, "Regular")
    return [(SHIPPED / f"Noto{'Serif' if serif else 'Sans'}-{kind}.ttf", 0)]


def _cjk(language: str, *, serif: bool, bold: bool) -> list[tuple[Path, int]]:
    weight = "Bold" if bold else "Regular"
    collections = [f"NotoSerifCJK-{weight}.ttc"] if serif else []
    collections += [f"NotoSansCJK-{weight}.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc"]
    found = [(path, CJK_FACES[language]) for name in collections if (path := _system(name))]
    singles = {
        "ja": ("NotoSansJP-Regular.otf", "Hiragino Sans GB.ttc", "YuGothM.ttc", "msgothic.ttc"),
        "ko": ("NotoSansKR-Regular.otf", "AppleSDGothicNeo.ttc", "malgun.ttf"),
        "zh": ("NotoSansSC-Regular.otf", "PingFang.ttc", "msyh.ttc", "wqy-zenhei.ttc"),
    }[language]
    return found + [(path, 0) for name in singles if (path := _system(name))]


@cache
def _system(name: str) -> Path | None:
    return _index().get(name.casefold())


def installed(name: str) -> Path | None:
    """Return the path of a font file of the system by its name, such as "NotoSans-Regular.ttf"; None if absent."""
    return _system(name)


@cache
def _index() -> dict[str, Path]:
    """Every font file of the system by its folded name; read once."""
    folders = [*FOLDERS, *(Path.home() / one for one in HOME_FOLDERS)]
    out: dict[str, Path] = {}
    for folder in folders:
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.suffix.lower() in {".ttf", ".otf", ".ttc"}:
                    out.setdefault(path.name.casefold(), path)
    return out


def _load(path: Path, index: int) -> Face:
    blob = hb.Blob.from_file_path(str(path))
    shaper = hb.Face(blob, index)
    font = hb.Font(shaper)
    extents = font.get_font_extents("ltr")
    units = shaper.upem
    return Face(font, skia.Typeface.MakeFromFile(str(path), index), units, extents.ascender / units, -extents.descender / units)
