"""The life of a buyer at the till: buy, subscribe, renew, fail, change, cancel, resume, refund, dispute."""

from typing import Any

import pytest

from aquatint.billing import actions, dealing, mails, reading, refunds
from aquatint.billing.errors import AlreadySubscribed, ConsentMissing, NotPossible, NotRefundable
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.models import Charge
from aquatint.billing.models import Letter, Order, Payment, Receipt, Refund, Wish
from aquatint.kit import clock
from aquatint.ledger.balance import balance
from aquatint.ledger.models import Lot
from tests.billing.shop import CONSENT, Shop, at, later


def test_a_pack_is_paid_and_its_credits_never_end(shop: Shop, ada: Any) -> None:
    payment = shop.buy(ada, "pack-500")
    [line] = balance(ada).lots
    assert (line.credits, line.expires, line.source) == (500, None, "purchase")
    assert (payment.amount, payment.currency, payment.order and payment.order.state) == (900, "EUR", "paid")
    assert Letter.objects.filter(person=ada, kind="receipt").count() == 1


def test_coming_back_grants_nothing_but_asks_the_gateway(shop: Shop, ada: Any) -> None:
    order, page = shop.order(ada, "pack-500")
    dealing.catch_up(order)
    assert (order.state, shop.credits(ada)) == ("sent", 0)
    till.pay(page=page)
    dealing.catch_up(order)  # the webhook is late
    assert shop.credits(ada) == 500
    shop.post()
    assert shop.credits(ada) == 500


def test_nothing_is_sold_without_consent_or_to_a_guest(shop: Shop, ada: Any) -> None:
    with pytest.raises(ConsentMissing):
        actions.place_order(person=ada, gateway=shop.till, price=shop.price("pack-500"), consent=None)


