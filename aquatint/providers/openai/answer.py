"""Taking answers apart: from JSON or events to pictures in files of their own.

Everything here blocks and runs in a small pool of threads. An answer is whole in memory if there was room for it, else
it lies in a file that is mapped. The texts that hold pictures are cut out before the JSON is read, since looking for
the closing quotation mark is twenty times faster than reading; then each goes from base64 to disk in pieces.
"""

import binascii
import mmap
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec
import pybase64

from aquatint.providers.openai import sse
from aquatint.providers.openai.sse import Buffer, Part
from aquatint.providers.openai.usage import usage_of
from aquatint.providers.types import Event, Partial, Picture, Usage

_KEY: Final = b'"b64_json"'
_PIECE: Final = 4 * 1024 * 1024  # characters of base64, a multiple of 4
_HEAD: Final = 1024
_SAID = ("size", "quality", "background", "output_format", "revised_prompt", "generation_id")
_MAGIC = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg", b"RIFF": "image/webp", b"GIF8": "image/gif"}
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp", "image/gif": "gif", "image/svg+xml": "svg"}


class Unusable(Exception):
    """The answer, or one picture of it, is not what the API promises."""


class _Item(msgspec.Struct):
    b64_json: Any = None
    """After `_lifted`: the number of the text that was here."""
    revised_prompt: Any = None
    generation_id: Any = None


class _Said(_Item):
    size: Any = None
    quality: Any = None
    background: Any = None
    output_format: Any = None
    usage: Any = None


class _Body(_Said):
    data: list[_Item] | None = None


class _Frame(_Said):
    type: Any = None
    partial_image_index: Any = None
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


def unpack_json(answer: bytes | Path, folder: Path, *, first: int, wanted: int) -> Unpacked:
    """Take a whole answer or the file of one apart; its pictures become `folder/shot-N.png`, counted from `first`."""
    unpacked = Unpacked()
    try:
        with _opened(answer) as buffer:
            json, texts = _lifted(Part(buffer, 0, len(buffer)))
            body = _body.decode(json)
            unpacked.usage = usage_of(body.usage)
            items = body.data or []
            for number, item in enumerate(items[:wanted]):
                unpacked.pictures.append(_keep(_text(item, texts), _said(item, body), folder, first + number))
        if len(items) < wanted:
            unpacked.problem = f"asked for {wanted} pictures, got {len(items)}"
    except (msgspec.DecodeError, RecursionError, Unusable) as error:
        unpacked.problem = f"{type(error).__name__}: {error}"
    return unpacked


def unpack_event(spool: Path, span: tuple[int, int], folder: Path, *, shot: int) -> Unpacked:
    """Take apart the event that lies at `span` in `spool`. An event of no interest gives an empty `Unpacked`."""
    unpacked = Unpacked()
    try:
        with _opened(spool) as buffer:
            name, data = sse.parse(buffer, *span)
            json, texts = _lifted(data)
            if json.strip() in {b"", b"[DONE]"}:
                return unpacked
            frame = _frame.decode(json)
            kind = str(frame.type or name)
            if frame.error is not None or kind == "error":
                unpacked.error = frame.error or {"message": json[:200].decode(errors="replace")}
            elif kind.endswith(".partial_image"):
                unpacked.partial = _partial(frame, _text(frame, texts), shot)
            elif kind.endswith(".completed"):
                unpacked.usage = usage_of(frame.usage)
                unpacked.pictures.append(_keep(_text(frame, texts), _said(frame, frame), folder, shot))
    except (msgspec.DecodeError, RecursionError, Unusable) as error:
        unpacked.problem = f"{type(error).__name__}: {error}"
    return unpacked


def sniff(head: bytes) -> str | None:
    """Return the media type that the first bytes of a picture show, if it is one of those that the API has."""
    for magic, media_type in _MAGIC.items():
        if head.startswith(magic):
            return media_type
    return "image/svg+xml" if b"<svg" in head[:_HEAD] else None


@contextmanager
def _opened(answer: bytes | Path) -> Iterator[Buffer]:
    if isinstance(answer, bytes):
        yield answer
        return
    with answer.open("rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size == 0:
            raise Unusable("the answer is empty")
        with mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ) as mapped:
            yield mapped


def _lifted(source: Part) -> tuple[bytes, list[Part]]:
    """Return the JSON with a number in the place of each picture's text, and where those texts are.

    The key cannot be met inside another string, as its quotation marks would be escaped there.
    """
    buffer, at, end = source.buffer, source.begin, source.end
    pieces: list[bytes] = []
    texts: list[Part] = []
    while (key := buffer.find(_KEY, at, end)) >= 0:
        after = key + len(_KEY)
        opening = buffer.find(b'"', after, end)
        if opening < 0 or buffer[after:opening].strip() != b":":
            pieces.append(buffer[at:after])  # null, or something else that is not a text
            at = after
            continue
        closing = buffer.find(b'"', opening + 1, end)
        if closing < 0:
            raise Unusable("the answer stops in the middle of a picture")
        pieces += [buffer[at:opening], str(len(texts)).encode()]
        texts.append(Part(buffer, opening + 1, closing))
        at = closing + 1
    return b"".join([*pieces, buffer[at:end]]), texts


def _text(item: _Item, texts: list[Part]) -> Part:
    if not isinstance(item.b64_json, int) or item.b64_json >= len(texts):
        raise Unusable("a picture is missing")
    text = texts[item.b64_json]
    if text.buffer.find(b"\\", text.begin, text.end) >= 0:  # some encoders write / as \/
        plain = text.buffer[text.begin : text.end].replace(b"\\/", b"/")
        text = Part(plain, 0, len(plain))
    padding = text.buffer.find(b"=", text.begin, text.end)
    if 0 <= padding < text.end - 2:
        raise Unusable("the picture's base64 is broken")
    return text


def _keep(text: Part, said: Mapping[str, Any], folder: Path, shot: int) -> Picture:
    start = _decoded(text, text.begin)
    path = folder / f"shot-{shot}.{_ENDINGS[_sniffed(start)]}"
    with path.open("xb", buffering=0) as file:
        file.write(start)
        for begin in range(text.begin + _PIECE, text.end, _PIECE):
            file.write(_decoded(text, begin))
    return Picture(shot, path, said)


def _partial(frame: _Frame, text: Part, shot: int) -> Partial:
    data = b"".join(_decoded(text, begin) for begin in range(text.begin, text.end, _PIECE))
    index = frame.partial_image_index
    return Partial(shot, index if isinstance(index, int) else 0, data, _sniffed(data))


def _decoded(text: Part, begin: int) -> bytes:
    try:
        with memoryview(text.buffer) as whole, whole[begin : min(begin + _PIECE, text.end)] as piece:
            return pybase64.b64decode(piece, validate=True)
    except (binascii.Error, ValueError):
        raise Unusable("the picture's base64 is broken") from None


def _sniffed(data: bytes) -> str:
    media_type = sniff(data[:_HEAD])
    if media_type is None:
        raise Unusable("what came is not a picture")
    return media_type


def _said(item: _Item, about: _Said) -> Mapping[str, Any]:
    values = {name: getattr(about, name) or getattr(item, name, None) for name in _SAID}
    return {name: value for name, value in values.items() if isinstance(value, str | int)}
