"""The one outbound HTTP client.

It talks only to the origins it was given, never follows a redirect, keeps no cookies, reads no proxy settings from the
environment, **never retries**, bounds time and bytes, and lets no secret into a log or an error. It stands directly
on the transport of httpx2, which does none of these things by itself. URLs that people give do not come here.
"""

import asyncio
import logging
import ssl
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, Protocol

import httpcore2
import httpx2

from aquatint import __version__
from aquatint.kit.redaction import Redactor
from aquatint.kit.sockets import Sockets

USER_AGENT: Final = f"aquatint/{__version__}"

_LOGGERS = ("httpx2", *(f"httpcore2.{part}" for part in ("connection", "http11", "http2", "proxy", "socks")))
_BEFORE_SENDING = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout, httpx2.ProxyError)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_log_redactor = Redactor()


class OutboundError(Exception):
    """A call did not end in a whole answer. The text is free of secrets."""


class NotListedError(OutboundError):
    """The origin is not on this client's list. Nothing was sent."""


class NotSentError(OutboundError):
    """No connection could be made. Nothing was sent."""


class NoAnswerError(OutboundError):
    """The request went out, at least in part, and no whole answer came back: the other side may have acted on it."""


class TooBigError(OutboundError):
    """The answer passed the cap on its size and was dropped."""


class Streamed(Protocol):
    """A body that is sent in pieces and knows its length, such as `kit.multipart.Multipart`."""

    @property
    def media_type(self) -> str:
        """The value of the Content-Type header."""

    def length(self) -> int:
        """Return the number of bytes."""

    def pieces(self) -> AsyncIterator[bytes]:
        """Yield the bytes."""


Body = bytes | Streamed | None


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a connection, for the next bytes in either direction, and for everything."""

    connect: float = 5.0
    silence: float = 300.0
    total: float = 600.0


class _Transport(httpx2.AsyncHTTPTransport):
    """httpx2's transport with a pool of our own making, since it cannot be told which sockets to use."""

    def __init__(self, connections: int, proxy: str | None, tls: ssl.SSLContext | None) -> None:
        pool = partial(httpcore2.AsyncConnectionPool) if proxy is None else partial(httpcore2.AsyncHTTPProxy, proxy)
        self._pool = pool(
            ssl_context=tls or httpx2.create_ssl_context(trust_env=False),
            max_connections=connections,
            max_keepalive_connections=min(100, connections),
            # Idle connections are dropped before common servers drop them (5 s), as a request that meets a closing
            # connection can only be told "we do not know".
            keepalive_expiry=3.0,
            retries=0,
            network_backend=Sockets(),
        )


class Answer:
    """The head of an answer, whose body can be read once."""

    def __init__(self, response: httpx2.Response, *, deadline: float, redactor: Redactor) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self._response = response
        self._deadline = deadline
        self._redactor = redactor

    async def chunks(self, cap: int) -> AsyncIterator[bytes]:
        """Yield the body in pieces of at most 1 MiB. Raises `TooBigError` past `cap` bytes, or `NoAnswerError`."""
        taken = 0
        async with aclosing(self._response.aiter_bytes()) as pieces:
            while True:
                # The time-out is set anew for each piece, because the receiver's code runs between two of them.
                piece = await _told(anext(pieces, None), self._deadline, self._redactor)
                if piece is None:
                    return
                taken += len(piece)
                if taken > cap:
                    raise TooBigError(f"the answer is longer than {cap} bytes")
                yield piece

    async def pour(self, into: Callable[[bytes], object], cap: int) -> None:
        """Hand the whole body piece by piece to `into`, which must be quick. Raises as `chunks` does.

        This takes less time than `chunks`, since one time-out holds for all pieces.
        """
        await _told(self._poured(into, cap), self._deadline, self._redactor)

    async def read(self, cap: int) -> bytes:
        """Return the whole body. Raises as `chunks` does."""
        pieces: list[bytes] = []
        await self.pour(pieces.append, cap)
        return b"".join(pieces)

    async def _poured(self, into: Callable[[bytes], object], cap: int) -> None:
        taken = 0
        async for piece in self._response.aiter_bytes():
            taken += len(piece)
            if taken > cap:
                raise TooBigError(f"the answer is longer than {cap} bytes")
            into(piece)


