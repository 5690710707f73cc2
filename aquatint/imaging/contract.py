"""The no-charge contract: what a file must be before anybody is charged for it, as a public list of reasons.

`check` raises the first reason that holds; `verdicts` tells about every rule. Both are pure: a file, what was wanted,
and the files that it must not repeat.

Cost is a part of the design. A picture from a paid provider is usually a PNG of megabytes, and decoding it costs ten
times as much as all else that is done for it. So every rule looks first at what is cheap (header, checksums, sizes,
hashes), and decodes only what is suspicious. `thorough` decodes whatever a rule could want to see.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from aquatint.imaging import looks, sniff, svg
from aquatint.imaging.errors import Unreadable
from aquatint.imaging.facts import Facts
from aquatint.imaging.headers import inspect
from aquatint.imaging.verifying import verify


class Reason(NamedTuple):
    """Why a shot is not charged: its code, the sentence that people read, and when it holds."""

    code: str
    sentence: str
    when: str


UNREADABLE: Final = Reason(
    "picture_unreadable",
    "The provider sent a file that does not open as a picture.",
    "The file is cut off, damaged, beyond the bounds (128 MiB, 100 megapixels, 500 frames), or no picture.",
)
WRONG_TYPE: Final = Reason(
    "picture_of_wrong_type",
    "The provider sent another file type than asked.",
    "Its first bytes say another type than the one that was asked for.",
)
WRONG_SIZE: Final = Reason(
    "picture_of_wrong_size",
    "The provider sent another size than asked.",
    "Width or height differ by a pixel or more from the size that was shown before the start.",
)
WITHOUT_ALPHA: Final = Reason(
    "picture_without_alpha",
    "The provider sent a picture without the transparent background.",
    "A transparent background was asked for, and the file has no alpha channel.",
)
OPAQUE: Final = Reason(
    "picture_opaque",
    "The provider sent a transparent layer that hides nothing: every part of the picture is opaque.",
    "A transparent background was asked for, and less than a thousandth of the pixels lets anything through.",
)
TRANSPARENT: Final = Reason(
    "picture_transparent",
    "The provider sent a picture in which nothing can be seen: all of it is transparent.",
    "A transparent background was asked for, and less than a ten-thousandth of the pixels can be seen.",
)
UNFINISHED: Final = Reason(
    "picture_unfinished",
    "The provider sent an unfinished preview as if it were the picture.",
    "Its bytes or its coded pixels are those of a preview of the same generation.",
)
UNCHANGED: Final = Reason(
    "picture_unchanged",
    "The provider sent a picture back that was given to it, without a change.",
    "Its coded pixels are those of an input; or it has the size of an input and, averaged to 256 pixels, differs from "
    "it nowhere by more than 6 of 255 levels of lightness or 12 of colour, and on average by less than 1.",
)
REPEATED: Final = Reason(
    "picture_repeated",
    "The provider sent the same picture twice.",
    "Its coded pixels are those of another shot; or both files are equally large within 2% and the pictures look the "
    "same, as under `picture_unchanged`.",
)
BLANK: Final = Reason(
    "picture_blank",
    "The provider sent a picture of one colour with nothing in it.",
    "Averaged to 256 pixels it is the same everywhere within 8 of 255 levels, and the words name more than a plain "
    "ground.",
)
LOCK_NOT_RESPECTED: Final = Reason(
    "lock_not_respected",
    "The provider changed what should stay, or did not change what should change.",
    "The pixel lock could not put the change into its place.",
)
TEXT_NOT_PROVEN: Final = Reason(
    "text_not_proven",
    "A text that the picture must carry is not in it letter by letter.",
    "The proof of texts was made a condition, and a text is missing or differs.",
)
REASONS: Final = (
    *(UNREADABLE, WRONG_TYPE, WRONG_SIZE, WITHOUT_ALPHA, OPAQUE, TRANSPARENT),
    *(UNFINISHED, UNCHANGED, REPEATED, BLANK, LOCK_NOT_RESPECTED, TEXT_NOT_PROVEN),
)
"""All reasons of the contract, in the order in which they are looked for."""

_CLEAR_SHARE: Final = 0.001
_SEEN_SHARE: Final = 0.0001
_BLANK_SPREAD: Final = 8
_ALIKE: Final = 0.02
_LEAN: Final = {sniff.PNG: 0.12, sniff.GIF: 0.12}
_LEAN_ELSE: Final = 0.03
"""Coded bytes for a pixel below which a picture may be blank, without loss and with. Measured: decision 0019."""


class Violated(Exception):
    """A rule of the contract does not hold. `sentence` is for people, with figures; `detail` is for the operator."""

    def __init__(self, reason: Reason, sentence: str = "", *, detail: str = "") -> None:
        self.reason = reason
        self.sentence = sentence or reason.sentence
        self.detail = detail or self.sentence
        super().__init__(self.detail)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for. None leaves it open. `plain` means that the words ask for nothing but a plain ground."""

    media_type: str | None = None
    width: int | None = None
    height: int | None = None
    alpha: bool = False
    plain: bool = False


