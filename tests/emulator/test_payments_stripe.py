"""The emulated Stripe against the vendor's own package: its shapes, the parameters we send, its manners."""

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any, get_args, get_origin, get_type_hints

import httpx2
import pytest
import stripe as package
from starlette.applications import Starlette
from starlette.routing import Mount
from stripe import params
from stripe.params import billing_portal, checkout

from aquatint.billing.errors import GatewayRefused
from aquatint.billing.gateways.base import Article, Plan, Purchase, Redirect
from aquatint.billing.gateways.happenings import Paid
from aquatint.billing.gateways.stripe.client import Stripe as Gateway
from aquatint.emulator.payments import stripe as emulated
from aquatint.emulator.payments.setup import Setup
from aquatint.emulator.payments.stripe import forms, shapes
from aquatint.emulator.payments.world import Payments
from aquatint.emulator.world import Options, World
from tests.billing.shop import later

_PARAMS = {
    "/v1/prices": params.PriceCreateParams,
    "/v1/checkout/sessions": checkout.SessionCreateParams,
    "/v1/refunds": params.RefundCreateParams,
    "/v1/subscriptions/{id}": params.SubscriptionUpdateParams,
    "/v1/subscription_schedules": params.SubscriptionScheduleCreateParams,
    "/v1/subscription_schedules/{id}": params.SubscriptionScheduleUpdateParams,
    "/v1/billing_portal/sessions": billing_portal.SessionCreateParams,
}


_NAMES = {"StripeContext": str, "Mapping": Mapping, "Decimal": Decimal}
"""What the package's modules import only for type checkers."""


class Counter:
    """A gateway and the emulator behind it, in one process and without a network."""

    def __init__(self) -> None:
        setup = Setup(secrets=(("STRIPE_API_KEY", "sk_test_a"),))
        self.world = World(Options(), Payments(setup, {"stripe": emulated.Stripe}))
        app = Starlette(routes=[Mount("/stripe", routes=emulated.routes(self.world))])
        self.transport = httpx2.ASGITransport(app=app)
        self.gateway = self.gateway_with("sk_test_a")

    def gateway_with(self, key: str) -> Gateway:
        base = "http://emulator/stripe"
        return Gateway(key=key, secret=emulated.SECRET, base=base, transport=self.transport)

    @property
    def shop(self) -> emulated.Stripe:
        found = self.world.payments.vendors["stripe"]
        assert isinstance(found, emulated.Stripe)
        return found

    def plan(self, price: str, amount: int, interval: str = "month") -> Plan:
        article = Article(price, "Studio", interval, "EUR", amount, 1000)
        return Plan(article, self.gateway.publish(article))

    def paid(self, plan: Plan, order: str) -> tuple[str, Paid]:
        about = {"order": order, "person": "per_1", "price": plan.article.price}
        purchase = Purchase(
            order, "per_1", "a@example.org", plan, plan.article.amount, "http://s/", "http://c/", "", about
        )
        page = self.gateway.checkout(purchase).ref
        self.shop.pay(self.shop.checkouts[page])
        told = self.gateway.fetch_order(page)[0]
        assert isinstance(told, Paid)
        return page, told


@pytest.fixture(scope="module")
def counter() -> Counter:
    made = Counter()
    _live(made)
    return made


def _live(counter: Counter) -> None:
    """Let everything happen once."""
    gateway, shop = counter.gateway, counter.shop
    studio, press = counter.plan("pri_1", 1200), counter.plan("pri_2", 3900)
    _, pack = counter.paid(counter.plan("pri_3", 900, "once"), "ord_1")
    _, first = counter.paid(studio, "ord_2")
    gateway.refund(pack.transaction, amount=300, currency="EUR", key="ref_1", full=False)
    shop.dispute(shop.payments[first.transaction])
    shop.put_warning(shop.payments[pack.transaction])
    gateway.change_plan(first.subscription, press, now=True, key="wsh_1")
    gateway.change_plan(first.subscription, studio, now=False, key="wsh_2")
    gateway.cancel(first.subscription, at_period_end=True, key="wsh_3")
    gateway.resume(first.subscription, key="wsh_4")
    gateway.portal(first.customer, return_url="http://s/")
    shop.subscriptions[first.subscription].declines = True
    answer = gateway.change_plan(first.subscription, studio, now=True, key="wsh_5")
    assert isinstance(answer, Redirect)
    shop.pay(shop.checkouts[answer.url.rsplit("/", 1)[-1]])
    gateway.cancel(first.subscription, at_period_end=False, key="wsh_6")


