"""From the price to the paid order, as the pages have it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from aquatint.accounts.models import Person
from aquatint.billing import actions, caring
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.client import Till
from aquatint.billing.gateways.till.models import Page
from aquatint.billing.models import Consent, Order
from aquatint.catalog import offers
from aquatint.kit import clock
from aquatint.studio import pricing
from tests.billing.shop import Shop, at, later


def _order(page: Client, shop: Shop, slug: str = "pack-500", interval: str = "once", **given: str) -> Any:
    address = f"/checkout/{shop.price(slug, interval).public_id}"
    return page.post(address, {"gateway": "till", "consent": "yes", **given})


def test_prices_are_shown_in_the_chosen_currency_and_interval(client: Client, shop: Shop) -> None:
    html = client.get("/pricing").content.decode()
    assert all(figure in html for figure in ("€12", "€39", "€9", "€70"))
    html = client.get("/pricing?currency=USD&interval=year").content.decode()
    assert all(figure in html for figure in ("$130", "$420", "$10.83 a month"))
    assert client.get("/pricing?currency=XXX&interval=week&n=99&model=none").status_code == 200


def test_the_table_is_what_quote_says(client: Client, shop: Shop) -> None:
    offer = offers.find("sandbox")
    [usual] = [row for row in pricing.table(offer, 4) if row.is_usual]
    quoted = pricing.price_of(offer, "2k", n=4)
    assert quoted is not None
    assert usual.cells[1] == quoted.total == 4 * quoted.per_shot
    html = client.get("/pricing?n=4").content.decode()
    assert re.search(rf'<td class="n hot">{quoted.total}</td>', html)


def test_what_a_pack_buys_is_its_credits_by_the_price_of_one_picture(shop: Shop) -> None:
    quoted = pricing.price_of(offers.find(None), "2k")
    assert quoted is not None
    assert f"about {500 // quoted.total:,} at 2K Instant" in pricing.buys(500)


def test_an_announced_price_stands_on_the_page_with_both_dates(client: Client, shop: Shop, cleo: Person) -> None:
    product = shop.price("studio", "month").product
    starts = clock.now() + timedelta(days=10)
    actions.announce_price(
        product=product, interval="month", currency="EUR", amount=1500, credits=1000, starts=starts, by=cleo
    )
    html = client.get("/pricing").content.decode()
    assert "€15.00 for 1,000 credits a month, until then €12.00" in html
    assert "data-coming" not in client.get("/pricing?currency=USD").content.decode()


def test_an_announced_price_of_a_pack_speaks_of_no_renewal(client: Client, shop: Shop, cleo: Person) -> None:
    product, starts = shop.price("pack-500").product, clock.now() + timedelta(days=10)
    actions.announce_price(
        product=product, interval="once", currency="EUR", amount=1000, credits=500, starts=starts, by=cleo
    )
    html = client.get("/pricing").content.decode()
    assert "€10.00 for 500 credits, until then €9.00" in html
    assert "renewal" not in html.partition("data-coming")[2].partition("</p>")[0]


@pytest.mark.parametrize(
    ("day", "credits_", "first", "then"),
    [
        (1, 1000, "now", "From 1 February 2027 €15.00 a month</b>, as announced."),
        (1, 1200, "now", "From 1 February 2027 €15.00 a month</b> for 1,200 credits a month, as announced."),
        (32, 1000, "now, then each month", "From 1 April 2027 €15.00 a month</b>, as announced."),  # not yet in March
    ],
)
def test_who_orders_while_a_price_is_announced_reads_what_the_next_payments_are(
    page: Client, shop: Shop, cleo: Person, day: int, credits_: int, first: str, then: str
) -> None:
    price = shop.price("studio", "month")
    with at(datetime(2026, 12, 31, tzinfo=UTC), days=day):
        starts = clock.now() + timedelta(days=3)
        actions.announce_price(
            product=price.product,
            interval="month",
            currency="EUR",
            amount=1500,
            credits=credits_,
            starts=starts,
            by=cleo,
        )
        html = page.get(f"/checkout/{price.public_id}").content.decode()
        yearly = page.get(f"/checkout/{shop.price('studio', 'year').public_id}").content.decode()
    assert f' data-then>{first}</span></span><b class="figure">€12.00</b>' in html
    assert f"<b>{then}</p>" in html
    assert " data-then>now, then each year</span>" in yearly
    assert "as announced" not in yearly


def test_an_order_leads_on_by_a_page_of_ours(page: Client, shop: Shop, ada: Person) -> None:
    reply = _order(page, shop)
    assert (reply.status_code, reply["Location"]) == (303, "/billing/going")
    html = page.get("/billing/going").content.decode()
    checkout = Order.objects.get().checkout
    assert f'href="http://testserver/till/{checkout}" data-go' in html
    assert Consent.objects.get().words in page.get(f"/checkout/{shop.price('pack-500').public_id}").content.decode()
    with later(minutes=6):
        assert page.get("/billing/going")["Location"] == f"/billing/orders/{Order.objects.get().public_id}"


def test_without_consent_nothing_is_ordered(page: Client, shop: Shop) -> None:
    reply = _order(page, shop, consent="")
    assert reply.status_code == 400
    assert 'aria-describedby="consent-error"' in reply.content.decode()
    assert not Order.objects.exists()


def test_a_wrong_code_is_told_beside_its_field_and_a_good_one_takes_off(page: Client, shop: Shop, cleo: Person) -> None:
    reply = _order(page, shop, code="spring")
    assert "There is no such code." in reply.content.decode()
    assert 'value="spring" aria-invalid="true"' in reply.content.decode()
    actions.make_promotion(code="SPRING", percent=20, by=cleo)
    assert _order(page, shop, code="spring").status_code == 303
    assert Order.objects.get().amount == 720


def test_a_second_plan_is_not_sold(page: Client, shop: Shop, ada: Person) -> None:
    shop.subscribe(ada)
    html = page.get(f"/checkout/{shop.price('press', 'month').public_id}").content.decode()
    assert "You have a plan already" in html
    assert "Change to Press" in page.get("/pricing").content.decode()
    assert _order(page, shop, "press", "month").status_code == 409


def test_a_plan_is_changed_only_in_the_currency_it_is_paid_in(page: Client, shop: Shop, ada: Person) -> None:
    shop.subscribe(ada)
    html = page.get("/pricing?currency=USD").content.decode()
    assert "data-elsewhere" in html
    assert "Change to" not in html
    assert "data-elsewhere" not in page.get("/pricing").content.decode()


def test_a_gateway_that_is_not_there_is_said(page: Client, shop: Shop) -> None:
    assert 'role="alert"' in _order(page, shop, gateway="creem").content.decode()


def test_coming_back_shows_the_orders_own_state_and_asks_when_the_webhook_is_late(
    page: Client, shop: Shop, ada: Person
) -> None:
    order, bill = shop.order(ada, "pack-500")
    address = f"/billing/orders/{order.public_id}"
    assert 'data-state="waiting"' in page.get(address).content.decode()
    till.pay(page=bill)
    assert 'data-state="waiting"' in page.get(address).content.decode()  # looking grants nothing
    assert shop.credits(ada) == 0
    html = page.get(f"{address}/state?looks=0").content.decode()
    assert 'data-state="paid"' in html
    assert "hx-get" not in html
    assert shop.credits(ada) == 500
    shop.post()
    assert shop.credits(ada) == 500


def test_the_number_of_credits_above_comes_with_the_word_that_it_is_paid(page: Client, shop: Shop, ada: Person) -> None:
    order, bill = shop.order(ada, "pack-500")
    address = f"/billing/orders/{order.public_id}"
    assert 'id="wallet"' not in page.get(f"{address}/state?looks=0").content.decode()
    till.pay(page=bill)
    html = page.get(f"{address}/state?looks=1").content.decode()
    wallet = html.partition('<div class="wallet" id="wallet" hx-swap-oob="true">')[2]
    assert "<b>500</b>" in wallet
    html = page.get(address).content.decode()
    assert html.count('id="wallet"') == 1
    assert "hx-swap-oob" not in html


def test_a_second_plan_that_was_paid_in_another_tab_promises_no_credits(page: Client, shop: Shop, ada: Person) -> None:
    (first, bill), (second, other) = shop.order(ada, "studio", "month"), shop.order(ada, "press", "month")
    for tab in (bill, other):
        till.pay(page=tab)
        shop.post()
    html = page.get(f"/billing/orders/{second.public_id}").content.decode()
    assert "You have a plan already" in html
    assert "are yours" not in html
    [payment] = second.payments.all()
    assert f'/account/billing/payments/{payment.public_id}/refund">Have €39.00 sent back</a>' in html
    assert "1,000 credits</b> from Studio are yours" in page.get(f"/billing/orders/{first.public_id}").content.decode()
    page.post(f"/account/billing/payments/{payment.public_id}/refund")
    assert "Its money has been sent back." in page.get(f"/billing/orders/{second.public_id}").content.decode()


def test_an_order_that_stays_unpaid_is_asked_for_some_times_and_then_left_in_peace(
    page: Client, shop: Shop, ada: Person
) -> None:
    order, _ = shop.order(ada, "pack-500")
    address = f"/billing/orders/{order.public_id}"
    assert f"{address}/state?looks=1" in page.get(f"{address}/state?looks=0").content.decode()
    html = page.get(f"{address}/state?looks=11").content.decode()
    assert "Not heard of it yet" in html
    assert "hx-get" not in html
    assert 'data-state="waiting"' in page.get(f"{address}?ask=1").content.decode()


def test_who_left_reads_that_nothing_was_charged(page: Client, shop: Shop, ada: Person) -> None:
    order, bill = shop.order(ada, "pack-500")
    html = page.get(f"/billing/orders/{order.public_id}?left=1").content.decode()
    assert "Nothing was charged" in html
    till.give_up(page=Page.objects.get(pk=bill.pk))
    caring.handle_inbox()
    assert 'data-state="abandoned"' in page.get(f"/billing/orders/{order.public_id}").content.decode()


def test_what_is_not_on_sale_has_no_checkout(page: Client, shop: Shop) -> None:
    assert page.get("/checkout/pri_none").status_code == 404


def test_who_has_too_few_credits_is_shown_the_way_to_more(page: Client, shop: Shop, ada: Person) -> None:
    assert re.search(r'data-top-up><a href="/pricing">', page.get("/").content.decode())
    assert page.get("/quote?n=2").json()["short"] is True
    shop.gift(ada, 500)
    assert re.search(r'data-top-up hidden><a href="/pricing">', page.get("/").content.decode())
    assert page.get("/quote?n=2").json()["short"] is False


def test_the_order_says_who_sells_and_who_shows_the_tax(
    page: Client, shop: Shop, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/checkout/{shop.price('pack-500').public_id}"
    html = page.get(address).content.decode()
    assert f"<dt>Seller</dt><dd>{settings.SELLER_NAME}</dd>" in html
    assert "Includes the tax that is due." in html
    monkeypatch.setattr(Till, "merchant_of_record", True)
    html = page.get(address).content.decode()
    assert f"<dt>Seller</dt><dd>{shop.till.title}, for {settings.SELLER_NAME}</dd>" in html
    assert "shows the tax of your country before you pay." in html
