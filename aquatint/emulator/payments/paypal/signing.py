"""How the emulated PayPal signs webhooks: a root and a certificate of its own, made once in each process."""

import base64
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID

from aquatint.kit import clock

COMMON_NAME: Final = "messageverificationcerts.sandbox.paypal.com"
CERTIFICATE: Final = "CERT-EMULATED-1"
ROOT: Final = "ROOT"
_FOLDER: Final = "/v1/notifications/certs/"
_LIFE: Final = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class Identity:
    """A key, its certificate and the root that issued it, as PEM."""

    key: rsa.RSAPrivateKey
    certificate: bytes
    root: bytes


@cache
def identity() -> Identity:
    """Return this process's root, certificate and key."""
    authority, key = _key(), _key()
    name = _name("Emulated PayPal Root")
    root = _certificate(name, authority.public_key(), name, authority, leaf=False)
    leaf = _certificate(_name(COMMON_NAME), key.public_key(), name, authority, leaf=True)
    pem = serialization.Encoding.PEM
    return Identity(key, leaf.public_bytes(pem), root.public_bytes(pem))


def headers(event: str, body: bytes, moment: datetime, *, webhook: str, home: str) -> Mapping[str, str]:
    """Return the headers of one webhook. All tries of an event have one transmission id."""
    transmission = str(uuid.uuid5(uuid.NAMESPACE_URL, event))
    time = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    signature = identity().key.sign(_message(transmission, time, webhook, body), padding.PKCS1v15(), hashes.SHA256())
    return {
        "paypal-transmission-id": transmission,
        "paypal-transmission-time": time,
        "paypal-transmission-sig": base64.b64encode(signature).decode(),
        "paypal-auth-algo": "SHA256withRSA",
        "paypal-cert-url": f"{home}{_FOLDER}{CERTIFICATE}",
    }


def vouches(question: Mapping[str, str], body: bytes) -> bool:
    """Say whether a signature is ours, as `verify-webhook-signature` does."""
    signed = _message(question["transmission_id"], question["transmission_time"], question["webhook_id"], body)
    try:
        signature = base64.b64decode(question["transmission_sig"])
        identity().key.public_key().verify(signature, signed, padding.PKCS1v15(), hashes.SHA256())
    except (InvalidSignature, ValueError):
        return False
    return True


def _message(transmission: str, time: str, webhook: str, body: bytes) -> bytes:
    return f"{transmission}|{time}|{webhook}|{zlib.crc32(body)}".encode()


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def _certificate(
    subject: x509.Name, key: rsa.RSAPublicKey, issuer: x509.Name, authority: rsa.RSAPrivateKey, *, leaf: bool
) -> x509.Certificate:
    now = clock.now()
    built = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + _LIFE)
        .add_extension(x509.BasicConstraints(ca=not leaf, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.public_key()), critical=False)
        .add_extension(_usage(leaf=leaf), critical=True)
    )
    if leaf:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        built = built.add_extension(usage, critical=False)
        built = built.add_extension(x509.SubjectAlternativeName([x509.DNSName(COMMON_NAME)]), critical=False)
    return built.sign(authority, hashes.SHA256())


def _usage(*, leaf: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=leaf,
        content_commitment=False,
        key_encipherment=leaf,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=not leaf,
        crl_sign=not leaf,
        encipher_only=False,
        decipher_only=False,
    )