class Client:
    """An outbound client for a fixed set of origins, such as `https://api.openai.com`. Made once, used by many tasks.

    `secrets` are kept out of logs and errors. `tls` is for certificates of one's own, `proxy` a URL;
    `transport` replaces the network in tests.
    """

    def __init__(
        self,
        *,
        origins: Iterable[str],
        secrets: Iterable[str] = (),
        proxy: str | None = None,
        tls: ssl.SSLContext | None = None,
        connections: int = 1200,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self._origins = frozenset(origin_of(origin) for origin in origins)
        known = tuple(secrets)
        self.redactor = Redactor(known)
        _log_redactor.learn(known)
        self._transport = transport or _Transport(connections, proxy, tls)

    @asynccontextmanager
    async def send(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        body: Body = None,
        patience: Patience | None = None,
    ) -> AsyncIterator[Answer]:
        """Send one request and hand out the head of the answer. Raises a member of `OutboundError`."""
        patience = patience or Patience()
        deadline = asyncio.get_running_loop().time() + patience.total
        request = self._request(method, url, headers or {}, body, patience)
        response = await _told(self._transport.handle_async_request(request), deadline, self.redactor)
        response.request = request
        try:
            yield Answer(response, deadline=deadline, redactor=self.redactor)
        finally:
            await response.aclose()

    async def close(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    def _request(
        self, method: str, url: str, headers: Mapping[str, str], body: Body, patience: Patience
    ) -> httpx2.Request:
        parsed, origin = _parsed(url)
        if origin not in self._origins:
            raise NotListedError(self.redactor.clean(f"{origin} is not one of the places this client may talk to"))
        content, about = _encoded(body)
        return httpx2.Request(
            method,
            parsed,
            # Pictures do not shrink, and an answer that is not compressed cannot be a bomb.
            headers={"user-agent": USER_AGENT, "accept-encoding": "identity", "accept": "*/*", **about, **headers},
            content=content,
            extensions={
                "timeout": {
                    "connect": patience.connect,
                    "pool": patience.connect,
                    "read": patience.silence,
                    "write": patience.silence,
                }
            },
        )


def origin_of(url: str) -> str:
    """Return the origin of a URL, `https://host:443`, always with the port. Raises `NotListedError` if it has none."""
    return _parsed(url)[1]


@lru_cache(256)  # the same few addresses are called again and again
def _parsed(url: str) -> tuple[httpx2.URL, str]:
    try:
        parsed = httpx2.URL(url)
    except httpx2.InvalidURL:
        raise NotListedError("this is not a URL") from None
    port = parsed.port or _DEFAULT_PORTS.get(parsed.scheme)
    if not parsed.host or port is None:
        raise NotListedError("this is not an http or https URL")
    return parsed, f"{parsed.scheme}://{parsed.host}:{port}"


def _encoded(body: Body) -> tuple[bytes | AsyncIterable[bytes] | None, dict[str, str]]:
    if body is None or isinstance(body, bytes):
        return body, {}
    return body.pieces(), {"content-type": body.media_type, "content-length": str(body.length())}


async def _told[Result](step: Awaitable[Result], deadline: float, redactor: Redactor) -> Result:
    """Await one step of the transport; tell its errors as ours.

    The new error is raised outside the handler, so that it does not drag along the original, which holds the request.
    """
    try:
        async with asyncio.timeout_at(deadline):
            return await step
    except TimeoutError:
        failure: OutboundError = NoAnswerError("no whole answer within the time allowed")
    except _BEFORE_SENDING as error:
        failure = NotSentError(redactor.clean(f"{type(error).__name__}: {error}"))
    except (httpx2.TransportError, httpx2.DecodingError, ssl.SSLError, ConnectionError) as error:
        failure = NoAnswerError(redactor.clean(f"{type(error).__name__}: {error}"))
    raise failure


class _Redacting(logging.Filter):
    """Cleans what the HTTP libraries log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record's message in place."""
        record.msg, record.args = _log_redactor.clean(record.getMessage()), ()
        return True


for _name in _LOGGERS:
    logging.getLogger(_name).addFilter(_Redacting())
