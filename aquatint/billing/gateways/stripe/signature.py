"""Stripe's signature: `Stripe-Signature: t=<seconds>,v1=<hex>[,v1=<hex>…]`, HMAC-SHA-256 of `t.body`.

The key is the whole text of the secret, `whsec_` included. While a secret rolls there is a `v1` for each; one good one
is enough. As in Stripe's own libraries only what is too old is refused, so that a clock of ours that is behind loses
no event. The package's check reads the machine's clock, not that of `kit.clock`, therefore this one.
Source: https://docs.stripe.com/webhooks#verify-manually.
"""

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from aquatint.billing.gateways.base import Forged
from aquatint.kit import clock

HEADER: Final = "stripe-signature"
TOLERANCE: Final = 300
"""Seconds that a signature may be old."""
_MOST_SIGNATURES: Final = 16


def sign(body: bytes, *, secret: str, at: datetime | None = None) -> str:
    """Return the header's value for a body, as Stripe sends it."""
    moment = str(int((at or clock.now()).timestamp()))
    return f"t={moment},v1={_mac(body, moment, secret)}"


def check(headers: Mapping[str, str], body: bytes, *, secret: str) -> None:
    """Raise `Forged` unless one of the signatures is good and fresh. `headers` have lower-case names."""
    parts = [part.strip().partition("=") for part in headers.get(HEADER, "").split(",")]
    moment = next((value for name, _, value in parts if name == "t"), "")
    given = [value for name, _, value in parts if name == "v1"][:_MOST_SIGNATURES]
    if not (moment.isascii() and moment.isdigit() and len(moment) <= 12):  # noqa: PLR2004 -- far beyond our days
        raise Forged
    wanted = _mac(body, moment, secret).encode()
    if not any(hmac.compare_digest(value.encode(), wanted) for value in given):
        raise Forged
    if clock.now().timestamp() - int(moment) > TOLERANCE:
        raise Forged


def _mac(body: bytes, moment: str, secret: str) -> str:
    return hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
