"""Pictures that come with the composer's form: into files, through the safe opening, into the store."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from aquatint.catalog.errors import InputNotOffered
from aquatint.catalog.models import Offer
from aquatint.media import storage, uploads
from aquatint.media.models import Image
from aquatint.media.uploads import Taken
from aquatint.providers.types import Size, Source
from aquatint.studio.forms import Upload


def take_in(offer: Offer, files: Sequence[Upload], *, kept: Sequence[Image] = ()) -> list[Image | Taken]:
    """Return the inputs in order: pictures that the person has, then the uploads. All are looked at before any is kept.

    Raises `InputNotOffered` or `UploadRefused`; both name the field.
    """
    if (kept or files) and not offer.can.edits:
        raise InputNotOffered("This model does not change pictures.", field="image")
    count = len(kept) + len(files)
    if count > offer.can.max_images:
        sentence = f"This model takes up to {offer.can.max_images} pictures; these are {count}."
        raise InputNotOffered(sentence, field="image")
    written = [_written(file) for file in files]
    try:
        for path in written:
            uploads.check(path, field="image")
        names = [file.name or "" for file in files]
        taken = [uploads.take_in(path, field="image", name=name) for path, name in zip(written, names, strict=True)]
        return [*kept, *taken]
    finally:
        for path in written:
            storage.discard(path)


def take_back(pictures: Sequence[Image | Taken]) -> None:
    """Delete what just came in and was not wanted after all; pictures that the person has stay."""
    storage.take_back(*(picture.kept for picture in pictures if isinstance(picture, Taken)))


def source_of(picture: Image | Taken) -> Source:
    """Return a picture that is kept, with or without an owner, as the input of a request."""
    if isinstance(picture, Image):
        path = storage.path_of(picture.sha256)
        return Source(path, picture.media_type, Size(picture.width, picture.height))
    taken = picture
    size = Size(taken.facts.width, taken.facts.height)
    return Source(storage.path_of(taken.kept.sha256), taken.facts.media_type, size)


def _written(file: Upload) -> Path:
    """Return the upload as a file of ours; the framework's own temporary file goes when the request ends."""
    path = storage.temporary_file()
    if isinstance(file, TemporaryUploadedFile):
        shutil.copyfile(file.temporary_file_path(), path)
    else:
        path.write_bytes(file.read())
    return path
