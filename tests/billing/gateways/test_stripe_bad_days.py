"""Bad days with Stripe: banks that take days, cards that are declined, answers that get lost, other people's events."""

import json
from typing import Any

import httpx2
import pytest

from aquatint.billing import dealing
from aquatint.billing.errors import GatewayRefused, GatewayUnavailable
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.base import Redirect
from aquatint.billing.gateways.happenings import Paid, PaymentFailed
from aquatint.billing.gateways.stripe.client import Stripe
from aquatint.billing.gateways.stripe.signature import sign
from aquatint.billing.models import Delivery, Payment, Refund, Subscription, Wish
from aquatint.catalog import actions as catalog
from aquatint.kit import clock
from tests.billing.gateways.stripe_shop import CALM, Letterbox, StripeShop, Weather, open_shop
from tests.billing.shop import later

NO_POST = Weather({"lose": 1})


def made_up(kind: str, thing: dict[str, Any], **more: Any) -> bytes:
    event = {"id": f"evt_{kind}", "object": "event", "type": kind, "created": int(clock.now().timestamp())}
    return json.dumps({**event, "livemode": False, "data": {"object": thing}, **more}).encode()


def bring(stripe: StripeShop, body: bytes) -> int:
    status = stripe.bring(sign(body, secret=stripe.stripe.secret), body)
    dealing.handle_due()
    return status


def test_a_bank_payment_grants_when_the_bank_has_carried_it_out(stripe: StripeShop, ada: Any) -> None:
    order, other = stripe.open(ada, "pack-500"), stripe.open(ada, "pack-500")
    for one in (order, other):
        stripe.bank(f"/checkouts/{one.checkout}/bank", do="begin")
        stripe.come_back(one)
        dealing.catch_up(one)
        assert (one.state, stripe.credits(ada)) == ("sent", 0)
    with later(days=4):
        stripe.bank(f"/checkouts/{order.checkout}/bank", do="carry_out")
        stripe.bank(f"/checkouts/{other.checkout}/bank", do="fail")
        assert isinstance(stripe.stripe.fetch_order(other.checkout)[0], PaymentFailed)
        stripe.finish()
        assert (order.state, other.state, stripe.credits(ada)) == ("paid", "abandoned", 500)


def test_a_page_that_is_left_or_too_old_is_closed_by_the_event_or_by_asking(stripe: StripeShop, ada: Any) -> None:
    told, asked = stripe.open(ada, "pack-500"), stripe.open(ada, "pack-500")
    stripe.press(told, "decline")
    stripe.press(told, "leave")
    stripe.settle()
    stripe.under(NO_POST)
    with later(hours=25):
        dealing.catch_up(asked)
        assert (told.state, asked.state) == ("abandoned", "abandoned")


def test_a_declined_change_of_plan_leads_to_stripes_page_and_happens_when_it_is_paid(
    stripe: StripeShop, ada: Any
) -> None:
    subscription = stripe.subscribe(ada)
    with later(days=10):
        stripe.declines(subscription, declines=True)
        press = stripe.price("press", "month")
        answer = dealing.change_plan(subscription=subscription, price=press, by=ada)
        assert isinstance(answer, Redirect)
        stripe.settle()
        subscription.refresh_from_db()
        assert (subscription.price.product.slug, subscription.standing) == ("studio", "active")
        stripe.control(f"/stripe/checkouts/{answer.url.rsplit('/', 1)[-1]}", do="pay")
        stripe.finish()
        subscription.refresh_from_db()
        assert subscription.price == press
        paid = subscription.payments.get(prorated=True)
        assert stripe.credits(ada) == 1000 + 4000 * paid.amount // 3900
    assert stripe.findings() == []


