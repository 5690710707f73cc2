"""What the parts of one running emulator share: its options, the faults to come and the calls that were."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from aquatint.emulator.faults import FaultBook
from aquatint.emulator.journal import Journal
from aquatint.emulator.payments.setup import Setup
from aquatint.emulator.payments.world import Payments


@dataclass(frozen=True, slots=True)
class Options:
    """How to behave: seconds that painting takes, and the least number of bytes of a picture (0: as it comes)."""

    delay: float = 0.0
    picture_bytes: int = 0
    drift: str = "mild"
    """How far an edit's untouched parts come back changed: `mild` (below a pixel) or `strong` (plainly to be seen)."""
    signed: bool = True
    """Whether pictures carry content credentials, as those of the real services do."""
    setup: Setup = field(default_factory=Setup)
    """Where payment services send webhooks, and their secrets."""


@dataclass(frozen=True, slots=True)
class World:
    """The state of one emulator."""

    options: Options
    payments: Payments
    faults: FaultBook = field(default_factory=FaultBook)
    journal: Journal = field(default_factory=Journal)
    turns: Iterator[int] = field(default_factory=count)
    """Numbers for calls that must not all get the same picture."""
