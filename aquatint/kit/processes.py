"""A few processes for heavy work on files, so that the process that asks keeps its event loop, its memory and its life.

Functions and their arguments travel as pickles: give module-level functions, paths and plain values. A function that
takes its process with it (out of memory, a fault in a library) ends as `ProcessDied`, and the next call gets a fresh
one. Processes end with the one that started them, and after so many calls that leaks stay small.
"""

import asyncio
import multiprocessing
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from aquatint.kit.errors import Unavailable

_PATIENCE = 180.0
_CALLS = 200


class ProcessDied(Unavailable):
    """The process that did the work ended before it was done."""

    code = "process_died"


class TooMuchWork(Unavailable):
    """As much work waits already as could be done in reasonable time."""

    code = "overloaded"


class Processes:
    """Up to `workers` processes, started at first use; at most `waiting` calls are in their hands at once.

    `nice` (0 to 19) is how far they step back behind others.
    """

    def __init__(self, workers: int, waiting: int = 64, *, nice: int = 0) -> None:
        self._workers = workers
        self._nice = nice
        self._room = threading.BoundedSemaphore(waiting)
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    def do[**Given, Result](
        self, function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Result:
        """Run in a process and wait; for threads. Raises what the function raises, `ProcessDied` or `TooMuchWork`."""
        with self._taken():
            pool, future = self._submit(function, *args, **kwargs)
            try:
                result: Result = future.result(_PATIENCE)
            except BrokenProcessPool as error:
                self._forget(pool)
                raise _died() from error
            except FutureTimeoutError as error:
                self._forget(pool, kill=True)
                raise _died() from error
            return result

    async def run[**Given, Result](
        self, function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs
    ) -> Result:
        """Run in a process; for the event loop. A cancelled caller takes work that has not begun with it."""
        with self._taken():
            pool, future = await asyncio.to_thread(self._submit, function, *args, **kwargs)
            try:
                async with asyncio.timeout(_PATIENCE):
                    return await asyncio.wrap_future(future)
            except BrokenProcessPool as error:
                self._forget(pool)
                raise _died() from error
            except TimeoutError as error:
                self._forget(pool, kill=True)
                raise _died() from error

    def stop(self) -> None:
        """End the processes; a later call starts new ones."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)

    def _taken(self) -> "_Place":
        if not self._room.acquire(blocking=False):
            raise TooMuchWork("Too many pictures are being worked on. Try again in a moment.", retry_after=5)
        return _Place(self._room)

    def _submit(
        self, function: Callable[..., Any], *args: Any, **kwargs: Any
    ) -> tuple[ProcessPoolExecutor, Future[Any]]:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
                self._pool = ProcessPoolExecutor(
                    self._workers,
                    mp_context=context,
                    initializer=_begin,
                    initargs=(self._nice,),
                    max_tasks_per_child=_CALLS,
                )
            return self._pool, self._pool.submit(function, *args, **kwargs)

    def _forget(self, pool: ProcessPoolExecutor, *, kill: bool = False) -> None:
        with self._lock:
            if self._pool is pool:
                self._pool = None
        if kill:
            pool.kill_workers() if hasattr(pool, "kill_workers") else _kill(pool)
        pool.shutdown(wait=False, cancel_futures=True)


class _Place:
    def __init__(self, room: threading.BoundedSemaphore) -> None:
        self._room = room

    def __enter__(self) -> None:
        return

    def __exit__(self, *problem: object) -> None:
        self._room.release()


def _kill(pool: ProcessPoolExecutor) -> None:
    """Before Python 3.14 a pool has no word for it."""
    for process in list((getattr(pool, "_processes", None) or {}).values()):
        process.kill()


def _died() -> ProcessDied:
    return ProcessDied("Working on this picture failed on our side. Try again.", retry_after=5)


def _begin(nice: int) -> None:
    if nice and hasattr(os, "nice"):  # not on Windows
        os.nice(nice)
    _live_with_parent()


def _live_with_parent() -> None:
    """End this process when its parent is killed, so that none is left behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(0)

        threading.Thread(target=wait, daemon=True).start()
