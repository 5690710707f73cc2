"""What every payment service does, in its own books: take money, renew, send back, be disputed; and tell of it."""

import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Final

from aquatint.billing.periods import add_months
from aquatint.emulator.payments.clock import Clock
from aquatint.emulator.payments.outbox import Outbox
from aquatint.emulator.payments.records import (
    Article,
    Checkout,
    Customer,
    Dispute,
    Payment,
    Record,
    Refund,
    Subscription,
)
from aquatint.emulator.payments.setup import Setup

_MONTHS: Final = {"month": 1, "year": 12}
_CHECKOUT_LIFE: Final = timedelta(hours=24)


class What(StrEnum):
    """What can have happened. `Vendor.tell` makes events of it."""

    CHECKOUT_PAID = "checkout_paid"
    CHECKOUT_DECLINED = "checkout_declined"
    CHECKOUT_EXPIRED = "checkout_expired"
    PAID = "paid"
    BEGUN = "begun"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    PAUSED = "paused"
    WILL_END = "will_end"
    RESUMED = "resumed"
    PLAN_CHANGED = "plan_changed"
    ENDED = "ended"
    REFUNDED = "refunded"
    REFUND_CHANGED = "refund_changed"
    DISPUTED = "disputed"
    DISPUTE_CLOSED = "dispute_closed"


class Refused(Exception):
    """The service says no, and why."""


