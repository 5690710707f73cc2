"""Painting as a worker does it, in the test's own process: claimed, painted and settled through the real adapter."""

import asyncio
import io
from collections.abc import Callable, Coroutine
from typing import Any

import httpx2
import pybase64
import pytest
from PIL import Image as Pillow

from aquatint.generations import actions, painting
from aquatint.generations.models import Generation
from aquatint.generations.watching import Watch
from aquatint.kit import threads
from aquatint.providers import registry
from aquatint.providers.base import Adapter
from aquatint.providers.openai.adapter import OpenAIAdapter
from tests.emulator.running import Emulator
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


def speak(monkeypatch: pytest.MonkeyPatch, adapter: Adapter) -> None:
    monkeypatch.setitem(registry._adapters, "openai", adapter)  # noqa: SLF001 -- the seam between us and a provider


async def until_called(emulator: Emulator) -> None:
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(emulator.calls):  # noqa: ASYNC110 -- it lives in another thread
            await asyncio.sleep(0.02)


def png(width: int = 1024, height: int = 1024, mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    slope = Pillow.linear_gradient("L").resize((width, height))
    picture = slope.convert(mode)
    if mode.endswith("A"):
        picture.putalpha(slope)
    picture.save(file, "PNG")
    return file.getvalue()
