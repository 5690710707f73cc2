# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Materials that were read are painted; a named colour survives them; what was thought is told."""

from pathlib import Path

import numpy as np
import pytest

from aquatint.providers.sandbox import job
from aquatint.providers.sandbox.colour import from_rgb
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.job import Order
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.words.hues import hue

WORDS = {"wooden": "wood", "glass": "glass", "metal": "metal", "ceramic": "ceramic", "stone": "stone", "leather": "leather", "cardboard": "paper", "striped": "striped",
         "polka dot": "dotted", "golden": "gold", "copper": "copper"}  # fmt: skip


@pytest.mark.parametrize("word", sorted(WORDS))
def test_a_material_that_is_read_is_painted(word: str) -> None:
    scene = compose(read(f"a {word} box, product shot"), (240, 360), 3)
    assert [thing.material for thing in scene.things if thing.named] == [WORDS[word]]
    bare = scene.evolve(things=tuple(thing.evolve(material="") for thing in scene.things))
    changed = (np.abs(render(scene).astype(int) - render(bare)) > 6).any(-1)
    assert changed.mean() > 0.01


@pytest.mark.parametrize("word", ["wooden", "glass", "metal", "ceramic", "leather", "striped"])
def test_the_named_colour_shows_through_its_material(word: str) -> None:
    scene = compose(read(f"a blue {word} jug"), (200, 200), 3, transparent=True)
    pixels = render(scene, badge=False)
    solid = pixels[pixels[..., 3] > 250][:, :3] / 255
    tones = [from_rgb(*map(float, rgb)) for rgb in solid[:: max(1, len(solid) // 300)]]
    blue = sum(tone.chroma > 0.03 and abs(tone.hue - hue("blue").hue) < 35 for tone in tones)
    assert blue / len(tones) > 0.4


def test_a_person_is_made_of_nothing() -> None:
    scene = compose(read("a wooden woman and a glass fox"), (240, 240), 3)
    assert {thing.material for thing in scene.things if thing.kind in {"woman", "fox"}} == {""}


def test_thinking_tells_its_plan(tmp_path: Path) -> None:
    order = Order('a fox in a boat, poster "RIVER"', (200, 300), 1, tmp_path / "a.png", thinking=True)
    plan = job.paint(order).said["plan"]
    assert plan["texts"] == ["RIVER"]
    assert "fox" in plan["cast"]
    assert "plan" not in job.paint(Order("a fox", (64, 64), 1, tmp_path / "b.png")).said


def test_low_quality_leaves_out_detail_and_is_no_other_picture(tmp_path: Path) -> None:
    assert [job.stage_of(Order("a fox", None, 1, tmp_path, quality=quality)).name for quality in ("low", "medium", "high")] == ["LIGHT", "GRAIN", "GRAIN"]
