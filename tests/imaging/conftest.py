"""A shelf for the files of one test."""

from collections.abc import Callable
from pathlib import Path

import pytest

type Put = Callable[[bytes], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write bytes to a file with a name that tells nothing."""
    count = iter(range(1000))

    def write(data: bytes) -> Path:
        path = tmp_path / f"file-{next(count)}"
        path.write_bytes(data)
        return path

    return write
