"""The certificates that sign: a chain of our own for a start, or the operator's.

Sources: C2PA 2.2 §14.5 (certificate profile: key usage, extended key usage, key identifiers); RFC 5280.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

GENERATOR: Final = "Aquatint"
_YEAR: Final = timedelta(days=365)
_ROOT_LIFE, _INTERMEDIATE_LIFE, _LEAF_LIFE = 20 * _YEAR, 15 * _YEAR, 10 * _YEAR
_EARLIER: Final = timedelta(hours=1)  # for readers whose clock is behind


@dataclass(frozen=True, slots=True)
class Signer:
    """Who signs. `certificates` is the chain in PEM, the signing one first; `key` its private key in PEM.

    `anchors` (PEM) are the roots that we ourselves vouch for. `timestamp_url` is the address of a time-stamping
    authority (RFC 3161), or empty. `generator` and `version` are the program in whose name is signed.
    """

    certificates: str
    key: str = field(repr=False)
    anchors: str = ""
    generator: str = GENERATOR
    version: str = ""
    timestamp_url: str = ""

    @property
    def algorithm(self) -> str:
        """The signature that the key makes, in C2PA's word. Raises `ValueError` for a key of another kind."""
        from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415
        from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

        match load_pem_private_key(self.key.encode(), password=None):
            case ec.EllipticCurvePrivateKey() as key:
                return {256: "es256", 384: "es384", 521: "es512"}[key.key_size]
            case rsa.RSAPrivateKey():
                return "ps256"
            case ed25519.Ed25519PrivateKey():
                return "ed25519"
            case _:
                raise ValueError("this kind of key cannot sign credentials")


@dataclass(frozen=True, slots=True)
class Chain:
    """A fresh chain in PEM: the certificates from leaf to intermediate, the root, and each private key."""

    certificates: str
    root: str
    keys: "dict[str, str]" = field(repr=False)
    """The private keys by the name of their certificate: `root`, `intermediate`, `leaf`."""


def make(name: str, moment: datetime) -> Chain:
    """Return a new chain of ES256 keys for the instance called `name`, valid for ten years from `moment`.

    The leaf lives so long because without a time stamp a signature ends with its certificate.
    """
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415

    keys = {part: ec.generate_private_key(ec.SECP256R1()) for part in ("root", "intermediate", "leaf")}
    names = {part: _name(name, words) for part, words in _TITLES.items()}
    root = _certificate(names["root"], keys["root"], names["root"], keys["root"], (moment, _ROOT_LIFE), path=1)
    intermediate = _certificate(
        names["intermediate"], keys["intermediate"], names["root"], keys["root"], (moment, _INTERMEDIATE_LIFE), path=0
    )
    leaf = _certificate(
        names["leaf"], keys["leaf"], names["intermediate"], keys["intermediate"], (moment, _LEAF_LIFE), path=None
    )
    return Chain(_pem(leaf) + _pem(intermediate), _pem(root), {part: _key_pem(key) for part, key in keys.items()})


_TITLES: Final = {"root": "root", "intermediate": "intermediate", "leaf": "content credentials"}


def _name(name: str, words: str) -> "x509.Name":
    from cryptography import x509  # noqa: PLC0415
    from cryptography.x509.oid import NameOID  # noqa: PLC0415

    organisation = " ".join(name.split())[:50] or GENERATOR
    return x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{organisation} {words}"[:64]),
        ]
    )


def _certificate(
    subject: "x509.Name",
    key: "EllipticCurvePrivateKey",
    issuer: "x509.Name",
    issuer_key: "EllipticCurvePrivateKey",
    life: tuple[datetime, timedelta],
    *,
    path: int | None,
) -> "x509.Certificate":
    """Return an authority's certificate with at most `path` others below it, or with None one that signs pictures."""
    from cryptography import x509  # noqa: PLC0415
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415
    from cryptography.x509.oid import ExtendedKeyUsageOID  # noqa: PLC0415

    start, length = life
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start - _EARLIER)
        .not_valid_after(start + length)
        .add_extension(x509.BasicConstraints(ca=path is not None, path_length=path), critical=True)
        .add_extension(_usage(authority=path is not None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if path is None:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION]), critical=False)
    return builder.sign(issuer_key, SHA256())


def _usage(*, authority: bool) -> "x509.KeyUsage":
    from cryptography import x509  # noqa: PLC0415

    return x509.KeyUsage(
        digital_signature=not authority,
        key_cert_sign=authority,
        crl_sign=authority,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(certificate: "x509.Certificate") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding  # noqa: PLC0415

    return certificate.public_bytes(Encoding.PEM).decode()


def _key_pem(key: "EllipticCurvePrivateKey") -> str:
    from cryptography.hazmat.primitives.serialization import (  # noqa: PLC0415
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
