"""`aquatint up` with real processes. One instance serves most of these tests; it lives at an awkward place."""

import os
import re
import signal
import socket
import stat
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from aquatint.kit import postgres
from tests.commands.running import Up, free_port, processes_of, run, stopping, wait_for

pytestmark = [
    pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc"),
    pytest.mark.xdist_group("up"),
]

_PARENTS = ("private", "an ordinary one", "long " + "x" * 100)


def _modes(folder: Path) -> list[str]:
    return [f"{path}: {stat.filemode(path.stat().st_mode)} {path.stat().st_uid}" for path in (folder, *folder.parents)]


class Place:
    """A data folder below a private home, with a path that no socket can have."""

    def __init__(self, base: Path) -> None:
        home = base / _PARENTS[0]
        home.mkdir(mode=0o700)
        self.folder = home.joinpath(*_PARENTS[1:])
        self.folder.mkdir(parents=True)
        self.modes = _modes(self.folder)
        self.data = self.folder / "data"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("up"))


@pytest.fixture(scope="module")
def up(place: Place) -> Iterator[Up]:
    yield from stopping(Up(place.data, free_port()).until_ready())


def test_it_prints_one_address(up: Up) -> None:
    assert up.out.read_text() == f"Aquatint is ready: http://localhost:{up.port}\n"


def test_it_answers_whether_it_is_alive_and_ready(up: Up) -> None:
    status, _, body = up.get("/healthz")
    assert (status, body[:13]) == (200, b'{"alive":true')
    wait_for(up.is_ready, "readiness")
    assert set(up.parts()) == {"database", "worker", "storage"}


def test_it_changes_no_permission_outside_its_data(place: Place, up: Up) -> None:
    wait_for(up.is_ready, "readiness")
    assert _modes(place.folder) == place.modes


def test_it_tells_no_server_software(up: Up) -> None:
    _, headers, _ = up.get("/healthz")
    assert "server" not in headers


def test_it_lets_static_files_be_kept_only_if_their_name_is_a_hash(place: Place, up: Up) -> None:
    static = next((place.data / "static").glob("*"))
    plain = next(path for path in static.rglob("*.css") if not re.search(r"\.[0-9a-f]{12}\.", path.name))
    status, headers, _ = up.get(f"/static/{plain.relative_to(static)}")
    assert (status, headers["cache-control"]) == (200, "no-cache")
    hashed = static / "kept.0123456789ab.css"
    hashed.write_text("p {}")
    status, headers, _ = up.get("/static/kept.0123456789ab.css")
    assert (status, headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    status, headers, _ = up.get("/static/nothing.0123456789ab.css")
    assert (status, "cache-control" in headers) == (404, False)


def test_keys_are_made_beside_it_and_nothing_else_is_printed(place: Place, up: Up) -> None:
    emails = [f"{name}@example.org" for name in ("ada", "ben", "cleo")]
    with ThreadPoolExecutor() as hands:
        done = list(hands.map(lambda email: run(place.data, "key", "create", email), emails))
    assert [one.returncode for one in done] == [0, 0, 0], done
    assert all(re.fullmatch(r"aq_\w+\n", one.stdout) for one in done)
    wait_for(up.is_ready, "readiness")


def test_a_killed_worker_is_started_again_and_told(up: Up) -> None:
    first = wait_for(lambda: up.child("worker"), "a worker")
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: up.child("worker") not in {0, first}, "another worker")
    assert "The worker process ended (signal SIGKILL)" in up.err.read_text()
    wait_for(up.is_ready, "readiness")


def test_a_killed_database_is_started_again_and_the_worker_outlives_that(place: Place, up: Up) -> None:
    worker = wait_for(lambda: up.child("worker"), "a worker")
    told = place.data / "postgres" / "cluster" / "postmaster.pid"
    pid = told.read_text().split()[0]
    os.kill(int(pid), signal.SIGKILL)

    def is_another() -> bool:
        try:
            return told.read_text().split()[:1] not in [[], [pid]]
        except FileNotFoundError:
            return False

    wait_for(is_another, "another server")
    wait_for(up.is_ready, "readiness")
    assert up.child("worker") == worker


def test_a_taken_port_is_told_with_a_free_one(tmp_path: Path, up: Up) -> None:
    done = run(tmp_path / "other", "up", "--port", str(up.port))
    assert done.returncode == 2
    found = re.search(rf"up.E001: Port {up.port} is taken by another program. --port (\d+) is free.", done.stderr)
    assert found, done.stderr
    with socket.create_server(("127.0.0.1", int(found[1]))):
        pass


def test_after_kill_9_the_children_leave_and_the_next_start_works_until_ctrl_c(tmp_path: Path) -> None:
    data = tmp_path / "data"
    port = free_port()
    killed = Up(data, port).until_ready()
    killed.stop(signal.SIGKILL)
    wait_for(lambda: not processes_of(data), "the children to leave")
    again = Up(data, port).until_ready()
    assert again.stop(signal.SIGINT) == 0, again.err.read_text()
    wait_for(lambda: not processes_of(data), "everything to be gone")
    assert not postgres.is_running(data)
    assert "Traceback" not in again.err.read_text()


def test_wrong_settings_are_told_with_code_and_hint_and_nothing_starts(tmp_path: Path) -> None:
    done = run(tmp_path / "data", "up", AQUATINT_LOG="loud", AQUATINT_WEB_THREADS="many")
    assert done.returncode == 2
    assert "settings.E004: AQUATINT_LOG is 'loud'. Choose one of: debug, info, warning, error." in done.stderr
    assert "settings.E002: AQUATINT_WEB_THREADS is 'many'. Give a whole number from 1 upwards." in done.stderr
    assert not (tmp_path / "data" / "postgres").exists()
