"""One picture, one change, one drift, shared by the tests of the pixel lock."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from benchmarks import pixel_scenes
from benchmarks.pixel_scenes import Case, Drift

EDGE = 384
DRIFT = Drift(shift=3, scale=1.006, colour=3, grain=1.5)


def case_of(kind: str, area: float, drift: Drift = DRIFT, *, seed: int = 1, strength: float = 1.0) -> Case:
    chance = np.random.default_rng(seed)
    source = pixel_scenes.leaves(EDGE, seed)
    edited = pixel_scenes.changed(source, kind, area, chance, strength)
    truth = np.abs(source.astype(int) - edited).max(-1) > pixel_scenes.VISIBLE
    return Case(kind, source, pixel_scenes.drifted(edited, drift, chance), truth, drift)


@pytest.fixture(scope="session")
def case() -> Case:
    return case_of("recoloured", 0.08)


class Desk:
    """A folder for the files of one lock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.out = folder / "out.png"

    def put(self, name: str, pixels: NDArray[Any], **options: Any) -> Path:
        path = self.folder / name
        Image.fromarray(pixels).save(path, **options)
        return path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def pixels(path: Path) -> NDArray[Any]:
    with Image.open(path) as image:
        return np.asarray(image)


def overlap(found: NDArray[Any], truth: NDArray[Any]) -> float:
    return float((found & truth).sum() / max(1, (found | truth).sum()))
