"""Letters as people count them, and which differences between two spellings do not count.

A letter is an extended grapheme cluster (Unicode Annex 29). Before two letters are compared they are folded: NFC;
typographic and straight quotation marks are one; all dashes are one; full-width Latin forms are their plain ones; any
run of white space is one space, and none beside Han and kana, which are written without; joiners and other invisible
signs do not count. Upper and lower case count. `docs/text-proof.md` says the same to people.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from aquatint.imaging.reading.geometry import Quad
from aquatint.imaging.reading.report import Line

_CLUSTER: Final = regex.compile(r"\X")
_INVISIBLE: Final = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"))
_FOLDS: Final = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ´`", "'"),  # noqa: RUF001 -- look-alikes are the point
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑‒–—―−﹣", "-"),  # noqa: RUF001 -- the same
        **dict.fromkeys("•・⋅∙", "·"),
        "…": "...",
        "।": "|",
        "〜": "~",
    }
)
_TIGHT: Final = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー々〆、。「」『』【】《》〈〉]")
_WORD: Final = regex.compile(r"[\p{L}\p{M}\p{N}]")


@dataclass(frozen=True, slots=True)
class Letter:
    """A folded grapheme cluster and, if it was read, where: the line's quad and the part of its length."""

    text: str
    quad: Quad | None = None
    span: tuple[float, float] = (0.0, 1.0)
    downwards: bool = False


def letters_of(text: str) -> tuple[Letter, ...]:
    """Return the folded letters of an asked string."""
    return _spaced([Letter(folded) for cluster in _CLUSTER.findall(text) for folded in _fold(cluster)])


def letters_in(lines: tuple[Line, ...]) -> tuple[Letter, ...]:
    """Return the folded letters of some lines, one after the other, with their places."""
    out: list[Letter] = []
    for line in lines:
        out.append(Letter(" ", line.quad, (0.0, 0.0), line.downwards))
        for found in _CLUSTER.finditer(line.text):
            spans = line.spans[found.start() : found.end()] or ((0.0, 1.0),)
            span = min(start for start, _ in spans), max(end for _, end in spans)
            out += [Letter(folded, line.quad, span, line.downwards) for folded in _fold(found.group())]
    return _spaced(out)


def is_boundary(letters: tuple[Letter, ...], at: int) -> bool:
    """Whether a word may begin or end between the letters `at - 1` and `at`."""
    if at <= 0 or at >= len(letters):
        return True
    return not (_is_word(letters[at - 1].text) and _is_word(letters[at].text))


def is_tight(text: str) -> bool:
    """Whether this is written without spaces between words."""
    return bool(_TIGHT.search(text))


@cache
def _is_word(letter: str) -> bool:
    return bool(_WORD.search(letter))


@cache
def _fold(cluster: str) -> tuple[str, ...]:
    if cluster.isspace():
        return (" ",)
    plain = "".join(unicodedata.normalize("NFKC", char) if "\uff00" <= char <= "\uffef" else char for char in cluster)
    plain = unicodedata.normalize("NFC", plain.translate(_INVISIBLE)).translate(_FOLDS)
    return tuple(_CLUSTER.findall(plain))


def _spaced(letters: list[Letter]) -> tuple[Letter, ...]:
    """Leave one space between words, and none at the ends or beside letters that are written without."""
    out: list[Letter] = []
    for index, letter in enumerate(letters):
        if letter.text == " ":
            following = next((one.text for one in letters[index + 1 :] if one.text != " "), "")
            before = out[-1].text if out else ""
            if not before or before == " " or not following or is_tight(before) or is_tight(following):
                continue
        out.append(letter)
    return tuple(out)
