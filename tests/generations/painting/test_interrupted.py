"""Painting that is cut short: by the clock, its person, our own mistakes, a full disk or a database that is away."""

import asyncio
import threading
import time
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.generations import actions, painting
from aquatint.generations.models import Generation, State
from aquatint.kit import threads
from aquatint.media import storage
from aquatint.media.errors import StorageFull
from aquatint.media.models import Image
from aquatint.providers import registry
from aquatint.providers.base import Call
from aquatint.providers.types import Event, Picture
from tests.emulator.running import Emulator
from tests.generations.painted import paint, png, speak, until_called
from tests.generations.stories import ask, attempts, fresh, start

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_slow_drip_ends_at_the_deadline(ben: Person, settings: Settings) -> None:
    settings.GENERATION_SECONDS = 2
    began = time.monotonic()
    row = paint(start(ben, words="A kettle [[fault:slow_drip]]"))
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "deadline_passed", 0)
    assert attempts(row) == [("unknown", "")]
    assert time.monotonic() - began < 20


def test_pictures_that_came_before_the_deadline_are_delivered(ben: Person, settings: Settings) -> None:
    settings.GENERATION_SECONDS = 8
    request = ask("A kettle", n=2, partial_images=1)

    class Half:
        """One picture, and then nothing for ever."""

        repeatable = False

        async def paint(self, call: Call) -> AsyncGenerator[Event]:
            path = call.workdir / "picture.png"
            path.write_bytes(png())
            yield Picture(0, path)
            await asyncio.sleep(3600)

        async def close(self) -> None:
            pass

    registry._adapters["openai"] = Half()  # noqa: SLF001
    row = paint(start(ben, request=request))
    assert (row.state, row.charged, row.reason_code) == (State.PARTIAL, 6, "deadline_passed")


def test_what_waited_beyond_its_deadline_is_not_even_begun(ben: Person, settings: Settings, emulator: Emulator) -> None:
    settings.GENERATION_SECONDS = 0
    row = paint(start(ben))
    assert (row.state, row.reason_code) == (State.RETURNED, "deadline_passed")
    assert attempts(row) == [("unknown", "")]
    assert emulator.calls() == []


def test_cancelled_while_the_provider_paints_it_ends_in_a_moment(ben: Person, emulator: Emulator) -> None:
    emulator.fault("delay", seconds=30)

    async def cancel_once_called(generation: Generation) -> None:
        await until_called(emulator)
        await threads.run(actions.cancel, generation=generation, by=ben)

    began = time.monotonic()
    row = paint(start(ben), cancel_once_called)
    assert (row.state, row.reason_code, row.charged) == (State.CANCELLED, "cancelled", 0)
    assert attempts(row) == [("unknown", "")]
    assert time.monotonic() - began < 15


def test_cancelled_between_two_attempts_no_call_is_left_open(
    ben: Person, emulator: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = threading.Event()

    def wait_long(*_: object) -> float:
        waiting.set()
        return 30

    async def cancel_while_waiting(generation: Generation) -> None:
        assert await asyncio.to_thread(waiting.wait, 20)
        await threads.run(actions.cancel, generation=generation, by=ben)

    monkeypatch.setattr(painting, "_wait_seconds", wait_long)
    emulator.fault("rate_limited")
    row = paint(start(ben), cancel_while_waiting)
    assert (row.state, row.charged) == (State.CANCELLED, 0)
    assert attempts(row) == [("failed", "provider_rate_limited")]


class Broken:
    """An adapter with a mistake in it."""

    repeatable = False

    async def paint(self, call: Call) -> AsyncGenerator[Event]:
        path = call.workdir / "picture.png"
        path.write_bytes(png())
        if call.request.n > 1:
            yield Picture(0, path)
        raise ZeroDivisionError

    async def close(self) -> None:
        pass


def test_a_mistake_in_an_adapter_is_our_fault_and_costs_nothing(
    ben: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    speak(monkeypatch, Broken())
    row = paint(start(ben))
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "internal_error", 0)
    assert row.reason == "Something broke on our side. The operator can see it."
    assert attempts(row) == [("unknown", "")]
    assert "ZeroDivisionError" in caplog.text


def test_what_came_before_a_mistake_is_delivered(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, Broken())
    row = paint(start(ben, n=2))
    assert (row.state, row.charged, row.reason_code) == (State.PARTIAL, 6, "internal_error")


def test_a_full_disk_is_told_and_costs_nothing(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        raise StorageFull("There is no room left to store pictures. Nothing was charged; try later.")

    monkeypatch.setattr(storage, "keep", full)
    row = paint(start(ben))
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "storage_full", 0)
    assert attempts(row) == [("unknown", "")]


def test_a_preview_that_cannot_be_kept_costs_no_picture(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StorageFull("There is no room left.")

    monkeypatch.setattr(storage, "put_partial", full)
    assert paint(start(ben, request=ask(partial_images=2))).state == State.DONE


def test_previews_are_gone_after_the_end(ben: Person) -> None:
    seen: list[list[dict[str, int]]] = []
    note = actions.note_partial

    def watch(**news: Any) -> None:
        note(**news)
        row = Generation.objects.get(id=news["generation"])
        assert storage.partial_path(row.id, news["shot"], news["index"]).is_file()
        seen.append(row.partials)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(actions, "note_partial", watch)
        row = paint(start(ben, request=ask(partial_images=2)))
    assert seen == [[{"shot": 0, "index": 0}], [{"shot": 0, "index": 1}]]
    assert (row.state, row.progress) == (State.DONE, {})
    assert not storage.partial_path(row.id, 0, 0).parent.exists()


def test_one_who_lost_the_claim_writes_nothing(ben: Person, emulator: Emulator) -> None:
    emulator.fault("delay", seconds=3)

    def take_over(generation: Generation) -> None:
        Generation.objects.filter(id=generation.id).update(fence=2, worker="worker-2")

    async def be_taken_over(generation: Generation) -> None:
        await until_called(emulator)
        await threads.run(take_over, generation)

    row = paint(start(ben), be_taken_over)
    assert (row.state, row.worker, row.charged) == (State.RUNNING, "worker-2", 0)
    assert not Image.objects.exists()
    assert fresh(row).fence == 2


def test_while_the_database_is_away_the_end_is_written_as_soon_as_it_is_back(
    ben: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle, tries = actions.settle, []

    def away_at_first(**ending: Any) -> Generation:
        tries.append(ending)
        if len(tries) < 3:
            raise OperationalError("the database system is starting up")
        return settle(**ending)

    away_at_first.__name__ = "settle"
    monkeypatch.setattr(actions, "settle", away_at_first)
    row = paint(start(ben))
    assert (row.state, row.charged, len(tries)) == (State.DONE, 6, 3)