def test_a_plan_gives_a_lot_for_each_paid_period_that_ends_with_it(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    assert shop.credits(ada) == 1000
    shop.spend(ada, 300)
    with later(days=32):
        shop.renew()
        subscription.refresh_from_db()
        [line] = balance(ada).lots
        assert (line.credits, line.expires) == (1000, subscription.period_end)
        assert [step.kind for step in subscription.steps.order_by("created")] == ["begun", "renewed"]
    assert [payment.credits for payment in subscription.payments.order_by("settled")] == [1000, 1000]


def test_a_second_subscription_is_refused_before_it_is_paid(shop: Shop, ada: Any) -> None:
    shop.subscribe(ada)
    with pytest.raises(AlreadySubscribed):
        shop.order(ada, "press", "month")


@pytest.mark.parametrize("second", [("studio", "month"), ("studio", "year"), ("press", "month")], ids=" ".join)
def test_two_plans_paid_in_two_tabs_are_one_plan_and_money_that_goes_back(
    shop: Shop, ada: Any, second: tuple[str, str], mailoutbox: Any
) -> None:
    pages = [shop.order(ada, "studio", "month")[1], shop.order(ada, *second)[1]]
    for page in pages:
        till.pay(page=page)
        shop.post()
    surplus = Payment.objects.get(credits=0)
    found = reading.subscription(ada)
    assert (shop.credits(ada), shop.findings()) == (1000, ["payment_twice"])
    assert found is not None
    assert found != surplus.subscription
    dealing.tend()
    shop.post()
    assert surplus.subscription is not None
    surplus.subscription.refresh_from_db()
    assert surplus.subscription.standing == "ended"
    mails.post_due()
    twice = next(mail for mail in mailoutbox if "Paid twice" in mail.subject)
    assert "We end the second one" in twice.body
    assert not [mail for mail in mailoutbox if "has ended" in mail.subject], "the first goes on"
    with later(days=30):
        dealing.refund(payment=surplus, by=ada)
        shop.post()
    assert (shop.credits(ada), shop.findings(), found.payments.get().refunded) == (1000, [], 0)
    dealing.cancel(subscription=found, by=ada)
    with later(days=400):
        shop.renew()
    assert Payment.objects.count() == 2, "after cancelling nothing is charged any more"


def test_two_plans_whose_news_comes_before_their_payments_are_one_plan(shop: Shop, ada: Any) -> None:
    pages = [shop.order(ada, "studio", "month")[1] for _ in range(2)]
    for page in pages:
        till.pay(page=page)
    for body in reversed(shop.bodies()):
        shop.deliver(body)
    dealing.handle_due()
    assert (shop.credits(ada), shop.findings()) == (1000, ["payment_twice"])
    assert {order.state for order in Order.objects.all()} == {"paid"}


def test_a_renewal_that_fails_is_tried_again_and_then_the_plan_ends(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    till.let_decline(plan=shop.plan(subscription), declines=True)
    end = shop.plan(subscription).period_end
    with at(end, hours=1):
        shop.renew()
        subscription.refresh_from_db()
        assert subscription.standing == "past_due"
        assert Letter.objects.filter(person=ada, kind="payment_failed").count() == 1
        assert shop.credits(ada) == 0
        till.let_decline(plan=shop.plan(subscription), declines=False)
    with at(end, days=1, hours=1):
        shop.renew()
        subscription.refresh_from_db()
        assert (subscription.standing, shop.credits(ada)) == ("active", 1000)
        till.let_decline(plan=shop.plan(subscription), declines=True)
    with at(shop.plan(subscription).period_end, days=4):
        shop.renew()
        subscription.refresh_from_db()
        assert (subscription.standing, subscription.ended is not None) == ("ended", True)


def test_a_cancelled_plan_runs_to_its_date_and_can_be_resumed_until_then(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    assert dealing.cancel(subscription=subscription, by=ada).done
    shop.post()
    subscription.refresh_from_db()
    assert subscription.ends == subscription.period_end
    with pytest.raises(NotPossible, match="cancelled already"):
        dealing.cancel(subscription=subscription, by=ada)
    dealing.resume(subscription=subscription, by=ada)
    shop.post()
    subscription.refresh_from_db()
    assert subscription.ends is None
    dealing.cancel(subscription=subscription, by=ada)
    with later(days=32):
        shop.renew()
        subscription.refresh_from_db()
        assert (subscription.standing, shop.credits(ada)) == ("ended", 0)
    assert [payment.credits for payment in subscription.payments.all()] == [1000]


def test_a_dearer_plan_begins_at_once_for_the_rest_of_the_money(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    plan = shop.plan(subscription)
    with at(plan.period_start + (plan.period_end - plan.period_start) / 2):
        wish = dealing.change_plan(subscription=subscription, price=shop.price("press", "month"), by=ada)
        assert isinstance(wish, Wish)
        shop.post()
        subscription.refresh_from_db()
        charge = shop.charges(subscription)[-1]
        assert charge.prorated
        assert 3295 < charge.amount < 3305
        assert subscription.price.product.slug == "press"
        # what was paid now buys in proportion; what the old period gave stays until its end
        assert shop.credits(ada) == 1000 + 4000 * charge.amount // 3900
    with later(days=15 + 32):
        shop.renew()
        assert shop.credits(ada) == 4000


def test_a_cheaper_plan_begins_with_the_next_period(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada, "press")
    dealing.change_plan(subscription=subscription, price=shop.price("studio", "month"), by=ada)
    shop.post()
    subscription.refresh_from_db()
    assert (subscription.price.product.slug, shop.credits(ada)) == ("press", 4000)
    assert subscription.next_price == shop.price("studio", "month")
    with later(days=32):
        shop.renew()
        subscription.refresh_from_db()
        assert (subscription.price.product.slug, shop.credits(ada)) == ("studio", 1000)
        assert not subscription.next_price_id


def test_an_unused_pack_goes_back_whole_and_a_used_one_does_not(shop: Shop, ada: Any) -> None:
    payment = shop.buy(ada, "pack-500")
    refund = dealing.refund(payment=payment, by=ada)
    shop.post()
    refund.refresh_from_db()
    assert (refund.state, refund.amount, shop.credits(ada)) == ("succeeded", 900, 0)
    assert Refund.objects.count() == 1
    kinds = list(Receipt.objects.filter(payment=payment).order_by("created").values_list("kind", "number"))
    year = f"TEST-{clock.now():%Y}"
    assert kinds == [("invoice", f"{year}-000001"), ("credit_note", f"{year}-000002")]
    used = shop.buy(ada, "pack-1500")
    shop.spend(ada, 1)
    with pytest.raises(NotRefundable, match="only unused packs"):
        dealing.refund(payment=used, by=ada)
    with later(days=15), pytest.raises(NotRefundable, match="14 days"):
        dealing.refund(payment=used, by=ada)


def test_a_plan_goes_back_in_proportion_and_ends(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    shop.spend(ada, 250)
    refund = dealing.refund(payment=subscription.payments.get(), by=ada)
    shop.post()
    subscription.refresh_from_db()
    assert (refund.amount, shop.credits(ada), subscription.standing) == (900, 0, "ended")


def test_a_withdrawal_is_confirmed_and_pays_back_what_is_unused(shop: Shop, ada: Any) -> None:
    payment = shop.buy(ada, "pack-500")
    shop.spend(ada, 100)
    made = dealing.withdraw(payment=payment, person=ada, words="I withdraw from this contract.")
    assert made.refund is not None
    assert (made.refund.amount, shop.credits(ada)) == (720, 0)
    assert Letter.objects.filter(person=ada, kind="withdrawal").count() == 1
    assert dealing.withdraw(payment=payment, person=ada, words="Again.") == made


@pytest.mark.parametrize("spent", [101, 333, 497])
def test_a_withdrawal_takes_as_many_credits_as_it_promised(shop: Shop, ada: Any, spent: int) -> None:
    payment = shop.buy(ada, "pack-500")
    shop.spend(ada, spent)
    made = dealing.withdraw(payment=payment, person=ada, words="I withdraw from this contract.")
    payment.refresh_from_db()
    assert made.outcome.startswith(f"{500 - spent} unused credits go")
    assert (shop.credits(ada), payment.taken, balance(ada).debt) == (0, 500 - spent, 0)


def test_a_plan_whose_credits_cost_less_than_a_cent_promises_what_it_takes(shop: Shop, ada: Any) -> None:
    payment = shop.subscribe(ada, "press").payments.get()
    shop.spend(ada, 4000 - 41)
    promised = refunds.offer(shop.till, payment)
    dealing.refund(payment=payment, by=ada)
    payment.refresh_from_db()
    assert (promised.amount, promised.credits, payment.taken, balance(ada).debt) == (39, 40, 40, 0)


def test_a_dispute_freezes_then_frees_what_was_won(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    shop.gift(ada, 7)
    complaint = till.complain(charge=shop.charges(subscription)[0])
    shop.post()
    assert shop.credits(ada) == 7
    dealing.tend()
    subscription.refresh_from_db()
    assert subscription.standing == "ended"
    till.decide(complaint=complaint, won=True)
    shop.post()
    assert shop.credits(ada) == 1007


def test_a_lost_dispute_takes_back_what_is_left_and_leaves_a_debt_for_what_was_spent(shop: Shop, ada: Any) -> None:
    payment = shop.buy(ada, "pack-500")
    shop.spend(ada, 200)
    complaint = till.complain(charge=Charge.objects.get(pk=payment.transaction))
    shop.post()
    till.decide(complaint=complaint, won=False)
    shop.post()
    payment.refresh_from_db()
    assert (balance(ada).available, balance(ada).debt, payment.taken) == (0, 200, 500)
    shop.buy(ada, "pack-500")
    assert (balance(ada).available, balance(ada).debt) == (300, 0)


def test_a_yearly_plan_gives_its_credits_month_by_month(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada, "studio", "year")
    assert (shop.credits(ada), Lot.objects.filter(wallet=ada.pk).count()) == (1000, 12)
    with later(days=40):
        assert shop.credits(ada) == 1000
    dealing.refund(payment=subscription.payments.get(), by=ada)
    payment = Payment.objects.get()
    # only this month's credits can be spent, so only those were used; the months to come go back too
    assert (payment.refunded, payment.taken) == (12000, 12000)


def test_the_price_list_has_a_price_for_every_interval(shop: Shop) -> None:
    assert shop.price("studio", "year", "USD").per_period == 12_000
    assert CONSENT[0]
