from collections.abc import Iterator

import pytest

from tests.api.instance import Instance, running_instance
from tests.emulator.running import running_emulator


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep these tests in one process, so that one instance serves them all."""
    for item in items:
        if "tests/api/" in item.path.as_posix():
            item.add_marker(pytest.mark.xdist_group("api"))


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
