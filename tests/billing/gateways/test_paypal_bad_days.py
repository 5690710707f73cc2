"""Bad days with PayPal: well-signed lies, replays, a gateway that is away or dies after acting."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from aquatint.billing import actions, dealing
from aquatint.billing.errors import GatewayRefused, GatewayUnavailable
from aquatint.billing.gateways.base import Redirect
from aquatint.billing.gateways.paypal.client import PayPal
from aquatint.billing.models import Delivery, ForgeryCount, Order, Payment, Refund, Wish
from aquatint.catalog import actions as catalog
from aquatint.kit import clock
from tests.billing.gateways.paypal_papers import same_checksum
from tests.billing.gateways.paypal_shop import Letterbox, PayPalShop, open_shop
from tests.billing.shop import later
from tests.emulator.running import running_emulator


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[str, Letterbox]]:
    letterbox = Letterbox()
    with running_emulator() as emulator:
        yield emulator.url, letterbox
    letterbox.close()


@pytest.fixture
def shop(db: None, world: tuple[str, Letterbox]) -> Iterator[PayPalShop]:
    catalog.seed()
    with open_shop(*world) as opened:
        yield opened


def _genuine(shop: PayPalShop, person: Any) -> tuple[dict[str, str], bytes]:
    """Return a genuine webhook as somebody saw it on its way, of a pack that was paid."""
    order, redirect = shop.open(person, "pack-500")
    shop.press(redirect.url)
    dealing.catch_up(order)
    shop.control("/deliver")
    headers, body = next(letter for letter in shop.letterbox.letters if b"PAYMENT.CAPTURE.COMPLETED" in letter[1])
    del shop.letterbox.letters[:]
    return headers, body


def test_a_genuine_signature_on_a_body_of_ones_own_grants_nothing(shop: PayPalShop, ada: Any, ben: Any) -> None:
    """Ben saw a delivery of Ada's; he writes that his own order was captured, with the same checksum."""
    headers, seen = _genuine(shop, ada)
    order, redirect = shop.open(ben, "pack-1500")
    capture = json.loads(seen)["resource"]
    lies: list[dict[str, Any]] = [
        {**capture, "id": "BENSCAPTURE000001", "custom_id": order.public_id, "amount": {"value": "9999.00"}},
        {**capture, "custom_id": order.public_id, "supplementary_data": {"related_ids": {"order_id": redirect.ref}}},
        {**capture, "id": "../../v1/oauth2/token"},
    ]
    for number, resource in enumerate(lies):
        body = same_checksum(
            {"id": f"WH-{number}", "event_type": "PAYMENT.CAPTURE.COMPLETED", "resource": resource}, seen
        )
        Delivery.objects.all().delete()  # as if the genuine one had never arrived
        assert shop.bring(headers, body) == 200  # the signature is good
        assert bytes(Delivery.objects.get().body) == body
        dealing.handle_due()
        assert (shop.credits(ben), shop.credits(ada), order.state) == (0, 500, "sent")
    assert (Payment.objects.count(), shop.findings(), ForgeryCount.objects.count()) == (1, [], 0)


def test_a_transmission_is_taken_once_whatever_its_body_says(shop: PayPalShop, ada: Any) -> None:
    headers, body = _genuine(shop, ada)
    assert [shop.bring(headers, body) for _ in range(3)] == [200, 200, 200]
    other = same_checksum({"id": "WH-OTHER", "event_type": "PAYMENT.SALE.COMPLETED", "resource": {"id": "X"}}, body)
    assert shop.bring(headers, other) == 200
    dealing.handle_due()
    assert [(row.times, bytes(row.body)) for row in Delivery.objects.all()] == [(4, body)]
    assert shop.credits(ada) == 500


def test_altered_and_forged_news_is_refused_and_counted(shop: PayPalShop, ada: Any) -> None:
    shop.control("/script", tamper=2, forge=3)
    shop.buy(ada)
    shop.subscribe(ada)
    assert shop.credits(ada) in {1500, 1000, 500, 0}
    shop.control("/script")
    shop.reconcile()
    assert shop.credits(ada) == 1500
    assert ForgeryCount.objects.get().times >= 2
    assert Payment.objects.count() == 2


def test_a_certificate_that_is_away_makes_news_come_again(shop: PayPalShop, ada: Any) -> None:
    headers, body = _genuine(shop, ada)
    shop.fault("http_503", path="/certs/")
    assert shop.bring(headers, body) == 503
    assert (Delivery.objects.count(), ForgeryCount.objects.count()) == (0, 0)
    assert shop.bring(headers, body) == 200


def test_a_gateway_that_is_away_at_checkout_fails_the_order(shop: PayPalShop, ada: Any) -> None:
    for kind in ("http_503", "cut_before_answer", "html"):
        shop.fault(kind, path="/v2/checkout/orders")
        with pytest.raises(GatewayUnavailable):
            shop.open(ada, "pack-500")
    assert {order.state for order in Order.objects.all()} == {"failed"}
    assert shop.buy(ada).credits == 500


