"""What we ask of Stripe. Each is safe to be asked again: with our idempotency key, and by looking first.

Stripe keeps an idempotency key for a day at least, and we may ask again later than that.
"""

from typing import Any, Final

import stripe

from aquatint.billing.errors import GatewayRefused
from aquatint.billing.gateways.base import Article, Purchase, Redirect
from aquatint.billing.gateways.happenings import Happening
from aquatint.billing.gateways.stripe import events
from aquatint.billing.gateways.stripe.asking import ask

TAX_CODE: Final = "txcd_10105001"
"""AI as a service from the cloud, for persons. Source: https://docs.stripe.com/tax/ai."""
_ENDED: Final = "It has ended; a new subscription can be begun."


class Actor:
    """The verbs of one account. `managed`: Stripe is to be the seller."""

    def __init__(self, stripe_client: stripe.StripeClient, *, managed: bool) -> None:
        self._api = stripe_client.v1
        self._managed = managed

    def publish(self, article: Article) -> str:
        """Return the price of a plan at Stripe, made if there is none under our id."""
        known = ask(self._api.prices.list, {"lookup_keys": [article.price], "active": True, "limit": 1})["data"]
        for price in known:
            if (price["unit_amount"], price["currency"]) == (article.amount, article.currency.lower()):
                return str(price["id"])
        params: Any = {
            "currency": article.currency.lower(),
            "unit_amount": article.amount,
            "tax_behavior": "inclusive",
            "recurring": {"interval": article.interval},
            "product_data": {"name": article.title, "tax_code": TAX_CODE},
            "lookup_key": article.price,
            "transfer_lookup_key": True,
            "metadata": {"price": article.price},
        }
        made = ask(self._api.prices.create, params, {"idempotency_key": f"publish:{article.price}:{article.amount}"})
        return str(made["id"])

    def checkout(self, purchase: Purchase) -> Redirect:
        """Open a page. A buyer whom this account does not know (any more) is asked for anew."""
        try:
            return self._open(purchase, customer=purchase.customer)
        except GatewayRefused as error:
            if not purchase.customer or not error.detail.startswith("resource_missing"):
                raise
            return self._open(purchase, customer="")

    def refund(self, intent: str, *, amount: int, key: str) -> tuple[Happening, ...]:
        """Send money back, unless a refund with our key is there already."""
        before = ask(self._api.refunds.list, {"payment_intent": intent, "limit": 100})["data"]
        for refund in before:
            if (refund["metadata"] or {}).get("refund") == key:
                return (events.refunded(refund),)
        params: Any = {"payment_intent": intent, "amount": amount, "metadata": {"refund": key}}
        return (events.refunded(ask(self._api.refunds.create, params, {"idempotency_key": key})),)

    def cancel(self, ref: str, *, at_period_end: bool, key: str) -> None:
        """End a subscription with its period or at once; one that has ended stays ended."""
        subscription = self._free(ref, key)
        if subscription["status"] in {"canceled", "incomplete_expired"}:
            return
        if not at_period_end:
            ask(self._api.subscriptions.cancel, ref, {}, {"idempotency_key": f"{key}:end"})
        elif not _ends(subscription):
            self._update(ref, {"cancel_at_period_end": True}, f"{key}:cancel")

    def resume(self, ref: str, *, key: str) -> None:
        """Undo a cancellation for the period's end, or a pause."""
        subscription = self._free(ref, key)
        if subscription["status"] == "canceled":
            raise GatewayRefused(_ENDED)
        if subscription["cancel_at_period_end"]:
            self._update(ref, {"cancel_at_period_end": False}, f"{key}:go")
        elif subscription.get("cancel_at"):
            self._update(ref, {"cancel_at": ""}, f"{key}:go")
        if subscription.get("pause_collection"):
            self._update(ref, {"pause_collection": ""}, f"{key}:collect")
        if subscription["status"] == "paused":
            ask(self._api.subscriptions.resume, ref, {}, {"idempotency_key": f"{key}:resume"})

    def change(self, ref: str, price: str, *, key: str) -> Redirect | None:
        """Move to a dearer plan at once: a period that begins today, less what is unused of the old one.

        If the bank wants to be asked or the card is declined, nothing has changed yet: the buyer pays on Stripe's page.
        """
        subscription = self._free(ref, key)
        if subscription["status"] != "active":
            raise GatewayRefused("Only a subscription that is paid can be changed.", detail=subscription["status"])
        item = subscription["items"]["data"][0]
        if item["price"]["id"] == price:
            return None
        if _ends(subscription):
            self._update(ref, {"cancel_at_period_end": False}, f"{key}:go")
        changed = self._update(
            ref,
            {
                "items": [{"id": item["id"], "price": price}],
                "billing_cycle_anchor": "now",
                "proration_behavior": "always_invoice",
                "payment_behavior": "pending_if_incomplete",
                "expand": ["latest_invoice"],
            },
            f"{key}:change",
        )
        if not changed.get("pending_update"):
            return None
        invoice = changed["latest_invoice"]
        return Redirect(invoice["hosted_invoice_url"], invoice["id"])

    def schedule(self, ref: str, price: str, *, key: str) -> None:
        """Move to another plan with the next period; nothing is charged or given back today."""
        subscription = self._free(ref, key)
        if subscription["status"] not in {"active", "past_due"}:
            raise GatewayRefused(_ENDED, detail=subscription["status"])
        item = subscription["items"]["data"][0]
        if item["price"]["id"] == price:
            return
        if _ends(subscription):
            self._update(ref, {"cancel_at_period_end": False}, f"{key}:go")
        made = ask(
            self._api.subscription_schedules.create,
            {"from_subscription": ref},
            {"idempotency_key": f"{key}:schedule"},
        )
        begun = made["phases"][0]
        params: Any = {
            "end_behavior": "release",
            "proration_behavior": "none",
            "phases": [
                {
                    "items": [{"price": item["price"]["id"], "quantity": 1}],
                    "start_date": begun["start_date"],
                    "end_date": item["current_period_end"],
                    "proration_behavior": "none",
                },
                {
                    "items": [{"price": price, "quantity": 1}],
                    "start_date": item["current_period_end"],
                    "proration_behavior": "none",
                },
            ],
        }
        ask(self._api.subscription_schedules.update, made["id"], params, {"idempotency_key": f"{key}:phases"})

    def portal(self, customer: str, *, return_url: str) -> str:
        """Return a fresh link to the buyer's page."""
        made = ask(self._api.billing_portal.sessions.create, {"customer": customer, "return_url": return_url})
        return str(made["url"])

    def _open(self, purchase: Purchase, *, customer: str) -> Redirect:
        article, metadata = purchase.plan.article, dict(purchase.metadata)
        params: dict[str, Any] = {
            "success_url": purchase.success_url,
            "cancel_url": purchase.cancel_url,
            "client_reference_id": purchase.order,
            "metadata": metadata,
        }
        if article.interval == "once":
            price = {
                "currency": article.currency.lower(),
                "unit_amount": purchase.amount,
                "tax_behavior": "inclusive",
                "product_data": {"name": article.title, "tax_code": TAX_CODE},
            }
            params |= {"mode": "payment", "line_items": [{"price_data": price, "quantity": 1}]}
            params |= {"payment_intent_data": {"metadata": metadata}}
            if not customer and not self._managed:
                params["customer_creation"] = "always"  # so that the portal works for buyers of packs too
        else:
            params |= {"mode": "subscription", "line_items": [{"price": purchase.plan.ref, "quantity": 1}]}
            params |= {"subscription_data": {"metadata": metadata}}
        if customer:
            params["customer"] = customer
        elif purchase.email:
            params["customer_email"] = purchase.email
        # Prices are agreed in one currency; Stripe must not offer another, unless it is the seller.
        params |= {"managed_payments": {"enabled": True}} if self._managed else {"adaptive_pricing": {"enabled": False}}
        asked: Any = params
        key = f"checkout:{purchase.order}:{customer}"
        session = ask(self._api.checkout.sessions.create, asked, {"idempotency_key": key})
        return Redirect(session["url"], session["id"])

    def _free(self, ref: str, key: str) -> dict[str, Any]:
        """Return a subscription, freed of a schedule: what was chosen for later is overtaken by what is wanted now."""
        subscription = ask(self._api.subscriptions.retrieve, ref)
        if schedule := events.ident(subscription.get("schedule")):
            ask(self._api.subscription_schedules.release, schedule, {}, {"idempotency_key": f"{key}:{schedule}"})
        return subscription

    def _update(self, ref: str, params: dict[str, Any], key: str) -> dict[str, Any]:
        asked: Any = params
        return ask(self._api.subscriptions.update, ref, asked, {"idempotency_key": key})


def _ends(subscription: dict[str, Any]) -> bool:
    return bool(subscription["cancel_at_period_end"] or subscription.get("cancel_at"))
