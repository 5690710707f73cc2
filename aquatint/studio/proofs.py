"""What is proved of a picture, as pages show it: the pixel lock, the exact texts, the fit within a set."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import hypot
from typing import Any, NamedTuple

from aquatint.generations.models import ConsistencyMark, EditProof, TextProof
from aquatint.media.models import Image
from aquatint.studio import words

_TINY = 0.05
_STEPS = 256
_MOST_STEPS = 24
_MARGIN = 0.75
_NO_SHIFT = 0.05
_BETWEEN = (1 / 3, 2 / 3)
_ROWS = ("at the top", "in the middle", "at the bottom")
_COLUMNS = ("left", "", "right")
FONTS = (
    ("sans-bold", "Sans bold"),
    ("sans", "Sans"),
    ("serif-bold", "Serif bold"),
    ("serif", "Serif"),
    ("serif-italic", "Serif italic"),
)
"""The typefaces in which a wrong text can be set, the usual one first."""
_VERDICTS = {
    TextProof.Verdict.EXACT: ("good", "exact"),
    TextProof.Verdict.NEAR: ("bad", "not exact"),
    TextProof.Verdict.MISSING: ("bad", "missing"),
    TextProof.Verdict.UNREADABLE: ("warn", "not readable for us"),
}


@dataclass(frozen=True, slots=True)
class Region:
    """One part that an edit changed: where it lies, how large it is, and what was chosen for it."""

    id: int
    where: str
    share: str
    is_sure: bool
    keep: bool = True
    grow: int = 0


class Lock:
    """The proof of an edit's pixel lock."""

    def __init__(self, proof: EditProof, image: Image) -> None:
        self.proof = proof
        self.image = image
        self.report: dict[str, Any] = proof.report or {}
        self.is_exact = proof.exact
        self.is_sure = proof.sure
        self.is_off = proof.status == EditProof.Status.OFF
        self.with_mark = proof.mask_id is not None
        self.has_map = proof.map_id is not None and proof.aligned_id is not None
        self.has_raw = proof.raw_id is not None
        self.by_choice = bool(proof.choices)

    @property
    def tone(self) -> str:
        """How the tag looks."""
        if self.is_exact:
            return "good" if self.is_sure else "warn"
        return "" if self.is_off else "warn"

    @property
    def word(self) -> str:
        """What the tag says."""
        if self.is_exact:
            return "Proved" if self.is_sure else "Proved, please look"
        return "Off" if self.is_off else "Not locked"

    @property
    def outside(self) -> str:
        """What lies outside."""
        return "the mark" if self.with_mark else "the changed parts"

    @property
    def compared(self) -> int:
        """How many pixels were compared bit for bit."""
        changed = (self.proof.percent_changed or 0) / 100
        return round(self.image.width * self.image.height * (1 - changed))

    @property
    def sentence(self) -> str:
        """What happened where nothing could be locked, or what to look at."""
        if self.is_off:
            return str(self.report.get("why") or "The pixel lock was off: this is the whole answer of the model.")
        return {
            EditProof.Status.GLOBAL: "The whole picture changed, so nothing could be kept. This is the model's answer.",
            EditProof.Status.UNALIGNED: "The model's answer does not fit over your picture, so nothing was locked.",
        }.get(EditProof.Status(self.proof.status), "")

    @property
    def doubt(self) -> str:
        """What to look at when we are not sure."""
        if self.is_sure or not self.is_exact:
            return ""
        return "It is not certain which of the changes you meant. Look at them and switch off what you did not ask for."

    @property
    def line(self) -> str:
        """The proof in one line, for a card."""
        if self.is_exact:
            return f"0 pixels differ outside {self.outside}"
        return {"off": "off", "global": "the whole picture changed", "unaligned": "could not be compared"}.get(
            self.proof.status, self.word.lower()
        )

    @cached_property
    def regions(self) -> list[Region]:
        """The parts that changed, the largest first as the lock numbers them."""
        chosen = {choice.get("region"): choice for choice in self.proof.choices or []}
        return [self._region(found, chosen.get(found["id"], {})) for found in self.report.get("regions") or []]

    def _region(self, found: dict[str, Any], choice: dict[str, Any]) -> Region:
        return Region(
            id=found["id"],
            where=_where(found["box"], self.image),
            share=percent(found.get("percent")),
            is_sure=found.get("sure", True),
            keep=choice.get("keep", True),
            grow=choice.get("grow", 0),
        )

    @property
    def step(self) -> int:
        """By how many pixels one press grows or shrinks a part."""
        return max(1, round(max(self.image.width, self.image.height) / _STEPS))

    @property
    def most(self) -> int:
        """How far a part can be grown or shrunk."""
        return self.step * _MOST_STEPS

    @property
    def facts(self) -> list[tuple[str, str]]:
        """The figures: how much changed, and what the model's raw answer would have done to the rest."""
        facts = [("Changed", percent(self.proof.percent_changed))] if self.proof.percent_changed is not None else []
        if self.report.get("seam") is not None:
            facts.append(("Seam", f"{self.report['seam']:.2f} × the picture's own edges"))
        if not self.is_exact:  # nothing was undone and nothing kept
            return facts
        raw = self._raw()
        return [*facts, *self._drift(), *([("Without the lock", raw)] if raw else [])]

    def _drift(self) -> list[tuple[str, str]]:
        drift = self.report.get("drift") or {}
        shift = hypot(drift.get("dx") or 0, drift.get("dy") or 0)
        parts = [f"{shift:.1f} px"] if shift > _NO_SHIFT else []
        if abs(scale := (drift.get("scale") or 1) - 1) > 1e-4:  # noqa: PLR2004 -- a tenth of a pixel in a thousand
            parts.append(f"{scale:+.2%} in size")
        if abs(colour := drift.get("colour") or 0) > _TINY:
            parts.append(f"{abs(colour):.1f} levels of colour")
        if not parts and not drift:
            return []
        return [("Drift undone", ", ".join(parts) or "none")]

    def _raw(self) -> str:
        psnr, ssim = self.report.get("psnr_outside"), self.report.get("ssim_outside")
        if psnr is None:
            return "nothing outside differed" if ssim is not None else ""
        return f"{psnr:.1f} dB PSNR" + (f", {ssim:.3f} SSIM outside" if ssim is not None else " outside")