@dataclass(frozen=True)
class Subject:
    """A delivered file with everything that it is held against. What costs something is found out once, when needed.

    `inputs` are the files of the pictures that were given, `siblings` those of shots that are delivered already,
    `partials` the SHA-256 (hex) of the previews' bytes, `previews` the files of previews, if they are there.
    """

    path: Path
    wanted: Wanted
    inputs: Sequence[Path] = ()
    siblings: Sequence[Path] = ()
    partials: Collection[str] = ()
    previews: Sequence[Path] = ()
    thorough: bool = False

    @cached_property
    def facts(self) -> Facts:
        """What the header says."""
        return facts_of(self.path)

    @cached_property
    def fingerprint(self) -> bytes:
        """What stands for the coded pixels."""
        return looks.fingerprint(self.path, self.facts)

    @property
    def is_vector(self) -> bool:
        """Whether there are no pixels to look at."""
        return self.facts.media_type == sniff.SVG


class Verdict(NamedTuple):
    """How one rule went: `code` is that of the reason it looks for; `held` is None if it was not asked."""

    code: str
    held: bool | None
    detail: str


def facts_of(path: Path) -> Facts:
    """Return what the header of a delivered file says; an SVG is measured after it is proven harmless."""
    with path.open("rb", buffering=0) as file:
        is_svg = svg.looks_like(file.read(svg.HEAD))
    return svg.inspect(path) if is_svg else inspect(path)


def check(subject: Subject) -> Facts:
    """Return the facts of a file that keeps the contract. Raises `Violated` with the first reason that holds."""
    for rule in _RULES:
        _held(rule, subject)
    return subject.facts


def verdicts(subject: Subject) -> list[Verdict]:
    """Return how every rule went. A file that does not open is told as that and nothing else."""
    told: list[Verdict] = []
    for rule in _RULES:
        if rule.asked is not None and not rule.asked(subject):
            told.append(Verdict(rule.code, None, "not asked"))
            continue
        try:
            _held(rule, subject)
        except Violated as violated:
            told.append(Verdict(violated.reason.code, held=False, detail=violated.detail))
            if violated.reason is UNREADABLE:
                break
        else:
            told.append(Verdict(rule.code, held=True, detail=""))
    return told


def table() -> str:
    """Return the public list as the rows of a Markdown table."""
    rows = [f"| `{reason.code}` | {reason.when} | {reason.sentence} |" for reason in REASONS]
    return "\n".join(["| code | when | what people read |", "|---|---|---|", *rows])


class _Rule(NamedTuple):
    code: str
    asked: Callable[[Subject], bool] | None
    hold: Callable[[Subject], None]


def _held(rule: _Rule, subject: Subject) -> None:
    if rule.asked is not None and not rule.asked(subject):
        return
    try:
        rule.hold(subject)
    except Unreadable as error:
        raise Violated(UNREADABLE, detail=f"{error.code}: {error}") from error


def _opens(subject: Subject) -> None:
    facts = subject.facts
    if not subject.is_vector:
        proves_itself = facts.media_type == sniff.PNG and facts.frames == 1  # a checksum over each of its chunks
        verify(subject.path, facts, thorough=subject.thorough or not proves_itself)


def _type(subject: Subject) -> None:
    sent, wanted = subject.facts.media_type, subject.wanted.media_type
    if sent != wanted:
        raise Violated(WRONG_TYPE, f"The provider sent {sent} instead of {wanted}.")


