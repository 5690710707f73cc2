"""The official `openai` package works against the emulator as against the real service."""

import base64
import io
from collections.abc import Iterator

import openai
import pytest
from PIL import Image

from tests.emulator.running import Emulator

MODEL = "gpt-image-2.6-sunburst"


@pytest.fixture
def client(emulator: Emulator) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(api_key="sk-test-123456", base_url=emulator.base_url, max_retries=0) as client:
        yield client


def png(size: tuple[int, int], colour: object, mode: str = "RGB") -> io.BytesIO:
    buffer = io.BytesIO()
    Image.new(mode, size, colour).save(buffer, "PNG")  # type: ignore[arg-type]
    buffer.name = "picture.png"
    buffer.seek(0)
    return buffer


def test_generate(client: openai.OpenAI) -> None:
    answer = client.images.generate(
        model=MODEL, prompt="a kettle", n=2, size="1536x1024", quality="max", output_format="webp", complexity="low"
    )
    assert answer.data is not None
    assert len(answer.data) == 2
    with Image.open(io.BytesIO(base64.b64decode(answer.data[0].b64_json or ""))) as picture:
        assert (picture.format, picture.size) == ("WEBP", (1536, 1024))
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.input_tokens + answer.usage.output_tokens
    assert (answer.size, answer.quality) == ("1536x1024", "max")


def test_generate_as_a_stream(client: openai.OpenAI) -> None:
    stream = client.images.generate(model=MODEL, prompt="a kettle", stream=True, partial_images=2)
    events = list(stream)
    assert [event.type for event in events] == [
        "image_generation.partial_image",
        "image_generation.partial_image",
        "image_generation.completed",
    ]
    assert all(base64.b64decode(event.b64_json).startswith(b"\x89PNG") for event in events)


def test_an_error_in_the_middle_of_a_stream(client: openai.OpenAI) -> None:
    stream = client.images.generate(model=MODEL, prompt="[[fault:stream_error]]", stream=True, partial_images=1)
    with pytest.raises(openai.APIError):
        list(stream)


def test_edit_with_several_pictures_and_a_mask(client: openai.OpenAI, emulator: Emulator) -> None:
    answer = client.images.edit(
        model=MODEL,
        prompt="make it blue",
        image=[png((1024, 1024), "red"), png((512, 512), "green")],
        mask=png((1024, 1024), (0, 0, 0, 0), "RGBA"),
        size="1024x1024",
    )
    assert answer.data is not None
    assert emulator.calls()[0]["images"] == 2
    with Image.open(io.BytesIO(base64.b64decode(answer.data[0].b64_json or ""))) as picture:
        red, green, blue = picture.getpixel((512, 300))[:3]  # type: ignore[index]
        assert red < max(green, blue), "the marked region, here everything, was to change"


def test_a_mask_of_another_size_is_refused(client: openai.OpenAI) -> None:
    with pytest.raises(openai.BadRequestError) as caught:
        client.images.edit(
            model=MODEL, prompt="x", image=png((1024, 1024), "red"), mask=png((512, 512), (0, 0, 0, 0), "RGBA")
        )
    assert caught.value.param == "mask"


def test_models(client: openai.OpenAI) -> None:
    assert MODEL in [model.id for model in client.models.list()]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("unauthorized", openai.AuthenticationError),
        ("forbidden", openai.PermissionDeniedError),
        ("model_not_found", openai.NotFoundError),
        ("rate_limited", openai.RateLimitError),
        ("http_500", openai.InternalServerError),
        ("moderation_output", openai.BadRequestError),
        ("cut_before_answer", openai.APIConnectionError),
    ],
)
def test_faults_become_the_clients_own_errors(
    kind: str, error: type[Exception], client: openai.OpenAI, emulator: Emulator
) -> None:
    emulator.fault(kind)
    with pytest.raises(error):
        client.images.generate(model=MODEL, prompt="a kettle")
