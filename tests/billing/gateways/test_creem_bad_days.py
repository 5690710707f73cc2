"""Creem on bad days: away in the middle, refunds that fail, events bound to the wrong thing, prompts it refuses."""

import hashlib
import hmac
import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from aquatint.billing import dealing, receiving, screening
from aquatint.billing.errors import GatewayRefused, GatewayUnavailable
from aquatint.billing.gateways.base import Purchase
from aquatint.billing.models import Order, Payment, Receipt, Refund
from aquatint.billing.receiving import Taken
from aquatint.catalog import actions as catalog
from aquatint.emulator.payments.creem import SECRET
from tests.billing.gateways.creem_shop import KEY, CreemShop, open_shop
from tests.billing.shop import later
from tests.emulator.running import running_emulator


@pytest.fixture(scope="module")
def emulator() -> Iterator[str]:
    with running_emulator() as running:
        yield running.url


@pytest.fixture
def shop(emulator: str, db: None, settings: Any) -> Iterator[CreemShop]:
    """The counter without post: what a story needs of it is brought by hand, or found by asking."""
    catalog.seed()
    with open_shop(emulator, "", settings) as opened:
        yield opened


def _read(shop: CreemShop, path: str) -> Any:
    request = urllib.request.Request(f"{shop.emulator}/creem/v1{path}", headers={"x-api-key": KEY})  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        return json.load(answer)


def _change(shop: CreemShop, product: str, **asked: Any) -> None:
    """Change a product in Creem's dashboard."""
    address, data = f"{shop.emulator}/creem/v1/products/{product}", json.dumps(asked).encode()
    request = urllib.request.Request(address, data, {"x-api-key": KEY}, method="PATCH")  # noqa: S310
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
        assert answer.status == 200


def _bring(kind: str, about: Any, identity: str = "evt_1") -> Taken:
    """Bring a well-signed event and handle it."""
    body = json.dumps({"id": identity, "eventType": kind, "created_at": 1760000000000, "object": about}).encode()
    headers = {"creem-signature": hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()}
    taken, _ = receiving.receive("creem", headers, body)
    dealing.handle_due()
    return taken


def _paid_pack(shop: CreemShop, person: Any) -> Payment:
    return Payment.objects.get(order=shop.buy(person, "pack-500"))


def test_a_refund_whose_answer_is_lost_is_found_done_and_not_done_twice(shop: CreemShop, ada: Any) -> None:
    payment = _paid_pack(shop, ada)
    shop.fault("cut_after_acting", "/refunds")
    refund = dealing.refund(payment=payment, by=ada)
    assert (refund.state, shop.credits(ada)) == ("asked", 0)
    with later(minutes=2):
        dealing.tend()
    refund.refresh_from_db()
    assert (refund.state, refund.amount, Refund.objects.count()) == ("succeeded", 900, 1)
    assert [one["amount"] for one in shop.books()["refunds"]] == [900]
    _bring("refund.created", {**_event_refund(shop, payment), "id": "ref_x"})
    assert Refund.objects.count() == 1
    assert shop.reconcile().clean


def _event_refund(shop: CreemShop, payment: Payment) -> dict[str, Any]:
    about = {"id": "ref_1", "status": "succeeded", "refund_amount": payment.amount, "refund_currency": "EUR"}
    return {**about, "mode": "test", "transaction": _read(shop, f"/transactions?transaction_id={payment.transaction}")}


@pytest.mark.parametrize("succeeds", [True, False])
def test_a_refund_that_is_pending_is_asked_about_until_it_is_decided(
    shop: CreemShop, ada: Any, *, succeeds: bool
) -> None:
    payment = _paid_pack(shop, ada)
    shop.control("/creem", refund_state="pending")
    assert dealing.refund(payment=payment, by=ada).state == "pending"
    assert shop.credits(ada) == 0
    [one] = shop.books()["refunds"]
    shop.control(f"/creem/refunds/{one['id']}", succeeded=succeeds)
    assert shop.reconcile().clean
    state, credits_left = ("succeeded", 0) if succeeds else ("failed", 500)
    assert (Refund.objects.get().state, shop.credits(ada)) == (state, credits_left)
    shop.agrees()


