"""The text proof: whether a picture carries exactly the strings that were asked for."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from aquatint.imaging.reading import joining, lines, picture, tesseract
from aquatint.imaging.reading.accuracy import accuracy_of
from aquatint.imaging.reading.align import Match, Step
from aquatint.imaging.reading.errors import ReaderAbsent, ReaderFailed
from aquatint.imaging.reading.geometry import Box, Quad, around, box_of, slice_of, standing
from aquatint.imaging.reading.letters import Letter, letters_of
from aquatint.imaging.reading.lines import Reading
from aquatint.imaging.reading.report import Difference, Line, TextFound, TextReport, Verdict
from aquatint.imaging.reading.scripts import CAUTIOUS, RAPID, TESSERACT, Script, has_latin, script_of

_NEAR: Final = 0.5
"""From this share of right letters on, the string was meant; below, something else stands there."""
_LEGIBLE: Final = 0.5
"""Readings below this score are what a reader makes of a script that it does not know; the report leaves them out."""
_UNKNOWN: Final = "Our readers do not know this script."


def read_texts(path: Path, texts: Sequence[str]) -> TextReport:
    """Look for each string in the picture at `path`, and say exact, near (with the letters), missing or unreadable.

    Blocks for about a second; call it outside the event loop. Raises a member of `Unreadable`.
    """
    began = time.process_time()
    opened = picture.load(path)
    reading = lines.find(opened)
    found = tuple(proven(reading, text) for text in texts)
    seen = tuple(dict.fromkeys(line for row in reading.done.values() for line in row if line.score >= _LEGIBLE))
    return TextReport(opened.width, opened.height, found, seen, time.process_time() - began)


def proven(reading: Reading, text: str) -> TextFound:
    """Return the verdict on one string in a picture whose lines were found."""
    script = script_of(text)
    asked = letters_of(text)
    try:
        read = _read(reading, script, text)
    except (ReaderAbsent, ReaderFailed) as error:
        return _unreadable(text, script, error.sentence)
    if read is None:
        return _unreadable(text, script, _UNKNOWN)
    best = joining.best(asked, read) if asked else None
    return _judged(text, script, asked, best)


def _read(reading: Reading, script: Script, text: str) -> tuple[Line, ...] | None:
    if script.reader == RAPID:
        return reading.by(RAPID)
    if script.reader == TESSERACT:
        mixed = has_latin(text) and "eng" in tesseract.languages()
        return reading.by(TESSERACT, script.language + ("+eng" if mixed else ""))
    return None


def _unreadable(text: str, script: Script, hint: str) -> TextFound:
    return TextFound(text, Verdict.UNREADABLE, "", 0.0, (), None, (), script.code, script.reader, None, hint)


def _judged(text: str, script: Script, asked: tuple[Letter, ...], best: Match | None) -> TextFound:
    similarity = max(0.0, 1 - best.cost / len(asked)) if best else 0.0
    verdict = _verdict(script, best, similarity)
    shown = best if best and verdict in {Verdict.EXACT, Verdict.NEAR, Verdict.UNREADABLE} else None
    quads = _quads(shown) if shown else ()
    return TextFound(
        asked=text,
        verdict=verdict,
        read=shown.read if shown else "",
        similarity=similarity,
        differences=_differences(shown) if shown and verdict is Verdict.NEAR else (),
        quad=around(quads) if quads else None,
        quads=quads,
        script=script.code,
        reader=script.reader,
        accuracy=accuracy_of(script.code),
    )


def _verdict(script: Script, best: Match | None, similarity: float) -> Verdict:
    if best is None:
        return Verdict.MISSING
    if best.exact:
        return Verdict.EXACT
    if script.reader == TESSERACT and similarity < CAUTIOUS:
        return Verdict.UNREADABLE
    return Verdict.NEAR if similarity >= _NEAR else Verdict.MISSING


def _quads(best: Match) -> tuple[Quad, ...]:
    """Return the part of each line that the string takes, in reading order."""
    spans: dict[Quad, tuple[float, float]] = {}
    downwards = {step.found.quad for step in best.steps if step.found and step.found.downwards}
    for step in best.steps:
        if step.found and step.found.quad and step.found.text != " ":
            start, end = spans.get(step.found.quad, (1.0, 0.0))
            spans[step.found.quad] = min(start, step.found.span[0]), max(end, step.found.span[1])
    parts = {quad: slice_of(quad, *span) for quad, span in spans.items()}
    return tuple(standing(part) if quad in downwards else part for quad, part in parts.items())


def _differences(best: Match) -> tuple[Difference, ...]:
    out = []
    for index, step in enumerate(best.steps):
        if step.right:
            continue
        kind = "extra" if step.asked is None else "missing" if step.found is None else "wrong"
        asked = step.asked.text if step.asked else ""
        found = step.found.text if step.found else ""
        out.append(Difference(kind, step.at, asked, found, _place(best.steps, index)))
    return tuple(out)


def _place(steps: tuple[Step, ...], index: int) -> Box | None:
    """Return the box of a read letter, or of the gap beside its neighbour where one is missing."""
    found = steps[index].found
    if found and found.quad:
        return box_of(slice_of(found.quad, *found.span))
    for near, side in ((index - 1, 1), (index + 1, 0)):
        other = steps[near].found if 0 <= near < len(steps) else None
        if other and other.quad:
            edge, half = other.span[side], (other.span[1] - other.span[0]) / 2
            return box_of(slice_of(other.quad, max(0.0, edge - half), min(1.0, edge + half)))
    return None
