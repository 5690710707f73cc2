"""What a payment service keeps. Amounts are minor units, gross; moments are aware. `more` is the vendor's own."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Facts = dict[str, Any]


@dataclass(slots=True)
class Article:
    """What is sold. `interval` is `once`, `month` or `year`; with `exclusive` the tax comes on top of the amount."""

    ref: str
    title: str
    amount: int
    currency: str
    interval: str = "once"
    exclusive: bool = False
    more: Facts = field(default_factory=dict)

    @property
    def is_plan(self) -> bool:
        """Whether it is paid again and again."""
        return self.interval != "once"


@dataclass(slots=True)
class Customer:
    """A buyer."""

    id: str
    email: str
    created: datetime
    name: str = ""
    country: str = "NL"
    more: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Checkout:
    """A page on which something can be paid. `status` is `open`, `paid` or `expired`; `reference` is the merchant's."""

    id: str
    article: Article
    reference: str
    success_url: str
    cancel_url: str
    created: datetime
    expires: datetime
    email: str = ""
    customer: str = ""
    metadata: dict[str, str] = field(default_factory=dict)
    status: str = "open"
    payment: str = ""
    subscription: str = ""
    more: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Payment:
    """Money that arrived. `tax` is part of `amount`; `refunded` counts refunds that have not failed."""

    id: str
    checkout: str
    customer: str
    article: Article
    amount: int
    tax: int
    currency: str
    settled: datetime
    metadata: dict[str, str]
    subscription: str = ""
    period_start: datetime | None = None
    period_end: datetime | None = None
    prorated: bool = False
    refunded: int = 0
    dispute: str = ""
    more: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Refund:
    """Money that goes back. `state` is `pending`, `succeeded` or `failed`; `key` is the merchant's idempotency key."""

    id: str
    payment: str
    amount: int
    created: datetime
    state: str = "succeeded"
    key: str = ""
    cumulative: int = 0
    more: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Dispute:
    """A payment that the buyer's bank pulls back. `won` is from the merchant's side, once it is `closed`."""

    id: str
    payment: str
    amount: int
    opened: datetime
    reason: str = "The buyer does not know this payment."
    closed: datetime | None = None
    won: bool = False
    more: Facts = field(default_factory=dict)


@dataclass(slots=True)
class Subscription:
    """A plan somebody pays for. `status` is `active`, `past_due`, `paused` or `ended`.

    `number` counts the periods since the `anchor`. With `declines` the next charges are declined. `next_article` is
    charged from the next period on.
    """

    id: str
    checkout: str
    customer: str
    article: Article
    metadata: dict[str, str]
    created: datetime
    anchor: datetime
    period_start: datetime
    period_end: datetime
    next_try: datetime
    number: int = 1
    status: str = "active"
    cancel_at_end: bool = False
    ended: datetime | None = None
    declines: bool = False
    tries: int = 0
    next_article: Article | None = None
    last_payment: str = ""
    more: Facts = field(default_factory=dict)


Record = Customer | Checkout | Payment | Refund | Dispute | Subscription