def test_what_was_chosen_for_later_is_overtaken_by_a_cancellation(stripe: StripeShop, ada: Any) -> None:
    subscription = stripe.subscribe(ada, "press")
    dealing.change_plan(subscription=subscription, price=stripe.price("studio", "month"), by=ada)
    dealing.cancel(subscription=subscription, by=ada)
    stripe.settle()
    with later(days=32):
        stripe.finish()
        subscription.refresh_from_db()
        assert (subscription.standing, subscription.price.product.slug) == ("ended", "press")


def test_a_yearly_plan_and_a_pause_at_stripe(stripe: StripeShop, ada: Any) -> None:
    subscription = stripe.subscribe(ada, "studio", "year")
    assert (stripe.credits(ada), subscription.payments.get().credits) == (1000, 12_000)
    stripe.control(f"/stripe/subscriptions/{subscription.ref}", do="pause")
    stripe.settle()
    subscription.refresh_from_db()
    assert subscription.standing == "paused"
    dealing.resume(subscription=subscription, by=ada)
    stripe.finish()
    subscription.refresh_from_db()
    assert subscription.standing == "active"
    with pytest.raises(GatewayRefused):
        stripe.stripe.resume("sub_nobody", key="wsh_1")


def test_an_answer_that_got_lost_does_not_refund_twice(stripe: StripeShop, ada: Any, cleo: Any) -> None:
    payment = stripe.buy(ada)
    stripe.fault("delay", path="/v1/refunds")  # the look before
    stripe.fault("cut_after_acting", path="/v1/refunds")  # the refund itself
    first = dealing.give_back(payment=payment, amount=400, by=cleo, reason="Sorry.")
    assert (first.state, len(stripe.books("refunds"))) == (Refund.State.ASKED, 1)
    with later(days=2):  # by now Stripe has forgotten our key
        dealing.tend()
        first.refresh_from_db()
        assert first.state == "succeeded"
        stripe.finish()
    first.refresh_from_db()
    payment.refresh_from_db()
    assert (first.state, payment.refunded, len(stripe.books("refunds"))) == ("succeeded", 400, 1)


def test_a_refund_that_fails_days_later_gives_the_credits_back(stripe: StripeShop, ada: Any) -> None:
    stripe.control("/stripe", refund_state="pending")
    refund = dealing.refund(payment=stripe.buy(ada), by=ada)
    stripe.settle()
    assert (refund.state, stripe.credits(ada)) == ("pending", 0)
    [theirs] = stripe.books("refunds")
    stripe.control(f"/stripe/refunds/{theirs['id']}", succeeded=False)
    with later(days=3):
        stripe.finish()
        assert stripe.credits(ada) == 500


def test_stripe_being_away_costs_nothing_and_is_made_up_for(stripe: StripeShop, ada: Any) -> None:
    stripe.fault("http_503", path="/v1/checkout")
    with pytest.raises(GatewayUnavailable):
        stripe.open(ada, "pack-500")
    subscription = stripe.subscribe(ada)
    stripe.fault("http_502", path="/v1/subscriptions")
    wish = dealing.cancel(subscription=subscription, by=ada)
    assert isinstance(wish, Wish)
    assert not wish.done
    with later(minutes=2):
        dealing.tend()
        assert Wish.objects.get(pk=wish.pk).done
    for kind in ("http_500", "rate_limited", "html", "cut_before_answer"):
        stripe.fault(kind, path="/v1/balance_transactions")
        with pytest.raises(GatewayUnavailable):
            stripe.reconcile()
    stripe.finish()


def test_an_event_waits_while_its_object_cannot_be_read(stripe: StripeShop, ada: Any) -> None:
    order = stripe.open(ada, "pack-500")
    stripe.press(order)
    stripe.control("/deliver")
    stripe.fault("http_503", path="/v1/checkout")
    [(signature, body)] = stripe.letterbox.letters
    stripe.letterbox.letters.clear()
    assert stripe.bring(signature, body) == 200
    dealing.handle_due()
    assert Delivery.objects.get(handled=None).tries == 1
    with later(hours=1):
        dealing.handle_due()
        assert (stripe.credits(ada), Delivery.objects.filter(handled=None).count()) == (500, 0)


