"""An instance in processes of its own: a database that really writes to the disk, an emulator, workers to be killed."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from aquatint.kit import postgres
from tests.commands.prepared import prepare
from tests.commands.running import COMMAND, environment, free_port, run, wait_for

ROOT = Path(__file__).parents[2]
LATER = "+2m"
"""The clock of whoever comes to help: every lease of a dead worker has run out by then."""

_BALANCE = """
SELECT sum(granted), sum(available), sum(held), sum(consumed),
    (SELECT coalesce(sum(charged), 0) FROM generations_generation),
    (SELECT coalesce(sum(per_shot), 0) FROM generations_shot AS shot JOIN generations_generation AS generation
        ON generation.id = shot.generation_id WHERE shot.state = 'delivered')
FROM ledger_lot
"""


@dataclass
class House:
    """A running instance."""

    data: Path
    emulator: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def ask(self, *requests: dict[str, Any]) -> list[str]:
        """Start generations; return their ids."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.asking"],
            input=json.dumps(requests),
            env=self._environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        ids: list[str] = json.loads(done.stdout)
        return ids

    def worker(self, **settings: str) -> subprocess.Popen[bytes]:
        """Start a worker; it is killed at the end of the story at the latest."""
        variables = self._environment(**settings)
        with (self.data / f"worker-{len(self.workers)}.log").open("wb") as log:
            started = subprocess.Popen([*COMMAND, "worker"], env=variables, stdout=log, stderr=log)  # noqa: S603 -- our own
        self.workers.append(started)
        return started

    def _environment(self, **settings: str) -> dict[str, str]:
        provider = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": f"{self.emulator}/v1"}
        return environment(self.data, **{**provider, **settings})

    def calls(self) -> list[dict[str, Any]]:
        """Return what the emulator received."""
        with urllib.request.urlopen(f"{self.emulator}/_emulator/calls", timeout=10) as answer:  # noqa: S310 -- loopback
            calls: list[dict[str, Any]] = json.load(answer)["calls"]
            return calls

    def query(self, sql: str, *values: Any) -> list[Any]:
        """Ask the database, on a connection that shares nothing with the code under test."""
        sockets = str(postgres.socket_folder(self.data))
        with psycopg.connect(host=sockets, dbname="aquatint", user="aquatint") as connection:
            return connection.execute(sql.encode(), values).fetchall()

    def states(self) -> dict[str, tuple[str, str]]:
        """Return state and reason of each generation, by id."""
        return {
            str(identity): (state, reason)
            for identity, state, reason in self.query("SELECT id, state, reason_code FROM generations_generation")
        }

    def until_all_ended(self, seconds: float = 240) -> None:
        """Wait until no generation is open."""

        def none_open() -> bool:
            return not any(state in {"queued", "running", "unsettled"} for state, _ in self.states().values())

        wait_for(none_open, f"the end of {self.states()}", seconds=seconds)

    def stop_database_at_once(self) -> None:
        """Stop the server as by a power cut: no checkpoint, every connection gone."""
        told = self.data / "postgres" / "cluster" / "postmaster.pid"
        os.kill(int(told.read_text().split("\n", 1)[0]), signal.SIGQUIT)
        wait_for(lambda: not postgres.is_running(self.data), "the database to be away")

    def is_whole(self) -> bool:
        """Judge by separate SQL, by the files and by every checker that nothing was lost or made up."""
        [(granted, available, held, consumed, charged, delivered)] = self.query(_BALANCE)
        assert (granted, held) == (1_000, 0)
        assert available + consumed == granted
        assert consumed == charged == delivered
        for sha256, size in self.query("SELECT sha256, bytes FROM media_image"):
            path = self.data / "media" / "originals" / sha256[:2] / sha256[2:4] / sha256
            content = path.read_bytes()
            assert (hashlib.sha256(content).hexdigest(), len(content)) == (sha256, size)
            assert content.startswith(b"\x89PNG")
        [(pictures,)] = self.query("SELECT count(*) FROM media_image")
        [(shots,)] = self.query("SELECT count(*) FROM generations_shot WHERE state = 'delivered'")
        assert pictures == shots
        checked = run(self.data, "check")
        assert (checked.returncode, checked.stdout) == (0, ""), checked.stdout + checked.stderr
        return True

    def logs(self) -> str:
        """Return what the workers said."""
        return "\n".join(path.read_text() for path in sorted(self.data.glob("worker-*.log")))


@contextmanager
def opened(data: Path) -> Iterator[House]:
    """Open an instance for the block."""
    prepare(data)
    with postgres.server(data), _emulator(data) as url:
        house = House(data, url)
        try:
            yield house
        finally:
            for worker in house.workers:
                worker.kill()
                worker.wait(10)


@contextmanager
def _emulator(data: Path) -> Iterator[str]:
    port = free_port()
    command = [*COMMAND, "emulator", "--port", str(port)]
    with (data / "emulator.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment(data), stdout=log, stderr=log)  # noqa: S603
    try:
        wait_for(lambda: b"emulator at" in (data / "emulator.log").read_bytes(), "the emulator")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(10)
