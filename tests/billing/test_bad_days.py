"""Forged, doubled, late, lost and wrong news; a gateway that is away; a process that dies between two steps."""

import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from aquatint.billing import actions, dealing, receiving
from aquatint.billing.errors import GatewayUnavailable
from aquatint.billing.gateways.happenings import Paid, Refunded, RefundState
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.models import Charge, Plan
from aquatint.billing.gateways.till.signature import HEADER, sign
from aquatint.billing.models import Delivery, ForgeryCount, Order, Payment, Refund, Subscription, Wish
from aquatint.billing.receiving import Taken
from aquatint.kit import clock
from aquatint.ledger import actions as ledger
from aquatint.ledger.balance import balance
from aquatint.ledger.models import Lot
from tests.billing.shop import Shop, at, later


def _settled(shop: Shop, person: Any) -> dict[str, Any]:
    """Return the till's news of a paid pack, as a dictionary to be spoiled."""
    _, page = shop.order(person, "pack-500")
    till.pay(page=page)
    [body] = shop.bodies()
    content: dict[str, Any] = json.loads(body)
    return content


def test_a_forged_replayed_altered_or_oversized_webhook_does_nothing(shop: Shop, ada: Any) -> None:
    _, page = shop.order(ada, "pack-500")
    till.pay(page=page)
    [body] = shop.bodies()
    good = sign(body, secret=shop.till.secret)
    old = sign(body, secret=shop.till.secret, at=clock.now() - timedelta(days=365))
    for header in ("", "t=1,v1=00", "t=x,v1=y", sign(body, secret="another"), old):
        assert shop.deliver(body, **{HEADER: header})[0] is Taken.FORGED
    assert receiving.receive("till", {HEADER: good}, body.replace(b"900", b"901"))[0] is Taken.FORGED
    assert receiving.receive("till", {HEADER: good}, b"x" * (receiving.MOST_BYTES + 1))[0] is Taken.TOO_LARGE
    assert receiving.receive("nobody", {HEADER: good}, body)[0] is Taken.NO_SUCH_GATEWAY
    dealing.handle_due()
    assert (shop.credits(ada), Delivery.objects.count(), ForgeryCount.objects.get().times) == (0, 0, 6)
    assert [shop.deliver(body)[0] for _ in range(2)] == [Taken.STORED, Taken.KNOWN]
    dealing.handle_due()
    dealing.handle_due()
    assert (shop.credits(ada), Delivery.objects.get().times) == (500, 2)


def test_the_door_answers_200_after_storing_and_401_for_a_bad_signature(shop: Shop, ada: Any, client: Any) -> None:
    _, page = shop.order(ada, "pack-500")
    till.pay(page=page)
    [body] = shop.bodies()
    address = "/billing/webhooks/till"

    def post(content: bytes, signature: str) -> int:
        headers = {HEADER: signature}
        answer = client.post(address, data=content, content_type="application/json", headers=headers)
        return int(answer.status_code)

    assert post(body, "t=1,v1=0") == 401
    assert [post(body, sign(body, secret=shop.till.secret)) for _ in range(2)] == [200, 200]
    assert post(b"x" * (receiving.MOST_BYTES + 1), "") == 413
    assert client.get(address).status_code == 405
    assert client.post("/billing/webhooks/nobody", data=b"", content_type="text/plain").status_code == 404
    assert shop.credits(ada) == 0  # stored, not yet understood
    dealing.handle_due()
    assert shop.credits(ada) == 500


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        ({"amount": 901}, "payment_of_another_amount"),
        ({"amount": 1}, "payment_of_another_amount"),
        ({"currency": "USD"}, "payment_of_another_amount"),
        ({"plan": "plan_x", "period_start": "2026-01-01T00:00:00+00:00"}, "payment_of_another_kind"),
    ],
)
def test_a_good_signature_with_other_figures_grants_nothing(
    shop: Shop, ada: Any, spoil: dict[str, Any], code: str
) -> None:
    content = _settled(shop, ada)
    spoiled = {**content, "id": "event_spoiled", "object": {**content["object"], **spoil}}
    shop.deliver(json.dumps(spoiled).encode())
    dealing.handle_due()
    assert (shop.credits(ada), shop.findings(), Payment.objects.count()) == (0, [code], 0)
    shop.deliver(json.dumps(content).encode())  # the true one still counts, and closes the line
    dealing.handle_due()
    assert (shop.credits(ada), shop.findings()) == (500, [])


