"""The native verbs of pictures: edits that are locked, versions, texts, plans and sets, receipts, other file types."""

import io
from typing import Any

import httpx2
import pytest
from PIL import Image

from aquatint.api import documented
from tests.api.instance import MODEL, Instance, opened
from tests.generations.scenes import EDGE, mark, scene

pytestmark = pytest.mark.xdist_group("api")  # one instance serves them all


def openai_mask() -> bytes:
    """Return the mark as OpenAI's clients send it: transparent may change."""
    with Image.open(io.BytesIO(mark())) as white:
        picture = Image.new("RGBA", white.size)
        picture.putalpha(white.point([255] * 128 + [0] * 128))
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def edited(one_instance: Instance) -> dict[str, Any]:
    """An edit with a mark through the official client; the generation as our own API tells it."""
    with one_instance.client() as client:
        raw = client.images.with_raw_response.edit(
            model=MODEL,
            image=("scene.png", scene()),
            mask=("mask.png", openai_mask()),
            prompt="Make it blue [[drift:mild]]",
        )
        answer = raw.parse()
    picture = opened((answer.data or [])[0].b64_json)
    assert (picture.size, answer.size) == ((EDGE, EDGE), f"{EDGE}x{EDGE}")
    with one_instance.http() as http:
        return dict(http.get(f"generations/{raw.headers['x-aquatint-generation']}").json())


def image_of(generation: dict[str, Any]) -> str:
    return str(generation["shots"][0]["image"]["id"])


def made(answer: httpx2.Response) -> dict[str, Any]:
    assert answer.status_code == 201, answer.text
    documented.Image.model_validate(answer.json(), strict=True)
    return dict(answer.json())


def test_a_receipt_proves_that_nothing_outside_the_mark_changed(instance: Instance, edited: dict[str, Any]) -> None:
    with instance.http() as http:
        receipt = http.get(f"images/{image_of(edited)}/receipt").json()
    documented.Receipt.model_validate(receipt, strict=True)
    edit = receipt["edit"]
    assert (edit["status"], edit["exact"], edit["outside_max_error"]) == ("local", True, 0)
    assert receipt["generation"]["credits"]["charged"] == receipt["generation"]["credits"]["per_shot"]
    assert receipt["credentials"]["standing"] == "ours"
    assert receipt["version"]["parent"] == edit["source"]


def test_versions_are_made_and_listed(instance: Instance, edited: dict[str, Any]) -> None:
    address = f"images/{image_of(edited)}"
    with instance.http() as http:
        before = http.get("credits").json()["available"]
        body = {"choices": [{"region": 1, "keep": True, "grow": 2}]}
        adjusted = made(http.post(f"{address}/adjustments", json=body))
        raw = made(http.post(f"{address}/raw"))
        large = made(http.post(f"{address}/upscale", json={"size": "800x800"}))
        tree = http.get(f"images/{adjusted['id']}/versions").json()
        assert http.get("credits").json()["available"] == before
        assert http.post(f"{address}/upscale", json={"size": "8000x8000"}).status_code == 400
        assert http.post(f"{address}/adjustments", json={"choices": [{"region": 200}]}).status_code == 400
    documented.Versions.model_validate(tree, strict=True)
    hows = {node["image"]["id"]: node["how"] for node in tree["data"]}
    assert [hows[one["id"]] for one in (adjusted, raw, large)] == ["adjust", "raw", "upscale"]
    assert (large["width"], large["height"]) == (800, 800)
    with instance.http("ben") as stranger:
        assert stranger.post(f"{address}/raw").status_code == 404
        assert stranger.get(f"{address}/receipt").status_code == 404


def test_a_picture_is_extended_and_lies_inside_exactly(instance: Instance, edited: dict[str, Any]) -> None:
    address = f"images/{image_of(edited)}"
    with instance.http() as http:
        head, body = {"idempotency-key": "wider"}, {"model": MODEL, "left": 128, "prompt": "A garden"}
        started = http.post(f"{address}/extensions", json=body, headers=head)
        assert started.status_code == 202, started.text
        documented.Generation.model_validate(started.json(), strict=True)
        assert http.post(f"{address}/extensions", json=body, headers=head).json()["id"] == started.json()["id"]
        row = instance.wait_for_state("ada", "wider", "done", "partial", "returned", "refused")
        assert row["state"] == "done", row
        before, after = (
            Image.open(io.BytesIO(http.get(f"images/{one}/content").content)).convert("RGB")
            for one in (image_of(edited), image_of(row))
        )
        assert after.size == (EDGE + 128, EDGE)
        assert after.crop((128, 0, EDGE + 128, EDGE)).tobytes() == before.tobytes()
        receipt = http.get(f"images/{image_of(row)}/receipt").json()
        assert (receipt["edit"]["exact"], receipt["version"]["parent"]) == (True, image_of(edited))
        assert http.post(f"{address}/extensions", json={}).json()["error"]["code"] == "nothing_to_extend"


