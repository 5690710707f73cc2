"""How a gateway talks to its vendor: `kit.http`, called from a thread that may wait.

A gateway is called in a thread of the pool and answers a person or a job, a few times in a minute. So each call makes
its own client and loop: nothing stays open between two calls, and none can block the web server's loop. At most
`_AT_ONCE` wait at the same time, so that a vendor who is away cannot use up the pool that pages need.
"""

import asyncio
import json
import ssl
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

import httpx2

from aquatint.billing.errors import GatewayUnavailable
from aquatint.kit import http

PATIENCE: Final = http.Patience(connect=5.0, silence=15.0, total=20.0)
MOST_BYTES: Final = 4_000_000
_AT_ONCE = threading.BoundedSemaphore(4)
_QUEUE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Reply:
    """A whole answer of a vendor, of whatever status. Header names are lower-case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def ok(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300  # noqa: PLR2004 -- HTTP's own

    def json(self) -> Any:  # noqa: ANN401 -- whatever they sent
        """Return the parsed body; {} if it is empty. Raises `GatewayUnavailable` if it is not JSON."""
        try:
            return json.loads(self.body or b"{}")
        except ValueError:
            sentence = "The payment service gave an answer that cannot be read. Try again soon."
            raise GatewayUnavailable(sentence) from None


class Wire:
    """Calls to one vendor. `base` is its address, such as `https://api.creem.io`; `secrets` are kept out of logs.

    `others` are further addresses it may talk to; `transport` replaces the network in tests.
    """

    def __init__(
        self,
        base: str,
        *,
        secrets: Iterable[str] = (),
        others: Iterable[str] = (),
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.base = base.rstrip("/")
        self._secrets = tuple(secrets)
        self._origins = (self.base, *others)
        self._transport = transport

    def call(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        content: Any = None,  # noqa: ANN401 -- anything JSON
        form: Mapping[str, str] | None = None,
        patience: http.Patience = PATIENCE,
    ) -> Reply:
        """Send one request and return the whole answer. `path` may be a whole address. `content` goes as JSON.

        Raises `GatewayUnavailable`, also for a status of 500 or more and for 429. Never retries.
        """
        url = path if "://" in path else f"{self.base}{path}"
        if query:
            url += f"{'&' if '?' in url else '?'}{urlencode(query)}"
        about, body = _encoded(content, form)
        if not _AT_ONCE.acquire(timeout=_QUEUE_SECONDS):
            raise GatewayUnavailable(sent=False)
        try:
            reply = asyncio.run(self._send(method, url, {**about, **(headers or {})}, body, patience))
        except (http.NotSentError, http.NotListedError):
            raise GatewayUnavailable(sent=False) from None
        except http.OutboundError:
            raise GatewayUnavailable from None
        finally:
            _AT_ONCE.release()
        if reply.status >= 500 or reply.status == 429:  # noqa: PLR2004 -- HTTP's own
            raise GatewayUnavailable(sent=reply.status >= 500)  # noqa: PLR2004
        return reply

    async def _send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes | None, patience: http.Patience
    ) -> Reply:
        client = http.Client(
            origins=self._origins, secrets=self._secrets, connections=1, transport=self._transport, tls=_tls()
        )
        try:
            async with client.send(method, url, headers=headers, body=body, patience=patience) as answer:
                content = await answer.read(MOST_BYTES)
                found = {name.lower(): value for name, value in answer.headers.items()}
                return Reply(answer.status, found, content)
        finally:
            await client.close()


@cache
def _tls() -> ssl.SSLContext:
    """Return the one context of all calls: reading the roots takes longer than a call."""
    return httpx2.create_ssl_context(trust_env=False)


def _encoded(content: Any, form: Mapping[str, str] | None) -> tuple[dict[str, str], bytes | None]:  # noqa: ANN401
    if form is not None:
        return {"content-type": "application/x-www-form-urlencoded"}, urlencode(form).encode()
    if content is not None:
        return {"content-type": "application/json"}, json.dumps(content, separators=(",", ":")).encode()
    return {}, None
