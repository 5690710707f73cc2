"""The pool of threads: bounded, with connections that outlast errors and restarts of the server."""

import asyncio
import contextvars
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import OperationalError, connection

from aquatint.kit import threads

_who = contextvars.ContextVar("who", default="nobody")


@pytest.fixture
def pool() -> Iterator[threads.Pool]:
    made = threads.Pool(2)
    yield made
    made.stop()


def _ask(question: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]


def _backend() -> int:
    return int(_ask("SELECT pg_backend_pid()"))


def test_it_returns_what_the_function_returns_and_raises_what_it_raises(pool: threads.Pool) -> None:
    async def story() -> None:
        assert await pool.run(divmod, 7, 2) == (3, 1)
        assert await pool.run(sorted, [1, 3, 2], reverse=True) == [3, 2, 1]
        with pytest.raises(ZeroDivisionError):
            await pool.run(divmod, 1, 0)
        with pytest.raises(RuntimeError, match="StopIteration"):
            await pool.run(next, iter(()))

    asyncio.run(story())


def test_it_carries_context_variables_in(pool: threads.Pool) -> None:
    async def story() -> None:
        _who.set("ada")
        assert await pool.run(_who.get) == "ada"

    asyncio.run(story())


def test_no_more_calls_run_at_once_than_it_has_threads(pool: threads.Pool) -> None:
    running = threading.Semaphore(2)

    def work() -> bool:
        alone = running.acquire(blocking=False)
        threading.Event().wait(0.01)
        running.release()
        return alone

    async def story() -> list[bool]:
        return await asyncio.gather(*(pool.run(work) for _ in range(12)))

    assert asyncio.run(story()) == [True] * 12


def test_a_call_that_was_given_up_while_waiting_is_never_begun(pool: threads.Pool) -> None:
    begun: list[int] = []
    gate = threading.Event()

    async def story() -> None:
        busy = [asyncio.ensure_future(pool.run(gate.wait, 5)) for _ in range(2)]
        given_up = asyncio.ensure_future(pool.run(begun.append, 1))
        await asyncio.sleep(0)
        given_up.cancel()
        gate.set()
        await asyncio.gather(*busy)
        await pool.run(begun.append, 2)

    asyncio.run(story())
    assert begun == [2]


def test_it_refuses_when_too_many_wait(pool: threads.Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "MOST_WAITING", 3)
    gate = threading.Event()

    async def story() -> None:
        busy = [asyncio.ensure_future(pool.run(gate.wait, 5)) for _ in range(2)]
        await asyncio.sleep(0)
        while pool.waiting:  # noqa: ASYNC110 -- the threads take both; they tell nobody
            await asyncio.sleep(0.001)
        queued = [asyncio.ensure_future(pool.run(len, "x")) for _ in range(3)]
        await asyncio.sleep(0)
        with pytest.raises(threads.Overloaded) as refused:
            await pool.run(len, "x")
        assert refused.value.retry_after == 1
        gate.set()
        assert await asyncio.gather(*queued) == [1, 1, 1]
        await asyncio.gather(*busy)

    asyncio.run(story())


@pytest.mark.django_db(transaction=True)
def test_each_thread_keeps_its_connection(pool: threads.Pool) -> None:
    async def story() -> set[int]:
        return set(await asyncio.gather(*(pool.run(_backend) for _ in range(20))))

    assert len(asyncio.run(story())) <= 2


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_the_server_closed_is_replaced_before_the_next_call(pool: threads.Pool) -> None:
    async def story() -> None:
        gone = set(await asyncio.gather(*(pool.run(_backend) for _ in range(20))))
        for backend in gone:
            await asyncio.to_thread(_terminate, backend)
        fresh = set(await asyncio.gather(*(pool.run(_backend) for _ in range(20))))
        assert not gone & fresh

    asyncio.run(story())


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_breaks_during_a_call_fails_that_call_only(pool: threads.Pool) -> None:
    async def story() -> None:
        for _ in range(4):
            with pytest.raises(OperationalError):
                await pool.run(_ask, "SELECT pg_terminate_backend(pg_backend_pid())")
            assert await pool.run(_ask, "SELECT 1") == 1

    asyncio.run(story())


def _terminate(backend: int) -> None:
    try:
        _ask("SELECT pg_terminate_backend(%s, 5000)", backend)
    finally:
        connection.close()
