"""Creem, seen from billing: the contract of `gateways.base` over its API.

Sources: Creem's API reference and the models of its official SDK 1.13 (2026-09).
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Self

import httpx2

from aquatint.billing.errors import GatewayRefused, GatewayUnavailable
from aquatint.billing.gateways.base import Article, Event, Forged, Plan, Purchase, Redirect
from aquatint.billing.gateways.creem import events, signature
from aquatint.billing.gateways.creem.events import NOTHING, Object
from aquatint.billing.gateways.creem.reading import Reading
from aquatint.billing.gateways.happenings import (
    Happening,
    Nothing,
    PaymentFailed,
    RefundState,
    Standing,
    SubscriptionChanged,
)
from aquatint.billing.gateways.wire import PATIENCE, Reply, Wire
from aquatint.kit import clock, http

Happenings = tuple[Happening, ...]
_LIVE: Final = "https://api.creem.io"
_TEST: Final = "https://test-api.creem.io"
_SCREENING: Final = http.Patience(connect=3.0, silence=5.0, total=5.0)
_LEAST: Final = 100
_LOOKBACK: Final = timedelta(days=180)
"""How long after a payment its refund or dispute is looked for: Creem itself may refund for 60 days."""
_STANDING: Final = {
    "subscription.active": False,
    "subscription.trialing": False,
    "subscription.paused": False,
    "subscription.scheduled_cancel": False,
    "subscription.canceled": False,
    "subscription.past_due": True,
    "subscription.unpaid": True,
    "subscription.expired": True,
}
"""Events that only tell how a subscription stands, and whether they mean past due whatever its status says."""
_NOT_FOUND: Final = 404
_NO_ACCESS: Final = (401, 403)


class Creem:
    """Creem sells in its own name, for EUR and USD, and sends back only whole payments by its API."""

    name: str = "creem"
    title: str = "Creem"
    merchant_of_record: bool = True
    prorates: bool = True
    refunds_in_part: bool = False
    reports_outcomes: bool = False

    def __init__(
        self, *, key: str, secret: str, base: str = "", transport: httpx2.AsyncBaseTransport | None = None
    ) -> None:
        base = (base or (_TEST if key.startswith("creem_test_") else _LIVE)).rstrip("/").removesuffix("/v1")
        self.environment = "live" if base == _LIVE else "test"
        self._secret = secret
        self._key = key
        self._wire = Wire(base, secrets=(key, secret), transport=transport)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self | None:
        """Return Creem if it has its API key and its webhook secret."""
        key, secret = environment.get("CREEM_API_KEY"), environment.get("CREEM_WEBHOOK_SECRET")
        if not key or not secret:
            return None
        return cls(key=key, secret=secret, base=environment.get("CREEM_API_BASE", ""))

    # What comes in

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Check the signature, either of the two, and return the event."""
        signature.check(headers, body, secret=self._secret)
        try:
            content = json.loads(body)
        except (ValueError, RecursionError):
            raise Forged from None
        header_id = headers.get("webhook-id", "") if headers.get("webhook-signature") else ""
        return events.event(content, header_id=header_id, environment=self.environment)

    def understand(self, event: Event) -> Happenings:
        """Say what an event means. A payment's transaction is read, as no event tells its amount for sure."""
        kind, about = events.kind_of(event.content), events.object_of(event.content)
        created, reading = events.created(event.content), Reading(self._get)
        told: Happenings = (Nothing(f"Creem's {kind[:60]!r} is none of ours."),)
        if kind in _STANDING:
            told = (events.changed(about, as_of=created, past_due=_STANDING[kind]),)
        elif kind == "checkout.completed":
            told = self._completed(reading, about)
        elif kind == "subscription.paid":
            told = (*self._latest(reading, about, surely=True), events.changed(about, as_of=created))
        elif kind == "subscription.update":
            told = self.fetch_subscription(events.text(about, "id"))
        elif kind == "refund.created":
            told = (events.refunded(about, self._transaction_of(reading, about)),)
        elif kind == "dispute.created":
            told = events.disputed(self._transaction_of(reading, about), about)
        return told

    # The truth, read again

    def fetch_order(self, checkout: str) -> Happenings:
        """Read a checkout again."""
        found = self._get("/v1/checkouts", {"checkout_id": checkout})
        if not found:
            return (Nothing("Creem knows no such checkout."),)
        if events.text(found, "status") == "expired":
            order = events.text(found, "request_id")
            return (PaymentFailed(clock.now(), "Not paid in time.", order=order, checkout=checkout, final=True),)
        return self._completed(Reading(self._get), found)

    def fetch_subscription(self, subscription: str) -> Happenings:
        """Read a subscription and its latest payment again."""
        reading = Reading(self._get)
        found = reading.subscription(subscription)
        if not found:
            return (Nothing("Creem knows no such subscription."),)
        return (*self._latest(reading, found), events.changed(found, as_of=clock.now()))

    def fetch_transaction(self, transaction: str) -> Happenings:
        """Read a payment again, with what went back of it. One that stands whole tells that its refund has failed."""
        reading = Reading(self._get)
        found = reading.transaction(transaction)
        if not found or not events.was_paid(found):
            return (Nothing("Creem knows no such payment."),)
        told = (self._paid(reading, found), *_gone(found))
        failed = events.text(found, "status") == "paid" and not events.whole(found, "refunded_amount")
        return (*told, events.not_refunded(found)) if failed else told

    def list_transactions(self, since: datetime) -> Iterator[Happening]:
        """Yield payments since, and refunds and disputes of those and of older ones; page by page, newest first."""
        reading, oldest = Reading(self._get), since - _LOOKBACK
        for page in reading.pages("/v1/transactions/search", {}):
            moments = [events.moment(one.get("created_at")) or clock.now() for one in page]
            for found, settled in zip(page, moments, strict=True):
                if not events.was_paid(found):
                    continue
                if settled >= since:
                    yield self._paid(reading, found)
                if settled >= oldest:
                    yield from _gone(found)
            # Nothing promises an order: stop only where a whole page is old and falls.
            if moments and max(moments) < oldest and moments == sorted(moments, reverse=True):
                return

    # What we ask for

    def publish(self, article: Article) -> str:
        """Make a product for one price. Amounts are gross, so its tax is inside."""
        recurring = article.interval != "once"
        asked = {
            "name": article.title,
            "description": f"{article.credits:,} credits" + (" for each month" if recurring else ""),
            "price": article.amount,
            "currency": article.currency,
            "billing_type": "recurring" if recurring else "onetime",
            "billing_period": events.PERIODS[article.interval],
            "tax_mode": "inclusive",
            "tax_category": "saas",
        }
        return events.text(self._post("/v1/products", asked), "id")

    def checkout(self, purchase: Purchase) -> Redirect:
        """Open Creem's page for an order."""
        article = purchase.plan.article
        asked: dict[str, Any] = {
            "product_id": purchase.plan.ref,
            "request_id": purchase.order,
            "success_url": purchase.success_url,
            "metadata": dict(purchase.metadata),
        }
        if purchase.amount != article.amount:
            if article.interval != "once" or purchase.amount < _LEAST:
                raise GatewayRefused("Creem cannot charge this sum. Choose another pack or another way to pay.")
            asked["custom_price"] = purchase.amount
        by_email = {"customer": {"email": purchase.email}} if purchase.email else {}
        reply = (
            self._ask("/v1/checkouts", {**asked, "customer": {"id": purchase.customer}}) if purchase.customer else None
        )
        if reply is None or not reply.ok:  # never bought, or of an environment or account before
            reply = self._ask("/v1/checkouts", {**asked, **by_email})
        made = _whole(reply)
        url, identity = events.text(made, "checkout_url"), events.text(made, "id")
        if not url or not identity:
            raise GatewayUnavailable
        return Redirect(url, identity)

    def refund(self, transaction: str, *, amount: int, currency: str, key: str, full: bool) -> Happenings:
        """Send back all that is left. Creem has no keys for asking once, so it is looked at before it is asked."""
        del currency, key
        if not full:
            raise GatewayRefused("Creem can only send back a whole payment; a part of it is sent in its dashboard.")
        reading = Reading(self._get)
        if _all_gone(reading.transaction(transaction)):
            return (events.went_back(reading.transaction(transaction), amount=amount),)
        reply = self._ask("/v1/refunds", {"transaction_id": transaction})
        after = reading.transaction(transaction)
        if _all_gone(after):
            pending = reply.ok and events.text(_whole(reply), "status") not in {"succeeded", ""}
            state = RefundState.PENDING if pending else RefundState.SUCCEEDED
            return (events.went_back(after, amount=amount, state=state),)
        return (events.on_its_way(after, amount=amount, status=events.text(_whole(reply), "status")),)

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> Happenings:
        """End a subscription with its period, or now."""
        del key
        asked = {"mode": "scheduled", "onExecute": "cancel"} if at_period_end else {"mode": "immediate"}
        return self._act(subscription, "cancel", asked, done=lambda told: _is_over(told, at_period_end=at_period_end))

    def resume(self, subscription: str, *, key: str) -> Happenings:
        """Undo a cancellation or a pause."""
        del key
        return self._act(
            subscription, "resume", {}, done=lambda told: told.standing is Standing.ACTIVE and not told.ends
        )

    def change_plan(self, subscription: str, plan: Plan, *, now: bool, key: str) -> Redirect | Happenings:
        """Move to another product: at once, charging the difference, or with the next period."""
        del key
        before = Reading(self._get).subscription(subscription)
        if events.ref(before, "product") != plan.ref:
            behaviour = "proration-charge-immediately" if now else "proration-none"
            asked = {"product_id": plan.ref, "update_behavior": behaviour}
            _whole(self._ask(f"/v1/subscriptions/{subscription}/upgrade", asked))
        return self.fetch_subscription(subscription)

    def portal(self, customer: str, *, return_url: str) -> str:
        """Return a fresh link to Creem's portal. It lets the buyer in, so it is never kept."""
        del return_url
        link = events.text(self._post("/v1/customers/billing", {"customer_id": customer}), "customer_portal_link")
        if not link:
            raise GatewayRefused("Creem has no such page for you.")
        return link

    def screen(self, prompt: str) -> tuple[bool, str]:
        """Ask Creem whether a prompt may be painted, as it wants of image services. Only `allow` is a yes."""
        reply = self._ask("/v1/moderation/prompt", {"prompt": prompt}, patience=_SCREENING)
        found = _whole(reply)
        return events.text(found, "decision") == "allow", events.text(found, "id")

    # How

    def _completed(self, reading: Reading, checkout: Object) -> Happenings:
        """Say what a checkout has led to. The first payment of a plan also has an event of its own; it grants once."""
        if events.text(checkout, "status") != "completed":
            return (Nothing("Not paid yet."),)
        if subscription := events.ref(checkout, "subscription"):
            found = reading.subscription(subscription)
            return (*self._latest(reading, found, surely=True), events.changed(found, as_of=clock.now()))
        order = events.part(checkout, "order")
        if not order or events.text(order, "status") not in {"paid", ""}:
            return (Nothing("Not paid yet."),)
        named = events.ref(order, "transaction")
        transaction = reading.transaction(named) or reading.of_order(events.text(order, "id"))
        if not transaction:
            raise GatewayUnavailable("Creem does not list this payment yet.")
        plan, identity = events.ref(checkout, "product"), events.text(checkout, "id")
        return (events.paid(transaction, about=checkout, plan=plan, checkout=identity),)

    def _latest(self, reading: Reading, subscription: Object, *, surely: bool = False) -> Happenings:
        """Say what a subscription's latest transaction paid; `surely`: there must be one, so it will come to light."""
        transaction = reading.transaction(events.ref(subscription, "last_transaction_id"))
        if not transaction and surely:
            raise GatewayUnavailable("Creem does not list this payment yet.")
        return (reading.paid(transaction, subscription),) if events.was_paid(transaction) else ()

    def _paid(self, reading: Reading, transaction: Object) -> Happening:
        subscription = events.ref(transaction, "subscription")
        if subscription:
            return reading.paid(transaction, reading.subscription(subscription))
        # A transaction of a pack names no order of ours; the checkout does, and open orders are asked for first.
        return events.paid(transaction, about=NOTHING, plan="")

    def _transaction_of(self, reading: Reading, about: Object) -> Object:
        nested = events.part(about, "transaction")
        found = nested or reading.transaction(events.ref(about, "transaction"))
        if not found:
            raise GatewayUnavailable("Creem does not list this payment yet.")
        return found

    def _act(
        self, subscription: str, verb: str, asked: Object, *, done: Callable[[SubscriptionChanged], bool]
    ) -> Happenings:
        """Ask for a change; if Creem says no, look whether it is as wanted already."""
        reply = self._ask(f"/v1/subscriptions/{subscription}/{verb}", asked)
        told = self.fetch_subscription(subscription)
        if reply.ok or any(done(one) for one in told if isinstance(one, SubscriptionChanged)):
            return told
        raise _refusal(reply)

    def _get(self, path: str, query: Mapping[str, str]) -> Object:
        reply = self._wire.call("GET", path, headers={"x-api-key": self._key}, query=query)
        return NOTHING if reply.status == _NOT_FOUND else _whole(reply)

    def _post(self, path: str, asked: Object) -> Object:
        return _whole(self._ask(path, asked))

    def _ask(self, path: str, asked: Object, *, patience: http.Patience = PATIENCE) -> Reply:
        return self._wire.call("POST", path, headers={"x-api-key": self._key}, content=dict(asked), patience=patience)


