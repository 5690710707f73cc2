"""Painting by the real adapter against the emulator: whatever it does, nobody pays for what did not come."""

import base64
import io
from typing import Any

import pytest
from PIL import Image as Pillow
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.emulator.faults import KINDS
from aquatint.generations.models import State
from aquatint.media import storage
from aquatint.media.models import Image
from tests.emulator.running import Emulator
from tests.generations.painted import adapter_that_answers, adapter_that_says, paint, png, speak
from tests.generations.scenes import scene
from tests.generations.stories import ask, attempts, balance, open_holds, start
from tests.generations.test_start import edit, upload

pytestmark = pytest.mark.django_db(transaction=True)

FAILED, UNKNOWN = "failed", "unknown"
ONCE, THRICE = 1, 3


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
    request = edit(image, mask=edit(mask).images[0], lock="off")
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
    "moderation_blocked": (State.REFUSED, "provider_refused", FAILED, ONCE),
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


def test_only_the_missing_pictures_are_asked_for_again(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    pictures = [scene(seed, 1024) for seed in range(4)]
    speak(monkeypatch, adapter_that_answers(pictures[:3], pictures[3:]))
    row = paint(start(ben, n=4))
    assert (row.state, row.charged) == (State.DONE, 24)
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
    small = png(512, 512)
    first = [small if shot == bad else scene(shot, 1024) for shot in range(4)]
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
    request = ask(**asked)
    row = paint(start(ben, model=request.model, request=request))
    assert (row.state, row.charged, balance(ben)) == (State.RETURNED, 0, (100, 0, 0))
    assert row.reason_code == code


def test_a_transparent_picture_is_delivered_where_it_was_asked(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, adapter_that_answers([png(mode="RGBA")]))
    request = ask(model="gpt-image-2.6-sunburst", background="transparent")
    assert paint(start(ben, model=request.model, request=request)).state == State.DONE


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
