"""The counter with the emulated PayPal behind it: real HTTP both ways, and the real door for webhooks."""

import json
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, override

from django.conf import settings
from django.test import Client

from aquatint.accounts.models import Person
from aquatint.billing import dealing, reconciling
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.base import Redirect
from aquatint.billing.gateways.paypal.client import PayPal
from aquatint.billing.models import Order, Payment, Subscription
from aquatint.emulator.payments import paypal as emulated
from tests.billing.shop import CONSENT, Shop

Letter = tuple[dict[str, str], bytes]


class Letterbox:
    """Keeps what arrives at the site's address until the story takes it to the door."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        letters = self.letters

        class Slot(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                letters.append(({name.lower(): value for name, value in self.headers.items()}, body))
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
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(10)


class PayPalShop(Shop):
    """Stories at the counter, with PayPal."""

    def __init__(self, emulator: str, letterbox: Letterbox) -> None:
        self.emulator = emulator
        self.letterbox = letterbox
        self.client = Client()
        self.late = False

    @property
    def paypal(self) -> PayPal:
        """The gateway."""
        found = registry.gateway("paypal")
        assert isinstance(found, PayPal)
        return found

    def control(self, path: str, **asked: Any) -> dict[str, Any]:
        """Open the emulator's control door."""
        return ask("POST", f"{self.emulator}/_control{path}", asked)

    def books(self) -> dict[str, Any]:
        """Return what PayPal keeps."""
        return ask("GET", f"{self.emulator}/_control/paypal")

    def fault(self, kind: str, path: str = "", times: int = 1) -> None:
        """Script a fault of PayPal's API."""
        ask("POST", f"{self.emulator}/_emulator/faults", [{"kind": kind, "path": path, "times": times}])

    def open(self, person: Person, slug: str, interval: str = "once") -> tuple[Order, Redirect]:
        """Go to PayPal for something."""
        return dealing.buy(
            person=person,
            gateway_name="paypal",
            price=self.price(slug, interval),
            consent=CONSENT,
            site="http://localhost",
        )

    def press(self, page: str, button: str = "pay") -> dict[str, Any]:
        """Press a button on one of PayPal's pages, by the page's address or id."""
        return self.control(f"/paypal/checkouts/{page.rsplit('/', 1)[-1]}", do=button)

    @override
    def buy(self, person: Person, slug: str = "pack-500", **more: Any) -> Payment:
        order, redirect = self.open(person, slug)
        self.press(redirect.url)
        self.settle()
        return Payment.objects.get(order=order)

    @override
    def subscribe(self, person: Person, slug: str = "studio", interval: str = "month") -> Subscription:
        order, redirect = self.open(person, slug, interval)
        self.press(redirect.url)
        self.settle()
        return Subscription.objects.get(order=order)

    def settle(self) -> None:
        """Let PayPal do what is due, have the post bring the news until there is none; nothing while it is late."""
        self.control("/advance", seconds=0)
        if self.late:
            return
        for _ in range(8):
            if not self.fetch():
                return
        raise AssertionError("the post never ends")

    def fetch(self) -> int:
        """Have the news sent, take it to the door and handle it; return how much came."""
        self.control("/deliver")
        letters = list(self.letterbox.letters)
        del self.letterbox.letters[: len(letters)]
        for headers, body in letters:
            self.bring(headers, body)
        dealing.handle_due()
        return len(letters)

    def bring(self, headers: dict[str, str], body: bytes) -> int:
        """Post one webhook to the site; return the status."""
        wanted = {name: value for name, value in headers.items() if name.startswith("paypal-")}
        answer = self.client.post(
            "/billing/webhooks/paypal", data=body, content_type="application/json", headers=wanted
        )
        return int(answer.status_code)

    @override
    def renew(self) -> None:
        self.settle()

    @override
    def reconcile(self) -> reconciling.Report:
        return reconciling.reconcile(self.paypal)


def ask(method: str, url: str, content: object = None) -> dict[str, Any]:
    """Call the emulator."""
    data = None if content is None else json.dumps(content).encode()
    request = urllib.request.Request(url, data, method=method)  # noqa: S310 -- loopback
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        found: dict[str, Any] = json.load(answer)
        return found


@contextmanager
def open_shop(emulator: str, letterbox: Letterbox) -> Iterator[PayPalShop]:
    """Open the shop with empty books at PayPal."""
    before = settings.BILLING_ENVIRONMENT
    settings.BILLING_ENVIRONMENT = {
        **before,
        "PAYPAL_CLIENT_ID": emulated.CLIENT_ID,
        "PAYPAL_CLIENT_SECRET": emulated.CLIENT_SECRET,
        "PAYPAL_WEBHOOK_ID": emulated.WEBHOOK_ID,
        "PAYPAL_API_BASE": f"{emulator}/paypal",
    }
    registry.forget()
    shop = PayPalShop(emulator, letterbox)
    shop.control("/reset")
    ask("DELETE", f"{emulator}/_emulator/calls")
    shop.control("/script")
    shop.control("/site", url=letterbox.url)
    del letterbox.letters[:]
    try:
        yield shop
    finally:
        settings.BILLING_ENVIRONMENT = before
        registry.forget()
