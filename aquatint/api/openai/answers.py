"""What OpenAI's clients read: one body with base64, or server-sent events. The base64 is made from the file, once."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import msgspec
import pybase64
from starlette.responses import Response

from aquatint.api import errors
from aquatint.api.openai.errors import NotDelivered
from aquatint.api.waiting import listen
from aquatint.generations import reading
from aquatint.generations.models import Generation, Shot
from aquatint.kit import threads
from aquatint.kit.gate import Gate
from aquatint.media import storage

_HEARTBEAT_SECONDS = 15.0
_replies = Gate(24)
"""How many bodies with pictures are being made or sent at once: memory follows this number."""


async def whole(generation: UUID) -> Response:
    """Return the body for an ended generation, or raise `NotDelivered` if it brought no picture."""
    async with _replies:
        row, body = await threads.run(_whole, generation)
    return Response(body, media_type="application/json", headers={"x-aquatint-generation": row.public_id})


def _whole(generation: UUID) -> tuple[Generation, bytes]:
    row, shots = reading.ended(generation)
    pictures = [shot for shot in shots if shot.image is not None]
    if not pictures:
        raise NotDelivered(row)
    head = msgspec.json.encode({"created": int(row.created.timestamp()), **_effective(row), **_more(row, shots)})
    parts = [head[:-1], b',"data":[']
    for number, shot in enumerate(pictures):
        parts += [b"," if number else b"", b'{"b64_json":"', _base64(shot), b'"}']
    return row, b"".join([*parts, b"]}"])


def _base64(shot: Shot) -> bytes:
    if shot.image is None:
        return b""
    return pybase64.b64encode(storage.read(shot.image.sha256))


def _effective(row: Generation) -> dict[str, Any]:
    sent = row.sent
    return {
        "background": sent["background"] if sent["background"] != "auto" else "opaque",
        "output_format": sent["output_format"],
        "quality": sent["quality"],
        "size": sent["size"],
        "usage": _usage(row),
    }


def _usage(row: Generation) -> dict[str, Any]:
    """Return the tokens that the provider counted over all calls, in the shape of the Images API; zeros without any."""
    total = {"input_tokens": 0, "output_tokens": 0, "total_tokens": 0}
    details = {"text_tokens": 0, "image_tokens": 0}
    for usage in row.attempts.values_list("usage", flat=True):
        for name in total:
            total[name] += int(usage.get(name) or 0)
        for name in details:
            details[name] += int((usage.get("input_tokens_details") or {}).get(name) or 0)
    return {**total, "input_tokens_details": details}


def _more(row: Generation, shots: list[Shot]) -> dict[str, Any]:
    """Return what OpenAI's body has no word for: which generation, what it cost, what was not delivered and why."""
    missing = [
        {"index": shot.index, "code": shot.reason_code, "message": shot.reason} for shot in shots if shot.image is None
    ]
    facts = {"generation": row.public_id, "state": row.state, "credits": row.charged, "model": row.offer.slug}
    return {"aquatint": {**facts, "returned": missing}}


async def stream(generation: Generation, name: str) -> AsyncIterator[bytes]:
    """Yield unfinished states, heartbeats and at last the pictures or the error, as server-sent events."""
    async with listen(generation.id) as waiter:
        if await threads.run(reading.is_open, generation.id):
            async for news in waiter.moves(beat=_HEARTBEAT_SECONDS):
                if "shot" in news:
                    yield await threads.run(_partial, generation, name, news["shot"], news["index"])
                elif not news:
                    yield b": still painting\n\n"
    row, shots = await threads.run(reading.ended, generation.id)
    pictures = [shot for shot in shots if shot.image is not None]
    if not pictures:
        yield _event("error", _told(NotDelivered(row)))
    for shot in pictures:
        yield await threads.run(_completed, row, name, shot)


def _told(error: NotDelivered) -> dict[str, Any]:
    return errors.envelope(error.sentence, errors.kind(error.status), code=error.code)


def _partial(generation: Generation, name: str, shot: int, index: int) -> bytes:
    path = storage.partial_path(generation.id, shot, index)
    if not path.is_file():
        return b""  # the generation ended meanwhile
    data = pybase64.b64encode(path.read_bytes()).decode()
    kind = f"{name}.partial_image"
    return _event(kind, {"type": kind, "partial_image_index": index, "b64_json": data, **_of_event(generation)})


def _completed(row: Generation, name: str, shot: Shot) -> bytes:
    kind = f"{name}.completed"
    facts = {**_of_event(row), "usage": _usage(row), "aquatint": {"generation": row.public_id, "index": shot.index}}
    return _event(kind, {"type": kind, "b64_json": _base64(shot).decode(), **facts})


def _of_event(row: Generation) -> dict[str, Any]:
    effective = _effective(row)
    effective.pop("usage")
    return {"created_at": int(row.created.timestamp()), **effective}


def _event(kind: str, data: dict[str, Any]) -> bytes:
    return b"event: %s\ndata: %s\n\n" % (kind.encode(), msgspec.json.encode(data))
