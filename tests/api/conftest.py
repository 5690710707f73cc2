from collections.abc import Iterator

import pytest

from tests.api.instance import Instance, running_instance
from tests.emulator.running import running_emulator


@pytest.fixture(scope="session")
def one_instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with (
        running_emulator() as emulator,
        running_instance(tmp_path_factory.mktemp("api"), emulator) as instance,
    ):
        yield instance


@pytest.fixture
def instance(one_instance: Instance) -> Instance:
    one_instance.emulator.reset()
    return one_instance
