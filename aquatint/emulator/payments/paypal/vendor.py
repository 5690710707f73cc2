"""The emulated PayPal's books: what is its own on top of what all payment services do."""

import json
import secrets
import string
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final
from urllib.parse import urlencode

from aquatint.billing.periods import add_months
from aquatint.emulator.payments.clock import Clock
from aquatint.emulator.payments.paypal import shapes, signing
from aquatint.emulator.payments.records import Article, Checkout, Customer, Payment, Record, Refund, Subscription
from aquatint.emulator.payments.setup import Setup
from aquatint.emulator.payments.vendor import Refused, Vendor, What

CLIENT_ID: Final = "emulated-client"
CLIENT_SECRET: Final = "emulated-secret"  # noqa: S105 -- the emulator's own, known to all
WEBHOOK_ID: Final = "EMULATEDWEBHOOK01"
_LETTERS: Final = string.ascii_uppercase + string.digits
_ORDER_LIFE: Final = timedelta(hours=6)
_MONTHS: Final = {"month": 1, "year": 12}
_BILLING_HOUR: Final = 10
"""The hour of the day (UTC) at which PayPal charges."""
_SUBSCRIPTION_EVENTS: Final = {
    What.BEGUN: "ACTIVATED",
    What.PAST_DUE: "PAYMENT.FAILED",
    What.PAUSED: "SUSPENDED",
    What.RESUMED: "ACTIVATED",
    What.PLAN_CHANGED: "UPDATED",
    What.ENDED: "CANCELLED",
}


