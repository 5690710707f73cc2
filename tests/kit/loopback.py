"""A server on loopback for tests of the outbound client."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable


class serving:  # noqa: N801 -- reads as a phrase
    """A server on loopback whose every connection `handle` answers."""

    def __init__(
        self,
        handle: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]],
        *,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._handle = handle
        self._tls = tls

    async def __aenter__(self) -> str:
        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                await self._handle(reader, writer)
            except ConnectionError:
                pass
            finally:
                writer.close()

        self._server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=2048, ssl=self._tls)
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aexit__(self, *_: object) -> None:
        self._server.close()


async def reply(writer: asyncio.StreamWriter, data: bytes) -> None:
    writer.write(data)
    await writer.drain()
