"""The life of a buyer at PayPal: buy, subscribe, renew, fail, change, cancel, resume, refund, dispute."""

from collections.abc import Iterator
from typing import Any

import pytest

from aquatint.billing import dealing
from aquatint.billing.errors import GatewayRefused, NotPossible
from aquatint.billing.gateways.base import Redirect
from aquatint.billing.models import Letter, Order, Payment, Receipt, Refund, Subscription
from aquatint.catalog import actions as catalog
from aquatint.kit import clock
from aquatint.ledger.balance import balance
from tests.billing.gateways.paypal_shop import Letterbox, PayPalShop, open_shop
from tests.billing.shop import at, later
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


def test_a_pack_is_captured_when_it_is_approved_and_granted_once(shop: PayPalShop, ada: Any) -> None:
    order, redirect = shop.open(ada, "pack-500")
    assert redirect.url.startswith(shop.emulator)
    dealing.catch_up(order)
    assert (order.state, shop.credits(ada)) == ("sent", 0)
    back = shop.press(redirect.url)["back"]
    assert back == f"http://localhost/billing/orders/{order.public_id}?token={redirect.ref}"
    assert (shop.credits(ada), shop.books()["payments"]) == (0, [])  # approval moves no money
    shop.settle()
    payment = Payment.objects.get()
    assert (shop.credits(ada), payment.amount, payment.currency, payment.country) == (500, 900, "EUR", "NL")
    assert [entry["id"] for entry in shop.books()["payments"]] == [payment.transaction]
    receipt = Receipt.objects.get(payment=payment)
    assert (receipt.kind, bool(receipt.number)) == ("invoice", True)  # we are the seller
    assert shop.reconcile().clean


def test_coming_back_captures_what_was_approved_before_any_news(shop: PayPalShop, ada: Any) -> None:
    order, redirect = shop.open(ada, "pack-500")
    shop.press(redirect.url)
    dealing.catch_up(order)
    assert (order.state, shop.credits(ada)) == ("paid", 500)
    shop.settle()
    assert (shop.credits(ada), Payment.objects.count()) == (500, 1)


def test_a_card_that_declines_at_capture_pays_nothing_and_can_be_tried_again(shop: PayPalShop, ada: Any) -> None:
    order, redirect = shop.open(ada, "pack-500")
    shop.press(redirect.url, "decline")
    shop.press(redirect.url)
    dealing.catch_up(order)
    assert ({step.kind for step in order.steps.all()}, shop.credits(ada)) == ({"sent", "declined"}, 0)
    dealing.catch_up(order)
    assert (order.state, shop.credits(ada)) == ("paid", 500)


def test_an_order_that_was_left_is_given_up(shop: PayPalShop, ada: Any) -> None:
    order, _ = shop.open(ada, "pack-500")
    with later(hours=7):
        dealing.catch_up(order)
    assert (order.state, shop.credits(ada)) == ("abandoned", 0)


