"""The addresses of pictures: the original, its small versions, and unfinished states.

    /files/{image}                               the bytes as they were delivered or taken in; ?download saves them,
                                                 ?format=webp (png, jpeg, avif) gives them in another file type
    /files/{image}/thumb  /files/{image}/preview small versions, made on first request; as AVIF to those who take it
    /files/partials/{generation}/{shot}/{index}  unfinished states of a running generation

Only the owner gets anything; for everybody else, and for what does not exist, the answer is the same 404. Content never
changes under its address, so that browsers may keep it for a year, but no shared cache may. Nothing in a file can run:
its type is ours and not sniffed, and the content policy closes the door on scripts.
"""

import logging
import os
import re
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple, cast
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from aquatint.accounts.models import Person
from aquatint.accounts.sessions import person_of_session
from aquatint.imaging import sniff
from aquatint.imaging.conversion import FORMATS
from aquatint.imaging.errors import Unreadable
from aquatint.kit import ids, threads
from aquatint.kit.errors import AquatintError, Unavailable
from aquatint.media import conversions, derivatives, storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image

logger = logging.getLogger(__name__)

type Who = Callable[[Request], Person | None]
"""Tells who asks; runs in a thread of the pool and may use the database."""
type Owns = Callable[[Person, UUID], bool]
"""Tells whether a generation is this person's; runs in the pool too. (Generations live above this package.)"""

_SAFE: Final = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cross-origin-resource-policy": "same-origin",
}
_KEEP: Final = {**_SAFE, "cache-control": "private, max-age=31536000, immutable"}
_FORGET: Final = {**_SAFE, "cache-control": "no-store"}
_NAME: Final = 60
_GENERATION: Final = "gen"  # the public prefix of a generation
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_PART: Final = re.compile(r"([0-9]{0,18})-([0-9]{0,18})")
_AWAY: Final = 5.0  # seconds after which it makes sense to ask an absent database again


