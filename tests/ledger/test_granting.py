"""Giving credits."""

from datetime import timedelta

import pytest

from aquatint.accounts.models import Person
from aquatint.ledger import errors
from aquatint.ledger.models import Entry, Lot, Wallet
from tests.ledger.wallets import claw_back, figures, give, hold, in_days, movements, refused, settle


def test_a_grant_makes_a_lot_and_one_entry(ada: Person) -> None:
    lot = give(ada, 50, "welcome", reason="Welcome to Aquatint")
    assert figures(lot) == (50, 0, 0, 0, 0)
    assert movements(lot=lot) == [("granted", 50)]
    assert lot.reason == "Welcome to Aquatint"


def test_the_same_key_and_figures_give_once(ada: Person) -> None:
    until = in_days(30)
    first = give(ada, 50, key="order:1", expires=until)
    again = give(ada, 50, key="order:1", expires=until)
    assert again.pk == first.pk
    assert Entry.objects.count() == 1


def test_the_same_key_with_other_figures_is_refused(ada: Person, ben: Person) -> None:
    give(ada, 50, key="order:1")
    for person, number, source in [(ada, 51, "gift"), (ada, 50, "trial"), (ben, 50, "gift")]:
        with refused(errors.KeyReused):
            give(person, number, source, key="order:1")
    with refused(errors.KeyReused):
        give(ada, 50, key="order:1", expires=in_days(1))
    assert Lot.objects.count() == 1


@pytest.mark.parametrize("number", [0, -1, 1_000_000_001, True, 1.5])
def test_it_refuses_a_number_that_is_no_number_of_credits(ada: Person, number: int) -> None:
    with refused(errors.InvalidCredits) as caught:
        give(ada, number)
    assert caught.value.field == "credits"


@pytest.mark.parametrize(("field", "value"), [("reason", " "), ("reason", "a\x00b"), ("key", ""), ("key", "k" * 201)])
def test_it_refuses_an_empty_reason_and_a_key_that_cannot_be_kept(ada: Person, field: str, value: str) -> None:
    with refused(errors.InvalidCredits) as caught:
        give(ada, 1, **{field: value})
    assert caught.value.field == field


def test_it_refuses_an_unknown_source(ada: Person) -> None:
    with refused(errors.InvalidCredits, "no source"):
        give(ada, 1, "thin air")


def test_credits_bought_as_you_go_have_no_end(ada: Person) -> None:
    with refused(errors.InvalidCredits, "never expire"):
        give(ada, 10, "purchase", expires=in_days(365))
    assert give(ada, 10, "purchase").expires is None


def test_credits_of_a_subscription_have_an_end(ada: Person) -> None:
    with refused(errors.InvalidCredits, "cycle"):
        give(ada, 10, "subscription")


def test_credits_cannot_end_before_they_begin(ada: Person) -> None:
    with refused(errors.InvalidCredits, "start before"):
        give(ada, 10, starts=in_days(2), expires=in_days(1))


def test_a_late_notice_about_a_cycle_that_is_over_is_booked_all_the_same(ada: Person) -> None:
    lot = give(ada, 10, "subscription", starts=in_days(-40), expires=in_days(-10))
    with refused(errors.InsufficientCredits):
        hold(ada, 1)
    assert figures(lot) == (10, 0, 0, 0, 0)


def test_a_grant_repays_a_debt_first(ada: Person) -> None:
    bought = give(ada, 10, "purchase")
    settle(hold(ada, 8), 8)
    claw_back(bought, 10)
    small, large = give(ada, 3), give(ada, 20)
    assert figures(small) == (0, 0, 0, 0, 3)
    assert figures(large) == (15, 0, 0, 0, 5)
    assert Wallet.objects.get(person=ada).debt == 0
    assert movements(lot=large) == [("granted", 20), ("repaid", 5)]
    hold(ada, 15)


def test_a_repeated_grant_repays_nothing_again(ada: Person) -> None:
    bought = give(ada, 10, "purchase")
    settle(hold(ada, 10), 10)
    claw_back(bought, 10)
    give(ada, 4, key="order:2")
    give(ada, 4, key="order:2")
    assert Wallet.objects.get(person=ada).debt == 6


def test_a_grant_may_begin_later(ada: Person) -> None:
    later = give(ada, 10, starts=in_days(1), expires=in_days(1) + timedelta(days=30))
    with refused(errors.InsufficientCredits):
        hold(ada, 1)
    assert figures(later) == (10, 0, 0, 0, 0)
