"""Answers as server-sent events, and what can go wrong in the middle."""

import asyncio
from collections.abc import AsyncIterator

import msgspec
from starlette.concurrency import run_in_threadpool

from aquatint.emulator.faults import Fault
from aquatint.emulator.openai import answers
from aquatint.emulator.openai.asks import Ask
from aquatint.emulator.openai.errors import Wrong
from aquatint.emulator.openai.misbehaviour import blocked
from aquatint.emulator.openai.replies import Flow
from aquatint.emulator.world import Options

MEDIA_TYPE = "text/event-stream"
_ENDINGS = {
    "stream_error": Wrong("The server had an error.", code="server_error", kind="server_error"),
    "stream_moderation": blocked("output"),
}


def reply(ask: Ask, options: Options, fault: Fault | None, seconds: float) -> Flow:
    """Return the stream of an answer: unfinished pictures spread over `seconds`, then the finished ones."""
    kind = fault.kind if fault else ""
    return Flow(_frames(ask, options, kind, seconds), MEDIA_TYPE, broken=kind == "stream_cut")


async def _frames(ask: Ask, options: Options, kind: str, seconds: float) -> AsyncIterator[bytes]:
    pause = seconds / (ask.partial_images + 1)
    for index in range(ask.partial_images):
        await asyncio.sleep(pause)
        yield answers.event(ask, await _shot(ask, options, stage=index + 1), index=index)
    await asyncio.sleep(pause)
    if kind in _ENDINGS:
        yield b"event: error\ndata: %b\n\n" % msgspec.json.encode({"type": "error", "error": _ENDINGS[kind].error})
    elif kind == "stream_garbage":
        yield b"event: image_generation.completed\ndata: {oh no\n\n"
    elif kind not in {"stream_cut", "stream_done_early"}:
        for shot in range(ask.n):
            yield answers.event(ask, await _shot(ask, options, shot=shot))


async def _shot(ask: Ask, options: Options, *, shot: int = 0, stage: int = 0) -> bytes:
    look = answers.look(ask, options, shot=shot, stage=stage)
    return await run_in_threadpool(answers.shot_in_base64, ask, look)
