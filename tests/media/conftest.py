"""A fresh store for each test, and pictures in it."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from aquatint.imaging import inspect
from aquatint.media import actions, storage
from aquatint.media.models import Image
from tests.imaging.pictures import encoded

type Add = Callable[..., Image]


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    """Let every test begin with an empty data folder."""
    settings.DATA = tmp_path / "data"
    return storage.root()


def temporary(data: bytes) -> Path:
    """Return a temporary file of the store with this content."""
    path = storage.temporary_file()
    path.write_bytes(data)
    return path


@pytest.fixture
def add() -> Add:
    """Keep a delivered file and give it to somebody."""

    def added(owner: UUID, data: bytes | None = None, name: str = "A copper kettle, morning light") -> Image:
        path = temporary(data or encoded("png"))
        facts = inspect(path)
        return actions.record(owner=owner, origin="generation", name=name, pictures=[(storage.keep(path), facts)])[0]

    return added


def make_old(path: Path, seconds: float = 90_000) -> None:
    """Let a file look as if nobody had touched it for so long."""
    moment = path.stat().st_mtime - seconds
    os.utime(path, (moment, moment))
