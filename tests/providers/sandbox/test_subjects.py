# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Every subject: really there, in its box, on its foot, in its colour, and like no other."""

from collections.abc import Iterator
from itertools import combinations
from random import Random

import numpy as np
import pytest
import skia
from numpy.typing import NDArray

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import Colour, from_rgb
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.style import STYLES, Stage
from aquatint.providers.sandbox.subjects import SUBJECTS, Look
from aquatint.providers.sandbox.words.hues import hue

BLUE = hue("blue")


def painted(key: str, colour: Colour | None = None, size: int = 160, scale: float | None = None) -> NDArray[np.uint8]:
    """The subject alone: its box fills three fifths of the picture; the foot stands at four fifths."""
    subject = SUBJECTS[key]
    surface = skia.Surface.MakeRaster(skia.ImageInfo.Make(size, size, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType))
    brush = Brush(surface.getCanvas(), STYLES["illustration"], Stage.DETAIL)
    tone = colour or subject.colour
    look = Look(tone, tone, PALETTES["dawn"], Random(1))  # noqa: S311 -- painting, not secrecy
    with brush.at(size / 2, size * 0.8, scale or size * 0.6 / 100 / max(1.0, subject.aspect)):
        subject.draw(brush, look)
    return np.array(surface.toarray(colorType=skia.kRGBA_8888_ColorType))


@pytest.fixture(scope="module")
def shapes() -> dict[str, NDArray[np.bool_]]:
    return {key: painted(key)[..., 3] > 128 for key in SUBJECTS}


def test_there_are_far_more_than_eighty() -> None:
    assert len(SUBJECTS) >= 200


@pytest.mark.parametrize("key", sorted(SUBJECTS))
def test_it_stands_on_its_foot_inside_its_frame(key: str, shapes: dict[str, NDArray[np.bool_]]) -> None:
    shape = shapes[key]
    rows, columns = np.flatnonzero(shape.any(1)), np.flatnonzero(shape.any(0))
    tall, wide = rows[-1] - rows[0], columns[-1] - columns[0]
    assert 8 < wide < 150
    assert columns[0] > 0
    assert columns[-1] < 159
    assert tall > 5
    unit = 160 * 0.6 / max(1.0, SUBJECTS[key].aspect)
    if SUBJECTS[key].on not in {"air", "sky", "sea"}:
        assert abs(rows[-1] - 128) <= 0.14 * unit + 3


def test_no_two_silhouettes_are_alike(shapes: dict[str, NDArray[np.bool_]]) -> None:
    small = {key: painted(key, size=64).astype(np.int16) for key in shapes}
    same = [(a, b) for a, b in combinations(small, 2) if np.abs(small[a] - small[b]).mean() < 0.6]
    assert same == []


OWN_COLOURS = {"birch", "rainbow", "campfire", "fireplace", "waterfall", "record"}


def _named_colour() -> Iterator[str]:
    own = OWN_COLOURS
    for key, subject in sorted(SUBJECTS.items()):
        if subject.family in {"beast", "vessel", "vehicle", "building", "symbol", "furniture", "product", "music", "bird", "insect", "people", "sea", "toy", "nature", "food", "plant", "reptile", "chart"} and key not in own:
            yield key


@pytest.mark.parametrize("key", list(_named_colour()))
def test_the_named_colour_is_really_there(key: str) -> None:
    pixels = painted(key, BLUE)
    solid = pixels[pixels[..., 3] > 250][:, :3] / 255
    hues = [from_rgb(*map(float, rgb)) for rgb in solid[:: max(1, len(solid) // 300)]]
    blue = sum(one.chroma > 0.04 and abs(one.hue - BLUE.hue) < 35 for one in hues)
    assert blue / len(hues) > 0.05
