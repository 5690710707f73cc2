"""The rows of this package: generations and their shots, what pictures came from, what is proved of them, plans."""

from aquatint.generations.models.generation import (
    ENDED_STATES,
    OPEN_STATES,
    Attempt,
    AttemptState,
    Cancellation,
    Generation,
    Input,
    Shot,
    ShotState,
    State,
)
from aquatint.generations.models.plan import Plan
from aquatint.generations.models.proof import ConsistencyMark, EditProof, TextProof, Version

__all__ = [
    "ENDED_STATES",
    "OPEN_STATES",
    "Attempt",
    "AttemptState",
    "Cancellation",
    "ConsistencyMark",
    "EditProof",
    "Generation",
    "Input",
    "Plan",
    "Shot",
    "ShotState",
    "State",
    "TextProof",
    "Version",
]