class File(FileResponse):
    """A file in pieces large enough to be sent quickly. A `Range` without meaning is ignored (RFC 9110 §14.2)."""

    chunk_size = 256 * 1024

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the file, or the parts asked for."""
        if scope["method"] != "GET" or not _is_range(Headers(scope=scope).get("range", "")):
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] != b"range"]}
        await super().__call__(scope, receive, send)


def _is_range(text: str) -> bool:
    """Whether this asks for parts of a file in bytes (RFC 9110 §14.1.2): `bytes=0-99, 500-, -20`."""
    unit, _, told = text.partition("=")
    parts = [_PART.fullmatch(part.strip()) for part in told.split(",") if part.strip()]
    return unit.strip().lower() == "bytes" and bool(parts) and all(part and _is_part(*part.groups()) for part in parts)


def _is_part(first: str, last: str) -> bool:
    return int(first) <= int(last) if first and last else bool(first or last)


def session_person(request: Request) -> Person | None:
    """Return the member or guest whose browser this is."""
    return person_of_session(request.cookies.get(settings.SESSION_COOKIE_NAME))


def routes(*, owns: Owns, who: Who = session_person) -> list[Route]:
    """Return the routes, given how to tell who asks and whose a generation is."""
    files = _Files(who, owns)
    return [
        Route("/files/partials/{generation}/{shot}/{index}", files.unfinished),
        Route("/files/{image}", files.original),
        Route("/files/{image}/{kind}", files.version),
    ]


class _Files:
    """The endpoints, with the two questions that other packages answer. Each takes one trip to the pool of threads."""

    def __init__(self, who: Who, owns: Owns) -> None:
        self._who = who
        self._owns = owns

    async def original(self, request: Request) -> Response:
        """Send the original."""
        try:
            image, found = await threads.run(self._image, request, _original)
            if found is None:
                raise _gone()
            if "format" in request.query_params:
                return await converted(request, image, request.query_params["format"])
        except (AquatintError, DatabaseError, InterfaceError) as error:
            return _refusal(error)
        return _answer(request, image, found)

    async def version(self, request: Request) -> Response:
        """Send a small version, making it first if needed."""
        if request.path_params["kind"] not in derivatives.KINDS:
            return _refusal(_gone())
        kind = cast("derivatives.Kind", request.path_params["kind"])
        find = partial(derivatives.find, kind=kind, takes_avif=_takes(request, sniff.AVIF))
        try:
            image, found = await threads.run(self._small, request, find)
            if found.file is None:
                found = _Small(_look(await derivatives.get(image, kind)), sniff.WEBP)
            if found.file is None:
                raise _gone()
        except (AquatintError, DatabaseError, InterfaceError) as error:
            return _refusal(error)
        tag = f"{image.sha256}-{kind}-{found.media_type.removeprefix('image/')}"
        vary = {"vary": "Accept"} if derivatives.KINDS[kind].avif else {}
        if _is_known(request, tag):
            return _unchanged(tag, vary)
        headers = {**_KEEP, **vary, "etag": f'"{tag}"'}
        return File(found.file.path, headers=headers, media_type=found.media_type, stat_result=found.file.status)

    async def unfinished(self, request: Request) -> Response:
        """Send an unfinished state."""
        try:
            data = await threads.run(self._unfinished, request)
            media_type = sniff.media_type(data[: sniff.HEAD])
        except (AquatintError, DatabaseError, InterfaceError) as error:
            return _refusal(error)
        return Response(data, headers=_FORGET, media_type=media_type)

    def _image(self, request: Request, find: Callable[[Image], Path]) -> "tuple[Image, _Found | None]":
        """Return a picture of the one who asks, and the file if it is there."""
        image = self._row(request)
        return image, _look(find(image))

    def _small(self, request: Request, find: Callable[[Image], derivatives.Found]) -> "tuple[Image, _Small]":
        """Return a picture of the one who asks, and the form of its small version that suits them."""
        image = self._row(request)
        best = find(image)
        return image, _Small(_look(best.path), best.media_type)

    def _row(self, request: Request) -> Image:
        image_id = ids.parse(Image.prefix, request.path_params["image"])
        person = self._who(request) if image_id else None
        if image_id is None or person is None:
            raise _gone()
        image = Image.objects.filter(id=image_id, owner=person).first()
        if image is None:
            raise _gone()
        return image

    def _unfinished(self, request: Request) -> bytes:
        """Return a small file whole: it is deleted the moment its generation ends."""
        generation = ids.parse(_GENERATION, request.path_params["generation"])
        shot, index = request.path_params["shot"], request.path_params["index"]
        if generation is None or not (_NUMBER.fullmatch(shot) and _NUMBER.fullmatch(index)):
            raise _gone()
        person = self._who(request)
        if person is None or not self._owns(person, generation):
            raise _gone()
        with storage.guarded():
            try:
                return storage.partial_path(generation, int(shot), int(index)).read_bytes()
            except FileNotFoundError:
                raise _gone() from None


class _Found(NamedTuple):
    """A file that was there a moment ago, and its status: what is gone is a 404 and never a broken answer."""

    path: Path
    status: os.stat_result


class _Small(NamedTuple):
    """A form of a small version: its file, if that is there, and its media type."""

    file: _Found | None
    media_type: str


def _original(image: Image) -> Path:
    return storage.path_of(image.sha256)


def _look(path: Path) -> _Found | None:
    try:
        return _Found(path, path.stat())
    except FileNotFoundError:
        return None


def answer(request: Request, image: Image) -> Response:
    """Return the original of a picture, or that the client has it already. Raises `ImageGone`."""
    found = _look(_original(image))
    if found is None:
        raise _gone()
    return _answer(request, image, found)


async def converted(request: Request, image: Image, name: str) -> Response:
    """Return a picture in another file type. Raises `FormatUnknown`, `ImageGone` or a member of `Unreadable`."""
    to = conversions.checked(name)
    found = _look(await conversions.get(image, to))
    if found is None:
        raise _gone()
    media_type = FORMATS[to]
    if media_type == image.media_type:
        return _answer(request, image, found)
    tag = f"{image.sha256}-{to}"
    if _is_known(request, tag):
        return _unchanged(tag)
    name = file_name(image).rpartition(".")[0]
    return File(
        found.path,
        headers={**_KEEP, "etag": f'"{tag}"'},
        media_type=media_type,
        filename=f"{name}.{sniff.SUFFIXES.get(media_type, to)}",
        stat_result=found.status,
        content_disposition_type="attachment" if "download" in request.query_params else "inline",
    )


def _answer(request: Request, image: Image, found: _Found) -> Response:
    if _is_known(request, image.sha256):
        return _unchanged(image.sha256)
    inline = image.media_type in sniff.SUFFIXES and "download" not in request.query_params
    return File(
        found.path,
        headers={**_KEEP, "etag": f'"{image.sha256}"'},
        media_type=image.media_type,
        filename=file_name(image),
        stat_result=found.status,
        content_disposition_type="inline" if inline else "attachment",
    )


def file_name(image: Image) -> str:
    """Return what a saved picture is called: some words of its name and the end of its id."""
    words = re.sub(r"[^\w]+", "-", image.name.rsplit(".", 1)[0] if image.origin == "upload" else image.name)
    start = words[:_NAME].strip("-_").lower() or "picture"
    return f"{start}-{image.public_id[-6:]}.{image.suffix}"


def _is_known(request: Request, tag: str) -> bool:
    """Whether the client has this content already (RFC 9110 §13.1.2)."""
    known = request.headers.get("if-none-match", "")
    tags = {one.strip().removeprefix("W/") for one in known.split(",")}
    return "*" in tags or f'"{tag}"' in tags


def _unchanged(tag: str, more: Mapping[str, str] = MappingProxyType({})) -> Response:
    return Response(status_code=304, headers={**_KEEP, **more, "etag": f'"{tag}"'})


def _takes(request: Request, media_type: str) -> bool:
    """Whether the client names a type among those that it takes (RFC 9110 §12.5.1); a mere `*/*` is not enough."""
    for one in request.headers.get("accept", "").lower().split(","):
        name, *options = (part.strip() for part in one.split(";"))
        if name == media_type:
            return not any(re.fullmatch(r"q=0(\.0*)?", option) for option in options)
    return False


def _gone() -> ImageGone:
    return ImageGone("There is no such picture, or it is not yours.")


def _refusal(error: AquatintError | DatabaseError | InterfaceError) -> Response:
    if not isinstance(error, AquatintError):
        logger.warning("a picture could not be looked up: %s", error)
        error = Unavailable("Pictures cannot be looked up at the moment. Try again soon.", retry_after=_AWAY)
    status = ImageGone.status if isinstance(error, Unreadable) else error.status
    headers: Mapping[str, str] = (
        _FORGET if error.retry_after is None else {**_FORGET, "retry-after": f"{error.retry_after:.0f}"}
    )
    return PlainTextResponse(error.sentence, status_code=status, headers=headers)
