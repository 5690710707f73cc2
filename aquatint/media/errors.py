"""What can go wrong with kept bytes."""

from aquatint.imaging import Unreadable
from aquatint.kit.errors import InvalidRequest, NotFound, Unavailable


class StorageFailed(Unavailable):
    """The disk did not take or give the bytes."""

    code = "storage_failed"


class StorageFull(StorageFailed):
    """There is no room left on the disk."""

    code = "storage_full"


class ImageGone(NotFound):
    """There is no such picture, or it belongs to somebody else."""

    code = "image_not_found"


class UploadRefused(InvalidRequest):
    """A file that does not open as a picture or is too large; `code` says which."""

    def __init__(self, error: Unreadable, *, field: str) -> None:
        super().__init__(str(error), field=field)
        self.code = error.code  # type: ignore[misc] # the reason is finer than the class
