"""The one bounded pool of threads in which this process talks to the database.

`await run(verb, key=value)` calls a function in the pool. Each thread keeps its database connection, so a process holds
at most `size` of them, and nothing on the event loop ever waits for the database.

A connection that the server has closed is noticed before the next call by a look at its socket (no query), and after a
call in which the database reported an error. So the call in flight fails when the server restarts, and the next one
works; whether to repeat is the caller's decision. A cancelled caller does not stop a function that has begun: it runs
to its end and its result is dropped. One that still waits in the queue is never begun.
"""

import asyncio
import queue
import select
import threading
import time
from collections.abc import Callable
from contextvars import Context, copy_context
from typing import Any

from django.db import connections

from aquatint.kit.errors import Unavailable

DEFAULT_SIZE = 8
MOST_WAITING = 5_000
_STOP_PATIENCE = 1.0  # seconds; the threads are daemons and end with the process at the latest


class Overloaded(Unavailable):
    """More calls wait for a thread than could be served in reasonable time."""

    code = "overloaded"


class _Call[T]:
    """A function on its way through the pool and back to the loop that asked for it."""

    __slots__ = ("args", "context", "function", "future", "kwargs", "loop")

    def __init__(self, function: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.function = function
        self.args = args
        self.kwargs = kwargs
        self.context: Context = copy_context()
        self.loop = asyncio.get_running_loop()
        self.future: asyncio.Future[T] = self.loop.create_future()

    def work(self) -> None:
        """Run in a thread; hand the outcome to the loop."""
        if self.future.cancelled():
            return
        try:
            result = self.context.run(self.function, *self.args, **self.kwargs)
        except BaseException as error:  # noqa: BLE001 -- every outcome belongs to the one who waits
            self._answer(self._fail, error)
        else:
            self._answer(self._succeed, result)

    def _answer[O](self, deliver: Callable[[O], None], outcome: O) -> None:
        try:
            self.loop.call_soon_threadsafe(deliver, outcome)
        except RuntimeError:  # the loop has closed; nobody waits any more
            return

    def _succeed(self, result: T) -> None:
        if not self.future.done():
            self.future.set_result(result)

    def _fail(self, error: BaseException) -> None:
        if self.future.done():
            return
        if isinstance(error, StopIteration):  # a future cannot carry one
            error = RuntimeError(f"{self.function!r} raised StopIteration")
        self.future.set_exception(error)


class Pool:
    """`size` threads that take calls from one queue until stopped."""

    def __init__(self, size: int) -> None:
        self._queue: queue.SimpleQueue[_Call[Any] | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._serve, name=f"aquatint-{number}", daemon=True) for number in range(size)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """How many calls wait for a thread."""
        return self._queue.qsize()

    async def run[T](self, function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
        """Call `function` in a thread; raise `Overloaded` when too many calls wait already."""
        if self.waiting >= MOST_WAITING:
            raise Overloaded("The server is very busy. Try again in a moment.", retry_after=1)
        call = _Call(function, args, kwargs)
        self._queue.put(call)
        return await call.future

    def stop(self) -> None:
        """Let the calls that wait finish, then end the threads and close their connections."""
        for _ in self._threads:
            self._queue.put(None)
        deadline = time.monotonic() + _STOP_PATIENCE
        for thread in self._threads:
            thread.join(max(0, deadline - time.monotonic()))

    def _serve(self) -> None:
        poll = select.poll()
        while (call := self._queue.get()) is not None:
            _drop_broken_connections(poll)
            call.work()
            del call  # what it held must not live until the next one comes
        connections.close_all()


def _drop_broken_connections(poll: select.poll) -> None:
    """Close this thread's connections that failed, or whose idle socket has news: the server's goodbye."""
    for wrapper in connections.all(initialized_only=True):
        if wrapper.connection is None:
            continue
        if wrapper.errors_occurred or wrapper.connection.closed or _has_news(poll, wrapper.connection.fileno()):
            wrapper.errors_occurred = True
            wrapper.close_if_unusable_or_obsolete()


def _has_news(poll: select.poll, descriptor: int) -> bool:
    poll.register(descriptor, select.POLLIN)
    try:
        return bool(poll.poll(0))
    finally:
        poll.unregister(descriptor)


_pool: Pool | None = None


def start(size: int) -> None:
    """Open this process's pool; called once at its start."""
    global _pool  # noqa: PLW0603 -- one pool for each process is the point of this module
    if _pool is None:
        _pool = Pool(size)


def stop() -> None:
    """Close the pool, after the work that waits."""
    global _pool
    pool, _pool = _pool, None
    if pool is not None:
        pool.stop()


async def run[T](function: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Call `function` in this process's pool and return its result; raise what it raises, or `Overloaded`."""
    if _pool is None:
        start(DEFAULT_SIZE)
    return await _pool.run(function, *args, **kwargs)  # type: ignore[union-attr]
