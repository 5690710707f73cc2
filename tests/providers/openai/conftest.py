from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from aquatint.providers.types import Size, Source
from tests.emulator.running import Emulator, running_emulator


@pytest.fixture(scope="module")
def module_emulator() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(module_emulator: Emulator) -> Emulator:
    module_emulator.reset()
    return module_emulator


@pytest.fixture
def photo(tmp_path: Path) -> Source:
    path = tmp_path / "photo.png"
    Image.linear_gradient("L").resize((1024, 768)).convert("RGB").save(path)
    return Source(path, "image/png", Size(1024, 768))


@pytest.fixture
def mask(tmp_path: Path) -> Source:
    """A mask that lets the left half change."""
    path = tmp_path / "mask.png"
    image = Image.new("L", (1024, 768))
    image.paste(255, (0, 0, 512, 768))
    image.save(path)
    return Source(path, "image/png", Size(1024, 768))
