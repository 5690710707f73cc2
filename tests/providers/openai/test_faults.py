"""Everything that can go wrong upstream, through the real adapter against the real emulator."""

import asyncio
import socket
import tracemalloc
from dataclasses import dataclass
from pathlib import Path

import pytest

from aquatint.emulator.faults import KINDS
from aquatint.providers import errors
from aquatint.providers.errors import (
    BadAnswer,
    BadRequest,
    Broken,
    BudgetSpent,
    NoAccess,
    ProviderError,
    RateLimited,
    Refused,
    Unknown,
    Unreachable,
)
from aquatint.providers.openai import adapter as module
from aquatint.providers.openai.adapter import OpenAIAdapter
from aquatint.providers.types import Picture, Usage
from tests.emulator.running import Emulator
from tests.providers.openai.painting import KETTLE, KEY, adapter, outcome, paint


@dataclass(frozen=True)
class Case:
    """A fault, and how it has to end: with an error, or (None) well."""

    kind: str
    error: type[ProviderError] | None
    stream: bool = False
    pictures: int = 0


_STREAM_ONLY = ("stream_error", "stream_moderation", "stream_cut", "stream_done_early", "stream_garbage")
_WELL = ("delay", "escaped_base64", "extra_n", "gzip", "missing_usage")
# A picture of another size or format, or one that cannot be decoded, is a picture to the adapter:
# the check of the pixels, which comes after it, refuses it.
_LEFT_TO_THE_CHECK = ("wrong_size", "wrong_format", "png_garbage")
_ENDINGS: dict[type[ProviderError], tuple[str, ...]] = {
    BadAnswer: (
        *("html", "garbage", "empty_body", "empty_data", "null_data", "url_data", "wrong_n", "wrong_type"),
        *("bad_base64", "deep_json", "gzip_bomb", "truncated_json", "endless_body", "stream_garbage"),
    ),
    BadRequest: ("invalid_value", "http_413"),
    Broken: (*(f"http_{status}" for status in (408, 409, 500, 502, 503, 504, 529)), "stream_error"),
    BudgetSpent: ("billing_hard_limit_reached", "insufficient_quota", "http_402"),
    NoAccess: ("model_not_found", "unauthorized", "forbidden", "redirect"),
    RateLimited: ("rate_limited", "rate_limited_no_hint"),
    Refused: ("moderation_blocked", "moderation_input", "moderation_output", "stream_moderation"),
    Unknown: (
        *("cut_before_answer", "truncated_body", "silence", "slow_drip", "endless_headers"),
        *("stream_cut", "stream_done_early"),
    ),
}
CASES = [
    *(Case(kind, None, pictures=1) for kind in (*_WELL, *_LEFT_TO_THE_CHECK)),
    *(Case(kind, error, stream=kind in _STREAM_ONLY) for error, kinds in _ENDINGS.items() for kind in kinds),
]


def test_the_table_has_every_fault_of_the_emulator_and_every_member_of_the_family() -> None:
    assert {case.kind for case in CASES} == set(KINDS)
    family = {member for member in vars(errors).values() if isinstance(member, type) and member is not ProviderError}
    assert {case.error for case in CASES} | {Unreachable} == {
        member for member in family if issubclass(member, ProviderError)
    } | {None}


def hasty(base_url: str) -> OpenAIAdapter:
    return adapter(base_url, silence=0.6, total=1.5)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.kind)
