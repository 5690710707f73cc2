"""Setting credits aside, and charging or returning them."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from aquatint.accounts.models import Person
from aquatint.kit import clock, ids
from aquatint.ledger import actions, errors
from aquatint.ledger.models import Entry, Hold, Wallet
from aquatint.ledger.spending import Part, Spendable, allocate, divide
from tests.ledger.wallets import claw_back, figures, give, hold, in_days, movements, refused, settle


def test_a_hold_sets_credits_aside(ada: Person) -> None:
    lot = give(ada, 10)
    made = hold(ada, 4)
    assert figures(lot) == (6, 4, 0, 0, 0)
    kept = Hold.objects.get()
    assert (kept.pk, kept.credits, kept.captured, kept.resolved) == (made.pk, 4, None, None)
    assert made.reason == kept.reason == "A copper kettle"


def test_what_was_delivered_is_charged_and_the_rest_comes_back(ada: Person) -> None:
    lot = give(ada, 10)
    made = hold(ada, 8)
    settle(made, 6)
    assert figures(lot) == (4, 0, 6, 0, 0)
    kept = Hold.objects.get()
    assert (kept.captured, kept.released, kept.outcome) == (6, 2, "6 charged")
    assert movements(hold=made) == [("held", 8), ("captured", 6), ("released", 2)]


def test_nothing_delivered_nothing_charged(ada: Person) -> None:
    lot = give(ada, 10)
    made = hold(ada, 8)
    actions.release(hold=made, reason="The provider did not answer")
    assert figures(lot) == (10, 0, 0, 0, 0)
    assert movements(hold=made) == [("held", 8), ("released", 8)]


def test_a_hold_beyond_the_balance_is_refused_with_both_figures(ada: Person) -> None:
    give(ada, 3)
    with refused(errors.InsufficientCredits, "needs 5 credits, and 3 credits are available") as caught:
        hold(ada, 5)
    assert (caught.value.needed, caught.value.available, caught.value.status) == (5, 3, 402)
    assert not Hold.objects.exists()


def test_somebody_without_a_wallet_has_nothing_available(ada: Person) -> None:
    with refused(errors.InsufficientCredits, "0 credits are available"):
        hold(ada, 1)


def test_one_person_does_not_pay_for_another(ada: Person, ben: Person) -> None:
    give(ada, 10)
    with refused(errors.InsufficientCredits):
        hold(ben, 1)


def test_soonest_end_pays_first_and_no_end_last(ada: Person) -> None:
    never = give(ada, 5, "purchase")
    later = give(ada, 5, expires=in_days(30))
    soon = give(ada, 5, "subscription", expires=in_days(3))
    hold(ada, 12)
    assert [figures(lot)[1] for lot in (soon, later, never)] == [5, 5, 2]


def test_gifts_pay_before_bought_credits_that_end_together(ada: Person) -> None:
    bought, refund, gift = give(ada, 5, "purchase"), give(ada, 5, "refund"), give(ada, 5, "welcome")
    hold(ada, 6)
    assert [figures(lot)[1] for lot in (gift, bought, refund)] == [5, 1, 0]


def test_the_older_lot_pays_first_among_equals(ada: Person) -> None:
    with clock.shifted(timedelta(days=-1)):
        older = give(ada, 5)
    newer = give(ada, 5)
    hold(ada, 5)
    assert [figures(lot)[1] for lot in (older, newer)] == [5, 0]


def test_the_id_decides_between_lots_that_are_equal_in_everything_else() -> None:
    now = clock.now()
    equal = [Spendable(ids.new(), "gift", 5, None, now) for _ in range(4)]
    parts = allocate(reversed(equal), 12)
    assert [(part.lot, part.credits) for part in parts] == [
        (lot.lot, number) for lot, number in zip(sorted(equal, key=lambda lot: lot.lot), [5, 5, 2], strict=False)
    ]


def test_a_charge_takes_from_the_lots_in_the_order_of_the_hold(ada: Person) -> None:
    never, soon = give(ada, 5, "purchase"), give(ada, 5, expires=in_days(3))
    settle(hold(ada, 8), 6)
    assert [figures(lot) for lot in (soon, never)] == [(0, 0, 5, 0, 0), (4, 0, 1, 0, 0)]


def test_a_lot_past_its_end_pays_nothing_even_if_the_end_is_not_booked(ada: Person) -> None:
    give(ada, 5, expires=in_days(1))
    with clock.shifted(timedelta(days=1)), refused(errors.InsufficientCredits) as caught:
        hold(ada, 1)
    assert caught.value.available == 0


def test_credits_held_before_their_end_may_be_charged_after_it(ada: Person) -> None:
    lot = give(ada, 5, expires=in_days(1))
    made = hold(ada, 5)
    with clock.shifted(timedelta(days=2)):
        actions.expire()
        settle(made, 5)
    assert figures(lot) == (0, 0, 5, 0, 0)


@pytest.mark.parametrize("booked", [True, False])
def test_credits_that_come_back_to_an_ended_lot_expire(ada: Person, *, booked: bool) -> None:
    lot = give(ada, 5, expires=in_days(1))
    made = hold(ada, 5)
    with clock.shifted(timedelta(days=2)):
        if booked:
            actions.expire()
        settle(made, 2)
        assert figures(lot) == (0, 0, 2, 3, 0)
        actions.expire()
    assert figures(lot) == (0, 0, 2, 3, 0)
    assert movements(hold=made) == [("held", 5), ("captured", 2), ("lapsed", 3)]


def test_a_free_request_is_held_and_resolved_once_like_any_other(ada: Person) -> None:
    made = hold(ada, 0)
    settle(made, 0)
    settle(made, 0)
    kept = Hold.objects.get()
    assert (kept.credits, kept.captured, kept.released) == (0, 0, 0)
    assert not Entry.objects.exists()


def test_the_same_key_holds_once(ada: Person) -> None:
    lot = give(ada, 10)
    first, again = hold(ada, 7, key="generation:1"), hold(ada, 7, key="generation:1")
    assert first.pk == again.pk
    assert figures(lot) == (3, 7, 0, 0, 0)


def test_the_same_key_answers_after_the_hold_was_resolved(ada: Person) -> None:
    give(ada, 10)
    first = hold(ada, 10, key="generation:1")
    settle(first, 10)
    again = hold(ada, 10, key="generation:1")
    assert (again.pk, again.captured) == (first.pk, 10)


def test_the_same_key_with_other_figures_is_refused(ada: Person, ben: Person) -> None:
    give(ada, 10)
    give(ben, 10)
    hold(ada, 7, key="generation:1")
    for person, number in [(ada, 3), (ada, 11), (ben, 7)]:
        with refused(errors.KeyReused):
            hold(person, number, key="generation:1")


def test_settling_again_with_the_same_figure_changes_nothing(ada: Person) -> None:
    lot = give(ada, 10)
    made = hold(ada, 5)
    settle(made, 3)
    settle(made, 3)
    assert figures(lot) == (7, 0, 3, 0, 0)


@pytest.mark.parametrize("captured", [0, 2, 4, 5])
def test_settling_again_with_another_figure_is_refused(ada: Person, captured: int) -> None:
    lot = give(ada, 10)
    made = hold(ada, 5)
    settle(made, 3)
    with refused(errors.HoldAlreadyResolved):
        settle(made, captured)
    assert figures(lot) == (7, 0, 3, 0, 0)


def test_the_charge_never_exceeds_the_hold(ada: Person) -> None:
    give(ada, 10)
    made = hold(ada, 5)
    with refused(errors.CaptureExceedsHold):
        settle(made, 6)


def test_a_hold_that_does_not_exist_cannot_be_settled(ada: Person) -> None:
    with refused(errors.InvalidCredits, "no such hold"):
        settle(Hold(id=ids.new()), 0)


def test_a_refused_hold_leaves_the_callers_transaction_nothing_to_keep(ada: Person) -> None:
    give(ada, 1)
    with refused(errors.InsufficientCredits):
        give(ada, 3)
        hold(ada, 100)
    assert ada.wallet.lots.count() == 1


def test_a_hold_joins_the_callers_transaction(ada: Person) -> None:
    lot = give(ada, 5)
    with transaction.atomic():
        hold(ada, 5)
        transaction.set_rollback(True)
    assert figures(lot) == (5, 0, 0, 0, 0)


def test_credits_that_come_back_repay_a_debt_first(ada: Person) -> None:
    lot = give(ada, 10, "purchase")
    made = hold(ada, 8)
    claw_back(lot, 5)
    assert Wallet.objects.get().debt == 3
    settle(made, 4)
    assert Wallet.objects.get().debt == 0
    assert figures(lot) == (1, 0, 4, 0, 5)


def test_a_hold_and_its_settlement_take_three_statements_each_however_many_lots_pay(ada: Person) -> None:
    for day in range(1, 6):
        give(ada, 2, expires=in_days(day))
    with CaptureQueriesContext(connection) as held:
        made = hold(ada, 9)
    with CaptureQueriesContext(connection) as settled:
        settle(made, 5)
    assert (len(held), len(settled)) == (3, 3)


@given(held=st.lists(st.integers(1, 50), max_size=6), data=st.data())
def test_the_shares_of_a_hold_lose_nothing_and_charge_in_order(held: list[int], data: st.DataObject) -> None:
    parts = [Part(ids.new(), number, ended=data.draw(st.booleans())) for number in held]
    captured = data.draw(st.integers(0, sum(held)))
    shares = divide(parts, captured)
    assert sum(share.captured for share in shares) == captured
    for share, part in zip(shares, parts, strict=True):
        assert share.captured + share.released + share.lapsed == part.credits
        assert not (share.released if part.ended else share.lapsed)
    charged = [share.captured for share in shares]
    assert charged == sorted(charged, key=lambda number: number == 0) or 0 not in charged
