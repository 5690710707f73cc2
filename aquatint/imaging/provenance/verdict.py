"""What a look and our own record come to, in one word and one sentence; never more than can be known."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from aquatint.imaging.provenance.claim import Source
from aquatint.imaging.provenance.looking import Look
from aquatint.imaging.provenance.reading import Credentials, Signed, Standing

_GENERATED: Final = {source.word for source in Source}


class Word(StrEnum):
    """The answer, the surest first."""

    BROKEN = "broken"
    MADE_HERE = "made_here"
    GENERATED = "generated"
    SIGNED = "signed"
    RESEMBLES = "resembles"
    DECLARED = "declared"
    UNKNOWN = "unknown"


class Match(StrEnum):
    """By what a picture was found in our record."""

    FILE = "file"
    MARK = "mark"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Record:
    """What our record says: that the picture was made here and on which day, never by whom."""

    match: Match
    made: date
    bits: int = 0
    """How far its fingerprint is off, of 256 bits."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for people and programs."""

    word: Word
    sentence: str
    look: Look
    record: Record | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        record = asdict(self.record) | {"made": self.record.made.isoformat()} if self.record else None
        return {"verdict": self.word, "sentence": self.sentence, "record": record, **self.look.as_json()}


def judge(look: Look, record: Record | None = None) -> Verdict:
    """Return what can be said of a file."""
    word = _word(look, record)
    return Verdict(word, _sentence(word, look, record), look, record)


def _sentence(word: Word, look: Look, record: Record | None) -> str:
    """Return the sentence for people. A mark outlives changes, so it says less than bytes or credentials do."""
    if word is Word.MADE_HERE and record and record.match is Match.MARK and not _is_whole(look.credentials):
        return _MARKED_HERE
    return _MARKED if word is Word.GENERATED and not look.credentials else _SENTENCES[word]


def _is_whole(credentials: Credentials | None) -> bool:
    return credentials is not None and credentials.standing is not Standing.BROKEN


def _word(look: Look, record: Record | None) -> Word:
    if record and record.match is not Match.LOOK:
        return Word.MADE_HERE
    if look.credentials:
        return _of_credentials(look.credentials)
    if record:
        return Word.RESEMBLES
    if look.mark is not None:
        return Word.GENERATED
    return Word.DECLARED if look.declared and look.declared.is_generated else Word.UNKNOWN


def _of_credentials(credentials: Credentials) -> Word:
    if credentials.standing is Standing.BROKEN:
        return Word.BROKEN
    if credentials.standing is Standing.OURS:
        return Word.MADE_HERE
    return Word.GENERATED if _says_generated(credentials.active) else Word.SIGNED


def _says_generated(signed: Signed | None) -> bool:
    return any(action.source in _GENERATED for one in manifests(signed) for action in one.actions)


def manifests(signed: Signed | None) -> Iterator[Signed]:
    """Yield a manifest and those of its ingredients, the newest first."""
    if signed:
        yield signed
        for ingredient in signed.ingredients:
            yield from manifests(ingredient.signed)


_MARKED: Final = (
    "This picture carries the invisible mark that Aquatint puts into what a program painted or changed. "
    "It has no credentials, so what was changed since cannot be told."
)
_MARKED_HERE: Final = (
    "This picture was made here, or from one that was: its invisible mark is in our record. "
    "What was changed since cannot be told."
)
_SENTENCES: Final = {
    Word.MADE_HERE: "This picture was made here: our own signature or our record shows it.",
    Word.GENERATED: "This picture was made or changed by a program, and says so.",
    Word.SIGNED: "This picture is signed. Its credentials do not say that a program made it.",
    Word.BROKEN: "This file was changed after it was signed, or its credentials are damaged. Do not rely on them.",
    Word.RESEMBLES: "This looks like a picture that was made here. It has no credentials that could prove it.",
    Word.DECLARED: "This file says of itself that a program made it. Anybody could have written that.",
    Word.UNKNOWN: "We cannot tell where this picture comes from. That does not mean that it is a photograph.",
}
