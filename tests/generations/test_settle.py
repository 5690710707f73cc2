"""Settle: the end, once, under the newest fence; a charge for what was delivered and for nothing else."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from aquatint.accounts.models import Person
from aquatint.generations import actions, errors
from aquatint.generations.actions import Ending
from aquatint.generations.models import ENDED_STATES, Generation, State
from aquatint.ledger.models import Entry
from aquatint.media.models import Image
from tests.generations.stories import (
    ENDED,
    PRICE,
    SANDBOX,
    attempts,
    balance,
    claim,
    fresh,
    open_holds,
    picture,
    settle,
    start,
    sweep_after_the_lease,
)


def shots(generation: Generation) -> list[tuple[str, str, bool]]:
    return [(shot.state, shot.reason_code, shot.image_id is not None) for shot in generation.shots.order_by("index")]


def test_every_picture_delivered_is_done_and_charged(ada: Person) -> None:
    row = fresh(settle(claim(start(ada, n=2)), came=2))
    assert (row.state, row.charged, row.reason_code, row.reason) == (State.DONE, 12, "", "")
    assert shots(row) == [("delivered", "", True)] * 2
    assert balance(ada) == (88, 0, 12)
    assert row.finished is not None
    assert row.lease_until is None


def test_a_part_delivered_is_partial_and_only_that_is_charged(ada: Person) -> None:
    row = fresh(settle(claim(start(ada, n=3)), came=1))
    assert (row.state, row.charged, row.reason_code) == (State.PARTIAL, 6, "provider_failed")
    assert shots(row) == [("delivered", "", True), *[("returned", "provider_failed", False)] * 2]
    assert balance(ada) == (94, 0, 6)
    assert row.credits_back == 12


def test_nothing_delivered_is_returned_with_the_reason_and_costs_nothing(ada: Person) -> None:
    row = fresh(settle(claim(start(ada, n=3))))
    assert (row.state, row.charged, row.credits_back) == (State.RETURNED, 0, 18)
    assert (row.reason_code, row.reason) == ("provider_failed", "The provider failed while painting.")
    assert shots(row) == [("returned", "provider_failed", False)] * 3
    assert balance(ada) == (100, 0, 0)
    assert not Image.objects.exists()


def test_the_pictures_are_the_persons_with_what_the_provider_said(ada: Person) -> None:
    row = settle(claim(start(ada, n=2)), came=2)
    images = [shot.image for shot in row.shots.select_related("image").order_by("index")]
    assert [image and (image.owner_id, image.origin, image.width) for image in images] == [
        (ada.pk, "generation", 1024)
    ] * 2
    assert images[0] is not None
    assert images[0].facts == {"said": {"quality": "medium"}}


def test_the_ledger_names_what_was_charged_and_what_came_back(ada: Person) -> None:
    settle(claim(start(ada, n=3)), came=1)
    moved = [(entry.movement, entry.credits) for entry in Entry.objects.order_by("id")]
    assert moved == [("granted", 100), ("held", 18), ("captured", 6), ("released", 12)]


@pytest.mark.parametrize("state", ENDED)
def test_each_end_is_reached_with_its_hold_resolved(ada: Person, state: str) -> None:
    row = fresh(ENDED[state](ada))
    assert row.state == state
    assert state in ENDED_STATES
    assert open_holds() == 0


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Generation, Image, Entry)]


@pytest.mark.parametrize("fence", [0, 1, 3])
def test_under_another_fence_nothing_is_written(ada: Person, fence: int) -> None:
    generation = start(ada, model=SANDBOX)
    stale = claim(generation)
    sweep_after_the_lease()
    claim(generation, worker="worker-2")
    before = everything()
    with pytest.raises(errors.ClaimLost):
        settle(stale, came=1, fence=fence)
    assert everything() == before
    assert attempts(generation) == [("unknown", "worker_lost"), ("sent", "")]


def test_a_worker_that_slept_can_write_nothing_while_nobody_has_claimed_anew(ada: Person) -> None:
    stale = claim(start(ada, model=SANDBOX))
    sweep_after_the_lease()
    with pytest.raises(errors.ClaimLost):
        settle(stale, came=1)
    assert fresh(stale.generation).state == State.QUEUED
    assert not Image.objects.exists()


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_does_not_end_again(ada: Person, state: str) -> None:
    generation = ENDED[state](ada)
    before = everything()
    with pytest.raises(errors.ClaimLost):
        actions.settle(generation=generation, fence=fresh(generation).fence, ending=Ending(delivered=[picture()]))
    assert everything() == before


def test_calls_whose_end_nobody_saw_end_with_the_generation(ada: Person) -> None:
    claimed = claim(start(ada, n=2))
    actions.begin_attempt(generation=claimed.generation, fence=1, shots=[1])
    settle(claimed, came=1)
    assert attempts(claimed.generation) == [("succeeded", ""), ("unknown", "")]


def test_when_the_ledger_refuses_nothing_is_written(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    class LedgerAway(Exception):
        pass

    def fail(**_: object) -> None:
        raise LedgerAway

    claimed = claim(start(ada))
    before = everything()
    monkeypatch.setattr("aquatint.ledger.actions.settle", fail)
    with pytest.raises(LedgerAway):
        settle(claimed, came=1)
    assert everything() == before


@how(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(wanted=st.integers(1, 8), came=st.integers(0, 8))
def test_the_charge_is_the_price_of_what_came_and_never_above_the_quote(ada: Person, wanted: int, came: int) -> None:
    came = min(wanted, came)
    available, _, spent = balance(ada)
    row = fresh(settle(claim(start(ada, model=SANDBOX, n=wanted)), came=came))
    assert row.charged == came * PRICE[SANDBOX] <= row.quoted
    assert balance(ada) == (available - row.charged, 0, spent + row.charged)
    assert row.state == (State.DONE if came == wanted else State.PARTIAL if came else State.RETURNED)
