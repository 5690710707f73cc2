"""What is on offer: ready providers only, nothing withdrawn, found by name or alias; the operator's rows stay."""

from collections.abc import Iterator

import pytest
from pytest_django.fixtures import Settings

from aquatint.catalog import actions, offers
from aquatint.catalog.errors import ModelUnknown
from aquatint.catalog.models import Offer
from aquatint.kit import clock
from tests.catalog.shelf import ENTRIES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def seeded(settings: Settings) -> Iterator[None]:
    """A fresh instance with a key for OpenAI."""
    settings.PROVIDER_ENVIRONMENT = {"OPENAI_API_KEY": "sk-test"}
    actions.seed()
    yield
    offers.forget()


def slugs() -> list[str]:
    offers.forget()
    return [offer.slug for offer in offers.on_offer()]


def test_the_offers_stand_in_the_order_of_the_file() -> None:
    assert slugs() == list(ENTRIES)


def test_without_a_key_only_the_sandbox_is_on_offer(settings: Settings) -> None:
    settings.PROVIDER_ENVIRONMENT = {}
    assert slugs() == ["sandbox"]
    assert offers.find(None).slug == "sandbox"


def test_an_offer_of_an_unknown_provider_is_not_on_offer() -> None:
    Offer.objects.filter(slug="gpt-image-2").update(provider="nobody")
    assert "gpt-image-2" not in slugs()


def test_a_withdrawn_offer_is_not_found() -> None:
    Offer.objects.filter(slug="gpt-image-2").update(withdrawn=clock.now())
    assert "gpt-image-2" not in slugs()
    with pytest.raises(ModelUnknown, match=r"On offer: gpt-image-2\.6-sunburst, ") as caught:
        offers.find("gpt-image-2")
    assert (caught.value.status, caught.value.field) == (404, "model")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        (None, "gpt-image-2.6-sunburst"),
        ("gpt-image-2.6", "gpt-image-2.6-sunburst"),
        ("gpt-image-2-2026-04-21", "gpt-image-2"),
        ("sandbox", "sandbox"),
    ],
)
def test_a_model_is_found_by_its_name_or_an_alias(name: str | None, slug: str) -> None:
    assert offers.find(name).slug == slug


@pytest.mark.parametrize("name", ["", "gpt", "GPT-IMAGE-2", "gpt-image-2.6-sunburst "])
def test_a_name_that_is_only_similar_is_unknown(name: str) -> None:
    with pytest.raises(ModelUnknown):
        offers.find(name)


def test_nothing_on_offer_is_told_as_such() -> None:
    Offer.objects.update(withdrawn=clock.now())
    offers.forget()
    with pytest.raises(ModelUnknown, match="On offer: none"):
        offers.find(None)


def test_a_process_remembers_the_offers_and_forgets_on_demand() -> None:
    before = offers.on_offer()
    Offer.objects.all().delete()
    assert offers.on_offer() is before
    offers.forget()
    assert offers.on_offer() == []


def test_seeding_again_adds_nothing_and_leaves_the_operators_rows() -> None:
    Offer.objects.filter(slug="sandbox").update(title="My painter", prices={"medium": {"1k": 99}}, position=0)
    Offer.objects.create(slug="own-model", title="Own", provider="openai", upstream="own")
    assert actions.seed() == 0
    mine = Offer.objects.get(slug="sandbox")
    assert (mine.title, mine.prices, mine.position) == ("My painter", {"medium": {"1k": 99}}, 0)
    assert Offer.objects.count() == len(ENTRIES) + 1


def test_seeding_adds_only_what_is_missing() -> None:
    Offer.objects.filter(slug="gpt-image-2").delete()
    assert actions.seed() == 1
    assert slugs() == list(ENTRIES)
