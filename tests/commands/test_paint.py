"""`aquatint paint`, as its own process."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from aquatint.kit import postgres
from tests.commands.prepared import prepare
from tests.commands.running import COMMAND, Up, environment, free_port, run, stopping, wait_for
from tests.emulator.running import Emulator, running_emulator

WORDS = "a copper kettle on a windowsill, morning light"
pytestmark = pytest.mark.xdist_group("paint")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder that nothing has used, with its database running, so that no command has to start and stop it."""
    data = prepare(tmp_path_factory.mktemp("paint") / "data")
    with postgres.server(data):
        yield data


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as running:
        yield running


def with_openai(emulator: Emulator) -> dict[str, str]:
    return {"OPENAI_API_KEY": "sk-emulator", "OPENAI_BASE_URL": emulator.base_url}


def balance(data: Path) -> dict[str, Any]:
    return dict(json.loads(run(data, "credits", "balance", "operator@localhost", "--json").stdout))


def test_it_paints_on_a_fresh_machine_without_a_server(
    tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    out = tmp_path / "kettle.png"
    nothing = tmp_path_factory.mktemp("fresh") / "data"
    done = run(nothing, "paint", WORDS, "-o", str(out), "--size", "1536x1024", "--seed", "7")
    assert done.returncode == 0, done.stderr
    with Image.open(out) as picture:
        picture.load()
        assert (picture.format, picture.size) == ("PNG", (1536, 1024))
    assert done.stdout.splitlines()[0].startswith(f"{out}  1536x1024")
    assert "1 credit" in done.stdout
    assert "No model was involved" in done.stdout
    states = [line.split("  ")[0] for line in done.stderr.splitlines() if "usually about" in line]
    assert states[0] == "waiting"
    assert "drawing" in states
    assert states[-1] == "done"
    assert "unfinished picture 1 of 3" in done.stderr
    assert [path.name for path in out.parent.iterdir()] == ["kettle.png"]


def test_the_same_seed_gives_the_same_picture_and_the_format_follows_the_name(data: Path, tmp_path: Path) -> None:
    told = []
    for name in ("a.webp", "b.webp"):
        done = run(data, "paint", WORDS, "-o", str(tmp_path / name), "--seed", "5", "--quiet", "--json")
        assert (done.returncode, "usually" in done.stderr) == (0, False), done.stderr
        told.append(json.loads(done.stdout))
    assert told[0]["files"][0]["media_type"] == "image/webp"
    with Image.open(tmp_path / "a.webp") as one, Image.open(tmp_path / "b.webp") as other:
        assert ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox() is None
    assert (told[0]["state"], told[0]["sandbox"], told[0]["credits"]) == ("done", True, 1)


def test_the_operator_is_given_what_each_picture_costs_and_no_more(data: Path, tmp_path: Path) -> None:
    assert run(data, "paint", WORDS, "-o", str(tmp_path / "a.png"), "--quiet", "--n", "3").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-1.png", "a-2.png", "a-3.png"]
    assert balance(data)["available"] == 0
    people = run(data, "user", "list").stdout
    assert "operator@localhost" in people
    assert "staff" not in people
    checked = run(data, "check")
    assert checked.returncode == 0, checked.stdout


def test_it_changes_a_picture_only_inside_a_mask(data: Path, tmp_path: Path) -> None:
    source, mask, out = tmp_path / "source.png", tmp_path / "mask.png", tmp_path / "out.png"
    Image.new("RGB", (1024, 1024), (200, 190, 170)).save(source)
    hole = Image.new("RGBA", (1024, 1024), (0, 0, 0, 255))
    hole.paste((0, 0, 0, 0), (256, 256, 768, 768))
    hole.save(mask)
    done = run(data, "paint", "a red boat", "--edit", str(source), "--mask", str(mask), "-o", str(out), "--quiet")
    assert done.returncode == 0, done.stderr
    with Image.open(out) as changed:
        assert changed.size == (1024, 1024)
        assert changed.convert("RGB").getpixel((5, 5)) == (200, 190, 170)
        assert changed.convert("RGB").crop((300, 300, 700, 700)).getcolors(1) is None


WRONG = {
    "an impossible size": (["--size", "100x100"], "--size", "256x256"),
    "a size in words": (["--size", "huge"], "--size", "WIDTHxHEIGHT"),
    "an unknown model": (["--model", "dall-e-3"], "--model", "sandbox"),
    "nine pictures": (["--n", "9"], "--n", "1 to"),
    "an unknown quality": (["--quality", "ultra"], "--quality", "medium"),
    "a transparent jpeg": (["--transparent", "--format", "jpeg"], "--format", "png"),
    "a mask without a picture": (["--mask", __file__], "--edit", "picture"),
    "a picture that is none": (["--edit", __file__], "--edit", "picture"),
    "an ending that we do not write": (["-o", "kettle.bmp"], "--output", ".bmp"),
    "a folder that is not there": (["-o", "/no/such/folder/a.png"], "--output", "/no/such/folder"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_usage_names_the_option_and_costs_nothing(data: Path, case: str) -> None:
    options, option, word = WRONG[case]
    done = run(data, "paint", WORDS, *options)
    assert done.returncode == 2, done.stderr
    assert option in done.stderr
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_with_another_ending_is_taken_with_a_format_that_is_told(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "kettle.v2"
    done = run(data, "paint", WORDS, "-o", str(out), "--format", "jpeg", "--size", "256x256", "--quiet")
    assert done.returncode == 0, done.stderr
    with Image.open(out) as picture:
        assert picture.format == "JPEG"


def test_a_gif_comes_only_from_a_model_that_makes_one(data: Path, tmp_path: Path, emulator: Emulator) -> None:
    one, other = tmp_path / "a.gif", tmp_path / "b.gif"
    done = run(data, "paint", WORDS, "-o", str(one), "--model", "sandbox", "--size", "256x256", "--quiet")
    assert done.returncode == 0, done.stderr
    with Image.open(one) as picture:
        assert picture.format == "GIF"
    refused = run(data, "paint", WORDS, "-o", str(other), "--model", "gpt-image-2", **with_openai(emulator))
    assert (refused.returncode, other.exists()) == (2, False)
    assert "--format" in refused.stderr
    assert "webp" in refused.stderr


def test_no_words_are_wrong_usage(data: Path) -> None:
    done = run(data, "paint", "  ")
    assert (done.returncode, "WORDS" in done.stderr) == (2, True)


def test_a_refusal_ends_with_one_and_its_reason(data: Path, tmp_path: Path, emulator: Emulator) -> None:
    words = f"{WORDS} [[fault:moderation_blocked]]"
    out = tmp_path / "a.png"
    order = ("paint", words, "--model", "gpt-image-2", "-o", str(out))
    done = run(data, *order, **with_openai(emulator))
    assert done.returncode == 1
    assert "safety system" in done.stderr
    assert "Nothing was charged" in done.stderr
    assert not out.exists()
    assert balance(data) == balance(data) | {"available": 6, "held": 0}
    told = json.loads(run(data, *order, "--json", "--quiet", **with_openai(emulator)).stdout)
    assert (told["state"], told["credits"], told["files"]) == ("refused", 0, [])
    assert balance(data)["available"] == 6


def test_ctrl_c_cancels_and_gives_the_credits_back(data: Path, tmp_path: Path, emulator: Emulator) -> None:
    out, err = tmp_path / "a.png", tmp_path / "err.txt"
    order = [*COMMAND, "paint", f"{WORDS} [[delay:300]]", "--model", "gpt-image-2", "-o", str(out)]
    with (
        err.open("w") as told,
        subprocess.Popen(order, env=environment(data, **with_openai(emulator)), stderr=told) as process,  # noqa: S603
    ):
        try:
            wait_for(lambda: "drawing" in err.read_text(), "the drawing to begin")
            os.kill(process.pid, signal.SIGINT)
            assert process.wait(60) == 130
        finally:
            process.kill()
    assert "cancelled" in err.read_text()
    assert not out.exists()
    assert balance(data)["held"] == 0
    assert run(data, "check").returncode == 0


@pytest.fixture
def up(tmp_path: Path, emulator: Emulator) -> Iterator[Up]:
    running = Up(prepare(tmp_path / "instance" / "data"), free_port(), **with_openai(emulator)).until_ready()
    wait_for(running.is_ready, "the worker")
    yield from stopping(running)


def test_beside_a_running_instance_its_worker_paints(up: Up, tmp_path: Path) -> None:
    """This process has no key for the provider, so only the worker can have painted."""
    out = tmp_path / "a.png"
    done = run(
        up.data,
        "paint",
        WORDS,
        "--model",
        "gpt-image-2",
        "-o",
        str(out),
        OPENAI_API_KEY="sk-not-used",
        OPENAI_BASE_URL="http://127.0.0.1:9/v1",
    )
    assert done.returncode == 0, done.stderr
    with Image.open(out) as picture:
        assert picture.size == (1024, 1024)
    assert "GPT Image 2" in done.stdout
    wait_for(up.is_ready, "readiness")
