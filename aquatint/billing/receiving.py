"""Taking a webhook in: verified, stored whole, answered. What it means is understood later, by a job."""

import hashlib
import logging
from collections.abc import Mapping
from enum import Enum
from typing import Final

from aquatint.billing import actions
from aquatint.billing.errors import GatewayUnknown
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.base import Forged
from aquatint.billing.models import Delivery

MOST_BYTES: Final = 512 * 1024
"""The largest webhook that is taken; those of the gateways have some kilobytes."""
_log = logging.getLogger(__name__)


class Taken(Enum):
    """What became of a webhook, as a status of HTTP."""

    STORED = 200
    KNOWN = 202
    FORGED = 401
    NO_SUCH_GATEWAY = 404
    TOO_LARGE = 413


def receive(gateway_name: str, headers: Mapping[str, str], body: bytes) -> tuple[Taken, Delivery | None]:
    """Take one webhook in. `headers` have lower-case names. Raises what the database raises: then it comes again."""
    if len(body) > MOST_BYTES:
        return Taken.TOO_LARGE, None
    try:
        gateway = registry.gateway(gateway_name)
    except GatewayUnknown:
        return Taken.NO_SUCH_GATEWAY, None
    try:
        event = gateway.verify(headers, body)
    except Forged:
        actions.count_forgery(gateway=gateway.name)
        _log.info("A webhook for %s had no good signature (sha256 %s).", gateway.name, _digest(body))
        return Taken.FORGED, None
    delivery = actions.take_in(gateway=gateway, event=event, body=body)
    return (Taken.STORED, delivery) if delivery else (Taken.KNOWN, None)


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]