def test_a_payment_in_anothers_name_grants_nothing_to_either(shop: Shop, ada: Any, ben: Any) -> None:
    content = _settled(shop, ada)
    content["object"]["metadata"]["person"] = ben.public_id
    shop.deliver(json.dumps(content).encode())
    dealing.handle_due()
    assert (shop.credits(ada), shop.credits(ben), shop.findings()) == (0, 0, ["payment_of_another_person"])


def test_events_of_another_environment_and_unknown_ones_are_kept_and_not_acted_upon(shop: Shop, ada: Any) -> None:
    content = _settled(shop, ada)
    shop.deliver(json.dumps({**content, "environment": "live"}).encode())
    shop.deliver(json.dumps({**content, "id": "event_odd", "type": "moon.rose"}).encode())
    dealing.handle_due()
    assert (shop.credits(ada), shop.findings()) == (0, ["other_environment"])
    assert Delivery.objects.filter(handled=None).count() == 0


def test_an_event_that_cannot_be_understood_waits_and_does_not_stop_others(shop: Shop, ada: Any) -> None:
    content = _settled(shop, ada)
    shop.deliver(json.dumps({**content, "id": "event_broken", "object": {}}).encode())
    shop.deliver(json.dumps(content).encode())
    dealing.handle_due()
    assert shop.credits(ada) == 500
    broken = Delivery.objects.get(event_id="event_broken")
    assert (broken.handled, broken.tries, "KeyError" in broken.outcome) == (None, 1, True)


def test_a_second_payment_for_one_order_grants_nothing_and_can_go_back(shop: Shop, ada: Any) -> None:
    content = _settled(shop, ada)
    shop.deliver(json.dumps(content).encode())
    first = Charge.objects.get()
    Charge.objects.create(**{**_fields(first), "id": "charge_second"})
    second = {**content, "id": "event_second", "object": {**content["object"], "id": "charge_second"}}
    shop.deliver(json.dumps(second).encode())
    dealing.handle_due()
    assert (shop.credits(ada), shop.findings()) == (500, ["payment_twice"])
    surplus = Payment.objects.get(credits=0)
    assert not shop.reconcile().clean
    refund = dealing.refund(payment=surplus, by=ada)
    shop.post()
    assert (refund.amount, shop.credits(ada), shop.findings()) == (900, 500, [])
    assert shop.reconcile().clean


def _fields(charge: Charge) -> dict[str, Any]:
    return {field.attname: getattr(charge, field.attname) for field in charge._meta.concrete_fields}


def test_a_refund_that_comes_before_its_payment_counts_when_the_payment_comes(shop: Shop, ada: Any) -> None:
    order, page = shop.order(ada, "pack-500")
    charge = till.pay(page=page)
    assert charge is not None
    till.send_back(charge=charge.pk, amount=450, key="half")
    settled, refunded = shop.bodies()
    shop.deliver(refunded)
    dealing.handle_due()
    assert shop.findings() == ["refund_before_payment"]
    shop.deliver(settled)
    dealing.handle_due()
    assert (shop.credits(ada), shop.findings(), order.payments.get().taken) == (250, [], 250)


def test_a_refund_that_fails_later_gives_the_credits_back(shop: Shop, ada: Any) -> None:
    payment = shop.buy(ada)
    told = Refunded(payment.transaction, "re_1", 900, "EUR", RefundState.PENDING, clock.now())
    actions.apply(gateway=shop.till, happening=told)
    assert shop.credits(ada) == 0
    failed = Refunded(payment.transaction, "re_1", 900, "EUR", RefundState.FAILED, clock.now())
    for _ in range(2):
        actions.apply(gateway=shop.till, happening=failed)
        actions.apply(gateway=shop.till, happening=told)  # a late echo
    payment.refresh_from_db()
    assert (shop.credits(ada), payment.refunded, payment.taken) == (500, 0, 0)


