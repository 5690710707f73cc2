"""PayPal's webhook signature: RSA over `transmission id|time|our webhook id|CRC-32 of the body`, SHA-256, PKCS #1 v1.5.

It proves that PayPal sent something to our webhook, and nothing about the body: whoever has seen one genuine delivery
can write another body with the same CRC-32. So `client.understand` believes only which object to read again.

Source: https://developer.paypal.com/api/rest/webhooks/rest/#verify-webhook-signature
"""

import base64
import binascii
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aquatint.billing.gateways.base import Forged

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

ALGORITHM: Final = "SHA256withRSA"
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class Transmission:
    """What the headers of a webhook say."""

    id: str
    time: str
    signature: bytes
    certificate: str

    @classmethod
    def of(cls, headers: Mapping[str, str]) -> "Transmission":
        """Read the headers (lower-case names). Raises `Forged` if one is missing or cannot be."""
        names = ("id", "time", "sig", "auth-algo", "cert-url")
        found = {name: headers.get(_header(name), "") for name in names}
        if not all(0 < len(value) <= _LONGEST and value.isprintable() for value in found.values()):
            raise Forged
        if found["auth-algo"] != ALGORITHM or "|" in found["id"] + found["time"]:
            raise Forged
        try:
            signature = base64.b64decode(found["sig"], validate=True)
        except (binascii.Error, ValueError):
            raise Forged from None
        return cls(found["id"], found["time"], signature, found["cert-url"])


def message(transmission_id: str, time: str, webhook: str, body: bytes) -> bytes:
    """Return what is signed. The checksum is an unsigned decimal number."""
    return f"{transmission_id}|{time}|{webhook}|{zlib.crc32(body)}".encode()


def check(transmission: Transmission, body: bytes, *, webhook: str, certificate: "Certificate") -> None:
    """Raise `Forged` unless the certificate's key signed this transmission to our webhook."""
    from cryptography.exceptions import InvalidSignature  # noqa: PLC0415 -- not when the web process starts
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415

    key = certificate.public_key()
    if not isinstance(key, RSAPublicKey):
        raise Forged
    signed = message(transmission.id, transmission.time, webhook, body)
    try:
        key.verify(transmission.signature, signed, padding.PKCS1v15(), SHA256())
    except InvalidSignature:
        raise Forged from None


def _header(name: str) -> str:
    return f"paypal-{name}" if name in {"auth-algo", "cert-url"} else f"paypal-transmission-{name}"
