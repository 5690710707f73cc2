"""Sockets for `kit.http` that read no further ahead than one piece.

A thousand answers of megabytes may arrive in the same moment. The usual streams let the loop read each of them as far
as the kernel has it (with uvloop: megabytes) before the first is handled. Here a connection stops reading as soon as it
has something, and what is not fetched waits in the kernel, or at the sender. It also takes less time for each piece.
"""

import asyncio
import select
import ssl
from collections import deque
from collections.abc import Iterable
from typing import Any, ClassVar, cast, override

import httpcore2

SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
PIECE = 1024 * 1024
"""The most bytes that one read takes: larger pieces cost less time."""
SMALL_PIECE = 64 * 1024
MOST_WAITING = 64 * 1024 * 1024
"""The bytes that may have been read and not fetched, over all connections, before pieces become small."""
MOST_SPARE = 8
"""The buffers that are kept for later: enough for the answers that are read at once, and no hoard after a rush."""

_NEXT_FAMILY_AFTER = 0.25  # seconds until the other of IPv4 and IPv6 is tried as well (RFC 8305)


class _Connection(asyncio.BufferedProtocol):
    """The two ends of one connection: pieces that came, and leave to write."""

    # One buffer serves all connections: the loop fills it and tells before it turns to the next one. A small piece is
    # copied out of it; with a large one the buffer itself is handed over, and another takes its place.
    _buffer = memoryview(bytearray(PIECE))
    _spare: ClassVar[list[memoryview]] = []
    _waiting = 0

    def __init__(self) -> None:
        self.transport: asyncio.Transport
        self.pieces: deque[bytes | memoryview] = deque()
        self.ended = False
        self.error: Exception | None = None
        self._reader: asyncio.Future[None] | None = None
        self._forgotten = False
        self._listens = False
        self._writable = asyncio.Event()
        self._writable.set()

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but ancestry

    @override
    def get_buffer(self, sizehint: int) -> memoryview:
        return self._buffer if _Connection._waiting < MOST_WAITING else self._buffer[:SMALL_PIECE]

    @override
    def buffer_updated(self, nbytes: int) -> None:
        if self._forgotten:
            return
        piece = _Connection._buffer[:nbytes]
        if nbytes > SMALL_PIECE:
            _Connection._buffer = self._spare.pop() if self._spare else memoryview(bytearray(PIECE))
            self.pieces.append(piece)
        else:
            self.pieces.append(bytes(piece))
        _Connection._waiting += _weight(piece)
        if not self.transport.is_closing():
            self.transport.pause_reading()
        self._listens = False
        self._wake()

    @override
    def eof_received(self) -> None:
        self.ended = True
        self._wake()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self.ended, self.error = True, exc
        self._wake()
        self._writable.set()

    @override
    def pause_writing(self) -> None:
        self._writable.clear()

    @override
    def resume_writing(self) -> None:
        self._writable.set()

    async def wait_for_bytes(self) -> None:
        """Return once there is a piece, or the end."""
        if self.pieces or self.ended:
            return
        if self.transport.is_closing():
            self.ended = True
            return
        self._listen()
        self._reader = asyncio.get_running_loop().create_future()
        try:
            await self._reader
        finally:
            self._reader = None

    def has_news(self) -> bool:
        """Return whether something lies here to read: on an idle connection that can only be its end.

        A pool asks this of all idle connections at every request. The first time the socket is looked at; from then
        on the loop listens and would have told.
        """
        if self.pieces or self.ended or self.transport.is_closing():
            return True
        if self._listens:
            return False
        self._listen()
        poll = select.poll()
        poll.register(self.transport.get_extra_info("socket").fileno(), select.POLLIN)
        return bool(poll.poll(0))

    def fetch(self) -> bytes | memoryview:
        """Return the oldest piece. A view is good until the loop's next turn; then its buffer serves again."""
        piece = self.pieces.popleft()
        _Connection._waiting -= _weight(piece)
        if isinstance(piece, memoryview):
            asyncio.get_running_loop().call_soon(self._take_back, piece)
        return piece

    def _take_back(self, piece: memoryview) -> None:
        whole = memoryview(piece.obj)
        piece.release()  # whoever should still hold it is told so, instead of reading what came later
        if len(self._spare) < MOST_SPARE:
            self._spare.append(whole)

    def forget(self) -> None:
        """Drop what nobody fetches any more."""
        self._forgotten = True
        while self.pieces:
            self.fetch()

    async def wait_for_room(self) -> None:
        """Return once more may be written."""
        await self._writable.wait()

    def _listen(self) -> None:
        self.transport.resume_reading()
        self._listens = True

    def _wake(self) -> None:
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)


