"""Places where a test may kill the process, to prove that nothing is lost there. Without a test they do nothing."""

import os
import signal

_armed = ""


def arm(name: str) -> None:
    """Make the failpoint of this name kill the process; called once at start from the settings, never in production."""
    global _armed  # noqa: PLW0603 -- one process, one armed failpoint
    _armed = name


def failpoint(name: str) -> None:
    """Die here, as by `kill -9`, if this failpoint is armed."""
    if _armed and name == _armed:
        os.kill(os.getpid(), signal.SIGKILL)