class Glyph(NamedTuple):
    """One letter of an asked text, beside what was read there; `kind` is "", "wrong", "missing" or "extra"."""

    asked: str
    read: str
    kind: str


class Text:
    """One exact text and how it reads in the picture."""

    def __init__(self, proof: TextProof, image: Image) -> None:
        self.proof = proof
        self.image = image
        self.index = proof.position
        self.text = proof.text
        self.verdict = proof.verdict
        self.tone, self.word = _VERDICTS[TextProof.Verdict(proof.verdict)]
        self.report: dict[str, Any] = proof.report or {}
        self.is_exact = proof.verdict == TextProof.Verdict.EXACT

    @property
    def can_repair(self) -> bool:
        """Whether a repair makes sense, and where is known."""
        return not self.is_exact and bool(self.report.get("box"))

    @property
    def sentence(self) -> str:
        """What was read, and how good the reader itself is."""
        return str(self.report.get("sentence") or "")

    @cached_property
    def glyphs(self) -> list[Glyph]:
        """The letters of the text, each beside what stands in the picture."""
        from aquatint.imaging.reading.letters import letters_of  # noqa: PLC0415 -- only where there is a text

        differences = self.report.get("differences") or []
        found: dict[tuple[int, bool], list[dict[str, Any]]] = {}
        for one in differences:
            found.setdefault((one["at"], one["kind"] == "extra"), []).append(one)
        letters = [letter.text for letter in letters_of(self.text)]
        glyphs = [glyph for at, letter in enumerate(letters) for glyph in _glyphs(at, letter, found)]
        return glyphs + [Glyph("", one["found"], "extra") for one in found.get((len(letters), True), [])]

    @property
    def shows_letters(self) -> bool:
        """Whether single letters are to be shown."""
        return self.verdict == TextProof.Verdict.NEAR

    @property
    def view(self) -> str:
        """The part of the picture around the text, as an SVG view box."""
        box = self.report.get("box")
        if not box:
            return ""
        x, y, width, height = box
        margin = max(height * _MARGIN, 8)
        left, top = max(0, x - margin), max(0, y - margin)
        right = min(self.image.width, x + width + margin)
        low = min(self.image.height, y + height + margin)
        return f"{left:.0f} {top:.0f} {right - left:.0f} {low - top:.0f}"

    @property
    def outline(self) -> str:
        """The corners of the text in the picture, as SVG points."""
        return " ".join(f"{x:.0f},{y:.0f}" for x, y in self.report.get("quad") or [])

    @property
    def faults(self) -> list[tuple[int, int, int, int]]:
        """The boxes of the letters that are wrong."""
        return [tuple(one["box"]) for one in self.report.get("differences") or [] if one.get("box")]


