"""The counter with the emulated Stripe behind it: real HTTP both ways, and the real door for webhooks.

Stripe's post arrives at a letterbox and is taken to the door by the story, so that the story and the post do not write
to the books at the same moment.
"""

import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override

from django.conf import settings
from django.test import Client

from aquatint.accounts.models import Person
from aquatint.billing import dealing, reconciling
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.stripe.client import Stripe
from aquatint.billing.gateways.stripe.signature import sign
from aquatint.billing.models import Delivery, Order, Payment, Subscription
from aquatint.emulator.payments import stripe as emulated
from tests.billing.shop import CONSENT, Shop

KEY = "sk_test_emulated"
Letter = tuple[str, bytes]


@dataclass(frozen=True)
class Weather:
    """What becomes of the post: `script` disturbs it at Stripe, `late` keeps it back until the next time."""

    script: dict[str, Any]
    late: bool = False

    @property
    def loses(self) -> bool:
        """Whether some of it never arrives."""
        return "lose" in self.script


CALM = Weather({})
STORMS = {
    "twice and backwards": Weather({"times": 2, "order": "reversed"}),
    "late": Weather({"order": "shuffled", "seed": 5}, late=True),
    "one in three lost": Weather({"lose": 3}),
}


class Letterbox:
    """Keeps what arrives at the site's address."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        letters = self.letters

        class Slot(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                letters.append((self.headers["stripe-signature"], body))
                self.send_response(200)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Slot)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take it down."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


class StripeShop(Shop):
    """Stories at the counter, with Stripe."""

    def __init__(self, emulator: str, letterbox: Letterbox) -> None:
        self.emulator = emulator
        self.letterbox = letterbox
        self.client = Client()
        self.weather = CALM
        self._kept: list[Letter] = []

    @property
    def stripe(self) -> Stripe:
        """The gateway."""
        found = registry.gateway("stripe")
        assert isinstance(found, Stripe)
        return found

    def control(self, path: str, **asked: Any) -> dict[str, Any]:
        """Open the emulator's control door."""
        return ask("POST", f"{self.emulator}/_control{path}", asked)

    def bank(self, path: str, **asked: Any) -> dict[str, Any]:
        """Have a bank do something."""
        return ask("POST", f"{self.emulator}/stripe/_control{path}", asked)

    def books(self, kind: str) -> list[dict[str, Any]]:
        """Return what Stripe keeps of a kind."""
        found: list[dict[str, Any]] = ask("GET", f"{self.emulator}/_control/stripe")[kind]
        return found

    def fault(self, kind: str, path: str = "", times: int = 1) -> None:
        """Script a fault of Stripe's API."""
        ask("POST", f"{self.emulator}/_emulator/faults", [{"kind": kind, "path": path, "times": times}])

    def under(self, weather: Weather) -> None:
        """Have the post suffer from now on. Always held: the story says when it comes."""
        self.weather = weather
        self.control("/script", vendor="stripe", **{"hold": True, **weather.script})

    def open(self, person: Person, slug: str, interval: str = "once", **more: Any) -> Order:
        """Go to Stripe's page for something."""
        order, _ = dealing.buy(
            person=person,
            gateway_name="stripe",
            price=self.price(slug, interval),
            consent=CONSENT,
            site="http://localhost",
            **more,
        )
        order.refresh_from_db()
        return order

    def press(self, order: Order, button: str = "pay") -> None:
        """Press a button on Stripe's page."""
        self.control(f"/stripe/checkouts/{order.checkout}", do=button)

    @override
    def buy(self, person: Person, slug: str = "pack-500", **more: Any) -> Payment:
        order = self.open(person, slug, **more)
        self.press(order)
        self.come_back(order)
        return Payment.objects.get(order=order)

    @override
    def subscribe(self, person: Person, slug: str = "studio", interval: str = "month") -> Subscription:
        order = self.open(person, slug, interval)
        self.press(order)
        self.come_back(order)
        return Subscription.objects.get(order=order)

    def come_back(self, order: Order) -> None:
        """Come back to our page; where the post is bad, the page asks Stripe itself."""
        if self.weather != CALM:
            dealing.catch_up(order)
        self.settle()

    def declines(self, subscription: Subscription, *, declines: bool) -> None:
        """Have the card of a subscription declined from now on, or not."""
        self.control(f"/stripe/subscriptions/{subscription.ref}", declines=declines)

    def settle(self) -> None:
        """Let Stripe do what is due, take its post to the door, handle it; reconcile where post is lost."""
        self.control("/advance", seconds=0)
        self.control("/deliver")
        fresh = list(self.letterbox.letters)
        del self.letterbox.letters[: len(fresh)]
        brought, self._kept = (self._kept, fresh) if self.weather.late else ([*self._kept, *fresh], [])
        for given, body in brought:
            # Stripe signs each try anew; what was kept back comes as such a later try.
            signature = given if not self.weather.late else sign(body, secret=emulated.SECRET)
            assert self.bring(signature, body) == 200
        dealing.handle_due()
        waiting = Delivery.objects.filter(handled=None)
        assert not waiting, [delivery.outcome for delivery in waiting]
        dealing.tend()
        if self.weather.loses:
            report = self.reconcile()
            assert report.clean, report.differences

    def finish(self) -> None:
        """Have the last of the post come, and find that both sides agree."""
        for _ in range(2):
            self.settle()
        report = self.reconcile()
        assert (report.differences, report.repaired) == ([], [])
        theirs = {one["id"]: (one["amount"], one["currency"], one["refunded"]) for one in self.books("payments")}
        lost = {one["payment"]: one["amount"] for one in self.books("disputes") if one["closed"] and not one["won"]}
        wanted = {name: (paid, money, back + lost.get(name, 0)) for name, (paid, money, back) in theirs.items()}
        assert {one.transaction: (one.amount, one.currency, one.refunded) for one in Payment.objects.all()} == wanted

    def bring(self, signature: str, body: bytes) -> int:
        """Post one webhook to the site; return the status."""
        headers = {"stripe-signature": signature}
        answer = self.client.post(
            "/billing/webhooks/stripe", data=body, content_type="application/json", headers=headers
        )
        return int(answer.status_code)

    @override
    def renew(self) -> None:
        self.settle()

    @override
    def reconcile(self) -> reconciling.Report:
        return reconciling.reconcile(self.stripe)


def ask(method: str, url: str, content: object = None) -> dict[str, Any]:
    """Call the emulator."""
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, data, method=method)  # noqa: S310 -- loopback
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def open_shop(emulator: str, letterbox: Letterbox, **more: str) -> Iterator[StripeShop]:
    """Open the shop with empty books at Stripe; `more` are further settings of billing."""
    before = settings.BILLING_ENVIRONMENT
    settings.BILLING_ENVIRONMENT = {
        **before,
        "STRIPE_API_KEY": KEY,
        "STRIPE_WEBHOOK_SECRET": emulated.SECRET,
        "STRIPE_API_BASE": f"{emulator}/stripe",
        **more,
    }
    registry.forget()
    shop = StripeShop(emulator, letterbox)
    shop.control("/reset")
    shop.control("/site", url=letterbox.url)
    shop.under(CALM)
    del letterbox.letters[:]
    try:
        yield shop
    finally:
        settings.BILLING_ENVIRONMENT = before
        registry.forget()
