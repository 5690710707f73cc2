"""What one worker process watches: the leases of what it paints, and who asked to cancel."""

import asyncio
import logging
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from django.db import Error

from aquatint.generations import actions, news
from aquatint.generations.actions.claim import LEASE
from aquatint.kit import ids, threads
from aquatint.kit.errors import Unavailable
from aquatint.kit.events import WORK, Hub

logger = logging.getLogger(__name__)

_RENEW_SECONDS = LEASE.total_seconds() / 4
_AGAIN_SECONDS = 1.0


@dataclass
class Watched:
    """A generation that is painted here, and whether somebody asked to cancel it."""

    task: asyncio.Task[None]
    cancelled: bool = False

    def cancel(self) -> None:
        """Stop painting, because the person wishes so."""
        self.cancelled = True
        self.task.cancel()


class Watch:
    """Keeps the leases of this process's generations and cancels those whose people changed their mind."""

    def __init__(self) -> None:
        self.worker = f"{socket.gethostname()}:{os.getpid()}:{ids.new().hex[-8:]}"
        self.hub = Hub(WORK)
        self._watched: dict[UUID, Watched] = {}
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to watch."""
        await self.hub.start()
        self._tasks = [asyncio.create_task(self._renew()), asyncio.create_task(self._listen())]

    async def stop(self) -> None:
        """Stop watching."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.hub.stop()

    @contextmanager
    def painting(self, generation: UUID, task: asyncio.Task[None]) -> Iterator[Watched]:
        """Watch over a generation while the block runs."""
        watched = self._watched[generation] = Watched(task)
        try:
            yield watched
        finally:
            if self._watched.get(generation) is watched:  # else this process has claimed it anew since
                del self._watched[generation]

    async def _renew(self) -> None:
        pause = _RENEW_SECONDS
        while True:
            await asyncio.sleep(pause)
            renewed = not self._watched or await self._renew_once()
            pause = _RENEW_SECONDS if renewed else min(_RENEW_SECONDS, _AGAIN_SECONDS)  # a sweep must not be first

    async def _renew_once(self) -> bool:
        """Renew all leases; return whether the database took it."""
        try:
            cancelled = await threads.run(actions.renew, worker=self.worker, generations=list(self._watched))
        except (Error, Unavailable) as error:
            logger.warning("leases could not be renewed: %s", error)
            return False
        for generation in cancelled:
            self._cancel(generation)
        return True

    async def _listen(self) -> None:
        async with self.hub.subscribe(news.CANCELLATIONS) as subscription:
            while True:
                heard = await subscription.next()
                if heard and "generation" in heard:
                    self._cancel(UUID(heard["generation"]))

    def _cancel(self, generation: UUID) -> None:
        if watched := self._watched.get(generation):
            watched.cancel()
