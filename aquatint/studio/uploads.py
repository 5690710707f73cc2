"""Pictures that come with the composer's form: into files, through the safe opening, into the store."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from django.core.files.uploadedfile import TemporaryUploadedFile

from aquatint.catalog.errors import InputNotOffered
from aquatint.catalog.models import Offer
from aquatint.media import storage, uploads
from aquatint.media.uploads import Taken
from aquatint.providers.types import Size, Source
from aquatint.studio.forms import Upload


def take_in(offer: Offer, files: Sequence[Upload]) -> list[Taken]:
    """Take in uploaded pictures, in order. All are looked at before any is kept.

    Raises `InputNotOffered` or `UploadRefused`; both name the field.
    """
    if files and not offer.can.edits:
        raise InputNotOffered("This model does not change pictures.", field="image")
    if len(files) > offer.can.max_images:
        sentence = f"This model takes up to {offer.can.max_images} pictures; these are {len(files)}."
        raise InputNotOffered(sentence, field="image")
    written = [_written(file) for file in files]
    try:
        for path in written:
            uploads.check(path, field="image")
        names = [file.name or "" for file in files]
        return [uploads.take_in(path, field="image", name=name) for path, name in zip(written, names, strict=True)]
    finally:
        for path in written:
            storage.discard(path)


def source_of(taken: Taken) -> Source:
    """Return a kept picture as the input of a request."""
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