def test_a_refund_that_the_dashboard_sent_before_is_not_asked_for_again(shop: CreemShop, ada: Any) -> None:
    payment = _paid_pack(shop, ada)
    shop.of_payment(payment.transaction, do="refund", amount=300)
    shop.reconcile()
    payment.refresh_from_db()
    assert (payment.refunded, payment.taken) == (300, 167)
    dealing.give_back(payment=payment, amount=600, by=ada, reason="A gesture")
    payment.refresh_from_db()
    assert (payment.refunded, payment.taken, shop.credits(ada)) == (900, 500, 0)
    shop.agrees()


def test_a_part_cannot_be_sent_back_and_says_so(shop: CreemShop, ada: Any) -> None:
    payment = _paid_pack(shop, ada)
    with pytest.raises(GatewayRefused, match="whole payment"):
        dealing.give_back(payment=payment, amount=100, by=ada, reason="A gesture")
    assert shop.credits(ada) == 500
    assert shop.books()["refunds"] == []


def test_creem_is_away_at_the_checkout_and_at_the_reconciliation(shop: CreemShop, ada: Any) -> None:
    shop.fault("http_503", "/checkouts")
    with pytest.raises(GatewayUnavailable):
        shop.order(ada, "pack-500")
    assert [order.state for order in Order.objects.all()] == ["failed"]
    order = shop.order(ada, "pack-500")
    shop.press(order)
    shop.fault("cut_before_answer", "/checkouts")
    dealing.catch_up(order)
    shop.fault("html", "/transactions")
    dealing.catch_up(order)
    assert shop.credits(ada) == 0
    shop.fault("rate_limited", "/transactions/search")
    with pytest.raises(GatewayUnavailable):
        shop.reconcile()
    assert shop.reconcile().clean
    assert shop.credits(ada) == 500


def test_a_well_signed_event_for_another_person_order_or_sum_grants_nothing(
    shop: CreemShop, ada: Any, ben: Any
) -> None:
    order, dearer = shop.order(ada, "pack-500"), shop.order(ada, "pack-5000")
    shop.press(order)
    true = _read(shop, f"/checkouts?checkout_id={order.checkout}")
    metadata = true["metadata"]
    _bring("checkout.completed", {**true, "metadata": {**metadata, "person": ben.public_id}}, "evt_person")
    assert shop.findings() == ["payment_of_another_person"]
    _bring("checkout.completed", {**true, "metadata": {**metadata, "order": dearer.public_id}}, "evt_order")
    assert sorted(shop.findings()) == ["payment_of_another_amount", "payment_of_another_person"]
    assert (shop.credits(ada), shop.credits(ben)) == (0, 0)
    assert _bring("checkout.completed", {**true, "mode": "prod"}, "evt_live") is Taken.STORED
    assert shop.credits(ada) == 0
    _bring("checkout.completed", true, "evt_true")
    _bring("checkout.completed", true, "evt_again")
    assert (shop.credits(ada), shop.findings()) == (500, ["other_environment"])


def test_an_event_of_a_payment_that_creem_does_not_list_yet_waits(shop: CreemShop, ada: Any) -> None:
    order = shop.order(ada, "pack-500")
    shop.press(order)
    shop.fault("http_500", "/transactions/search")
    _bring("checkout.completed", _read(shop, f"/checkouts?checkout_id={order.checkout}"))
    assert shop.credits(ada) == 0
    with later(minutes=1):
        dealing.handle_due()
        assert shop.credits(ada) == 500


def test_who_comes_back_with_an_invented_address_gets_nothing(shop: CreemShop, ada: Any) -> None:
    order = shop.order(ada, "pack-500")
    dealing.catch_up(order)
    assert (order.state, shop.credits(ada)) == ("sent", 0)
    shop.press(order, "leave")
    dealing.catch_up(order)
    assert (order.state, shop.credits(ada)) == ("abandoned", 0)


