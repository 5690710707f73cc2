# ruff: noqa: E501, RUF001 -- one mark a line; words of other scripts
# fmt: off
"""All tables as one dictionary: phrase to meanings, for English and for each other language."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from aquatint.providers.sandbox.words import nouns, world
from aquatint.providers.sandbox.words.tongues import TONGUES

IRREGULAR = {
    "mice": "mouse", "geese": "goose", "men": "man", "women": "woman", "wolves": "wolf", "knives": "knife",
    "shelves": "shelf", "loaves": "loaf", "people": "people", "children": "children", "oranges": "oranges",
    "cherries": "cherries", "leaves": "leaves", "glasses": "glasses", "headphones": "headphones",
    "scissors": "scissors", "alps": "alps", "balloons": "balloons", "drums": "drums", "sunglasses": "sunglasses",
}  # fmt: skip
MANY = {"mice", "geese", "men", "women", "wolves", "people", "children", "oranges", "cherries", "loaves", "balloons", "fish", "sheep"}
LATIN = ("es", "de", "fr", "pt")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: its kind (noun, colour, time …) and the key within that kind."""

    kind: str
    key: str
    plural: bool = False
    near: bool = False
    """The painter shows something near this and not quite it."""


type Lexicon = dict[str, Meaning]


def plain(text: str) -> str:
    """Fold case and width, keep the letters of every script; curly apostrophes become straight ones."""
    return unicodedata.normalize("NFKC", text).replace("’", "'").replace("‑", "-").casefold()


@cache
def english() -> Lexicon:
    """Phrase to meaning; where a phrase has two, the kind that comes first here wins."""
    tables = (
        ("act", world.ACTS), ("negation", world.NEGATIONS), ("relation", world.RELATIONS), ("position", world.POSITIONS), ("noun", nouns.NOUNS), ("style", world.STYLES),
        ("layout", world.LAYOUTS), ("place", world.PLACES), ("colour", world.COLOURS), ("time", world.TIMES),
        ("weather", world.WEATHERS), ("season", world.SEASONS), ("framing", world.FRAMINGS), ("count", world.COUNTS),
        ("size", world.SIZES), ("pose", world.POSES), ("material", world.MATERIALS), ("mood", world.MOODS),
        ("role", world.ROLES), ("garment", world.GARMENTS), ("look", world.LOOKS), ("ambient", world.AMBIENT),
    )  # fmt: skip
    out: Lexicon = {}
    for kind, table in tables:
        for row in table.strip().splitlines():
            key, _, words = row.partition(":")
            exact, _, near = words.partition("~")
            for word in words.replace("~", " ").split():
                out.setdefault(plain(word.replace("_", " ")), Meaning(kind, key.strip(), near=word in near.split() and word not in exact.split()))
    for word in world.IGNORED.split():
        out.setdefault(word.replace("_", " "), Meaning("ignore", ""))
    return out


@cache
def tongues() -> dict[str, Lexicon]:
    """One lexicon for each other language, by its code."""
    out: dict[str, Lexicon] = {}
    for row in TONGUES.strip().splitlines():
        kind, rest = row.split(" ", 1)
        key, rest = re.match(r"(line art|\S+) (.*)", rest).groups()  # type: ignore[union-attr]  # our own table
        for part in rest.split():
            code, words = part[:2], part[2:]
            for word in words.split("/"):
                out.setdefault(code, {}).setdefault(plain(word.replace("_", " ")), Meaning(kind, key))
    return out


def singular(word: str) -> str | None:
    """Return the singular of a regular English (or Romance) plural; None if it does not look like one."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    for ending, instead in (("ies", "y"), ("ves", "f"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("sses", "ss"), ("oes", "o"), ("es", "e"), ("s", "")):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return None


def look_up(phrase: str, lexicon: Lexicon) -> Meaning | None:
    """Find a phrase, or the singular of its last word."""
    if found := lexicon.get(phrase):
        return Meaning(found.kind, found.key, phrase in MANY, found.near)
    head, space, last = phrase.rpartition(" ")
    one = singular(last)
    if one == last:
        one = last.removesuffix("s")
    found = lexicon.get(head + space + one) if one else None
    if found is None and one is not None and last.endswith("es"):
        found = lexicon.get(head + space + last[:-2])
    return Meaning(found.kind, found.key, found.kind == "noun", found.near) if found else None
