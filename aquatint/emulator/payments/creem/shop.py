"""Creem's own ways: its events, its two signatures, where a buyer goes who has paid."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final, override
from urllib.parse import urlencode

from aquatint.emulator.payments.creem import shapes
from aquatint.emulator.payments.records import Article, Checkout, Dispute, Payment, Record, Refund, Subscription
from aquatint.emulator.payments.vendor import Vendor, What

SECRET: Final = "whsec_YXF1YXRpbnQtZW11bGF0b3ItY3JlZW0h"  # noqa: S105 -- the emulator's own, known to all
_OF_SUBSCRIPTIONS: Final = {
    What.BEGUN: ("subscription.active",),
    What.ACTIVE: ("subscription.active",),
    What.PAST_DUE: ("subscription.past_due", "subscription.expired"),
    What.PAUSED: ("subscription.paused",),
    What.WILL_END: ("subscription.scheduled_cancel",),
    What.RESUMED: ("subscription.active",),
    What.PLAN_CHANGED: ("subscription.update",),
    What.ENDED: ("subscription.canceled",),
}


class Creem(Vendor):
    """Creem: merchant of record, retries for 66 minutes, tells neither of declined cards nor of a dispute's end."""

    name = "creem"
    title = "Creem"
    prefixes: ClassVar[Mapping[str, str]] = {
        "checkout": "ch",
        "customer": "cust",
        "payment": "tran",
        "subscription": "sub",
        "refund": "ref",
        "dispute": "disp",
    }
    retries = (timedelta(seconds=30), timedelta(minutes=1), timedelta(minutes=5), timedelta(hours=1))

    def __init__(self, *about: Any) -> None:
        super().__init__(*about)
        self.products: dict[str, Article] = {}
        self.screened: list[dict[str, Any]] = []
        self.envelope = "legacy"
        self.signatures = "both"

    @property
    def secret(self) -> str:
        """The webhook secret."""
        return self.setup.secret("CREEM_WEBHOOK_SECRET", SECRET)

    @override
    def tell(self, what: What, record: Record) -> None:
        match record:
            case Subscription():
                for kind in _OF_SUBSCRIPTIONS.get(what, ()):
                    self._put(kind, self._subscription(kind, record))
            case Checkout() if what is What.CHECKOUT_PAID:
                self._put("checkout.completed", shapes.checkout(self, record))
            case Refund() if what is What.REFUNDED:
                self._put("refund.created", shapes.refund(self, record))
            case Dispute() if what is What.DISPUTED:
                self._put("dispute.created", shapes.dispute(self, record))
            case Payment() if record.subscription:
                self._put("subscription.paid", shapes.subscription(self, self.subscriptions[record.subscription]))

    @override
    def headers(self, identity: str, body: bytes, moment: datetime) -> Mapping[str, str]:
        """Sign in the way of Standard Webhooks and in the legacy way."""
        seconds = str(int(moment.timestamp()))
        message = f"{identity}.{seconds}.".encode() + body
        key = base64.b64decode(self.secret.removeprefix("whsec_") + "==")
        mac = base64.b64encode(hmac.digest(key, message, hashlib.sha256)).decode()
        legacy = {"creem-signature": hmac.new(self.secret.encode(), body, hashlib.sha256).hexdigest()}
        standard = {"webhook-id": identity, "webhook-timestamp": seconds, "webhook-signature": f"v1,{mac}"}
        return {
            **(legacy if self.signatures != "standard" else {}),
            **(standard if self.signatures != "legacy" else {}),
        }

    @override
    def back(self, checkout: Checkout) -> str:
        """Return the success address with Creem's parameters and its salted signature, which proves little."""
        paid = self.payments.get(checkout.payment)
        about = {"checkout_id": checkout.id, "order_id": shapes.order_id(paid) if paid else ""}
        about |= {"customer_id": checkout.customer, "subscription_id": checkout.subscription}
        about |= {"product_id": checkout.article.ref, "request_id": checkout.reference}
        about = {name: value for name, value in about.items() if value}
        signed = {**about, "signature": redirect_signature(about, self.key)}
        join = "&" if "?" in checkout.success_url else "?"
        return f"{checkout.success_url}{join}{urlencode(signed)}"

    @property
    def key(self) -> str:
        """The API key, where one was set."""
        return self.setup.secret("CREEM_API_KEY", "creem_test_emulator")

    def _subscription(self, kind: str, record: Subscription) -> dict[str, Any]:
        found = shapes.subscription(self, record)
        # Creem's own sample of this event still says so.
        return {**found, "status": "active"} if kind == "subscription.expired" else found

    def _put(self, kind: str, content: dict[str, Any]) -> None:
        identity, now = f"evt_{secrets.token_hex(11)}", self.clock.now()
        if self.envelope == "legacy":
            body = {"id": identity, "eventType": kind, "created_at": shapes.epoch(now), "object": content}
        else:
            body = {"id": identity, "type": kind, "created_at": shapes.epoch(now), "data": content}
        self.outbox.put(identity, kind, json.dumps(body).encode())


def redirect_signature(about: Mapping[str, str], key: str) -> str:
    """Return the signature of the way back: SHA-256 over the parameters as they come, salted with the API key."""
    salted = "|".join([*(f"{name}={value}" for name, value in about.items()), f"salt={key}"])
    return hashlib.sha256(salted.encode()).hexdigest()
