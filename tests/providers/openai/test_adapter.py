"""Painting well: the real adapter against the real emulator."""

import asyncio
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import uvloop
from PIL import Image

from aquatint.emulator.openai.asks import MODELS
from aquatint.providers.errors import BadRequest, NoAccess
from aquatint.providers.openai import make
from aquatint.providers.types import Accepted, ImageRequest, Partial, Picture, Size, Source, Usage
from tests.emulator.running import Emulator, running_emulator
from tests.providers.openai.painting import KETTLE, KEY, adapter, outcome, paint


@pytest.mark.parametrize("output_format", ["png", "jpeg", "webp"])
@pytest.mark.parametrize("size", [Size(1024, 1024), Size(1536, 1024), Size(688, 2048)], ids=str)
def test_it_paints_the_size_and_format_asked_for(
    output_format: str, size: Size, emulator: Emulator, tmp_path: Path
) -> None:
    request = ImageRequest(model="image", prompt="a kettle", size=size, output_format=output_format)  # type: ignore[arg-type]
    result = paint(request, tmp_path, emulator.base_url)
    assert result.error is None
    with Image.open(io.BytesIO(result.pictures[0])) as picture:
        assert (picture.format or "").lower() == output_format
        assert picture.size == (size.width, size.height)


def test_it_says_who_took_it_then_the_pictures_then_what_they_cost(emulator: Emulator, tmp_path: Path) -> None:
    result = paint(KETTLE.evolve(n=3, quality="low"), tmp_path, emulator.base_url)
    assert [type(event) for event in result.events] == [Accepted, Picture, Picture, Picture, Usage]
    assert len(set(result.pictures)) == 3
    picture = result.of(Picture)[0]
    assert picture.said == {"size": "1024x1024", "quality": "low", "background": "opaque", "output_format": "png"}
    usage = result.of(Usage)[0]
    assert usage.cost_microusd == 5 * usage.raw["input_tokens"] + 30 * 3 * 200
    assert len(emulator.calls()) == 1


def test_only_the_pictures_are_left_in_the_folder(emulator: Emulator, tmp_path: Path) -> None:
    for name, request in {"plain": KETTLE.evolve(n=2), "stream": KETTLE.evolve(n=2, partial_images=2)}.items():
        result = paint(request, tmp_path / name, emulator.base_url)
        assert set((tmp_path / name).iterdir()) == {picture.path for picture in result.of(Picture)}


def test_a_transparent_background_is_transparent(emulator: Emulator, tmp_path: Path) -> None:
    result = paint(KETTLE.evolve(background="transparent", output_format="webp"), tmp_path, emulator.base_url)
    with Image.open(io.BytesIO(result.pictures[0])) as picture:
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_partials_come_in_order_for_every_shot_before_its_picture(emulator: Emulator, tmp_path: Path) -> None:
    result = paint(KETTLE.evolve(n=2, partial_images=3), tmp_path, emulator.base_url)
    assert result.error is None
    for shot in (0, 1):
        kinds = [
            (type(event), getattr(event, "index", None))
            for event in result.events
            if isinstance(event, Partial | Picture) and event.shot == shot
        ]
        assert kinds == [(Partial, 0), (Partial, 1), (Partial, 2), (Picture, None)]
    assert all(partial.media_type == "image/png" for partial in result.of(Partial))
    assert len(result.of(Accepted)) == 2
    (usage,) = result.of(Usage)
    assert len(usage.raw["calls"]) == 2
    assert usage.cost_microusd is not None
    assert [call["n"] for call in emulator.calls()] == [1, 1]


def test_an_edit_sends_every_picture_and_the_mask(
    emulator: Emulator, photo: Source, mask: Source, tmp_path: Path
) -> None:
    request = KETTLE.evolve(size=photo.size, images=(photo, photo), mask=mask)
    result = paint(request, tmp_path / "call", emulator.base_url)
    assert result.error is None
    (call,) = emulator.calls()
    assert (call["path"], call["images"], call["mask"]) == ("/v1/images/edits", 2, True)
    with Image.open(io.BytesIO(result.pictures[0])) as after, Image.open(photo.path) as before:
        assert after.size == before.size
        difference = np.abs(np.asarray(after, dtype=int) - np.asarray(before, dtype=int)).sum(axis=2)
        changed, kept = difference[300, 200], difference[300, 800]
        assert changed > 2 * kept + 20


def test_an_edit_streams_too(emulator: Emulator, photo: Source, tmp_path: Path) -> None:
    request = KETTLE.evolve(size=photo.size, images=(photo,), partial_images=1)
    result = paint(request, tmp_path / "call", emulator.base_url)
    assert [type(event) for event in result.events] == [Accepted, Partial, Picture, Usage]


def test_an_edit_with_less_moderation_goes_as_json(
    emulator: Emulator, photo: Source, mask: Source, tmp_path: Path
) -> None:
    request = KETTLE.evolve(size=photo.size, images=(photo, photo), mask=mask, moderation="low")
    result = paint(request, tmp_path / "call", emulator.base_url)
    assert result.error is None
    (call,) = emulator.calls()
    assert (call["images"], call["mask"], call["sent"]["moderation"]) == (2, True, "low")


def test_a_mask_of_another_size_is_refused_before_anything_is_sent(
    emulator: Emulator, photo: Source, tmp_path: Path
) -> None:
    path = tmp_path / "small.png"
    Image.new("L", (512, 512)).save(path)
    for claimed in (Size(512, 512), photo.size):
        request = KETTLE.evolve(images=(photo,), mask=Source(path, "image/png", claimed))
        result = paint(request, tmp_path / f"call-{claimed}", emulator.base_url)
        assert isinstance(result.error, BadRequest)
        assert result.error.field == "mask"
    assert emulator.calls() == []


def test_the_settings_of_the_environment_are_used(emulator: Emulator, tmp_path: Path) -> None:
    async def story() -> None:
        painter = make({"OPENAI_API_KEY": f" {KEY}\n", "OPENAI_BASE_URL": f"{emulator.base_url}/"})
        assert not painter.repeatable
        assert len((await outcome(painter, KETTLE, tmp_path)).pictures) == 1
        await painter.close()

    asyncio.run(story())


def test_an_unknown_model_is_the_operators_affair(emulator: Emulator, tmp_path: Path) -> None:
    result = paint(KETTLE, tmp_path, emulator.base_url, model="gpt-image-1")
    assert type(result.error) is NoAccess


@pytest.mark.parametrize("model", MODELS)
def test_every_current_model_takes_what_is_sent(model: str, emulator: Emulator, tmp_path: Path) -> None:
    request = KETTLE.evolve(n=2, output_format="jpeg", output_compression=70, person="p" * 64, texts=("Tea",))
    assert paint(request, tmp_path, emulator.base_url, model=model).error is None


@pytest.mark.parametrize("run", [asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def test_two_hundred_calls_at_once_arrive_whole(run: Callable[[Any], list[bytes]], tmp_path: Path) -> None:
    async def story(base_url: str) -> list[bytes]:
        painter = adapter(base_url)
        results = await asyncio.gather(*(outcome(painter, KETTLE, tmp_path / str(number)) for number in range(200)))
        await painter.close()
        return [picture for result in results for picture in result.pictures]

    with running_emulator(delay=0.2, picture_bytes=300_000) as emulator:
        pictures = run(story(emulator.base_url))
        assert len(pictures) == 200
        assert all(len(picture) > 300_000 and picture.endswith(b"IEND\xaeB`\x82") for picture in pictures)
        assert len(emulator.calls()) == 200
