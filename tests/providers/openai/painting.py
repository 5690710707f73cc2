"""Painting with the real adapter, for tests."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path

from aquatint.kit.http import Patience
from aquatint.providers.base import Call
from aquatint.providers.errors import ProviderError
from aquatint.providers.openai import OpenAIAdapter
from aquatint.providers.types import Accepted, Event, ImageRequest, Partial, Picture, Size, Usage

KEY = "sk-proj-Ab12Cd34Ef56Gh78"
MODEL = "gpt-image-2.6-flare"
SQUARE = Size(1024, 1024)
KETTLE = ImageRequest(model="image", prompt="a copper kettle", size=SQUARE)


@dataclass
class Outcome:
    """What a call gave: events in order, and the error it ended with."""

    events: list[Event] = field(default_factory=list)
    error: ProviderError | None = None

    def of[Kind: Accepted | Partial | Picture | Usage](self, kind: type[Kind]) -> list[Kind]:
        return [event for event in self.events if isinstance(event, kind)]

    @property
    def pictures(self) -> list[bytes]:
        return [picture.path.read_bytes() for picture in sorted(self.of(Picture), key=lambda picture: picture.shot)]


def adapter(base_url: str, *, silence: float = 20.0, total: float = 30.0) -> OpenAIAdapter:
    return OpenAIAdapter(key=KEY, base_url=base_url, patience=Patience(connect=10.0, silence=silence, total=total))


async def outcome(painter: OpenAIAdapter, request: ImageRequest, folder: Path, *, model: str = MODEL) -> Outcome:
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240 -- a test
    result = Outcome()
    try:
        async with aclosing(painter.paint(Call(request, model, folder, "key"))) as events:
            async for event in events:
                result.events.append(event)
    except ProviderError as error:
        result.error = error
    return result


def paint(
    request: ImageRequest,
    folder: Path,
    base_url: str,
    *,
    make: Callable[[str], OpenAIAdapter] = adapter,
    model: str = MODEL,
) -> Outcome:
    async def whole() -> Outcome:
        painter = make(base_url)
        try:
            return await outcome(painter, request, folder, model=model)
        finally:
            await painter.close()

    return asyncio.run(whole())
