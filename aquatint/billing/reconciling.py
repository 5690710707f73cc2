"""Comparing the books with the gateway: what is missing here is applied, the rest is reported.

It lists the gateway's transactions since the last point at which both agreed (and some days before, for what comes
late), asks again for our unpaid orders and running subscriptions, and puts all of it through the same verb as a
webhook.
"""

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from aquatint.billing import actions
from aquatint.billing.gateways.base import Gateway, Happening
from aquatint.billing.gateways.happenings import DisputeClosed, Disputed, Paid, Refunded, Standing
from aquatint.billing.models import Agreement, Dispute, Finding, Order, Payment, Refund, Subscription
from aquatint.kit import clock

OVERLAP: Final = timedelta(days=3)
"""How far before the last agreement is looked again: listings of some gateways are hours late."""
GRACE: Final = timedelta(hours=6)
"""How young a payment of ours may be without being listed."""
LATECOMERS: Final = timedelta(days=7)
"""How long an order that was given up is still asked for: somebody may have paid a page that was open all the time."""
_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Report:
    """What a reconciliation found. Amounts are minor units by currency; `differences` sentences for the operator."""

    gateway: str
    since: datetime
    until: datetime
    listed: int = 0
    repaired: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    paid: dict[str, int] = field(default_factory=dict)
    refunded: dict[str, int] = field(default_factory=dict)

    @property
    def clean(self) -> bool:
        """Whether books and gateway agree."""
        return not self.differences

    def as_json(self) -> dict[str, Any]:
        """Return plain JSON."""
        moments = {"since": self.since.isoformat(), "until": self.until.isoformat()}
        return {**asdict(self), **moments, "clean": self.clean}


def reconcile(gateway: Gateway) -> Report:
    """Compare, repair and report. Raises `GatewayUnavailable`; then nothing is agreed and the next one begins there."""
    last = Agreement.objects.filter(gateway=gateway.name, environment=gateway.environment, differences=0)
    newest = last.order_by("-until").first()
    now = clock.now()
    report = Report(gateway.name, since=(newest.until - OVERLAP) if newest else _BEGINNING, until=now)
    listed = _ask_again(gateway, report)
    for happening in gateway.list_transactions(report.since):
        listed.append(happening)
        _make_true(gateway, report, happening)
    seen = {happening.transaction: happening for happening in listed if isinstance(happening, Paid)}
    report.listed = len(seen)
    _compare(gateway, report, seen)
    actions.agree(
        gateway=gateway,
        since=report.since,
        until=now,
        listed=report.listed,
        repaired=len(report.repaired),
        differences=len(report.differences),
    )
    return report


def _ask_again(gateway: Gateway, report: Report) -> list[Happening]:
    """Read unpaid orders, running subscriptions and what is under way again; return what the gateway said."""
    told: list[Happening] = []
    orders = Order.objects.filter(gateway=gateway.name, environment=gateway.environment).exclude(checkout="")
    since = min(report.since, report.until - LATECOMERS)
    for order in orders.filter(created__gte=since).exclude(steps__kind="paid").order_by("created"):
        told += gateway.fetch_order(order.checkout)
    running = Subscription.objects.filter(gateway=gateway.name, environment=gateway.environment)
    for subscription in running.exclude(standing=Standing.ENDED).order_by("created"):
        told += gateway.fetch_subscription(subscription.ref)
    open_refunds = Refund.objects.filter(gateway=gateway.name, state=Refund.State.PENDING)
    open_disputes = Dispute.objects.filter(gateway=gateway.name, closed=None)
    waiting = {
        *open_refunds.values_list("transaction", flat=True),
        *open_disputes.values_list("transaction", flat=True),
    }
    for transaction in sorted(waiting):
        told += gateway.fetch_transaction(transaction)
    for happening in told:
        _make_true(gateway, report, happening)
    return told


def _make_true(gateway: Gateway, report: Report, happening: Happening) -> None:
    """Apply one happening; if the books did not know it, it was repaired."""
    missing = _is_missing(gateway, happening)
    outcome = actions.apply(gateway=gateway, happening=happening)
    if missing and not _is_missing(gateway, happening):
        report.repaired.append(f"{missing}: {outcome}")


def _is_missing(gateway: Gateway, happening: Happening) -> str:
    """Name what the books lack, or nothing."""
    match happening:
        case Paid():
            known = Payment.objects.filter(gateway=gateway.name, transaction=happening.transaction).exists()
            name = f"payment {happening.transaction}"
        case Refunded():
            known = Refund.objects.filter(
                gateway=gateway.name, ref=happening.refund, state=happening.state.value
            ).exists()
            name = f"refund {happening.refund}"
        case Disputed():
            known = Dispute.objects.filter(gateway=gateway.name, ref=happening.dispute).exists()
            name = f"dispute {happening.dispute}"
        case DisputeClosed():
            known = Dispute.objects.filter(gateway=gateway.name, ref=happening.dispute, won=happening.won).exists()
            name = f"end of dispute {happening.dispute}"
        case _:
            return ""
    return "" if known else name


def _compare(gateway: Gateway, report: Report, seen: dict[str, Paid]) -> None:
    """Compare payment by payment; report what does not fit, and what only we have."""
    ours = {
        payment.transaction: payment
        for payment in Payment.objects.filter(gateway=gateway.name, environment=gateway.environment)
        if payment.transaction in seen or report.since <= payment.settled < report.until - GRACE
    }
    for transaction, paid in seen.items():
        payment = ours.get(transaction)
        if payment is None:
            report.differences.append(f"{transaction}: {paid.amount} {paid.currency} is not in our books.")
        elif (payment.amount, payment.currency) != (paid.amount, paid.currency):
            report.differences.append(
                f"{transaction}: the gateway says {paid.amount} {paid.currency}, our books say {payment.amount} "
                f"{payment.currency}."
            )
        else:
            report.paid[paid.currency] = report.paid.get(paid.currency, 0) + paid.amount
            report.refunded[paid.currency] = report.refunded.get(paid.currency, 0) + payment.refunded
    for transaction in ours.keys() - seen.keys():
        actions.note_missing(gateway=gateway, payment=ours[transaction])
        report.differences.append(f"{transaction}: in our books, and the gateway does not list it.")
    surplus = Finding.objects.filter(gateway=gateway.name, code="payment_twice", closed=None)
    report.differences += [finding.sentence for finding in surplus]
