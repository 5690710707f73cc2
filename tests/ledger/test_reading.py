"""What a person reads about their credits."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.ledger import actions
from aquatint.ledger.balance import Balance, balance
from aquatint.ledger.history import history
from tests.ledger.wallets import claw_back, give, hold, in_days, settle


def test_somebody_new_has_zeros(ada: Person) -> None:
    assert balance(ada) == Balance(available=0, held=0, debt=0, lots=[], waiting=[], next_expiry=None)


def test_the_balance_says_what_is_available_held_and_next_to_end(ada: Person) -> None:
    soon = in_days(3)
    give(ada, 5, expires=in_days(30))
    give(ada, 5, "purchase", reason="Pack of 5")
    give(ada, 4, "welcome", expires=soon)
    give(ada, 2, expires=soon)
    hold(ada, 3)
    now = balance(ada)
    assert (now.available, now.held, now.debt) == (13, 3, 0)
    assert now.next_expiry == (soon, 3)
    assert [(lot.source, lot.credits, lot.granted) for lot in now.lots] == [
        ("welcome", 1, 4),
        ("gift", 2, 2),
        ("gift", 5, 5),
        ("purchase", 5, 5),
    ]
    assert (now.lots[-1].reason, now.lots[-1].source_name) == ("Pack of 5", "Pay as you go")


def test_ended_credits_are_gone_before_their_end_is_booked(ada: Person) -> None:
    give(ada, 5, expires=in_days(1))
    with clock.shifted(timedelta(days=2)):
        late = balance(ada)
        actions.expire()
        assert balance(ada) == late
    assert (late.available, late.lots, late.next_expiry) == (0, [], None)


def test_lots_that_begin_later_or_are_frozen_wait(ada: Person) -> None:
    later = give(ada, 5, starts=in_days(1))
    frozen = give(ada, 7, "purchase")
    actions.freeze(lot=frozen, key="dispute:1", reason="Disputed")
    now = balance(ada)
    assert (now.available, now.lots) == (0, [])
    assert [(lot.id, lot.frozen) for lot in now.waiting] == [(frozen.pk, True), (later.pk, False)]


def test_the_balance_says_what_is_owed(ada: Person) -> None:
    lot = give(ada, 5, "purchase")
    settle(hold(ada, 5), 5)
    claw_back(lot, 5)
    assert balance(ada).debt == 5


def test_the_balance_is_read_in_one_statement(ada: Person) -> None:
    give(ada, 5)
    with CaptureQueriesContext(connection) as read:
        balance(ada)
    assert len(read) == 1


def test_the_history_tells_every_movement_with_its_reason_newest_first(ada: Person) -> None:
    give(ada, 10, "welcome", reason="Welcome")
    settle(hold(ada, 8), 6)
    lines = history(ada)
    assert [(line.title, line.credits, line.change, line.reason) for line in lines] == [
        ("Returned", 2, 2, "6 charged"),
        ("Charged", 6, 0, "6 charged"),
        ("Set aside", 8, -8, "A copper kettle"),
        ("Received", 10, 10, "Welcome"),
    ]


def test_the_changes_of_the_history_sum_to_the_balance(ada: Person) -> None:
    lot = give(ada, 10, "purchase")
    give(ada, 5, expires=in_days(1))
    settle(hold(ada, 9), 7)
    claw_back(lot, 4)
    actions.expire(now=in_days(2))
    with clock.shifted(timedelta(days=2)):
        assert sum(line.change for line in history(ada)) == balance(ada).available


def test_the_history_comes_in_pages(ada: Person) -> None:
    for number in range(1, 8):
        give(ada, number)
    first = history(ada, limit=3)
    second = history(ada, before=first[-1].cursor, limit=3)
    assert [line.credits for line in first + second] == [7, 6, 5, 4, 3, 2]


def test_nobody_sees_anothers_history(ada: Person, ben: Person) -> None:
    give(ada, 5)
    assert history(ben) == []


def test_a_page_of_history_takes_one_statement(ada: Person) -> None:
    for number in range(1, 8):
        settle(hold(ada, 0), 0)
        give(ada, number)
    with CaptureQueriesContext(connection) as read:
        history(ada)
    assert len(read) == 1
