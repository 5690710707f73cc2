"""The till's pages: pay, be asked by the bank, be declined, leave; and what a buyer does later."""

from typing import Any

import pytest
from django.conf import settings as configured

from aquatint.billing import caring, dealing
from aquatint.billing.errors import GatewayUnknown
from aquatint.billing.gateways import registry
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.client import Till
from aquatint.billing.gateways.till.models import Notice
from aquatint.billing.models import Order, Payment
from tests.billing.shop import Shop, later


def test_paying_leads_back_and_the_news_grants_the_credits(shop: Shop, ada: Any, client: Any) -> None:
    order, page = shop.order(ada, "pack-500")
    address = f"/till/{page.pk}"
    shown = client.get(address).content.decode()
    assert "€9.00" in shown
    assert "No real money" in shown
    answer = client.post(address, {"do": "pay"})
    assert answer.headers["location"] == f"http://localhost/billing/orders/{order.public_id}"
    assert shop.credits(ada) == 0
    caring.handle_inbox()
    assert shop.credits(ada) == 500
    assert "has been paid" in client.get(address).content.decode()
    client.post(address, {"do": "pay"})
    caring.handle_inbox()
    assert shop.credits(ada) == 500


def test_a_bank_may_ask_first_and_a_card_may_be_declined(shop: Shop, ada: Any, client: Any) -> None:
    order, page = shop.order(ada, "pack-500")
    address = f"/till/{page.pk}"
    assert "wants to know that it is you" in client.post(address, {"do": "3ds"}).content.decode()
    assert "was declined" in client.post(address, {"do": "decline"}).content.decode()
    caring.handle_inbox()
    assert {step.kind for step in order.steps.all()} == {"sent", "declined"}
    client.post(address, {"do": "confirm"})
    caring.handle_inbox()
    assert (Order.objects.get().state, shop.credits(ada)) == ("paid", 500)


def test_leaving_gives_the_order_up(shop: Shop, ada: Any, client: Any) -> None:
    order, page = shop.order(ada, "pack-500")
    answer = client.post(f"/till/{page.pk}", {"do": "leave"})
    assert answer.headers["location"].endswith(f"/billing/orders/{order.public_id}?left=1")
    caring.handle_inbox()
    assert (order.state, shop.credits(ada)) == ("abandoned", 0)


def test_a_buyer_cancels_disputes_and_is_refunded_on_the_tills_own_page(shop: Shop, ada: Any, client: Any) -> None:
    subscription = shop.subscribe(ada)
    address = dealing.portal(person=ada, gateway_name="till", return_url="http://localhost/account").removeprefix(
        "http://localhost"
    )
    plan, charge = shop.plan(subscription).pk, shop.charges(subscription)[0].pk
    assert "Renews on" in client.get(address).content.decode()
    client.post(address, {"do": "cancel", "plan": plan})
    caring.handle_inbox()
    subscription.refresh_from_db()
    assert subscription.ends
    client.post(address, {"do": "resume", "plan": plan})
    client.post(address, {"do": "dispute", "charge": charge})
    client.post(address, {"do": "won", "charge": charge})
    client.post(address, {"do": "refund", "charge": charge})
    caring.handle_inbox()
    payment = Payment.objects.get()
    assert (payment.refunded, payment.taken, shop.credits(ada)) == (1200, 1000, 0)
    assert client.get("/till/buyers/buyer_x").status_code == 404
    assert client.get("/till/page_x").status_code == 404


def test_news_that_does_not_arrive_is_sent_again_for_66_minutes(shop: Shop, ada: Any) -> None:
    _, page = shop.order(ada, "pack-500")
    till.pay(page=page)
    waits = []
    for _ in range(5):
        notice = Notice.objects.get()
        waits.append(round((notice.due - notice.created).total_seconds()))
        till.notice_sent(notice=notice, arrived=False)
    assert (waits, Notice.objects.get().given_up is not None) == ([0, 30, 60, 300, 3600], True)


def test_the_minute_renews_what_is_due(shop: Shop, ada: Any) -> None:
    subscription = shop.subscribe(ada)
    with later(days=32):
        caring.tend()
    assert subscription.payments.count() == 2


@pytest.mark.parametrize(
    ("environment", "there"),
    [
        ({}, True),
        ({"AQUATINT_TILL": "off"}, False),
        ({"AQUATINT_MODE": "production"}, False),
        ({"AQUATINT_MODE": "production", "AQUATINT_TILL": "on"}, False),
    ],
)
def test_the_till_is_open_unless_this_is_production_or_it_is_off(environment: dict[str, str], *, there: bool) -> None:
    assert (Till.from_environment(environment) is not None) is there


def test_a_closed_till_shows_no_page_and_takes_no_webhook(shop: Shop, ada: Any, client: Any, settings: Any) -> None:
    _, page = shop.order(ada, "pack-500")
    settings.BILLING_ENVIRONMENT = {**configured.BILLING_ENVIRONMENT, "AQUATINT_TILL": "off"}
    assert client.get(f"/till/{page.pk}").status_code == 404
    assert client.post("/billing/webhooks/till", data=b"{}", content_type="application/json").status_code == 404
    with pytest.raises(GatewayUnknown):
        registry.gateway("till")
