"""What can happen at a gateway, in our words.

Each gateway translates its events and objects into these; nothing above knows a vendor's word. All of them state a
fact and can be told any number of times, in any order: `billing.actions.apply` makes each true once. Amounts are whole
numbers of the currency's minor unit (cents), gross, that is with tax. Currencies are upper-case ISO 4217 codes.
Moments are aware. An empty string or None means: the gateway does not say.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Paid:
    """Money arrived for good: for an order that buys a pack, or for one period of a subscription.

    `transaction` is the gateway's id of this payment. It must be the same by whichever road the payment is learned of
    (event, re-reading the order or subscription, listing), because the grant happens once for each. At least one of
    `order` (our `ord_…`, as it came back in metadata), `checkout` (what `Gateway.checkout` returned as `ref`) and
    `subscription` (the gateway's id) must be there. `amount` was paid, `tax` of it is tax. A subscription's payment
    has its period; with `prorated` it is the charge for a change of plan in the middle of a period, and may be less
    than the plan's price. `plan` is what was paid for: the gateway's id of it (`Plan.ref`) or our `price` id
    (`pri_…`); both empty means the plan we know of. `person` is our `per_…` from metadata, compared if given.
    """

    transaction: str
    amount: int
    currency: str
    settled: datetime
    tax: int = 0
    order: str = ""
    checkout: str = ""
    subscription: str = ""
    period_start: datetime | None = None
    period_end: datetime | None = None
    prorated: bool = False
    plan: str = ""
    price: str = ""
    person: str = ""
    customer: str = ""
    country: str = ""
    last4: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


class RefundState(StrEnum):
    """How far a refund is. `pending` counts as done until it is `failed`."""

    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Refunded:
    """Money of a payment went back, in whole or in part.

    `refund` is the gateway's id of this refund; where a gateway shows none, make one that is stable
    (`<transaction>:<cumulative>`). `cumulative` is what was refunded of the transaction in all, if the gateway tells.
    """

    transaction: str
    refund: str
    amount: int
    currency: str
    state: RefundState
    at: datetime
    cumulative: int | None = None


@dataclass(frozen=True, slots=True)
class Disputed:
    """The buyer's bank or the gateway pulls a payment back. `amount` is what is disputed."""

    transaction: str
    dispute: str
    amount: int
    currency: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DisputeClosed:
    """A dispute ended. A gateway that never tells the outcome says `won=False` together with `Disputed`."""

    transaction: str
    dispute: str
    won: bool
    at: datetime


class Standing(StrEnum):
    """How a subscription stands.

    `active` is paid; `past_due` failed to renew and is being tried again; `paused` charges nothing for now; `ended` is
    final. Whether it will end after this period is a date of its own (`SubscriptionChanged.ends`).
    """

    ACTIVE = "active"
    PAST_DUE = "past_due"
    PAUSED = "paused"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class SubscriptionChanged:
    """How a subscription stands at a moment. It grants nothing; only `Paid` does.

    `as_of` is the moment at which this was true: the moment of asking after a re-read, otherwise the event's own. What
    is older than what we know is ignored. `ends` is the moment at which it will end (cancelled for the period's end),
    None if it goes on. `order` is our `ord_…` from its metadata.
    """

    subscription: str
    standing: Standing
    as_of: datetime
    ends: datetime | None = None
    order: str = ""
    checkout: str = ""
    period_start: datetime | None = None
    period_end: datetime | None = None
    plan: str = ""
    price: str = ""
    customer: str = ""


@dataclass(frozen=True, slots=True)
class PaymentFailed:
    """A payment was declined: a renewal (`subscription`), or the first one (`order` or `checkout`).

    `final` for a checkout that has expired or was abandoned at the gateway, so that it can never be paid any more.
    """

    at: datetime
    reason: str = ""
    order: str = ""
    checkout: str = ""
    subscription: str = ""
    final: bool = False


@dataclass(frozen=True, slots=True)
class Warned:
    """A bank fears that a payment is fraud. Nothing has moved; sending it back now forestalls a dispute."""

    transaction: str
    warning: str
    at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Nothing:
    """An event that is none of our business, and why."""

    reason: str


Happening = Paid | Refunded | Disputed | DisputeClosed | SubscriptionChanged | PaymentFailed | Warned | Nothing
