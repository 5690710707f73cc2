"""How a child of `aquatint up` notices that its parent is gone, even after `kill -9`.

The parent holds the writing end of the child's standard input and never writes. When the parent ends, however it ends,
the kernel closes the pipe and the child reads the end of the file.
"""

import os
import signal
import threading
import time
from collections.abc import Callable

_PATIENCE = 2.0  # seconds to leave in good order before leaving at once


def when_standard_input_ends(hurry: Callable[[], None]) -> None:
    """Watch in a thread; at the end, call `hurry`, ask this process to stop, and end it if it does not."""

    def watch() -> None:
        while os.read(0, 1):
            pass
        hurry()
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_PATIENCE)
        os._exit(1)

    threading.Thread(target=watch, name="orphan", daemon=True).start()
