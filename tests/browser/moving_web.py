"""`aquatint web` with a clock that a test can move: each line of standard input is its seconds ahead of the machine."""

import sys
import threading
from datetime import timedelta

from aquatint.__main__ import main
from aquatint.kit import clock


def _follow() -> None:
    for line in sys.stdin:
        clock.shift_by(timedelta(seconds=float(line)))
        print("moved", flush=True)  # noqa: T201 -- the answer


if __name__ == "__main__":
    threading.Thread(target=_follow, daemon=True).start()
    main(prog_name="aquatint")
