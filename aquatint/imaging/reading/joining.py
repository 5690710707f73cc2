"""Which lines, in which order, may carry one asked string."""

from collections.abc import Iterator
from typing import Final

from aquatint.imaging.reading.align import Match, match
from aquatint.imaging.reading.geometry import size_of
from aquatint.imaging.reading.letters import Letter, letters_in
from aquatint.imaging.reading.report import Line

_MOST_LINES: Final = 8
_PART: Final = 0.4
"""A line is taken for a part of the string if at most this share of its letters is wrong."""


def best(asked: tuple[Letter, ...], lines: tuple[Line, ...]) -> Match | None:
    """Return the cheapest match of the string in one line, in neighbouring lines, or in lines that fit its parts."""
    found: Match | None = None
    for group in _groups(asked, lines):
        one = match(asked, letters_in(group))
        if found is None or one.cost < found.cost:
            found = one
        if not found.cost:
            break
    return found


def _groups(asked: tuple[Letter, ...], lines: tuple[Line, ...]) -> Iterator[tuple[Line, ...]]:
    ordered = tuple(sorted(lines, key=_down))
    columns = tuple(sorted(lines, key=_leftwards))
    yield from ((line,) for line in ordered)
    parts = tuple(line for line in ordered if _is_part(asked, line))
    if len(parts) > 1:
        yield parts
        yield tuple(sorted(parts, key=_leftwards))
        yield _by_place(asked, parts)
    for row in (ordered, columns):
        yield from _windows(row, len(asked))


def _windows(lines: tuple[Line, ...], wanted: int) -> Iterator[tuple[Line, ...]]:
    """Neighbouring lines, as long as the lines between the first and the last could fit into the string."""
    for first in range(len(lines)):
        length = 0
        for last in range(first + 1, min(first + _MOST_LINES, len(lines))):
            yield lines[first : last + 1]
            length += len(lines[last].text)
            if length > wanted:
                break


def _is_part(asked: tuple[Letter, ...], line: Line) -> bool:
    letters = letters_in((line,))
    return 0 < len(letters) < len(asked) and match(letters, asked).cost <= _PART * len(letters)


def _by_place(asked: tuple[Letter, ...], lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Order lines by where they stand in the string: writing may run in any direction over a poster."""

    def place(line: Line) -> int:
        found = next((step.found for step in match(letters_in((line,)), asked).steps if step.found), None)
        return next((index for index, one in enumerate(asked) if one is found), len(asked))

    return tuple(sorted(lines, key=place))


def _down(line: Line) -> tuple[float, float]:
    """Rows from the top, each from the left; a row is as high as its line."""
    tall = max(size_of(line.quad)[1], 1.0)
    (x, y), (_, low) = line.quad[0], line.quad[3]
    return round((y + low) / 2 / tall) * tall, x


def _leftwards(line: Line) -> tuple[float, float]:
    """Columns from the right, each from the top."""
    (left, top), (right, _) = line.quad[0], line.quad[1]
    return -(left + right) / 2, top
