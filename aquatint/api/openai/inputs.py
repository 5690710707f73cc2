"""The pictures of an edit request: multipart as the official client sends it, or JSON with data addresses.

Each file is written to a temporary folder under a byte cap and opened safely before anything else happens; rows are
made only by the start itself, so a request that is refused leaves nothing behind.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pybase64
from django.conf import settings
from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException

from aquatint.api import errors
from aquatint.api.openai.errors import PictureMissing
from aquatint.api.openai.schemas import EditWish
from aquatint.imaging import masks
from aquatint.kit.errors import InvalidRequest, TooLarge
from aquatint.kit.gate import Gate
from aquatint.media import storage, uploads
from aquatint.media.uploads import Taken
from aquatint.providers.types import ImageRequest, Size, Source

_MOST_FILES = 17  # 16 pictures and a mask
_PIECE = 1 << 20
_opening = Gate(4)


@dataclass(frozen=True, slots=True)
class Inputs:
    """The input pictures of one request, opened safely and kept, but without rows yet."""

    images: tuple[Taken, ...] = ()
    mask: Taken | None = None

    def added_to(self, request: ImageRequest) -> ImageRequest:
        """Return the request with these pictures."""
        mask = _source(self.mask) if self.mask else None
        return request.evolve(images=tuple(_source(image) for image in self.images), mask=mask)


NONE = Inputs()


def _source(taken: Taken) -> Source:
    facts = taken.facts
    return Source(storage.path_of(taken.kept.sha256), facts.media_type, Size(facts.width, facts.height))


@asynccontextmanager
async def read(request: Request) -> AsyncIterator[tuple[EditWish, Inputs]]:
    """Read the body of an edit, whichever of the two forms it has; temporary files are gone after the block."""
    folder = await asyncio.to_thread(storage.temporary_folder)
    try:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            fields, files = await _from_form(request, folder)
        else:
            fields, files = await _from_json(request, folder)
        body = _parsed(fields)
        async with _opening:
            yield body, await asyncio.to_thread(_take_in, files, folder)
    finally:
        await asyncio.to_thread(storage.discard, folder)


def _parsed(fields: dict[str, Any]) -> EditWish:
    try:
        return EditWish.model_validate(fields)
    except ValidationError as error:
        raise errors.from_validation(error.errors()) from error


async def _from_form(request: Request, folder: Path) -> tuple[dict[str, Any], list[tuple[str, Path]]]:
    _refuse_huge(request)
    try:
        async with request.form(max_files=_MOST_FILES, max_fields=40) as form:
            return await _split(form, folder)
    except MultiPartException as error:
        raise InvalidRequest(f"The form cannot be read: {error.message}.") from error


async def _split(form: FormData, folder: Path) -> tuple[dict[str, Any], list[tuple[str, Path]]]:
    fields: dict[str, Any] = {}
    files: list[tuple[str, Path]] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            path = folder / f"in{len(files)}"
            await _save(value, path, name)
            files.append((name.removesuffix("[]"), path))
        else:
            fields[name] = value
    return fields, files


async def _save(file: UploadFile, path: Path, field: str) -> None:
    size = 0
    with path.open("wb") as out:
        while piece := await file.read(_PIECE):
            size += len(piece)
            if size > settings.UPLOAD_BYTES:
                raise TooLarge(f"This file has more than {settings.UPLOAD_BYTES // 1_000_000} MB.", field=field)
            out.write(piece)


def _refuse_huge(request: Request) -> None:
    """Refuse by the declared length; a body without one is cut by the server's own limits and the caps on each file."""
    length = request.headers.get("content-length", "0")
    if length.isdigit() and int(length) > settings.UPLOAD_BYTES * 4:
        raise TooLarge(f"This request has more than {settings.UPLOAD_BYTES * 4 // 1_000_000} MB.", field="image")


async def _from_json(request: Request, folder: Path) -> tuple[dict[str, Any], list[tuple[str, Path]]]:
    _refuse_huge(request)
    try:
        fields = msgspec.json.decode(await request.body())
    except msgspec.DecodeError as error:
        raise errors.BodyInvalid(f"The body is not JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise errors.BodyInvalid("The body must be a JSON object.")
    files = [("image", item) for item in fields.pop("images", None) or []]
    if mask := fields.pop("mask", None):
        files.append(("mask", mask))
    return fields, list(_decoded(files, folder))


def _decoded(files: list[tuple[str, Any]], folder: Path) -> Iterator[tuple[str, Path]]:
    for number, (name, item) in enumerate(files):
        address = item.get("image_url") if isinstance(item, dict) else None
        head, _, data = address.partition(",") if isinstance(address, str) else ("", "", "")
        if not (head.startswith("data:image/") and head.endswith(";base64")):
            sentence = "Send each picture as image_url with a data: address, or use multipart/form-data."
            raise InvalidRequest(sentence, field=name)
        path = folder / f"in{number}"
        try:
            path.write_bytes(pybase64.b64decode(data, validate=True))
        except ValueError as error:
            raise InvalidRequest("The base64 of this picture is broken.", field=name) from error
        yield name, path


def _take_in(files: list[tuple[str, Path]], folder: Path) -> Inputs:
    """Open each file safely and keep it. A file that nobody comes to own is swept later."""
    images = [uploads.take_in(path, field=name) for name, path in files if name == "image"]
    if not images:
        raise PictureMissing("Send the picture to change in the field image.", field="image")
    paths = [path for name, path in files if name == "mask"]
    return Inputs(tuple(images), _take_in_mask(paths[0], folder) if paths else None)


def _take_in_mask(path: Path, folder: Path) -> Taken:
    target = folder / "mask.png"
    uploads.check(path, field="mask")
    masks.from_alpha(path, target)
    return uploads.take_in(target, field="mask")


def multipart_schema(fields: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of the form for the OpenAPI document."""
    schema = fields.model_json_schema()
    file = {"type": "string", "format": "binary"}
    schema["properties"] = {
        "image": {"type": "array", "items": file, "description": "The picture to change, then references (image[])."},
        "mask": {**file, "description": "PNG of the same size; transparent means: this may change."},
        **schema["properties"],
    }
    return schema


def json_schema(fields: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of the JSON body for the OpenAPI document."""
    schema = fields.model_json_schema()
    address = {"type": "object", "properties": {"image_url": {"type": "string", "description": "A data: address."}}}
    schema["properties"] = {"images": {"type": "array", "items": address}, "mask": address, **schema["properties"]}
    return schema
