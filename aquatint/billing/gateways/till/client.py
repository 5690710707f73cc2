"""The till, seen from billing: the contract of `gateways.base` over its own books instead of a network."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, Self
from urllib.parse import urlsplit

from django.db.models import QuerySet

from aquatint.billing.errors import GatewayRefused
from aquatint.billing.gateways.base import Article, Event, Forged, Plan, Purchase, Redirect
from aquatint.billing.gateways.happenings import Happening, Nothing, PaymentFailed
from aquatint.billing.gateways.till import actions, events, models, signature
from aquatint.kit import clock

Happenings = tuple[Happening, ...]


class Till:
    """The test gateway. There unless another gateway is, or as `AQUATINT_TILL` says; never in production."""

    name: str = "till"
    title: str = "Till (test, no real money)"
    environment: str = "test"
    merchant_of_record: bool = False
    prorates: bool = True
    refunds_in_part: bool = True
    reports_outcomes: bool = True

    def __init__(self, *, secret: str) -> None:
        self.secret = secret

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Self | None:
        """Return the till, except in production or when it is switched off."""
        if environment.get("AQUATINT_MODE") == "production" or environment.get("AQUATINT_TILL") == "off":
            return None
        secret = hashlib.sha256(f"till {environment.get('AQUATINT_SECRET_KEY', '')}".encode()).hexdigest()
        return cls(secret=secret)

    def verify(self, headers: Mapping[str, str], body: bytes) -> Event:
        """Check the signature and return the event."""
        signature.check(headers, body, secret=self.secret)
        try:
            content = json.loads(body)
            event = Event(content["id"], content["type"], content["environment"], content)
        except (ValueError, KeyError, TypeError):
            raise Forged from None
        if not event.id:
            raise Forged
        return event

    def understand(self, event: Event) -> Happenings:
        """Say what an event means."""
        created = datetime.fromisoformat(event.content["created"])
        return events.understand(event.type, event.content["object"], created)

    def fetch_order(self, checkout: str) -> Happenings:
        """Read a page again."""
        page = models.Page.objects.filter(pk=checkout).first()
        if page is None:
            return (Nothing("The till knows no such page."),)
        if page.paid:
            plan = models.Plan.objects.filter(page=page).first()
            paid = self._charges(models.Charge.objects.filter(page=page).order_by("settled", "id")[:1])
            return (*paid, *self._plan(plan)) if plan else tuple(paid)
        if page.given_up or page.expires <= clock.now():
            reason = "Not paid in time."
            return (PaymentFailed(clock.now(), reason, order=page.order, checkout=page.pk, final=True),)
        return (Nothing("Not paid yet."),)

    def fetch_subscription(self, subscription: str) -> Happenings:
        """Read a plan and its newest payment again."""
        plan = models.Plan.objects.filter(pk=subscription).first()
        if plan is None:
            return (Nothing("The till knows no such subscription."),)
        newest = models.Charge.objects.filter(plan=plan).order_by("-settled", "-created")[:1]
        return (*self._charges(newest), *self._plan(plan))

    def fetch_transaction(self, transaction: str) -> Happenings:
        """Read a payment again, with what went back."""
        found = tuple(self._charges(models.Charge.objects.filter(pk=transaction)))
        return found or (Nothing("The till knows no such payment."),)

    def list_transactions(self, since: datetime) -> Iterator[Happening]:
        """Yield all payments since, and what went back of them."""
        yield from self._charges(models.Charge.objects.filter(settled__gte=since).order_by("settled", "created"))

    def publish(self, article: Article) -> str:
        """Need nothing: the price comes with each page."""
        del article
        return ""

    def checkout(self, purchase: Purchase) -> Redirect:
        """Open the page for an order."""
        page = actions.open_page(purchase=purchase)
        return Redirect(f"{_site(purchase.success_url)}/till/{page.pk}", page.pk)

    def refund(self, transaction: str, *, amount: int, currency: str, key: str, full: bool) -> Happenings:
        """Send money back."""
        del currency, full
        made = actions.send_back(charge=transaction, amount=amount, key=key)
        return events.understand("payment.refunded", events.refund(made), made.created)

    def cancel(self, subscription: str, *, at_period_end: bool, key: str) -> Happenings:
        """End a plan."""
        del key
        return self._plan(actions.end_plan(plan=subscription, at_period_end=at_period_end))

    def resume(self, subscription: str, *, key: str) -> Happenings:
        """Undo a cancellation."""
        del key
        return self._plan(actions.go_on(plan=subscription))

    def change_plan(self, subscription: str, plan: Plan, *, now: bool, key: str) -> Redirect | Happenings:
        """Move to another plan."""
        del key
        row = actions.change(plan=subscription, article=plan.article, now=now)
        if not now:
            return self._plan(row)
        return self.fetch_subscription(subscription)

    def portal(self, customer: str, *, return_url: str) -> str:
        """Return the address of the buyer's page."""
        if not models.Page.objects.filter(customer=customer).exclude(customer="").exists():
            raise GatewayRefused("The till knows no such buyer.")
        return f"{_site(return_url)}/till/buyers/{customer}"

    def _plan(self, plan: models.Plan) -> Happenings:
        return events.understand("plan.changed", events.plan(plan), clock.now())

    def _charges(self, rows: QuerySet[models.Charge]) -> Iterator[Happening]:
        for charge in rows.prefetch_related("returns", "complaints"):
            yield from events.understand("payment.settled", events.charge(charge), charge.settled)
            for made in charge.returns.all():
                yield from events.understand("payment.refunded", events.refund(made), made.created)
            for complaint in charge.complaints.all():
                yield from events.understand("payment.disputed", events.complaint(complaint), complaint.created)
                if complaint.closed:
                    yield from events.understand("dispute.closed", events.complaint(complaint), complaint.closed)


def _site(address: str) -> str:
    """Return the beginning of one of our addresses: the till's pages are where the person came from."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


GATEWAY: Final = Till
