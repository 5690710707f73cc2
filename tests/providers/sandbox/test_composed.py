# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Composed pictures: things of the right size to each other, on the ground, seen against what is behind them, in their colour."""

from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from aquatint.providers.sandbox.answering import things_of, unanswered
from aquatint.providers.sandbox.colour import from_rgb
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.layouts.comic import DEPTH, panel_box, panels_of
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.hues import hue

from .test_scenes import EXAMPLES

SIZE = (240, 160)
OUTDOORS = ("mouse", "cat", "dog", "sheep", "man", "horse", "elephant", "giraffe", "house", "tree", "lighthouse")
INDOORS = ("apple", "cup", "bottle", "lamp", "guitar")
SEEN = {
    "landscape": "a {c} fox by a lake", "seashore": "a {c} boat on the beach", "street": "a {c} car in a street", "interior": "a {c} armchair in a room",
    "still": "a {c} vase and a pear on a table", "product": "a {c} bottle, product shot", "poster": "poster with a {c} bird", "menu": 'menu "Lunch" with a {c} apple',
    "logo": "logo with a {c} cat", "map": "map with a {c} castle", "diagram": 'infographic "A" "B" with a {c} apple and a {c} cup', "comic": "comic panel of a {c} cat",
    "space": "a {c} rocket in outer space", "underwater": "a {c} fish in a coral reef", "isometric": "isometric {c} car", "flatlay": "a {c} cup from above",
    "timeline": "timeline with a {c} car", "pattern": "seamless pattern of {c} birds", "portrait": "portrait of a woman in a {c} dress",
}  # fmt: skip


def placed(prompt: str, size: tuple[int, int] = SIZE, seed: int = 5) -> Scene:
    return compose(read(prompt), size, seed)


def tallest(scene: Scene, kind: str) -> Thing:
    return max((thing for thing in scene.things if thing.kind == kind and thing.named), key=lambda one: one.height)


@pytest.mark.parametrize(("small", "large"), [pair for pair in combinations(OUTDOORS, 2) if SUBJECTS[pair[1]].metres > 1.6 * SUBJECTS[pair[0]].metres])
def test_what_is_larger_in_life_is_larger_in_a_landscape(small: str, large: str) -> None:
    scene = placed(f"a {small} and a {large} in a meadow")
    assert tallest(scene, large).height > tallest(scene, small).height


@pytest.mark.parametrize(("small", "large"), [pair for pair in combinations(INDOORS, 2) if SUBJECTS[pair[1]].metres > 1.6 * SUBJECTS[pair[0]].metres])
def test_what_is_larger_in_life_is_larger_on_a_table(small: str, large: str) -> None:
    scene = placed(f"still life of a {small} and a {large}")
    assert tallest(scene, large).height > tallest(scene, small).height


@pytest.mark.parametrize("kind", sorted(key for key, one in SUBJECTS.items() if one.on == "ground" and not one.indoor))
def test_what_belongs_on_the_ground_stands_on_it(kind: str) -> None:
    word = kind.replace("_", " ")
    scene = placed(f"a {word} in a meadow")
    for thing in (one for one in scene.things if one.kind == kind and not one.floats):
        assert scene.traits["horizon"] < thing.y <= 1.0


def without(scene: Scene, ids: set[int]) -> Scene:
    return scene.evolve(things=tuple(thing for thing in scene.things if thing.id not in ids))


def changed(scene: Scene, ids: set[int]) -> tuple[NDArray[np.uint8], NDArray[np.bool_]]:
    """The picture, and where it differs from itself without these things by more than one notices."""
    whole, rest = render(scene, badge=False), render(without(scene, ids), badge=False)
    return whole, np.abs(whole.astype(np.int16) - rest).max(-1) > 30


@pytest.mark.parametrize("layout", sorted(set(EXAMPLES) - {"abstract", "arches", "subject", "metro", "skyline", "sign", "portrait", "pattern"}))
def test_what_is_named_stands_out_from_what_is_behind_it(layout: str) -> None:
    reading = read(EXAMPLES[layout])
    scene = compose(reading, SIZE, 7)
    for index in range(len(reading.nouns)):
        ids = {thing.id for thing in things_of(index, reading, scene)}
        if ids:
            assert changed(scene, ids)[1].mean() > 0.002


@pytest.mark.parametrize("colour", ["red", "blue"])
@pytest.mark.parametrize("layout", sorted(SEEN))
def test_the_colour_that_was_named_is_in_the_picture(layout: str, colour: str) -> None:
    scene = placed(SEEN[layout].format(c=colour))
    assert scene.layout == layout
    if layout == "portrait":
        pixels = render(scene, badge=False)[-40:, 80:160]  # what the sitter wears
    else:
        whole, region = changed(scene, {thing.id for thing in scene.things if thing.named})
        pixels = whole[region]
    tones = [from_rgb(*map(float, rgb)) for rgb in pixels.reshape(-1, pixels.shape[-1])[:: max(1, pixels.size // 1600), :3] / 255]
    near = sum(one.chroma > 0.04 and abs((one.hue - hue(colour).hue + 180) % 360 - 180) < 38 for one in tones)
    assert near / len(tones) > 0.06


@pytest.mark.parametrize("number", [1, 2, 3, 5, 7, 9, 12])
@pytest.mark.parametrize("words", ["foxes in a meadow", "boats on a lake", "apples on a table", "birds, poster", "cats, comic panel", "trees, isometric"])
def test_the_count_is_right_or_told(words: str, number: int) -> None:
    reading = read(f"{number} {words}")
    scene = compose(reading, SIZE, 5)
    count = len({thing.id for thing in scene.things if thing.kind == reading.nouns[0].key and thing.named})
    assert count == number or any(f"of {number}" in one for one in unanswered(reading, scene))


@pytest.mark.parametrize("prompt", ["comic page, a woman flying over a city", "comic strip of a bird over a house", "three panel comic of a girl riding a horse"])
def test_nobody_leaves_their_panel(prompt: str) -> None:
    scene = placed(prompt)
    panels = [panel_box(scene, index) for index in range(panels_of(scene))]
    for thing in scene.things:
        x, y, wide, tall = panels[thing.layer // DEPTH]
        assert x <= thing.x <= x + wide
        assert y - 0.01 <= thing.y - thing.height / scene.tall
        assert thing.y <= y + tall + 0.01
