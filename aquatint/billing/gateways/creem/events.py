"""Creem's words: its objects as JSON, and what they mean in ours. No network.

All of Creem's lists of words are taken as open: a status that is not known here changes nothing. Moments are ISO text
or milliseconds. `metadata` of checkouts and subscriptions holds our `order`, `person` and `price`.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from aquatint.billing.gateways.base import Event, Forged
from aquatint.billing.gateways.happenings import (
    DisputeClosed,
    Disputed,
    Happening,
    Nothing,
    Paid,
    Refunded,
    RefundState,
    Standing,
    SubscriptionChanged,
)
from aquatint.kit import clock

Object = Mapping[str, Any]
NOTHING: Final[Object] = {}
PERIODS: Final = {"once": "once", "month": "every-month", "year": "every-year"}
_STANDINGS: Final = {
    "active": Standing.ACTIVE,
    "trialing": Standing.ACTIVE,
    "scheduled_cancel": Standing.ACTIVE,
    "past_due": Standing.PAST_DUE,
    "unpaid": Standing.PAST_DUE,
    "expired": Standing.PAST_DUE,  # not the end: its payment may still come
    "paused": Standing.PAUSED,
    "canceled": Standing.ENDED,
    "cancelled": Standing.ENDED,
}
_REFUNDS: Final = {
    "succeeded": RefundState.SUCCEEDED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}
_PAID: Final = frozenset({"paid", "refunded", "partialrefund", "chargedback", "chargeback"})
_DISPUTED: Final = frozenset({"chargedback", "chargeback"})
_LIVE: Final = frozenset({"prod", "live", "production"})


def event(content: Any, *, header_id: str, environment: str) -> Event:  # noqa: ANN401 -- whatever was sent
    """Return the event in either of Creem's envelopes. Raises `Forged` if it is none, or its id is blank.

    `header_id` is the id of a Standard Webhooks delivery, for a body without one. `environment` is ours, for an object
    that does not name its own.
    """
    if not isinstance(content, dict):
        raise Forged
    identity = content.get("id", header_id)
    kind = content.get("eventType") or content.get("type")
    about = part(content, "object") or part(content, "data")
    if not isinstance(identity, str) or not identity.strip() or not isinstance(kind, str) or not about:
        raise Forged
    mode = about.get("mode")
    return Event(identity.strip(), kind, environment if mode is None else _environment(mode), content)


def _environment(mode: object) -> str:
    return "live" if mode in _LIVE else "test"


def kind_of(content: Object) -> str:
    """Return an event's type."""
    return str(content.get("eventType") or content.get("type") or "")


def object_of(content: Object) -> Object:
    """Return what an event is about."""
    return part(content, "object") or part(content, "data")


def created(content: Object) -> datetime:
    """Return when an event was made; now, if it does not say."""
    return moment(content.get("created_at") or content.get("timestamp")) or clock.now()


def part(about: Object, name: str) -> Object:
    """Return a nested object, empty if there is only its id or nothing."""
    found = about.get(name)
    return found if isinstance(found, dict) else NOTHING


def ref(about: Object, name: str) -> str:
    """Return the id of something nested, whether it stands there whole or as an id."""
    found = about.get(name)
    found = found.get("id") if isinstance(found, dict) else found
    return found if isinstance(found, str) else ""


def text(about: Object, name: str) -> str:
    """Return a text, empty if it is none."""
    found = about.get(name)
    return found if isinstance(found, str) else ""


def whole(about: Object, name: str) -> int:
    """Return a whole number, 0 if it is none."""
    found = about.get(name)
    return found if isinstance(found, int) and not isinstance(found, bool) else 0


def moment(value: object) -> datetime | None:
    """Return a moment of either form."""
    if isinstance(value, str):
        try:
            found = datetime.fromisoformat(value)
        except ValueError:
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    if isinstance(value, int | float):
        return datetime.fromtimestamp(value / 1000, UTC)
    return None


def changed(subscription: Object, *, as_of: datetime, past_due: bool = False) -> Happening:
    """Say how a subscription stands. `past_due` for events that say so whatever the object's status says.

    The product is left out: a plan counts from its first payment, which names it.
    """
    status = text(subscription, "status")
    standing = _STANDINGS.get(status)
    if past_due and standing is not Standing.ENDED:
        standing = Standing.PAST_DUE
    if standing is None:
        return Nothing(f"Creem's status {status[:40]!r} of a subscription is not known here.")
    end = moment(subscription.get("current_period_end_date"))
    return SubscriptionChanged(
        subscription=text(subscription, "id"),
        standing=standing,
        as_of=as_of,
        ends=end if status == "scheduled_cancel" else None,
        order=text(part(subscription, "metadata"), "order"),
        period_start=moment(subscription.get("current_period_start_date")),
        period_end=end,
        customer=ref(subscription, "customer"),
    )


def was_paid(transaction: Object) -> bool:
    """Whether a transaction was ever paid, whatever came later."""
    return _word(transaction) in _PAID


