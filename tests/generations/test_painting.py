"""Painting by the real adapter against the emulator: whatever it does, nobody pays for what did not come."""

import asyncio
import base64
import io
import threading
import time
from collections.abc import AsyncGenerator, Iterator
from typing import Any

import pytest
from django.db import OperationalError
from PIL import Image as Pillow
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.emulator.faults import KINDS
from aquatint.generations import actions, painting
from aquatint.generations.models import Generation, State
from aquatint.kit import threads
from aquatint.media import storage
from aquatint.media.errors import StorageFull
from aquatint.media.models import Image
from aquatint.providers import registry
from aquatint.providers.base import Adapter, Call
from aquatint.providers.types import Event, ImageRequest, Picture
from tests.emulator.running import Emulator, running_emulator
from tests.generations.painted import adapter_that_answers, adapter_that_says, paint
from tests.generations.stories import ask, attempts, balance, fresh, open_holds, start
from tests.generations.test_start import edit, give, upload

pytestmark = pytest.mark.django_db(transaction=True)

FAILED, UNKNOWN = "failed", "unknown"
ONCE, THRICE = 1, 3


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture(autouse=True)
def emulator(running: Emulator, models: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """OpenAI as the emulator plays it; nobody waits between attempts."""
    running.reset()
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": running.base_url}
    monkeypatch.setattr(painting, "_LONGEST_WAIT", 0.01)
    return running


@pytest.fixture
def ben(ben: Person) -> Person:
    """Ben, with credits."""
    give(ben, 100)
    return ben


def speak(monkeypatch: pytest.MonkeyPatch, adapter: Adapter) -> None:
    monkeypatch.setitem(registry._adapters, "openai", adapter)  # noqa: SLF001 -- the seam between us and a provider


async def until_called(emulator: Emulator) -> None:
    async with asyncio.timeout(20):
        while not await asyncio.to_thread(emulator.calls):  # noqa: ASYNC110 -- it lives in another thread
            await asyncio.sleep(0.02)


def png(width: int = 1024, height: int = 1024, mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Pillow.new(mode, (width, height)).save(file, "PNG")
    return file.getvalue()


def test_a_picture_comes_is_kept_untouched_and_charged(ben: Person, emulator: Emulator) -> None:
    row = paint(start(ben, n=2))
    assert (row.state, row.charged, balance(ben)) == (State.DONE, 12, (88, 0, 12))
    [call] = emulator.calls()
    assert (call["n"], call["size"], call["model"]) == (2, "1024x1024", "gpt-image-2")
    assert str(ben.email) not in str(call)
    for shot in row.shots.select_related("image"):
        assert shot.image is not None
        with Pillow.open(io.BytesIO(storage.read(shot.image.sha256))) as opened:
            assert (opened.size, opened.format) == ((1024, 1024), "PNG")
    attempt = row.attempts.get()
    assert (attempt.state, attempt.finished is not None) == ("succeeded", True)
    assert attempt.request_id
    assert attempt.usage["output_tokens"] > 0


def test_an_edit_sends_its_pictures_and_mask(ben: Person, emulator: Emulator) -> None:
    image, mask = upload(ben, 1), upload(ben, 2)
    request = edit(image, mask=edit(mask).images[0])
    row = paint(start(ben, request=request, inputs=[image], mask=mask))
    assert row.state == State.DONE
    [call] = emulator.calls()
    assert (call["images"], call["mask"]) == (1, True)


TABLE: dict[str, tuple[str, str, str, int]] = {
    "rate_limited": (State.RETURNED, "provider_rate_limited", FAILED, THRICE),
    "rate_limited_no_hint": (State.RETURNED, "provider_rate_limited", FAILED, THRICE),
    "insufficient_quota": (State.RETURNED, "provider_budget_spent", FAILED, ONCE),
    "billing_hard_limit_reached": (State.RETURNED, "provider_budget_spent", FAILED, ONCE),
    "moderation_input": (State.REFUSED, "provider_refused_input", FAILED, ONCE),
    "moderation_output": (State.REFUSED, "provider_refused_output", FAILED, ONCE),
    "invalid_value": (State.RETURNED, "provider_rejected_parameters", FAILED, ONCE),
    "model_not_found": (State.RETURNED, "provider_no_access", FAILED, ONCE),
    "unauthorized": (State.RETURNED, "provider_no_access", FAILED, ONCE),
    "forbidden": (State.RETURNED, "provider_no_access", FAILED, ONCE),
    "redirect": (State.RETURNED, "provider_no_access", FAILED, ONCE),
    "http_402": (State.RETURNED, "provider_budget_spent", FAILED, ONCE),
    "http_408": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "http_409": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "http_413": (State.RETURNED, "provider_rejected_parameters", FAILED, ONCE),
    "http_500": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "http_502": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "http_503": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "http_504": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "http_529": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "html": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "garbage": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "empty_body": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "empty_data": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "null_data": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "url_data": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "wrong_n": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "wrong_size": (State.RETURNED, "picture_of_wrong_size", FAILED, THRICE),
    "wrong_format": (State.RETURNED, "picture_of_wrong_type", FAILED, THRICE),
    "wrong_type": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "png_garbage": (State.RETURNED, "picture_unreadable", FAILED, THRICE),
    "bad_base64": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "deep_json": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "truncated_json": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "gzip_bomb": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "endless_body": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
    "endless_headers": (State.RETURNED, "provider_timeout", UNKNOWN, ONCE),
    "cut_before_answer": (State.RETURNED, "provider_timeout", UNKNOWN, ONCE),
    "truncated_body": (State.RETURNED, "provider_timeout", UNKNOWN, ONCE),
    "silence seconds=0.1": (State.RETURNED, "provider_timeout", UNKNOWN, ONCE),
    "stream_error": (State.RETURNED, "provider_failed", FAILED, THRICE),
    "stream_moderation": (State.REFUSED, "provider_refused_output", FAILED, ONCE),
    "stream_cut": (State.RETURNED, "provider_timeout", UNKNOWN, ONCE),
    "stream_done_early": (State.RETURNED, "provider_timeout", UNKNOWN, ONCE),
    "stream_garbage": (State.RETURNED, "provider_bad_answer", FAILED, THRICE),
}
"""Fault: the end, its reason, what is known of each call, and how often was called."""

HARMLESS = ["delay seconds=0.1", "escaped_base64", "missing_usage", "extra_n", "gzip"]
ELSEWHERE = {"slow_drip"}
"""Needs a deadline; see below."""


def test_the_table_knows_every_fault_that_the_emulator_plays() -> None:
    known = {name.split()[0] for name in (*TABLE, *HARMLESS)}
    assert known | ELSEWHERE == set(KINDS)


@pytest.mark.parametrize("fault", TABLE)
def test_whatever_goes_wrong_nothing_is_charged_and_the_reason_is_told(ben: Person, fault: str) -> None:
    state, reason_code, call, count = TABLE[fault]
    streamed = {"partial_images": 1} if fault.startswith("stream_") else {}
    row = paint(start(ben, request=ask(f"A kettle [[fault:{fault}]]", **streamed)))
    assert (row.state, row.reason_code) == (state, reason_code)
    assert len(row.reason) > 20
    assert (row.charged, balance(ben), open_holds()) == (0, (100, 0, 0), 0)
    assert attempts(row) == [(call, reason_code)] * count
    assert all(attempt.error_detail and attempt.finished for attempt in row.attempts.all())
    assert [(shot.state, shot.reason_code) for shot in row.shots.all()] == [("returned", reason_code)]
    assert not Image.objects.exists()


@pytest.mark.parametrize("fault", HARMLESS)
def test_what_is_only_odd_is_delivered(ben: Person, fault: str) -> None:
    row = paint(start(ben, words=f"A kettle [[fault:{fault}]]"))
    assert (row.state, row.charged, row.shots.count()) == (State.DONE, 6, 1)
    assert attempts(row) == [("succeeded", "")]


def test_a_provider_that_is_not_there_is_told_so(ben: Person, settings: Settings) -> None:
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    row = paint(start(ben))
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "provider_unreachable", 0)
    assert attempts(row) == [("failed", "provider_unreachable")] * 3


def test_an_error_and_then_success_is_charged_once(ben: Person, emulator: Emulator) -> None:
    emulator.fault("http_500")
    row = paint(start(ben))
    assert (row.state, row.charged, row.reason, balance(ben)) == (State.DONE, 6, "", (94, 0, 6))
    assert attempts(row) == [("failed", "provider_failed"), ("succeeded", "")]
    assert len(emulator.calls()) == 2


def test_a_bad_picture_and_then_a_good_one_is_charged_once(ben: Person, emulator: Emulator) -> None:
    emulator.fault("wrong_size", times=2)
    row = paint(start(ben))
    assert (row.state, row.charged) == (State.DONE, 6)
    assert attempts(row) == [("failed", "picture_of_wrong_size")] * 2 + [("succeeded", "")]


def test_only_the_missing_pictures_are_asked_for_again(ben: Person, emulator: Emulator) -> None:
    emulator.fault("wrong_n")
    row = paint(start(ben, n=4))
    assert (row.state, row.charged) == (State.DONE, 24)
    assert [call["n"] for call in emulator.calls()] == [4, 1]
    assert [attempt.shots for attempt in row.attempts.order_by("number")] == [[0, 1, 2, 3], [3]]


def test_of_four_pictures_one_too_few_is_partial_and_three_are_charged(ben: Person) -> None:
    row = paint(start(ben, n=4, words="A kettle [[fault:wrong_n]]"))
    assert (row.state, row.charged, balance(ben)) == (State.PARTIAL, 18, (82, 0, 18))
    assert [shot.state for shot in row.shots.order_by("index")] == ["delivered"] * 3 + ["returned"]
    assert row.reason


@pytest.mark.parametrize("bad", range(4))
def test_of_four_pictures_one_bad_is_partial_and_three_are_charged(
    ben: Person, monkeypatch: pytest.MonkeyPatch, bad: int
) -> None:
    good, small = png(), png(512, 512)
    first = [small if shot == bad else good for shot in range(4)]
    speak(monkeypatch, adapter_that_answers(first, [small]))
    row = paint(start(ben, n=4))
    assert (row.state, row.charged, row.reason_code) == (State.PARTIAL, 18, "picture_of_wrong_size")
    states = [shot.state for shot in row.shots.order_by("index")]
    assert states == ["returned" if shot == bad else "delivered" for shot in range(4)]
    assert [attempt.shots for attempt in row.attempts.order_by("number")] == [[0, 1, 2, 3], [bad], [bad]]


@pytest.mark.parametrize(
    ("data", "asked", "code"),
    [
        (png()[:-200], {}, "picture_unreadable"),
        (png()[:-12], {}, "picture_unreadable"),
        (b"", {}, "provider_bad_answer"),
        (b"%PDF-1.7 and more", {}, "provider_bad_answer"),
        (png(1024, 1025), {}, "picture_of_wrong_size"),
        (png(), {"output_format": "webp"}, "picture_of_wrong_type"),
        (png(), {"model": "gpt-image-2.6-sunburst", "background": "transparent"}, "picture_without_alpha"),
    ],
    ids=["truncated", "without_its_end", "empty", "pdf", "one_line_too_many", "other_type", "without_alpha"],
)
def test_a_file_that_is_not_what_was_asked_is_not_delivered(
    ben: Person, monkeypatch: pytest.MonkeyPatch, data: bytes, asked: dict[str, Any], code: str
) -> None:
    speak(monkeypatch, adapter_that_answers([data]))
    request: ImageRequest = ask(**asked)
    row = paint(start(ben, model=request.model, request=request))
    assert (row.state, row.charged, balance(ben)) == (State.RETURNED, 0, (100, 0, 0))
    assert row.reason_code == code


def test_a_transparent_picture_is_delivered_where_it_was_asked(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, adapter_that_answers([png(mode="RGBA")]))
    request = ask(model="gpt-image-2.6-sunburst", background="transparent")
    assert paint(start(ben, model=request.model, request=request)).state == State.DONE


# The clock, the person, ourselves


def test_a_slow_drip_ends_at_the_deadline(ben: Person, settings: Settings) -> None:
    settings.GENERATION_SECONDS = 2
    began = time.monotonic()
    row = paint(start(ben, words="A kettle [[fault:slow_drip]]"))
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "deadline_passed", 0)
    assert attempts(row) == [("unknown", "")]
    assert time.monotonic() - began < 20


