"""The pixel budget."""

import asyncio
from contextlib import suppress

from aquatint.imaging.budget import PixelBudget


async def _hold(budget: PixelBudget, count: int, log: list[str], name: str, leave: asyncio.Event) -> None:
    async with budget.pixels(count):
        log.append(name)
        await leave.wait()


async def _settled() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_it_lets_in_what_fits_and_nobody_overtakes() -> None:
    async def story() -> None:
        budget, log, leave = PixelBudget(100), list[str](), [asyncio.Event() for _ in range(4)]
        tasks = []
        for name, count, event in zip("abcd", (60, 60, 10, 40), leave, strict=True):
            tasks.append(asyncio.create_task(_hold(budget, count, log, name, event)))
            await _settled()
        assert log == ["a"]
        leave[0].set()
        await _settled()
        assert log == ["a", "b", "c"]
        leave[1].set()
        await _settled()
        assert log == ["a", "b", "c", "d"]
        for event in leave:
            event.set()
        await asyncio.gather(*tasks)
        assert budget.free == 100

    asyncio.run(story())


def test_more_than_everything_waits_until_it_is_alone_and_not_for_ever() -> None:
    async def story() -> None:
        budget, log, leave = PixelBudget(100), list[str](), [asyncio.Event(), asyncio.Event()]
        first = asyncio.create_task(_hold(budget, 1, log, "small", leave[0]))
        await _settled()
        second = asyncio.create_task(_hold(budget, 10_000, log, "huge", leave[1]))
        await _settled()
        assert log == ["small"]
        leave[0].set()
        leave[1].set()
        await asyncio.wait_for(asyncio.gather(first, second), 5)
        assert (log, budget.free) == (["small", "huge"], 100)

    asyncio.run(story())


def test_one_who_gives_up_waiting_blocks_nobody() -> None:
    async def story() -> None:
        budget, log, leave = PixelBudget(100), list[str](), asyncio.Event()
        holder = asyncio.create_task(_hold(budget, 60, log, "a", leave))
        await _settled()
        waiting = asyncio.create_task(_hold(budget, 90, log, "b", leave))
        behind = asyncio.create_task(_hold(budget, 40, log, "c", leave))
        await _settled()
        assert log == ["a"]
        waiting.cancel()
        await _settled()
        assert log == ["a", "c"]
        leave.set()
        await asyncio.gather(holder, behind)
        assert budget.free == 100

    asyncio.run(story())


def test_a_cancellation_at_the_moment_of_entry_gives_the_pixels_back() -> None:
    async def story() -> None:
        budget, log, leave = PixelBudget(100), list[str](), asyncio.Event()
        holder = asyncio.create_task(_hold(budget, 100, log, "a", leave))
        await _settled()
        waiting = asyncio.create_task(_hold(budget, 50, log, "b", asyncio.Event()))
        await _settled()
        holder.cancel()
        await asyncio.sleep(0)
        waiting.cancel()  # its turn has come, but it has not run yet
        with suppress(asyncio.CancelledError):
            await waiting
        assert (log, budget.free) == (["a"], 100)

    asyncio.run(story())


def test_who_gives_up_in_the_moment_when_another_gives_back_is_only_cancelled() -> None:
    async def story() -> None:
        budget, log = PixelBudget(100), list[str]()
        async with budget.pixels(100):
            second = asyncio.create_task(_hold(budget, 100, log, "second", asyncio.Event()))
            await _settled()
            second.cancel()
        [result] = await asyncio.gather(second, return_exceptions=True)
        assert isinstance(result, asyncio.CancelledError)
        assert (log, budget.free) == ([], 100)

    asyncio.run(story())
