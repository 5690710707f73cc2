"""The progress of a generation on standard error: one line that changes on a terminal, plain lines elsewhere."""

import sys
import time

_WORDS = {"queued": "waiting", "running": "drawing", "unsettled": "finding out what happened"}


class Progress:
    """Shows state, clock, usual time and unfinished pictures."""

    def __init__(self, *, usual: int, partials: int, quiet: bool) -> None:
        self._usual = usual
        self._partials = partials
        self._quiet = quiet
        self._terminal = sys.stderr.isatty()
        self._began = time.monotonic()
        self._partial = 0
        self._state = ""

    def show(self, state: str | None = None, partial: int | None = None) -> None:
        """Show that something moved, or only that time went by."""
        news = (state is not None and state != self._state) or partial is not None
        self._state = state or self._state
        self._partial = max(self._partial, partial or 0)
        if self._quiet or not self._state:
            return
        if self._terminal:
            print(f"\r\033[K{self._line()}", end="", file=sys.stderr, flush=True)  # noqa: T201 -- the terminal's line
        elif news:
            print(self._line(), file=sys.stderr, flush=True)  # noqa: T201

    def end(self) -> None:
        """Take the line away."""
        if self._terminal and not self._quiet:
            print("\r\033[K", end="", file=sys.stderr, flush=True)  # noqa: T201

    def _line(self) -> str:
        clock = f"{_clock(time.monotonic() - self._began)}, usually about {_clock(self._usual)}"
        drawn = f", unfinished picture {self._partial} of {self._partials}" if self._partial else ""
        return f"{_WORDS.get(self._state, self._state)}  {clock}{drawn}"


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
