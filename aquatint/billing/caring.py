"""What the schedule does: the inbox, what waits for a gateway, the till's own clock, reconciliation."""

import logging

from aquatint.billing import actions, dealing, receiving, reconciling
from aquatint.billing.errors import GatewayRefused, GatewayUnavailable, GatewayUnknown
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.till import courier
from aquatint.billing.gateways.till.client import Till

_log = logging.getLogger(__name__)


def handle_inbox() -> int:
    """Fetch what the till has written, and handle the webhooks that wait; return how many."""
    if till := _till():
        courier.send_due(till, _receive)
    return dealing.handle_due()


def tend() -> dict[str, int]:
    """Do a minute's work; return how much of each kind."""
    return {
        "till": run_till(),
        "inbox": dealing.handle_due(),
        "asked again": dealing.tend(),
        "allowances": actions.run_allowances(),
    }


def run_till() -> int:
    """Let the till charge what is due and send its webhooks; 0 where there is no till."""
    till = _till()
    return courier.run(till, _receive) if till else 0


def reconcile_all() -> list[reconciling.Report]:
    """Compare the books with every gateway; one that is away is left for the next hour."""
    reports = []
    for gateway in registry.enabled():
        try:
            reports.append(reconciling.reconcile(gateway))
        except (GatewayUnavailable, GatewayRefused) as error:
            _log.warning("%s could not be reconciled: %s", gateway.name, error.sentence)
    return reports


def _till() -> Till | None:
    try:
        till = registry.gateway("till")
    except GatewayUnknown:
        return None
    return till if isinstance(till, Till) else None


def _receive(headers: dict[str, str], body: bytes) -> bool:
    taken, _ = receiving.receive("till", headers, body)
    return taken in {receiving.Taken.STORED, receiving.Taken.KNOWN}
