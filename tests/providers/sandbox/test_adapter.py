# ruff: noqa: E501 -- one mark a line
# fmt: off
"""The sandbox as a provider, with its real pool of processes."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image

from aquatint.providers.base import Call
from aquatint.providers.errors import BadRequest, Broken
from aquatint.providers.sandbox.adapter import SandboxAdapter, make
from aquatint.providers.sandbox.cli import group
from aquatint.providers.sandbox.encode import DESCRIPTION, SOURCE_TYPE, read_scene
from aquatint.providers.types import Accepted, Event, ImageRequest, Partial, Picture, Size, Source, Usage


@pytest.fixture(scope="module")
def adapter() -> Iterator[SandboxAdapter]:
    one = make({})
    yield one
    asyncio.run(one.close())


def collect(adapter: SandboxAdapter, folder: Path, **request: Any) -> list[Event]:
    async def run() -> list[Event]:
        call = Call(ImageRequest("sandbox", **{"prompt": "a red fox by a lake", **request}), "sandbox", folder, "key-1")
        return [event async for event in adapter.paint(call)]

    return asyncio.run(run())


def facts(data: bytes) -> tuple[str | None, tuple[int, int], int]:
    with Image.open(BytesIO(data)) as image:
        return image.format, image.size, getattr(image, "n_frames", 1)


def test_it_paints_each_shot_with_its_own_seed(adapter: SandboxAdapter, tmp_path: Path) -> None:
    events = collect(adapter, tmp_path, n=3, size=Size(256, 192), partial_images=2, seed=11)
    assert isinstance(events[0], Accepted)
    assert events[0].request_id == "sandbox-key-1"
    assert isinstance(events[-1], Usage)
    assert events[-1].cost_microusd == 0
    pictures = [event for event in events if isinstance(event, Picture)]
    assert sorted(picture.shot for picture in pictures) == [0, 1, 2]
    assert {picture.said["seed"] for picture in pictures} == {11, 12, 13}
    assert len({hashlib.sha256(picture.path.read_bytes()).hexdigest() for picture in pictures}) == 3
    partials = [event for event in events if isinstance(event, Partial)]
    assert sorted((one.shot, one.index) for one in partials) == [(s, i) for s in range(3) for i in range(2)]
    assert {facts(one.data)[0] for one in partials} == {"WEBP"}


def test_the_same_request_gives_the_same_bytes(adapter: SandboxAdapter, tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
        collect(adapter, folder, size=Size(256, 192))
    assert (first / "shot-0.png").read_bytes() == (second / "shot-0.png").read_bytes()


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "svg"])
def test_every_file_says_that_it_is_a_sandbox_picture(adapter: SandboxAdapter, tmp_path: Path, kind: str) -> None:
    (picture,) = (one for one in collect(adapter, tmp_path, size=Size(200, 160), output_format=kind) if isinstance(one, Picture))
    data = picture.path.read_bytes()
    assert picture.said["sandbox"] is True
    assert DESCRIPTION.encode() in data
    assert kind == "gif" or SOURCE_TYPE.encode() in data
    if kind in {"png", "jpeg", "webp"}:
        scene = read_scene(picture.path)
        assert scene is not None
        assert [thing.kind for thing in scene.things if thing.named] == ["fox"]
        assert facts(data)[1] == (200, 160)
    if kind == "svg":
        assert b"<image" not in data
        assert data.count(b"<path") > 50
    if kind == "gif":
        assert facts(data)[2] >= 2


def test_it_says_what_it_understood_and_what_not(adapter: SandboxAdapter, tmp_path: Path) -> None:
    events = collect(adapter, tmp_path, prompt="a blue fox with a frobnicator", size=Size(128, 128))
    (picture,) = (event for event in events if isinstance(event, Picture))
    assert picture.said["understood"] == ["blue", "fox"]
    assert picture.said["not_understood"] == ["frobnicator"]
    assert {"size", "quality", "background", "output_format", "scene", "palette"} <= set(picture.said)


def test_it_edits_a_picture_of_its_own(adapter: SandboxAdapter, tmp_path: Path) -> None:
    (source,) = (one for one in collect(adapter, tmp_path, size=Size(256, 192)) if isinstance(one, Picture))
    folder = tmp_path / "edit"
    folder.mkdir()
    events = collect(adapter, folder, prompt="make the fox blue", images=(Source(source.path, "image/png", Size(256, 192)),))
    (picture,) = (event for event in events if isinstance(event, Picture))
    assert picture.said["edit"] == "scene"
    assert facts(picture.path.read_bytes())[1] == (256, 192)


@pytest.mark.parametrize(
    ("request_", "field"), [({"prompt": "  "}, "prompt"), ({"background": "transparent", "output_format": "jpeg"}, "background")]
)
def test_it_refuses_what_it_cannot_do_and_names_the_field(adapter: SandboxAdapter, tmp_path: Path, request_: dict[str, Any], field: str) -> None:
    with pytest.raises(BadRequest) as refused:
        collect(adapter, tmp_path, **request_)
    assert refused.value.field == field


def test_it_refuses_to_make_an_opaque_picture_transparent_and_keeps_a_transparent_one(adapter: SandboxAdapter, tmp_path: Path) -> None:
    for name, background in (("opaque", "auto"), ("clear", "transparent")):
        (picture,) = (one for one in collect(adapter, tmp_path, size=Size(128, 128), background=background) if isinstance(one, Picture))
        picture.path.rename(tmp_path / f"{name}.png")
    asked: dict[str, Any] = {"prompt": "make the fox blue", "background": "transparent"}
    with pytest.raises(BadRequest) as refused:
        collect(adapter, tmp_path, images=(Source(tmp_path / "opaque.png", "image/png", Size(128, 128)),), **asked)
    assert refused.value.field == "background"
    events = collect(adapter, tmp_path, images=(Source(tmp_path / "clear.png", "image/png", Size(128, 128)),), **asked)
    (picture,) = (one for one in events if isinstance(one, Picture))
    with Image.open(picture.path) as image:
        assert image.getchannel("A").getextrema() == (0, 255)


def test_a_broken_source_is_told_as_a_failure_and_logged_and_the_next_call_works(
    adapter: SandboxAdapter, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "broken.png"
    path.write_bytes(b"not a picture")
    with pytest.raises(Broken):
        collect(adapter, tmp_path, images=(Source(path, "image/png", Size(10, 10)),))
    assert any(one.levelname == "ERROR" and one.exc_info for one in caplog.records)
    assert len(collect(adapter, tmp_path, size=Size(64, 64))) == 3


def test_leaving_early_leaves_no_work_behind(adapter: SandboxAdapter, tmp_path: Path) -> None:
    async def leave() -> int:
        call = Call(ImageRequest("sandbox", "a city at night", n=8, size=Size(1024, 1024)), "sandbox", tmp_path, "k")
        events = adapter.paint(call)
        async for event in events:
            if isinstance(event, Accepted):
                break
        await events.aclose()  # type: ignore[attr-defined]  # an async generator has it
        return sum(not task.done() for task in asyncio.all_tasks()) - 1

    assert asyncio.run(leave()) == 0
    assert len(collect(adapter, tmp_path, size=Size(64, 64))) == 3


# The commands


def test_the_command_paints_and_tells_in_json(tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    result = CliRunner().invoke(group, ["paint", "a cat, a frobnicator", "-o", str(path), "--size", "200x150", "--seed", "4", "--json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.output)
    assert (told["size"], told["seed"], told["not_understood"]) == ("200x150", 4, ["frobnicator"])
    assert facts(path.read_bytes())[1] == (200, 150)


@pytest.mark.parametrize("size", ["12", "5000x5000", "400x100", "axb"])
def test_the_command_refuses_an_impossible_size(tmp_path: Path, size: str) -> None:
    result = CliRunner().invoke(group, ["paint", "a cat", "-o", str(tmp_path / "a.png"), "--size", size])
    assert result.exit_code == 2
    assert not (tmp_path / "a.png").exists()


@pytest.mark.parametrize(("words", "told"), [
    (["paint", "a", "-o", "FOLDER/nowhere/z.png"], "there is no folder"), (["edit", "FOLDER/empty.txt", "a", "-o", "FOLDER/nowhere/z.png"], "there is no folder"),
    (["sheet", "FOLDER/empty.txt", "-o", "FOLDER/nowhere/z.webp"], "there is no folder"), (["sheet", "FOLDER/empty.txt", "-o", "FOLDER/z.webp"], "what to paint"),
    (["paint", "a", "--transparent", "-o", "FOLDER/z.jpg"], "cannot be transparent"), (["paint", "a", "--transparent", "-o", "FOLDER/z.gif"], "cannot be transparent"),
    (["paint", "a", "--stage", "sketch", "-o", "FOLDER/z.svg"], "png, jpg or webp"), (["edit", "FOLDER/empty.txt", "a", "-o", "FOLDER/z.gif"], "png, jpg or webp"),
])  # fmt: skip
def test_the_command_refuses_what_can_become_no_picture(tmp_path: Path, words: list[str], told: str) -> None:
    (tmp_path / "empty.txt").write_text("# a remark\n\n")
    result = CliRunner().invoke(group, [word.replace("FOLDER", str(tmp_path)) for word in words])
    assert (result.exit_code, told in result.output) == (2, True), result.output
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_the_command_makes_a_contact_sheet_and_edits(tmp_path: Path) -> None:
    (tmp_path / "p.txt").write_text("a cat\na red boat on a lake\n# a remark\n")
    run = CliRunner().invoke
    assert run(group, ["sheet", str(tmp_path / "p.txt"), "-o", str(tmp_path / "s.webp"), "--columns", "2", "--cell", "64"]).exit_code == 0
    assert facts((tmp_path / "s.webp").read_bytes())[1] == (158, 84)
    assert run(group, ["paint", "a red boat on a lake", "-o", str(tmp_path / "b.png"), "--size", "120x90"]).exit_code == 0
    result = run(group, ["edit", str(tmp_path / "b.png"), "make the boat blue", "-o", str(tmp_path / "c.png"), "--drift", "mild"])
    assert result.exit_code == 0, result.output
