"""Making and changing pictures with the official client."""

import base64
import io
import json
import threading

import openai
import pytest

from tests.api.instance import MODEL, WORDS, Instance, mask, opened, png

pytestmark = pytest.mark.xdist_group("api")  # one instance serves them all


@pytest.mark.parametrize("count", range(1, 9))
def test_one_to_eight_pictures_come(instance: Instance, count: int) -> None:
    with instance.client() as client:
        answer = client.images.generate(model=MODEL, prompt=WORDS, n=count)
    assert [opened(one.b64_json).size for one in answer.data or []] == [(1024, 1024)] * count
    assert (answer.size, answer.quality, answer.output_format, answer.background) == (
        "1024x1024",
        "medium",
        "png",
        "opaque",
    )
    assert answer.usage is not None
    assert answer.usage.total_tokens > 0


@pytest.mark.parametrize(
    ("size", "output_format", "background", "quality"),
    [
        ("1536x1024", "webp", "opaque", "low"),
        ("1024x1536", "jpeg", "auto", "high"),
        ("2048x688", "png", "transparent", "medium"),
        ("1024x1024", "webp", "transparent", "xhigh"),
        ("3840x2160", "jpeg", "opaque", "max"),
    ],
)
def test_sizes_formats_and_backgrounds_come_as_asked(
    instance: Instance, size: str, output_format: str, background: str, quality: str
) -> None:
    asked = {"size": size, "output_format": output_format, "background": background, "quality": quality}
    with instance.client() as client:
        answer = client.images.generate(model=MODEL, prompt=WORDS, **asked)  # type: ignore[call-overload]
    picture = opened(answer.data[0].b64_json)
    assert picture.format == output_format.upper()
    assert f"{picture.width}x{picture.height}" == size
    assert picture.has_transparency_data == (background == "transparent")
    assert (answer.size, answer.quality, answer.output_format) == (size, quality, output_format)
    assert answer.background == ("transparent" if background == "transparent" else "opaque")


def test_the_sandbox_paints_for_the_same_client(instance: Instance) -> None:
    with instance.client() as client:
        answer = client.images.generate(model="sandbox", prompt=WORDS, size="1536x1024", extra_body={"seed": 7})
    assert opened((answer.data or [])[0].b64_json).size == (1536, 1024)


def test_parameters_that_only_older_models_knew_do_no_harm(instance: Instance) -> None:
    with instance.client() as client:
        answer = client.images.generate(
            model=MODEL, prompt=WORDS, response_format="b64_json", style="vivid", user="someone"
        )
    assert len(answer.data or []) == 1


def test_a_count_of_null_is_one_picture(instance: Instance) -> None:
    with instance.client() as client:
        made = client.images.generate(model="sandbox", prompt=WORDS, size="256x256", n=None)
    assert len(made.data or []) == 1
    source = "data:image/png;base64," + base64.b64encode(png((256, 256))).decode()
    body = {"model": "sandbox", "prompt": "Blue", "n": None, "images": [{"image_url": source}]}
    with instance.http() as http:
        changed = http.post("images/edits", json=body)
    assert (changed.status_code, len(changed.json().get("data", []))) == (200, 1), changed.text[:300]


def test_the_answer_names_its_generation_and_what_it_cost(instance: Instance) -> None:
    with instance.client() as client:
        raw = client.images.with_raw_response.generate(model=MODEL, prompt=WORDS, n=2)
        said = json.loads(raw.text)["aquatint"]
    assert raw.headers["x-aquatint-generation"] == said["generation"]
    assert said == {"generation": said["generation"], "state": "done", "credits": 8, "model": MODEL, "returned": []}


def test_a_stream_shows_real_unfinished_pictures_and_ends_with_the_finished_one(instance: Instance) -> None:
    with instance.client() as client:
        prompt = f"{WORDS} [[delay:2]]"
        events = list(client.images.generate(model=MODEL, prompt=prompt, stream=True, partial_images=2))
    kinds = [event.type for event in events]
    assert kinds == [*["image_generation.partial_image"] * 2, "image_generation.completed"]
    assert [event.partial_image_index for event in events[:-1]] == [0, 1]  # type: ignore[union-attr]
    assert len({opened(event.b64_json).tobytes() for event in events}) == 3
    assert {opened(event.b64_json).size for event in events} == {(1024, 1024)}
    assert events[-1].usage.total_tokens > 0  # type: ignore[union-attr]


def test_a_stream_of_several_pictures_says_which_event_belongs_to_which(instance: Instance) -> None:
    with instance.client() as client:
        prompt = f"{WORDS} [[delay:2]]"
        events = list(client.images.generate(model=MODEL, prompt=prompt, stream=True, partial_images=1, n=3))
    done = [event.to_dict()["aquatint"]["index"] for event in events if event.type == "image_generation.completed"]  # type: ignore[index]
    begun = [event.to_dict()["aquatint"]["index"] for event in events if event.type.endswith("partial_image")]  # type: ignore[index]
    assert done == [0, 1, 2]
    assert sorted(begun) == [0, 1, 2]
    assert events[-1].usage.total_tokens > 0  # type: ignore[union-attr]


