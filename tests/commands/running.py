"""Aquatint as its own processes, as a newcomer would run it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-P", "-m", "aquatint")


def wait_for[T](condition: Callable[[], T], what: str, *, seconds: float = 120) -> T:
    """Return the first true value of `condition`; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < deadline, f"waited {seconds} s in vain for {what}"
        time.sleep(0.05)
    return value


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        return int(chosen.getsockname()[1])


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return a newcomer's environment: none of our variables but the data folder and those given."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AQUATINT_", "DATABASE_", "DJANGO_", "OPENAI_"))
    }
    return {**inherited, "AQUATINT_DATA": str(data), **more}


def run(data: Path, *arguments: str, given: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run one command to its end."""
    return subprocess.run(  # noqa: S603 -- our own command
        [*COMMAND, *arguments],
        env=environment(data, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
        input=given,
    )


def processes_of(data: Path) -> dict[int, str]:
    """Return the living processes that were started for this data folder, by pid, with their command lines."""
    needle = str(data).encode()
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command, variables = (folder / "cmdline").read_bytes(), (folder / "environ").read_bytes()
        except OSError:
            continue
        if needle in command or needle in variables:
            found[int(folder.name)] = command.replace(b"\0", b" ").decode(errors="replace")
    return found


class Up:
    """A running `aquatint up`."""

    def __init__(self, data: Path, port: int, **more: str) -> None:
        self.data = data
        self.port = port
        data.parent.mkdir(parents=True, exist_ok=True)
        self.out, self.err = data.parent / "out.txt", data.parent / "err.txt"
        with self.out.open("w") as out, self.err.open("w") as err:
            command = [*COMMAND, "up", "--port", str(port)]
            self.process = subprocess.Popen(  # noqa: S603 -- our own command
                command, stdout=out, stderr=err, env=environment(data, **more)
            )

    def until_ready(self, seconds: float = 240) -> "Up":
        wait_for(
            lambda: "ready" in self.out.read_text() or self.process.poll() is not None, "the address", seconds=seconds
        )
        assert self.process.poll() is None, self.err.read_text()
        return self

    def get(self, path: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def is_ready(self) -> bool:
        try:
            return self.get("/readyz")[0] == http.HTTPStatus.OK
        except OSError:
            return False

    def parts(self) -> dict[str, Any]:
        return dict(json.loads(self.get("/readyz")[2])["parts"])

    def child(self, name: str) -> int:
        """Return the pid of a child by its command, or 0."""
        return next(
            (pid for pid, command in processes_of(self.data).items() if f"aquatint {name} --child" in command), 0
        )

    def stop(self, number: int = signal.SIGINT) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=60)


def stopping(up: Up) -> Iterator[Up]:
    """Yield for a fixture; stop afterwards, whatever happened."""
    try:
        yield up
    finally:
        if up.process.poll() is None:
            up.stop()
