"""From a picture to its lines of text: found once, then read by every reader that an asked string needs."""

from dataclasses import dataclass, field
from typing import Final

from aquatint.imaging.reading import picture as pictures
from aquatint.imaging.reading import rapid, tesseract
from aquatint.imaging.reading.geometry import Quad, scaled, size_of
from aquatint.imaging.reading.picture import Picture, Pixels
from aquatint.imaging.reading.report import Line
from aquatint.imaging.reading.scripts import RAPID, TESSERACT

_MOST: Final = 60
"""The most lines that are read in one picture, the largest first: a page of print is no picture of ours."""
_RAPID_HEIGHT: Final = 48  # what its model was trained on
_TESSERACT_HEIGHT: Final = 48
_BORDER: Final = 12
_PAD: Final = (0.1, 0.12)  # along and across, in heights of a line
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
        quads = [_lying(quad) for quad in self.quads]
        cuts = [pictures.straightened(self.picture, quad, _RAPID_HEIGHT) for quad in quads]
        return _lines(quads, rapid.read(cuts), RAPID)

    def _tesseract(self, language: str) -> tuple[Line, ...]:
        quads = [_lying(quad) for quad in self.quads]
        cuts = [_for_tesseract(self.picture, quad) for quad in quads]
        read = tesseract.read(cuts, language)
        trimmed = [
            (text, score, _trimmed(spans, cut.shape[1])) for cut, (text, score, spans) in zip(cuts, read, strict=True)
        ]
        return _lines(quads, trimmed, TESSERACT)


def find(picture: Picture) -> Reading:
    """Find the lines of a picture."""
    pixels, scale = pictures.shrunk(picture)
    quads = [scaled(quad, 1 / scale) for quad in rapid.find(pixels)]
    largest = sorted(quads, key=lambda quad: -min(size_of(quad)))[:_MOST]
    return Reading(picture, [quad for quad in quads if quad in largest])


def _for_tesseract(picture: Picture, quad: Quad) -> Pixels:
    cut = pictures.straightened(picture, quad, _TESSERACT_HEIGHT, pad=_PAD)
    return tesseract.prepared(cut, _BORDER)


def _trimmed(spans: tuple[tuple[float, float], ...], width: int) -> tuple[tuple[float, float], ...]:
    """Turn spans of a cut into spans of its line, which is shorter by border and padding at both ends."""
    rim = _BORDER + _PAD[0] * _TESSERACT_HEIGHT / (1 + 2 * _PAD[1])
    length = max(width - 2 * rim, 1.0)
    inner = [tuple(min(1.0, max(0.0, (part * width - rim) / length)) for part in span) for span in spans]
    if not inner:
        return ()
    starts, ends = [0.0, *(one[0] for one in inner[1:])], [*(one[1] for one in inner[:-1]), 1.0]
    return tuple(zip(starts, ends, strict=True))


def _lying(quad: Quad) -> Quad:
    wide, tall = size_of(quad)
    if tall < wide * _SIDEWAYS:
        return quad
    one, two, three, four = quad
    return two, three, four, one


def _lines(
    quads: list[Quad], read: list[tuple[str, float, tuple[tuple[float, float], ...]]], reader: str
) -> tuple[Line, ...]:
    return tuple(
        Line(text, score, quad, reader, spans)
        for quad, (text, score, spans) in zip(quads, read, strict=True)
        if text.strip()
    )
