# ruff: noqa: E501 -- one planted value a line
# fmt: off
"""A stranger can write any scene into a file. What we would not have written is no scene, and costs no time."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from aquatint.imaging import notes
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.edit import edit
from aquatint.providers.sandbox.encode import SCENE_KEY, read_scene
from aquatint.providers.sandbox.layouts import LAYOUTS
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.scene import Thing, from_json, to_json
from aquatint.providers.sandbox.sound import sound

SIZE = (160, 120)
SCENE = compose(read("a red boat, a cabin and a fox by a lake"), SIZE, 5)
NUMBERS = ["NaN", "Infinity", "-1e400", "1e300", "9" * 400, '"7"', "null", "true", "[]", "{}"]
PROMPTS = [
    'a wine label with a fox and the title "Reserve"', "a portrait of a woman in the rain", "a four panel comic of a cat", "infographic about coffee",
    "a logo for a bakery", "a galaxy", "a sofa in a living room", "a metro map", "an app icon of a star", "a market poster", "60 foxes in a forest", "a menu",
]  # fmt: skip


def planted(tmp_path: Path, note: str) -> Path:
    path = tmp_path / "planted.png"
    Image.new("RGB", SIZE, (90, 140, 190)).save(path)
    notes.write(path, {SCENE_KEY: note})
    return path


def with_value(path: tuple[str | int, ...], value: Any) -> str:
    """Return the scene as JSON with another value at one place."""
    whole = json.loads(to_json(SCENE))
    place = whole
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return json.dumps(whole)


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_scene_of_ours_is_taken(prompt: str) -> None:
    for size in (SIZE, (120, 160), (300, 100)):
        scene = from_json(to_json(compose(read(prompt), size, 7)))
        assert scene is not None
        assert sound(scene)


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("name", ["x", "height", "id", "seed", "layer"])
def test_a_thing_with_a_number_that_is_none_is_refused(number: str, name: str, tmp_path: Path) -> None:
    note = with_value(("things", 0, name), "HERE").replace('"HERE"', number)
    assert read_scene(planted(tmp_path, note)) is None


@pytest.mark.parametrize(("path", "value"), [
    (("things", 0, "kind"), "quagga"), (("things", 0, "kind"), ["fox"]), (("things", 0, "pose"), 7), (("things", 0, "wears"), ["hat:plaid"]), (("things", 0, "wears"), 3),
    (("things", 0, "colour"), {"light": 9, "chroma": 9, "hue": 9}), (("things", 0, "colour"), [1, 2, 3]), (("things", 0, "height"), 0), (("things", 0, "floats"), "yes"),
    (("layout",), "nowhere"), (("layout",), "interior"), (("palette",), "plaid"), (("style",), "../style"), (("time",), "noon"), (("time",), {}), (("mood",), "plaid"),
    (("light",), 0), (("light",), []), (("light",), {}), (("traits",), []), (("traits",), {"horizon": 1e9}), (("traits",), {str(number): 1.0 for number in range(1000)}), (("accents",), [{}]),
    (("prompt",), "\ud800"), (("texts",), [{"text": "Hi", "colour": None}]), (("texts",), [7]), (("things",), "fox"), (("seed",), -1),
])  # fmt: skip
def test_a_scene_with_a_value_that_is_never_in_ours_is_refused(path: tuple[str | int, ...], value: Any, tmp_path: Path) -> None:
    assert read_scene(planted(tmp_path, with_value(path, value))) is None


def _many() -> str:
    thing = json.loads(to_json(SCENE))["things"][0]
    return with_value(("things",), [thing] * 300)


def _large() -> str:
    return to_json(SCENE.evolve(things=tuple(Thing(number, "palm", 0.5, 1.5, 3.0) for number in range(190))))


def _wordy() -> str:
    text = {"text": "W" * 399, "role": "title", "colour": None, "width": 0.01, "height": 2.0, "vertical": True}
    return with_value(("texts",), [text] * 30)


NONSENSE = {
    "a deep list": lambda: "[" * 50_000, "many things": _many, "large things": _large, "many letters": _wordy, "no JSON": lambda: "{" * 9,
    "a number without end": lambda: "9" * 50_000, "a list": lambda: "[1]", "another version": lambda: to_json(SCENE).replace('"aquatint":1', '"aquatint":2'),
}  # fmt: skip


@pytest.mark.parametrize("make", NONSENSE.values(), ids=NONSENSE)
@pytest.mark.parametrize("words", ["make the boat blue", "extend the picture to the left"])
def test_a_picture_with_nonsense_planted_is_changed_like_any_other_and_soon(make: Any, words: str, tmp_path: Path) -> None:
    path, start = planted(tmp_path, make()), time.process_time()
    result = edit(path, words)
    assert result.scene is None
    assert result.said["edit"] in {"pixels", "extended"}
    assert time.process_time() - start < 2


@pytest.mark.parametrize("name", sorted(LAYOUTS))
def test_a_scene_under_another_layout_is_painted_or_refused(name: str, tmp_path: Path) -> None:
    for traits in ({}, {"count": -3.0, "lines": -1.0, "names": 0.0, "parts": -9.0, "size": 0.0, "backdrop": 77.0, "kind": 300.0}):
        path = planted(tmp_path, to_json(SCENE.evolve(layout=name, traits=traits)))
        assert edit(path, "make the boat blue, add a cat and make it night").pixels.shape == (*SIZE[::-1], 4)
