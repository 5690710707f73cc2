import base64
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquatint.providers.openai.answer import Unpacked, sniff, unpack_event, unpack_json
from aquatint.providers.openai.usage import together, usage_of
from aquatint.providers.types import Usage

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 7_000  # several pieces long, and no multiple of three


def unpacked(body: Any, folder: Path, *, wanted: int = 1) -> Unpacked:
    spool = folder / "answer"
    spool.write_bytes(body if isinstance(body, bytes) else json.dumps(body).encode())
    return unpack_json(spool, folder, first=0, wanted=wanted)


def text(data: bytes = PNG) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize("cut", range(6))
def test_a_picture_of_any_length_comes_out_as_it_went_in(cut: int, tmp_path: Path) -> None:
    picture = PNG[: len(PNG) - cut]
    result = unpacked({"data": [{"b64_json": text(picture)}]}, tmp_path)
    assert result.problem is None
    assert result.pictures[0].path.read_bytes() == picture


def test_the_key_inside_another_text_is_no_picture(tmp_path: Path) -> None:
    trap = 'say "b64_json": "AAAA" and \\"b64_json\\"'
    result = unpacked({"data": [{"revised_prompt": trap, "b64_json": text()}]}, tmp_path)
    assert result.pictures[0].said["revised_prompt"] == trap
    assert result.pictures[0].path.read_bytes() == PNG


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"b64_json": None},
        {"b64_json": ""},
        {"b64_json": 3},
        {"b64_json": [text()]},
        {"b64_json": "data:x," + text()},
    ],
    ids=["missing", "null", "empty", "number", "list", "data-url"],
)
def test_what_is_no_picture_is_a_problem(item: dict[str, Any], tmp_path: Path) -> None:
    result = unpacked({"data": [item]}, tmp_path)
    assert result.problem is not None
    assert result.pictures == []


def test_padding_in_the_middle_is_broken_base64(tmp_path: Path) -> None:
    whole = text()
    assert unpacked({"data": [{"b64_json": whole[:4000] + "AA==" + whole[4000:]}]}, tmp_path).problem is not None


@given(st.binary(max_size=400) | st.text(alphabet='{}[]":,b64_json0123ntrue\\ ', max_size=200).map(str.encode))
def test_any_bytes_give_a_problem_and_never_an_exception(tmp_path_factory: pytest.TempPathFactory, body: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    result = unpacked(body, folder)
    assert result.problem is not None
    event = folder / "event"
    event.write_bytes(b"data: " + body)
    unpack_event(event, (0, len(body) + 6), folder, shot=0)


def test_the_first_bytes_tell_the_type() -> None:
    assert sniff(PNG) == "image/png"
    assert sniff(b'<?xml version="1.0"?><svg xmlns="x">') == "image/svg+xml"
    assert sniff(b"<!doctype html><p>no</p>") is None


def test_cost_counts_words_pictures_in_and_tokens_out() -> None:
    usage = usage_of(
        {
            "input_tokens": 1100,
            "input_tokens_details": {"text_tokens": 100, "image_tokens": 1000},
            "output_tokens": 2000,
        }
    )
    assert usage.cost_microusd == 100 * 5 + 1000 * 8 + 2000 * 30


def test_without_the_split_the_dearer_price_holds() -> None:
    assert usage_of({"input_tokens": 10, "output_tokens": 0}).cost_microusd == 80


@pytest.mark.parametrize("reported", [None, [], {}, {"input_tokens": 5}, {"input_tokens": "5", "output_tokens": -1}])
def test_a_report_without_sense_has_no_cost(reported: object) -> None:
    assert usage_of(reported).cost_microusd is None


def test_the_cost_of_several_calls_is_known_only_if_all_are() -> None:
    assert together([Usage({}, 3), Usage({}, 4)]).cost_microusd == 7
    assert together([Usage({}, 3), Usage({}, None)]).cost_microusd is None
