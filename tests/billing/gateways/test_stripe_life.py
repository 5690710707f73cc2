"""The life of a buyer at Stripe, in all weathers: whatever becomes of the webhooks, both sides end with the same."""

from typing import Any

import pytest

from aquatint.billing import dealing
from aquatint.billing.models import Letter, Payment, Subscription
from aquatint.billing.periods import add_months
from tests.billing.gateways.stripe_shop import CALM, STORMS, StripeShop, Weather
from tests.billing.shop import at, later

weathers = pytest.mark.parametrize("weather", [CALM, *STORMS.values()], ids=["calm", *STORMS])


@weathers
def test_packs_are_bought_sent_back_and_disputed(stripe: StripeShop, ada: Any, cleo: Any, weather: Weather) -> None:
    stripe.under(weather)
    whole, part, won, lost = [stripe.buy(ada, "pack-500") for _ in range(4)]
    dealing.refund(payment=whole, by=ada)
    dealing.give_back(payment=part, amount=300, by=cleo, reason="A picture that was not good.")
    stripe.settle()
    for payment in (won, lost):
        stripe.control(f"/stripe/payments/{payment.transaction}", do="dispute")
    stripe.settle()
    for dispute in stripe.books("disputes"):
        stripe.control(f"/stripe/disputes/{dispute['id']}", won=dispute["payment"] == won.transaction)
    stripe.finish()
    gone = {row.transaction: row.refunded for row in Payment.objects.all()}
    assert gone == {whole.transaction: 900, part.transaction: 300, won.transaction: 0, lost.transaction: 900}
    assert stripe.credits(ada) == (500 - 167) + 500  # a third, rounded up
    assert stripe.findings() == []


@weathers
def test_a_plan_is_renewed_fails_changes_is_cancelled_and_resumed(
    stripe: StripeShop, ada: Any, weather: Weather
) -> None:
    stripe.under(weather)
    subscription = stripe.subscribe(ada)
    with later(days=32):
        stripe.settle()
        dealing.cancel(subscription=subscription, by=ada)
        stripe.settle()
        assert Subscription.objects.get().ends
        dealing.resume(subscription=Subscription.objects.get(), by=ada)
        stripe.settle()
        assert not Subscription.objects.get().ends
        stripe.declines(subscription, declines=True)
    with at(add_months(subscription.created, 2), hours=1):
        stripe.settle()
        stripe.settle()
        subscription.refresh_from_db()
        assert subscription.standing == "past_due"
        stripe.declines(subscription, declines=False)
    with at(add_months(subscription.created, 2), days=2):
        stripe.settle()
        stripe.settle()
        subscription.refresh_from_db()
        assert (subscription.standing, stripe.credits(ada)) == ("active", 1000)
        dealing.change_plan(subscription=subscription, price=stripe.price("press", "month"), by=ada)
        stripe.settle()
        subscription.refresh_from_db()
        assert subscription.price.product.slug == "press"
        dealing.change_plan(subscription=subscription, price=stripe.price("studio", "month"), by=ada)
        stripe.settle()
        subscription.refresh_from_db()
        assert (subscription.price.product.slug, subscription.next_price) == ("press", stripe.price("studio", "month"))
        end = subscription.period_end
    assert end
    with at(end, hours=1):
        stripe.settle()
        stripe.settle()
        subscription.refresh_from_db()
        assert (subscription.price.product.slug, stripe.credits(ada)) == ("studio", 1000)
        dealing.cancel(subscription=subscription, by=ada)
        stripe.settle()
        end = Subscription.objects.get().period_end
    assert end
    with at(end, hours=1):
        stripe.finish()
        subscription.refresh_from_db()
        assert (subscription.standing, stripe.credits(ada)) == ("ended", 0)
    bought = list(subscription.payments.order_by("settled").values_list("amount", "credits"))
    assert [bought[0], bought[1], bought[2], bought[4]] == [(1200, 1000)] * 4
    assert bought[3][1] == 4000 * bought[3][0] // 3900
    assert Letter.objects.filter(person=ada, kind="payment_failed").count() == 1
    assert stripe.findings() == []
