"""Calls to PayPal's REST APIs: the token, idempotency keys, and what a refusal means."""

import base64
import threading
from collections.abc import Mapping
from typing import Any, Final

from aquatint.billing.errors import GatewayRefused, GatewayUnavailable
from aquatint.billing.gateways.wire import Reply, Wire
from aquatint.kit import clock

_EARLY: Final = 60
"""Seconds before its end at which a token is no longer used."""
_BUSY: Final = frozenset({"PREVIOUS_REQUEST_IN_PROGRESS", "DUPLICATE_REQUEST_ID", "RATE_LIMIT_REACHED"})


class Api:
    """PayPal's APIs behind one app's keys. Used by many threads at once."""

    def __init__(self, wire: Wire, *, client_id: str, secret: str) -> None:
        self.wire = wire
        self._basic = base64.b64encode(f"{client_id}:{secret}".encode()).decode()
        self._lock = threading.Lock()
        self._token, self._until = "", 0.0

    def read(self, path: str, query: Mapping[str, str] | None = None) -> dict[str, Any] | None:
        """Return an object as it is now, None if there is none. Raises `GatewayUnavailable` or `GatewayRefused`."""
        reply = self.call("GET", path, query=query)
        if reply.status == 404:  # noqa: PLR2004 -- HTTP's own
            return None
        return self.content(reply)

    def send(self, path: str, content: Any = None, *, key: str = "", method: str = "POST") -> dict[str, Any]:  # noqa: ANN401
        """Have something done and return the answer. `key` makes it happen once, however often it is asked for."""
        return self.content(self.call(method, path, content={} if content is None else content, key=key))

    def call(
        self,
        method: str,
        path: str,
        *,
        content: Any = None,  # noqa: ANN401 -- anything JSON
        query: Mapping[str, str] | None = None,
        key: str = "",
    ) -> Reply:
        """Send one request with a token and return the answer, of whatever status; a stale token is replaced once."""
        headers = {"prefer": "return=representation"}
        if key:
            headers["paypal-request-id"] = key
        token = self._fresh_token()
        reply = self._send(method, path, token, headers, query, content)
        if reply.status == 401:  # noqa: PLR2004 -- HTTP's own
            self._forget(token)
            reply = self._send(method, path, self._fresh_token(), headers, query, content)
        return reply

    def content(self, reply: Reply) -> dict[str, Any]:
        """Return the content of a good answer. Raises `GatewayRefused`, or `GatewayUnavailable` for one still busy."""
        if reply.ok:
            found: dict[str, Any] = reply.json()
            return found
        issue = issue_of(reply)
        if issue in _BUSY or reply.status == 409:  # noqa: PLR2004 -- HTTP's own
            raise GatewayUnavailable
        raise GatewayRefused("PayPal refused this. Nothing was charged.", detail=f"{reply.status} {issue}"[:300])

    def _send(
        self,
        method: str,
        path: str,
        token: str,
        headers: Mapping[str, str],
        query: Mapping[str, str] | None,
        content: Any,  # noqa: ANN401
    ) -> Reply:
        about = {**headers, "authorization": f"Bearer {token}"}
        return self.wire.call(method, path, headers=about, query=query, content=content)

    def _fresh_token(self) -> str:
        with self._lock:
            if clock.now().timestamp() < self._until:
                return self._token
            reply = self.wire.call(
                "POST",
                "/v1/oauth2/token",
                headers={"authorization": f"Basic {self._basic}"},
                form={"grant_type": "client_credentials"},
            )
            if not reply.ok:
                raise GatewayRefused("PayPal does not accept our keys.", detail=f"{reply.status} {issue_of(reply)}")
            found = reply.json()
            self._token = str(found["access_token"])
            self._until = clock.now().timestamp() + int(found.get("expires_in", 0)) - _EARLY
            return self._token

    def _forget(self, token: str) -> None:
        with self._lock:
            if self._token == token:
                self._until = 0.0


def issue_of(reply: Reply) -> str:
    """Return PayPal's word for what was wrong: the issue of the first detail, else the name of the error."""
    try:
        content = reply.json()
    except GatewayUnavailable:
        return ""
    if not isinstance(content, dict):
        return ""
    details = content.get("details")
    first = details[0] if isinstance(details, list) and details else {}
    return str(first.get("issue") or content.get("name") or content.get("error") or "")
