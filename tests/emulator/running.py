"""Starting an emulator for a test: `with running_emulator(delay=0.1) as emulator: emulator.url …`."""

import asyncio
import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from aquatint.emulator import Options, make_app
from aquatint.emulator.server import bind, make_server

_PATIENCE = 20.0


@dataclass(frozen=True)
class Emulator:
    """A running emulator. `url` is its root; `base_url` is what `OPENAI_BASE_URL` is to be set to."""

    url: str

    @property
    def base_url(self) -> str:
        return f"{self.url}/v1"

    def fault(self, kind: str, **more: Any) -> None:
        """Script a fault for the next call; `times`, `path`, `seconds`, `retry_after` as the emulator takes them."""
        self._ask("POST", "/_emulator/faults", [{"kind": kind, **more}])

    def pending(self) -> list[dict[str, Any]]:
        """Return the faults that no call has met yet."""
        pending: list[dict[str, Any]] = self._ask("GET", "/_emulator/faults")["pending"]
        return pending

    def calls(self) -> list[dict[str, Any]]:
        """Return what the emulator received, oldest first."""
        calls: list[dict[str, Any]] = self._ask("GET", "/_emulator/calls")["calls"]
        return calls

    def reset(self) -> None:
        """Forget all calls and faults."""
        self._ask("DELETE", "/_emulator/calls")

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, method=method)  # noqa: S310 -- loopback
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            return json.load(answer)


@contextmanager
def running_emulator(**options: Any) -> Iterator[Emulator]:
    """Run an emulator in a thread on a free loopback port; `options` are those of `Options`."""
    server = make_server(make_app(Options(**options)))
    with bind("127.0.0.1", 0) as listener:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listener])), daemon=True)
        thread.start()
        _wait_until_started(thread, server)
        try:
            yield Emulator(f"http://127.0.0.1:{listener.getsockname()[1]}")
        finally:
            server.should_exit = True
            thread.join(_PATIENCE)


def _wait_until_started(thread: threading.Thread, server: Any) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the emulator did not start")
        time.sleep(0.01)
