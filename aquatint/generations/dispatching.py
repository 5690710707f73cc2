"""Dispatching: one worker process takes what waits, as much as it may paint at once.

A notification wakes it in milliseconds; without one it looks every few seconds. While one claim is on its way to the
database others pile up, so that under load many generations are claimed by one transaction.
"""

import asyncio
import logging

from aquatint.generations import actions, news, painting
from aquatint.generations.watching import Watch
from aquatint.kit import threads
from aquatint.kit.failpoints import failpoint

logger = logging.getLogger(__name__)

_BATCH = 16
_LOOK_SECONDS = 5.0


class Dispatcher:
    """Claims and paints until it is told to stop."""

    def __init__(self, concurrency: int) -> None:
        self._concurrency = concurrency
        self._watch = Watch()
        self._painting: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._stopping = False

    async def run(self) -> None:
        """Work until `stop`, then finish what is being painted; cancelled, it gives up at once."""
        await self._watch.start()
        listening = asyncio.create_task(self._listen())
        try:
            while not self._stopping:
                await self._take()
                await self._pause()
            await asyncio.gather(*self._painting, return_exceptions=True)
        finally:
            listening.cancel()
            await self._watch.stop()

    def stop(self) -> None:
        """Take nothing more."""
        self._stopping = True
        self._wake.set()

    async def _listen(self) -> None:
        async with self._watch.hub.subscribe(news.QUEUED) as subscription:
            while True:
                await subscription.next()
                self._wake.set()

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._wake.wait(), _LOOK_SECONDS)
        except TimeoutError:
            return
        finally:
            self._wake.clear()

    async def _take(self) -> None:
        """Claim as many as there is room for and begin to paint them. If all of that came, more may wait: look again.

        What begins to wait during a claim wakes us by its notification.
        """
        room = min(self._concurrency - len(self._painting), _BATCH)
        if room <= 0:
            return
        failpoint("before_claim")
        try:
            claims = await threads.run(actions.claim, worker=self._watch.worker, limit=room)
        except Exception:
            logger.exception("nothing could be claimed")
            return
        if len(claims) == room:
            self._wake.set()
        for claim in claims:
            task = asyncio.create_task(painting.paint(claim, watch=self._watch))
            self._painting.add(task)
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        if len(self._painting) >= self._concurrency:  # only then something may wait that nobody told of again
            self._wake.set()
        self._painting.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("painting ended with an error; the sweep will look after it", exc_info=error)
