"""News between processes by PostgreSQL's LISTEN and NOTIFY: one listening connection for each process.

There are two channels, so that no process is woken for what it does not need: `NEWS` for whoever shows or waits, and
`WORK` for workers.

`publish` is part of the caller's transaction: nobody hears of what was rolled back, and everybody hears after the
commit. A notification is a hint and never the truth: it may be lost when the connection breaks, so a listener reads the
rows, and after a reconnection every subscription hears `RESYNC`.
"""

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.pq.abc import PGconn

logger = logging.getLogger(__name__)

NEWS = "aquatint_news"
WORK = "aquatint_work"
_BACKLOG = 64  # more unread news than this, and a slow listener is told to read the rows instead
_RETRY_SECONDS = 1.0
RESYNC: Mapping[str, Any] = {"event": "resync"}

News = Mapping[str, Any]


def publish(channel: str, *topics: str, **news: Any) -> None:
    """Tell all who listen on a channel, when the caller's transaction commits. At most 8,000 bytes in all.

    Equal news within one transaction arrive once.
    """
    payload = json.dumps({"topics": topics, **news}, separators=(",", ":"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [channel, payload])


class Subscription:
    """The news on one topic, in order."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[News] = asyncio.Queue(_BACKLOG)

    def put(self, news: News) -> None:
        """Add news; a listener that is far behind gets one `RESYNC` in place of its backlog."""
        if self._queue.full():
            while not self._queue.empty():
                self._queue.get_nowait()
            news = RESYNC
        self._queue.put_nowait(news)

    async def next(self, timeout: float | None = None) -> News | None:  # noqa: ASYNC109 -- a heartbeat, not a deadline
        """Wait for the next news; None when `timeout` seconds have passed without any."""
        if not self._queue.empty():
            return self._queue.get_nowait()
        try:
            return await asyncio.wait_for(self._queue.get(), timeout)
        except TimeoutError:
            return None


class Hub:
    """The listening side in one process. `start` and `stop` belong to the process's own start and stop."""

    def __init__(self, *channels: str) -> None:
        self._channels = channels
        self._subscriptions: dict[str, set[Subscription]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to listen, in the background; a broken connection is made anew for as long as it takes."""
        if self._task is None:
            ready = asyncio.Event()
            self._task = asyncio.create_task(self._listen(ready), name="events")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(ready.wait(), 5)

    async def stop(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    @contextlib.asynccontextmanager
    async def subscribe(self, topic: str) -> AsyncIterator[Subscription]:
        """Hear the news on a topic inside the block. Subscribe first, then read the rows, then wait."""
        subscription = Subscription()
        self._subscriptions[topic].add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions[topic].discard(subscription)
            if not self._subscriptions[topic]:
                del self._subscriptions[topic]

    async def _listen(self, ready: asyncio.Event) -> None:
        while True:
            try:
                await self._listen_once(ready)
            except (psycopg.Error, OSError) as error:
                logger.info("the news connection is gone (%s); trying again", error)
            await asyncio.sleep(_RETRY_SECONDS)

    async def _listen_once(self, ready: asyncio.Event) -> None:
        """Listen until the connection breaks. The socket is watched by the loop itself, which costs next to nothing."""
        parameters = connection.get_connection_params()
        for name in ("cursor_factory", "context"):
            parameters.pop(name, None)
        async with await psycopg.AsyncConnection.connect(**parameters, autocommit=True) as listening:
            for channel in self._channels:
                await listening.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self._tell_all(RESYNC)
            ready.set()
            await self._watch(listening.pgconn)

    async def _watch(self, pgconn: PGconn) -> None:
        loop = asyncio.get_running_loop()
        broken: asyncio.Future[None] = loop.create_future()
        loop.add_reader(pgconn.socket, self._read, pgconn, broken)
        try:
            self._read(pgconn, broken)  # what came together with the answer to LISTEN
            await broken
        finally:
            loop.remove_reader(pgconn.socket)

    def _read(self, pgconn: PGconn, broken: asyncio.Future[None]) -> None:
        try:
            pgconn.consume_input()
            while notification := pgconn.notifies():
                self._deliver(notification.extra)
        except psycopg.Error as error:
            if not broken.done():
                broken.set_exception(error)

    def _deliver(self, payload: bytes) -> None:
        news = json.loads(payload)
        for topic in news.pop("topics"):
            for subscription in self._subscriptions.get(topic, ()):
                subscription.put(news)

    def _tell_all(self, news: News) -> None:
        for subscriptions in self._subscriptions.values():
            for subscription in subscriptions:
                subscription.put(news)


hub = Hub(NEWS)
"""The hub of this process for `NEWS`."""