def _story(
    shop: Shop, person: Any, bring: Callable[[], None], may_be_found: set[str]
) -> tuple[int, list[tuple[Any, ...]]]:
    """Tell a long story; `bring` carries the news after each step. Return what the books say at the end."""
    _, page = shop.order(person, "pack-500")
    till.pay(page=page)
    bring()
    _, page = shop.order(person, "studio", "month")
    till.pay(page=page)
    bring()
    ref = Plan.objects.get(page=page).pk
    end = Plan.objects.get(pk=ref).period_end
    till.end_plan(plan=ref, at_period_end=True)
    till.go_on(plan=ref)
    bring()
    with at(end, hours=1):
        till.renew_due()
        bring()
        press = dealing.ensure_listed(shop.till, shop.price("press", "month")).article
        till.change(plan=ref, article=press, now=True)
        bring()
        first = Charge.objects.filter(plan=None).get()
        till.send_back(charge=first.pk, amount=300, key=f"a{person.pk}")
        till.send_back(charge=first.pk, amount=600, key=f"b{person.pk}")
        bring()
        newest = Charge.objects.filter(plan=ref).order_by("-created")[0]
        till.decide(complaint=till.complain(charge=newest), won=False)
        till.end_plan(plan=ref, at_period_end=False)
        bring()
        shop.reconcile()
        assert shop.reconcile().clean
        assert set(shop.findings()) <= may_be_found
        subscription = Subscription.objects.get(ref=ref)
        payments = Payment.objects.filter(person=person).order_by("settled", "credits")
        figures = [(row.amount, row.credits, row.refunded, row.taken) for row in payments]
        return balance(person).available - balance(person).debt, [(subscription.standing,), *figures]


@pytest.mark.parametrize("way", ["in order", "twice and mixed", "reversed", "one in three lost", "all lost"])
def test_the_same_story_ends_the_same_however_the_news_comes(shop: Shop, ada: Any, way: str) -> None:
    dice = random.Random(f"seed of {way}")  # noqa: S311 -- a story, no secret
    kept: list[bytes] = []

    def bring() -> None:
        bodies = shop.bodies()
        if way == "twice and mixed":
            bodies = bodies * 2
            dice.shuffle(bodies)
        elif way == "reversed":
            bodies.reverse()
        elif way == "one in three lost":
            bodies = [body for body in bodies if dice.random() > 1 / 3]
        elif way == "all lost":
            bodies = []
        for body in bodies:
            shop.deliver(body)
        kept.extend(bodies)
        dealing.handle_due()

    late = {"period_learned_late"} if "lost" in way else set()
    left, figures = _story(shop, ada, bring, late)
    paid = figures[-1][0]
    assert 2700 <= paid < 2750  # less what is unused of the old period
    assert figures[0] == ("ended",)
    assert figures[1] == (900, 500, 900, 500)
    assert [row[:2] for row in figures[2:4]] == [(1200, 1000), (1200, 1000)]
    assert figures[-1][1] == figures[-1][3] == 4000 * paid // 3900
    assert left == 1000  # the second month of the first plan


def test_what_was_lost_is_repaired_once_and_reported(shop: Shop, ada: Any) -> None:
    _, page = shop.order(ada, "pack-500")
    till.pay(page=page)
    shop.lose()
    report = shop.reconcile()
    assert (len(report.repaired), report.clean, report.paid, shop.credits(ada)) == (1, True, {"EUR": 900}, 500)
    assert shop.reconcile().repaired == []
    payment = Payment.objects.get()
    with later(days=1):
        Charge.objects.filter(pk=payment.transaction).delete()
        report = shop.reconcile()
        assert (report.clean, shop.findings()) == (False, ["payment_not_listed"])


class Killed(BaseException):
    """The process ended here."""


