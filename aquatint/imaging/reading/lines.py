"""From a picture to its lines of text: found once, then read by every reader that an asked string needs."""

import math
from dataclasses import dataclass, field
from typing import Final

from aquatint.imaging.reading import inking, rapid, tesseract
from aquatint.imaging.reading import picture as pictures
from aquatint.imaging.reading.geometry import Point, Quad, lying, scaled, size_of, standing
from aquatint.imaging.reading.picture import Picture
from aquatint.imaging.reading.report import Line
from aquatint.imaging.reading.scripts import RAPID, TESSERACT

_SURE: Final = 0.95
_WORD: Final = 3
"""A line of at least three letters that the first reader is sure of needs no second reader."""
_DOUBTFUL: Final = 0.96
"""Below this confidence a line is read in other ways too; the surest reading counts."""
_MOST: Final = 60
"""The most lines that are read in one picture, the largest first: a page of print is no picture of ours."""
_RAPID_HEIGHT: Final = 48  # what its model was trained on
_TESSERACT_HEIGHT: Final = 48
_PAD: Final = (0.1, 0.12)  # along and across, in heights of a line
_TURN: Final = 0.12  # sine: seven degrees
_HIGHER: Final = 1.5
_SIDEWAYS: Final = 1.5
"""From this ratio of height to width on, a line is taken for one that runs downwards."""


@dataclass(slots=True)
class Reading:
    """The lines of one picture. Each reader reads them when first asked to."""

    picture: Picture
    quads: list[Quad]
    done: dict[str, tuple[Line, ...]] = field(default_factory=dict)

    def by(self, reader: str, language: str = "") -> tuple[Line, ...]:
        """Return the lines as this reader reads them. Raises `ReaderAbsent`, `ReaderFailed`."""
        name = f"{reader}:{language}"
        if name not in self.done:
            self.done[name] = self._rapid() if reader == RAPID else self._tesseract(language)
        return self.done[name]

    def _rapid(self) -> tuple[Line, ...]:
        quads = [_along(quad) for quad in self.quads]
        cuts = [pictures.straightened(self.picture, quad, _RAPID_HEIGHT) for quad in quads]
        read = rapid.read(cuts)
        columns = [index for index, quad in enumerate(quads) if quad is not self.quads[index]]
        lines = list(_lines(quads, read, RAPID))
        for index in columns:
            lines = [line for line in lines if line.quad is not quads[index]]
            lines += self._column(
                self.quads[index], Line(read[index][0], read[index][1], quads[index], RAPID, read[index][2])
            )
        return tuple(lines)

    def _column(self, quad: Quad, sideways: Line) -> list[Line]:
        """Read a high, narrow line in three ways: turned right, turned left, and letter below letter."""
        left = standing(quad)
        upright = pictures.straightened(self.picture, lying(quad), _RAPID_HEIGHT)[::-1].swapaxes(0, 1)
        stacks = inking.unstacked(upright)
        turned, *unstacked = rapid.read([pictures.straightened(self.picture, left, _RAPID_HEIGHT), *stacks])
        ways = [sideways, Line(*turned[:2], left, RAPID, turned[2])]
        ways += [Line(text, score, lying(quad), RAPID, spans, downwards=True) for text, score, spans in unstacked]
        best = max(ways, key=lambda line: line.score)
        best = next((line for line in ways if line.downwards and line.text == best.text), best)
        return [best] if best.text.strip() else []

    def _tesseract(self, language: str) -> tuple[Line, ...]:
        """Read what the first reader did not read for sure: plainly, and in other ways what that leaves in doubt."""
        sure = {line.quad: line for line in self.by(RAPID) if line.score >= _SURE and len(line.text) >= _WORD}
        quads = rows([quad for quad in map(_along, self.quads) if quad not in sure])
        cuts = [pictures.straightened(self.picture, quad, _TESSERACT_HEIGHT, pad=_PAD) for quad in quads]
        read = tesseract.read([inking.plain(cut) for cut in cuts], language)
        doubtful = [index for index, (_, score, _) in enumerate(read) if score < _DOUBTFUL]
        others = [(index, way) for index in doubtful for way in inking.parted(cuts[index])]
        for (index, _), again in zip(others, tesseract.read([way for _, way in others], language), strict=True):
            if again[1] > read[index][1]:
                read[index] = again
        trimmed = [
            (text, score, _trimmed(spans, cut.shape[1] + 2 * inking.BORDER))
            for cut, (text, score, spans) in zip(cuts, read, strict=True)
        ]
        return (*sure.values(), *_lines(quads, trimmed, TESSERACT))