def _whole(reply: Reply) -> Object:
    """Return an answer's object. Raises `GatewayRefused` for a no, `GatewayUnavailable` for what is no object."""
    if not reply.ok:
        raise _refusal(reply)
    found = reply.json()
    if not isinstance(found, dict):
        raise GatewayUnavailable
    return found


def _refusal(reply: Reply) -> GatewayRefused:
    """Return the error for a no, with Creem's words and its trace for the operator."""
    try:
        found = json.loads(reply.body)
    except ValueError:
        found = {}
    about = found if isinstance(found, dict) else {}
    words = about.get("message")
    said = "; ".join(map(str, words)) if isinstance(words, list) else str(words or "")
    detail = f"{reply.status} {said} (trace {about.get('trace_id', 'unknown')})"
    if reply.status in _NO_ACCESS:
        return GatewayRefused("Creem does not let us in. The operator has to look at its key.", detail=detail)
    return GatewayRefused("Creem did not accept this. Nothing was charged.", detail=detail)


def _gone(transaction: Object) -> Iterable[Happening]:
    """Say what a transaction shows of money that went back."""
    if events.whole(transaction, "refunded_amount"):
        yield events.went_back(transaction)
    if events.is_disputed(transaction):
        yield from events.disputed(transaction)


def _all_gone(transaction: Object) -> bool:
    return bool(transaction) and events.whole(transaction, "refunded_amount") >= events.gross(transaction) > 0


def _is_over(told: SubscriptionChanged, *, at_period_end: bool) -> bool:
    return told.standing is Standing.ENDED or (at_period_end and told.ends is not None)


GATEWAY: Final = Creem
