"""What a large piece of an answer is: a view of the buffer it was read into, for one turn of the loop."""

import asyncio
import os
from collections.abc import Callable
from typing import Any

import pytest
import uvloop

from aquatint.kit import sockets
from tests.kit.loopback import reply, serving

LOOPS = pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
SIZE = 3_000_000


async def _read(base: str, each: Callable[[Any], Any]) -> list[Any]:
    """Return what `each` makes of every piece of an answer, in the turn of the loop in which it was read."""
    host, port = base.removeprefix("http://").split(":")
    stream = await sockets.Sockets().connect_tcp(host, int(port))
    made = []
    while piece := await stream.read(sockets.PIECE, timeout=10):
        made.append(each(piece))
    await stream.aclose()
    return made


@LOOPS
def test_a_view_has_the_bytes_until_the_next_turn_and_none_after_it(run: Callable[[Any], list[Any]]) -> None:
    body = os.urandom(SIZE)

    async def story() -> list[Any]:
        async with serving(lambda _, writer: reply(writer, body)) as base:
            pieces = await _read(base, lambda piece: (piece, bytes(piece)))
        await asyncio.sleep(0)
        return pieces

    pieces = run(story())
    assert b"".join(copied for _, copied in pieces) == body
    views = [piece for piece, _ in pieces if isinstance(piece, memoryview)]
    assert views
    for view in views:
        with pytest.raises(ValueError, match="released"):
            bytes(view)


@LOOPS
def test_no_more_than_a_few_buffers_are_kept_for_later(run: Callable[[Any], None]) -> None:
    async def story() -> None:
        async with serving(lambda _, writer: reply(writer, bytes(SIZE))) as base:
            await asyncio.gather(*(_read(base, len) for _ in range(sockets.MOST_SPARE * 3)))

    run(story())
    assert 0 < sockets.spare() <= sockets.MOST_SPARE
    assert sockets.waiting() == 0
