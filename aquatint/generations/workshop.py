"""Where heavy work on pixels is done: a few processes beside this one, started when the first edit is finished.

OpenCV, the readers of text and the upscaler are never imported by the web process or the worker itself.
"""

from collections.abc import Callable

from django.conf import settings

from aquatint.kit.processes import Processes

_processes = Processes(settings.PIXEL_PROCESSES)


def do[**Given, Result](function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run in the workshop and wait; for threads. Raises `ProcessDied` or `TooMuchWork`, or what the function raises."""
    return _processes.do(function, *args, **kwargs)


async def run[**Given, Result](function: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """Run in the workshop; for the event loop."""
    return await _processes.run(function, *args, **kwargs)


def stop() -> None:
    """End the processes."""
    _processes.stop()
