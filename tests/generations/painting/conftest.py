"""OpenAI as the emulator plays it, and somebody who can pay."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.generations import painting
from tests.emulator.running import Emulator, running_emulator
from tests.generations.test_start import give


@pytest.fixture(scope="module")
def running() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture(autouse=True)
def emulator(running: Emulator, models: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Emulator:
    """OpenAI as the emulator plays it; nobody waits between attempts."""
    running.reset()
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": running.base_url}
    monkeypatch.setattr(painting, "_LONGEST_WAIT", 0.01)
    return running


@pytest.fixture
def ben(ben: Person) -> Person:
    """Ben, with credits."""
    give(ben, 100)
    return ben