def test_a_plan_renews_with_a_lot_for_each_period(shop: PayPalShop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    assert shop.credits(ada) == 1000
    first = Payment.objects.get()
    assert first.period_end is not None
    for month in (1, 2):
        with at(first.period_end, days=31 * (month - 1), minutes=-5):
            shop.settle()
            [line] = balance(ada).lots[-1:]
            assert line.expires is not None
            assert line.expires > clock.now()
    payments = Payment.objects.order_by("settled")
    assert [payment.credits for payment in payments] == [1000, 1000, 1000]
    assert len({payment.period_start for payment in payments}) == 3
    with later(days=70):
        assert shop.reconcile().clean
    subscription.refresh_from_db()
    assert subscription.standing == "active"


def test_a_renewal_that_fails_is_tried_again_and_then_suspended_and_resumed(shop: PayPalShop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    shop.control(f"/paypal/subscriptions/{subscription.ref}", declines=True)
    end = Payment.objects.get().period_end
    assert end is not None
    with at(end, minutes=-5):
        shop.settle()
        subscription.refresh_from_db()
        assert (subscription.standing, shop.credits(ada)) == ("past_due", 1000)
    with at(end, seconds=2):
        assert shop.credits(ada) == 0
    assert Letter.objects.filter(person=ada, kind="payment_failed").count() == 1
    with at(end, days=11):
        shop.settle()
        subscription.refresh_from_db()
        assert (subscription.standing, Payment.objects.count()) == ("paused", 1)
        shop.control(f"/paypal/subscriptions/{subscription.ref}", declines=False)
        dealing.resume(subscription=subscription, by=ada)
        shop.settle()
        subscription.refresh_from_db()
        assert (subscription.standing, shop.credits(ada)) == ("active", 1000)
    with at(end, days=12):
        assert shop.reconcile().clean


def test_another_plan_is_approved_at_paypal_and_begins_with_the_next_period(shop: PayPalShop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    answer = dealing.change_plan(subscription=subscription, price=shop.price("press", "month"), by=ada)
    assert isinstance(answer, Redirect)
    shop.settle()
    subscription.refresh_from_db()
    assert subscription.price.product.slug == "studio"  # not approved yet
    assert shop.press(answer.url)["back"].partition("?")[0].endswith("/account/billing")
    shop.settle()
    subscription.refresh_from_db()
    assert (subscription.price.product.slug, shop.credits(ada), Payment.objects.count()) == ("press", 1000, 1)
    with later(days=33):
        shop.settle()
        assert shop.credits(ada) == 4000
        assert shop.reconcile().clean
    with pytest.raises(GatewayRefused, match="between monthly and yearly"):
        dealing.change_plan(subscription=subscription, price=shop.price("press", "year"), by=ada)


def test_a_cancelled_plan_ends_at_paypal_and_its_credits_stay_until_their_date(shop: PayPalShop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    assert dealing.cancel(subscription=subscription, by=ada).done
    shop.settle()
    subscription.refresh_from_db()
    assert (subscription.standing, shop.credits(ada)) == ("ended", 1000)
    with pytest.raises(NotPossible, match="has ended"):
        dealing.resume(subscription=subscription, by=ada)
    with later(days=34):
        shop.settle()
        assert (shop.credits(ada), Payment.objects.count()) == (0, 1)
        assert shop.reconcile().clean


def test_a_pack_goes_back_whole_and_a_plan_in_part(shop: PayPalShop, ada: Any) -> None:
    refund = dealing.refund(payment=shop.buy(ada), by=ada)
    shop.settle()
    refund.refresh_from_db()
    assert (refund.state, refund.amount, shop.credits(ada), Refund.objects.count()) == ("succeeded", 900, 0, 1)
    subscription = shop.subscribe(ada)
    shop.spend(ada, 250)
    refund = dealing.refund(payment=subscription.payments.get(), by=ada)
    shop.settle()
    subscription.refresh_from_db()
    assert (refund.amount, shop.credits(ada), subscription.standing) == (900, 0, "ended")
    [sale] = [entry for entry in shop.books()["payments"] if entry["subscription"]]
    assert sale["refunded"] == 900
    with later(hours=4):
        assert shop.reconcile().clean


def test_parts_that_staff_at_paypal_sends_back_take_credits_in_proportion(shop: PayPalShop, ada: Any) -> None:
    pack = shop.buy(ada)
    for amount in (300, 150):
        shop.control(f"/paypal/payments/{pack.transaction}", do="refund", amount=amount)
    shop.settle()
    pack.refresh_from_db()
    assert (pack.refunded, pack.taken, shop.credits(ada)) == (450, 250, 250)
    plan = shop.subscribe(ada).payments.get()
    shop.control(f"/paypal/payments/{plan.transaction}", do="refund", amount=600)
    shop.settle()
    plan.refresh_from_db()
    assert (plan.refunded, plan.taken, shop.credits(ada)) == (600, 500, 750)


def test_a_refund_that_fails_later_gives_the_credits_back(shop: PayPalShop, ada: Any) -> None:
    shop.control("/paypal", refund_state="pending")
    refund = dealing.refund(payment=shop.buy(ada), by=ada)
    shop.settle()
    refund.refresh_from_db()
    assert (refund.state, shop.credits(ada)) == ("pending", 0)
    shop.control(f"/paypal/refunds/{refund.ref}", succeeded=False)
    shop.reconcile()
    refund.refresh_from_db()
    assert (refund.state, shop.credits(ada)) == ("failed", 500)


@pytest.mark.parametrize("won", [True, False])
def test_a_dispute_freezes_and_its_end_frees_or_takes(shop: PayPalShop, ada: Any, *, won: bool) -> None:
    subscription = shop.subscribe(ada)
    payment = subscription.payments.get()
    dispute = shop.control(f"/paypal/payments/{payment.transaction}", do="dispute")["dispute"]
    shop.settle()
    assert shop.credits(ada) == 0
    dealing.tend()
    subscription.refresh_from_db()
    assert subscription.standing == "ended"
    shop.control(f"/paypal/disputes/{dispute}", won=won)
    shop.settle()
    assert (shop.credits(ada), shop.findings()) == (1000 if won else 0, [])
    assert shop.reconcile().clean


def test_the_link_to_payment_methods_is_paypals_own_page(shop: PayPalShop, ada: Any) -> None:
    shop.subscribe(ada)
    link = dealing.portal(person=ada, gateway_name="paypal", return_url="http://localhost/account")
    assert link == f"{shop.emulator}/paypal/myaccount/autopay/"


_DISORDERS: tuple[dict[str, Any], ...] = (
    {},
    {"times": 2},
    {"order": "reversed"},
    {"order": "shuffled", "times": 2, "seed": 7},
    {"late": True},
    {"lose": 3},
)


@pytest.mark.parametrize("script", _DISORDERS, ids=str)
def test_the_story_ends_the_same_however_the_news_comes(shop: PayPalShop, ada: Any, script: dict[str, Any]) -> None:
    """What the disorder hides, reconciliation finds."""
    shop.late = bool(script.get("late"))
    shop.control("/script", **{name: value for name, value in script.items() if name != "late"})
    assert _story(shop, ada) == (1500 + 4000 - 2000, 0, "ended")


def _story(shop: PayPalShop, person: Any) -> tuple[int, int, str]:
    _, pack = shop.open(person, "pack-500")
    shop.press(pack.url)
    _, second = shop.open(person, "pack-1500")
    shop.press(second.url)
    order, plan = shop.open(person, "studio", "month")
    shop.press(plan.url)
    shop.settle()
    shop.reconcile()
    subscription = Subscription.objects.get(order=order)
    with later(days=5):
        change = dealing.change_plan(subscription=subscription, price=shop.price("press", "month"), by=person)
        assert isinstance(change, Redirect)
        shop.press(change.url)
        first = Payment.objects.get(order__checkout=pack.ref)
        shop.control(f"/paypal/payments/{first.transaction}", do="refund")
        shop.settle()
    with later(days=34):
        shop.settle()
        assert shop.reconcile().clean
        subscription.refresh_from_db()
        latest = subscription.payments.order_by("settled").last()
        assert latest is not None
        shop.control(f"/paypal/payments/{latest.transaction}", do="refund", amount=1950)
        dispute = shop.control(
            f"/paypal/payments/{Payment.objects.get(order__checkout=second.ref).transaction}", do="dispute"
        )["dispute"]
        shop.settle()
        shop.control(f"/paypal/disputes/{dispute}", won=True)
        dealing.cancel(subscription=subscription, by=person)
        shop.settle()
    with later(days=34, hours=4):
        assert shop.reconcile().clean
        shop.late = False
        shop.settle()
        assert shop.reconcile().clean
        subscription.refresh_from_db()
        left = Order.objects.filter(person=person).exclude(steps__kind="paid").count()
        return shop.credits(person), left, subscription.standing
