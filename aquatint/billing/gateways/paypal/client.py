"""PayPal, seen from billing: the contract of `gateways.base` over Orders v2 and Subscriptions v1."""

import base64
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, Self
from urllib.parse import urlsplit

import httpx2

from aquatint.billing.errors import GatewayRefused
from aquatint.billing.gateways.base import Article, Event, Forged, Plan, Purchase, Redirect
from aquatint.billing.gateways.happenings import Happening, Nothing
from aquatint.billing.gateways.paypal import certificates, events, signature
from aquatint.billing.gateways.paypal.api import Api, issue_of
from aquatint.billing.gateways.paypal.reading import Reader
from aquatint.billing.gateways.paypal.words import custom, identity, linked, money
from aquatint.billing.gateways.wire import Wire

Happenings = tuple[Happening, ...]
LIVE: Final = "https://api-m.paypal.com"
PRODUCT: Final = "AQUATINT-CREDITS"
"""The one product whose plans are ours: PayPal changes a subscription only between plans of one product."""
_UNITS: Final = {"month": "MONTH", "year": "YEAR"}


class PayPal:
    """PayPal with an app's keys. We are the seller; the buyer approves every change of plan there."""

    name: str = "paypal"
    title: str = "PayPal"
    merchant_of_record: bool = False
    prorates: bool = False
    refunds_in_part: bool = True
    reports_outcomes: bool = True

    def __init__(
        self,
        *,
        client_id: str,
        secret: str,
        webhook: str,
        base: str = LIVE,
        site: str = "",
        transport: httpx2.AsyncBaseTransport | None = None,
        roots: certificates.Roots | None = None,
    ) -> None:
        host = urlsplit(base).hostname or ""
        emulated = host not in certificates.HOSTS
        self.environment = certificates.HOSTS.get(host, "test")
        self._webhook, self._site, self._base = webhook, site.rstrip("/"), base.rstrip("/")
        others = [f"https://{host}" for host in certificates.HOSTS]
        wire = Wire(base, secrets=(secret,), others=others, transport=transport)
        self._api = Api(wire, client_id=client_id, secret=secret)
        self._reader = Reader(self._api)
        home = self._base if emulated else ""
        known = certificates.served_roots(self._certificate, home) if home else certificates.public_roots
        self._certificates = certificates.Certificates(self._certificate, roots or known, home=home)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self | None:
        """Return the gateway if it has its keys."""
        names = ("PAYPAL_CLIENT_ID", "PAYPAL_CLIENT_SECRET", "PAYPAL_WEBHOOK_ID")
        client_id, secret, webhook = (environment.get(name, "") for name in names)
        if not (client_id and secret and webhook):
            return None
        base = environment.get("PAYPAL_API_BASE") or LIVE
        site = environment.get("AQUATINT_URL", "")
        return cls(client_id=client_id, secret=secret, webhook=webhook, base=base, site=site)

    # What comes in

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Check the signature. The event's id is the transmission's: a second body under one signature is not new."""
        sent = signature.Transmission.of(headers)
        signer = self._certificates.signer(sent.certificate)
        signature.check(sent, body, webhook=self._webhook, certificate=signer.certificate)
        try:
            content = json.loads(body)
            known, kind = content["id"], content["event_type"]
        except (ValueError, KeyError, TypeError):
            raise Forged from None
        if not (isinstance(known, str) and known and isinstance(kind, str) and kind):
            raise Forged
        if not signer.proven and not self._vouched(sent, body, content):
            raise Forged
        return Event(sent.id, kind, signer.environment, content)

    def understand(self, event: Event) -> Happenings:
        """Read what an event is about again, and tell what is there. Nothing else of an event is believed."""
        resource = event.content.get("resource")
        kind, number = events.subject(event.type, resource if isinstance(resource, dict) else {})
        if not number:
            return (Nothing(f"PayPal's {event.type[:60]!r} is none of ours."),)
        told: Happenings = getattr(self._reader, kind)(number)
        return told

    # The truth, read again

    def fetch_order(self, checkout: str) -> Happenings:
        """Read an order (and capture it if it is approved), or the subscription that was to be approved."""
        return self._reader.subscription(checkout) if checkout.startswith("I-") else self._reader.order(checkout)

    def fetch_subscription(self, subscription: str) -> Happenings:
        """Read a subscription and its latest payments."""
        return self._reader.subscription(subscription)

    def fetch_transaction(self, transaction: str) -> Happenings:
        """Read a payment, its refunds and disputes."""
        return self._reader.transaction(transaction)

    def list_transactions(self, since: datetime) -> Iterator[Happening]:
        """Yield what PayPal's transaction search lists; it is up to three hours late."""
        return self._reader.listing(since)

    # What we ask for

    def publish(self, article: Article) -> str:
        """Make a plan for a price that is paid again; a pack's price comes with its order."""
        unit = _UNITS.get(article.interval)
        if unit is None:
            return ""
        product = {"id": PRODUCT, "name": "Credits", "type": "DIGITAL"}
        made = self._api.call("POST", "/v1/catalogs/products", content=product, key=PRODUCT)
        if not made.ok and issue_of(made) != "DUPLICATE_RESOURCE_IDENTIFIER":
            self._api.content(made)
        cycle = {
            "frequency": {"interval_unit": unit, "interval_count": 1},
            "tenure_type": "REGULAR",
            "sequence": 1,
            "total_cycles": 0,
            "pricing_scheme": {"fixed_price": _amount(article.amount, article.currency)},
        }
        plan = {
            "product_id": PRODUCT,
            "name": article.title,
            "description": article.price,
            "status": "ACTIVE",
            "billing_cycles": [cycle],
            # One cycle that was not paid, after PayPal's two further tries, suspends; nothing is added to the next.
            "payment_preferences": {"auto_bill_outstanding": False, "payment_failure_threshold": 1},
        }
        return str(self._api.send("/v1/billing/plans", plan, key=article.price)["id"])

    def checkout(self, purchase: Purchase) -> Redirect:
        """Open an order or a subscription, for the buyer to approve."""
        made = self._subscribe(purchase) if purchase.plan.ref else self._order(purchase)
        return Redirect(linked(made, "payer-action", "approve"), made["id"])

    def refund(self, transaction: str, *, amount: int, currency: str, key: str, full: bool) -> Happenings:
        """Send money back."""
        del full  # always the exact sum: an empty request would mean whatever is left there
        sale = self._api.read(f"/v1/payments/sale/{identity(transaction)}")
        if sale and sale.get("billing_agreement_id"):
            content: dict[str, Any] = {"amount": {"total": money(amount, currency), "currency": currency}}
            made = self._api.send(f"/v1/payments/sale/{transaction}/refund", content, key=key)
            return (events.sale_refund({**made, "sale_id": transaction}),)
        content = {"amount": _amount(amount, currency), "custom_id": key}
        made = self._api.send(f"/v2/payments/captures/{transaction}/refund", content, key=key)
        return (events.refund(made, transaction),)

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> Happenings:
        """End a subscription; PayPal ends it at once."""
        del at_period_end
        return self._move(subscription, "cancel", key, done={"CANCELLED", "EXPIRED"})

    def resume(self, subscription: str, *, key: str) -> Happenings:
        """Let a suspended subscription go on. Raises `GatewayRefused` for one that has ended."""
        return self._move(subscription, "activate", key, done={"ACTIVE"})

    def change_plan(self, subscription: str, plan: Plan, *, now: bool, key: str) -> Redirect | Happenings:
        """Move to another plan with the next period: the buyer approves it at PayPal.

        Another price of the same plan needs no approval: PayPal's plan gets it, for all who have it. PayPal cannot
        change how often is paid.
        """
        del now
        found = self._api.read(f"/v1/billing/subscriptions/{identity(subscription)}")
        if found is None:
            raise GatewayRefused("PayPal knows no such subscription.")
        old, article = self._reader.cycle(found["plan_id"]), plan.article
        if old.months != {"month": 1, "year": 12}[article.interval] or old.currency != article.currency:
            raise GatewayRefused(
                "PayPal cannot change between monthly and yearly. Cancel this plan and subscribe again when it ends."
            )
        if found["plan_id"] == plan.ref or old.price == article.price:
            return self._reader.subscription(subscription)
        if old.title == article.title:
            self._new_price(found["plan_id"], article, key)
            return self._reader.subscription(subscription)
        back = {"return_url": f"{self._site}/account/billing", "cancel_url": f"{self._site}/account/billing"}
        content = {"plan_id": plan.ref, "application_context": {**back, "shipping_preference": "NO_SHIPPING"}}
        made = self._api.send(f"/v1/billing/subscriptions/{subscription}/revise", content, key=key)
        approve = linked(made, "approve")
        return Redirect(approve, subscription) if approve else self._reader.subscription(subscription)

    def portal(self, customer: str, *, return_url: str) -> str:
        """Return PayPal's own page of automatic payments: there is none for our customers alone."""
        del customer, return_url
        hosts = {LIVE: "https://www.paypal.com", "https://api-m.sandbox.paypal.com": "https://www.sandbox.paypal.com"}
        return f"{hosts.get(self._base, self._base)}/myaccount/autopay/"

    def _order(self, purchase: Purchase) -> dict[str, Any]:
        article = purchase.plan.article
        unit = {
            "reference_id": purchase.order,
            "custom_id": custom(purchase.metadata),
            "invoice_id": purchase.order,
            "description": article.title[:127],
            "amount": _amount(purchase.amount, article.currency),
        }
        context = {**_context(purchase), "user_action": "PAY_NOW"}
        context["payment_method_preference"] = "IMMEDIATE_PAYMENT_REQUIRED"
        content = {
            "intent": "CAPTURE",
            "purchase_units": [unit],
            "payment_source": {"paypal": {"experience_context": context}},
        }
        return self._api.send("/v2/checkout/orders", content, key=purchase.order)

    def _subscribe(self, purchase: Purchase) -> dict[str, Any]:
        content: dict[str, Any] = {
            "plan_id": purchase.plan.ref,
            "custom_id": custom(purchase.metadata),
            "application_context": {**_context(purchase), "user_action": "SUBSCRIBE_NOW"},
        }
        if purchase.email:
            content["subscriber"] = {"email_address": purchase.email}
        return self._api.send("/v1/billing/subscriptions", content, key=purchase.order)

    def _move(self, subscription: str, verb: str, key: str, *, done: set[str]) -> Happenings:
        """Do something to a subscription unless it is done already, and read it again."""
        found = self._api.read(f"/v1/billing/subscriptions/{identity(subscription)}")
        if found is None:
            raise GatewayRefused("PayPal knows no such subscription.")
        if found["status"] not in done:
            content = {"reason": "Asked for by the buyer."}
            self._api.send(f"/v1/billing/subscriptions/{subscription}/{verb}", content, key=key)
        return self._reader.subscription(subscription)

    def _new_price(self, plan: str, article: Article, key: str) -> None:
        scheme = {
            "billing_cycle_sequence": 1,
            "pricing_scheme": {"fixed_price": _amount(article.amount, article.currency)},
        }
        path = f"/v1/billing/plans/{plan}"
        self._api.send(f"{path}/update-pricing-schemes", {"pricing_schemes": [scheme]}, key=key)
        named = [{"op": "replace", "path": "/description", "value": article.price}]
        self._api.send(path, named, method="PATCH")

    def _certificate(self, url: str) -> bytes | None:
        reply = self._api.wire.call("GET", url)
        return reply.body if reply.ok else None

    def _vouched(self, sent: signature.Transmission, body: bytes, content: Any) -> bool:  # noqa: ANN401
        """Ask PayPal about a certificate whose issuer is not known here.

        Only for a body that JSON brings back byte for byte, as the event is sent inside another.
        """
        if json.dumps(content, separators=(",", ":")).encode() != body:
            return False
        question = {
            "transmission_id": sent.id,
            "transmission_time": sent.time,
            "cert_url": sent.certificate,
            "auth_algo": signature.ALGORITHM,
            "transmission_sig": base64.b64encode(sent.signature).decode(),
            "webhook_id": self._webhook,
            "webhook_event": content,
        }
        answer = self._api.send("/v1/notifications/verify-webhook-signature", question)
        return answer.get("verification_status") == "SUCCESS"


def _context(purchase: Purchase) -> dict[str, str]:
    return {
        "return_url": purchase.success_url,
        "cancel_url": purchase.cancel_url,
        "shipping_preference": "NO_SHIPPING",
    }


def _amount(amount: int, currency: str) -> dict[str, str]:
    return {"currency_code": currency, "value": money(amount, currency)}


GATEWAY: Final = PayPal
