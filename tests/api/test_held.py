"""A held request is a thin wait on a stored generation: nobody who goes away loses a picture, and nobody pays twice."""

import http.client
import json
import os
import signal
import socket
import threading
import uuid
from typing import Any

import openai
import pytest

from tests.api.instance import CROWD, MODEL, WORDS, Instance, opened, png
from tests.commands.running import wait_for

pytestmark = pytest.mark.xdist_group("api")  # one instance serves them all


def post(instance: Instance, path: str, body: dict[str, Any], key: str) -> http.client.HTTPConnection:
    """Send a request and do not wait for its answer."""
    connection = http.client.HTTPConnection("127.0.0.1", instance.up.port, timeout=30)
    headers = {"authorization": f"Bearer {instance.key_of('ada')}", "idempotency-key": key}
    connection.request("POST", f"/v1/{path}", json.dumps(body), {**headers, "content-type": "application/json"})
    return connection


def hang_up(connection: http.client.HTTPConnection) -> None:
    if connection.sock is not None:
        connection.sock.shutdown(socket.SHUT_RDWR)
    connection.close()


@pytest.mark.parametrize("stream", [False, True])
def test_a_client_that_goes_away_gets_its_picture_later(instance: Instance, stream: bool) -> None:  # noqa: FBT001
    key = f"away {uuid.uuid4()}"
    body: dict[str, Any] = {"model": MODEL, "prompt": f"{WORDS} [[delay:4]]", "stream": stream}
    connection = post(instance, "images/generations", body, key)
    instance.wait_for_state("ada", key, "running")
    hang_up(connection)
    row = instance.wait_for_state("ada", key, "done")
    with instance.http() as client:
        whole = client.get(f"generations/{row['id']}").json()
        assert whole["credits"] == {"held": 0, "charged": 4, "returned": 0}
        picture = client.get(whole["shots"][0]["image"]["content"].removeprefix("/v1/"))
    assert picture.headers["content-type"] == "image/png"
    with instance.client() as sdk:
        again = sdk.images.generate(model=MODEL, prompt=body["prompt"], extra_headers={"Idempotency-Key": key})
    assert opened((again.data or [])[0].b64_json).size == (1024, 1024)
    assert len(instance.emulator.calls()) == 1


def test_the_same_key_while_it_runs_waits_for_the_same_one(instance: Instance) -> None:
    key = {"Idempotency-Key": f"twice {uuid.uuid4()}"}
    answers: list[openai.types.ImagesResponse] = []
    instance.key_of("ada")  # made before anybody runs

    def ask() -> None:
        with instance.client() as client:
            prompt = f"{WORDS} [[delay:2]]"
            answers.append(client.images.generate(model=MODEL, prompt=prompt, extra_headers=key))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len({answer.to_dict()["aquatint"]["generation"] for answer in answers}) == 1  # type: ignore[index]
    assert len({(answer.data or [])[0].b64_json for answer in answers}) == 1
    assert len(answers) == 4
    assert len(instance.emulator.calls()) == 1


def test_a_stream_may_be_joined_by_its_key_and_shows_what_was_drawn_before(instance: Instance) -> None:
    key = f"join {uuid.uuid4()}"
    body = {"model": MODEL, "prompt": f"{WORDS} [[delay:8]]", "stream": True, "partial_images": 2}
    first = post(instance, "images/generations", body, key)
    wait_for(lambda: instance.sql("SELECT 1 FROM generations_generation WHERE progress <> '{}'"), "a partial picture")
    hang_up(first)
    with instance.client() as client:
        events = list(
            client.images.generate(
                model=MODEL,
                prompt=str(body["prompt"]),
                stream=True,
                partial_images=2,
                extra_headers={"Idempotency-Key": key},
            )
        )
    assert [event.type.rpartition(".")[2] for event in events] == ["partial_image", "partial_image", "completed"]
    assert len(instance.emulator.calls()) == 1


def test_the_same_key_for_another_request_is_a_conflict(instance: Instance) -> None:
    key = {"Idempotency-Key": f"other {uuid.uuid4()}"}
    with instance.client() as client:
        client.images.generate(model=MODEL, prompt=WORDS, extra_headers=key)
        with pytest.raises(openai.ConflictError) as told:
            client.with_options(max_retries=2).images.generate(model=MODEL, prompt="Something else", extra_headers=key)
    assert (told.value.code, told.value.param) == ("idempotency_key_reused", "Idempotency-Key")
    assert len(instance.emulator.calls()) == 1


