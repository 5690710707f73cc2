"""Failpoints: nothing without a test, death by the setting, and never in production."""

import signal
import subprocess
import sys
from pathlib import Path

from aquatint.kit import failpoints
from tests.commands.running import run

_STORY = """
from aquatint.kit import failpoints
failpoints.arm("kettle")
failpoints.failpoint("jug")
print("alive", flush=True)
failpoints.failpoint("kettle")
print("still alive", flush=True)
"""


def test_unarmed_it_does_nothing() -> None:
    failpoints.failpoint("")
    failpoints.failpoint("before_settle")


def test_armed_it_kills_at_its_place_and_at_no_other() -> None:
    command = [sys.executable, "-c", _STORY]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=20)  # noqa: S603 -- our own
    assert (done.returncode, done.stdout) == (-signal.SIGKILL, "alive\n")


def test_production_refuses_it(tmp_path: Path) -> None:
    told = run(tmp_path, "settings", AQUATINT_MODE="production", AQUATINT_FAILPOINT="before_settle").stderr
    assert "settings.E012" in told
    assert "settings.E012" not in run(tmp_path, "settings", AQUATINT_FAILPOINT="before_settle").stderr
