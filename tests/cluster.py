"""A real PostgreSQL for the suite, loaded as a plugin before anything reads the settings.

The first process starts one embedded server in a temporary folder; pytest-xdist's workers inherit its address. Given a
`DATABASE_URL`, that server is used instead. The unit suite runs without fsync; the tests in `faults/` start their own.
"""

import atexit
import os
import shutil
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest

from aquatint.kit import postgres


def _start() -> None:
    if os.environ.get("AQUATINT_TESTS_STARTED"):
        return
    os.environ["AQUATINT_TESTS_STARTED"] = "1"
    folder = Path(tempfile.mkdtemp(prefix="aquatint-tests-"))
    os.environ["AQUATINT_DATA"] = str(folder)
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "AQUATINT_CLOCK", "AQUATINT_URL"):
        os.environ.pop(name, None)
    stack = ExitStack()
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    if "DATABASE_URL" not in os.environ:
        fast = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        stack.enter_context(postgres.server(folder, settings=fast))
    atexit.register(stack.close)


_SLOW = ("faults", "browser", "commands", "api", "billing")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the folders whose stories are long, so that no process is left with one of them at the end."""
    items.sort(key=lambda item: _place(item.path))


def _place(path: Path) -> int:
    folder = path.relative_to(Path(__file__).parent).parts[0]
    return _SLOW.index(folder) if folder in _SLOW else len(_SLOW)


_start()
