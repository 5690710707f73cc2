"""A load generator that costs little itself: raw HTTP/1.1 on sockets, bodies read into one place and forgotten."""

import asyncio
import json
import socket
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

_HEAD = 1 << 14
_PIECE = 1 << 20


@dataclass
class Result:
    """What one run saw: seconds for each good answer, bad statuses by number, and how long all of it took."""

    seconds: list[float] = field(default_factory=list)
    bad: dict[str, int] = field(default_factory=dict)
    took: float = 0.0
    bytes: int = 0

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return len(self.seconds) / self.took if self.took else 0.0

    def quantile(self, part: float) -> float:
        """Return the time in milliseconds within which this part of the answers came."""
        ordered = sorted(self.seconds)
        return 1000 * ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else float("nan")

    @property
    def median(self) -> float:
        """The median in milliseconds."""
        return 1000 * statistics.median(self.seconds) if self.seconds else float("nan")


@dataclass(frozen=True)
class Target:
    """An OpenAI-compatible address, the keys of those who call, and the model to ask for."""

    base: str
    keys: tuple[str, ...]
    model: str

    def request(self, size: str, caller: int) -> bytes:
        """Return the bytes of one request of a caller; callers share the keys evenly."""
        where, key = urlsplit(self.base), self.keys[caller % len(self.keys)]
        body = json.dumps({"model": self.model, "prompt": "a copper kettle", "n": 1, "size": size}).encode()
        head = (
            f"POST {where.path}/images/generations HTTP/1.1\r\nhost: {where.netloc}\r\n"
            f"authorization: Bearer {key}\r\ncontent-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


class _Connection:
    """One kept-alive connection that answers one request after the other. Bodies fall into a place that all share."""

    _sink = memoryview(bytearray(_PIECE))

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._socket: socket.socket | None = None
        self._rest = b""

    async def ask(self, request: bytes) -> tuple[int, int]:
        """Send a request; return the status and the number of bytes of the body."""
        if self._socket is None:
            self._socket, self._rest = socket.socket(), b""
            self._socket.setblocking(False)
            await asyncio.get_running_loop().sock_connect(self._socket, self._address)
        await asyncio.get_running_loop().sock_sendall(self._socket, request)
        head = await self._until(self._socket, b"\r\n\r\n")
        status = int(head.split(b" ", 2)[1])
        headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:] if b": " in line)
        if b"transfer-encoding" in headers:
            size = await self._chunked(self._socket)
        else:
            size = int(headers[b"content-length"])
            await self._pass(self._socket, size)
        if headers.get(b"connection") == b"close":
            self.close()
        return status, size

    def close(self) -> None:
        """Close, if open."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def _chunked(self, source: socket.socket) -> int:
        total = 0
        while size := int(await self._until(source, b"\r\n"), 16):
            await self._pass(source, size + 2)
            total += size
        await self._until(source, b"\r\n")
        return total

    async def _until(self, source: socket.socket, mark: bytes) -> bytes:
        """Return what comes before the mark."""
        while mark not in self._rest:
            piece = await asyncio.get_running_loop().sock_recv(source, _HEAD)
            if not piece:
                raise EOFError
            self._rest += piece
        found, _, self._rest = self._rest.partition(mark)
        return found

    async def _pass(self, source: socket.socket, size: int) -> None:
        """Read so many bytes and forget them."""
        had = min(size, len(self._rest))
        self._rest, size = self._rest[had:], size - had
        while size:
            read = await asyncio.get_running_loop().sock_recv_into(source, self._sink[: min(size, _PIECE)])
            if not read:
                raise EOFError
            size -= read


async def run(target: Target, *, concurrency: int, size: str, more: Callable[[], bool], ramp: float = 0.0) -> Result:
    """Keep `concurrency` requests going for as long as `more()` says so; spread their beginning over `ramp` seconds."""
    result = Result()
    where = urlsplit(target.base)

    async def one(number: int) -> None:
        await asyncio.sleep(ramp * number / concurrency)
        request = target.request(size, number)
        connection = _Connection(where.hostname or "127.0.0.1", where.port or 80)
        while more():
            await _once(connection, request, result)
        connection.close()

    began = time.perf_counter()
    await asyncio.gather(*(one(number) for number in range(concurrency)))
    result.took = time.perf_counter() - began
    return result


async def _once(connection: _Connection, request: bytes, result: Result) -> None:
    began = time.perf_counter()
    try:
        status, size = await connection.ask(request)
    except (OSError, EOFError, ValueError) as error:
        connection.close()
        name = type(error).__name__
        result.bad[name] = result.bad.get(name, 0) + 1
        await asyncio.sleep(0.05)
        return
    if status == 200:  # noqa: PLR2004 -- the status of success
        result.seconds.append(time.perf_counter() - began)
        result.bytes += size
    else:
        result.bad[str(status)] = result.bad.get(str(status), 0) + 1