def test_one_event_that_did_not_arrive_is_found_by_asking_for_it(stripe: StripeShop, ada: Any) -> None:
    payment = stripe.buy(ada)
    stripe.under(NO_POST)
    stripe.bank(f"/payments/{payment.transaction}/warn")
    assert stripe.findings() == []
    stripe.reconcile()
    assert stripe.findings() == ["fraud_warning"]


def test_a_refund_of_today_for_a_payment_of_long_ago_is_found(stripe: StripeShop, ada: Any) -> None:
    payment = stripe.buy(ada)
    with later(days=60):
        assert stripe.reconcile().clean
    stripe.under(NO_POST)
    with later(days=65):
        stripe.control(f"/stripe/payments/{payment.transaction}", do="refund", amount=450)
        report = stripe.reconcile()
        payment.refresh_from_db()
        assert (report.clean, payment.refunded, stripe.credits(ada)) == (True, 450, 250)


def test_a_warning_of_fraud_is_a_line_for_the_operator_until_it_is_sent_back(stripe: StripeShop, ada: Any) -> None:
    payment = stripe.buy(ada)
    stripe.bank(f"/payments/{payment.transaction}/warn")
    stripe.settle()
    assert stripe.findings() == ["fraud_warning"]
    assert stripe.credits(ada) == 500


def test_an_inquiry_freezes_nothing_until_it_becomes_a_dispute(stripe: StripeShop, ada: Any) -> None:
    payment = stripe.buy(ada)
    dispute = stripe.control(f"/stripe/payments/{payment.transaction}", do="dispute")["dispute"]
    stripe.bank(f"/disputes/{dispute}/status", status="warning_needs_response")
    stripe.settle()
    assert stripe.credits(ada) == 500
    stripe.bank(f"/disputes/{dispute}/status", status="needs_response")
    assert stripe.stripe.fetch_transaction(payment.transaction)
    event = {"id": dispute, "object": "dispute", "payment_intent": payment.transaction}
    assert bring(stripe, made_up("charge.dispute.updated", event)) == 200
    assert stripe.credits(ada) == 0


def test_a_well_signed_event_says_nothing_that_is_not_read_again(stripe: StripeShop, ada: Any, ben: Any) -> None:
    order = stripe.open(ada, "pack-500")
    metadata = {"order": order.public_id, "person": ben.public_id}
    lie = {"id": order.checkout, "object": "checkout.session", "status": "complete", "payment_status": "paid"}
    assert bring(stripe, made_up("checkout.session.completed", {**lie, "metadata": metadata})) == 200
    charge = {"id": "ch_x", "object": "charge", "payment_intent": "pi_nobody", "metadata": metadata}
    assert bring(stripe, made_up("charge.refunded", charge)) == 200
    assert (stripe.credits(ada), Payment.objects.count(), order.state) == (0, 0, "sent")
    Delivery.objects.filter(handled=None).update(handled=clock.now())


def test_events_of_the_live_world_are_kept_and_not_acted_upon(stripe: StripeShop, ada: Any) -> None:
    order = stripe.open(ada, "pack-500")
    stripe.press(order)
    thing = {"id": order.checkout, "object": "checkout.session"}
    assert bring(stripe, made_up("checkout.session.completed", thing, livemode=True)) == 200
    assert (stripe.credits(ada), stripe.findings()) == (0, ["other_environment"])


def test_forged_and_altered_webhooks_are_refused_and_do_nothing(stripe: StripeShop, ada: Any) -> None:
    order = stripe.open(ada, "pack-500")
    stripe.press(order)
    stripe.control("/script", vendor="stripe", hold=True, tamper=1, forge=1)
    stripe.control("/deliver")
    letters = list(stripe.letterbox.letters)
    stripe.letterbox.letters.clear()
    assert [stripe.bring(*letter) for letter in letters] == [401] * len(letters)
    assert len(letters) >= 2
    assert (Delivery.objects.count(), stripe.credits(ada)) == (0, 0)


