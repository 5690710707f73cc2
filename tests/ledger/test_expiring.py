"""Booking the end of lots."""

import asyncio
from datetime import timedelta

import pytest

from aquatint.accounts.models import Person
from aquatint.kit import clock, threads
from aquatint.ledger import actions, tasks
from tests.ledger.wallets import figures, give, hold, in_days, movements


def test_only_lots_past_their_end_expire(ada: Person, ben: Person) -> None:
    ended, later, never = give(ada, 5, expires=in_days(1)), give(ada, 5, expires=in_days(9)), give(ada, 5, "purchase")
    bens = give(ben, 7, expires=in_days(1))
    with clock.shifted(timedelta(days=2)):
        assert actions.expire() == 2
    assert [figures(lot)[3] for lot in (ended, later, never, bens)] == [5, 0, 0, 7]


def test_expiring_again_changes_nothing(ada: Person) -> None:
    lot = give(ada, 5, expires=in_days(1))
    with clock.shifted(timedelta(days=2)):
        assert [actions.expire(), actions.expire()] == [1, 0]
    assert movements(lot=lot) == [("granted", 5), ("expired", 5)]
    assert figures(lot) == (0, 0, 0, 5, 0)
    assert lot.closed is not None


def test_credits_on_hold_stay_on_hold(ada: Person) -> None:
    lot = give(ada, 5, expires=in_days(1))
    hold(ada, 3)
    with clock.shifted(timedelta(days=2)):
        actions.expire()
    assert figures(lot) == (0, 3, 0, 2, 0)


def test_a_lot_ends_at_its_moment_and_not_before(ada: Person) -> None:
    until = in_days(1)
    give(ada, 5, expires=until)
    assert actions.expire(now=until - timedelta(microseconds=1)) == 0
    assert actions.expire(now=until) == 1


def test_an_empty_lot_ends_without_an_entry(ada: Person) -> None:
    lot = give(ada, 5, expires=in_days(1))
    hold(ada, 5)
    assert actions.expire(now=in_days(2)) == 1
    assert movements(lot=lot) == [("granted", 5), ("held", 5)]


@pytest.mark.django_db(transaction=True)
def test_the_scheduled_job_books_the_end(ada: Person) -> None:
    lot = give(ada, 5, expires=in_days(1))
    with clock.shifted(timedelta(days=2)):
        asyncio.run(tasks.expire(timestamp=0))
    threads.stop()
    assert figures(lot) == (0, 0, 0, 5, 0)