def test_a_fault_ends_as_the_right_member_of_the_family(
    case: Case, emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY", 4 * 1024 * 1024)
    emulator.fault(case.kind, **({"seconds": 30} if case.kind == "silence" else {}))
    request = KETTLE.evolve(partial_images=1) if case.stream else KETTLE
    make = hasty if case.kind in {"silence", "slow_drip", "endless_headers"} else adapter
    result = paint(request, tmp_path / "call", emulator.base_url, make=make)
    assert type(result.error) is (case.error or type(None)), result.error
    assert len(result.of(Picture)) == case.pictures
    assert emulator.pending() == []
    assert len(emulator.calls()) == 1, "the client must never try again"


@pytest.mark.parametrize("kind", sorted(set(KINDS) - set(_STREAM_ONLY) - {"endless_headers", "slow_drip", "silence"}))
def test_a_fault_met_by_a_stream_ends_like_one_met_by_a_plain_call(
    kind: str, emulator: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BODY", 4 * 1024 * 1024)
    expected = next(case for case in CASES if case.kind == kind)
    emulator.fault(kind)
    result = paint(KETTLE.evolve(partial_images=1), tmp_path / "call", emulator.base_url)
    assert type(result.error) is (expected.error or type(None)), result.error
    assert len(result.of(Picture)) == expected.pictures


def test_nothing_listening_is_unreachable(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    result = paint(KETTLE, tmp_path, f"http://127.0.0.1:{port}/v1")
    assert type(result.error) is Unreachable
    assert result.error.can_retry
    assert not result.error.may_cost


def test_a_refusal_names_its_stage_and_reason_and_the_request(emulator: Emulator, tmp_path: Path) -> None:
    for stage in ("input", "output"):
        emulator.fault(f"moderation_{stage}")
        error = paint(KETTLE, tmp_path / stage, emulator.base_url).error
        assert isinstance(error, Refused)
        assert error.code == f"provider_refused_{stage}"
        assert "violence" in error.sentence
        assert (error.request_id or "").startswith("req_")


def test_a_refused_parameter_names_its_field(emulator: Emulator, tmp_path: Path) -> None:
    emulator.fault("invalid_value")
    error = paint(KETTLE, tmp_path, emulator.base_url).error
    assert error is not None
    assert error.field == "background"


@pytest.mark.parametrize(
    ("said", "understood"),
    [("7", 7.0), ("0.5", 0.5), ("999999999999", 3600.0), ("-3", None), ("soon", None), ("nan", None), ("inf", None)],
)
def test_retry_after_is_believed_only_when_it_makes_sense(
    said: str, understood: float | None, emulator: Emulator, tmp_path: Path
) -> None:
    emulator.fault("rate_limited", retry_after=said)
    error = paint(KETTLE, tmp_path, emulator.base_url).error
    assert isinstance(error, RateLimited)
    assert error.retry_after == understood


def test_the_pictures_before_the_fault_stand(emulator: Emulator, tmp_path: Path) -> None:
    emulator.fault("wrong_n")
    result = paint(KETTLE.evolve(n=3), tmp_path, emulator.base_url)
    assert isinstance(result.error, BadAnswer)
    assert len(result.pictures) == 2
    assert len(result.of(Usage)) == 1


def test_one_failing_stream_does_not_take_the_others_with_it(emulator: Emulator, tmp_path: Path) -> None:
    emulator.fault("stream_error")
    result = paint(KETTLE.evolve(n=3, partial_images=1), tmp_path, emulator.base_url)
    assert type(result.error) is Broken
    assert len(result.pictures) == 2


def test_not_knowing_outranks_the_other_errors_of_parallel_streams(emulator: Emulator, tmp_path: Path) -> None:
    for kind in ("stream_error", "cut_before_answer", "rate_limited"):
        emulator.fault(kind)
    result = paint(KETTLE.evolve(n=3, partial_images=1), tmp_path, emulator.base_url)
    assert type(result.error) is Unknown


@pytest.mark.parametrize("kind", ["unauthorized", "http_500", "html", "cut_before_answer", "invalid_value"])
def test_no_secret_appears_in_an_error(kind: str, emulator: Emulator, tmp_path: Path) -> None:
    emulator.fault(kind)
    error = paint(KETTLE, tmp_path, emulator.base_url).error
    seen: BaseException | None = error
    while seen is not None:
        assert KEY not in f"{seen!r} {seen} {vars(seen)}"
        seen = seen.__cause__ or seen.__context__


def test_an_endless_body_takes_no_memory(emulator: Emulator, tmp_path: Path) -> None:
    emulator.fault("endless_body")
    tracemalloc.start()
    try:
        result = paint(KETTLE, tmp_path, emulator.base_url)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert isinstance(result.error, BadAnswer)
    # The emulator runs in this process and is counted too.
    assert peak < 16 * 1024 * 1024, f"{peak / 2**20:.0f} MiB at the peak for a body of 64 MiB"


def test_a_cancelled_call_stops_and_the_adapter_works_on(emulator: Emulator, tmp_path: Path) -> None:
    async def story() -> int:
        painter = adapter(emulator.base_url)
        emulator.fault("silence", seconds=30)
        task = asyncio.create_task(outcome(painter, KETTLE, tmp_path / "first"))
        async with asyncio.timeout(10):
            while not await asyncio.to_thread(emulator.calls):  # noqa: ASYNC110 -- it is another thread's
                await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        result = await outcome(painter, KETTLE, tmp_path / "second")
        await painter.close()
        return len(result.pictures)

    assert asyncio.run(story()) == 1


def test_waiting_calls_hold_no_files(emulator: Emulator, tmp_path: Path) -> None:
    calls = 60

    async def story() -> tuple[int, int]:
        painter = adapter(emulator.base_url)
        emulator.fault("delay", seconds=6, times=calls)
        before = _open_files()
        painting = asyncio.gather(*(outcome(painter, KETTLE, tmp_path / str(number)) for number in range(calls)))
        async with asyncio.timeout(60):
            while len(await asyncio.to_thread(emulator.calls)) < calls:  # noqa: ASYNC110 -- it is another server's
                await asyncio.sleep(0.01)
        held = _open_files() - before
        results = await painting
        await painter.close()
        return held, sum(len(result.pictures) for result in results)

    held, pictures = asyncio.run(story())
    assert held < 2 * calls + calls // 2  # a socket on either side, and no file for each
    assert pictures == calls


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
