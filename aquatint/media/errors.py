"""What can go wrong with kept bytes."""

from aquatint.kit.errors import NotFound, Unavailable


class StorageFailed(Unavailable):
    """The disk did not take or give the bytes."""

    code = "storage_failed"


class StorageFull(StorageFailed):
    """There is no room left on the disk."""

    code = "storage_full"


class ImageGone(NotFound):
    """There is no such picture, or it belongs to somebody else."""

    code = "image_not_found"
