"""A whole life at Creem, over HTTP in both directions; then the same with its news in every kind of disorder."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest

from aquatint.billing import dealing
from aquatint.billing.gateways.happenings import Standing
from aquatint.billing.models import Delivery, Finding, Payment, Subscription, Wish
from aquatint.catalog import actions as catalog
from aquatint.kit import clock
from aquatint.ledger.balance import balance
from tests.billing.gateways.creem_shop import CreemShop, open_shop
from tests.emulator.running import running_emulator

DISORDERS: dict[str, dict[str, Any]] = {
    "in order": {},
    "doubled and reversed": {"order": "reversed", "times": 2},
    "shuffled, forged and spoiled": {"order": "shuffled", "times": 3, "forge": 2, "tamper": 3, "seed": 5},
    "late": {"delay": 2 * 86400},
    "one in three lost": {"lose": 3},
    "all lost": {"lose": 1},
}


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    with running_emulator() as running:
        yield running.url


@pytest.fixture
def shop(emulator: str, live_server: Any, settings: Any) -> Iterator[CreemShop]:
    catalog.seed()
    with open_shop(emulator, live_server.url, settings) as opened:
        yield opened


class Story:
    """One person's life; time only goes on."""

    def __init__(self, shop: CreemShop, stack: ExitStack) -> None:
        self.shop = shop
        self._stack = stack

    def wait(self, **more: float) -> None:
        """Let time pass and its news come."""
        self._stack.enter_context(clock.shifted(timedelta(**more)))
        self.shop.settle()

    def until_after(self, subscription: Subscription, **more: float) -> None:
        """Let time pass until so much after a subscription's period, as Creem knows it."""
        [one] = [one for one in self.shop.books()["subscriptions"] if one["id"] == subscription.ref]
        end = clock.now().fromisoformat(one["period_end"].replace("Z", "+00:00"))
        self.wait(seconds=(end - clock.now()).total_seconds() + timedelta(**more).total_seconds())


def _live(story: Story, person: Any) -> Subscription:
    """Buy, subscribe, renew, fail, recover, change up and down, cancel, resume, be refunded, dispute."""
    shop = story.shop
    pack = shop.buy(person, "pack-500")
    plan = shop.subscribe(person, "studio")
    story.until_after(plan, hours=1)
    shop.of_plan(plan, declines=True)
    story.until_after(plan, hours=1)
    shop.of_plan(plan, declines=False)
    story.wait(days=1, hours=1)
    story.wait(days=9)
    plan.refresh_from_db()
    dealing.change_plan(subscription=plan, price=shop.price("press", "month"), by=person)
    shop.settle()
    plan.refresh_from_db()
    dealing.cancel(subscription=plan, by=person)
    shop.settle()
    plan.refresh_from_db()
    dealing.resume(subscription=plan, by=person)
    shop.settle()
    story.until_after(plan, hours=1)
    plan.refresh_from_db()
    dealing.change_plan(subscription=plan, price=shop.price("studio", "month"), by=person)
    story.until_after(plan, hours=1)
    shop.buy(person, "pack-1500")
    bought = Payment.objects.get(order__price=shop.price("pack-1500"))
    dealing.refund(payment=bought, by=person)
    shop.settle()
    latest = [one for one in shop.books()["payments"] if one["subscription"]][-1]
    shop.of_payment(latest["id"], do="dispute")
    shop.of_payment(Payment.objects.get(order=pack).transaction, do="refund", amount=450)
    shop.settle()
    story.wait(days=3)
    story.wait(days=3)  # what was done here in answer to late news has news of its own
    plan.refresh_from_db()
    return plan


@pytest.mark.parametrize("disorder", DISORDERS)
def test_a_life_ends_with_books_that_agree_however_the_news_come(shop: CreemShop, ada: Any, disorder: str) -> None:
    script = DISORDERS[disorder]
    shop.lost, shop.delayed = "lose" in script, "delay" in script
    shop.control("/script", **script)
    with ExitStack() as stack:
        plan = _live(Story(shop, stack), ada)
        shop.agrees()
        report = shop.reconcile()
        assert report.clean, report.differences
        bought = [
            (one.title, one.credits, one.taken, one.prorated)
            for one in Payment.objects.order_by("settled", "created")
            if not one.prorated
        ]
        assert bought == [
            ("Pack of 500", 500, 250, False),
            ("Studio", 1000, 0, False),
            ("Studio", 1000, 0, False),
            ("Studio", 1000, 0, False),
            ("Press", 4000, 0, False),
            ("Studio", 1000, 1000, False),
            ("Pack of 1,500", 1500, 1500, False),
        ]
        [change] = Payment.objects.filter(prorated=True)
        assert change.credits == 4000 * change.amount // 3900
        assert 0.75 < change.amount / 3900 < 0.85
        assert (plan.standing, shop.credits(ada), balance(ada).debt) == (Standing.ENDED, 250, 0)
        assert not Wish.objects.filter(done=None).exists()
        shop.check()
    if not shop.lost:
        assert [one["state"] for one in shop.books()["events"] if one["state"] != "delivered"] == []
        assert Delivery.objects.filter(handled=None).count() == 0
    assert shop.books()["forged"] == [401] * len(shop.books()["forged"])
    assert set(Finding.objects.filter(closed=None).values_list("code", flat=True)) <= {"period_learned_late"}
