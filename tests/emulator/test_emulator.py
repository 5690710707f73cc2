import io
import json
import time
import urllib.error
import urllib.request
from dataclasses import replace
from typing import Any

import pytest
import pyvips
from click.testing import CliRunner
from PIL import Image

from aquatint.emulator.cli import emulator as command
from aquatint.emulator.faults import KINDS, Fault, FaultBook, directive
from aquatint.emulator.journal import key_hash
from aquatint.emulator.painting import Look, picture
from tests.emulator.running import Emulator, running_emulator

MODEL = "gpt-image-2.6-flare"


def post(emulator: Emulator, *, path: str = "/images/generations", key: str | None = "sk-test", **body: Any) -> Any:
    """Return the status, the headers and the decoded body."""
    request = urllib.request.Request(emulator.base_url + path, json.dumps(body).encode(), method="POST")  # noqa: S310
    if key:
        request.add_header("Authorization", f"Bearer {key}")
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310
            return answer.status, answer.headers, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, json.load(error)


@pytest.mark.parametrize(
    ("change", "status", "code", "param"),
    [
        ({"prompt": ""}, 400, "missing_required_parameter", "prompt"),
        ({"prompt": "a" * 32_001}, 400, "string_above_max_length", "prompt"),
        ({"model": "gpt-image-1"}, 404, "model_not_found", "model"),
        ({"model": None}, 404, "model_not_found", "model"),
        ({"n": 0}, 400, "integer_below_min_value", "n"),
        ({"n": 11}, 400, "integer_above_max_value", "n"),
        ({"n": "two"}, 400, "invalid_type", "n"),
        ({"size": "1024x576"}, 400, "invalid_value", "size"),
        ({"size": "1025x1024"}, 400, "invalid_value", "size"),
        ({"size": "3856x1024"}, 400, "invalid_value", "size"),
        ({"size": "3840x1024"}, 400, "invalid_value", "size"),
        ({"size": "big"}, 400, "invalid_value", "size"),
        ({"quality": "hd"}, 400, "invalid_value", "quality"),
        ({"model": "gpt-image-2", "quality": "max"}, 400, "invalid_value", "quality"),
        ({"model": "gpt-image-2", "complexity": "high"}, 400, "invalid_value", "complexity"),
        ({"output_format": "jpeg", "background": "transparent"}, 400, "invalid_value", "background"),
        ({"output_compression": 50}, 400, "invalid_value", "output_compression"),
        ({"partial_images": 4, "stream": True}, 400, "integer_above_max_value", "partial_images"),
        ({"response_format": "b64_json"}, 400, "unknown_parameter", "response_format"),
        ({"input_fidelity": "high"}, 400, "unknown_parameter", "input_fidelity"),
    ],
    ids=str,
)
def test_it_refuses_what_upstream_refuses(
    change: dict[str, Any], status: int, code: str, param: str, emulator: Emulator
) -> None:
    got, headers, body = post(emulator, **{"model": MODEL, "prompt": "a kettle", **change})
    assert (got, body["error"]["code"], body["error"]["param"]) == (status, code, param)
    assert headers["x-request-id"].startswith("req_")


def test_it_wants_a_key_and_keeps_only_its_hash(emulator: Emulator) -> None:
    status, _, body = post(emulator, key=None, model=MODEL, prompt="a kettle")
    assert (status, body["error"]["code"]) == (401, "invalid_api_key")
    assert post(emulator, key="sk-very-secret", model=MODEL, prompt="a kettle")[0] == 200
    (call,) = emulator.calls()
    assert call["key"] == key_hash("sk-very-secret")
    assert "sk-very-secret" not in json.dumps(call)
    assert (call["model"], call["prompt"], call["size"], call["n"]) == (MODEL, "a kettle", "auto", 1)


def test_a_fault_meets_the_next_matching_calls_and_then_is_gone(emulator: Emulator) -> None:
    emulator.fault("http_503", times=2, path="/generations")
    assert [post(emulator, model=MODEL, prompt="a kettle")[0] for _ in range(3)] == [503, 503, 200]
    assert emulator.pending() == []


def test_a_prompt_may_ask_for_a_fault_or_a_delay(emulator: Emulator) -> None:
    status, headers, _ = post(emulator, model=MODEL, prompt="a kettle [[fault:rate_limited retry_after=7]]")
    assert (status, headers["retry-after"]) == (429, "7")
    begin = time.monotonic()
    assert post(emulator, model=MODEL, prompt="a kettle [[delay:0.3]]")[0] == 200
    assert time.monotonic() - begin >= 0.3


def test_a_directive_that_makes_no_sense_is_just_words() -> None:
    assert directive("[[fault:no_such_thing]] [[later]]") is None
    assert directive("[[delay:soon]]") is None


def test_an_unknown_fault_is_told_with_the_list(emulator: Emulator) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        emulator.fault("gremlins")
    with caught.value as answer:
        assert answer.code == 400
        assert "rate_limited" in answer.read().decode()


def test_faults_for_another_path_wait() -> None:
    book = FaultBook()
    book.add([Fault("http_500", path="/edits"), Fault("html")])
    assert [fault.kind for fault in (book.take("/v1/images/generations"), book.take("/v1/images/edits")) if fault] == [
        "html",
        "http_500",
    ]


def test_every_kind_has_a_sentence() -> None:
    assert all(len(sentence) > 2 for sentence in KINDS.values())


@pytest.mark.parametrize("output_format", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("transparent", [False, True])
def test_a_padded_picture_has_the_bytes_asked_for_and_can_be_read(output_format: str, *, transparent: bool) -> None:
    if transparent and output_format == "jpeg":
        return
    look = Look(1024, 1024, output_format, transparent)
    plain, padded = picture(look), picture(replace(look, least_bytes=1_500_000))
    assert 1_500_000 <= len(padded) < 1_501_000
    with Image.open(io.BytesIO(plain)) as first, Image.open(io.BytesIO(padded)) as second:
        assert second.size == (1024, 1024)
        assert first.convert("RGBA").tobytes() == second.convert("RGBA").tobytes()
    assert pyvips.Image.new_from_buffer(padded, "").width == 1024


def test_a_delay_is_what_painting_takes() -> None:
    with running_emulator(delay=0.3) as emulator:
        begin = time.monotonic()
        assert post(emulator, model=MODEL, prompt="a kettle")[0] == 200
        assert time.monotonic() - begin >= 0.3


def test_answers_are_as_big_as_a_benchmark_wants_them() -> None:
    with running_emulator(picture_bytes=1_500_000) as emulator:
        post(emulator, model=MODEL, prompt="a kettle")
        _, headers, body = post(emulator, model=MODEL, prompt="a kettle")
        assert int(headers["content-length"]) >= 2_000_000
        assert len(body["data"][0]["b64_json"]) >= 2_000_000


def test_the_command_explains_itself() -> None:
    result = CliRunner().invoke(command, ["--help"])
    assert result.exit_code == 0
    for option in ("--host", "--port", "--delay", "--bytes"):
        assert option in result.output
