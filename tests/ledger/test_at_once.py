"""Many things at once, each on its own connection, on a real server."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.kit.errors import AquatintError
from aquatint.ledger import actions, errors
from aquatint.ledger.models import Hold, Lot, Wallet
from tests.ledger.wallets import claw_back, figures, give, hold, settle

pytestmark = pytest.mark.django_db(transaction=True)
THREADS = 16


def at_once(work: Callable[[int], Any], times: int) -> list[Any]:
    """Call `work` so many times from threads that start together; return results and refusals."""
    together = Barrier(THREADS)

    def share(number: int) -> list[Any]:
        together.wait(timeout=30)
        try:
            return [_outcome(work, turn) for turn in range(number, times, THREADS)]
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return [outcome for outcomes in pool.map(share, range(THREADS)) for outcome in outcomes]


def _outcome(work: Callable[[int], Any], turn: int) -> Any:
    try:
        return work(turn)
    except AquatintError as refusal:
        return refusal


def count(outcomes: list[Any], kind: type) -> int:
    return sum(isinstance(outcome, kind) for outcome in outcomes)


def test_of_2000_holds_of_1_credit_on_a_wallet_of_100_exactly_100_succeed(ada: Person) -> None:
    give(ada, 60)
    give(ada, 40, "purchase")
    outcomes = at_once(lambda turn: hold(ada, 1, key=f"generation:{turn}"), 2_000)
    assert (count(outcomes, Hold), count(outcomes, errors.InsufficientCredits)) == (100, 1_900)
    assert Hold.objects.count() == 100
    assert sorted(Lot.objects.values_list("available", "held")) == [(0, 40), (0, 60)]


def test_the_same_key_at_once_holds_once(ada: Person) -> None:
    lot = give(ada, 100)
    outcomes = at_once(lambda _: hold(ada, 5, key="generation:1"), 64)
    assert {outcome.pk for outcome in outcomes} == {Hold.objects.get().pk}
    assert figures(lot) == (95, 5, 0, 0, 0)


def test_the_same_key_of_two_people_at_once_is_given_to_one(ada: Person, ben: Person) -> None:
    give(ada, 100)
    give(ben, 100)
    outcomes = at_once(lambda turn: hold((ada, ben)[turn % 2], 5, key="generation:1"), 32)
    assert (count(outcomes, Hold), count(outcomes, errors.KeyReused)) == (16, 16)
    assert Hold.objects.count() == 1


def test_a_first_grant_at_once_gives_once(ada: Person) -> None:
    outcomes = at_once(lambda _: give(ada, 50, "welcome", key="welcome:ada"), 32)
    assert {outcome.pk for outcome in outcomes} == {Lot.objects.get().pk}
    assert Wallet.objects.count() == 1


def test_a_hold_settled_at_once_with_two_figures_is_resolved_with_one(ada: Person) -> None:
    lot = give(ada, 10)
    made = hold(ada, 10)
    outcomes = at_once(lambda turn: settle(Hold(pk=made.pk), turn % 2), 32)
    captured = Hold.objects.get().captured or 0
    assert count(outcomes, errors.HoldAlreadyResolved) == 16
    assert figures(lot) == (10 - captured, 0, captured, 0, 0)


def test_holds_settlements_expiry_and_claw_back_at_once_lose_nothing(ada: Person) -> None:
    ending = give(ada, 40, expires=clock.now() + timedelta(days=1))
    bought = give(ada, 60, "purchase")

    def anything(turn: int) -> None:
        if turn == 100:
            claw_back(bought, 20)
        elif turn % 40 == 0:
            actions.expire(now=clock.now() + timedelta(days=2))
        else:
            settle(hold(ada, 3), turn % 4)

    outcomes = at_once(anything, 200)
    assert count(outcomes, AssertionError) == 0
    for lot in (ending, bought):
        assert sum(figures(lot)) == lot.granted
    assert not Hold.objects.filter(resolved=None).exists()


def test_a_wallet_that_stays_locked_is_an_answer_and_not_a_fault(ada: Person) -> None:
    give(ada, 10)

    def wait_briefly(_: int) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '20ms'")
            hold(ada, 1)

    with transaction.atomic():
        hold(ada, 1)
        outcomes = at_once(wait_briefly, THREADS)
    assert count(outcomes, errors.WalletBusy) == THREADS
    assert Hold.objects.count() == 1
