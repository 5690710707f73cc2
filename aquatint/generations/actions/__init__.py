"""The verbs of a generation, a file each. Page, API, command line and jobs call these and nothing else."""

from aquatint.generations.actions.attempt import begin_attempt, end_attempt, note_answer, note_partial
from aquatint.generations.actions.cancel import cancel
from aquatint.generations.actions.claim import Claim, claim, renew
from aquatint.generations.actions.extend import extend
from aquatint.generations.actions.plan import edit_plan, make_plan, start_set
from aquatint.generations.actions.repair import repaint_text
from aquatint.generations.actions.settle import Delivered, Ending, settle
from aquatint.generations.actions.start import start
from aquatint.generations.actions.sweep import sweep
from aquatint.generations.actions.version import adjust, cutout, overlay_text, take_raw, upscale

__all__ = [
    "Claim",
    "Delivered",
    "Ending",
    "adjust",
    "begin_attempt",
    "cancel",
    "claim",
    "cutout",
    "edit_plan",
    "end_attempt",
    "extend",
    "make_plan",
    "note_answer",
    "note_partial",
    "overlay_text",
    "renew",
    "repaint_text",
    "settle",
    "start",
    "start_set",
    "sweep",
    "take_raw",
    "upscale",
]
