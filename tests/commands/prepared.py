"""A data folder whose database is made and migrated already, for tests that are not about the first start."""

import fcntl
import os
import subprocess
from pathlib import Path

from tests.commands.running import run


def prepare(data: Path) -> Path:
    """Give this folder what a first start makes. It is made once for all processes of the suite, and copied."""
    shelf = Path(os.environ["AQUATINT_DATA"]) / "prepared"  # goes away with the suite's own database
    shelf.mkdir(exist_ok=True)
    with (shelf / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shelf / "made").exists():
            done = run(shelf / "data", "migrate")
            assert done.returncode == 0, done.stderr
            (shelf / "made").touch()
    data.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["/bin/cp", "-a", f"{shelf / 'data'}/.", data], check=True)  # noqa: S603 -- keeps owners as they are
    return data
