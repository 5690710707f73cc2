"""Creem's emulator behind the counter: a real server that gets our calls and sends real webhooks to a real site."""

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from aquatint.accounts.models import Person
from aquatint.billing import dealing, reconciling
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.creem.client import Creem
from aquatint.billing.invariants import findings as of_billing
from aquatint.billing.models import Finding, Order, Payment, Subscription
from aquatint.catalog import shelf
from aquatint.catalog.models import Price
from aquatint.emulator.payments.creem import SECRET
from aquatint.ledger import actions as ledger
from aquatint.ledger.balance import balance
from aquatint.ledger.invariants import findings as of_ledger
from tests.billing.shop import CONSENT

KEY: Final = "creem_test_of_ours"
_PATIENCE: Final = 20.0


class CreemShop:
    """The counter with Creem behind it."""

    def __init__(self, emulator: str, site: str) -> None:
        self.emulator = emulator
        self.site = site
        self.lost = False
        self.delayed = False
        self.control("/reset")
        self.control("/site", url=site)

    @property
    def creem(self) -> Creem:
        """The gateway."""
        found = registry.gateway("creem")
        assert isinstance(found, Creem)
        return found

    def control(self, path: str, **asked: Any) -> Any:
        """Ask the emulator's control door."""
        return ask(f"{self.emulator}/_control{path}", asked)

    def books(self) -> Any:
        """Return all that Creem keeps."""
        with urllib.request.urlopen(f"{self.emulator}/_control/creem", timeout=_PATIENCE) as answer:  # noqa: S310
            return json.load(answer)

    def fault(self, kind: str, path: str, times: int = 1) -> None:
        """Script a fault for Creem's next calls."""
        ask(f"{self.emulator}/_emulator/faults", [{"kind": kind, "path": path, "times": times}])

    def price(self, slug: str, interval: str = "once", currency: str = "EUR") -> Price:
        """Return what is on sale."""
        found = shelf.price_of(slug, interval, currency)
        assert found is not None
        return found

    def order(self, person: Person, slug: str, interval: str = "once") -> Order:
        """Go to Creem's page for something."""
        price = self.price(slug, interval)
        order, redirect = dealing.buy(
            person=person, gateway_name="creem", price=price, consent=CONSENT, site="http://localhost"
        )
        assert redirect.url == f"{self.emulator}/creem/checkout/{redirect.ref}"
        order.refresh_from_db()
        return order

    def press(self, order: Order, button: str = "pay") -> str:
        """Press a button of Creem's page; return where it leads."""
        return str(self.control(f"/creem/checkouts/{order.checkout}", do=button)["back"])

    def buy(self, person: Person, slug: str = "pack-500") -> Order:
        """Buy a pack and come back, the news with us or later."""
        order = self.order(person, slug)
        self.press(order)
        dealing.catch_up(order)
        self.settle()
        return order

    def subscribe(self, person: Person, slug: str = "studio", interval: str = "month") -> Subscription:
        """Subscribe and come back."""
        order = self.order(person, slug, interval)
        self.press(order)
        dealing.catch_up(order)
        self.settle()
        return Subscription.objects.get(order=order)

    def of_plan(self, subscription: Subscription, **asked: Any) -> None:
        """Do something with a subscription at Creem."""
        self.control(f"/creem/subscriptions/{subscription.ref}", **asked)

    def of_payment(self, transaction: str, **asked: Any) -> None:
        """Do something with a payment at Creem."""
        self.control(f"/creem/payments/{transaction}", **asked)

    def settle(self) -> None:
        """Let time do its work at Creem, have its news brought, and handle them; if some are lost, reconcile."""
        self.control("/advance", seconds=0)
        if not self.delayed:
            self.control("/deliver")
        dealing.handle_due()
        dealing.tend()
        if self.lost:
            self.reconcile()
        self.check()

    def reconcile(self) -> reconciling.Report:
        """Compare the books with Creem."""
        return reconciling.reconcile(self.creem)

    def check(self) -> None:
        """No rule of billing or ledger may be broken."""
        assert [*of_billing(), *of_ledger()] == []

    def agrees(self) -> None:
        """Every payment at Creem is in our books, of the same sum and with the same sum sent back, and no other."""
        theirs = {
            one["id"]: (one["amount"], one["currency"], one["amount"] if one["dispute"] else one["refunded"])
            for one in self.books()["payments"]
        }
        ours = {one.transaction: (one.amount, one.currency, one.refunded) for one in Payment.objects.all()}
        assert ours == theirs

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


def ask(url: str, content: Any = None, headers: dict[str, str] | None = None) -> Any:
    """Post JSON and return JSON."""
    data = content if isinstance(content, bytes) else json.dumps(content or {}).encode()
    request = urllib.request.Request(url, data, headers or {}, method="POST")  # noqa: S310 -- loopback
    with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
        return json.load(answer)


def status_of(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Post bytes and return the status."""
    request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 -- loopback
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


@contextmanager
def open_shop(emulator: str, site: str, settings: Any) -> Iterator[CreemShop]:
    """Open the counter: Creem is the gateway, its emulator the other side."""
    settings.BILLING_ENVIRONMENT = {
        **settings.BILLING_ENVIRONMENT,
        "CREEM_API_KEY": KEY,
        "CREEM_API_BASE": f"{emulator}/creem",
        "CREEM_WEBHOOK_SECRET": SECRET,
    }
    registry.forget()
    shop = CreemShop(emulator, site)
    try:
        yield shop
    finally:
        shop.control("/reset")
        forget = urllib.request.Request(f"{emulator}/_emulator/faults", method="DELETE")  # noqa: S310 -- loopback
        urllib.request.urlopen(forget, timeout=_PATIENCE).close()  # noqa: S310
        registry.forget()
