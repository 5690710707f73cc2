"""Every story of a generation ends with rows, holds and bytes that agree."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from PIL import Image as Pillow
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.catalog import actions as catalog
from aquatint.catalog import offers
from aquatint.generations import invariants
from aquatint.ledger import actions as ledger
from aquatint.ledger import invariants as books
from aquatint.media import storage
from aquatint.providers import registry

CREDITS = 100


@pytest.fixture(autouse=True)
def all_is_whole(models: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test that does not plant a bug itself, no invariant may be broken."""
    yield
    if "plant" not in request.fixturenames and not connection.needs_rollback:
        assert [*invariants.findings(), *books.findings()] == []


@pytest.fixture(autouse=True)
def models(db: None, settings: Settings) -> Iterator[None]:
    """Have the models of a fresh instance on offer, with a key for OpenAI that leads nowhere."""
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test", "OPENAI_BASE_URL": "http://127.0.0.1:9/v1"}
    catalog.seed()
    yield
    offers.forget()
    registry._adapters.clear()  # noqa: SLF001 -- an adapter belongs to the settings of one test


@pytest.fixture
def ada(ada: Person) -> Person:
    """Ada, with credits."""
    ledger.grant(person=ada, credits=CREDITS, source="gift", key=f"gift:{ada.pk}", reason="For the story")
    return ada


@pytest.fixture
def guest(db: None) -> Person:
    """Somebody without an account."""
    return Person.objects.create()


@pytest.fixture
def some_file() -> Iterator[Path]:
    """A picture as a file that just came in."""
    path = storage.temporary_file(".png")
    Pillow.new("RGB", (1024, 1024), (120, 60, 30)).save(path, "PNG")
    yield path
    storage.discard(path)


@pytest.fixture
def plant() -> Callable[..., None]:
    """Call it to change rows behind the back of verbs, constraints and triggers. The test then expects a finding."""

    def run(*statements: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no triggers
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # an altered table may have nothing pending
            for statement in statements:
                cursor.execute(statement)

    return run