WRONG = {
    "a ratio and pixels": ("extensions", {"ratio": "16:9", "right": 64}, "right", "setting_not_offered"),
    "a size in words": ("upscale", {"size": "x"}, "size", "invalid_size"),
    "a red above 255": ("texts/0/overlay", {"colour": [300, 0, 0]}, "colour.0", "invalid_value"),
    "a blue below 0": ("texts/0/overlay", {"colour": [0, 0, -1]}, "colour.2", "invalid_value"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_meant_is_a_400_that_names_the_field(
    instance: Instance, edited: dict[str, Any], case: str
) -> None:
    verb, body, field, code = WRONG[case]
    with instance.http() as http:
        answer = http.post(f"images/{image_of(edited)}/{verb}", json=body)
    error = answer.json()["error"]
    assert (answer.status_code, error["param"], error["code"]) == (400, field, code)


@pytest.mark.parametrize("name", ["jpeg", "webp", "avif"])
def test_a_picture_comes_in_another_file_type_with_its_papers(
    instance: Instance, edited: dict[str, Any], name: str
) -> None:
    with instance.http() as http:
        answer = http.get(f"images/{image_of(edited)}/content", params={"format": name})
        again = http.get(
            f"images/{image_of(edited)}/content",
            params={"format": name},
            headers={"if-none-match": answer.headers["etag"]},
        )
    assert (answer.headers["content-type"], again.status_code) == (f"image/{name}", 304)
    assert Image.open(io.BytesIO(answer.content)).size == (EDGE, EDGE)
    assert b"c2pa" in answer.content


def test_a_plan_is_made_changed_and_painted(instance: Instance) -> None:
    with instance.http() as http:
        wish = {"prompt": "A red boat by a lighthouse", "n": 2, "model": "sandbox", "size": "256x256"}
        plan = http.post("plans", json=wish).json()
        documented.Plan.model_validate(plan, strict=True)
        assert plan["credits"] == {"per_shot": 1, "total": 2}
        changed = http.patch(f"plans/{plan['id']}", json={"palette": "dawn"}).json()
        assert (changed["palette"], changed["edited"] is None) == ("dawn", False)
        started = http.post(f"plans/{plan['id']}/set", headers={"idempotency-key": plan["id"]})
        assert started.status_code == 202, started.text
        row = instance.wait_for_state("ada", plan["id"], "done", "partial", "returned")
        assert (row["state"], row["credits"]["charged"]) == ("done", 2)
        assert http.get(f"plans/{plan['id']}").json()["generation"] == row["id"]
        assert http.patch(f"plans/{plan['id']}", json={"brief": "x"}).status_code == 409


def test_what_is_null_in_a_wish_for_a_plan_is_left_open(instance: Instance) -> None:
    with instance.http() as http:
        answer = http.post("plans", json={"prompt": "A red boat", "n": None, "texts": None, "model": None})
    assert (answer.status_code, len(answer.json().get("shots", []))) == (201, 4), answer.text


def test_words_that_make_no_plan_are_refused_as_those_of_a_picture(instance: Instance) -> None:
    with instance.http() as http:
        for prompt in ("", " ", "a" * 32_001, "a\0b"):
            wish = {"model": "sandbox", "prompt": prompt}
            plan, picture = (http.post(path, json=wish) for path in ("plans", "images/generations"))
            told, known = plan.json()["error"], picture.json()["error"]
            assert (plan.status_code, told["param"]) == (400, "prompt"), plan.text
            assert told["code"] == known["code"]


def test_texts_may_be_asked_for_and_made_a_condition(instance: Instance) -> None:
    with instance.http() as http:
        body = {"model": MODEL, "prompt": "A label", "texts": ["FIRST PRESS"], "texts_required": True}
        answer = http.post("images/generations", json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (502, "text_not_proven")
        last = http.get("generations", params={"limit": 1}).json()["data"][0]
    assert (last["credits"]["charged"], last["shots"][0]["reason"]["code"]) == (0, "text_not_proven")