def test_every_field_that_it_shows_is_one_that_the_package_knows(counter: Counter) -> None:
    shop = counter.shop
    bill = next(bill for bill in shop.bills.values() if bill.unused)
    plan = shapes.subscription(shop, next(iter(shop.subscriptions.values())))
    invoice = shapes.invoice(shop, bill)
    payment = next(iter(shop.payments.values()))
    shown: list[tuple[Any, dict[str, Any]]] = [
        (package.checkout.Session, shapes.session(shop, next(iter(shop.checkouts.values())))),
        (package.PaymentIntent, shapes.intent(shop, payment.id) or {}),
        (package.Charge, shapes.charge(shop, payment)),
        (package.Refund, shapes.refund(shop, next(iter(shop.refunds.values())))),
        (package.Dispute, shapes.dispute(shop, next(iter(shop.disputes.values())))),
        (package.Subscription, plan),
        (package.SubscriptionItem, plan["items"]["data"][0]),
        (package.SubscriptionSchedule, shapes.schedule(shop, next(iter(shop.schedules)))),
        (package.Invoice, invoice),
        *((package.InvoiceLineItem, line) for line in invoice["lines"]["data"]),
        (package.InvoicePayment, shapes.invoice_payment(bill, shop.payments[bill.payment])),
        (package.Price, shapes.price(next(iter(shop.prices.values())))),
        (package.Customer, shapes.customer(next(iter(shop.customers.values())))),
        *((package.BalanceTransaction, row) for row in shapes.balance(shop)),
        (package.radar.EarlyFraudWarning, next(iter(shop.warnings.values()))),
        (package.Event, shapes.event("evt_1", "refund.created", {}, shop.clock.now(), "v")),
    ]
    for kind, found in shown:
        known = kind.__annotations__
        assert set(found) <= set(known), (kind.__name__, set(found) - set(known))
        assert f"{found['object']!r}".replace("'", '"') in str(known["object"]).replace("'", '"')


def test_every_event_that_it_sends_is_one_that_the_package_knows(counter: Counter) -> None:
    known = get_args(get_type_hints(package.Event)["type"])
    sent = {notice.type for notice in counter.shop.outbox.notices}
    assert len(sent) > 8
    assert sent <= set(known)


def test_every_parameter_that_we_send_is_one_that_the_package_knows(counter: Counter) -> None:
    seen = set()
    for method, path, asked in counter.shop.requests:
        name = "/v1" + path.split("/v1", 1)[1]
        name = next((known for known in _PARAMS if _fits(known, name)), "")
        if method == "POST" and name:
            seen.add(name)
            _check(_PARAMS[name], asked, name)
    assert seen == set(_PARAMS)


def _fits(pattern: str, path: str) -> bool:
    ours, theirs = pattern.split("/"), path.split("/")
    return len(ours) == len(theirs) and all(one in {"{id}", other} for one, other in zip(ours, theirs, strict=True))


def _check(kind: Any, asked: Any, where: str) -> None:
    """Walk a TypedDict along what was asked; every name must be there."""
    if isinstance(asked, list):
        for row in asked:
            _check(kind, row, where)
    elif isinstance(asked, dict):
        known = _typed(kind)
        if known:
            for name, value in asked.items():
                assert name in known, f"{where}[{name}]"
                _check(known[name], value, f"{where}[{name}]")


def _typed(kind: Any) -> dict[str, Any]:
    """Return the fields of the first TypedDict inside an annotation; {} for a free mapping or a plain value."""
    if hasattr(kind, "__required_keys__"):  # a TypedDict, of whichever library
        return get_type_hints(kind, localns=_NAMES)
    if get_origin(kind) is dict:
        return {}
    return next((found for part in get_args(kind) if (found := _typed(part))), {})


def test_the_parameters_are_really_compared() -> None:
    with pytest.raises(AssertionError, match="unit_price"):
        _check(params.PriceCreateParams, {"currency": "eur", "unit_price": "5"}, "price")
    with pytest.raises(AssertionError, match="colour"):
        _check(checkout.SessionCreateParams, {"line_items": [{"price_data": {"colour": "red"}}]}, "session")


def test_a_form_with_brackets_is_read_as_the_package_writes_it() -> None:
    text = "a=1&b[c]=2&d[0][e]=3&d[1][e]=4&f[]=5&f[]=6&g[h][0]=7&empty="
    found = {"a": "1", "b": {"c": "2"}, "d": [{"e": "3"}, {"e": "4"}], "f": ["5", "6"], "g": {"h": ["7"]}, "empty": ""}
    assert forms.parse(text) == found


def test_a_key_is_answered_once_for_a_day_and_only_for_the_same_question() -> None:
    counter = Counter()
    price, other = counter.plan("pri_1", 900, "once"), counter.plan("pri_1", 1900, "once")

    def page(plan: Plan) -> str:
        return counter.gateway.checkout(Purchase("ord_1", "p", "", plan, plan.article.amount, "s", "c")).ref

    first = page(price)
    assert page(price) == first
    with pytest.raises(GatewayRefused, match="did not do that"):
        page(other)
    with later(hours=25):
        assert page(price) != first


def test_strangers_and_unknown_things_are_refused_as_stripe_does() -> None:
    counter = Counter()
    for key in ("sk_test_other", "sk_live_a"):
        with pytest.raises(GatewayRefused, match="does not know this shop"):
            counter.gateway_with(key).fetch_order("cs_test_1")
    for ask in (counter.gateway.fetch_order, counter.gateway.fetch_transaction):
        with pytest.raises(GatewayRefused) as refused:
            ask("pi_nobody" if ask == counter.gateway.fetch_transaction else "cs_test_nobody")
        assert refused.value.detail.startswith("resource_missing")


def test_lists_come_in_pages_and_reconciling_reads_them_all() -> None:
    counter = Counter()
    pack = counter.plan("pri_1", 900, "once")
    transactions = {counter.paid(pack, f"ord_{number}")[1].transaction for number in range(3)}
    shop = counter.shop
    article = next(iter(shop.prices.values()))
    for number in range(120):
        made = shop.pay(shop.open_checkout(article, metadata={"order": f"ord_x{number}"}))
        assert made
        transactions.add(made.id)
    since = shop.clock.now() - timedelta(hours=1)
    listed = [told.transaction for told in counter.gateway.list_transactions(since) if isinstance(told, Paid)]
    assert (len(listed), set(listed)) == (123, transactions)