def find(picture: Picture) -> Reading:
    """Find the lines of a picture."""
    pixels, scale = pictures.shrunk(picture)
    quads = [scaled(quad, 1 / scale) for quad in rapid.find(pixels)]
    largest = sorted(quads, key=lambda quad: -min(size_of(quad)))[:_MOST]
    return Reading(picture, [quad for quad in quads if quad in largest])


def rows(quads: list[Quad]) -> list[Quad]:
    """Join neighbours that stand on one line: a word alone is read worse than a line."""
    left = sorted(quads, key=lambda quad: quad[0])
    out: list[Quad] = []
    while left:
        one = left.pop(0)
        while other := next((quad for quad in left if _continues(one, quad)), None):
            left.remove(other)
            one = one[0], other[1], other[2], one[3]
        out.append(one)
    return out


def _continues(one: Quad, other: Quad) -> bool:
    """Whether `other` goes on where `one` ends: as high, as slanted, no further than a letter away."""
    tall, also = size_of(one)[1], size_of(other)[1]
    (x0, y0), (x1, y1) = _middle(one, 0, 3), _middle(one, 1, 2)
    (x2, y2), (x3, y3) = _middle(other, 0, 3), _middle(other, 1, 2)
    length, there = math.dist((x0, y0), (x1, y1)) or 1.0, math.dist((x2, y2), (x3, y3)) or 1.0
    along, down = (x1 - x0) / length, (y1 - y0) / length
    gap = (x2 - x1) * along + (y2 - y1) * down
    aside = abs((x2 - x1) * down - (y2 - y1) * along)
    turn = abs((x3 - x2) * down - (y3 - y2) * along) / there
    return (
        -0.3 * tall < gap < tall
        and aside < 0.25 * tall
        and turn < _TURN
        and max(tall, also) < _HIGHER * min(tall, also)
    )


def _middle(quad: Quad, one: int, other: int) -> Point:
    return (quad[one][0] + quad[other][0]) / 2, (quad[one][1] + quad[other][1]) / 2


def _trimmed(spans: tuple[tuple[float, float], ...], width: int) -> tuple[tuple[float, float], ...]:
    """Turn spans of a cut into spans of its line, which is shorter by border and padding at both ends."""
    rim = inking.BORDER + _PAD[0] * _TESSERACT_HEIGHT / (1 + 2 * _PAD[1])
    length = max(width - 2 * rim, 1.0)
    inner = [tuple(min(1.0, max(0.0, (part * width - rim) / length)) for part in span) for span in spans]
    if not inner:
        return ()
    starts, ends = [0.0, *(one[0] for one in inner[1:])], [*(one[1] for one in inner[:-1]), 1.0]
    return tuple(zip(starts, ends, strict=True))


def _along(quad: Quad) -> Quad:
    wide, tall = size_of(quad)
    return lying(quad) if tall >= wide * _SIDEWAYS else quad


def _lines(
    quads: list[Quad], read: list[tuple[str, float, tuple[tuple[float, float], ...]]], reader: str
) -> tuple[Line, ...]:
    return tuple(
        Line(text, score, quad, reader, spans)
        for quad, (text, score, spans) in zip(quads, read, strict=True)
        if text.strip()
    )