def test_a_stream_without_partial_pictures_is_one_event(instance: Instance) -> None:
    with instance.client() as client:
        events = list(client.images.generate(model=MODEL, prompt=WORDS, stream=True))
    assert [event.type for event in events] == ["image_generation.completed"]


def test_one_picture_is_changed(instance: Instance) -> None:
    with instance.client() as client:
        answer = client.images.edit(model=MODEL, image=("kettle.png", png()), prompt="Make it blue")
    assert opened((answer.data or [])[0].b64_json).size == (1024, 1024)
    assert instance.emulator.calls()[-1]["images"] == 1


def test_several_pictures_and_a_mask_arrive_at_the_provider(instance: Instance) -> None:
    pictures = [(f"{number}.png", png(colour=(10 * number, 60, 30))) for number in range(3)]
    with instance.client() as client:
        answer = client.images.edit(model=MODEL, image=pictures, mask=("mask.png", mask()), prompt="Blue", n=2)
    assert len(answer.data or []) == 2
    call = instance.emulator.calls()[-1]
    assert (call["images"], call["mask"]) == (3, True)


def test_an_edit_streams(instance: Instance) -> None:
    prompt = "Make it blue [[delay:2]]"
    with instance.client() as client:
        image = ("kettle.png", png())
        events = list(client.images.edit(model=MODEL, image=image, prompt=prompt, stream=True, partial_images=1))
    assert [event.type for event in events] == ["image_edit.partial_image", "image_edit.completed"]
    assert all(opened(event.b64_json).size == (1024, 1024) for event in events)


def test_pictures_may_come_as_data_addresses_in_json(instance: Instance) -> None:
    def address(data: bytes) -> dict[str, str]:
        return {"image_url": "data:image/png;base64," + base64.b64encode(data).decode()}

    body = {"model": MODEL, "prompt": "Blue", "images": [address(png()), address(png())], "mask": address(mask())}
    with instance.http() as http:
        answer = http.post("images/edits", json=body)
    assert answer.status_code == 200, answer.text
    assert opened(answer.json()["data"][0]["b64_json"]).size == (1024, 1024)
    assert (instance.emulator.calls()[-1]["images"], instance.emulator.calls()[-1]["mask"]) == (2, True)


def test_more_edits_than_processors_wait_side_by_side(instance: Instance) -> None:
    """An edit that is being painted holds nothing that another upload needs."""
    answers: list[openai.types.ImagesResponse] = []
    key = instance.key_of("ada")  # made before anybody runs

    def change(number: int) -> None:
        with instance.client(api_key=key) as client:
            image = ("kettle.png", png((256, 256), (30 * number, 90, 160)))
            answers.append(client.images.edit(model=MODEL, image=image, prompt="Blue [[delay:8]]"))

    threads = [threading.Thread(target=change, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    newest = "SELECT created, finished FROM generations_generation ORDER BY id DESC LIMIT 8"
    side_by_side = instance.sql(f"SELECT max(created) < min(finished) FROM ({newest}) AS newest")  # noqa: S608
    assert len(answers) == 8
    assert side_by_side == [(True,)]


def test_each_model_tells_the_rule_of_its_sizes_in_full(instance: Instance) -> None:
    with instance.http() as http:
        listed = http.get("models").json()["data"]
    rules = {model["id"]: model["aquatint"]["capabilities"]["sizes"] for model in listed}
    names = {"listed", "step", "min_edge", "max_edge", "min_pixels", "max_pixels", "max_ratio"}
    assert [set(rule) for rule in rules.values()] == [names] * len(listed)
    assert (rules["gpt-image-2"]["step"], rules["gpt-image-2"]["max_edge"]) == (16, 3840)
    assert (rules["sandbox"]["step"], rules["sandbox"]["min_edge"]) == (1, 256)


def test_models_are_listed_and_found_by_name_and_alias(instance: Instance) -> None:
    with instance.client() as client:
        names = [model.id for model in client.models.list()]
        assert {MODEL, "gpt-image-2", "sandbox"} <= set(names)
        assert client.models.retrieve("sandbox").owned_by == "sandbox"
        assert client.models.retrieve("gpt-image-2.6").id == "gpt-image-2.6-sunburst"
        with pytest.raises(openai.NotFoundError) as told:
            client.models.retrieve("no-such-model")
    assert (told.value.code, told.value.param) == ("model_not_found", "model")


def test_a_picture_can_be_sent_as_it_came(instance: Instance) -> None:
    """What one call returns is what the next one takes."""
    with instance.client() as client:
        first = client.images.generate(model=MODEL, prompt=WORDS, output_format="webp")
        file = io.BytesIO(base64.b64decode((first.data or [])[0].b64_json or ""))
        second = client.images.edit(model=MODEL, image=("first.webp", file), prompt="Blue", size="auto")
    assert opened((second.data or [])[0].b64_json).size == (1024, 1024)
