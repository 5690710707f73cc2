"""Pictures that come with the composer's form: into files, through the safe opening, into the store."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from aquatint.catalog.errors import InputNotOffered
from aquatint.catalog.models import Offer
from aquatint.imaging import Unreadable, masks
from aquatint.imaging.uploads import open_upload
from aquatint.media import storage, uploads
from aquatint.media.errors import UploadRefused
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


def take_in_mark(file: Upload, size: Size) -> Taken:
    """Take in a mark as the editor sends it: a black and white picture of exactly this size; white may change.

    Greys of its edges become one or the other. Raises `InputNotOffered` for another size or an empty mark, and
    `UploadRefused`.
    """
    path, safe, mark = _written(file), storage.temporary_file(), storage.temporary_file()
    try:
        facts = uploads.check(path, field="mask")
        if Size(facts.width, facts.height) != size:
            sentence = f"The mark is {facts.width}x{facts.height}, the picture is {size}. They must be the same size."
            raise InputNotOffered(sentence, field="mask")
        open_upload(path, safe, uploads.limits())
        if not masks.from_white(safe, mark):
            raise InputNotOffered("Nothing is marked. Mark the part that may change.", field="mask")
        return uploads.take_in(mark, field="mask", name="mark.png")
    except Unreadable as error:
        raise UploadRefused(error, field="mask") from error
    finally:
        for one in (path, safe, mark):
            storage.discard(one)


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
