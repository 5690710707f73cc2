"""Creem's two signatures of a webhook: Standard Webhooks, and its own older one.

Standard Webhooks: `webhook-signature` holds `v1,<base64>` parts, HMAC-SHA-256 of `id.timestamp.body` with the secret's
base64 part. Legacy: `creem-signature` is the hexadecimal HMAC-SHA-256 of the body with the whole secret; it has no
moment, so only the event's id stands against a replay. Sources: standardwebhooks.com; Creem's SDK 1.13.
"""

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping
from typing import Final

from aquatint.billing.gateways.base import Forged
from aquatint.kit import clock

TOLERANCE: Final = 300
"""Seconds that a Standard Webhooks signature may be old, or ahead."""
_STANDARD: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")
_LEGACY: Final = ("creem-signature", "x-creem-signature")
_MOST_DIGITS: Final = 12


def check(headers: Mapping[str, str], body: bytes, *, secret: str) -> None:
    """Raise `Forged` unless one signature is good. Where Standard Webhooks headers are, they decide."""
    if headers.get("webhook-signature"):
        _standard(*(headers.get(name, "") for name in _STANDARD), body=body, secret=secret)
        return
    given = next((headers[name] for name in _LEGACY if headers.get(name)), "")
    good = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(given.removeprefix("sha256=").encode(), good.encode()):
        raise Forged


def _standard(identity: str, moment: str, signatures: str, *, body: bytes, secret: str) -> None:
    if not identity.strip() or not (moment.isascii() and moment.isdigit() and len(moment) <= _MOST_DIGITS):
        raise Forged
    mac = hmac.digest(_key(secret), f"{identity}.{moment}.".encode() + body, hashlib.sha256)
    good = b"v1," + base64.b64encode(mac)
    if not any(hmac.compare_digest(given.encode(), good) for given in signatures.split(" ")):
        raise Forged
    if abs(clock.now().timestamp() - int(moment)) > TOLERANCE:
        raise Forged


def _key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix("whsec_") + "==")
    except (binascii.Error, ValueError):
        raise Forged from None
