"""Stripe, seen from billing: the contract of `gateways.base`."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Self

import httpx2

from aquatint.billing.errors import GatewayRefused
from aquatint.billing.gateways.base import Article, Event, Forged, Plan, Purchase, Redirect
from aquatint.billing.gateways.happenings import Happening
from aquatint.billing.gateways.stripe import signature
from aquatint.billing.gateways.wire import Wire

if TYPE_CHECKING:  # the package takes more than half a second to import, so it waits for the first call
    from aquatint.billing.gateways.stripe.acting import Actor
    from aquatint.billing.gateways.stripe.reading import Reader

Happenings = tuple[Happening, ...]
BASE: Final = "https://api.stripe.com"


class Stripe:
    """Cards and bank payments. The operator is the seller, unless Managed Payments is on: then Stripe is."""

    name: str = "stripe"
    title: str = "Stripe"
    prorates: bool = True
    refunds_in_part: bool = True
    reports_outcomes: bool = True

    def __init__(
        self,
        *,
        key: str,
        secret: str,
        base: str = BASE,
        managed: bool = False,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.environment = "live" if key.startswith(("sk_live_", "rk_live_")) else "test"
        self.merchant_of_record = managed
        self.secret = secret
        self._key = key
        self._wire = Wire(base, secrets=(key, secret), transport=transport)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self | None:
        """Return the gateway if key and webhook secret are there."""
        key, secret = environment.get("STRIPE_API_KEY", ""), environment.get("STRIPE_WEBHOOK_SECRET", "")
        if not key or not secret:
            return None
        managed = environment.get("STRIPE_MANAGED_PAYMENTS") == "on"
        return cls(key=key, secret=secret, base=environment.get("STRIPE_API_BASE") or BASE, managed=managed)

    @cached_property
    def _reader(self) -> "Reader":
        from aquatint.billing.gateways.stripe import asking, reading  # noqa: PLC0415 -- heavy

        return reading.Reader(asking.make(self._wire, key=self._key), managed=self.merchant_of_record)

    @cached_property
    def _actor(self) -> "Actor":
        from aquatint.billing.gateways.stripe import acting, asking  # noqa: PLC0415 -- heavy

        return acting.Actor(asking.make(self._wire, key=self._key), managed=self.merchant_of_record)

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Check the signature and return the event."""
        signature.check(headers, body, secret=self.secret)
        try:
            content: dict[str, Any] = json.loads(body)
            facts = (content["id"], content["type"], content["data"]["object"]["object"])
            live = content["livemode"]
        except (ValueError, KeyError, TypeError):
            raise Forged from None
        if content.get("object") != "event" or not all(isinstance(fact, str) and fact for fact in facts):
            raise Forged
        if not isinstance(live, bool) or not isinstance(content.get("created"), int):
            raise Forged
        return Event(facts[0], facts[1], "live" if live else "test", content)

    def understand(self, event: Event) -> Happenings:
        """Say what an event means, by reading its object again."""
        from aquatint.billing.gateways.stripe.events import moment  # noqa: PLC0415 -- with its reader

        return self._reader.understand(event.type, event.content["data"]["object"], moment(event.content["created"]))

    def fetch_order(self, checkout: str) -> Happenings:
        """Read a page again."""
        return self._reader.order(checkout)

    def fetch_subscription(self, subscription: str) -> Happenings:
        """Read a subscription and its newest payment again."""
        return self._reader.subscription(subscription)

    def fetch_transaction(self, transaction: str) -> Happenings:
        """Read a payment again, with what went back and what is disputed."""
        return self._reader.payment(transaction)

    def list_transactions(self, since: datetime) -> Iterator[Happening]:
        """Yield all that moved money since, and what webhooks that did not arrive were about."""
        return self._reader.listing(since)

    def publish(self, article: Article) -> str:
        """Make a price for a plan, once; a pack's price comes with each page."""
        return "" if article.interval == "once" else self._actor.publish(article)

    def checkout(self, purchase: Purchase) -> Redirect:
        """Open the page for an order."""
        return self._actor.checkout(purchase)

    def refund(self, transaction: str, *, amount: int, currency: str, key: str, full: bool) -> Happenings:
        """Send money back."""
        del currency, full
        return self._actor.refund(transaction, amount=amount, key=key)

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> Happenings:
        """End a subscription."""
        self._actor.cancel(subscription, at_period_end=at_period_end, key=key)
        return self._reader.standing(subscription)

    def resume(self, subscription: str, *, key: str) -> Happenings:
        """Undo a cancellation or a pause."""
        self._actor.resume(subscription, key=key)
        return self._reader.standing(subscription)

    def change_plan(self, subscription: str, plan: Plan, *, now: bool, key: str) -> Redirect | Happenings:
        """Move to another plan: at once with proration, or by a schedule from the next period."""
        if not plan.ref:
            raise GatewayRefused("Stripe does not know this plan.", detail=plan.article.price)
        if not now:
            self._actor.schedule(subscription, plan.ref, key=key)
            return self._reader.standing(subscription)
        return self._actor.change(subscription, plan.ref, key=key) or self._reader.subscription(subscription)

    def portal(self, customer: str, *, return_url: str) -> str:
        """Return a link to the buyer's page at Stripe."""
        return self._actor.portal(customer, return_url=return_url)


GATEWAY: Final = Stripe