class PayPal(Vendor):
    """PayPal: approval is not payment, a cancellation is at once, what could not be charged is suspended."""

    name: ClassVar[str] = "paypal"
    title: ClassVar[str] = "PayPal"
    prefixes: ClassVar[Mapping[str, str]] = {}
    retries: ClassVar[tuple[timedelta, ...]] = (
        *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 60)),
        *(timedelta(hours=hours) for hours in (2, 3, *[4] * 10, *[3] * 7)),
    )
    """25 tries within three days."""
    dunning: ClassVar[timedelta] = timedelta(days=5)
    most_tries: ClassVar[int] = 3
    tax_percent: ClassVar[int] = 0

    def __init__(self, clock: Clock, setup: Setup) -> None:
        super().__init__(clock, setup)
        self.plans: dict[str, Article] = {}
        self.products: dict[str, dict[str, Any]] = {}
        self.tokens: set[str] = set()
        self.answers: dict[tuple[str, str], tuple[int, bytes]] = {}
        self.home = ""

    @property
    def client_id(self) -> str:
        """The client id of the merchant's app."""
        return self.setup.secret("PAYPAL_CLIENT_ID", CLIENT_ID)

    @property
    def client_secret(self) -> str:
        """The secret of the merchant's app."""
        return self.setup.secret("PAYPAL_CLIENT_SECRET", CLIENT_SECRET)

    @property
    def webhook(self) -> str:
        """The id of the merchant's webhook."""
        return self.setup.secret("PAYPAL_WEBHOOK_ID", WEBHOOK_ID)

    def make_id(self, kind: str) -> str:
        """Return a fresh id in PayPal's manner."""
        match kind:
            case "subscription":
                return f"I-{_random(12)}"
            case "plan":
                return f"P-{_random(24)}"
            case "dispute":
                return f"PP-R-{_random(3)}-{_random(8)}"
            case "event":
                return f"WH-{_random(17)}-{_random(17)}"
            case _:
                return _random(13 if kind == "customer" else 17)

    def headers(self, identity: str, body: bytes, moment: datetime) -> Mapping[str, str]:
        """Sign one try."""
        return signing.headers(identity, body, moment, webhook=self.webhook, home=self.home)

    def back(self, checkout: Checkout) -> str:
        """Return where the buyer goes, with what PayPal adds to the address."""
        added = {"subscription_id": checkout.id} if checkout.article.is_plan else {"token": checkout.id}
        joint = "&" if "?" in checkout.success_url else "?"
        return f"{checkout.success_url}{joint}{urlencode(added)}"

    def tell(self, what: What, record: Record) -> None:
        """Write the event."""
        if isinstance(record, Subscription) and what in _SUBSCRIPTION_EVENTS:
            self._event(
                f"BILLING.SUBSCRIPTION.{_SUBSCRIPTION_EVENTS[what]}", "subscription", shapes.subscription(self, record)
            )
        elif isinstance(record, Payment) and what is What.PAID:
            if record.subscription:
                self._event("PAYMENT.SALE.COMPLETED", "sale", shapes.sale(self, record))
            else:
                self._event("PAYMENT.CAPTURE.COMPLETED", "capture", shapes.capture(self, record))
        elif isinstance(record, Refund) and what is What.REFUNDED:
            if self.payments[record.payment].subscription:
                self._event("PAYMENT.SALE.REFUNDED", "refund", shapes.sale_refund(self, record))
            else:
                self._event("PAYMENT.CAPTURE.REFUNDED", "refund", shapes.refund(self, record))
        elif what in {What.DISPUTED, What.DISPUTE_CLOSED}:
            word = "CREATED" if what is What.DISPUTED else "RESOLVED"
            self._event(f"CUSTOMER.DISPUTE.{word}", "dispute", shapes.dispute(self, self.disputes[record.id]))

    # What is PayPal's own

    def open_order(self, article: Article, **about: object) -> Checkout:
        """Create an order; it is forgotten after six hours."""
        made = self.open_checkout(article, **about)
        made.expires = made.created + _ORDER_LIFE
        return made

    def open_subscription(self, article: Article, **about: object) -> Checkout:
        """Create a subscription that waits for approval; both have one id."""
        made = self.open_checkout(article, **about)
        del self.checkouts[made.id]
        made.id = made.subscription = self.make_id("subscription")
        self.checkouts[made.id] = made
        return made

    def open_revision(self, subscription: Subscription, article: Article, **about: object) -> Checkout:
        """Open the page on which a buyer approves another plan."""
        made = self.open_checkout(article, **about)
        made.more["revises"] = subscription.id
        return made

    def pay(self, checkout: Checkout) -> Payment | None:
        """Approve: an order waits to be captured, a subscription begins, a change of plan is taken over."""
        self.expire_due()
        if checkout.status != "open":
            return None
        if revised := self.subscriptions.get(checkout.more.get("revises", "")):
            checkout.status = "paid"
            self.change_next(revised, checkout.article)
            return self.payments[revised.last_payment]
        if checkout.article.is_plan:
            return super().pay(checkout)
        checkout.status = "approved"
        now = self.clock.now()
        self._customer(checkout, now)
        self._event("CHECKOUT.ORDER.APPROVED", "checkout-order", shapes.order(self, checkout))
        self.poke()
        article = checkout.article
        # Nothing has been paid yet; this only says to the page that the buyer has approved.
        return Payment("", checkout.id, checkout.customer, article, article.amount, 0, article.currency, now, {})

    def capture(self, checkout: Checkout) -> Payment:
        """Take the money of an approved order. Raises `Refused`."""
        if checkout.status == "paid":
            raise Refused("ORDER_ALREADY_CAPTURED")
        if checkout.status != "approved":
            raise Refused("ORDER_NOT_APPROVED")
        if checkout.more.pop("declines", None):
            raise Refused("INSTRUMENT_DECLINED")
        checkout.status = "paid"
        made = self._charge(checkout, None, checkout.article, checkout.article.amount, self.clock.now())
        checkout.payment = made.id
        self._event("CHECKOUT.ORDER.COMPLETED", "checkout-order", shapes.order(self, checkout))
        self.poke()
        return made

    def decline(self, checkout: Checkout) -> None:
        """Approve with a card that is declined when the order is captured."""
        checkout.more["declines"] = True

    def cancel(self, subscription: Subscription, *, at_period_end: bool) -> None:
        """End a subscription; always at once."""
        del at_period_end
        super().cancel(subscription, at_period_end=False)

    def resume(self, subscription: Subscription) -> None:
        """Let a suspended subscription go on; one whose period is over is charged now. Raises `Refused`."""
        now = self.clock.now()
        if subscription.status == "paused" and subscription.period_end <= now:
            subscription.anchor = subscription.period_end = subscription.next_try = now
            subscription.number = 0
        subscription.tries = 0
        super().resume(subscription)

    def _renew(self, one: Subscription) -> None:
        super()._renew(one)
        if one.status == "past_due" and one.tries >= self.most_tries:
            one.status = "paused"
            self.tell(What.PAUSED, one)

    def _begin(self, checkout: Checkout, customer: Customer, now: datetime) -> Subscription:
        made = super()._begin(checkout, customer, now)
        made.anchor = now.replace(hour=_BILLING_HOUR, minute=0, second=0, microsecond=0)
        made.period_end = made.next_try = add_months(made.anchor, _MONTHS[made.article.interval])
        return made

    def _event(self, kind: str, resource_type: str, resource: Mapping[str, Any]) -> None:
        identity = self.make_id("event")
        body = {
            "id": identity,
            "event_version": "1.0",
            "create_time": shapes.stamp(self.clock.now()),
            "resource_type": resource_type,
            "event_type": kind,
            "summary": kind.replace(".", " ").capitalize(),
            "resource": resource,
            "links": [],
        }
        self.outbox.put(identity, kind, json.dumps(body, separators=(",", ":")).encode())


def _random(number: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(number))