def test_a_paper_says_that_creem_issues_the_tax_document(shop: CreemShop, ada: Any) -> None:
    payment = _paid_pack(shop, ada)
    receipt = Receipt.objects.get(payment=payment)
    assert (receipt.kind, receipt.number, payment.tax, payment.country) == ("confirmation", "", 156, "NL")
    assert payment.last4 == ""


def test_tax_on_top_of_the_price_is_the_right_amount(shop: CreemShop, ada: Any) -> None:
    plan = dealing.ensure_listed(shop.creem, shop.price("pack-500"))
    [product] = _read(shop, "/products/search")["items"]
    assert (product["id"], product["price"], product["tax_mode"]) == (plan.ref, 900, "inclusive")
    _change(shop, plan.ref, tax_mode="exclusive")
    payment = _paid_pack(shop, ada)
    assert (payment.amount, payment.tax, payment.credits) == (1089, 189, 500)


def test_a_price_that_was_changed_at_creem_grants_nothing(shop: CreemShop, ada: Any) -> None:
    plan = dealing.ensure_listed(shop.creem, shop.price("studio", "month"))
    _change(shop, plan.ref, price=100)
    order = shop.order(ada, "studio", "month")
    shop.press(order)
    dealing.catch_up(order)
    assert (shop.credits(ada), shop.findings()) == (0, ["payment_of_another_amount"])


def test_a_promotion_is_charged_as_a_price_of_its_own_and_not_below_a_euro(shop: CreemShop, ada: Any) -> None:
    plan = dealing.ensure_listed(shop.creem, shop.price("pack-500"))

    def purchase(amount: int) -> Purchase:
        return Purchase("ord_x", ada.public_id, ada.email, plan, amount, "http://localhost/", "", customer="cust_gone")

    made = shop.creem.checkout(purchase(450))
    assert [one["article"]["amount"] for one in shop.books()["checkouts"] if one["id"] == made.ref] == [450]
    with pytest.raises(GatewayRefused, match="another pack"):
        shop.creem.checkout(purchase(99))


def test_the_portal_is_fetched_when_it_is_clicked(shop: CreemShop, ada: Any) -> None:
    shop.buy(ada, "pack-500")
    [customer] = shop.books()["customers"]
    link = dealing.portal(person=ada, gateway_name="creem", return_url="http://localhost/account")
    assert link == f"{shop.emulator}/creem/portal/{customer['id']}"
    with pytest.raises(GatewayRefused):
        shop.creem.portal("cust_none", return_url="")


def test_a_wrong_key_is_told_to_the_operator_and_stays_secret(shop: CreemShop) -> None:
    shop.fault("forbidden", "/products")
    with pytest.raises(GatewayRefused, match="look at its key") as caught:
        dealing.ensure_listed(shop.creem, shop.price("pack-500"))
    assert KEY not in f"{caught.value} {caught.value.detail}"


@pytest.mark.parametrize(("word", "allowed"), [("A kettle", True), ("[[flag]]", False), ("[[deny]]", False)])
def test_creem_screens_prompts_and_only_allow_is_a_yes(shop: CreemShop, word: str, *, allowed: bool) -> None:
    verdict = screening.screen(word)
    assert (verdict.allowed, screening.is_needed()) == (allowed, True)
    if not allowed:
        assert verdict.decision.startswith("mod_")
        assert "Nothing was charged" in verdict.sentence


@pytest.mark.parametrize("fault", ["http_503", "cut_before_answer", "garbage", "rate_limited", "forbidden"])
def test_a_screening_without_an_answer_is_a_no(shop: CreemShop, fault: str) -> None:
    shop.fault(fault, "/moderation/prompt")
    verdict = screening.screen("A kettle")
    assert (verdict.allowed, verdict.certain) == (False, False)