def _size(subject: Subject) -> None:
    facts, wanted = subject.facts, subject.wanted
    sent = (facts.width, facts.height)
    if not subject.is_vector and sent != (wanted.width, wanted.height):
        raise Violated(WRONG_SIZE, f"The provider sent {sent[0]}x{sent[1]} instead of {wanted.width}x{wanted.height}.")
    if subject.is_vector and wanted.width and wanted.height and not _same_shape(facts, wanted.width, wanted.height):
        raise Violated(
            WRONG_SIZE, f"The drawing's shape is {sent[0]}:{sent[1]} instead of {wanted.width}:{wanted.height}."
        )


def _same_shape(facts: Facts, width: int, height: int) -> bool:
    """Whether a drawing that can be shown in any size has the asked ratio, within a hundredth."""
    return abs(facts.width * height - facts.height * width) <= 0.01 * facts.width * height


def _alpha(subject: Subject) -> None:
    if not subject.facts.alpha:
        raise Violated(WITHOUT_ALPHA)
    if subject.is_vector:
        return
    clear, seen = looks.alpha_shares(subject.path, subject.facts)
    if clear < _CLEAR_SHARE:
        raise Violated(OPAQUE, detail=f"{clear:.3%} of the pixels let something through")
    if seen < _SEEN_SHARE:
        raise Violated(TRANSPARENT, detail=f"{seen:.4%} of the pixels can be seen")


def _finished(subject: Subject) -> None:
    if subject.partials and _sha256(subject.path) in subject.partials:
        raise Violated(UNFINISHED)
    for preview in subject.previews:
        if _same_code(subject, preview):
            raise Violated(UNFINISHED)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _changed(subject: Subject) -> None:
    for given in subject.inputs:
        if _same_code(subject, given) or _looks_same(subject, given):
            raise Violated(UNCHANGED)


def _new(subject: Subject) -> None:
    for sibling in subject.siblings:
        if _same_code(subject, sibling):
            raise Violated(REPEATED)
        if (subject.thorough or _equally_large(subject, sibling)) and _looks_same(subject, sibling):
            raise Violated(REPEATED)


def _same_code(subject: Subject, other: Path) -> bool:
    """Whether the coded pixels are the same. Files of other types or sizes need not be read for that."""
    mine = subject.fingerprint
    try:
        facts = facts_of(other)
        return facts == subject.facts and looks.fingerprint(other, facts) == mine
    except (Unreadable, FileNotFoundError):  # the other is not the one on trial
        return False


def _equally_large(subject: Subject, other: Path) -> bool:
    try:
        mine, its = subject.path.stat().st_size, other.stat().st_size
    except FileNotFoundError:
        return False
    return abs(mine - its) <= _ALIKE * max(mine, its)


def _looks_same(subject: Subject, other: Path) -> bool:
    """Whether two pictures of the same size cannot be told apart by eye."""
    mine = subject.facts
    if subject.is_vector:
        return False
    try:
        facts = facts_of(other)
        if (facts.width, facts.height) != (mine.width, mine.height) or facts.media_type == sniff.SVG:
            return False
        theirs = looks.look(other, facts)
    except (Unreadable, FileNotFoundError):
        return False
    return looks.same(looks.look(subject.path, mine), theirs)


def _shows_something(subject: Subject) -> None:
    facts = subject.facts
    if subject.is_vector or facts.frames > 1:
        return
    lean = _LEAN.get(facts.media_type, _LEAN_ELSE)
    is_lean = subject.path.stat().st_size < 2 * lean * facts.pixels and (
        looks.coded_bytes(subject.path, facts) < lean * facts.pixels
    )
    if (is_lean or subject.thorough) and looks.spread(looks.look(subject.path, facts)) <= _BLANK_SPREAD:
        raise Violated(BLANK)


_RULES: Final = (
    _Rule(WRONG_TYPE.code, lambda subject: subject.wanted.media_type is not None, _type),
    _Rule(WRONG_SIZE.code, lambda subject: subject.wanted.width is not None, _size),
    _Rule(UNREADABLE.code, None, _opens),
    _Rule(WITHOUT_ALPHA.code, lambda subject: subject.wanted.alpha, _alpha),
    _Rule(UNFINISHED.code, lambda subject: bool(subject.partials or subject.previews), _finished),
    _Rule(UNCHANGED.code, lambda subject: bool(subject.inputs), _changed),
    _Rule(REPEATED.code, lambda subject: bool(subject.siblings), _new),
    _Rule(BLANK.code, lambda subject: not subject.wanted.plain, _shows_something),
)
