"""What a reconciliation leaves behind."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.audit.actions import record
from aquatint.billing import findings
from aquatint.billing.actions.ordering import step
from aquatint.billing.gateways.base import Gateway
from aquatint.billing.models import Agreement, Finding, Order, OrderStep, Payment
from aquatint.kit import clock

ORDER_LIFE: Final = timedelta(days=3)


@transaction.atomic
def agree(
    *, gateway: Gateway, since: datetime, until: datetime, listed: int, repaired: int, differences: int
) -> Agreement:
    """Write down that gateway and books were compared up to `until`."""
    return Agreement.objects.create(
        gateway=gateway.name,
        environment=gateway.environment,
        since=since,
        until=until,
        listed=listed,
        repaired=repaired,
        differences=differences,
    )


@transaction.atomic
def note_missing(*, gateway: Gateway, payment: Payment) -> None:
    """Tell the operator of a payment that we have and the gateway does not list."""
    findings.note(
        code="payment_not_listed",
        key=payment.public_id,
        sentence=f"{payment.public_id} ({payment.transaction}, {payment.amount} {payment.currency}) is in our books, "
        "and the gateway does not list it.",
        gateway=gateway.name,
    )


@transaction.atomic
def note_other_environment(*, gateway: Gateway, environment: str) -> None:
    """Tell the operator that events of another environment arrive: a key or an address is mixed up."""
    findings.note(
        code="other_environment",
        key=f"{gateway.name}:{environment}",
        sentence=f"{gateway.title} sends events of its {environment[:20]!r} environment, and this instance uses "
        f"{gateway.environment!r}. They are kept and not acted upon.",
        gateway=gateway.name,
    )


@transaction.atomic
def close_finding(*, finding: Finding, by: Person, why: str) -> None:
    """Close a line because somebody looked at it."""
    findings.close(finding=finding, by=by, why=why)
    record(verb="finding.closed", subject=finding, actor=by, facts={"code": finding.code})


@transaction.atomic
def abandon_old_orders() -> int:
    """Give up orders that were not paid in three days. A payment that comes all the same still counts."""
    old = Order.objects.filter(created__lt=clock.now() - ORDER_LIFE)
    over = OrderStep.objects.filter(kind__in=[OrderStep.Kind.PAID, OrderStep.Kind.ABANDONED, OrderStep.Kind.FAILED])
    rows = list(old.exclude(pk__in=over.values("order"))[:1000])
    for order in rows:
        step(order, OrderStep.Kind.ABANDONED, "Not paid in three days.")
    return len(rows)