def test_the_same_upload_with_the_same_key_is_the_same_edit(instance: Instance) -> None:
    key = {"Idempotency-Key": f"edit {uuid.uuid4()}"}
    with instance.client() as client:
        answers = [
            client.images.edit(
                model=MODEL, image=("a.png", png((200, 200), (180, 90, 40))), prompt="Blue", extra_headers=key
            )
            for _ in range(2)
        ]
    assert (answers[0].data or [])[0].b64_json == (answers[1].data or [])[0].b64_json
    assert len(instance.emulator.calls()) == 1


@pytest.mark.parametrize("key", ["", "a" * 256, "kéy"])
def test_a_key_that_cannot_be_kept_is_a_400(instance: Instance, key: str) -> None:
    with instance.http() as client:
        headers = {b"idempotency-key": key.encode()}
        answer = client.post("images/generations", json={"prompt": WORDS}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["param"].lower()) == (400, "idempotency-key")


def test_a_cancelled_generation_gives_its_credits_back(instance: Instance) -> None:
    key = f"cancel {uuid.uuid4()}"
    with instance.http() as client:
        before = client.get("credits").json()["available"]
        connection = post(instance, "images/generations", {"model": MODEL, "prompt": "x [[delay:30]]", "n": 2}, key)
        row = instance.wait_for_state("ada", key, "running")
        during = client.get("credits").json()
        assert (during["available"], during["held"]) == (before - 8, 8)
        assert client.post(f"generations/{row['id']}/cancellation").status_code == 202
        answer = connection.getresponse()
        told = json.load(answer)["error"]
        assert (answer.status, told["code"], answer.headers["x-should-retry"]) == (409, "cancelled", "false")
        assert client.get("credits").json()["available"] == before
        again = client.post(f"generations/{row['id']}/cancellation")
        assert (again.status_code, again.json()["error"]["code"]) == (409, "generation_already_ended")
    connection.close()


def test_a_crowd_is_a_429_that_says_when_to_come_back(instance: Instance) -> None:
    body = {"model": MODEL, "prompt": "x [[delay:30]]"}
    keys = [f"crowd {number} {uuid.uuid4()}" for number in range(CROWD)]
    waiting = [post(instance, "images/generations", body, key) for key in keys]
    rows = [instance.wait_for_state("ada", key) for key in keys]
    with instance.client() as client, pytest.raises(openai.RateLimitError) as told:
        client.images.generate(model=MODEL, prompt=WORDS)
    assert told.value.code == "too_many_running"
    assert told.value.response.headers["retry-after"] == "5"
    assert told.value.response.headers["x-should-retry"] == "true"
    with instance.http() as client:
        for row in rows:
            client.post(f"generations/{row['id']}/cancellation")
    for connection in waiting:
        connection.getresponse().read()
        connection.close()


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("moderation_blocked", "provider_refused"),
        ("moderation_input", "provider_refused_input"),
        ("moderation_output", "provider_refused_output"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_refusal_by_the_provider_is_a_400_with_our_sentence(
    instance: Instance,
    fault: str,
    code: str,
    stream: bool,  # noqa: FBT001
) -> None:
    with instance.http() as http_client:
        before = http_client.get("credits").json()["available"]
        with instance.client(max_retries=2) as client, pytest.raises(openai.APIError) as told:
            list(client.images.generate(model=MODEL, prompt=f"x [[fault:{fault}]]", stream=stream) or [])
        assert http_client.get("credits").json()["available"] == before
    assert told.value.code == code
    assert "safety system" in told.value.message
    assert "Nothing was charged" in told.value.message
    assert stream or isinstance(told.value, openai.BadRequestError)
    assert len(instance.emulator.calls()) == 1


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("unauthorized", "provider_no_access"),
        ("billing_hard_limit_reached", "provider_budget_spent"),
        ("silence seconds=0.2", "provider_timeout"),
        ("truncated_body", "provider_timeout"),
    ],
)
def test_a_failure_of_the_provider_is_a_502_that_no_client_repeats(instance: Instance, fault: str, code: str) -> None:
    with instance.client(max_retries=2) as client, pytest.raises(openai.InternalServerError) as told:
        client.images.generate(model=MODEL, prompt=f"x [[fault:{fault}]]")
    assert (told.value.status_code, told.value.code) == (502, code)
    assert told.value.response.headers["x-should-retry"] == "false"
    assert "Nothing was charged" in told.value.message
    assert len(instance.emulator.calls()) == 1
    with instance.http() as http_client:
        newest = http_client.get("generations", params={"limit": 1}).json()["data"][0]
    assert newest["state"] == "returned"
    assert newest["reason"]["code"] == code
    assert newest["credits"]["charged"] == 0


