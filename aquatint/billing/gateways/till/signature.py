"""The till's signature, in Stripe's manner: `t=<seconds>,v1=<hex>`, HMAC-SHA-256 of `t.body`."""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from aquatint.billing.gateways.base import Forged
from aquatint.kit import clock

HEADER: Final = "till-signature"
TOLERANCE: Final = 300
"""Seconds that a signature may be old, or ahead."""


def sign(body: bytes, *, secret: str, at: datetime | None = None) -> str:
    """Return the header's value."""
    moment = str(int((at or clock.now()).timestamp()))
    return f"t={moment},v1={_mac(body, moment, secret)}"


def check(headers: Mapping[str, str], body: bytes, *, secret: str) -> None:
    """Raise `Forged` unless the header is ours and fresh."""
    parts = dict(part.split("=", 1) for part in headers.get(HEADER, "").split(",") if "=" in part)
    moment, given = parts.get("t", ""), parts.get("v1", "")
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):  # noqa: PLR2004 -- far beyond our days
        raise Forged
    if not hmac.compare_digest(given.encode(), _mac(body, moment, secret).encode()):
        raise Forged
    if abs(clock.now().timestamp() - int(moment)) > TOLERANCE:
        raise Forged


def _mac(body: bytes, moment: str, secret: str) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
