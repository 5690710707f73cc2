"""Keeps the children of `aquatint up` running: starts them, starts them again, stops them."""

import asyncio
import contextlib
import http.client
import signal
import socket
import sys
import time
from collections.abc import Callable

from aquatint import settings
from aquatint.commands.instance import say
from aquatint.kit import postgres

_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 15.0  # seconds before a child is started again; doubled each time
_STEADY = 30.0  # seconds after which a child counts as well
_STOP_PATIENCE = 4.0  # seconds that children have to leave
_START_PATIENCE = 60.0
_HOPELESS = 3  # ends in a row before the first success, and the start is given up
_WORKER_GRACE = 3
_DATABASE_LOOK = 1.0  # seconds between looks at the embedded server


class Child:
    """One process of ours: started again when it ends by itself, stopped when asked."""

    def __init__(self, name: str, *arguments: str, hand_over: tuple[int, ...] = ()) -> None:
        self.name = name
        self._command = (sys.executable, "-P", "-m", "aquatint", name, "--child", *arguments)
        self._hand_over = hand_over
        self._process: asyncio.subprocess.Process | None = None
        self._stopping = asyncio.Event()
        self.hopeless = asyncio.Event()
        """Set when the process has ended several times without ever running well."""

    async def keep_running(self) -> None:
        """Start the process, and again whenever it ends, with longer pauses while it keeps failing."""
        pause = _FIRST_PAUSE
        quick_ends = 0
        while not self._stopping.is_set():
            began = time.monotonic()
            code = await self._run_once()
            if self._stopping.is_set():
                return
            was_well = time.monotonic() - began > _STEADY
            pause = _FIRST_PAUSE if was_well else min(pause * 2, _LONGEST_PAUSE)
            quick_ends = 0 if was_well else quick_ends + 1
            if quick_ends == _HOPELESS:
                self.hopeless.set()
            say(f"The {self.name} process ended ({_ending(code)}); starting it again in {pause:g} s.")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _run_once(self) -> int:
        # a session of its own, so that Ctrl-C reaches the parent alone, who stops the children in good order
        self._process = await asyncio.create_subprocess_exec(
            *self._command, stdin=asyncio.subprocess.PIPE, pass_fds=self._hand_over, start_new_session=True
        )
        return await self._process.wait()

    def stop(self, *, hard: bool = False) -> None:
        """Ask the process to leave, or end it at once."""
        self._stopping.set()
        if self._process is None or self._process.returncode is not None:
            return
        self._process.send_signal(signal.SIGKILL if hard else signal.SIGTERM)


def _ending(code: int) -> str:
    return f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"


def run(listening: socket.socket, *, on_ready: Callable[[], None]) -> int:
    """Run web and worker until SIGINT or SIGTERM; return the exit code.

    `listening` is handed to the web process, so that the port stays ours while that process starts again.
    """
    return asyncio.run(_run(listening, on_ready))


async def _run(listening: socket.socket, on_ready: Callable[[], None]) -> int:
    descriptor = listening.fileno()
    web = Child("web", "--fd", str(descriptor), hand_over=(descriptor,))
    worker = Child("worker", "--grace", str(_WORKER_GRACE))
    children = [web, worker]
    stop = _stop_on_signals(children)
    keeping = [asyncio.create_task(child.keep_running()) for child in children]
    watching = asyncio.create_task(_watch_database())
    stopped = asyncio.create_task(stop.wait())
    ready = asyncio.create_task(_until_ready(listening))
    doubts = [asyncio.create_task(child.hopeless.wait()) for child in children]
    outcomes = {ready, stopped, *doubts}
    await asyncio.wait(outcomes, return_when=asyncio.FIRST_COMPLETED, timeout=_START_PATIENCE)
    failed = not ready.done() and not stop.is_set()
    if failed:
        say("up.E003: Aquatint does not get ready; what its parts said stands above.")
    else:
        if not stop.is_set():
            on_ready()
        await stopped
    for waiting in outcomes:
        waiting.cancel()
    watching.cancel()
    await _stop(children, keeping)
    return int(failed)


def _stop_on_signals(children: list[Child]) -> asyncio.Event:
    """Return an event that the first SIGINT or SIGTERM sets; the second ends the children at once."""
    stop = asyncio.Event()

    def heed() -> None:
        if stop.is_set():
            for child in children:
                child.stop(hard=True)
        stop.set()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, heed)
    return stop


async def _watch_database() -> None:
    """Start the embedded server again if it dies under us."""
    while settings.EMBEDDED_DATABASE:
        await asyncio.sleep(_DATABASE_LOOK)
        try:
            if await asyncio.to_thread(postgres.revive, settings.DATA):
                say("The database had ended; it was started again.")
        except postgres.PostgresFailed as error:
            say(error.sentence)
        except OSError as error:  # a full disk, say; looking goes on, or nothing would start it once there is room
            say(f"The database has ended and cannot be started: {error.strerror}. Trying again.")


async def _stop(children: list[Child], keeping: list[asyncio.Task[None]]) -> None:
    for child in children:
        child.stop()
    _, slow = await asyncio.wait(keeping, timeout=_STOP_PATIENCE)
    if slow:
        for child in children:
            child.stop(hard=True)
        await asyncio.wait(slow, timeout=1)


async def _until_ready(listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    if host in {"0.0.0.0", "::"}:  # noqa: S104 -- listens everywhere; we ask at home
        host = "127.0.0.1" if host == "0.0.0.0" else "::1"  # noqa: S104
    while not await asyncio.to_thread(_is_ready, host, port):  # noqa: ASYNC110 -- the event is in another process
        await asyncio.sleep(0.05)


def _is_ready(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
