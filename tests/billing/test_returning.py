"""What went back of a payment, however the gateway tells of it; and orders that were given up and paid all the same."""

import re
from itertools import permutations
from typing import Any

import pytest

from aquatint.billing import actions, mails, reading
from aquatint.billing.gateways.happenings import Paid, Refunded, RefundState
from aquatint.billing.gateways.till import actions as till
from aquatint.billing.gateways.till.client import Till
from aquatint.billing.models import Letter, Payment, Receipt, Refund
from aquatint.kit import clock
from tests.billing.shop import Shop, later

_TOLD = {"first event": (300, 300), "second event": (150, 450), "listing": (450, 450)}
"""The amount and the sum of all so far. A listing knows only the sum."""
_ORDERS = [order for known in (("first event", "listing"), tuple(_TOLD)) for order in permutations(known)]


@pytest.mark.parametrize("order", _ORDERS, ids=", ".join)
def test_a_part_that_was_learned_twice_counts_once(shop: Shop, ada: Any, order: tuple[str, ...]) -> None:
    payment = shop.buy(ada)
    for name in (*order, *order):
        amount, total = _TOLD[name]
        told = Refunded(
            payment.transaction, f"part:{total}", amount, "EUR", RefundState.SUCCEEDED, clock.now(), cumulative=total
        )
        actions.apply(gateway=shop.till, happening=told)
    payment.refresh_from_db()
    assert (payment.refunded, payment.taken, shop.credits(ada)) == (450, 250, 250)
    assert sum(row.amount for row in Refund.objects.all()) == 450
    assert sum(paper.facts["total"] for paper in Receipt.objects.exclude(refund=None)) == -450


def test_parts_without_a_sum_are_added_up(shop: Shop, ada: Any) -> None:
    payment = shop.buy(ada)
    for number, amount in enumerate((300, 150)):
        told = Refunded(payment.transaction, f"part:{number}", amount, "EUR", RefundState.SUCCEEDED, clock.now())
        actions.apply(gateway=shop.till, happening=told)
    payment.refresh_from_db()
    assert (payment.refunded, shop.credits(ada)) == (450, 250)


def _tell(shop: Shop, payment: Payment, ref: str, amount: int, state: RefundState) -> None:
    told = Refunded(payment.transaction, ref, amount, "EUR", state, clock.now())
    actions.apply(gateway=shop.till, happening=told)


def test_a_refund_has_a_document_and_a_mail_only_when_it_has_succeeded(shop: Shop, ada: Any) -> None:
    payment = shop.buy(ada)
    papers, mails_ = Receipt.objects.exclude(refund=None), Letter.objects.filter(kind="refund")
    _tell(shop, payment, "re_1", 900, RefundState.PENDING)
    assert (shop.credits(ada), papers.count(), mails_.count()) == (0, 0, 0)
    assert reading.payments(ada)[0].state == "being refunded"
    _tell(shop, payment, "re_1", 900, RefundState.SUCCEEDED)
    assert (papers.get().facts["total"], mails_.count()) == (-900, 1)
    assert reading.payments(ada)[0].state == "refunded"


def test_a_refund_that_fails_is_told_to_operator_and_buyer_and_leaves_no_document(
    shop: Shop, ada: Any, mailoutbox: Any
) -> None:
    payment = shop.buy(ada)
    _tell(shop, payment, "re_1", 900, RefundState.PENDING)
    for _ in range(2):
        _tell(shop, payment, "re_1", 900, RefundState.FAILED)
    assert (shop.credits(ada), shop.findings()) == (500, ["refund_failed"])
    assert not Receipt.objects.exclude(refund=None).exists()
    mails.post_due()
    [mail] = [mail for mail in mailoutbox if "back" in mail.subject]
    assert mail.subject == "€9.00 could not be sent back to you"
    assert "credits of this payment can be spent again" in mail.body


def test_a_refund_that_fails_after_it_had_succeeded_is_documented_once_when_it_succeeds_again(
    shop: Shop, ada: Any, mailoutbox: Any
) -> None:
    payment = shop.buy(ada)
    _tell(shop, payment, "re_1", 600, RefundState.SUCCEEDED)
    _tell(shop, payment, "re_1", 600, RefundState.FAILED)
    _tell(shop, payment, "re_2", 900, RefundState.SUCCEEDED)
    assert [paper.facts["total"] for paper in Receipt.objects.exclude(refund=None).order_by("created")] == [-600, -300]
    assert (shop.credits(ada), shop.findings()) == (0, [])
    _tell(shop, payment, "re_2", 900, RefundState.FAILED)
    _tell(shop, payment, "re_3", 900, RefundState.SUCCEEDED)
    assert Receipt.objects.exclude(refund=None).count() == 2
    mails.post_due()
    told = [mail.subject for mail in mailoutbox if "back" in mail.subject]
    assert told == [
        "€6.00 could not be sent back to you",
        "€9.00 could not be sent back to you",
        "€9.00 are on their way back to you",
    ]


def test_the_mail_about_a_part_tells_the_credits_of_that_part(shop: Shop, ada: Any, mailoutbox: Any) -> None:
    payment = shop.buy(ada)
    for number, amount in enumerate((300, 150, 450)):
        _tell(shop, payment, f"re_{number}", amount, RefundState.PENDING)  # its credits go with this
        _tell(shop, payment, f"re_{number}", amount, RefundState.SUCCEEDED)
    mails.post_due()
    said = [re.findall(r"(\d+) credits of this payment", mail.body) for mail in mailoutbox if "back" in mail.subject]
    assert said == [["167"], ["83"], ["250"]]


def test_the_tax_of_all_credit_notes_is_the_tax_of_the_invoice(shop: Shop, ada: Any) -> None:
    order, _ = shop.order(ada, "pack-500")
    paid = Paid("tran_1", 900, "EUR", clock.now(), tax=143, order=order.public_id)
    actions.apply(gateway=shop.till, happening=paid)
    for number in range(3):
        _tell(shop, Payment.objects.get(), f"re_{number}", 300, RefundState.SUCCEEDED)
    notes = Receipt.objects.exclude(refund=None).order_by("created")
    assert [note.facts["tax"] for note in notes] == [-47, -48, -48]


def test_an_order_that_was_given_up_and_paid_all_the_same_is_found(shop: Shop, ada: Any) -> None:
    order, page = shop.order(ada, "pack-500")
    with later(days=4):
        assert actions.abandon_old_orders() == 1
        assert shop.reconcile().clean
        page.expires = clock.now() + (page.expires - page.created)  # the page was open all the time
        page.save()
        till.pay(page=page)
        shop.lose()
    with later(days=5):
        report = shop.reconcile()
        order.refresh_from_db()
        assert (report.clean, order.state, shop.credits(ada)) == (True, "paid", 500)


def test_orders_that_were_given_up_long_ago_are_not_asked_for(
    shop: Shop, ada: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop.order(ada, "pack-500")
    asked: list[str] = []
    fetch = Till.fetch_order

    def counted(gateway: Till, ref: str) -> Any:
        asked.append(ref)
        return fetch(gateway, ref)

    monkeypatch.setattr(Till, "fetch_order", counted)
    with later(days=4):
        shop.reconcile()
        shop.reconcile()
    with later(days=8):
        shop.reconcile()
    assert len(asked) == 2