def gross(transaction: Object) -> int:
    """Return what was paid, with tax."""
    return whole(transaction, "amount_paid") or whole(transaction, "amount")


def fits(transaction: Object, product: Object) -> bool:
    """Whether a transaction is of a product's price, with the tax in it or on top of it."""
    paid, price = gross(transaction), whole(product, "price")
    return price in {paid, paid - whole(transaction, "tax_amount")} and ref(transaction, "currency") == ref(
        product, "currency"
    )


def paid(transaction: Object, *, about: Object, plan: str, checkout: str = "", prorated: bool = False) -> Paid:
    """Say what was paid. `about` is the checkout or subscription whose metadata binds it to an order of ours."""
    metadata = {name: value for name, value in part(about, "metadata").items() if isinstance(value, str)}
    subscription = ref(transaction, "subscription")
    start, end = (moment(transaction.get(name)) for name in ("period_start", "period_end"))
    if subscription and not (start and end):
        start, end = (moment(about.get(f"current_period_{name}_date")) for name in ("start", "end"))
    return Paid(
        transaction=text(transaction, "id"),
        amount=gross(transaction),
        tax=whole(transaction, "tax_amount"),
        currency=text(transaction, "currency").upper(),
        settled=moment(transaction.get("created_at")) or clock.now(),
        order=metadata.get("order") or text(about, "request_id"),
        checkout=checkout,
        subscription=subscription,
        period_start=start if subscription else None,
        period_end=end if subscription else None,
        prorated=prorated,
        plan=plan,
        person=metadata.get("person", ""),
        customer=ref(transaction, "customer") or ref(about, "customer"),
        country=text(transaction, "tax_country") or text(part(about, "customer"), "country"),
        metadata=metadata,
    )


def refunded(refund: Object, transaction: Object) -> Happening:
    """Say what an event tells of a refund.

    Creem's refunds have ids only in events, so all roads name one by its transaction and by how much had gone back
    with it. One that is pending and not yet counted by the transaction cannot be followed: the listing tells of it
    when it is done.
    """
    state = _REFUNDS.get(text(refund, "status"), RefundState.PENDING)
    amount, gone = whole(refund, "refund_amount"), whole(transaction, "refunded_amount")
    if state is RefundState.PENDING and gone < amount:
        return Nothing("A refund is on its way; it counts when the transaction shows it.")
    total = gone + amount if state is RefundState.FAILED else max(gone, amount)
    at = moment(refund.get("created_at")) or clock.now()
    return _refund(transaction, total=total, amount=amount, state=state, at=at)


def went_back(transaction: Object, *, amount: int = 0, state: RefundState = RefundState.SUCCEEDED) -> Refunded:
    """Say what a transaction shows of its refunds; `amount` is the last one's, if that is known."""
    gone = whole(transaction, "refunded_amount")
    return _refund(transaction, total=gone, amount=amount or gone, state=state, at=clock.now())


def on_its_way(transaction: Object, *, amount: int, status: str) -> Refunded:
    """Say what became of a refund that was asked for and that the transaction does not show.

    It has a name of its own, so that the transaction's silence is not taken for its failure.
    """
    state = _REFUNDS.get(status, RefundState.PENDING)
    made = _refund(transaction, total=gross(transaction), amount=amount, state=state, at=clock.now())
    return replace(made, refund=f"{made.refund}:asked")


def not_refunded(transaction: Object) -> Refunded:
    """Say that a transaction stands whole: a refund of all of it, if there was one, has failed."""
    whole_sum = gross(transaction)
    return _refund(transaction, total=whole_sum, amount=whole_sum, state=RefundState.FAILED, at=clock.now())


def _refund(transaction: Object, *, total: int, amount: int, state: RefundState, at: datetime) -> Refunded:
    identity = text(transaction, "id")
    currency = text(transaction, "currency").upper()
    cumulative = None if state is RefundState.FAILED else total
    return Refunded(identity, f"{identity}:{total}", amount, currency, state, at, cumulative)


def disputed(transaction: Object, dispute: Object = NOTHING) -> tuple[Happening, ...]:
    """Say that a payment was pulled back. Creem never tells an outcome, so it counts as lost at once.

    The id is made of the transaction, as only the event has one and a transaction is disputed once.
    """
    identity = text(transaction, "id")
    at = moment(dispute.get("created_at")) or clock.now()
    amount = whole(dispute, "amount") or gross(transaction)
    name, currency = f"{identity}:dispute", text(transaction, "currency").upper()
    opened = Disputed(identity, name, amount, currency, at, "Charged back; Creem does not tell how it ends.")
    return (opened, DisputeClosed(identity, name, won=False, at=at))


def is_disputed(transaction: Object) -> bool:
    """Whether a transaction was charged back."""
    return _word(transaction) in _DISPUTED


def _word(transaction: Object) -> str:
    return text(transaction, "status").replace("_", "").lower()