def test_fewer_pictures_than_asked_are_charged_as_such_and_the_rest_is_told(instance: Instance) -> None:
    instance.emulator.fault("wrong_n", times=1)
    instance.emulator.fault("unauthorized", times=2)
    with instance.client() as client:
        answer = client.images.generate(model=MODEL, prompt=WORDS, n=3)
    facts = answer.to_dict()["aquatint"]
    assert len(answer.data or []) == 2
    assert (facts["state"], facts["credits"]) == ("partial", 8)  # type: ignore[index]
    assert [missing["index"] for missing in facts["returned"]] == [2]  # type: ignore[index]


def test_a_picture_is_served_to_its_owner_alone_and_in_parts(instance: Instance) -> None:
    with instance.client() as client:
        said = client.images.generate(model=MODEL, prompt=WORDS).to_dict()["aquatint"]
    with instance.http() as ada, instance.http("ben") as ben:
        generation = ada.get(f"generations/{said['generation']}").json()  # type: ignore[index]
        image = generation["shots"][0]["image"]
        path = f"images/{image['id']}"
        assert ada.get(path).json() == image
        whole = ada.get(f"{path}/content")
        assert (len(whole.content), whole.headers["etag"]) == (image["bytes"], f'"{image["sha256"]}"')
        assert whole.headers["x-content-type-options"] == "nosniff"
        part = ada.get(f"{path}/content", headers={"range": "bytes=1-3"})
        assert (part.status_code, part.content) == (206, b"PNG")
        assert ada.get(f"{path}/content", headers={"range": "x"}).content == whole.content
        head = ada.head(f"{path}/content")
        assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(image["bytes"]))
        assert ada.get(f"{path}/content", headers={"if-none-match": whole.headers["etag"]}).status_code == 304
        for lost in (path, f"{path}/content", f"generations/{generation['id']}"):
            assert ben.get(lost).status_code == 404
        assert ben.head(f"{path}/content").status_code == 404
        assert ben.post(f"generations/{generation['id']}/cancellation").status_code == 404
        assert ben.get("generations").json()["data"] == []


def test_pages_of_generations_follow_each_other(instance: Instance) -> None:
    with instance.client() as client:
        for _ in range(3):
            client.images.generate(model=MODEL, prompt=WORDS)
    with instance.http() as ada:
        first = ada.get("generations", params={"limit": 2}).json()
        second = ada.get("generations", params={"limit": 2, "before": first["data"][-1]["id"]}).json()
        assert first["has_more"]
        ids = [row["id"] for row in first["data"] + second["data"]]
        assert ids == sorted(set(ids), reverse=True)


def test_credits_are_told_lot_by_lot(instance: Instance) -> None:
    instance.key_of("rich", credits=77)
    with instance.http("rich") as rich:
        told = rich.get("credits").json()
    assert told == {
        "object": "credits",
        "available": 77,
        "held": 0,
        "debt": 0,
        "lots": [{"source": "gift", "credits": 77, "expires": None}],
    }


@pytest.mark.parametrize("stream", [False, True])
def test_a_held_request_outlives_a_restart_of_the_database(instance: Instance, stream: bool) -> None:  # noqa: FBT001
    key = f"restart {uuid.uuid4()}"
    body = {"model": MODEL, "prompt": f"{WORDS} [[delay:5]]", "stream": stream}
    connection = post(instance, "images/generations", body, key)
    instance.wait_for_state("ada", key, "running")
    before = instance.database()
    os.kill(before, signal.SIGINT)  # a fast shutdown; `aquatint up` starts it again
    answer = connection.getresponse()
    told = answer.read()
    assert (answer.status, b"b64_json" in told, b"error" in told) == (200, True, False)
    wait_for(instance.up.is_ready, "the instance to be ready again")
    assert instance.database() != before
    row = instance.wait_for_state("ada", key, "done")
    assert row["credits"] == {"held": 0, "charged": 4, "returned": 0}
    assert len(instance.emulator.calls()) == 1
    connection.close()
