"""Reading Stripe's truth again. Every road leads here: an event only says what to read, so its order does not matter.

All of it is network. Raises `GatewayUnavailable` and `GatewayRefused`.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import stripe

from aquatint.billing.gateways.happenings import Happening, Nothing, Paid
from aquatint.billing.gateways.stripe import events
from aquatint.billing.gateways.stripe.asking import ask, each
from aquatint.kit import clock

Happenings = tuple[Happening, ...]
_EVENTS_KEPT: Final = timedelta(days=29)
"""Stripe lists events for 30 days; a day less, so that the edge is never met."""


class Reader:
    """What one account shows. `managed`: Stripe is the seller, so payments have tax to be looked up."""

    def __init__(self, stripe_client: stripe.StripeClient, *, managed: bool) -> None:
        self._api = stripe_client.v1
        self._managed = managed

    def order(self, checkout: str) -> Happenings:
        """Read a page again."""
        session = ask(self._api.checkout.sessions.retrieve, checkout)
        if session["status"] == "expired":
            return (events.unpaid(session, clock.now()),)
        if session["status"] != "complete":
            return (Nothing("Not paid yet."),)
        if session["mode"] == "subscription":
            return self.subscription(events.ident(session["subscription"]))
        told = self.payment(events.ident(session["payment_intent"]))
        if isinstance(told[0], Nothing) and session["payment_status"] == "unpaid":
            return self._bank(session)
        return told

    def subscription(self, ref: str) -> Happenings:
        """Read a subscription and its newest paid invoice again."""
        newest = ask(
            self._api.invoices.list,
            {"subscription": ref, "status": "paid", "limit": 1, "expand": ["data.payments"]},
        )
        paid = [told for invoice in newest["data"] for told in self._paid_by(invoice)]
        return (*paid, *self.standing(ref))

    def standing(self, ref: str) -> Happenings:
        """Read only how a subscription stands."""
        as_of = clock.now()  # before asking: what is read is at least as new
        return (events.changed(ask(self._api.subscriptions.retrieve, ref), as_of),)

    def invoice(self, ref: str) -> Happenings:
        """Read an invoice again, with its payments and the subscription behind it."""
        found = ask(self._api.invoices.retrieve, ref, {"expand": ["payments"]})
        details = (found.get("parent") or {}).get("subscription_details")
        if not details:
            return (Nothing("It is no invoice of a subscription."),)
        told = self._paid_by(found) or (Nothing("Nothing was to be paid, or it was paid outside Stripe."),)
        return (*told, *self.standing(events.ident(details["subscription"])))

    def payment(self, intent: str, invoice: dict[str, Any] | None = None) -> Happenings:
        """Read a payment again, with what went back of it and what is disputed."""
        found = ask(self._api.payment_intents.retrieve, intent, {"expand": ["latest_charge.refunds"]})
        charge = found["latest_charge"]
        if not charge:
            return (Nothing("It is not paid (yet)."),)
        told = self._paid(charge, invoice)
        if isinstance(told, Nothing):
            return (told,)
        refunds = charge.get("refunds") or {"data": [], "has_more": True}
        if refunds["has_more"]:
            refunds = {"data": each(self._api.refunds.list, {"payment_intent": intent})}
        disputes = each(self._api.disputes.list, {"payment_intent": intent}) if charge["disputed"] else ()
        now = clock.now()
        return (
            told,
            *(events.refunded(refund) for refund in refunds["data"]),
            *(word for dispute in disputes for word in events.disputed(dispute, now)),
        )

    def listing(self, since: datetime) -> Iterator[Happening]:
        """Yield what moved money since, by the account's balance, then what webhooks that never arrived were about.

        The balance has a line for each charge, refund and dispute at the time of its own, so it shows what went back
        today of a payment of long ago.
        """
        start = int(since.timestamp())
        seen: set[str] = set()
        for line in each(self._api.balance_transactions.list, {"created": {"gte": start}, "expand": ["data.source"]}):
            source = line["source"] or {}
            intent = events.ident(source.get("payment_intent")) if isinstance(source, dict) else ""
            if not intent or intent in seen:
                continue
            seen.add(intent)
            yield from self.payment(intent)
        yield from self._missed(start, seen)

    def _missed(self, start: int, seen: set[str]) -> Iterator[Happening]:
        earliest = int((clock.now() - _EVENTS_KEPT).timestamp())
        params = {
            "delivery_success": False,
            "created": {"gte": max(start, earliest)},
            "types": list(events.TYPES),
        }
        told: set[str] = set(seen)
        for event in each(self._api.events.list, params):
            thing = event["data"]["object"]
            about = events.ident(thing.get("payment_intent")) or thing["id"]
            if about not in told or event["type"].startswith("radar."):
                told.add(about)
                yield from self.understand(event["type"], thing, events.moment(event["created"]))

    def understand(self, kind: str, thing: dict[str, Any], created: datetime) -> Happenings:
        """Say what an event is about, by reading that again."""
        about, _, what = kind.rpartition(".")
        match about, what:
            case "checkout.session", "completed" | "async_payment_succeeded":
                told = self.order(thing["id"])
            case "checkout.session", "expired" | "async_payment_failed":
                told = (events.unpaid(thing, created),)
            case "invoice", "paid":
                told = self.invoice(thing["id"])
            case "invoice", "payment_failed" | "payment_action_required":
                told = (events.not_renewed(thing, created),)
            case "customer.subscription", "updated" | "deleted" | "paused" | "resumed":
                told = self.standing(thing["id"])
            case ("refund" | "charge.dispute", _) | ("charge", "refunded") if thing.get("payment_intent"):
                told = self.payment(events.ident(thing["payment_intent"]))
            case "radar.early_fraud_warning", _:
                told = self._warning(thing, created)
            case _:
                told = (Nothing(f"Stripe's {kind[:60]!r} is none of ours."),)
        return told

    def _warning(self, thing: dict[str, Any], created: datetime) -> Happenings:
        """Say what a warning of fraud is about, if it is a payment of ours."""
        told = self.payment(events.ident(thing["payment_intent"]))
        return told if isinstance(told[0], Nothing) else (*told, events.warned(thing, created))

    def _paid_by(self, invoice: dict[str, Any]) -> Happenings:
        return tuple(told for intent in events.intents(invoice) for told in self.payment(intent, invoice))

    def _paid(self, charge: dict[str, Any], invoice: dict[str, Any] | None) -> Paid | Nothing:
        if invoice is None and not (charge["metadata"] or {}).get("order"):
            invoice = self._invoice_of(events.ident(charge["payment_intent"]))
        return events.paid(charge, invoice, tax=self._tax(charge) if invoice is None else 0)

    def _invoice_of(self, intent: str) -> dict[str, Any] | None:
        """Return the invoice that a payment paid: the PaymentIntent of a subscription carries nothing of ours."""
        params: Any = {
            "payment": {"type": "payment_intent", "payment_intent": intent},
            "expand": ["data.invoice"],
            "limit": 1,
        }
        rows = ask(self._api.invoice_payments.list, params)["data"]
        return rows[0]["invoice"] if rows else None

    def _tax(self, charge: dict[str, Any]) -> int:
        """Return the tax in a pack's price, which only its page knows."""
        if not self._managed:
            return 0
        intent = events.ident(charge["payment_intent"])
        pages = ask(self._api.checkout.sessions.list, {"payment_intent": intent, "limit": 1})["data"]
        return int((pages[0].get("total_details") or {}).get("amount_tax") or 0) if pages else 0

    def _bank(self, session: dict[str, Any]) -> Happenings:
        """Say how a payment by bank stands, days after its page was completed."""
        intent = ask(self._api.payment_intents.retrieve, events.ident(session["payment_intent"]))
        if intent["status"] in {"requires_payment_method", "canceled"}:
            return (events.unpaid(session, clock.now()),)
        return (Nothing("The bank has not carried it out yet."),)
