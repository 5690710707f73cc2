"""Setting credits aside, and charging or returning them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.ledger import actions, errors
from aquatint.ledger.models import Hold, Lot


def give(person: Person, number: int, source: str = "gift", key: str = "", **more: Any) -> Lot:
    key = key or f"grant:{Lot.objects.count()}"
    return actions.grant(person=person, credits=number, source=source, key=key, reason="For the test", **more)


def hold(person: Person, number: int, key: str = "hold:1") -> Hold:
    with transaction.atomic():
        return actions.hold(person=person, credits=number, key=key, reason="A picture of a kettle")


def test_a_hold_sets_credits_aside(ada: Person) -> None:
    lot = give(ada, 10)
    made = hold(ada, 4)
    lot.refresh_from_db()
    assert (lot.available, lot.held) == (6, 4)
    assert Hold.objects.get().pk == made.pk
    actions.settle(hold=made, captured=3, reason="Three of four pictures delivered")
    lot.refresh_from_db()
    assert (lot.available, lot.held, lot.consumed) == (7, 0, 3)
    kept = Hold.objects.get()
    assert (kept.captured, kept.released) == (3, 1)


def test_a_hold_beyond_the_balance_is_refused_with_both_figures(ada: Person) -> None:
    give(ada, 3)
    with pytest.raises(errors.InsufficientCredits, match="needs 5 credits, and 3 credits are available") as caught:
        hold(ada, 5)
    assert (caught.value.needed, caught.value.available) == (5, 3)
    assert not Hold.objects.exists()


def test_a_hold_takes_three_statements_and_its_settlement_two(ada: Person) -> None:
    for day in range(1, 6):
        give(ada, 2, expires=clock.now() + timedelta(days=day))
    with CaptureQueriesContext(
        connection,
    ) as held:
        made = actions.hold(person=ada, credits=9, key="hold:1", reason="A picture")
    assert len(held) == 3
    with CaptureQueriesContext(connection) as settled:
        actions.settle(hold=made, captured=5, reason="Delivered")
    assert len(settled) == 2
