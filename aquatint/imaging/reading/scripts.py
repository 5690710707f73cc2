"""Which script a string is in, and which reader knows it.

Codes are ISO 15924. A string is in the script of most of its letters; Japanese and Korean win over bare Han, because
they mix it in. Simplified and Traditional Chinese differ by the national character sets: a string that only Big5 holds
is Traditional.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final

import regex

RAPID: Final = "rapidocr"
TESSERACT: Final = "tesseract"


@dataclass(frozen=True, slots=True)
class Script:
    """A script: its ISO 15924 code, its name for people, the reader and what the reader calls the language."""

    code: str
    name: str
    reader: str
    language: str = ""


SCRIPTS: Final = {
    one.code: one
    for one in (
        Script("Latn", "Latin", RAPID, "eng"),
        Script("Hans", "Simplified Chinese", RAPID),
        Script("Hant", "Traditional Chinese", RAPID),
        Script("Jpan", "Japanese", RAPID),
        Script("Grek", "Greek", RAPID, "ell"),
        Script("Kore", "Korean", TESSERACT, "kor"),
        Script("Deva", "Devanagari", TESSERACT, "hin"),
        Script("Beng", "Bengali", TESSERACT, "ben"),
        Script("Cyrl", "Cyrillic", TESSERACT, "rus"),
        Script("Arab", "Arabic", TESSERACT, "ara"),
        Script("Hebr", "Hebrew", TESSERACT, "heb"),
        Script("Thai", "Thai", TESSERACT, "tha"),
        Script("Taml", "Tamil", TESSERACT, "tam"),
        Script("Telu", "Telugu", TESSERACT, "tel"),
        Script("Knda", "Kannada", TESSERACT, "kan"),
        Script("Mlym", "Malayalam", TESSERACT, "mal"),
        Script("Gujr", "Gujarati", TESSERACT, "guj"),
        Script("Guru", "Gurmukhi", TESSERACT, "pan"),
        Script("Sinh", "Sinhala", TESSERACT, "sin"),
        Script("Armn", "Armenian", TESSERACT, "hye"),
        Script("Geor", "Georgian", TESSERACT, "kat"),
        Script("Ethi", "Ethiopic", TESSERACT, "amh"),
        Script("Khmr", "Khmer", TESSERACT, "khm"),
        Script("Laoo", "Lao", TESSERACT, "lao"),
        Script("Mymr", "Burmese", TESSERACT, "mya"),
        Script("Tibt", "Tibetan", TESSERACT, "bod"),
    )
}
UNKNOWN: Final = Script("Zzzz", "this script", "")
CAUTIOUS: Final = 0.8
"""Below this similarity a tesseract reading says more about the reader than about the picture (measured)."""

_OWN: Final = {
    "Hira": "Jpan",
    "Kana": "Jpan",
    "Hang": "Kore",
}
_LETTER: Final = regex.compile(r"\p{L}")
_PATTERNS: Final = {
    code: regex.compile(rf"\p{{Script={name}}}")
    for code, name in {
        "Latn": "Latin", "Hani": "Han", "Hira": "Hiragana", "Kana": "Katakana", "Hang": "Hangul", "Deva": "Devanagari",
        "Beng": "Bengali", "Grek": "Greek", "Cyrl": "Cyrillic", "Arab": "Arabic", "Hebr": "Hebrew", "Thai": "Thai",
        "Taml": "Tamil", "Telu": "Telugu", "Knda": "Kannada", "Mlym": "Malayalam", "Gujr": "Gujarati",
        "Guru": "Gurmukhi", "Sinh": "Sinhala", "Armn": "Armenian", "Geor": "Georgian", "Ethi": "Ethiopic",
        "Khmr": "Khmer", "Laoo": "Lao", "Mymr": "Myanmar", "Tibt": "Tibetan",
    }.items()
}  # fmt: skip


def script_of(text: str) -> Script:
    """Return the script that decides who reads `text`; Latin for figures and signs alone, `UNKNOWN` for others."""
    counts = Counter(_code(char) for char in text if _LETTER.match(char))
    if not counts:
        return SCRIPTS["Latn"]
    for part, whole in _OWN.items():
        if counts[part]:
            return SCRIPTS[whole]
    others = {code: count for code, count in counts.items() if code != "Latn"}
    code = max(others, key=others.__getitem__) if others else "Latn"
    return SCRIPTS[_chinese(text)] if code == "Hani" else SCRIPTS.get(code, UNKNOWN)


def has_latin(text: str) -> bool:
    """Whether Latin letters stand in the string."""
    return bool(_PATTERNS["Latn"].search(text))


def _code(char: str) -> str:
    return next((code for code, pattern in _PATTERNS.items() if pattern.match(char)), "Zzzz")


def _chinese(text: str) -> str:
    han = "".join(_PATTERNS["Hani"].findall(text))
    return "Hant" if _count(han, "big5") > _count(han, "gb2312") else "Hans"


def _count(text: str, charset: str) -> int:
    return sum(bool(char.encode(charset, "ignore")) for char in text)