def test_pictures_that_came_before_the_deadline_are_delivered(ben: Person, settings: Settings) -> None:
    settings.GENERATION_SECONDS = 3
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
    emulator.fault("delay", seconds=1)

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


NUL, HALF = r"a\u0000b", r"a\ud83d"
"""JSON strings that PostgreSQL does not take: with the character NUL, and half of a surrogate pair."""


@pytest.mark.parametrize(("odd", "reason_code"), [(NUL, "provider_refused"), (HALF, "provider_rejected_parameters")])
def test_an_error_in_words_that_no_table_takes_is_told_all_the_same(
    ben: Person, monkeypatch: pytest.MonkeyPatch, odd: str, reason_code: str
) -> None:
    said = f'{{"error":{{"message":"{odd}","type":"{odd}","code":"moderation_blocked","param":"{odd}"}}}}'
    speak(monkeypatch, adapter_that_says(400, said.encode()))
    row = paint(start(ben))
    assert (row.is_open, row.reason_code, row.charged) == (False, reason_code, 0)


def test_a_picture_with_words_that_no_table_takes_is_delivered(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    data = base64.b64encode(png()).decode()
    about = f'"quality":"{NUL}","usage":{{"{NUL}":1,"output_tokens":"{NUL}"}}'
    said = f'{{"created":1,"data":[{{"b64_json":"{data}","revised_prompt":"{NUL}"}}],{about}}}'
    speak(monkeypatch, adapter_that_says(200, said.encode()))
    row = paint(start(ben))
    assert (row.state, row.charged) == (State.DONE, 6), row.reason
