"""What a signature says about a picture. Words of people (prompts, instructions) have no place here.

Sources: C2PA 2.2 §18.12 (actions); IPTC NewsCodes "Digital Source Type".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

_IPTC: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class Source(StrEnum):
    """How pixels came to be, as IPTC's digital source type."""

    TRAINED = f"{_IPTC}trainedAlgorithmicMedia"
    """Painted by a model that was trained on pictures."""
    ALGORITHMIC = f"{_IPTC}algorithmicMedia"
    """Drawn by a program that was not trained: the sandbox."""
    COMPOSITE_TRAINED = f"{_IPTC}compositeWithTrainedAlgorithmicMedia"
    """A picture in which a part was painted by a trained model."""
    COMPOSITE = f"{_IPTC}compositeSynthetic"
    """A picture in which a part was drawn by a program."""

    @property
    def within(self) -> "Source":
        """What a picture becomes when pixels of this source are put into it."""
        return _WITHIN.get(self, self)

    @property
    def word(self) -> str:
        """The last part of the address, `trainedAlgorithmicMedia`."""
        return self.value.rpartition("/")[2]


_WITHIN: Final = {Source.TRAINED: Source.COMPOSITE_TRAINED, Source.ALGORITHMIC: Source.COMPOSITE}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done to a picture.

    `action` is one of C2PA's words, such as `c2pa.edited`, `c2pa.resized`, `c2pa.color_adjustments`. `facts` are
    figures that everybody may read (percent changed, sizes) and never what a person wrote.
    """

    action: str
    facts: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of one picture: who painted it, what kind of painter that is, and what was done.

    `agent` is the model and `provider` who runs it. `identifier` is a public id that its owner can be asked about.
    Without `steps`, an edit says `c2pa.edited`. `when` is the moment of painting; left open it is not said.
    """

    agent: str
    provider: str = ""
    source: Source = Source.TRAINED
    steps: tuple[Step, ...] = ()
    identifier: str = ""
    when: datetime | None = None
