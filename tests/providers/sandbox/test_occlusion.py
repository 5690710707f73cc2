# ruff: noqa: E501 -- one mark a line
# fmt: off
"""What the words name is to be seen: nothing that was named hides another by more than two fifths."""

from functools import cache
from itertools import combinations

import numpy as np
import pytest
import skia
from numpy.typing import NDArray
from PIL import Image

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.style import STYLES, Stage
from aquatint.providers.sandbox.subjects import SUBJECTS, Look

LEAST = 0.6
"""The part of each named thing that must stay visible."""
WORDS = ("fox", "cabin", "red boat", "tree", "elephant", "lighthouse", "bicycle", "woman", "house", "ship", "rock", "castle", "dog")
PATTERNS = (
    "a {a} and a {b}", "a lake at dawn with a {a} and a {b}, mist", "a {a} in front of a {b}", "a {a} behind a {b}",
    "a {a} next to a {b} on the beach", "a street with a {a} and a {b}", "a {a} under a {b}",
)  # fmt: skip
INDOORS = ("armchair", "cat", "table", "floor lamp", "plant", "fireplace", "piano", "woman", "bookshelf")
LOW = {"bicycle", "tree", "boat"}


@cache
def silhouette(kind: str, pose: str) -> NDArray[np.bool_]:
    """The shape of a subject, 64 points to a height, 4 heights wide, its foot at the middle of the bottom."""
    surface = skia.Surface.MakeRaster(skia.ImageInfo.Make(384, 80, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType))
    subject = SUBJECTS[kind]
    look = Look(subject.colour, subject.colour, PALETTES["day"], Scene(1, 1, 1, "", "").random(kind), pose)
    brush = Brush(surface.getCanvas(), STYLES["flat"], Stage.DETAIL)
    with brush.at(192, 72, 0.64):
        subject.draw(brush, look)
    return np.array(surface.toarray(colorType=skia.kRGBA_8888_ColorType))[..., 3] > 128


def laid(scene: Scene, thing: Thing) -> NDArray[np.bool_]:
    """The shape of a thing in its scene, 200 points to a short side."""
    wide, tall = round(scene.wide * 200), round(scene.tall * 200)
    scale = thing.height * 200 / 64
    shape = Image.fromarray(silhouette(thing.kind, thing.pose)[:, :: thing.facing].astype(np.uint8) * 255)
    part = shape.resize((max(1, round(384 * scale)), max(1, round(80 * scale))))
    board = Image.new("L", (wide, tall))
    board.paste(part, (round(thing.x * wide - 192 * scale), round(thing.y * tall - 72 * scale)))
    return np.asarray(board) > 127


def visible(scene: Scene) -> dict[str, float]:
    """The part of each named thing that nothing named covers. Subjects that float inside another are left out."""
    things = sorted((t for t in scene.things if t.named), key=lambda one: (one.layer, one.y, one.id))
    shapes = [laid(scene, one) for one in things]
    out = {}
    for index, thing in enumerate(things):
        covered = np.zeros_like(shapes[index])
        for later in shapes[index + 1 :]:
            covered |= later
        whole = shapes[index].sum()
        out[f"{thing.kind} {thing.id}"] = float((shapes[index] & ~covered).sum() / whole) if whole else 0.0
    return out


@pytest.mark.parametrize("pattern", PATTERNS)
def test_no_named_subject_hides_another(pattern: str) -> None:
    hidden = []
    for a, b in combinations(WORDS, 2):
        prompt = pattern.format(a=a, b=b)
        seen = visible(compose(read(prompt), (600, 400), 11))
        assert len(seen) >= 2, prompt
        hidden += [(prompt, kind, round(part, 2)) for kind, part in seen.items() if part < LEAST]
    assert hidden == []


@pytest.mark.parametrize("size", [(600, 400), (400, 400), (400, 600)], ids=str)
def test_a_room_shows_all_that_was_named(size: tuple[int, int]) -> None:
    hidden = []
    for a, b in combinations(INDOORS, 2):
        prompt = f"a living room with a {a} and a {b}"
        seen = visible(compose(read(prompt), size, 5))
        hidden += [(prompt, kind, round(part, 2)) for kind, part in seen.items() if part < LEAST]
    assert hidden == []


@pytest.mark.parametrize("prompt", [
    "A lake at dawn with a cabin and a red boat, mist", "a bear, a rabbit and a fox under a big tree", "three foxes and two owls in a forest",
    "a castle, a dragon and a knight", "a harbour with a ship, a lighthouse and two boats", "a jug, a bowl, three lemons and a vase on a table",
    "a camel, a tent and a palm in the desert", "a market street with a bus, a bicycle and a woman",
])  # fmt: skip
def test_several_subjects_all_stay_visible(prompt: str) -> None:
    for seed in range(6):
        seen = visible(compose(read(prompt), (600, 400), seed))
        assert {kind: part for kind, part in seen.items() if part < LEAST} == {}, (prompt, seed)
