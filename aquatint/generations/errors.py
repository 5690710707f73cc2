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


class ClaimLost(Exception):
    """Another worker holds the generation now, or it has ended: whatever this worker did is not written."""
