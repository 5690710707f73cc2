"""Where an asked string stands among the letters that were read, and in which letters it differs.

Edit distance with free ends (Sellers 1980, “The theory and computation of evolutionary distances”): the asked string
must be used up, the reading may begin before it and go on behind it. Letters that touch the found part without a word
boundary between are told as extra, and cost little: they say that the string is part of a longer word.
"""

from dataclasses import dataclass
from typing import Final

from aquatint.imaging.reading.letters import Letter, is_boundary, is_tight

_SPACE: Final = 0.5
"""The cost of one space too many or too few: readers err there more often than painters."""
_TOUCHING: Final = 0.25
_TOUCHING_TIGHT: Final = 0.01
"""The cost of a letter that touches the found part; next to nothing where words are not set apart."""


@dataclass(frozen=True, slots=True)
class Step:
    """One letter of the alignment: asked at `at` (None: not asked), read (None: not there)."""

    at: int
    asked: Letter | None
    found: Letter | None

    @property
    def right(self) -> bool:
        """Whether the letter was read as asked."""
        return self.asked is not None and self.found is not None and self.asked.text == self.found.text


@dataclass(frozen=True, slots=True)
class Match:
    """The best place of an asked string in a reading. `cost` is in letters."""

    cost: float
    steps: tuple[Step, ...]

    @property
    def exact(self) -> bool:
        """Whether every letter is right and none is too much."""
        return all(step.right for step in self.steps)

    @property
    def read(self) -> str:
        """What was read there."""
        return "".join(step.found.text for step in self.steps if step.found)


def match(asked: tuple[Letter, ...], read: tuple[Letter, ...]) -> Match:
    """Return the cheapest place of `asked` within `read`."""
    touching = _TOUCHING_TIGHT if any(is_tight(one.text) for one in asked) else _TOUCHING
    table = _table(asked, read, touching)
    last = table[-1]
    ends = _ends(read, touching)
    end = min(range(len(read) + 1), key=lambda column: (last[column] + ends[column], column))
    steps = _back(table, asked, read, end)
    first = next((step.found for step in steps if step.found), None)
    start = next((index for index, one in enumerate(read) if one is first), end)
    before, after = _touching(read, start, end)
    steps = [*(Step(0, None, one) for one in before), *steps, *(Step(len(asked), None, one) for one in after)]
    return Match(last[end] + ends[end], tuple(steps))


def _cost(letter: Letter) -> float:
    return _SPACE if letter.text == " " else 1.0


def _swap(one: Letter, two: Letter) -> float:
    return 0.0 if one.text == two.text else 1.0


def _starts(read: tuple[Letter, ...], touching: float) -> list[float]:
    """Return what it costs to begin at each letter: nothing at a word boundary, else the letters that touch it."""
    out = [0.0]
    for index in range(1, len(read) + 1):
        out.append(0.0 if is_boundary(read, index) else out[-1] + touching)
    return out


def _ends(read: tuple[Letter, ...], touching: float) -> list[float]:
    out = [0.0]
    for index in range(len(read) - 1, -1, -1):
        out.append(0.0 if is_boundary(read, index) else out[-1] + touching)
    return out[::-1]


def _table(asked: tuple[Letter, ...], read: tuple[Letter, ...], touching: float) -> list[list[float]]:
    rows = [_starts(read, touching)]
    for letter in asked:
        above, lost = rows[-1], _cost(letter)
        row = [above[0] + lost]
        for column, other in enumerate(read, 1):
            row.append(
                min(above[column - 1] + _swap(letter, other), above[column] + lost, row[column - 1] + _cost(other))
            )
        rows.append(row)
    return rows


def _back(table: list[list[float]], asked: tuple[Letter, ...], read: tuple[Letter, ...], column: int) -> list[Step]:
    steps: list[Step] = []
    row = len(asked)
    while row:
        here, letter = table[row][column], asked[row - 1]
        if column and here == table[row - 1][column - 1] + _swap(letter, read[column - 1]):
            row, column = row - 1, column - 1
            steps.append(Step(row, letter, read[column]))
        elif here == table[row - 1][column] + _cost(letter):
            row -= 1
            steps.append(Step(row, letter, None))
        else:
            column -= 1
            steps.append(Step(row, None, read[column]))
    return steps[::-1]


def _touching(read: tuple[Letter, ...], start: int, end: int) -> tuple[tuple[Letter, ...], tuple[Letter, ...]]:
    """Return the letters before `start` and from `end` on that belong to the same word."""
    first, last = start, end
    while not is_boundary(read, first):
        first -= 1
    while not is_boundary(read, last):
        last += 1
    return read[first:start], read[end:last]
