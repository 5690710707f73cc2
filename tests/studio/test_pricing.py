"""What the pricing page takes from its address."""

import pytest

from aquatint.studio import pricing


@pytest.mark.parametrize(("text", "count"), [("1", 1), ("4", 4), ("8", 8), ("08", 8)])
def test_a_number_of_pictures_is_taken_as_it_is_asked(text: str, count: int) -> None:
    assert pricing.count_of(text) == count


@pytest.mark.parametrize("text", [None, "", "0", "9", "99", "001200000", "0008", "-1", "+2", " 2", "2.0", "٣", "²"])
def test_a_number_of_pictures_that_nobody_paints_at_once_is_one(text: str | None) -> None:
    assert pricing.count_of(text) == 1
