"""The price: its lines add up, it grows with the count, and what has no price is not sold."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquatint.catalog.errors import SettingNotOffered
from aquatint.catalog.fit import fit
from aquatint.catalog.quote import Quote, quote
from aquatint.providers.types import ImageRequest, Size
from tests.catalog.shelf import ENTRIES, offer

SIZES = {"1k": Size(1024, 1024), "2k": Size(2048, 2048), "4k": Size(3840, 2160)}


def priced(slug: str = "gpt-image-2.6-sunburst", **asked: Any) -> Quote:
    request = ImageRequest(**{"model": slug, "prompt": "A kettle", "size": SIZES["1k"], **asked})
    return quote(offer(slug), fit(offer(slug), request))


@pytest.mark.parametrize("slug", ENTRIES)
@pytest.mark.parametrize("size_class", SIZES)
def test_everything_that_a_model_offers_has_a_price_and_a_time(slug: str, size_class: str) -> None:
    for quality in offer(slug).can.qualities:
        told = priced(slug, quality=quality, size=SIZES[size_class])
        assert told.per_shot >= 1
        assert told.seconds >= 1


def test_the_price_is_that_of_the_table() -> None:
    told = priced(quality="high", size=SIZES["2k"], n=3)
    assert told == Quote(36, 3, (("GPT Image 2.6 Sunburst, high, 2K", 36),), 100)
    assert told.total == 108


def test_thinking_is_a_line_of_its_own_and_is_rounded_up() -> None:
    told = priced("gpt-image-2.6-flare", quality="low", size=SIZES["1k"], complexity="high")
    assert told.lines == (("GPT Image 2.6 Flare, low, 1K", 1), ("Thinking", 1))
    assert told.per_shot == 2


def test_less_thinking_costs_no_more() -> None:
    assert priced(complexity="medium").per_shot == priced().per_shot


@given(
    slug=st.sampled_from(sorted(ENTRIES)),
    quality=st.sampled_from(["auto", "low", "medium", "high"]),
    size_class=st.sampled_from(sorted(SIZES)),
    thinking=st.booleans(),
    n=st.integers(1, 8),
)
def test_the_lines_add_up_and_the_total_grows_with_the_count(
    slug: str, quality: str, size_class: str, n: int, *, thinking: bool
) -> None:
    asked: dict[str, Any] = {"quality": quality, "size": SIZES[size_class]}
    if thinking and offer(slug).thinks:
        asked["complexity"] = "high"
    told = priced(slug, n=n, **asked)
    assert sum(price for _, price in told.lines) == told.per_shot
    assert told.total == told.per_shot * n
    assert n == 1 or told.total > priced(slug, n=n - 1, **asked).total


@pytest.mark.parametrize("prices", [{}, {"medium": {}}, {"medium": {"2k": 4}}, {"low": {"1k": 4}}])
def test_what_has_no_price_is_refused(prices: dict[str, Any]) -> None:
    row = offer()
    row.prices = prices
    with pytest.raises(SettingNotOffered, match="no price for medium at 1K") as caught:
        quote(row, fit(row, ImageRequest(model="any", prompt="A kettle")))
    assert caught.value.field == "quality"


def test_a_request_that_was_not_fitted_has_no_price() -> None:
    with pytest.raises(ValueError, match="fitted"):
        quote(offer(), ImageRequest(model="any", prompt="A kettle"))
