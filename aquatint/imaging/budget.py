"""A bound on the pixels that a process holds decoded at once: memory follows this number and nothing else."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

DEFAULT: Final = 64 * 1024 * 1024
"""64 megapixels: eleven 2K pictures or four of 4096²; about a quarter of a gigabyte as RGBA."""


class PixelBudget:
    """Hands out pixels first come, first served. Belongs to one event loop.

    Nobody overtakes, so a large picture is not starved by small ones. More than the capacity counts as all of it: such
    a picture waits until it is alone, and never for ever.
    """

    def __init__(self, capacity: int = DEFAULT) -> None:
        self.capacity = capacity
        self.free = capacity
        self._waiting: deque[tuple[int, asyncio.Future[None]]] = deque()

    @asynccontextmanager
    async def pixels(self, count: int) -> AsyncIterator[None]:
        """Hold `count` pixels while the block runs; wait for them first."""
        need = max(0, min(count, self.capacity))
        await self._take(need)
        try:
            yield
        finally:
            self._give(need)

    async def _take(self, need: int) -> None:
        if not self._waiting and need <= self.free:
            self.free -= need
            return
        turn = asyncio.get_running_loop().create_future()
        self._waiting.append((need, turn))
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give(need)
            else:
                with suppress(ValueError):  # passed over already, by somebody who gave back in the same moment
                    self._waiting.remove((need, turn))
                self._give(0)
            raise

    def _give(self, count: int) -> None:
        """Take pixels back and let in, in order, whoever fits now."""
        self.free += count
        while self._waiting and self._waiting[0][0] <= self.free:
            need, turn = self._waiting.popleft()
            if not turn.done():
                self.free -= need
                turn.set_result(None)
