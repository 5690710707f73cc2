"""Keeping a lot from being spent for a while."""

from aquatint.accounts.models import Person
from aquatint.ledger import actions, errors
from aquatint.ledger.balance import balance
from tests.ledger.wallets import claw_back, figures, give, hold, refused, settle


def test_a_frozen_lot_pays_nothing_until_the_freeze_ends(ada: Person, cleo: Person) -> None:
    lot = give(ada, 5, "purchase")
    frozen = actions.freeze(lot=lot, key="dispute:1", reason="The payment is disputed")
    with refused(errors.InsufficientCredits):
        hold(ada, 1)
    actions.unfreeze(freeze=frozen, reason="The dispute was won", by=cleo)
    assert (frozen.ended_by, frozen.outcome) == (cleo, "The dispute was won")
    hold(ada, 5)


def test_what_is_on_hold_is_charged_as_before(ada: Person) -> None:
    lot = give(ada, 5, "purchase")
    made = hold(ada, 3)
    actions.freeze(lot=lot, key="dispute:1", reason="The payment is disputed")
    settle(made, 2)
    assert figures(lot) == (3, 0, 2, 0, 0)
    assert balance(ada).available == 0


def test_a_lot_is_free_when_all_its_freezes_have_ended(ada: Person) -> None:
    lot = give(ada, 5, "purchase")
    first = actions.freeze(lot=lot, key="dispute:1", reason="The payment is disputed")
    second = actions.freeze(lot=lot, key="review:1", reason="Under review")
    actions.unfreeze(freeze=first, reason="Won")
    with refused(errors.InsufficientCredits):
        hold(ada, 1)
    actions.unfreeze(freeze=second, reason="Nothing found")
    hold(ada, 1)


def test_the_same_key_freezes_once_and_thawing_twice_changes_nothing(ada: Person) -> None:
    lot, other = give(ada, 5, "purchase"), give(ada, 5, "purchase")
    first = actions.freeze(lot=lot, key="dispute:1", reason="Disputed")
    assert actions.freeze(lot=lot, key="dispute:1", reason="Disputed") == first
    with refused(errors.KeyReused):
        actions.freeze(lot=other, key="dispute:1", reason="Disputed")
    actions.unfreeze(freeze=first, reason="Won")
    ended = first.ended
    actions.unfreeze(freeze=first, reason="Won again")
    assert (first.ended, first.outcome) == (ended, "Won")


def test_a_lost_dispute_claws_a_frozen_lot_back(ada: Person) -> None:
    lot = give(ada, 5, "purchase")
    actions.freeze(lot=lot, key="dispute:1", reason="Disputed")
    claw_back(lot, 5)
    assert figures(lot) == (0, 0, 0, 0, 5)
