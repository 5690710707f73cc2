"""A wallet that is locked, a clock that jumps, a database that comes back: no picture is lost and everything ends."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from aquatint.accounts.models import Person
from aquatint.generations import actions, calling, watching
from aquatint.generations.actions import Ending
from aquatint.generations.models import Generation, State
from aquatint.kit import clock, threads
from aquatint.ledger import actions as ledger
from tests.generations.stories import claim, fresh, picture, start, sweep_after_the_lease, sweep_in

sweeping = import_module("aquatint.generations.actions.sweep")  # the package's name for it is the verb
PATIENCE = 20.0


@pytest.fixture
def ben(ben: Person) -> Person:
    ledger.grant(person=ben, credits=100, source="gift", key=f"gift:{ben.pk}", reason="For the story")
    return ben


@contextmanager
def locked(sql: str, key: UUID) -> Iterator[threading.Event]:
    """Have somebody else lock a row during the block, or until the event is set."""
    taken, leave = threading.Event(), threading.Event()

    def keep() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, [key])
            taken.set()
            leave.wait(PATIENCE)
        connection.close()

    keeper = threading.Thread(target=keep)
    keeper.start()
    try:
        assert taken.wait(PATIENCE)
        yield leave
    finally:
        leave.set()
        keeper.join(PATIENCE)


@pytest.mark.django_db(transaction=True)
def test_a_wallet_that_is_locked_for_long_costs_no_picture(ben: Person) -> None:
    claimed = claim(start(ben))
    ending = Ending(delivered=[picture()], outcomes=[])
    refusals: list[str] = []

    def settle() -> Generation:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
        try:
            return actions.settle(generation=claimed.generation, fence=claimed.fence, ending=ending)
        except Exception as error:
            refusals.append(type(error).__name__)
            leave.set()
            raise

    with locked("SELECT FROM ledger_wallet WHERE person_id = %s FOR UPDATE", ben.pk) as leave:
        try:
            row = asyncio.run(calling.steadily(settle))  # how painting calls its verbs
        finally:
            threads.stop()
    assert refusals[0] == "WalletBusy"
    assert row.state == State.DONE


def test_a_request_that_cannot_be_read_keeps_no_other_waiting(ben: Person, caplog: pytest.LogCaptureFixture) -> None:
    broken, other = start(ben), start(ben)
    Generation.objects.filter(id=broken.id).update(sent={"size": "1024x1024"})
    claims = actions.claim(worker="worker-1", limit=2)
    assert [claimed.generation.id for claimed in claims] == [other.id]
    row = fresh(broken)
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "internal_error", 0)
    assert "cannot be read" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_writes_keeps_no_other_from_being_swept(ben: Person) -> None:
    busy, other = claim(start(ben)).generation, claim(start(ben)).generation
    with locked("SELECT FROM generations_generation WHERE id = %s FOR UPDATE", busy.id):
        assert sweep_after_the_lease() == 1
    assert (fresh(busy).state, fresh(other).state) == (State.RUNNING, State.UNSETTLED)
    sweep_after_the_lease()
    assert fresh(busy).state == State.UNSETTLED


def test_a_lease_that_is_renewed_at_the_last_moment_counts(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = start(ben)
    Generation.objects.filter(id=generation.id).update(fence=2)  # the third claim: what fails now is given up
    claimed = claim(generation)
    lock = sweeping._lock  # noqa: SLF001 -- between the look and the lock

    def renew_and_lock(row: Generation) -> None:
        actions.renew(worker="worker-1", generations=[row.id])
        lock(row)

    monkeypatch.setattr(sweeping, "_lock", renew_and_lock)
    assert sweep_after_the_lease() == 0
    assert fresh(claimed.generation).state == State.RUNNING


def test_workers_may_renew_after_the_database_was_away(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    generation = claim(start(ben)).generation
    back = clock.now() + timedelta(seconds=60)
    monkeypatch.setattr(sweeping, "_database_started", lambda: back)
    assert sweep_in(timedelta(seconds=61)) == 0
    assert fresh(generation).state == State.RUNNING
    assert sweep_in(timedelta(seconds=91)) == 1
    assert fresh(generation).state == State.UNSETTLED


def test_the_start_of_the_database_is_asked_of_the_database() -> None:
    age = clock.now() - sweeping._database_started()  # noqa: SLF001 -- the other half of the story before
    assert timedelta(0) < age < timedelta(days=1)


def test_a_clock_that_was_set_back_keeps_no_dead_workers_generation_for_long(ben: Person) -> None:
    with clock.shifted(timedelta(days=40)):
        generation = claim(start(ben)).generation
    assert actions.sweep() == 0
    assert sweep_after_the_lease() == 1
    assert fresh(generation).state == State.UNSETTLED


def test_a_healthy_worker_keeps_its_generation_when_the_clock_is_set_back(ben: Person) -> None:
    with clock.shifted(timedelta(hours=1)):
        generation = claim(start(ben)).generation
    actions.sweep()
    with clock.shifted(timedelta(seconds=25)):
        actions.renew(worker="worker-1", generations=[generation.id])
    assert sweep_after_the_lease() == 0
    assert fresh(generation).state == State.RUNNING


def test_leases_that_could_not_be_renewed_are_tried_again_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "_RENEW_SECONDS", 0.01)
    monkeypatch.setattr(watching, "_AGAIN_SECONDS", 0.01)
    tries: list[Any] = []

    def renew(**whose: Any) -> list[Any]:
        monkeypatch.setattr(watching, "_RENEW_SECONDS", 3600)
        tries.append(whose)
        if len(tries) < 3:
            raise threads.Overloaded("The server is very busy.")
        return []

    monkeypatch.setattr(actions, "renew", renew)

    async def story() -> None:
        watch = watching.Watch()
        renewing = asyncio.create_task(watch._renew())  # noqa: SLF001 -- without the listening half
        watched = asyncio.create_task(asyncio.sleep(PATIENCE))
        with watch.painting(uuid4(), watched):
            async with asyncio.timeout(PATIENCE):
                while len(tries) < 3:  # noqa: ASYNC110 -- a call in a thread
                    await asyncio.sleep(0.01)
        renewing.cancel()
        watched.cancel()

    try:
        asyncio.run(story())
    finally:
        threads.stop()
    assert len(tries) == 3
