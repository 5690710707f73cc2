"""A semaphore that is made on first use by the loop that uses it, so that it can stand at the top of a module."""

import asyncio


class Gate:
    """At most `size` at once inside `async with gate`."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._semaphore: asyncio.Semaphore | None = None

    async def __aenter__(self) -> None:
        if self._semaphore is None:
            self._semaphore = asyncio.Semaphore(self.size)
        await self._semaphore.acquire()

    async def __aexit__(self, *problem: object) -> None:
        if self._semaphore is not None:
            self._semaphore.release()
