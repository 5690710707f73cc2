"""What the text proof says: a verdict for each asked string, with what was read, where, and how good the reader is."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from aquatint.imaging.reading.geometry import Box, Quad, box_of


class Verdict(StrEnum):
    """What can be said about an asked string."""

    EXACT = "exact"
    NEAR = "near"
    MISSING = "missing"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How good the reader itself is at this script: measured by `benchmarks/text_proof.py`, not guessed.

    `letters` is the share of letters read right, `strings` the share of whole strings read without a fault,
    `false_exact` the share of strings with a planted wrong letter that were called exact all the same.
    """

    letters: float
    strings: float
    false_exact: float
    measured_on: int
    date: str

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            "letters": self.letters,
            "strings": self.strings,
            "false_exact": self.false_exact,
            "measured_on": self.measured_on,
            "date": self.date,
        }


@dataclass(frozen=True, slots=True)
class Line:
    """A line as it was read. `spans` has start and end, in parts of the quad's length, of each code point of `text`.

    The quad of a line that runs down with upright letters (`downwards`) lies on its side, so that length is length.
    """

    text: str
    score: float
    quad: Quad
    reader: str
    spans: tuple[tuple[float, float], ...]
    downwards: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One letter (grapheme cluster) that is not as asked.

    `kind` is "wrong", "missing" (asked, not there) or "extra" (there, not asked). `at` counts letters of the asked
    string; `box` is where it stands, or where it should stand.
    """

    kind: str
    at: int
    asked: str
    found: str
    box: Box | None

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            "kind": self.kind,
            "at": self.at,
            "asked": self.asked,
            "found": self.found,
            "box": list(self.box) if self.box else None,
        }


@dataclass(frozen=True, slots=True)
class TextFound:
    """The verdict on one asked string. `similarity` is the share of its letters that were found in their place.

    `quad` holds the whole string, `quads` each of its lines; both in pixels of the picture. `hint` says what an
    operator or a person can do, where something can be done.
    """

    asked: str
    verdict: Verdict
    read: str
    similarity: float
    differences: tuple[Difference, ...]
    quad: Quad | None
    quads: tuple[Quad, ...]
    script: str
    reader: str
    accuracy: Accuracy | None
    hint: str = ""

    @property
    def box(self) -> Box | None:
        """The upright box around the string."""
        return box_of(self.quad) if self.quad else None

    @property
    def sentence(self) -> str:
        """What people read: the verdict, and how good the reader is."""
        return " ".join(part for part in (self._said(), self.hint, self._reader()) if part)

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            "text": self.asked,
            "verdict": self.verdict.value,
            "sentence": self.sentence,
            "read": self.read,
            "similarity": round(self.similarity, 3),
            "differences": [one.as_json() for one in self.differences],
            "box": list(self.box) if self.box else None,
            "quad": _rounded(self.quad) if self.quad else None,
            "lines": [_rounded(quad) for quad in self.quads],
            "script": self.script,
            "reader": self.reader,
            "accuracy": self.accuracy.as_json() if self.accuracy else None,
            "hint": self.hint,
        }

    def _said(self) -> str:
        if self.verdict is Verdict.EXACT:
            return "It stands in the picture letter by letter."
        if self.verdict is Verdict.MISSING:
            return "It was not found in the picture."
        if self.verdict is Verdict.UNREADABLE:
            return "Our reader could not read it; that says nothing about the picture."
        return f"Read as “{self.read}”: {_told(self.differences)}."

    def _reader(self) -> str:
        if self.accuracy is None:
            return ""
        return (
            f"On {self.accuracy.measured_on} lines of this script with known words, the reader got "
            f"{self.accuracy.letters:.1%} of the letters and {self.accuracy.strings:.0%} of the lines right."
        )


@dataclass(frozen=True, slots=True)
class TextReport:
    """All verdicts on a picture of `width` × `height` pixels, and the lines that were read in it."""

    width: int
    height: int
    texts: tuple[TextFound, ...]
    lines: tuple[Line, ...]
    cpu_seconds: float

    @property
    def exact(self) -> bool:
        """Whether every asked string is exact."""
        return all(one.verdict is Verdict.EXACT for one in self.texts)

    def as_json(self) -> dict[str, Any]:
        """Return what JSON can hold."""
        return {
            "width": self.width,
            "height": self.height,
            "exact": self.exact,
            "texts": [one.as_json() for one in self.texts],
            "lines": [
                {"text": one.text, "score": round(one.score, 3), "quad": _rounded(one.quad), "reader": one.reader}
                for one in self.lines
            ],
            "cpu_seconds": round(self.cpu_seconds, 3),
        }


_NAMED: Final = 4


def _told(differences: tuple[Difference, ...]) -> str:
    said = [_one(one) for one in differences[:_NAMED]]
    more = len(differences) - len(said)
    return ", ".join(said) + (f" and {more} more" if more else "")


def _one(one: Difference) -> str:
    names = {" ": "a space"}
    asked, found = names.get(one.asked, f"“{one.asked}”"), names.get(one.found, f"“{one.found}”")
    if one.kind == "extra":
        return f"{found} too much"
    return f"{asked} is missing" if one.kind == "missing" else f"{found} in place of {asked}"


def _rounded(quad: Quad) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in quad]
