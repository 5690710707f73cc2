"""What can stand against a start or a cancellation."""

from aquatint.kit.errors import Conflict, InvalidRequest, NotEnoughCredits, NotFound, TooManyRequests


class GenerationUnknown(NotFound):
    """There is no such generation, or it is somebody else's."""

    code = "generation_not_found"


class TooManyRunning(TooManyRequests):
    """Somebody has as many unfinished generations as one may have at once."""

    code = "too_many_running"


class KeyReused(Conflict):
    """The same idempotency key came with another request."""

    code = "idempotency_key_reused"


class AlreadyEnded(Conflict):
    """The generation has ended, so it cannot be cancelled."""

    code = "generation_already_ended"


class TrialUsed(NotEnoughCredits):
    """The free picture of this device has been made."""

    code = "trial_used"


class TrialTooLarge(InvalidRequest):
    """The free picture is asked for larger, or more often, than it is given."""

    code = "trial_too_large"


class MaskEmpty(InvalidRequest):
    """The mask has no white: nothing may change."""

    code = "mask_empty"


class NothingToAdjust(Conflict):
    """The picture is no locked edit, so there is nothing to choose."""

    code = "nothing_to_adjust"


class NothingToExtend(InvalidRequest):
    """The canvas would not be larger than the picture."""

    code = "nothing_to_extend"


class TooLargeToUpscale(InvalidRequest):
    """More pixels than are made for nothing."""

    code = "too_large_to_upscale"


class TooManyVersions(TooManyRequests):
    """Somebody makes more free versions than one may in an hour, or at once."""

    code = "too_many_versions"


class TextUnknown(NotFound):
    """The picture has no exact text with this number."""

    code = "text_not_found"


class TextPlaceUnknown(InvalidRequest):
    """The reader found no place for the text, and none was given."""

    code = "text_place_unknown"


class PlanUnknown(NotFound):
    """There is no such plan, or it is somebody else's."""

    code = "plan_not_found"


class PlanPainted(Conflict):
    """The plan has been painted; it is what its set was made from and does not change any more."""

    code = "plan_painted"


class PlanInvalid(InvalidRequest):
    """The plan cannot be read, or is beyond what a set may be."""

    code = "plan_invalid"


class ClaimLost(Exception):
    """Another worker holds the generation now, or it has ended: whatever this worker did is not written."""
