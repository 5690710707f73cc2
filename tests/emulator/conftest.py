from collections.abc import Iterator

import pytest

from tests.emulator.running import Emulator, running_emulator


@pytest.fixture(scope="module")
def module_emulator() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture
def emulator(module_emulator: Emulator) -> Emulator:
    module_emulator.reset()
    return module_emulator