def test_a_buyer_whom_the_account_has_forgotten_is_asked_for_anew(stripe: StripeShop, ada: Any) -> None:
    stripe.buy(ada)
    stripe.control("/reset")
    stripe.control("/site", url=stripe.letterbox.url)
    stripe.under(CALM)
    order = stripe.open(ada, "pack-500")
    assert order.state == "sent"


def test_the_portal_is_fetched_when_clicked(stripe: StripeShop, ada: Any) -> None:
    stripe.buy(ada)
    url = dealing.portal(person=ada, gateway_name="stripe", return_url="http://localhost/account")
    assert url.startswith(f"{stripe.emulator}/stripe/portal/cus_")
    with pytest.raises(GatewayRefused):
        stripe.stripe.portal("cus_nobody", return_url="http://localhost/")


def test_a_wrong_key_and_a_spent_refund_are_told_in_our_words(stripe: StripeShop, ada: Any, cleo: Any) -> None:
    payment = stripe.buy(ada)
    stripe.control(f"/stripe/payments/{payment.transaction}", do="refund")
    with pytest.raises(GatewayRefused, match="Stripe did not do that") as refused:
        dealing.give_back(payment=payment, amount=100, by=cleo, reason="Again.")
    assert refused.value.detail.startswith("charge_already_refunded")
    stripe.settle()
    stranger = Stripe(key="sk_live_x", secret="whsec_x", base=f"{stripe.emulator}/stripe")
    with pytest.raises(GatewayRefused, match="does not know this shop"):
        stranger.fetch_order("cs_test_1")


def test_where_stripe_sells_the_tax_in_the_price_is_known(
    db: None, stripe_emulator: str, stripe_letterbox: Letterbox, ada: Any
) -> None:
    catalog.seed()
    with open_shop(stripe_emulator, stripe_letterbox, STRIPE_MANAGED_PAYMENTS="on") as stripe:
        stripe.control("/stripe", tax_percent=21)
        payment = stripe.buy(ada)
        subscription = stripe.subscribe(ada)
        assert stripe.stripe.merchant_of_record
        assert (payment.amount, payment.tax, subscription.payments.get().tax) == (900, 156, 208)
        assert (payment.country, payment.last4) == ("NL", "4242")
        [told] = stripe.stripe.fetch_transaction(payment.transaction)
        assert isinstance(told, Paid)
        assert told.tax == 156
        stripe.finish()


def test_a_plan_is_published_once_and_again_when_its_price_was_changed_there(stripe: StripeShop, ada: Any) -> None:
    article = dealing.ensure_listed(registry.gateway("stripe"), stripe.price("studio", "month")).article
    first = stripe.stripe.publish(article)
    assert stripe.stripe.publish(article) == first
    assert Subscription.objects.count() == Wish.objects.count() == 0


def test_nothing_but_what_is_needed_is_sent_to_stripe() -> None:
    sent: list[httpx2.Request] = []

    class Ear(httpx2.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
            sent.append(request)
            return httpx2.Response(404, json={"error": {"code": "resource_missing", "message": "No such session"}})

    stripe = Stripe(key="sk_test_x", secret="whsec_x", transport=Ear())
    with pytest.raises(GatewayRefused) as refused:
        stripe.fetch_order("cs_1")
    assert refused.value.detail.startswith("resource_missing")
    [request] = sent
    assert str(request.url) == "https://api.stripe.com/v1/checkout/sessions/cs_1"
    assert request.headers["stripe-version"] == "2026-10-28.endive"
    assert request.headers["user-agent"].startswith("aquatint/")
    assert not [name for name in request.headers if name.startswith("x-stripe")]
