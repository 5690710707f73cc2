"""The pictures of an edit request: multipart as the official client sends it, or JSON with data addresses.

The body goes to a temporary folder under a byte cap. Then come the cheap looks: the words against the model, each
file's header against the limits. Only what passed is decoded, within the pixel budget of the process, and kept. A
refusal at any step leaves no file and no row behind.
"""

import asyncio
import mmap
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pybase64
from django.conf import settings
from fastapi import Request
from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from aquatint.api import bodies, errors
from aquatint.api.openai.errors import PictureMissing
from aquatint.api.openai.schemas import EditWish
from aquatint.kit.errors import InvalidRequest, TooLarge
from aquatint.kit.gate import Gate
from aquatint.media import storage, uploads
from aquatint.media.derivatives import budget
from aquatint.media.uploads import Taken
from aquatint.providers.types import ImageRequest, Size, Source

_MOST_FILES = 17  # 16 pictures and a mask
_MOST_FIELDS = 40
_PIECE = 1 << 20
_IN_ONE_BODY = 4  # times the largest file: what a form may have in all
_FILE_FIELDS = ("image", "mask")
_LIST = "texts"  # the one field that may come several times
_unpacking = Gate(1)
"""JSON with pictures is unpacked one at a time: for that moment it is in memory as a whole."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """The input pictures of one request, opened safely and kept, but without rows yet."""

    images: tuple[Taken, ...] = ()
    mask: Taken | None = None

    def added_to(self, request: ImageRequest) -> ImageRequest:
        """Return the request with these pictures."""
        mask = _source(self.mask) if self.mask else None
        return request.evolve(images=tuple(_source(image) for image in self.images), mask=mask)

    def take_back(self) -> None:
        """Delete what was kept for a request that was then refused."""
        storage.take_back(*(taken.kept for taken in (*self.images, *([self.mask] if self.mask else []))))


NONE = Inputs()


def _source(taken: Taken) -> Source:
    facts = taken.facts
    return Source(storage.path_of(taken.kept.sha256), facts.media_type, Size(facts.width, facts.height))


@dataclass(frozen=True, slots=True)
class Received:
    """An edit as it came in: the wish, and the files in the temporary folder, none of them opened yet."""

    wish: EditWish
    files: list[tuple[str, Path]]

    async def opened(self) -> Inputs:
        """Open each file safely and keep it. Raises `UploadRefused`; then nothing is kept."""
        facts = [await asyncio.to_thread(uploads.check, path, field=name) for name, path in self.files]
        taken: list[tuple[str, Taken]] = []
        try:
            for (name, path), fact in zip(self.files, facts, strict=True):
                async with budget.pixels(fact.pixels):
                    take = uploads.take_in_mask if name == "mask" else uploads.take_in
                    taken.append((name, await asyncio.to_thread(take, path, field=name)))
        except BaseException:
            await asyncio.to_thread(_inputs(taken).take_back)
            raise
        return _inputs(taken)


def _inputs(taken: list[tuple[str, Taken]]) -> Inputs:
    masks_ = [one for name, one in taken if name == "mask"]
    return Inputs(tuple(one for name, one in taken if name == "image"), masks_[0] if masks_ else None)


@asynccontextmanager
async def received(request: Request) -> AsyncIterator[Received]:
    """Read the body of an edit, whichever of the two forms it has; temporary files are gone after the block."""
    folder = await asyncio.to_thread(storage.temporary_folder)
    try:
        is_form = request.headers.get("content-type", "").lower().startswith("multipart/form-data")
        fields, files = await (_from_form if is_form else _from_json)(request, folder)
        _check_files([name for name, _ in files])
        yield Received(bodies.parsed(EditWish, fields), files)
    finally:
        await asyncio.to_thread(storage.discard, folder)


def _check_files(names: list[str]) -> None:
    for name in names:
        if name not in _FILE_FIELDS:
            raise errors.ParameterUnknown(f"There is no file parameter {name!r} here.", field=name)
    if "image" not in names:
        raise PictureMissing("Send the picture to change in the field image.", field="image")
    if names.count("mask") > 1:
        raise errors.BodyInvalid("Send one mask; it belongs to the first picture.", field="mask")


class _Parser(MultiPartParser):
    spool_max_size = 64 * 1024  # what is larger waits on the disk and not in memory


async def _from_form(request: Request, folder: Path) -> tuple[dict[str, Any], list[tuple[str, Path]]]:
    body = bodies.pieces(request, settings.UPLOAD_BYTES * _IN_ONE_BODY)
    try:
        form = await _Parser(request.headers, body, max_files=_MOST_FILES, max_fields=_MOST_FIELDS).parse()
    except MultiPartException as error:
        raise errors.BodyInvalid(f"The form cannot be read: {error.message}") from error
    try:
        return await _split(form, folder)
    finally:
        await form.close()


async def _split(form: FormData, folder: Path) -> tuple[dict[str, Any], list[tuple[str, Path]]]:
    fields: dict[str, Any] = {}
    files: list[tuple[str, Path]] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            path = folder / f"in{len(files)}"
            await _save(value, path, name)
            files.append((name.removesuffix("[]"), path))
        elif name.removesuffix("[]") in _FILE_FIELDS:
            raise errors.BodyInvalid(f"Send {name} as a file.", field=name.removesuffix("[]"))
        elif name.removesuffix("[]") == _LIST:
            fields.setdefault(_LIST, []).append(value)
        elif name in fields:
            raise errors.BodyInvalid(f"{name} came twice.", field=name)
        else:
            fields[name] = value
    return fields, files


async def _save(file: UploadFile, path: Path, field: str) -> None:
    size = 0
    with path.open("wb") as out:
        while piece := await file.read(_PIECE):
            size += len(piece)
            if size > settings.UPLOAD_BYTES:
                most = settings.UPLOAD_BYTES // 1_000_000
                raise TooLarge(f"This file has more than {most} MB.", field=field.removesuffix("[]"))
            out.write(piece)


async def _from_json(request: Request, folder: Path) -> tuple[dict[str, Any], list[tuple[str, Path]]]:
    """Read the body onto the disk, as slowly as it comes, and unpack it from there."""
    path = folder / "body"
    with path.open("wb") as out:
        async for piece in bodies.pieces(request, settings.UPLOAD_BYTES * 4 // 3 + bodies.JSON_BYTES):
            out.write(piece)
    async with _unpacking:
        return await asyncio.to_thread(_unpacked, path, folder)


def _unpacked(path: Path, folder: Path) -> tuple[dict[str, Any], list[tuple[str, Path]]]:
    if not path.stat().st_size:
        raise errors.BodyInvalid("The body is empty; it must be a JSON object.")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        fields = bodies.decoded(data)
    images, mask = fields.pop("images", None), fields.pop("mask", None)
    if not isinstance(images, list) or not images:
        raise PictureMissing("Send the pictures as images: a list of objects with image_url.", field="images")
    if len(images) >= _MOST_FILES:
        raise errors.BodyInvalid(
            f"At most {_MOST_FILES - 1} pictures are taken; these are {len(images)}.", field="images"
        )
    files = [("image", item, "images") for item in images] + ([("mask", mask, "mask")] if mask is not None else [])
    return fields, list(_decoded(files, folder))


def _decoded(files: list[tuple[str, Any, str]], folder: Path) -> Iterator[tuple[str, Path]]:
    for number, (name, item, field) in enumerate(files):
        address = item.get("image_url") if isinstance(item, dict) else None
        head, _, data = address.partition(",") if isinstance(address, str) else ("", "", "")
        if not (head.startswith("data:image/") and head.endswith(";base64")):
            sentence = "Send each picture as image_url with a data: address, or use multipart/form-data."
            raise InvalidRequest(sentence, field=field)
        path = folder / f"in{number}"
        try:
            path.write_bytes(pybase64.b64decode(data, validate=True))
        except ValueError as error:
            raise errors.BodyInvalid("The base64 of this picture is broken.", field=field) from error
        yield name, path


def multipart_schema(fields: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of the form for the OpenAPI document."""
    schema = fields.model_json_schema()
    schema["required"] = ["image", *schema["required"]]
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
    schema["required"] = ["images", *schema["required"]]
    address = {"type": "object", "properties": {"image_url": {"type": "string", "description": "A data: address."}}}
    schema["properties"] = {"images": {"type": "array", "items": address}, "mask": address, **schema["properties"]}
    return schema
