"""Running several streams of events at once as one."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from aquatint.providers.errors import ProviderError, Unknown
from aquatint.providers.openai import usage
from aquatint.providers.types import Event, Usage

_AHEAD = 4  # events that may wait for the receiver; partial pictures are held in memory


@dataclass(frozen=True, slots=True)
class _End:
    failure: Exception | None


async def together(streams: Sequence[AsyncGenerator[Event]]) -> AsyncGenerator[Event]:
    """Yield the events of all streams as they come, and one `Usage` for all at the end.

    A stream that fails does not stop the others, since their pictures are being paid for. Then one error is raised:
    `Unknown` before all others, because it forbids to try again.
    """
    queue: asyncio.Queue[Event | _End] = asyncio.Queue(_AHEAD)
    tasks = [asyncio.create_task(_drain(stream, queue)) for stream in streams]
    usages: list[Usage] = []
    failures: list[Exception] = []
    running = len(tasks)
    try:
        while running:
            event = await queue.get()
            if isinstance(event, _End):
                running -= 1
                failures += [event.failure] if event.failure else []
            elif isinstance(event, Usage):
                usages.append(event)
            else:
                yield event
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if usages:
        yield usage.together(usages)
    if failures:
        raise min(failures, key=_rank)


async def _drain(stream: AsyncGenerator[Event], queue: asyncio.Queue[Event | _End]) -> None:
    failure: Exception | None = None
    try:
        async with aclosing(stream):
            async for event in stream:
                await queue.put(event)
    except Exception as error:  # noqa: BLE001 -- handed to the receiver, who raises it
        failure = error
    await queue.put(_End(failure))


def _rank(failure: Exception) -> int:
    if not isinstance(failure, ProviderError):
        return 0
    return 1 if isinstance(failure, Unknown) else 2
