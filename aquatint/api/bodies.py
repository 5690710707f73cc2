"""Bodies of requests, read no further than a cap, whether or not they say how long they are.

A slow sender holds its connection and a little memory; no thread, no database connection and no place in any queue.
"""

import asyncio
import mmap
from collections.abc import AsyncGenerator
from typing import Any

import msgspec
from fastapi import Request
from pydantic import BaseModel, ValidationError

from aquatint.api import errors
from aquatint.kit.errors import InvalidRequest, TooLarge

JSON_BYTES = 1_000_000
"""The most that a body of words may have: a prompt of 32,000 characters fits six times over, however it is escaped."""

PATIENCE = 300.0
"""Seconds that a body may take to come in."""


class TooSlow(InvalidRequest):
    """The body did not come in within `PATIENCE`."""

    code = "too_slow"
    status = 408


async def pieces(request: Request, most: int) -> AsyncGenerator[bytes]:
    """Yield the body as it comes. Raises `TooLarge` as soon as it is, or says that it is, longer than `most` bytes."""
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared[:20]) > most:
        raise _too_large(most)
    deadline = asyncio.get_running_loop().time() + PATIENCE
    stream = request.stream()
    size = 0
    while (piece := await _next(stream, deadline)) is not None:
        size += len(piece)
        if size > most:
            raise _too_large(most)
        yield piece


async def _next(stream: AsyncGenerator[bytes], deadline: float) -> bytes | None:
    try:
        async with asyncio.timeout_at(deadline):
            return await anext(stream, None)
    except TimeoutError:
        raise TooSlow(f"This request took more than {PATIENCE:.0f} s to come in.") from None


def _too_large(most: int) -> TooLarge:
    return TooLarge(f"This request has more than {most / 1_000_000:.0f} MB, the most that is taken here.")


async def wish[Body: BaseModel](request: Request, kind: type[Body]) -> Body:
    """Return a small JSON body as a value of its schema. Raises `BodyInvalid`, `ParameterUnknown` or `TooLarge`."""
    return parsed(kind, decoded(b"".join([piece async for piece in pieces(request, JSON_BYTES)])))


def decoded(data: bytes | mmap.mmap) -> dict[str, Any]:
    """Return a JSON object. Raises `BodyInvalid`."""
    try:
        fields = msgspec.json.decode(data)
    except RecursionError as error:
        raise errors.BodyInvalid("The body is not JSON that we read: it is nested too deeply.") from error
    except ValueError as error:  # of which msgspec's own errors are members
        raise errors.BodyInvalid(f"The body is not JSON: {error}.") from error
    if not isinstance(fields, dict):
        raise errors.BodyInvalid("The body must be a JSON object.")
    return fields


def parsed[Body: BaseModel](kind: type[Body], fields: dict[str, Any]) -> Body:
    """Return fields as a value of their schema. Raises `BodyInvalid` or `ParameterUnknown` with the field's name."""
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise errors.from_validation(error.errors(include_url=False, include_input=False)) from error
