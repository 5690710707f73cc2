"""The certificates with which PayPal signs: fetched from PayPal's own hosts only, and checked before they are believed.

Checked are the address (https, one of four hosts, no user, port, query or redirect), the common name, the dates and
the chain up to a root this machine trusts. With an emulator, its own address and its own root stand in.
"""

import re
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aquatint.billing.errors import GatewayUnavailable
from aquatint.billing.gateways.base import Forged
from aquatint.kit import clock

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
else:
    Certificate = object

HOSTS: Final = {
    "api.paypal.com": "live",
    "api-m.paypal.com": "live",
    "api.sandbox.paypal.com": "test",
    "api-m.sandbox.paypal.com": "test",
}
"""Hosts of certificates, and the environment they belong to."""
FOLDER: Final = "/v1/notifications/certs/"
_NAME = re.compile(r"[A-Za-z0-9-]{1,100}")
_SUBJECT: Final = "messageverificationcerts"
_ENDINGS: Final = {"live": ".paypal.com", "test": ".sandbox.paypal.com"}
_MOST_BYTES: Final = 64 * 1024
_MOST_KEPT: Final = 32
_FRESH: Final = 24 * 3600
_FAILED: Final = 60

Fetch = Callable[[str], bytes | None]
"""Return the bytes at an address, None if there is nothing there. Raises `GatewayUnavailable`."""
Roots = Callable[[], list[Certificate]]


@dataclass(frozen=True, slots=True)
class Signer:
    """A certificate that may sign. `proven` is False if its issuer is neither served with it nor known here."""

    certificate: Certificate
    environment: str
    proven: bool


class Certificates:
    """Fetches, checks and remembers certificates. `home` is the address of an emulator, or empty."""

    def __init__(self, fetch: Fetch, roots: Roots, *, home: str = "") -> None:
        self._fetch = fetch
        self._roots = roots
        self._home = f"{home.rstrip('/')}{FOLDER}" if home else ""
        self._kept: dict[str, tuple[float, bytes | None]] = {}
        self._lock = threading.Lock()

    def signer(self, url: str) -> Signer:
        """Return the certificate at this address. Raises `Forged` if it may not sign, or `GatewayUnavailable`."""
        environment = self._environment(url)
        pem = self._pem(url)
        if pem is None:
            raise Forged
        return _checked(pem, environment, self._roots())

    def _environment(self, url: str) -> str:
        """Return whose address this is. Raises `Forged` for any but PayPal's."""
        if self._home:
            known = url.startswith(self._home) and _NAME.fullmatch(url.removeprefix(self._home))
            if not known:
                raise Forged
            return "test"
        try:
            parts = urlsplit(url)
        except ValueError:
            raise Forged from None
        environment = HOSTS.get(parts.netloc)  # a user or a port would be in it
        named = parts.path.startswith(FOLDER) and _NAME.fullmatch(parts.path.removeprefix(FOLDER))
        if parts.scheme != "https" or not environment or not named or url != f"https://{parts.netloc}{parts.path}":
            raise Forged
        return environment

    def _pem(self, url: str) -> bytes | None:
        """Return the certificate's bytes; failures are remembered for a minute, so that nobody makes us ask often."""
        now = clock.now().timestamp()
        with self._lock:
            until, pem = self._kept.get(url, (0.0, None))
        if now < until:
            return pem
        pem = self._fetch(url)
        if pem is not None and len(pem) > _MOST_BYTES:
            pem = None
        with self._lock:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[url] = (now + (_FRESH if pem else _FAILED), pem)
        return pem


def _checked(pem: bytes, environment: str, roots: list[Certificate]) -> Signer:
    from cryptography import x509  # noqa: PLC0415 -- not when the web process starts
    from cryptography.x509 import verification  # noqa: PLC0415

    now = clock.now()
    try:
        leaf, *others = x509.load_pem_x509_certificates(pem)
        names = [str(part.value) for part in leaf.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    except ValueError:
        raise Forged from None
    dated = leaf.not_valid_before_utc <= now <= leaf.not_valid_after_utc
    if len(names) != 1 or not _is_signers(names[0], environment) or not dated or leaf.issuer == leaf.subject:
        raise Forged
    try:
        policy = verification.PolicyBuilder().store(verification.Store(roots)).time(now)
        policy.build_server_verifier(x509.DNSName(names[0])).verify(leaf, others)
    except (verification.VerificationError, ValueError):
        if any(other.subject == leaf.issuer for other in (*others, *roots)):
            raise Forged from None
        return Signer(leaf, environment, proven=False)
    return Signer(leaf, environment, proven=True)


def _is_signers(name: str, environment: str) -> bool:
    """Return whether this common name is the one of PayPal's signers in this environment."""
    theirs = name.startswith(f"{_SUBJECT}.") and name.endswith(_ENDINGS[environment])
    return theirs and (environment == "test" or not name.endswith(_ENDINGS["test"]))


@cache
def public_roots() -> list[Certificate]:
    """Return the roots that this machine trusts for TLS."""
    from cryptography import x509  # noqa: PLC0415

    known = ssl.create_default_context().get_ca_certs(binary_form=True)
    return [root for der in known if (root := _loaded(der, x509.load_der_x509_certificate))]


def _loaded(der: bytes, load: Callable[[bytes], Certificate]) -> Certificate | None:
    try:
        return load(der)
    except ValueError:  # an old root that the library no longer reads
        return None


def served_roots(fetch: Fetch, home: str) -> Roots:
    """Return the roots of an emulator: the one it serves beside its certificates."""

    def roots() -> list[Certificate]:
        from cryptography import x509  # noqa: PLC0415

        pem = fetch(f"{home.rstrip('/')}{FOLDER}ROOT")
        if pem is None:
            raise GatewayUnavailable
        return x509.load_pem_x509_certificates(pem)

    return cache(roots)
