"""The verbs of a generation, a file each. Page, API, command line and jobs call these and nothing else."""

from aquatint.generations.actions.attempt import begin_attempt, end_attempt, note_answer, note_partial
from aquatint.generations.actions.cancel import cancel
from aquatint.generations.actions.claim import Claim, claim, renew
from aquatint.generations.actions.settle import Delivered, Ending, settle
from aquatint.generations.actions.start import start
from aquatint.generations.actions.sweep import sweep

__all__ = [
    "Claim",
    "Delivered",
    "Ending",
    "begin_attempt",
    "cancel",
    "claim",
    "end_attempt",
    "note_answer",
    "note_partial",
    "renew",
    "settle",
    "start",
    "sweep",
]
