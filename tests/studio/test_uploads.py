"""Pictures that came with a request which was refused."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.catalog import actions as catalog
from aquatint.catalog import offers
from aquatint.media import storage
from tests.imaging.pictures import encoded, picture


@pytest.fixture
def page(ada: Person, settings: Settings, tmp_path: Path) -> Client:
    settings.DATA = tmp_path / "data"  # a store that nobody else writes to
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test"}
    catalog.seed()
    offers.forget()
    client = Client()
    client.force_login(ada)
    return client


def test_nothing_is_stored_of_what_cannot_be_paid(page: Client) -> None:
    before = list(storage.originals())
    sent = SimpleUploadedFile("kettle.png", encoded("png", picture(317, 211)), "image/png")
    form = {"prompt": "A kettle", "model": "gpt-image-2", "n": "1", "size": "1k", "shape": "1:1", "quality": "medium"}
    answer = page.post("/generations", {**form, "mode": "instant", "images": sent})
    assert answer.status_code == 402
    assert [name for name, _ in storage.originals()] == [name for name, _ in before]
