"""The supervisor's watch over the database."""

import asyncio
import contextlib
import errno
import os
from pathlib import Path

import pytest

from aquatint import settings
from aquatint.commands import supervisor
from aquatint.kit import postgres


def test_a_full_disk_does_not_end_the_watch_over_the_database(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    looks: list[Path] = []

    def revive(data: Path) -> bool:
        looks.append(data)
        if len(looks) == 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return len(looks) == 2

    monkeypatch.setattr(supervisor, "_DATABASE_LOOK", 0.01)
    monkeypatch.setattr(settings, "EMBEDDED_DATABASE", True)
    monkeypatch.setattr(postgres, "revive", revive)

    async def story() -> None:
        watching = asyncio.create_task(supervisor._watch_database())  # noqa: SLF001 -- one part of `up`
        async with asyncio.timeout(60):
            while len(looks) < 3 and not watching.done():  # noqa: ASYNC110 -- a call in a thread
                await asyncio.sleep(0.01)
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching

    asyncio.run(story())
    said = capsys.readouterr().err
    assert "cannot be started: No space left on device" in said
    assert "it was started again" in said