def _glyphs(at: int, letter: str, found: dict[tuple[int, bool], list[dict[str, Any]]]) -> Iterable[Glyph]:
    for one in found.get((at, True), []):
        yield Glyph("", one["found"], "extra")
    wrong = next(iter(found.get((at, False), [])), None)
    yield Glyph(letter, wrong["found"], wrong["kind"]) if wrong else Glyph(letter, letter, "")


class Fit:
    """How well a picture of a set fits its anchor."""

    def __init__(self, mark: ConsistencyMark, *, is_anchor: bool = False) -> None:
        self.mark = mark
        self.is_anchor = is_anchor
        self.is_outlier = mark.outlier
        self.is_repainted = mark.repainted
        self.line = "" if is_anchor else f"palette {mark.palette:.3f} off, likeness {mark.similarity:.0%}"

    @property
    def note(self) -> str:
        """What it is to the set, and what was done about it."""
        if self.is_anchor:
            return "the anchor of the set"
        if self.is_repainted and not self.is_outlier:
            return "strayed at first, painted again"
        if self.is_repainted:
            return "painted again, still strays"
        return "strays from the set" if self.is_outlier else "fits the set"


def lock_of(image: Image) -> Lock | None:
    """Return the pixel lock's proof of a picture, if it is an edit."""
    proof = getattr(image, "proof", None)
    return Lock(proof, image) if proof else None


def texts_of(image: Image) -> list[Text]:
    """Return the exact texts of a picture and how they read."""
    return [Text(proof, image) for proof in image.texts.all()]


def fit_of(image: Image) -> Fit | None:
    """Return how a picture fits its set, if it is of one. The first picture of a set is its anchor."""
    mark = getattr(image, "consistency", None)
    return Fit(mark, is_anchor=image.shot.index == 0) if mark else None


def texts_line(texts: Iterable[Text]) -> str:
    """Return the verdicts in one line, for a card."""
    known = list(texts)
    exact = sum(text.is_exact for text in known)
    if exact == len(known):
        return f"{words.counted(exact, 'text')} exact, letter by letter"
    return (
        f"{exact} of {len(known)} exact; {', '.join(f'“{one.text}” {one.word}' for one in known if not one.is_exact)}"
    )


def percent(value: float | None) -> str:
    """Return a share of the picture, given in per cent."""
    if value is None:
        return "unknown"
    return f"under {_TINY} %" if 0 < value < _TINY else f"{value:.1f} %"


def _where(box: Iterable[float], image: Image) -> str:
    x, y, width, height = box
    column = _third((x + width / 2) / image.width)
    row = _third((y + height / 2) / image.height)
    return " ".join(part for part in (_ROWS[row], _COLUMNS[column]) if part)


def _third(part: float) -> int:
    return sum(part > edge for edge in _BETWEEN)
