"""Cancel: at once while it waits, by news while it runs, never after the end, and only by its person."""

import asyncio

import pytest

from aquatint.accounts.models import Person
from aquatint.generations import actions, errors, news, reading
from aquatint.generations.models import Cancellation, State
from aquatint.kit import threads
from aquatint.kit.events import WORK, Hub
from tests.generations.stories import ENDED, SANDBOX, attempts, balance, claim, fresh, settle, start, unsettled
from tests.generations.test_start import give


def test_what_waits_ends_at_once_and_costs_nothing(ada: Person) -> None:
    generation = start(ada, n=2)
    answered = actions.cancel(generation=generation, by=ada)
    row = fresh(generation)
    assert (answered.state, row.state, row.charged, row.reason_code) == (
        State.CANCELLED,
        State.CANCELLED,
        0,
        "cancelled",
    )
    assert balance(ada) == (100, 0, 0)
    assert attempts(row) == []
    assert Cancellation.objects.get().by == ada


def test_what_runs_goes_on_until_its_worker_has_heard(ada: Person) -> None:
    claimed = claim(start(ada))
    assert actions.cancel(generation=claimed.generation, by=ada).state == State.RUNNING
    assert balance(ada) == (94, 6, 0)
    settle(claimed, otherwise=State.CANCELLED)
    assert balance(ada) == (100, 0, 0)


@pytest.mark.django_db(transaction=True)
def test_the_worker_of_what_runs_is_told(ben: Person) -> None:
    give(ben, 6)
    generation = claim(start(ben)).generation

    async def story() -> object:
        hub = Hub(WORK)
        await hub.start()
        try:
            async with hub.subscribe(news.CANCELLATIONS) as heard:
                await threads.run(actions.cancel, generation=generation, by=ben)
                return await heard.next(10)
        finally:
            await hub.stop()

    try:
        assert asyncio.run(story()) == {"generation": generation.id.hex}
    finally:
        threads.stop()


def test_asking_twice_does_no_harm(ada: Person) -> None:
    generation = claim(start(ada)).generation
    actions.cancel(generation=generation, by=ada)
    actions.cancel(generation=generation, by=ada)
    assert Cancellation.objects.count() == 1


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_cannot_be_cancelled(ada: Person, state: str) -> None:
    generation = ENDED[state](ada)
    before = balance(ada)
    with pytest.raises(errors.AlreadyEnded) as caught:
        actions.cancel(generation=generation, by=ada)
    assert (caught.value.status, fresh(generation).state, balance(ada)) == (409, state, before)


def test_what_we_are_finding_out_about_can_be_cancelled_and_ends_soon(ada: Person) -> None:
    generation = unsettled(ada)
    assert actions.cancel(generation=generation, by=ada).state == State.UNSETTLED
    actions.sweep()
    assert not fresh(generation).is_open
    assert balance(ada) == (100, 0, 0)


def test_pictures_that_came_before_stay_and_are_charged(ada: Person) -> None:
    claimed = claim(start(ada, n=3))
    actions.cancel(generation=claimed.generation, by=ada)
    row = fresh(settle(claimed, came=1, otherwise=State.CANCELLED, reason_code="cancelled"))
    assert (row.state, row.charged, row.reason_code) == (State.PARTIAL, 6, "cancelled")


def test_a_stranger_finds_nothing_to_cancel(ada: Person, ben: Person) -> None:
    generation = start(ada)
    assert reading.whole(ada, generation.public_id) == generation
    with pytest.raises(errors.GenerationUnknown):
        reading.whole(ben, generation.public_id)
    assert list(reading.of_person(ben)) == []


@pytest.mark.parametrize("text", ["", "gen_", "img_00000000000000000000000000", "gen_00000000000000000000000000", "%"])
def test_what_does_not_exist_is_told_like_what_is_somebody_elses(ada: Person, ben: Person, text: str) -> None:
    generation = start(ada, model=SANDBOX)
    with pytest.raises(errors.GenerationUnknown) as missing:
        reading.whole(ben, text)
    with pytest.raises(errors.GenerationUnknown) as foreign:
        reading.whole(ben, generation.public_id)
    assert (missing.value.sentence, missing.value.status) == (foreign.value.sentence, 404)
