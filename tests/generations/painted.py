"""Painting as a worker does it, in the test's own process: claimed, painted and settled through the real adapter."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import httpx2
import pybase64

from aquatint.generations import actions, painting
from aquatint.generations.models import Generation
from aquatint.generations.watching import Watch
from aquatint.kit import threads
from aquatint.providers import registry
from aquatint.providers.openai.adapter import OpenAIAdapter
from tests.generations.stories import fresh

BASE_URL = "http://127.0.0.1:9/v1"
Beside = Callable[[Generation], Coroutine[Any, Any, None]]


def paint(generation: Generation, beside: Beside | None = None) -> Generation:
    """Let a worker paint it to its end, with `beside` going on at the same time; return the row."""
    try:
        asyncio.run(asyncio.wait_for(_paint(generation, beside), 60))
    finally:
        threads.stop()
    return fresh(generation)


async def _paint(generation: Generation, beside: Beside | None) -> None:
    watch = Watch()
    await watch.start()
    try:
        [claim] = await threads.run(actions.claim, worker=watch.worker, only=generation.id)
        other = asyncio.create_task(beside(generation)) if beside else None
        await painting.paint(claim, watch=watch)
        if other:
            await other
    finally:
        await watch.stop()
        await registry.close()


def adapter_that_says(status: int, body: bytes) -> OpenAIAdapter:
    """Return the real adapter over a transport that always gives this answer."""

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(status, content=body, headers={"content-type": "application/json"})

    return OpenAIAdapter(key="sk-test", base_url=BASE_URL, transport=httpx2.MockTransport(answer))


def adapter_that_answers(*answers: list[bytes]) -> OpenAIAdapter:
    """Return the real adapter over a transport that gives these pictures, one list a call, the last one for ever."""
    left = list(answers)

    def answer(_: httpx2.Request) -> httpx2.Response:
        pictures = left.pop(0) if len(left) > 1 else left[0]
        data: Any = [{"b64_json": pybase64.b64encode(picture).decode()} for picture in pictures]
        return httpx2.Response(200, json={"created": 1, "data": data})

    return OpenAIAdapter(key="sk-test", base_url=BASE_URL, transport=httpx2.MockTransport(answer))
