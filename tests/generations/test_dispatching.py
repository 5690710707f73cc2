"""Dispatching: a worker takes what waits at once, as much as it may, keeps its leases, and stops when it is told."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.generations import actions, dispatching, watching
from aquatint.generations.dispatching import Dispatcher
from aquatint.generations.models import Cancellation, Generation, State
from aquatint.kit import threads
from aquatint.media import storage
from aquatint.providers import registry
from tests.emulator.running import Emulator, running_emulator
from tests.generations.stories import balance, start
from tests.generations.test_start import edit, give, upload

pytestmark = pytest.mark.django_db(transaction=True)
Story = Callable[[Dispatcher], Awaitable[None]]


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture(autouse=True)
def emulator(running: Emulator, models: None, settings: Settings) -> Emulator:
    running.reset()
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": running.base_url}
    return running


@pytest.fixture
def ben(ben: Person) -> Person:
    """Ben, with credits."""
    give(ben, 200)
    return ben


def work(story: Story, *, concurrency: int = 8) -> None:
    """Let a dispatcher work while the story goes on; then it is told to stop, and must."""

    async def run() -> None:
        dispatcher = Dispatcher(concurrency)
        task = asyncio.create_task(dispatcher.run())
        try:
            async with asyncio.timeout(60):
                await story(dispatcher)
                dispatcher.stop()
                await task
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await registry.close()

    try:
        asyncio.run(run())
    finally:
        threads.stop()


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(30):
        while not await threads.run(condition):  # noqa: ASYNC110 -- the condition is a row
            await asyncio.sleep(0.02)


def lease() -> datetime:
    ends = Generation.objects.get().lease_until
    assert ends is not None, "it is not being painted any more"
    return ends


def ended(count: int) -> Callable[[], bool]:
    return lambda: Generation.objects.exclude(finished=None).count() == count


def test_what_waits_already_and_what_comes_later_is_painted(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "_LOOK_SECONDS", 3600)  # only news may wake it
    start(ben)

    async def story(_: Dispatcher) -> None:
        await until(ended(1))
        await threads.run(start, ben)
        await until(ended(2))

    work(story)
    assert set(Generation.objects.values_list("state", flat=True)) == {State.DONE}
    assert balance(ben) == (188, 0, 12)


def test_what_it_heard_nothing_of_is_found_by_looking(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "_LOOK_SECONDS", 0.1)
    monkeypatch.setattr("aquatint.generations.news.wake_workers", lambda: None)

    async def story(_: Dispatcher) -> None:
        await until(lambda: True)
        await threads.run(start, ben)
        await until(ended(1))

    work(story)


def test_it_paints_no_more_at_once_than_it_may(ben: Person, emulator: Emulator) -> None:
    for _ in range(6):
        start(ben, words="A kettle [[delay:0.2]]")
    most = 0

    async def story(_: Dispatcher) -> None:
        nonlocal most
        async with asyncio.timeout(30):
            while not await threads.run(ended(6)):
                running = await threads.run(Generation.objects.filter(state=State.RUNNING).count)
                most = max(most, running)

    work(story, concurrency=2)
    assert 1 <= most <= 2
    assert len(emulator.calls()) == 6


def test_where_there_was_no_room_it_looks_again_as_soon_as_there_is(
    ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "_LOOK_SECONDS", 3600)
    for _ in range(4):
        start(ben)

    async def story(_: Dispatcher) -> None:
        await until(ended(4))

    work(story, concurrency=1)


def test_what_waits_behind_one_that_cannot_be_painted_is_looked_for_at_once(
    ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatching, "_LOOK_SECONDS", 3600)
    lost = [upload(ben, shot=number) for number in range(4)]
    for image in lost:
        start(ben, request=edit(image), inputs=[image])
    start(ben)
    for image in lost:
        storage.remove(image.sha256)

    async def story(_: Dispatcher) -> None:
        await until(ended(5))

    work(story, concurrency=1)
    assert Generation.objects.filter(state=State.DONE).count() == 1


def test_with_room_left_it_does_not_ask_the_database_at_each_end(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "_LOOK_SECONDS", 3600)
    claim = actions.claim
    asked: list[object] = []

    def counted(**how: Any) -> Any:
        asked.append(how)
        return claim(**how)

    monkeypatch.setattr(actions, "claim", counted)

    async def story(_: Dispatcher) -> None:
        for number in range(6):
            await threads.run(start, ben)
            await until(ended(number + 1))

    work(story)
    at_its_start = 2  # once by itself, once because it listens now
    assert 6 <= len(asked) <= 6 + at_its_start


def test_told_to_stop_it_finishes_what_it_paints_and_takes_nothing_more(ben: Person, emulator: Emulator) -> None:
    start(ben, words="A kettle [[delay:3]]")

    async def story(dispatcher: Dispatcher) -> None:
        await until(emulator.calls)
        dispatcher.stop()
        await threads.run(start, ben)

    work(story)
    assert sorted(Generation.objects.values_list("state", flat=True)) == [State.DONE, State.QUEUED]


def test_a_claim_that_fails_does_not_end_the_worker(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatching, "_LOOK_SECONDS", 0.1)
    claim = actions.claim
    failed: list[object] = []

    def fail_at_first(**how: Any) -> Any:
        if len(failed) < 2:
            failed.append(how)
            raise LookupError
        return claim(**how)

    monkeypatch.setattr(actions, "claim", fail_at_first)
    start(ben)

    async def story(_: Dispatcher) -> None:
        await until(ended(1))

    work(story)
    assert len(failed) == 2


def test_leases_are_renewed_while_it_paints(ben: Person, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_RENEW_SECONDS", 0.05)
    generation = start(ben, words="A kettle [[delay:30]]")

    async def story(_: Dispatcher) -> None:
        await until(emulator.calls)
        first = await threads.run(lease)
        await until(lambda: lease() > first)
        await threads.run(actions.cancel, generation=generation, by=ben)
        await until(ended(1))

    work(story)


def test_a_cancellation_that_it_heard_nothing_of_is_found_with_the_leases(
    ben: Person, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_RENEW_SECONDS", 0.05)
    generation = start(ben, words="A kettle [[delay:30]]")

    async def story(_: Dispatcher) -> None:
        await until(emulator.calls)
        await threads.run(Cancellation.objects.create, generation=generation, by=ben)
        await until(ended(1))

    work(story)
    assert Generation.objects.get().state == State.CANCELLED
    assert balance(ben) == (200, 0, 0)


def test_leases_are_kept_although_one_renewal_fails(
    ben: Person, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_RENEW_SECONDS", 0.05)
    renew = actions.renew
    failed: list[object] = []

    def fail_at_first(**whose: Any) -> Any:
        if len(failed) < 2:
            failed.append(whose)
            raise threads.Overloaded("The server is very busy.")
        return renew(**whose)

    monkeypatch.setattr(actions, "renew", fail_at_first)
    generation = start(ben, words="A kettle [[delay:30]]")

    async def story(_: Dispatcher) -> None:
        await until(emulator.calls)
        first = await threads.run(lease)
        await until(lambda: lease() > first)
        await threads.run(actions.cancel, generation=generation, by=ben)
        await until(ended(1))

    work(story)
    assert len(failed) == 2
