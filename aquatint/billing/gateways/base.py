"""The contract between billing and a gateway. `docs/billing.md` has the whole picture.

A gateway is plain code: no Django models, no rows, no transaction. All of its methods are **synchronous** and are
called in a thread, outside any transaction; those that talk to the network say so and take at most some 20 seconds
(`gateways.wire`). They raise `GatewayUnavailable` when the other side is away or did not answer, and `GatewayRefused`
when it said no. A method that acts (`checkout`, `refund`, `cancel`, …) may be called again after a crash with the same
key: it must not act twice (an idempotency header where there is one, else look before acting).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, Self

from aquatint.billing.gateways.happenings import Happening, SubscriptionChanged


@dataclass(frozen=True, slots=True)
class Article:
    """What is sold, as a gateway needs to know it: one price of a pack or plan.

    `price` is our `pri_…`. `interval` is `once`, `month` or `year`. `title` never holds the name of a model: some
    gateways forbid it. `amount` is gross, in minor units.
    """

    price: str
    title: str
    interval: str
    currency: str
    amount: int
    credits: int


@dataclass(frozen=True, slots=True)
class Plan:
    """An article and the gateway's own id of it (`Gateway.publish`), empty where the gateway needs none."""

    article: Article
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a checkout is asked for.

    `order` is our `ord_…`: send it as metadata, as the gateway's request or client reference, and as idempotency key.
    `amount` may be less than the article's price (a promotion on a pack); for plans it is the price. `metadata` holds
    `order`, `person` and `price` and belongs on whatever carries metadata into later events (the subscription too).
    """

    order: str
    person: str
    email: str
    plan: Plan
    amount: int
    success_url: str
    cancel_url: str
    customer: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Redirect:
    """Where the browser goes to pay or to approve, and the gateway's id of that page (the checkout)."""

    url: str
    ref: str


@dataclass(frozen=True, slots=True)
class Event:
    """A webhook whose signature was good.

    `id` is the gateway's id of the event, never empty (else raise `Forged`). `environment` is `live` or `test`.
    `content` is the parsed body; the raw bytes are kept by the inbox.
    """

    id: str
    type: str
    environment: str
    content: dict[str, Any]


class Forged(Exception):
    """The signature is missing, wrong or too old, or the body cannot be an event. Nothing is stored, only counted."""


class Gateway(Protocol):
    """Somebody who takes money for us.

    `merchant_of_record`: sells in its own name and issues the tax document. `prorates`: a change of plan to a dearer
    one can take effect at once. `refunds_in_part`: can refund less than all. `reports_outcomes`: tells how a dispute
    ended. `environment` is `live` or `test`; events of another one are kept and not acted upon.
    """

    name: str
    title: str
    environment: str
    merchant_of_record: bool
    prorates: bool
    refunds_in_part: bool
    reports_outcomes: bool

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self | None:
        """Return the gateway if its settings (`CREEM_API_KEY`, …) are all there, else None. No network."""

    # What comes in

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Check a webhook's signature and return its event. `headers` have lower-case names. Raises `Forged`.

        No network, but for what a signature needs (a certificate).
        """

    def understand(self, event: Event) -> tuple[Happening, ...]:
        """Say in our words what an event means; an unknown event is `Nothing`.

        May re-read the object from the gateway (network), and must where the signature does not prove the body.
        """

    # The truth, read again. Each returns all that follows from the object as it is now. Network.

    def fetch_order(self, checkout: str) -> tuple[Happening, ...]:
        """Read a checkout again (for PayPal: capture it if it is approved).

        `Paid` if it is paid, `PaymentFailed` with `final` if it can never be paid any more, otherwise `Nothing`.
        Subscriptions add `SubscriptionChanged`.
        """

    def fetch_subscription(self, subscription: str) -> tuple[Happening, ...]:
        """Read a subscription again: `SubscriptionChanged`, and `Paid` for its latest paid period."""

    def fetch_transaction(self, transaction: str) -> tuple[Happening, ...]:
        """Read a payment again: `Paid` if it was ever paid, and each `Refunded` and `Disputed` that it shows."""

    def list_transactions(self, since: datetime) -> Iterator[Happening]:
        """Yield `Paid` for each payment settled since, and its `Refunded`; page by page. Any order."""

    # What we ask for. Network.

    def publish(self, article: Article) -> str:
        """Make the article known to the gateway and return its id there, or "" if the gateway needs none.

        Billing keeps the id, so this is called once for each price. Called twice it may make two; the first kept wins.
        """

    def checkout(self, purchase: Purchase) -> Redirect:
        """Open a page on which this can be paid. The same order again: the same page, or another for the same order."""

    def refund(self, transaction: str, *, amount: int, currency: str, key: str, full: bool) -> tuple[Happening, ...]:
        """Send back `amount` of a payment (`full`: all that is left) and return the `Refunded`.

        `key` is ours and stable; called again with it, refunds nothing more and returns the same refund.
        """

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> tuple[Happening, ...]:
        """End a subscription and return the `SubscriptionChanged`.

        Where a gateway can only end at once, return `standing` as `ended`: what was paid for stays usable here anyway.
        """

    def resume(self, subscription: str, *, key: str) -> tuple[Happening, ...]:
        """Undo a cancellation for the period's end, or a pause. Raises `GatewayRefused` where it cannot be undone."""

    def change_plan(self, subscription: str, plan: Plan, *, now: bool, key: str) -> Redirect | tuple[Happening, ...]:
        """Move a subscription to another plan. A `Redirect` if the buyer has to approve it there.

        `now`: with proration and a period that begins today; else from the next period, with nothing charged today.
        """

    def portal(self, customer: str, *, return_url: str) -> str:
        """Return a link to the gateway's page for payment methods and invoices, fetched when clicked, never stored.

        Raises `GatewayRefused` if there is none.
        """


class Screener(Protocol):
    """A gateway that obliges its merchants to have each prompt screened by it (`billing.screening`)."""

    def screen(self, prompt: str) -> tuple[bool, str]:
        """Return whether the prompt may be painted, and the gateway's id of the decision.

        Network, 5 seconds at most. Any error counts as a no.
        """


__all__ = [
    "Article",
    "Event",
    "Forged",
    "Gateway",
    "Happening",
    "Plan",
    "Purchase",
    "Redirect",
    "Screener",
    "SubscriptionChanged",
]
