"""News of generations: told after the commit, to those who wait or look, and to workers; nothing of what was undone."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from aquatint.accounts.models import Person
from aquatint.generations import actions, news
from aquatint.generations.models import Generation, Shot, State
from aquatint.kit import events, ids, threads
from aquatint.kit.events import NEWS, WORK, Hub
from tests.generations.stories import claim, settle, start
from tests.generations.test_start import give

pytestmark = pytest.mark.django_db(transaction=True)
_END = "the end of the story"


@pytest.fixture
def ben(ben: Person) -> Person:
    """Ben, with credits."""
    give(ben, 100)
    return ben


def heard_during(topic: str, verb: Callable[[], object], channel: str = NEWS) -> list[dict[str, Any]]:
    """Return what a listener on a topic hears while `verb` runs in another thread."""

    async def story() -> list[dict[str, Any]]:
        hub = Hub(channel)
        await hub.start()
        try:
            async with hub.subscribe(topic) as subscription:
                await threads.run(verb)
                await threads.run(events.publish, channel, topic, word=_END)
                heard = []
                while (one := await subscription.next(10)) is not None and one.get("word") != _END:
                    heard.append(dict(one))
                assert one is not None, "the end of the story was not heard"
                return heard
        finally:
            await hub.stop()

    try:
        return asyncio.run(story())
    finally:
        threads.stop()


def states(heard: list[dict[str, Any]]) -> list[str]:
    return [one["state"] for one in heard]


def whole_life(person: Person) -> None:
    settle(claim(start(person)), came=1)


def test_an_open_page_of_its_person_hears_every_step(ben: Person) -> None:
    heard = heard_during(news.of_person(ben.pk), lambda: whole_life(ben))
    assert states(heard) == [State.QUEUED, State.RUNNING, State.DONE]
    assert {one["generation"] for one in heard} == {Generation.objects.get().id.hex}


def test_who_waits_for_one_generation_hears_of_it_from_before_its_start(ben: Person) -> None:
    identity = ids.new()
    heard = heard_during(
        news.of_generation(identity), lambda: (start(ben, identity=identity), settle(claim(start(ben))))
    )
    assert states(heard) == [State.QUEUED]


def test_strangers_hear_nothing(ben: Person, ada: Person) -> None:
    assert heard_during(news.of_person(ada.pk), lambda: whole_life(ben)) == []


def test_workers_hear_that_something_waits(ben: Person) -> None:
    assert heard_during(news.QUEUED, lambda: start(ben), WORK) == [{}]


def test_of_a_start_that_was_undone_nobody_hears(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    identity = ids.new()
    tell = news.tell

    def tell_and_fail(**told: Any) -> None:
        tell(**told)
        raise LookupError

    monkeypatch.setattr(news, "tell", tell_and_fail)

    def fail() -> None:
        with pytest.raises(LookupError):
            start(ben, identity=identity)

    assert heard_during(news.of_generation(identity), fail) == []
    assert heard_during(news.QUEUED, fail, WORK) == []
    assert not Shot.objects.exists()


def test_a_partial_picture_is_told_with_its_shot_and_index(ben: Person) -> None:
    row = claim(start(ben, n=2)).generation
    heard = heard_during(
        news.of_generation(row.id),
        lambda: actions.note_partial(generation=row.id, person=ben.pk, fence=1, shot=1, index=2),
    )
    assert heard == [{"generation": row.id.hex, "state": "running", "shot": 1, "index": 2}]


def test_the_end_is_told_to_whoever_waits(ben: Person) -> None:
    claimed = claim(start(ben))
    heard = heard_during(news.of_generation(claimed.generation.id), lambda: settle(claimed))
    assert heard == [{"generation": claimed.generation.id.hex, "state": "returned"}]
