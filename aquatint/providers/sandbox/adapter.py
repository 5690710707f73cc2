# ruff: noqa: E501 -- one mark a line
# fmt: off
"""The sandbox as a provider. Painting runs in a small pool of processes, so the event loop and its lock stay free."""

import asyncio
import contextlib
import logging
import multiprocessing
import os
import threading
from collections.abc import AsyncIterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path

from aquatint.imaging import Unreadable, inspect
from aquatint.kit import ids
from aquatint.providers.base import Call
from aquatint.providers.errors import BadRequest, Broken
from aquatint.providers.sandbox import job
from aquatint.providers.sandbox.job import Done, Order
from aquatint.providers.sandbox.style import Stage
from aquatint.providers.types import Accepted, Event, ImageRequest, Partial, Picture, Usage

logger = logging.getLogger(__name__)

STAGES = (Stage.SKETCH, Stage.BLOCKS, Stage.LIGHT)
FORMATS = {"png", "jpeg", "webp", "gif", "svg"}


def make(environment: Mapping[str, str]) -> "SandboxAdapter":
    """Make the adapter; nothing is started before the first picture."""
    del environment  # the sandbox needs no key
    return SandboxAdapter()


class SandboxAdapter:
    """Paints on this machine, for nothing. The same call gives the same bytes, so it may simply be repeated."""

    repeatable = True

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or max(1, min(8, _cores()))
        self._pool: ProcessPoolExecutor | None = None
        self._lock = threading.Lock()

    async def paint(self, call: Call) -> AsyncIterator[Event]:
        """Paint every shot; partial pictures of a shot come before it. Raises `BadRequest` and `Broken`."""
        request = call.request
        await asyncio.to_thread(_check, request)
        yield Accepted(request_id=f"sandbox-{call.key or ids.new()}")
        queue: asyncio.Queue[Event | BaseException | float] = asyncio.Queue()
        tasks = [asyncio.create_task(self._shot(call, shot, queue)) for shot in range(request.n)]
        seconds, open_shots = 0.0, request.n
        try:
            while open_shots:
                item = await queue.get()
                if isinstance(item, BaseException):
                    raise item
                if isinstance(item, float):
                    seconds += item
                    open_shots -= 1
                else:
                    yield item
            yield Usage(raw={"cpu_seconds": round(seconds, 4)}, cost_microusd=0)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _shot(self, call: Call, shot: int, queue: "asyncio.Queue[Event | BaseException | float]") -> None:
        try:
            order = _order(call, shot)
            for index, stage in enumerate(_stages(call.request)):
                preview = _order(call, shot, f"partial-{shot}-{index}.webp")
                path = await self._run(partial(job.partial, preview, stage))
                await queue.put(Partial(shot, index, await asyncio.to_thread(_take, path), "image/webp"))
            done: Done = await self._run(partial(job.paint, order))
            await queue.put(Picture(shot, done.path, done.said))
            await queue.put(done.cpu_seconds)
        except asyncio.CancelledError:
            raise
        except BrokenProcessPool as lost:
            self._forget()
            await queue.put(Broken(f"a painting process died: {lost}", code="sandbox_lost_worker"))
        except BadRequest as refused:
            await queue.put(refused)
        except Exception as error:  # whatever the painter raises is told as the provider's own failure
            logger.exception("the sandbox painter failed")
            await queue.put(Broken(f"{type(error).__name__}: {error}"))

    async def _run[T](self, work: "partial[T]") -> T:
        """Run in the pool; a cancelled caller takes its queued work with it (what already runs ends within seconds)."""
        future: Future[T] = self._started().submit(work)
        return await asyncio.wrap_future(future)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                context = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
                self._pool = ProcessPoolExecutor(self._workers, mp_context=context, initializer=_live_with_parent)
            return self._pool

    def _forget(self) -> None:
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            pool.shutdown(wait=False, cancel_futures=True)

    async def close(self) -> None:
        """End the processes."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool:
            await asyncio.to_thread(pool.shutdown, wait=True, cancel_futures=True)


def _cores() -> int:
    """Return the cores that this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # not on macOS
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _live_with_parent() -> None:
    """End this process when its parent is killed, so that no painter is left behind."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def wait() -> None:
            parent.join()
            os._exit(0)

        threading.Thread(target=wait, daemon=True).start()


def _check(request: ImageRequest) -> None:
    if request.output_format not in FORMATS:
        raise BadRequest(f"format {request.output_format}", field="output_format")
    if request.background == "transparent" and request.output_format == "jpeg":
        raise BadRequest("jpeg has no alpha", field="background", sentence="JPEG cannot be transparent; choose PNG or WebP.")
    if request.background == "transparent" and request.changes_picture and not _has_alpha(request.images[0].path):
        sentence = "The sandbox takes no background away. Leave the setting out, or send a picture with a transparent background."
        raise BadRequest("an opaque picture stays opaque", field="background", sentence=sentence)
    if not request.prompt.strip():
        raise BadRequest("empty prompt", field="prompt")
    if request.is_edit and request.mask and request.mask.size != request.images[0].size:
        raise BadRequest("mask size", field="mask", sentence="The mask must have the size of the picture.")


def _has_alpha(path: Path) -> bool:
    """Whether a picture has an alpha channel, from its header alone; a file that cannot be read is told about later."""
    try:
        return inspect(path).alpha
    except (Unreadable, OSError):
        return True


def _order(call: Call, shot: int, name: str = "") -> Order:
    request = call.request
    quality = "high" if request.quality == "auto" else request.quality
    return Order(
        request.prompt, (request.size.width, request.size.height) if request.size else None,
        job.seed_of(request.prompt, request.seed, shot), call.workdir / (name or f"shot-{shot}.{request.output_format}"),
        request.texts, request.output_format, request.output_compression, request.background == "transparent",
        request.images[0].path if request.images else None, request.mask.path if request.mask else None, quality,
        request.complexity == "high" and not request.is_edit, request.is_edit and not request.changes_picture,
    )  # fmt: skip


def _stages(request: ImageRequest) -> tuple[Stage, ...]:
    """Return the last ones of the earlier stages, as many as were asked for; an edit shows none."""
    if request.changes_picture or request.output_format in {"gif", "svg"} or not request.partial_images:
        return ()
    return STAGES[: request.partial_images]


def _take(path: Path) -> bytes:
    data = path.read_bytes()
    with contextlib.suppress(OSError):
        path.unlink()
    return data