@pytest.fixture
def killed_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Have the process end at a failpoint, once."""

    def arm(name: str) -> None:
        armed = [name]

        def failpoint(reached: str) -> None:
            if reached in armed:
                armed.clear()
                raise Killed

        monkeypatch.setattr(dealing, "failpoint", failpoint)

    return arm


@pytest.mark.parametrize("place", ["billing.order_placed", "billing.checkout_opened"])
def test_a_purchase_that_dies_can_be_begun_again(shop: Shop, ada: Any, killed_at: Any, place: str) -> None:
    killed_at(place)
    with pytest.raises(Killed):
        shop.order(ada, "pack-500")
    assert shop.buy(ada).credits == 500
    with later(days=4):
        actions.abandon_old_orders()
        assert sorted(order.state for order in Order.objects.all()) == ["abandoned", "paid"]


def test_an_event_that_was_applied_and_not_marked_is_applied_again_to_no_effect(
    shop: Shop, ada: Any, killed_at: Any
) -> None:
    killed_at("billing.applied")
    with pytest.raises(Killed):
        shop.buy(ada)
    assert Delivery.objects.filter(handled=None).count() == 1
    dealing.handle_due()
    assert (shop.credits(ada), Payment.objects.count()) == (500, 1)


@pytest.mark.parametrize("place", ["billing.refund_asked", "billing.refund_sent"])
def test_a_refund_that_dies_is_asked_for_again_and_paid_once(shop: Shop, ada: Any, killed_at: Any, place: str) -> None:
    payment = shop.buy(ada)
    killed_at(place)
    with pytest.raises(Killed):
        dealing.refund(payment=payment, by=ada)
    assert (shop.credits(ada), Refund.objects.get().state) == (0, "asked")  # frozen, so nobody spends it meanwhile
    with later(minutes=2):
        dealing.tend()
        shop.post()
    payment.refresh_from_db()
    assert (payment.refunded, Charge.objects.get().refunded, Refund.objects.get().state) == (900, 900, "succeeded")


def test_a_cancellation_that_meets_a_gateway_that_is_away_is_done_when_it_is_back(
    shop: Shop, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    subscription = shop.subscribe(ada)

    def away(*_: Any, **__: Any) -> Any:
        raise GatewayUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(type(shop.till), "cancel", away)
        assert dealing.cancel(subscription=subscription, by=ada).done is None
    with later(minutes=2):
        dealing.tend()
    subscription.refresh_from_db()
    assert (subscription.ends, Wish.objects.get().done is not None) == (subscription.period_end, True)


def test_a_checkout_at_a_gateway_that_is_away_charges_nothing_and_says_so(
    shop: Shop, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> Any:
        raise GatewayUnavailable

    monkeypatch.setattr(type(shop.till), "checkout", away)
    with pytest.raises(GatewayUnavailable, match="Nothing was charged"):
        shop.order(ada, "pack-500")
    assert Order.objects.get().state == "failed"


def test_a_cycle_that_ends_during_a_generation_charges_it_and_lets_the_rest_go(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    held = ledger.hold(person=ada, credits=600, key="hold:long", reason="A long one")
    with at(shop.plan(subscription).period_end, hours=1):
        shop.renew()
        ledger.settle(hold=held, captured=400, reason="Two of three")
        ledger.expire()
        assert shop.credits(ada) == 1000
        old = Lot.objects.order_by("created")[0]
        assert (old.consumed, old.lapsed, old.available) == (400, 600, 0)


def test_a_renewal_at_the_old_price_is_granted_while_the_notice_runs(shop: Shop, ada: Any, cleo: Any) -> None:
    subscription = shop.subscribe(ada)
    old = subscription.price
    with at(shop.plan(subscription).period_end, days=-10):
        announced = actions.announce_price(
            product=old.product,
            interval="month",
            currency="EUR",
            amount=1500,
            credits=1000,
            starts=clock.now(),
            by=cleo,
        )
        assert actions.move_to_new_prices() == 0
    with at(shop.plan(subscription).period_end, hours=1):
        assert shop.price("studio", "month") == announced
        shop.renew()
        assert [payment.amount for payment in subscription.payments.order_by("settled")] == [1200, 1200]
        assert actions.move_to_new_prices() == 1  # the next period begins after the notice
        dealing.tend()
    with at(shop.plan(subscription).period_end, hours=1):
        shop.renew()
        assert [payment.amount for payment in subscription.payments.order_by("settled")] == [1200, 1200, 1500]
        assert shop.findings() == []


def test_tax_on_top_of_a_price_is_no_other_amount(shop: Shop, ada: Any) -> None:
    order, _ = shop.order(ada, "pack-500")
    paid = Paid("tran_1", 1089, "EUR", clock.now(), tax=189, order=order.public_id, country="NL")
    actions.apply(gateway=shop.till, happening=paid)
    payment = Payment.objects.get()
    assert (payment.credits, payment.tax, payment.country) == (500, 189, "NL")
