"""Taking credits back, and settling debts."""

import pytest

from aquatint.accounts.models import Person
from aquatint.ledger import actions, errors
from aquatint.ledger.models import Correction, Wallet
from tests.ledger.wallets import claw_back, figures, give, hold, in_days, movements, refused, settle


def debt_of(person: Person) -> int:
    return Wallet.objects.get(person=person).debt


@pytest.fixture
def indebted(ada: Person) -> Person:
    """Ada spent 6 of 10 bought credits, and the payment was refunded: she owes 6."""
    lot = give(ada, 10, "purchase")
    settle(hold(ada, 6), 6)
    claw_back(lot, 10)
    return ada


def test_an_untouched_lot_is_taken_back_whole(ada: Person, cleo: Person) -> None:
    lot = give(ada, 10, "purchase")
    made = claw_back(lot, 10, by=cleo)
    assert figures(lot) == (0, 0, 0, 0, 10)
    assert debt_of(ada) == 0
    assert (made.by, made.reason) == (cleo, "The payment was refunded")


def test_what_was_spent_becomes_a_debt(ada: Person) -> None:
    lot = give(ada, 10, "purchase")
    settle(hold(ada, 7), 7)
    made = claw_back(lot, 5)
    assert figures(lot) == (0, 0, 7, 0, 3)
    assert debt_of(ada) == 2
    assert movements(correction=made) == [("clawed back", 3), ("owed", 2)]


def test_other_lots_are_left_alone(ada: Person) -> None:
    lot, other = give(ada, 10, "purchase"), give(ada, 10, "purchase")
    settle(hold(ada, 10), 10)
    claw_back(lot, 10)
    assert figures(other) == (10, 0, 0, 0, 0)


def test_a_debt_blocks_every_new_hold(indebted: Person) -> None:
    for number in (0, 1):
        with refused(errors.WalletInDebt, "6 credits are owed") as caught:
            hold(indebted, number)
        assert (caught.value.debt, caught.value.available) == (6, 0)


def test_a_hold_made_before_the_debt_answers_to_its_key(ada: Person) -> None:
    lot = give(ada, 10, "purchase")
    made = hold(ada, 10, key="generation:1")
    claw_back(lot, 10)
    assert hold(ada, 10, key="generation:1").pk == made.pk


def test_a_lot_cannot_be_clawed_back_beyond_its_size(ada: Person) -> None:
    lot = give(ada, 10, "purchase")
    claw_back(lot, 4)
    with refused(errors.NotThere, "6 credits"):
        claw_back(lot, 7)
    claw_back(lot, 6)
    assert figures(lot) == (0, 0, 0, 0, 10)


def test_the_same_key_claws_back_once(ada: Person) -> None:
    lot = give(ada, 10, "purchase")
    assert claw_back(lot, 4, key="refund:1") == claw_back(lot, 4, key="refund:1")
    assert figures(lot) == (6, 0, 0, 0, 4)
    with refused(errors.KeyReused):
        claw_back(lot, 5, key="refund:1")
    with refused(errors.KeyReused):
        actions.adjust(lot=lot, credits=4, key="refund:1", reason="A mistake")


def test_an_ended_lot_owes_what_expired_as_well(ada: Person) -> None:
    lot = give(ada, 10, "subscription", expires=in_days(1))
    actions.expire(now=in_days(2))
    claw_back(lot, 10)
    assert debt_of(ada) == 10


def test_an_adjustment_takes_what_is_available_and_never_more(ada: Person, cleo: Person) -> None:
    lot = give(ada, 10)
    made = actions.adjust(lot=lot, credits=4, key="adjust:1", reason="Given twice", by=cleo)
    assert actions.adjust(lot=lot, credits=4, key="adjust:1", reason="Given twice", by=cleo) == made
    assert figures(lot) == (6, 0, 0, 0, 4)
    with refused(errors.NotThere):
        actions.adjust(lot=lot, credits=7, key="adjust:2", reason="Given twice")
    assert Correction.objects.count() == 1


def test_a_debt_can_be_repaid_from_other_lots_in_their_order(indebted: Person) -> None:
    lot, again = give(indebted, 4), "repay:1"
    assert figures(lot) == (0, 0, 0, 0, 4)
    with refused(errors.NotThere):
        actions.repay_debt(person=indebted, credits=2, key=again, reason="Chosen by Ada")
    assert debt_of(indebted) == 2


def test_a_debt_beside_other_lots_can_be_repaid_from_them(ada: Person) -> None:
    lot = give(ada, 10, "purchase")
    settle(hold(ada, 10), 10)
    bought, gift = give(ada, 5, "purchase"), give(ada, 5)
    claw_back(lot, 8)
    for _ in range(2):
        actions.repay_debt(person=ada, credits=7, key="repay:1", reason="Chosen by Ada")
    assert [figures(lot)[0] for lot in (gift, bought)] == [0, 3]
    assert debt_of(ada) == 1
    with refused(errors.NotThere):
        actions.repay_debt(person=ada, credits=2, key="repay:2", reason="More than is owed")


def test_staff_can_write_a_debt_off(indebted: Person, cleo: Person) -> None:
    for _ in range(2):
        actions.write_off_debt(person=indebted, credits=6, key="forgive:1", reason="Goodwill", by=cleo)
    assert debt_of(indebted) == 0
    with refused(errors.NotThere):
        actions.write_off_debt(person=indebted, credits=1, key="forgive:2", reason="Goodwill", by=cleo)
    assert hold(indebted, 0)
