"""Taking answers apart: from a file with JSON or with events to pictures in files of their own.

Everything here blocks and runs in a small pool of threads, whose size bounds how many answers are in memory at once.
One picture after another is taken from base64 (which holds the interpreter lock for a fraction of a millisecond)
to disk; nothing else of the answer is copied.
"""

import binascii
import mmap
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import pybase64

from aquatint.providers.openai import sse
from aquatint.providers.openai.usage import usage_of
from aquatint.providers.types import Event, Partial, Picture, Usage

_SAID = ("size", "quality", "background", "output_format", "revised_prompt", "generation_id")
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"RIFF": "image/webp",
    b"GIF8": "image/gif",
}
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif", "image/svg+xml": "svg"}
_HEAD = 1024


class Unusable(Exception):
    """The answer, or one picture of it, is not what the API promises."""


class _Item(msgspec.Struct):
    b64_json: msgspec.Raw = msgspec.Raw()
    revised_prompt: Any = None
    generation_id: Any = None


class _Body(msgspec.Struct):
    data: list[_Item] | None = None
    size: Any = None
    quality: Any = None
    background: Any = None
    output_format: Any = None
    usage: Any = None


class _Frame(_Item):
    type: Any = None
    partial_image_index: Any = None
    size: Any = None
    quality: Any = None
    background: Any = None
    output_format: Any = None
    usage: Any = None
    error: Any = None


_body = msgspec.json.Decoder(_Body)
_frame = msgspec.json.Decoder(_Frame)


@dataclass(slots=True)
class Unpacked:
    """What an answer held. `problem` says what was wrong with it; the pictures before the problem stand."""

    pictures: list[Picture] = field(default_factory=list)
    partial: Partial | None = None
    usage: Usage | None = None
    error: Any = None
    problem: str | None = None

    def events(self) -> list[Event]:
        """Return what is to be handed on, in order."""
        return [*([self.partial] if self.partial else []), *self.pictures, *([self.usage] if self.usage else [])]


def unpack_json(spool: Path, folder: Path, *, first: int, wanted: int) -> Unpacked:
    """Take the whole answer in `spool` apart; its pictures become `folder/shot-N.png`, counted from `first`."""
    unpacked = Unpacked()
    try:
        body = _body.decode(_mapped(spool))
        unpacked.usage = usage_of(body.usage)
        items = body.data or []
        for number, item in enumerate(items[:wanted]):
            unpacked.pictures.append(_keep(item, body, folder, first + number))
        if len(items) < wanted:
            unpacked.problem = f"asked for {wanted} pictures, got {len(items)}"
    except (msgspec.DecodeError, RecursionError, Unusable) as error:
        unpacked.problem = f"{type(error).__name__}: {error}"
    return unpacked


def unpack_event(spool: Path, span: tuple[int, int], folder: Path, *, shot: int) -> Unpacked:
    """Take apart the event that lies at `span` in `spool`. An event of no interest gives an empty `Unpacked`."""
    unpacked = Unpacked()
    begin, end = span
    with spool.open("rb", buffering=0) as file:
        name, data = sse.parse(os.pread(file.fileno(), end - begin, begin))
    if not data or data.startswith(b"[DONE]"):
        return unpacked
    try:
        frame = _frame.decode(data)
        kind = str(frame.type or name)
        if frame.error is not None or kind == "error":
            unpacked.error = frame.error or {"message": data[:200].decode(errors="replace")}
        elif kind.endswith(".partial_image"):
            unpacked.partial = _partial(frame, shot)
        elif kind.endswith(".completed"):
            unpacked.usage = usage_of(frame.usage)
            unpacked.pictures.append(_keep(frame, frame, folder, shot))
    except (msgspec.DecodeError, RecursionError, Unusable) as error:
        unpacked.problem = f"{type(error).__name__}: {error}"
    return unpacked


def sniff(head: bytes) -> str | None:
    """Return the media type that the first bytes of a picture show, if it is one of those that the API has."""
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type
    return "image/svg+xml" if b"<svg" in head[:_HEAD] else None


def _mapped(spool: Path) -> memoryview:
    with spool.open("rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size == 0:
            raise Unusable("the answer is empty")
        return memoryview(mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ))


def _keep(item: _Item, about: _Body | _Frame, folder: Path, shot: int) -> Picture:
    data, media_type = _picture(item)
    path = folder / f"shot-{shot}.{_ENDINGS[media_type]}"
    path.write_bytes(data)
    return Picture(shot, path, _said(item, about))


def _partial(frame: _Frame, shot: int) -> Partial:
    data, media_type = _picture(frame)
    index = frame.partial_image_index
    return Partial(shot, index if isinstance(index, int) else 0, data, media_type)


def _picture(item: _Item) -> tuple[bytes, str]:
    quoted = memoryview(item.b64_json)
    if len(quoted) < 2 or quoted[0] != ord('"'):  # noqa: PLR2004 -- two quotation marks
        raise Unusable("a picture is missing")
    try:
        data = pybase64.b64decode(quoted[1:-1], validate=True)
    except (binascii.Error, ValueError):
        data = _unescaped(item)
    media_type = sniff(data[:_HEAD])
    if media_type is None:
        raise Unusable("what came is not a picture")
    return data, media_type


def _unescaped(item: _Item) -> bytes:
    """Decode base64 that was written with JSON's escapes; rare, so only tried when the short way fails."""
    try:
        return pybase64.b64decode(msgspec.json.decode(item.b64_json, type=str), validate=True)
    except (binascii.Error, ValueError):
        raise Unusable("the picture's base64 is broken") from None


def _said(item: _Item, about: _Body | _Frame) -> Mapping[str, Any]:
    values = {name: getattr(about, name, None) or getattr(item, name, None) for name in _SAID}
    return {name: value for name, value in values.items() if isinstance(value, str | int)}
