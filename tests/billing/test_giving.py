"""Codes, invitations, gifts and allowances, and the limits that keep them from being farmed."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model

from aquatint.billing import actions, dealing
from aquatint.billing.errors import CodeInvalid
from aquatint.billing.models import Letter, Promotion
from aquatint.kit import clock
from aquatint.ledger.models import Lot
from tests.billing.shop import Shop, at, later


def test_a_code_gives_its_credits_once_to_each_and_no_more_often_than_it_may(
    shop: Shop, ada: Any, ben: Any, cleo: Any
) -> None:
    actions.make_promotion(code="spring", credits=30, most_uses=1, lasting_days=10, by=cleo)
    lot = actions.redeem_promotion(person=ada, code=" Spring ")
    assert (shop.credits(ada), lot.expires is not None) == (30, True)
    with pytest.raises(CodeInvalid, match="before"):
        actions.redeem_promotion(person=ada, code="SPRING")
    with pytest.raises(CodeInvalid, match="used up"):
        actions.redeem_promotion(person=ben, code="SPRING")
    with pytest.raises(CodeInvalid, match="no such code"):
        actions.redeem_promotion(person=ben, code="AUTUMN")


def test_a_discount_makes_one_pack_cheaper(shop: Shop, ada: Any, cleo: Any) -> None:
    actions.make_promotion(code="HALF", percent=50, ends=clock.now() + timedelta(days=5), by=cleo)
    payment = shop.buy(ada, "pack-500", code="half")
    assert (payment.amount, payment.credits, Promotion.objects.get().uses) == (450, 500, 1)
    with pytest.raises(CodeInvalid, match="before"):
        shop.order(ada, "pack-500", code="half")
    with later(days=6), pytest.raises(CodeInvalid, match="ended"):
        shop.order(cleo, "pack-500", code="half")


def test_one_discount_is_not_used_by_two_open_orders(shop: Shop, ada: Any, cleo: Any) -> None:
    actions.make_promotion(code="HALF", percent=50, by=cleo)
    shop.order(ada, "pack-500", code="HALF")
    with pytest.raises(CodeInvalid, match="an order with this code"):
        shop.order(ada, "pack-500", code="HALF")
    with pytest.raises(CodeInvalid, match="for packs"):
        shop.order(cleo, "studio", "month", code="HALF")


def test_an_invitation_rewards_both_with_the_first_payment_and_not_again(shop: Shop, ada: Any, ben: Any) -> None:
    word = actions.referral_code(person=ada)
    assert actions.refer(invited=ada, code=word) is None
    actions.refer(invited=ben, code=word)
    assert shop.credits(ada) == 0
    shop.buy(ben)
    shop.buy(ben)
    assert (shop.credits(ada), shop.credits(ben)) == (100, 1100)


def test_the_reward_goes_when_its_payment_goes_back(shop: Shop, ada: Any, ben: Any) -> None:
    actions.refer(invited=ben, code=actions.referral_code(person=ada))
    payment = shop.buy(ben)
    dealing.refund(payment=payment, by=ben)
    assert (shop.credits(ada), shop.credits(ben)) == (0, 0)


def test_an_inviter_is_rewarded_so_often_in_thirty_days(shop: Shop, ada: Any, settings: Any) -> None:
    settings.REFERRALS_PER_MONTH = 1
    word = actions.referral_code(person=ada)
    for number in range(2):
        friend = get_user_model().objects.create_user(f"friend{number}@example.org")
        actions.refer(invited=friend, code=word)
        shop.buy(friend)
    assert shop.credits(ada) == 100


def test_an_invitation_is_for_newcomers(shop: Shop, ada: Any, ben: Any) -> None:
    word = actions.referral_code(person=ada)
    with later(days=31):
        assert actions.refer(invited=ben, code=word) is None


def test_a_gift_is_given_once_for_its_key(shop: Shop, ada: Any, cleo: Any) -> None:
    for _ in range(2):
        actions.grant_gift(person=ada, credits=20, key="sorry", reason="For the outage", by=cleo)
    assert (shop.credits(ada), Letter.objects.filter(kind="gift").count()) == (20, 1)


def test_an_allowance_is_granted_each_cycle_and_ends_with_it(shop: Shop, ada: Any, cleo: Any) -> None:
    allowance = actions.make_allowance(person=ada, credits=50, every="week", by=cleo, reason="Pocket money")
    assert [actions.run_allowances() for _ in range(2)] == [1, 0]
    with later(days=8):
        actions.run_allowances()
        assert shop.credits(ada) == 50
    with later(days=40):  # a standstill: only the cycle that runs now is worth anything
        assert actions.run_allowances() == 1
        assert shop.credits(ada) == 50
        actions.stop_allowance(allowance=allowance, by=cleo)
    with later(days=60):
        assert actions.run_allowances() == 0
    assert Lot.objects.count() == 3


def test_an_allowance_that_keeps_grows(shop: Shop, ada: Any, cleo: Any) -> None:
    actions.make_allowance(person=ada, credits=50, every="month", by=cleo, reason="Office", keeps=True)
    with later(days=65):
        actions.run_allowances()
        assert shop.credits(ada) == 150


def test_letters_come_before_a_renewal_and_before_credits_end_once_each(shop: Shop, ada: Any) -> None:
    end = shop.subscribe(ada).period_end
    assert end
    actions.grant_gift(
        person=ada, credits=5, key="long", reason="Hello", by=None, expires=clock.now() + timedelta(days=90)
    )
    actions.remind()
    actions.warn_of_expiry()
    kinds = Letter.objects.exclude(kind__in=["receipt", "gift"]).order_by("created")
    assert list(kinds) == []
    with at(end, days=-2):
        for _ in range(2):
            actions.remind()
            actions.warn_of_expiry()
        assert sorted(kinds.values_list("kind", flat=True)) == ["expiring_3", "renewal_reminder"]
    with later(days=80):
        actions.warn_of_expiry()
    assert kinds.filter(kind="expiring_14").count() == 1


def test_a_letter_is_taken_by_one_sender_and_tried_again_after_a_failure(shop: Shop, ada: Any) -> None:
    shop.buy(ada)
    [letter] = actions.take_letters()
    assert actions.take_letters() == []
    actions.letter_failed(letter=letter, problem="away")
    with later(minutes=10):
        [again] = actions.take_letters()
        actions.letter_sent(letter=again)
    with later(days=1):
        assert actions.take_letters() == []


def test_what_the_guide_says_to_type_for_codes_and_allowances_works(shop: Shop, ada: Any) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "billing.md").read_text()
    words = guide.partition("```python\n")[2].partition("```")[0]
    exec(words.replace("ada@example.org", ada.email), {})  # noqa: S102 -- our own page
    actions.redeem_promotion(person=ada, code="spring")
    actions.run_allowances()
    assert shop.credits(ada) == 250
