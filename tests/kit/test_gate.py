"""The gate: at most so many at once, in any loop."""

import asyncio

import pytest

from aquatint.kit.gate import Gate


async def most_at_once(gate: Gate, callers: int) -> int:
    inside = most = 0

    async def pass_through() -> None:
        nonlocal inside, most
        async with gate:
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(*(pass_through() for _ in range(callers)))
    return most


@pytest.mark.parametrize(("size", "callers", "most"), [(1, 10, 1), (3, 10, 3), (8, 2, 2)])
def test_no_more_than_its_size_are_inside_at_once(size: int, callers: int, most: int) -> None:
    assert asyncio.run(most_at_once(Gate(size), callers)) == most


def test_one_who_fails_inside_gives_the_place_back() -> None:
    async def story() -> None:
        gate = Gate(1)
        with pytest.raises(LookupError):
            async with gate:
                raise LookupError
        async with asyncio.timeout(5), gate:
            pass

    asyncio.run(story())


def test_one_who_gives_up_waiting_takes_no_place() -> None:
    async def story() -> None:
        gate = Gate(1)
        async with gate:
            waiting = asyncio.create_task(gate.__aenter__())
            await asyncio.sleep(0)
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        async with asyncio.timeout(5), gate:
            pass

    asyncio.run(story())