def test_a_capture_whose_answer_is_lost_is_granted_once(shop: PayPalShop, ada: Any) -> None:
    order, redirect = shop.open(ada, "pack-500")
    shop.press(redirect.url)
    shop.fault("cut_after_acting", path="/capture")
    dealing.catch_up(order)
    assert (shop.credits(ada), len(shop.books()["payments"])) == (0, 1)
    dealing.catch_up(order)
    shop.settle()
    assert (shop.credits(ada), len(shop.books()["payments"])) == (500, 1)


@pytest.mark.parametrize("plan", [False, True])
def test_a_refund_whose_answer_is_lost_is_asked_for_again_and_sent_once(
    shop: PayPalShop, ada: Any, *, plan: bool
) -> None:
    payment = shop.subscribe(ada).payments.get() if plan else shop.buy(ada)
    shop.control("/script", hold=True)
    shop.fault("cut_after_acting", path="/refund")
    refund = dealing.refund(payment=payment, by=ada)
    assert refund.state == "asked"
    with later(minutes=2):
        dealing.tend()
    refund.refresh_from_db()
    assert (refund.state, len(shop.books()["refunds"])) == ("succeeded", 1)
    shop.settle()
    assert (Refund.objects.count(), shop.credits(ada)) == (1, 0)


def test_a_cancellation_whose_answer_is_lost_is_done_once(shop: PayPalShop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    shop.control("/script", hold=True)
    shop.fault("cut_after_acting", path="/cancel")
    assert dealing.cancel(subscription=subscription, by=ada).done is None
    with later(minutes=2):
        dealing.tend()
    subscription.refresh_from_db()
    assert (subscription.standing, Wish.objects.get().done is not None) == ("ended", True)


def test_a_token_that_was_withdrawn_is_replaced(shop: PayPalShop, ada: Any) -> None:
    shop.buy(ada)
    shop.fault("unauthorized", path="/v2/checkout/orders")
    order, _ = shop.open(ada, "pack-500")
    assert order.state == "sent"
    shop.fault("unauthorized", times=4)
    with pytest.raises(GatewayRefused, match="keys"):
        shop.open(ada, "pack-500")


def test_a_gateway_that_is_away_during_reconciliation_agrees_to_nothing(shop: PayPalShop, ada: Any) -> None:
    shop.buy(ada)
    shop.fault("http_503", path="/v1/reporting", times=1)
    with pytest.raises(GatewayUnavailable):
        shop.reconcile()
    assert shop.reconcile().clean


def test_a_new_price_of_the_same_plan_is_taken_over_without_asking_the_buyer(shop: PayPalShop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    new = actions.announce_price(
        product=subscription.price.product,
        interval="month",
        currency="EUR",
        amount=1500,
        credits=1100,
        starts=clock.now(),
        by=None,
    )
    with later(days=33):
        shop.settle()
        assert [payment.amount for payment in subscription.payments.order_by("settled")] == [1200, 1200]
        actions.move_to_new_prices()
        dealing.tend()
        assert Wish.objects.get().done
    with later(days=66):
        shop.settle()
        subscription.refresh_from_db()
        latest = subscription.payments.order_by("settled").last()
        assert latest is not None
        assert (latest.amount, latest.credits, latest.price_id, subscription.price_id) == (1500, 1100, new.pk, new.pk)
        assert shop.findings() == []
    with later(days=66, hours=4):
        assert shop.reconcile().clean


def test_a_change_of_plan_that_is_not_approved_changes_nothing(shop: PayPalShop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    answer = dealing.change_plan(subscription=subscription, price=shop.price("press", "month"), by=ada)
    assert isinstance(answer, Redirect)
    with later(days=33):
        shop.settle()
        subscription.refresh_from_db()
        assert (subscription.price.product.slug, shop.credits(ada)) == ("studio", 1000)


def test_a_gateway_without_all_of_its_keys_is_not_there() -> None:
    keys = {"PAYPAL_CLIENT_ID": "id", "PAYPAL_CLIENT_SECRET": "secret", "PAYPAL_WEBHOOK_ID": "hook"}
    for name in keys:
        assert PayPal.from_environment({key: value for key, value in keys.items() if key != name}) is None
    live = PayPal.from_environment(keys)
    sandbox = PayPal.from_environment({**keys, "PAYPAL_API_BASE": "https://api-m.sandbox.paypal.com"})
    assert live is not None
    assert sandbox is not None
    assert (live.environment, sandbox.environment) == ("live", "test")
    assert live.portal("x", return_url="") == "https://www.paypal.com/myaccount/autopay/"
    assert sandbox.portal("x", return_url="") == "https://www.sandbox.paypal.com/myaccount/autopay/"
