"""The only place that reads the clock, so that tests and trials can move it.

`AQUATINT_CLOCK` (settings) shifts a whole instance outside production; `shifted` serves tests.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_shift = timedelta(0)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC) + _shift


def shift_by(delta: timedelta) -> None:
    """Move this process's clock by `delta` from the machine's; called once at start from the settings."""
    global _shift  # noqa: PLW0603 -- one clock for each process is the point of this module
    _shift = delta


@contextmanager
def shifted(delta: timedelta) -> Iterator[None]:
    """Move the clock further by `delta` inside the block."""
    before = _shift
    shift_by(before + delta)
    try:
        yield
    finally:
        shift_by(before)
