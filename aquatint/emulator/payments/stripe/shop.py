"""Stripe's own ways: bills behind subscriptions, banks that take days, schedules, warnings; events and signature."""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, override

from aquatint.emulator.payments.records import Article, Checkout, Dispute, Payment, Record, Refund, Subscription
from aquatint.emulator.payments.stripe import shapes
from aquatint.emulator.payments.vendor import Refused, Vendor, What

SECRET: Final = "whsec_aquatint_emulator_stripe"  # noqa: S105 -- the emulator's own, known to all
VERSION: Final = "2026-10-28.endive"
_CHANGES: Final = {What.ACTIVE, What.WILL_END, What.RESUMED, What.PLAN_CHANGED, What.PAUSED}


@dataclass(slots=True)
class Bill:
    """An invoice of a subscription. `unused` is what the old plan leaves: its price, until when it was paid, its worth.

    It is open until `payment` is there.
    """

    id: str
    subscription: str
    reason: str
    article: Article
    amount: int
    created: datetime
    period_start: datetime
    period_end: datetime
    payment: str = ""
    unused: tuple[str, datetime, int] | None = None


class Stripe(Vendor):
    """Stripe: retries for three days, prorates, tells how disputes end. Tax only where Stripe is the seller."""

    name = "stripe"
    title = "Stripe"
    prefixes: ClassVar[Mapping[str, str]] = {
        "checkout": "cs_test",
        "customer": "cus",
        "payment": "pi",
        "subscription": "sub",
        "refund": "re",
        "dispute": "dp",
    }
    retries = tuple(timedelta(hours=2**number) for number in range(6))
    tax_percent = 0

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.prices: dict[str, Article] = {}
        self.bills: dict[str, Bill] = {}
        self.schedules: dict[str, dict[str, Any]] = {}
        self.warnings: dict[str, dict[str, Any]] = {}
        self.answers: dict[str, tuple[datetime, str, dict[str, Any]]] = {}
        self.requests: list[tuple[str, str, dict[str, Any]]] = []

    @property
    def secret(self) -> str:
        """The webhook secret."""
        return self.setup.secret("STRIPE_WEBHOOK_SECRET", SECRET)

    @override
    def headers(self, identity: str, body: bytes, moment: datetime) -> Mapping[str, str]:
        """Sign as Stripe does, with a second signature as while a secret is being replaced."""
        seconds = str(int(moment.timestamp()))
        signed = [_mac(secret, seconds, body) for secret in ("whsec_the_one_before", self.secret)]
        return {"stripe-signature": f"t={seconds}," + ",".join(f"v1={mac}" for mac in signed)}

    @override
    def back(self, checkout: Checkout) -> str:
        """Return the success address, with the page's id where it asks for it."""
        return checkout.success_url.replace("{CHECKOUT_SESSION_ID}", checkout.id)

    @override
    def tell(self, what: What, record: Record) -> None:
        match record:
            case Subscription():
                self._tell_subscription(what, record)
            case Checkout():
                self._tell_checkout(what, record)
            case Payment() if record.subscription:
                self._put("invoice.paid", shapes.invoice(self, self._paid(record)))
            case Refund():
                kind = {What.REFUNDED: "refund.created"}.get(what, "refund.updated")
                self._put("refund.failed" if record.state == "failed" else kind, shapes.refund(self, record))
                self._put("charge.refunded", shapes.charge(self, self.payments[record.payment]))
            case Dispute():
                self._tell_dispute(what, record)

    def put_warning(self, payment: Payment) -> str:
        """Have the buyer's bank fear fraud."""
        identity = f"issfr_{secrets.token_hex(11)}"
        self.warnings[identity] = shapes.warning(self, identity, payment)
        self._put("radar.early_fraud_warning.created", self.warnings[identity])
        self.poke()
        return identity

    # Banks that take days

    def pay_by_bank(self, checkout: Checkout) -> None:
        """Complete a page with a payment that a bank has yet to carry out. Raises `Refused`."""
        if checkout.status != "open" or checkout.article.is_plan:
            raise Refused("This page takes no payment by bank.")
        checkout.status = "paid"
        checkout.more |= {"bank": "pending", "intent": self.make_id("payment")}
        self._customer(checkout, self.clock.now())
        self._put("checkout.session.completed", shapes.session(self, checkout))
        self.poke()

    def decide_bank(self, checkout: Checkout, *, carried_out: bool) -> None:
        """Carry a bank's payment out, or not."""
        if checkout.more.get("bank") != "pending":
            raise Refused("No bank is at work here.")
        checkout.more["bank"] = "done" if carried_out else "failed"
        if carried_out:
            made = self._charge(checkout, None, checkout.article, checkout.article.amount, self.clock.now())
            del self.payments[made.id]
            made.id = checkout.payment = checkout.more["intent"]
            self.payments[made.id] = made
        word = "succeeded" if carried_out else "failed"
        self._put(f"checkout.session.async_payment_{word}", shapes.session(self, checkout))
        self.poke()

    # Plans

    @override
    def pay(self, checkout: Checkout) -> Payment | None:
        if "bill" not in checkout.more:
            return super().pay(checkout)
        if checkout.status != "open":
            return None
        checkout.status = "paid"
        subscription = self.subscriptions[checkout.more["subscription"]]
        subscription.declines = False
        made = self.change_now(subscription, checkout.article)
        checkout.payment = made.id
        return made

    @override
    def change_now(self, subscription: Subscription, article: Article) -> Payment:
        pending = subscription.more.pop("pending", None)
        if pending:
            subscription.more["bill"] = pending
        subscription.more["unused"] = (subscription.article.ref, subscription.period_end)
        return super().change_now(subscription, article)

    def change_pending(self, subscription: Subscription, article: Article, page: str) -> Bill:
        """Keep a change that could not be charged, until somebody pays its bill at `page` + `/checkout/…`."""
        now = self.clock.now()
        bill = self._new_bill(subscription, "subscription_update", article, article.amount, now)
        subscription.more["pending"] = bill.id
        about = {"bill": bill.id, "subscription": subscription.id, "page": page}
        hosted = self.open_checkout(article, customer=subscription.customer, more=about)
        subscription.more["hosted"] = hosted.id
        self._put("invoice.payment_failed", shapes.invoice(self, bill))
        return bill

    @override
    def _renew(self, one: Subscription) -> None:
        had_next = one.next_article is not None
        super()._renew(one)
        if had_next and one.next_article is None and (schedule := one.more.pop("schedule", "")):
            self.schedules[schedule]["status"] = "released"

    def _paid(self, payment: Payment) -> Bill:
        """Close the open bill of a subscription, or write one that is paid."""
        one = self.subscriptions[payment.subscription]
        before = any(bill.payment and bill.subscription == one.id for bill in self.bills.values())
        reason = "subscription_cycle" if before else "subscription_create"
        if payment.prorated:
            reason = "subscription_update"
        bill = self.bills.get(one.more.pop("bill", ""))
        bill = bill or self._new_bill(one, reason, payment.article, payment.amount, payment.settled)
        bill.payment, bill.amount, bill.article = payment.id, payment.amount, payment.article
        bill.period_start, bill.period_end = one.period_start, one.period_end
        if payment.prorated and (unused := one.more.pop("unused", None)):
            bill.unused = (*unused, payment.article.amount - payment.amount)
        payment.more["invoice"] = one.more["latest"] = bill.id
        return bill

    def _new_bill(self, one: Subscription, reason: str, article: Article, amount: int, at: datetime) -> Bill:
        made = Bill(
            f"in_{secrets.token_hex(11)}", one.id, reason, article, amount, at, one.period_start, one.period_end
        )
        self.bills[made.id] = made
        one.more["latest"] = made.id
        return made

    # Events

    def _tell_subscription(self, what: What, one: Subscription) -> None:
        if what is What.PAST_DUE:
            bill = self.bills.get(one.more.get("bill", ""))
            if bill is None:
                article = one.next_article or one.article
                bill = self._new_bill(one, "subscription_cycle", article, article.amount, one.period_end)
                one.more["bill"] = bill.id
            self._put("invoice.payment_failed", shapes.invoice(self, bill))
        kind = {What.BEGUN: "created", What.ENDED: "deleted"}.get(what, "updated")
        if what in _CHANGES or what in {What.BEGUN, What.ENDED, What.PAST_DUE}:
            self._put(f"customer.subscription.{kind}", shapes.subscription(self, one))

    def _tell_checkout(self, what: What, one: Checkout) -> None:
        if "bill" in one.more:  # the page of a bill is none of Checkout's
            self.subscriptions[one.more["subscription"]].more.pop("pending", None)
        elif what is What.CHECKOUT_PAID:
            self._put("checkout.session.completed", shapes.session(self, one))
        elif what is What.CHECKOUT_EXPIRED:
            self._put("checkout.session.expired", shapes.session(self, one))

    def _tell_dispute(self, what: What, one: Dispute) -> None:
        content = shapes.dispute(self, one)
        kinds = ("created", "funds_withdrawn") if what is What.DISPUTED else ("closed",)
        if what is What.DISPUTE_CLOSED and one.won:
            kinds = ("closed", "funds_reinstated")
        for kind in kinds:
            self._put(f"charge.dispute.{kind}", content)

    def _put(self, kind: str, content: dict[str, Any]) -> None:
        identity = f"evt_{secrets.token_hex(11)}"
        body = shapes.event(identity, kind, content, self.clock.now(), VERSION)
        self.outbox.put(identity, kind, json.dumps(body).encode())


def _mac(secret: str, seconds: str, body: bytes) -> str:
    return hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256).hexdigest()