class Vendor(ABC):
    """One payment service: its books and its verbs. A vendor says ids, signatures, events and pages in its own way.

    `prefixes` are those of its ids; `retries` the pauses between the tries of a webhook; a declined renewal is tried
    again every `dunning` until `most_tries`; `tax_percent` is the buyer's country's.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    prefixes: ClassVar[Mapping[str, str]]
    retries: ClassVar[Sequence[timedelta]]
    dunning: ClassVar[timedelta] = timedelta(days=1)
    most_tries: ClassVar[int] = 3
    tax_percent: ClassVar[int] = 21

    def __init__(self, clock: Clock, setup: Setup) -> None:
        self.clock = clock
        self.setup = setup
        self.customers: dict[str, Customer] = {}
        self.checkouts: dict[str, Checkout] = {}
        self.payments: dict[str, Payment] = {}
        self.subscriptions: dict[str, Subscription] = {}
        self.refunds: dict[str, Refund] = {}
        self.disputes: dict[str, Dispute] = {}
        self.refund_state = "succeeded"
        self.tax = self.tax_percent
        self.poke: Callable[[], None] = lambda: None
        self.outbox = Outbox(
            clock, path=f"/billing/webhooks/{self.name}", headers=self.headers, pauses=tuple(self.retries)
        )

    # What a vendor says in its own way

    @abstractmethod
    def tell(self, what: What, record: Record) -> None:
        """Put the events of something that happened into the outbox, if the vendor tells of it at all."""

    @abstractmethod
    def headers(self, identity: str, body: bytes, moment: datetime) -> Mapping[str, str]:
        """Return the headers of one try of a webhook, signature included."""

    def back(self, checkout: Checkout) -> str:
        """Return where a buyer goes who has paid."""
        return checkout.success_url

    def make_id(self, kind: str) -> str:
        """Return a fresh id for a kind of record."""
        return f"{self.prefixes[kind]}_{secrets.token_hex(11)}"

    # What buyers do

    def open_checkout(self, article: Article, **about: object) -> Checkout:
        """Open a page for an article; `about` are further fields of `Checkout`."""
        now = self.clock.now()
        fields = {"reference": "", "success_url": "", "cancel_url": "", **about}
        made = Checkout(self.make_id("checkout"), article, created=now, expires=now + _CHECKOUT_LIFE, **fields)  # type: ignore[arg-type]
        self.checkouts[made.id] = made
        self.poke()
        return made

    def pay(self, checkout: Checkout) -> Payment | None:
        """Pay a page, and begin its plan if it is one; None if it is no longer open."""
        self.expire_due()
        if checkout.status != "open":
            return None
        now = self.clock.now()
        checkout.status = "paid"
        customer = self._customer(checkout, now)
        subscription = self._begin(checkout, customer, now) if checkout.article.is_plan else None
        if subscription:
            self.tell(What.BEGUN, subscription)
        made = self._charge(checkout, subscription, checkout.article, checkout.article.amount, now)
        checkout.payment = made.id
        self.tell(What.CHECKOUT_PAID, checkout)
        self.poke()
        return made

    def decline(self, checkout: Checkout) -> None:
        """Try to pay with a card that is declined."""
        self.tell(What.CHECKOUT_DECLINED, checkout)
        self.poke()

    def abandon(self, checkout: Checkout) -> None:
        """Leave without paying: the page closes."""
        if checkout.status == "open":
            checkout.status = "expired"
            self.tell(What.CHECKOUT_EXPIRED, checkout)
            self.poke()

    # What merchants and buyers ask for later

    def refund(self, payment: Payment, amount: int, *, key: str = "") -> Refund:
        """Send so much of a payment back. The same key again: the same refund. Raises `Refused`."""
        before = next((one for one in self.refunds.values() if key and one.key == key), None)
        if before:
            return before
        if not 0 < amount <= payment.amount - payment.refunded:
            raise Refused("There is not so much left of this payment.")
        payment.refunded += amount
        made = Refund(
            self.make_id("refund"), payment.id, amount, self.clock.now(), self.refund_state, key, payment.refunded
        )
        self.refunds[made.id] = made
        self.tell(What.REFUNDED, made)
        self.poke()
        return made

    def settle_refund(self, refund: Refund, *, succeeded: bool) -> None:
        """Decide a refund that is pending."""
        if refund.state == "pending":
            refund.state = "succeeded" if succeeded else "failed"
            if not succeeded:
                self.payments[refund.payment].refunded -= refund.amount
            self.tell(What.REFUND_CHANGED, refund)
            self.poke()

    def dispute(self, payment: Payment) -> Dispute:
        """Pull back what is left of a payment, as the buyer's bank does; once."""
        if payment.dispute:
            return self.disputes[payment.dispute]
        left = payment.amount - payment.refunded
        made = Dispute(self.make_id("dispute"), payment.id, left, self.clock.now())
        self.disputes[made.id] = made
        payment.dispute = made.id
        self.tell(What.DISPUTED, made)
        self.poke()
        return made

    def close_dispute(self, dispute: Dispute, *, won: bool) -> None:
        """Decide a dispute."""
        if dispute.closed is None:
            dispute.closed, dispute.won = self.clock.now(), won
            self.tell(What.DISPUTE_CLOSED, dispute)
            self.poke()

    def cancel(self, subscription: Subscription, *, at_period_end: bool) -> None:
        """End a subscription with its period, or now. Raises `Refused` if it has ended."""
        self._running(subscription)
        if at_period_end:
            subscription.cancel_at_end = True
            self.tell(What.WILL_END, subscription)
        else:
            self._end(subscription, self.clock.now())
        self.poke()

    def resume(self, subscription: Subscription) -> None:
        """Undo a cancellation for the period's end, or a pause. Raises `Refused` if it has ended."""
        self._running(subscription)
        subscription.cancel_at_end = False
        if subscription.status == "paused":
            subscription.status = "active"
        self.tell(What.RESUMED, subscription)
        self.poke()

    def pause(self, subscription: Subscription) -> None:
        """Charge nothing until it is resumed. Raises `Refused` if it has ended."""
        self._running(subscription)
        subscription.status = "paused"
        self.tell(What.PAUSED, subscription)
        self.poke()

    def change_now(self, subscription: Subscription, article: Article) -> Payment:
        """Move to another article at once: the price less the unused part of the old period; a period begins today."""
        self._running(subscription)
        now = self.clock.now()
        unused = max(timedelta(0), subscription.period_end - now)
        share = unused / (subscription.period_end - subscription.period_start)
        owed = max(1, article.amount - int(subscription.article.amount * share))
        subscription.article, subscription.next_article = article, None
        subscription.anchor, subscription.number = now, 0
        self._next_period(subscription, now)
        self.tell(What.PLAN_CHANGED, subscription)
        checkout = self.checkouts[subscription.checkout]
        made = self._charge(checkout, subscription, article, owed, now, prorated=True)
        self.poke()
        return made

    def change_next(self, subscription: Subscription, article: Article) -> None:
        """Move to another article with the next period; nothing is charged today."""
        self._running(subscription)
        subscription.next_article = article
        self.tell(What.PLAN_CHANGED, subscription)
        self.poke()

    # What time does

    def next_due(self) -> datetime | None:
        """Return when something happens next by itself."""
        renewals = [one.next_try for one in self.subscriptions.values() if one.status in {"active", "past_due"}]
        closing = [one.expires for one in self.checkouts.values() if one.status == "open"]
        return min([*renewals, *closing], default=None)

    def run_due(self) -> None:
        """Do what time has brought: renewals, ends, pages that close."""
        self.expire_due()
        for one in list(self.subscriptions.values()):
            while one.status in {"active", "past_due"} and one.next_try <= self.clock.now():
                self._renew(one)

    def expire_due(self) -> None:
        """Close the pages whose time is over."""
        for one in self.checkouts.values():
            if one.status == "open" and one.expires <= self.clock.now():
                one.status = "expired"
                self.tell(What.CHECKOUT_EXPIRED, one)

    def _renew(self, one: Subscription) -> None:
        if one.cancel_at_end or one.tries >= self.most_tries:
            self._end(one, one.next_try)
        elif one.declines:
            one.status, one.tries, one.next_try = "past_due", one.tries + 1, one.next_try + self.dunning
            self.tell(What.PAST_DUE, one)
        else:
            at, was = one.next_try, one.status
            if one.next_article:
                one.article, one.next_article, one.anchor, one.number = one.next_article, None, one.period_end, 0
            one.status, one.tries = "active", 0
            self._next_period(one, one.period_end)
            if was != "active":
                self.tell(What.ACTIVE, one)
            self._charge(self.checkouts[one.checkout], one, one.article, one.article.amount, at)

    def _next_period(self, one: Subscription, start: datetime) -> None:
        one.number += 1
        one.period_start = start
        one.period_end = add_months(one.anchor, one.number * _MONTHS[one.article.interval])
        one.next_try = one.period_end

    def _end(self, one: Subscription, at: datetime) -> None:
        one.status, one.ended = "ended", at
        self.tell(What.ENDED, one)

    def _running(self, one: Subscription) -> None:
        if one.status == "ended":
            raise Refused("This subscription has ended.")

    def _customer(self, checkout: Checkout, now: datetime) -> Customer:
        made = self.customers.get(checkout.customer)
        made = made or next((one for one in self.customers.values() if one.email == checkout.email), None)
        made = made or Customer(self.make_id("customer"), checkout.email, now)
        self.customers[made.id] = made
        checkout.customer = made.id
        return made

    def _begin(self, checkout: Checkout, customer: Customer, now: datetime) -> Subscription:
        end = add_months(now, _MONTHS[checkout.article.interval])
        identity = checkout.subscription or self.make_id("subscription")
        about = dict(checkout.metadata)
        made = Subscription(identity, checkout.id, customer.id, checkout.article, about, now, now, now, end, end)
        self.subscriptions[made.id] = made
        checkout.subscription = made.id
        return made

    def _charge(
        self,
        checkout: Checkout,
        subscription: Subscription | None,
        article: Article,
        amount: int,
        at: datetime,
        *,
        prorated: bool = False,
    ) -> Payment:
        tax = round(amount * self.tax / 100)
        if not article.exclusive:
            tax = amount - round(amount * 100 / (100 + self.tax))
        made = Payment(
            id=self.make_id("payment"),
            checkout=checkout.id,
            customer=checkout.customer,
            article=article,
            amount=amount + tax if article.exclusive else amount,
            tax=tax,
            currency=article.currency,
            settled=at,
            metadata=dict(checkout.metadata),
            subscription=subscription.id if subscription else "",
            period_start=subscription.period_start if subscription else None,
            period_end=subscription.period_end if subscription else None,
            prorated=prorated,
        )
        self.payments[made.id] = made
        if subscription:
            subscription.last_payment = made.id
        self.tell(What.PAID, made)
        return made
