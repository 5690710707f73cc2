"""What is refused: with the status and the word that the official client reads, and with nothing charged or stored."""

import base64
import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import openai
import pytest
from PIL import Image

from tests.api.instance import MODEL, WORDS, Instance, mask, png
from tests.commands.running import wait_for
from tests.generations.scenes import scene

pytestmark = pytest.mark.xdist_group("api")  # one instance serves them all


@pytest.fixture
def nothing_stored(instance: Instance) -> Iterator[None]:
    """The test leaves no row, no file and no movement of credits."""
    instance.key_of("ada")
    before = instance.stored()
    yield
    assert instance.stored() == before


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_says(width: int, height: int, pixels: bytes = b"\0" * 64) -> bytes:
    """Return a PNG whose header declares a size, whatever its pixels are."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")


def bomb() -> bytes:
    """Return 20 kB that would be 144 megapixels."""
    buffer = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(buffer, "PNG")
    return buffer.getvalue()


WRONG_WORDS: dict[str, tuple[dict[str, Any], str, str]] = {
    "no prompt": ({"prompt": ""}, "prompt", "prompt_missing"),
    "a prompt of spaces": ({"prompt": " \n"}, "prompt", "prompt_missing"),
    "an oversized prompt": ({"prompt": "a" * 32_001}, "prompt", "prompt_too_long"),
    "a prompt with NUL": ({"prompt": "a\0b"}, "prompt", "invalid_value"),
    "n of 0": ({"n": 0}, "n", "count_not_offered"),
    "n of 9": ({"n": 9}, "n", "count_not_offered"),
    "n in words": ({"n": "many"}, "n", "invalid_value"),
    "a size in words": ({"size": "huge"}, "size", "invalid_size"),
    "an impossible size": ({"size": "1000x1000"}, "size", "size_not_offered"),
    "an unknown quality": ({"quality": "ultra"}, "quality", "invalid_value"),
    "a format without alpha": (
        {"background": "transparent", "output_format": "jpeg"},
        "output_format",
        "setting_not_offered",
    ),
    "a compression of png": ({"output_compression": 50}, "output_compression", "setting_not_offered"),
    "a seed where none is taken": ({"seed": 7}, "seed", "setting_not_offered"),
    "too many partial pictures": ({"stream": True, "partial_images": 4}, "partial_images", "setting_not_offered"),
    "an unknown parameter": ({"colour": "red"}, "colour", "unknown_parameter"),
}


@pytest.mark.parametrize("case", WRONG_WORDS)
@pytest.mark.usefixtures("nothing_stored")
def test_wrong_words_are_a_400_that_names_the_parameter(instance: Instance, case: str) -> None:
    body, field, code = WRONG_WORDS[case]
    with instance.client(max_retries=2) as client, pytest.raises(openai.BadRequestError) as told:
        client.post("/images/generations", body={"model": MODEL, "prompt": WORDS, **body}, cast_to=object)
    assert (told.value.param, told.value.code, told.value.type) == (field, code, "invalid_request_error")


@pytest.mark.parametrize("case", WRONG_WORDS)
@pytest.mark.usefixtures("nothing_stored")
def test_wrong_words_of_an_edit_are_told_before_its_picture_is_opened(instance: Instance, case: str) -> None:
    body, field, code = WRONG_WORDS[case]
    given: dict[str, Any] = {"model": MODEL, "prompt": WORDS, **body}
    prompt, more = given.pop("prompt"), {name: "true" if value is True else value for name, value in given.items()}
    with instance.client() as client, pytest.raises(openai.BadRequestError) as told:
        client.images.edit(image=("a.png", b"I am no picture."), prompt=prompt, extra_body=more)
    assert (told.value.param, told.value.code) == (field, code)


@pytest.mark.parametrize(
    ("size", "nearest"), [("1024x576", "1088x608"), ("1000x1000", "1008x1008"), ("5000x5000", "2880x2880")]
)
def test_an_impossible_size_is_answered_with_the_nearest_that_is_not(
    instance: Instance, size: str, nearest: str
) -> None:
    with instance.client() as client, pytest.raises(openai.BadRequestError) as told:
        client.images.generate(model=MODEL, prompt=WORDS, size=size)
    assert nearest in told.value.message
    with instance.client() as client:
        client.images.generate(model=MODEL, prompt=WORDS, size=nearest)


@pytest.mark.usefixtures("nothing_stored")
def test_an_unknown_model_is_a_404(instance: Instance) -> None:
    with instance.client() as client, pytest.raises(openai.NotFoundError) as told:
        client.images.generate(model="dall-e-3", prompt=WORDS)
    assert (told.value.param, told.value.code) == ("model", "model_not_found")


WRONG_PICTURES: dict[str, tuple[Callable[[], dict[str, Any]], str, str]] = {
    "text named png": (lambda: {"image": ("a.png", b"I am no picture. " * 9)}, "image", "not_an_image"),
    "an empty file": (lambda: {"image": ("a.png", b"")}, "image", "not_an_image"),
    "half a picture": (lambda: {"image": ("a.png", png()[:900])}, "image", "truncated"),
    "100,000 by 100,000": (lambda: {"image": ("a.png", png_that_says(100_000, 100_000))}, "image", "too_many_pixels"),
    "a decompression bomb": (lambda: {"image": ("a.png", bomb())}, "image", "too_many_pixels"),
    "a mask of another size": (
        lambda: {"image": ("a.png", png()), "mask": ("m.png", mask((512, 512)))},
        "mask",
        "input_not_offered",
    ),
    "a mask without alpha": (
        lambda: {"image": ("a.png", png()), "mask": ("m.png", png())},
        "mask",
        "mask_without_alpha",
    ),
    "a damaged mask": (lambda: {"image": ("a.png", png()), "mask": ("m.png", mask()[:-60])}, "mask", "truncated"),
    "a good picture and a bad one": (lambda: {"image": [("a.png", png()), ("b.png", b"no")]}, "image", "not_an_image"),
    "seventeen pictures": (
        lambda: {"image": [(f"{n}.png", png((64, 64))) for n in range(17)]},
        "image",
        "input_not_offered",
    ),
    "a mask twice": (
        lambda: {"image": ("a.png", png()), "files": [("mask", ("m.png", mask())), ("mask", ("n.png", mask()))]},
        "mask",
        "invalid_value",
    ),
}


@pytest.mark.parametrize("case", WRONG_PICTURES)
@pytest.mark.usefixtures("nothing_stored")
def test_wrong_pictures_are_a_400_that_names_the_parameter(instance: Instance, case: str) -> None:
    make, field, code = WRONG_PICTURES[case]
    given = make()
    images = given["image"] if isinstance(given["image"], list) else [given["image"]]
    files = [("image[]", one) for one in images] + ([("mask", given["mask"])] if "mask" in given else [])
    with instance.http() as http:
        answer = http.post(
            "images/edits", data={"model": MODEL, "prompt": "Blue"}, files=files + given.get("files", [])
        )
    assert answer.status_code == 400, answer.text
    error = answer.json()["error"]
    assert (error["param"], error["code"], error["type"]) == (field, code, "invalid_request_error")


@pytest.mark.usefixtures("nothing_stored")
def test_the_official_client_hears_of_a_wrong_picture(instance: Instance) -> None:
    with instance.client() as client, pytest.raises(openai.BadRequestError) as told:
        client.images.edit(model=MODEL, image=("a.png", b"I am no picture."), prompt="Blue")
    assert (told.value.param, told.value.code) == ("image", "not_an_image")


def address(data: bytes) -> dict[str, str]:
    return {"image_url": "data:image/png;base64," + base64.b64encode(data).decode()}


WRONG_JSON: dict[str, tuple[dict[str, Any], str, str]] = {
    "no pictures": ({}, "images", "image_missing"),
    "pictures as a number": ({"images": 7}, "images", "image_missing"),
    "pictures as a word": ({"images": "kettle"}, "images", "image_missing"),
    "a link": ({"images": [{"image_url": "https://example.org/a.png"}]}, "images", "invalid_request"),
    "a file id": ({"images": [{"file_id": "file-1"}]}, "images", "invalid_request"),
    "broken base64": ({"images": [{"image_url": "data:image/png;base64,!!!"}]}, "images", "invalid_value"),
    "base64 of no picture": ({"images": [address(b"I am no picture.")]}, "image", "not_an_image"),
    "a mask as a list": ({"images": [address(png((64, 64)))], "mask": []}, "mask", "invalid_request"),
    "a mask of another size": (
        {"images": [address(png())], "mask": address(mask((64, 64)))},
        "mask",
        "input_not_offered",
    ),
}


@pytest.mark.parametrize("case", WRONG_JSON)
@pytest.mark.usefixtures("nothing_stored")
def test_wrong_pictures_in_json_are_a_400_that_names_the_parameter(instance: Instance, case: str) -> None:
    body, field, code = WRONG_JSON[case]
    with instance.http() as http:
        answer = http.post("images/edits", json={"model": MODEL, "prompt": "Blue", **body})
    assert answer.status_code == 400, answer.text
    assert (answer.json()["error"]["param"], answer.json()["error"]["code"]) == (field, code)


@pytest.mark.parametrize(
    ("path", "headers", "body"),
    [
        ("images/generations", {}, b"prompt=kettle"),
        ("images/generations", {"content-type": "application/json"}, b""),
        ("images/generations", {"content-type": "application/json"}, b"[]"),
        ("images/generations", {"content-type": "application/json"}, b'{"prompt": "\xff"}'),
        ("images/generations", {"content-type": "application/json"}, b'{"a":' + b"[" * 90_000),
        ("images/edits", {"content-type": "application/json"}, b"{"),
        ("images/edits", {"content-type": "application/json"}, b""),
        ("images/edits", {"content-type": "multipart/form-data"}, b"--x\r\n"),
        ("images/edits", {"content-type": "multipart/form-data; boundary=x"}, b"not a form"),
        ("images/edits", {"content-type": "multipart/form-data; boundary=x"}, b""),
    ],
)
@pytest.mark.usefixtures("nothing_stored")
def test_a_body_that_cannot_be_read_is_a_400(
    instance: Instance, path: str, headers: dict[str, str], body: bytes
) -> None:
    with instance.http() as http:
        answer = http.post(path, content=body, headers=headers)
    assert answer.status_code == 400, answer.text
    assert answer.json()["error"]["message"]


def test_a_key_is_needed_and_is_asked_for_before_anything_is_read(instance: Instance) -> None:
    for key in (None, "Basic abc", "Bearer", "Bearer sk-123", "Bearer aq_" + "a" * 40, "Bearer aq_ß"):
        headers = {} if key is None else {b"authorization": key.encode()}
        with httpx2.Client(base_url=instance.base_url, trust_env=False) as http:
            answer = http.post("/images/generations", content=b"no JSON", headers=headers)
        assert (answer.status_code, answer.json()["error"]["type"]) == (401, "authentication_error"), answer.text
        assert answer.headers["www-authenticate"] == "Bearer"


def test_wrong_keys_are_the_clients_authentication_error(instance: Instance) -> None:
    for key, code in (("sk-123", "invalid_api_key"), (instance.key_of("ada")[:-1], "invalid_api_key")):
        with instance.client(api_key=key) as client, pytest.raises(openai.AuthenticationError) as told:
            client.models.list()
        assert told.value.code == code


def test_a_revoked_key_is_refused(instance: Instance) -> None:
    email = "ben@example.org"
    instance.key_of("ben")
    key = instance.command("key", "create", email, "--name", "to lose")
    with instance.client(api_key=key) as client:
        assert client.models.list().data
        identity = next(
            line.split()[0] for line in instance.command("key", "list", email).splitlines() if "to lose" in line
        )
        instance.command("key", "revoke", identity)

        def refused() -> str | None:
            try:
                client.models.list()
            except openai.AuthenticationError as told:
                return told.code
            return None

        assert wait_for(refused, "the key to be refused", seconds=60) == "revoked_api_key"


def test_too_few_credits_are_a_402_that_says_how_many(instance: Instance) -> None:
    instance.key_of("poor", credits=5)
    before = instance.stored()
    with instance.client("poor", max_retries=2) as client:
        with pytest.raises(openai.APIStatusError) as told:
            client.images.generate(model=MODEL, prompt=WORDS, n=2)
        with pytest.raises(openai.APIStatusError):
            client.images.edit(model=MODEL, prompt="Blue", image=("a.png", png(colour=(1, 2, 3))), n=2)
    assert (told.value.status_code, told.value.code, told.value.type) == (
        402,
        "insufficient_credits",
        "insufficient_credits",
    )
    assert "8 credits" in told.value.message
    assert "5 credits are available" in told.value.message
    assert instance.stored() == before


def test_a_refused_upload_does_not_take_away_what_somebody_has(instance: Instance) -> None:
    """The same bytes once accepted, once refused."""
    instance.key_of("poor", credits=5)
    picture = scene(98, 320)
    with instance.client() as client:
        client.images.edit(model=MODEL, prompt="Blue", image=("a.png", picture))
    before = instance.stored()
    with instance.client("poor") as client, pytest.raises(openai.APIStatusError):
        client.images.edit(model=MODEL, prompt="Blue", image=("a.png", picture), n=8)
    assert instance.stored() == before


def test_what_does_not_exist_is_told_in_the_same_envelope(instance: Instance) -> None:
    with instance.http() as http:
        for method, path, status in (
            ("GET", "nothing", 404),
            ("GET", "generations/gen_nope", 404),
            ("GET", "images/img_nope", 404),
            ("DELETE", "models", 405),
            ("GET", "generations?limit=0", 400),
            ("GET", "generations?limit=many", 400),
            ("GET", "generations?before=gen_x", 400),
            ("GET", "generations?idempotency_key=%00", 400),
        ):
            answer = http.request(method, path)
            assert answer.status_code == status, (path, answer.text)
            assert set(answer.json()["error"]) == {"message", "type", "param", "code"}
            assert answer.headers["x-should-retry"] == "false"
        assert http.get("generations?limit=0").json()["error"]["param"] == "limit"
        assert http.request("DELETE", "models").headers["allow"] == "GET"
