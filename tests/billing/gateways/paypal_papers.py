"""Certificates and signed webhooks for tests, and bodies that share another's checksum."""

import base64
import json
import zlib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from aquatint.kit import clock

SANDBOX = "messageverificationcerts.sandbox.paypal.com"
URL = "https://api.sandbox.paypal.com/v1/notifications/certs/CERT-1"
WEBHOOK = "4JH86294D6297924G"
EVENT = {"id": "WH-1", "event_type": "MOON.ROSE", "resource": {}}


@dataclass(frozen=True)
class Paper:
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)


@cache
def a_key(number: int = 0) -> rsa.RSAPrivateKey:
    del number
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@cache
def root(name: str = "A root", key: int = 1) -> Paper:
    return issue(name, issuer=None, key=a_key(key), authority=True)


def issue(
    name: str = SANDBOX,
    *,
    issuer: Paper | None,
    key: Any = None,
    public: Any = None,
    authority: bool = False,
    until: timedelta = timedelta(days=30),
) -> Paper:
    """Issue a certificate; without an issuer it signs itself. `public` is a foreign key that is certified."""
    key = key or a_key(2)
    public = public or key.public_key()
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    signing = issuer.key if issuer else key
    usage = {
        "digital_signature": not authority,
        "key_cert_sign": authority,
        "crl_sign": authority,
        **dict.fromkeys(
            ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement"),
            False,
        ),
        "encipher_only": False,
        "decipher_only": False,
    }
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(clock.now() - timedelta(days=60))
        .not_valid_after(clock.now() + until)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signing.public_key()), critical=False)
    )
    if not authority:
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        built = built.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return Paper(built.sign(signing, hashes.SHA256()), key)


def signed(
    body: bytes,
    *,
    key: rsa.RSAPrivateKey | None = None,
    webhook: str = WEBHOOK,
    url: str = URL,
    transmission: str = "dfb3be50-fd74-11e4-8bf3-77339302725b",
) -> dict[str, str]:
    """Return the headers of a webhook."""
    time = "2026-11-21T10:00:00Z"
    message = f"{transmission}|{time}|{webhook}|{zlib.crc32(body)}".encode()
    signature = (key or a_key(2)).sign(message, padding.PKCS1v15(), hashes.SHA256())
    return {
        "paypal-transmission-id": transmission,
        "paypal-transmission-time": time,
        "paypal-transmission-sig": base64.b64encode(signature).decode(),
        "paypal-auth-algo": "SHA256withRSA",
        "paypal-cert-url": url,
    }


def body_of(content: dict[str, Any]) -> bytes:
    return json.dumps(content, separators=(",", ":")).encode()


def same_checksum(content: dict[str, Any], other: bytes) -> bytes:
    """Return content as JSON with a pad of `a` and `A` by which its CRC-32 is the other body's.

    Each letter's case flips a fixed set of bits of the checksum, so this is a system of 32 linear equations.
    """
    wanted = zlib.crc32(other)
    letters = 48
    plain = bytearray(body_of({**content, "pad": "a" * letters}))
    begin = len(plain) - letters - 2
    base = zlib.crc32(plain)
    rows: list[tuple[int, int]] = []
    for number in range(letters):
        plain[begin + number] ^= 0x20
        rows.append((zlib.crc32(plain) ^ base, 1 << number))
        plain[begin + number] ^= 0x20
    rest, chosen = wanted ^ base, 0
    for bit in reversed(range(32)):
        pivot = next(index for index, (value, _) in enumerate(rows) if value >> bit & 1)
        value, used = rows.pop(pivot)
        rows = [(v ^ value, u ^ used) if v >> bit & 1 else (v, u) for v, u in rows]
        if rest >> bit & 1:
            rest, chosen = rest ^ value, chosen ^ used
    for number in range(letters):
        if chosen >> number & 1:
            plain[begin + number] ^= 0x20
    return bytes(plain)
