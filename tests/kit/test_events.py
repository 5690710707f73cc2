"""News: heard after the commit, by those who listen, and again after a cut of the connection."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from django.db import DataError, connection, transaction

from aquatint.kit import events, threads
from aquatint.kit.events import NEWS, RESYNC, WORK, Hub, News, Subscription

PATIENCE = 10.0


@asynccontextmanager
async def listening() -> AsyncIterator[Hub]:
    hub = Hub(NEWS)
    await hub.start()
    try:
        yield hub
    finally:
        await hub.stop()


def story(tell: Callable[[Hub], Awaitable[None]]) -> None:
    """Run a story with a listening hub."""

    async def run() -> None:
        async with listening() as hub:
            await tell(hub)

    try:
        asyncio.run(run())
    finally:
        threads.stop()


async def hear(subscription: Subscription) -> News:
    news = await subscription.next(PATIENCE)
    assert news is not None, "nothing was heard"
    return news


class Undone(Exception):
    """The story takes everything back."""


def publish_and_undo(topic: str) -> None:
    with contextlib.suppress(Undone), transaction.atomic():
        events.publish(NEWS, topic, number=1)
        raise Undone


@pytest.mark.django_db(transaction=True)
def test_a_listener_hears_its_topics_and_no_others() -> None:
    async def tell(hub: Hub) -> None:
        async with hub.subscribe("kettle") as mine, hub.subscribe("jug") as other:
            await threads.run(events.publish, NEWS, "kettle", number=1)
            await threads.run(events.publish, NEWS, "kettle", "jug", number=2)
            assert [await hear(mine), await hear(mine)] == [{"number": 1}, {"number": 2}]
            assert await hear(other) == {"number": 2}

    story(tell)


@pytest.mark.django_db(transaction=True)
def test_a_process_is_not_woken_for_a_channel_that_it_does_not_need() -> None:
    async def tell(hub: Hub) -> None:
        async with hub.subscribe("kettle") as mine:
            await threads.run(events.publish, WORK, "kettle", number=1)
            await threads.run(events.publish, NEWS, "kettle", number=2)
            assert await hear(mine) == {"number": 2}

    story(tell)


@pytest.mark.django_db(transaction=True)
def test_nobody_hears_what_was_rolled_back() -> None:
    async def tell(hub: Hub) -> None:
        async with hub.subscribe("kettle") as mine:
            await threads.run(publish_and_undo, "kettle")
            await threads.run(events.publish, NEWS, "kettle", number=2)
            assert await hear(mine) == {"number": 2}

    story(tell)


@pytest.mark.django_db(transaction=True)
def test_news_are_heard_only_after_the_commit() -> None:
    loops: list[asyncio.AbstractEventLoop] = []
    heard_too_early: list[bool] = []

    def publish_slowly(subscription: Subscription) -> None:
        with transaction.atomic():
            events.publish(NEWS, "kettle", number=1)
            too_early = asyncio.run_coroutine_threadsafe(subscription.next(0.3), loops[0]).result(PATIENCE)
            heard_too_early.append(too_early is not None)

    async def tell(hub: Hub) -> None:
        loops.append(asyncio.get_running_loop())
        async with hub.subscribe("kettle") as mine:
            await threads.run(publish_slowly, mine)
            assert await hear(mine) == {"number": 1}

    story(tell)
    assert heard_too_early == [False]


@pytest.mark.django_db(transaction=True)
def test_after_a_cut_everybody_hears_to_read_the_rows_and_news_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "_RETRY_SECONDS", 0.05)

    def cut() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                " WHERE datname = current_database() AND query LIKE 'LISTEN%%'"
            )
            assert cursor.fetchone()[0] >= 1

    async def tell(hub: Hub) -> None:
        async with hub.subscribe("kettle") as mine:
            await threads.run(cut)
            assert await hear(mine) == RESYNC
            await threads.run(events.publish, NEWS, "kettle", number=1)
            assert await hear(mine) == {"number": 1}

    story(tell)


@pytest.mark.django_db(transaction=True)
def test_a_hub_that_nobody_listens_to_keeps_nothing() -> None:
    async def tell(hub: Hub) -> None:
        for _ in range(3):
            async with hub.subscribe("kettle"), hub.subscribe("kettle"):
                pass
        assert dict(hub._subscriptions) == {}  # noqa: SLF001 -- a leak shows nowhere else

    story(tell)


@pytest.mark.django_db(transaction=True)
def test_news_longer_than_the_database_carries_are_an_error_of_the_writer() -> None:
    with pytest.raises(DataError):
        events.publish(NEWS, "kettle", words="x" * 8_000)


def test_a_listener_far_behind_is_told_to_read_the_rows() -> None:
    async def run() -> list[News | None]:
        subscription = Subscription()
        for number in range(65):
            subscription.put({"number": number})
        subscription.put({"number": 65})
        return [await subscription.next(0.01) for _ in range(3)]

    assert asyncio.run(run()) == [RESYNC, {"number": 65}, None]


def test_waiting_without_news_ends_with_the_heartbeat() -> None:
    async def run() -> Any:
        return await Subscription().next(0.01)

    assert asyncio.run(run()) is None
