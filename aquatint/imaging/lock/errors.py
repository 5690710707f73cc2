"""Why a lock cannot be made. The first two are the asker's to mend, the rest are a failed attempt of the painter's.

InvalidRequest
├── MaskOfAnotherSize   400  the mark does not fit the picture
├── NothingMarked       400  the mark has no white
└── NoSuchRegion        400  a choice names a region that was not found
LockFailed              502  the answer does not keep to the mark
├── ChangedOutside           most of what changed lies outside the mark
├── UnchangedInside          nothing changed inside the mark
└── Unaligned                the answer cannot be laid over the source
"""

from typing import Any

from aquatint.kit.errors import AquatintError, InvalidRequest


class MaskOfAnotherSize(InvalidRequest):
    """The mark must have the size of its picture."""

    code = "mask_size"


class NothingMarked(InvalidRequest):
    """The mark has no white, so nothing may change."""

    code = "mask_empty"


class NoSuchRegion(InvalidRequest):
    """A choice names a region that the change map does not have."""

    code = "no_such_region"


class LockFailed(AquatintError):
    """The painter's answer does not keep to the mark. `figures` are the measurements behind the refusal."""

    code = "lock_failed"
    status = 502
    can_retry = True

    def __init__(self, sentence: str, *, figures: dict[str, Any] | None = None) -> None:
        super().__init__(sentence)
        self.figures = figures or {}


class ChangedOutside(LockFailed):
    """Most of what changed lies outside the mark."""

    code = "changed_outside"


class UnchangedInside(LockFailed):
    """Nothing changed inside the mark."""

    code = "unchanged_inside"


class Unaligned(LockFailed):
    """The answer shows something else, or the same so differently that it cannot be laid over the source."""

    code = "unaligned"
