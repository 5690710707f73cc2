"""The embedded PostgreSQL: made, shared, stopped by its last user, started again after any crash."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from aquatint.kit import postgres
from tests.commands.running import processes_of, wait_for

_HOLD = """
import sys
from pathlib import Path
from aquatint.kit import postgres
with postgres.server(Path(sys.argv[1])):
    print("up", flush=True)
    sys.stdin.read()
"""


def _connect(data: Path) -> psycopg.Connection[tuple[Any, ...]]:
    return psycopg.connect(host=str(postgres.socket_folder(data)), user=postgres.DATABASE, dbname=postgres.DATABASE)


def _do(data: Path, statement: LiteralString) -> None:
    with _connect(data) as connection:
        connection.execute(statement)


def _ask(data: Path, question: LiteralString) -> Any:
    with _connect(data) as connection:
        row = connection.execute(question).fetchone()
    return row[0] if row else None


def _another_user(data: Path) -> "subprocess.Popen[bytes]":
    """Start a process that uses the server until its standard input ends."""
    command = [sys.executable, "-c", _HOLD, str(data)]
    other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 -- our own words
    assert other.stdout
    assert other.stdout.readline() == b"up\n"
    return other


def _postmaster(data: Path) -> int:
    return int((data / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0])


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder whose server the tests of this module stop and start."""
    folder = tmp_path_factory.mktemp("postgres") / "data"
    with postgres.server(folder):
        pass
    return folder


def test_it_runs_during_the_block_and_no_longer(data: Path) -> None:
    with postgres.server(data):
        assert _ask(data, "SELECT 1") == 1
    assert not postgres.is_running(data)


def test_it_listens_on_no_network_address(data: Path) -> None:
    with postgres.server(data):
        assert _ask(data, "SHOW listen_addresses") == ""


def test_the_last_user_stops_it_whoever_came_first(data: Path) -> None:
    with postgres.server(data):
        with _another_user(data) as other:
            other.communicate()
        assert _ask(data, "SELECT 1") == 1
    assert not postgres.is_running(data)


def test_a_killed_user_leaves_nothing_that_matters(data: Path) -> None:
    with _another_user(data) as killed:
        killed.kill()
    assert postgres.is_running(data)
    with postgres.server(data):
        assert _ask(data, "SELECT 1") == 1
    assert not postgres.is_running(data)


def test_what_was_committed_outlives_a_killed_server(data: Path) -> None:
    with postgres.server(data):
        _do(data, "CREATE TABLE kept AS SELECT 42 AS figure")
        os.kill(_postmaster(data), signal.SIGKILL)
        wait_for(lambda: not postgres.is_running(data), "the server's end")
        assert postgres.revive(data)
        assert not postgres.revive(data)
        assert _ask(data, "SELECT figure FROM kept") == 42


def test_a_pid_file_whose_number_belongs_to_another_program_is_ignored(data: Path) -> None:
    with subprocess.Popen(["/bin/sleep", "60"]) as other:
        left = f"{other.pid}\n{data}\n0\n5432\n\n\n\nready\n"
        (data / "postgres" / "cluster" / "postmaster.pid").write_text(left)
        (postgres.socket_folder(data) / ".s.PGSQL.5432.lock").write_text(left)
        with postgres.server(data):
            assert _ask(data, "SELECT 1") == 1
            assert _postmaster(data) != other.pid
        other.kill()


def test_a_half_made_cluster_is_made_anew(tmp_path: Path) -> None:
    data = tmp_path / "data"
    draft = data / "postgres" / "cluster.new"
    draft.mkdir(parents=True)
    (draft / "PG_VERSION").write_text("18\n")
    with postgres.server(data):
        assert _ask(data, "SELECT current_database()") == "aquatint"
    assert not draft.exists()


@pytest.mark.parametrize("name", ["x" * 120, "it's, odd", "ünïcode"])
def test_a_path_that_no_socket_can_have_gets_a_private_stand_in(tmp_path: Path, name: str) -> None:
    data = tmp_path / name
    folder = postgres.socket_folder(data)
    assert len(os.fsencode(folder / ".s.PGSQL.5432.lock")) <= 107
    assert folder.parent == Path("/tmp")  # noqa: S108 -- only compared
    assert postgres.socket_folder(Path("/srv/plain")) == Path("/srv/plain/postgres/run")


def test_a_stand_in_that_belongs_to_somebody_else_is_refused(tmp_path: Path) -> None:
    data = tmp_path / ("x" * 120)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o755)
    folder = postgres.socket_folder(data)
    folder.symlink_to(elsewhere)
    try:
        with pytest.raises(postgres.PostgresFailed, match="belongs to somebody else"), postgres.server(data):
            pass
    finally:
        folder.unlink()
    assert elsewhere.stat().st_mode & 0o777 == 0o755


@pytest.fixture
def false_socket(tmp_path: Path) -> Iterator[tuple[Path, socket.socket]]:
    """A data folder whose server has crashed, and a socket that somebody else listens on."""
    data = tmp_path / ("x" * 120)
    cluster = data / "postgres" / "cluster"
    cluster.mkdir(parents=True)
    (cluster / "postmaster.pid").write_text("1\nready\n")  # left by a crash; /tmp was emptied since
    folder = postgres.socket_folder(data)
    folder.mkdir()
    with socket.socket(socket.AF_UNIX) as false:
        false.bind(str(folder / ".s.PGSQL.5432"))
        false.listen()
        yield data, false
    shutil.rmtree(folder)


def _answer_once(listening: socket.socket) -> None:
    connection, _ = listening.accept()
    with connection:
        connection.recv(8)
        connection.sendall(b"N")


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder away")
def test_a_socket_that_somebody_else_put_there_is_not_our_server(false_socket: tuple[Path, socket.socket]) -> None:
    data, false = false_socket
    answering = threading.Thread(target=_answer_once, args=[false])
    answering.start()
    assert postgres.is_running(data)
    answering.join()
    os.chown(postgres.socket_folder(data), 12_345, -1)
    assert not postgres.is_running(data)
    with pytest.raises(postgres.PostgresFailed), postgres.server(data):
        pass


def test_a_socket_that_takes_connections_and_never_answers_is_no_server(
    false_socket: tuple[Path, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "_ANSWER_SECONDS", 0.05)
    assert not postgres.is_running(false_socket[0])


def test_it_says_what_the_server_said_when_it_does_not_start(tmp_path: Path, data: Path) -> None:
    with (
        pytest.raises(postgres.PostgresFailed, match="shared_buffers"),
        postgres.server(data, settings={"shared_buffers": "lots"}),
    ):
        pass
    assert not processes_of(data / "postgres" / "cluster")
