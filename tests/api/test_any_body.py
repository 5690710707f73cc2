"""Whatever is sent, the answer is in the envelope and never a 5xx. The sender has no credits, so nothing is painted."""

import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.api.instance import Instance

pytestmark = pytest.mark.xdist_group("api")  # one instance serves them all

FIELDS = (
    *("prompt", "model", "n", "size", "quality", "background", "output_format", "output_compression", "complexity"),
    *("moderation", "stream", "partial_images", "safety_identifier", "user", "response_format", "style", "seed"),
    *("images", "mask", "image", "image[]", "input_fidelity", "colour"),
)
WORDS = some.text(max_size=40) | some.sampled_from(
    ["sandbox", "gpt-image-2", "1024x1024", "999999x1", "auto", "true", "\0", "🫖", "1e9", "-1", "transparent", "jpeg"]
)
VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats(allow_nan=False) | WORDS,
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(max_size=9), inner, max_size=3),
    max_leaves=8,
)
BODIES = some.dictionaries(some.sampled_from(FIELDS), VALUES, max_size=8)
PICTURE = some.fixed_dictionaries({"image_url": some.text(max_size=9) | some.just("data:image/png;base64,aGVsbG8=")})
FILES = some.lists(
    some.tuples(some.sampled_from(["image", "image[]", "mask", "markup", "prompt"]), some.binary(max_size=200)),
    max_size=4,
)
EXAMPLES = settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,
)


@pytest.fixture(scope="module")
def beggar(one_instance: Instance) -> Iterator[httpx2.Client]:
    one_instance.key_of("beggar", credits=0)
    with one_instance.http("beggar") as client:
        yield client


def is_told(answer: httpx2.Response) -> bool:
    """Whether this is a refusal of the request in the envelope. 503 would mean that the server is in trouble."""
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
    error: dict[str, Any] = answer.json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    return bool(error["message"] and error["code"])


@EXAMPLES
@given(body=BODIES)
def test_any_json_for_a_generation(beggar: httpx2.Client, body: dict[str, Any]) -> None:
    assert is_told(beggar.post("images/generations", content=json.dumps(body)))


@EXAMPLES
@given(body=BODIES, images=some.lists(PICTURE | VALUES, max_size=3))
def test_any_json_for_an_edit(beggar: httpx2.Client, body: dict[str, Any], images: list[Any]) -> None:
    assert is_told(beggar.post("images/edits", content=json.dumps({**body, "images": images})))


@EXAMPLES
@given(data=some.dictionaries(some.sampled_from(FIELDS), WORDS, max_size=6), files=FILES)
def test_any_form_for_an_edit(beggar: httpx2.Client, data: dict[str, str], files: list[tuple[str, bytes]]) -> None:
    sent = [(name, ("a.png", content)) for name, content in files] or [("image", ("a.png", b""))]
    assert is_told(beggar.post("images/edits", data=data, files=sent))


@EXAMPLES
@given(body=some.binary(max_size=400), form=some.booleans())
def test_any_bytes(beggar: httpx2.Client, body: bytes, form: bool) -> None:  # noqa: FBT001
    kind = "multipart/form-data; boundary=x" if form else "application/json"
    for path in ("images/generations", "images/edits"):
        assert is_told(beggar.post(path, content=body, headers={"content-type": kind}))


@EXAMPLES
@given(
    limit=WORDS | some.integers().map(str),
    before=WORDS,
    key=WORDS,
    identity=some.text(alphabet=some.characters(exclude_characters="/?#.", codec="utf-8"), min_size=1, max_size=40),
)
def test_any_address(beggar: httpx2.Client, limit: str, before: str, key: str, identity: str) -> None:
    for parameters in ({"limit": limit}, {"before": before}, {"idempotency_key": key}):
        answer = beggar.get("generations", params=parameters)
        assert answer.status_code == 200 or is_told(answer)
    for path in ("generations", "images", "models"):
        answer = beggar.get(
            httpx2.URL(f"{beggar.base_url}{path}/{httpx2.QueryParams({'': identity})!s}".replace("/=", "/", 1))
        )
        assert answer.status_code == 200 or is_told(answer)
