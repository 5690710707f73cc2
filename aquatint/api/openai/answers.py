"""What OpenAI's clients read: one body with base64, or server-sent events. The base64 is made from the file, once."""

import mmap
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import msgspec
import pybase64
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from aquatint.api import errors
from aquatint.api.openai.errors import NotDelivered
from aquatint.api.waiting import listen, patiently
from aquatint.generations import reading
from aquatint.generations.models import OPEN_STATES, Attempt, Generation, Shot
from aquatint.generations.reading import Ended
from aquatint.kit.gate import Gate
from aquatint.media import storage

_HEARTBEAT_SECONDS = 15.0
_replies = Gate(4)
"""How many bodies with pictures are made at once. More would only fill the memory and empty the processor's caches."""


class Pieces(Response):
    """A body in several pieces, which are sent one after the other instead of being copied together first."""

    media_type = "application/json"

    def __init__(self, pieces: list[bytes], headers: dict[str, str]) -> None:
        self.status_code = 200
        self.background = None
        self.pieces = pieces
        self.init_headers({**headers, "content-length": str(sum(map(len, pieces)))})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 -- ASGI
        """Send the pieces."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        for piece in self.pieces:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def whole(generation: UUID) -> Response:
    """Return the body for an ended generation, or raise `NotDelivered` if it brought no picture."""
    async with _replies:
        row, pieces = await patiently(_whole, generation)
    return Pieces(pieces, {"x-aquatint-generation": row.public_id})


def _whole(generation: UUID) -> tuple[Generation, list[bytes]]:
    ended = reading.ended(generation)
    row, pictures = ended.generation, ended.delivered
    if not pictures:
        raise NotDelivered(row)
    head = msgspec.json.encode(
        {"created": int(row.created.timestamp()), **_effective(row), "usage": _usage(ended.calls), **_more(ended)}
    )
    pieces = [head[:-1] + b',"data":[']
    for number, shot in enumerate(pictures):
        pieces += [b',{"b64_json":"' if number else b'{"b64_json":"', _base64(shot), b'"}']
    return row, [*pieces, b"]}"]


def _base64(shot: Shot) -> bytes:
    if shot.image is None:
        return b""
    with storage.open_original(shot.image.sha256) as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return pybase64.b64encode(data)


def _effective(row: Generation) -> dict[str, Any]:
    sent = row.sent
    return {
        "background": sent["background"] if sent["background"] != "auto" else "opaque",
        "output_format": sent["output_format"],
        "quality": sent["quality"],
        "size": str(row.size),
    }


def _usage(calls: list[Attempt]) -> dict[str, Any]:
    """Return the tokens that the provider counted over all calls, in the shape of the Images API; zeros without any."""
    total = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    details = {"text_tokens": 0, "image_tokens": 0}
    for call in calls:
        for usage in call.usage.get("calls", [call.usage]):  # one attempt may be several calls: a stream for each shot
            for name in total:
                total[name] += int(usage.get(name) or 0)
            for name in details:
                details[name] += int((usage.get("input_tokens_details") or {}).get(name) or 0)
    return {**total, "input_tokens_details": details}


def _more(ended: Ended) -> dict[str, Any]:
    """Return what OpenAI's body has no word for: which generation, what it cost, what was not delivered and why."""
    row, lost = ended.generation, [shot for shot in ended.shots if shot.image is None]
    missing = [{"index": shot.index, "code": shot.reason_code, "message": shot.reason} for shot in lost]
    facts = {"generation": row.public_id, "state": row.state, "credits": row.charged, "model": row.offer.slug}
    return {"aquatint": {**facts, "returned": missing}}


async def stream(generation: Generation, name: str) -> AsyncIterator[bytes]:
    """Yield unfinished states, heartbeats and at last the pictures or the error, as server-sent events."""
    async with listen(generation.id) as waiter:
        is_open, drawn = await patiently(_drawn, generation.id)
        for before in drawn:  # came before we listened
            yield await patiently(_partial, generation, name, *before)
        if is_open:
            async for news in waiter.moves(beat=_HEARTBEAT_SECONDS):
                if "shot" in news and (news["shot"], news["index"]) not in drawn:
                    yield await patiently(_partial, generation, name, news["shot"], news["index"])
                elif not news:
                    yield b": still painting\n\n"
    ended = await patiently(reading.ended, generation.id)
    if not ended.delivered:
        yield _event("error", _told(NotDelivered(ended.generation)))
    for shot in ended.delivered:
        yield await patiently(_completed, ended, name, shot)


def _drawn(generation: UUID) -> tuple[bool, list[tuple[int, int]]]:
    """Return whether a generation is open, and the unfinished states there are so far, by shot and index."""
    state, progress = Generation.objects.values_list("state", "progress").get(id=generation)
    drawn = [(int(shot), index) for shot, newest in progress.items() for index in range(newest + 1)]
    return state in OPEN_STATES, drawn


def _told(error: NotDelivered) -> dict[str, Any]:
    return errors.envelope(error.sentence, errors.kind(error.status), code=error.code)


def _partial(generation: Generation, name: str, shot: int, index: int) -> bytes:
    try:
        data = pybase64.b64encode(storage.partial_path(generation.id, shot, index).read_bytes()).decode()
    except FileNotFoundError:
        return b""  # the generation ended meanwhile
    kind = f"{name}.partial_image"
    facts = {**_of_event(generation), "aquatint": {"generation": generation.public_id, "index": shot}}
    return _event(kind, {"type": kind, "partial_image_index": index, "b64_json": data, **facts})


def _completed(ended: Ended, name: str, shot: Shot) -> bytes:
    kind = f"{name}.completed"
    more = _more(ended)["aquatint"]
    facts = {**_of_event(ended.generation), "usage": _usage(ended.calls), "aquatint": {**more, "index": shot.index}}
    return _event(kind, {"type": kind, "b64_json": _base64(shot).decode(), **facts})


def _of_event(row: Generation) -> dict[str, Any]:
    return {"created_at": int(row.created.timestamp()), **_effective(row)}


def _event(kind: str, data: dict[str, Any]) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (kind.encode(), msgspec.json.encode(data))
