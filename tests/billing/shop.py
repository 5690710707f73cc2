"""Short ways to tell a story at the counter: what a buyer does, what the till does, what the mail brings."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime, timedelta
from typing import Any

from aquatint.accounts.models import Person
from aquatint.billing import actions, dealing, receiving, reconciling
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.client import Till
from aquatint.billing.gateways.till.models import Charge, Notice, Page, Plan
from aquatint.billing.gateways.till.signature import HEADER, sign
from aquatint.billing.models import Finding, Order, Payment, Subscription
from aquatint.catalog import shelf
from aquatint.catalog.models import Price
from aquatint.kit import clock
from aquatint.ledger import actions as ledger
from aquatint.ledger.balance import balance

CONSENT = ("2026-01", "Begin at once; I know that this ends my right of withdrawal for what was used.")


class Shop:
    """The counter and the till behind it. Post is brought by `post`, in the order and number that a story wants."""

    @property
    def till(self) -> Till:
        """The gateway."""
        found = registry.gateway("till")
        assert isinstance(found, Till)
        return found

    def price(self, slug: str, interval: str = "once", currency: str = "EUR") -> Price:
        """Return what is on sale."""
        found = shelf.price_of(slug, interval, currency)
        assert found is not None
        return found

    def order(self, person: Person, slug: str, interval: str = "once", **more: Any) -> tuple[Order, Page]:
        """Go to the till's page for something."""
        order, redirect = dealing.buy(
            person=person,
            gateway_name="till",
            price=self.price(slug, interval),
            consent=CONSENT,
            site="http://localhost",
            **more,
        )
        return order, Page.objects.get(pk=redirect.ref)

    def buy(self, person: Person, slug: str = "pack-500", **more: Any) -> Payment:
        """Buy a pack and have the post bring the news."""
        order, page = self.order(person, slug, **more)
        till.pay(page=page)
        self.post()
        return Payment.objects.get(order=order)

    def subscribe(self, person: Person, slug: str = "studio", interval: str = "month") -> Subscription:
        """Subscribe and have the post bring the news."""
        order, page = self.order(person, slug, interval)
        till.pay(page=page)
        self.post()
        return Subscription.objects.get(order=order)

    def plan(self, subscription: Subscription) -> Plan:
        """Return the till's side of a subscription."""
        return Plan.objects.get(pk=subscription.ref)

    def charges(self, subscription: Subscription) -> list[Charge]:
        """Return the till's payments of a subscription, oldest first."""
        return list(Charge.objects.filter(plan=subscription.ref).order_by("settled", "created"))

    def renew(self) -> None:
        """Have the till charge what is due and the post bring the news."""
        till.renew_due()
        self.post()

    def bodies(self) -> list[bytes]:
        """Return what the till has written and not sent, and count it as sent."""
        notices = list(Notice.objects.filter(delivered=None, given_up=None).order_by("created", "id"))
        for notice in notices:
            till.notice_sent(notice=notice, arrived=True)
        return [notice.body.encode() for notice in notices]

    def post(self, *, times: int = 1, mixed: random.Random | None = None) -> None:
        """Bring all news, each so many times, in order or mixed up; then handle the inbox."""
        bodies = self.bodies() * times
        if mixed:
            mixed.shuffle(bodies)
        for body in bodies:
            self.deliver(body)
            if mixed and mixed.random() < 0.5:
                dealing.handle_due()
        dealing.handle_due()

    def deliver(self, body: bytes, **headers: str) -> Any:
        """Bring one webhook, well signed unless the headers say otherwise."""
        return receiving.receive("till", {HEADER: sign(body, secret=self.till.secret), **headers}, body)

    def lose(self) -> None:
        """Have all news lost on the way."""
        self.bodies()

    def reconcile(self) -> reconciling.Report:
        """Compare the books with the till."""
        return reconciling.reconcile(self.till)

    def credits(self, person: Person) -> int:
        """Return what a person can spend."""
        return balance(person).available

    def spend(self, person: Person, number: int, key: str = "story") -> None:
        """Spend credits as a generation does."""
        held = ledger.hold(person=person, credits=number, key=f"hold:{key}", reason="A kettle")
        ledger.settle(hold=held, captured=number, reason="Delivered")

    def findings(self) -> list[str]:
        """Return the codes of what waits for the operator."""
        return list(Finding.objects.filter(closed=None).order_by("created").values_list("code", flat=True))

    def gift(self, person: Person, number: int) -> None:
        """Give credits as the operator does."""
        actions.grant_gift(person=person, credits=number, key=f"{person.pk}:{number}", reason="Hello", by=None)


@contextmanager
def later(**more: float) -> Iterator[None]:
    """Move the clock."""
    with clock.shifted(timedelta(**more)):
        yield


def at(moment: datetime, **more: float) -> AbstractContextManager[None]:
    """Move the clock to a moment, or so much after it."""
    return clock.shifted(moment - clock.now() + timedelta(**more))
