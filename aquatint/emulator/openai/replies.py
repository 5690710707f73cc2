"""Answers that are sent in pieces, and those that go wrong on the wire."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from aquatint.emulator.openai.errors import head
from aquatint.emulator.server import cut, transport_of

_BLOCK = b"QUJD" * 16_384


class Pieces(Response):
    """A body in pieces that are sent as they are. With `stop_at` the connection ends after that many bytes."""

    def __init__(
        self, pieces: Sequence[bytes], media_type: str = "application/json", *, stop_at: int | None = None
    ) -> None:
        super().__init__(headers={**head(), "content-length": str(sum(map(len, pieces)))}, media_type=media_type)
        self._pieces = pieces
        self._stop_at = stop_at

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        if self._stop_at is not None:
            part = b"".join(self._pieces)[: self._stop_at]
            await send({"type": "http.response.body", "body": part, "more_body": True})
            return await cut(scope, receive)
        for piece in self._pieces[:-1]:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        return await send({"type": "http.response.body", "body": self._pieces[-1]})


class Flow(Response):
    """A body of unknown length, made as it is sent, until the client goes away. `broken`: it ends with a cut."""

    def __init__(self, blocks: AsyncIterator[bytes], media_type: str, *, broken: bool = False) -> None:
        super().__init__(headers=head(), media_type=media_type)
        del self.headers["content-length"]
        self._blocks = blocks
        self._broken = broken

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        gone = asyncio.create_task(_gone(receive))
        try:
            async for block in self._blocks:
                if gone.done():
                    return
                await send({"type": "http.response.body", "body": block, "more_body": True})
        finally:
            gone.cancel()
        if self._broken:
            await cut(scope, receive)
        else:
            await send({"type": "http.response.body", "body": b""})


class Cut(Response):
    """No answer at all: the connection ends."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 -- nothing is sent
        """End the connection."""
        await cut(scope, receive)


class EndlessHead(Response):
    """A head that never ends, written past HTTP's own rules."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 -- nothing is sent
        """Write headers until the client goes away."""
        gone = asyncio.create_task(_gone(receive))
        transport = transport_of(scope)
        transport.write(b"HTTP/1.1 200 OK\r\n")
        while not gone.done():
            transport.write(b"x-more: " + b"a" * 4000 + b"\r\n")
            await asyncio.sleep(0.002)


async def endless() -> AsyncIterator[bytes]:
    """Yield the beginning of an answer and then base64 for ever."""
    yield b'{"created":1,"data":[{"b64_json":"'
    while True:
        yield _BLOCK
        await asyncio.sleep(0)


async def dripping(pieces: Sequence[bytes], pause: float) -> AsyncIterator[bytes]:
    """Yield one byte at a time."""
    for byte in b"".join(pieces):
        yield bytes((byte,))
        await asyncio.sleep(pause)


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