def _weight(piece: bytes | memoryview) -> int:
    """Return the bytes that a piece keeps in memory: a large one keeps a whole buffer."""
    return len(piece) if len(piece) <= SMALL_PIECE else PIECE


def waiting() -> int:
    """Return how many bytes have been read and not fetched, over all connections."""
    return _Connection._waiting  # noqa: SLF001 -- of this module


def spare() -> int:
    """Return how many buffers are kept for later."""
    return len(_Connection._spare)  # noqa: SLF001 -- of this module


class _Stream(httpcore2.AsyncNetworkStream):
    """One connection as httpcore sees it."""

    def __init__(self, connection: _Connection) -> None:
        self._connection = connection

    @override
    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        connection = self._connection
        if not connection.pieces:
            try:
                async with asyncio.timeout(timeout):
                    await connection.wait_for_bytes()
            except TimeoutError:
                raise httpcore2.ReadTimeout from None
        if not connection.pieces:
            if connection.error is not None:
                raise httpcore2.ReadError(str(connection.error))
            return b""
        # httpcore asks for 64 KiB, but takes what it gets; to cut a piece would only copy it once more. It copies the
        # piece before it lets go of the loop, so that a view will do.
        return cast("bytes", connection.fetch())

    @override
    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        connection = self._connection
        if connection.ended and connection.transport.is_closing():
            raise httpcore2.WriteError("the connection is closed")
        connection.transport.write(buffer)
        try:
            async with asyncio.timeout(timeout):
                await connection.wait_for_room()
        except TimeoutError:
            raise httpcore2.WriteTimeout from None

    @override
    async def aclose(self) -> None:
        # Nothing of worth is left to be sent, and a polite end could wait for a silent peer.
        self._connection.transport.abort()
        self._connection.forget()

    @override
    async def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.AsyncNetworkStream:
        connection, loop = self._connection, asyncio.get_running_loop()
        try:
            async with asyncio.timeout(timeout):
                secured = await loop.start_tls(
                    connection.transport, connection, ssl_context, server_hostname=server_hostname
                )
        except TimeoutError:
            await self.aclose()
            raise httpcore2.ConnectTimeout from None
        except OSError as error:  # ssl.SSLError is one
            await self.aclose()
            raise httpcore2.ConnectError(str(error)) from None
        if secured is None:
            raise httpcore2.ConnectError("the connection ended during the handshake")
        connection.transport = secured
        return self

    @override
    def get_extra_info(self, info: str) -> Any:
        if info == "is_readable":
            return self._connection.has_news()
        names = {"client_addr": "sockname", "server_addr": "peername"}
        return self._connection.transport.get_extra_info(names.get(info, info))


class Sockets(httpcore2.AsyncNetworkBackend):
    """Opens connections; to be given to a connection pool of httpcore."""

    @override
    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        loop = asyncio.get_running_loop()
        # uvloop tries the addresses one after the other and does not know the option.
        more: dict[str, Any] = {}
        if isinstance(loop, asyncio.BaseEventLoop):
            more["happy_eyeballs_delay"] = _NEXT_FAMILY_AFTER
        if local_address is not None:
            more["local_addr"] = (local_address, 0)
        try:
            async with asyncio.timeout(timeout):
                _, connection = await loop.create_connection(_Connection, host, port, **more)
        except TimeoutError:
            raise httpcore2.ConnectTimeout from None
        except OSError as error:
            raise httpcore2.ConnectError(str(error)) from None
        for option in socket_options or ():
            connection.transport.get_extra_info("socket").setsockopt(*option)
        return _Stream(connection)

    @override
    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
