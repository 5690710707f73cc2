"""Ids: they sort by time, read well outside, and come back unchanged."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquatint.kit import ids

UUIDS = st.integers(0, (1 << 128) - 1).map(lambda number: UUID(int=number))


def test_a_new_id_is_a_uuid_of_version_seven() -> None:
    value = ids.new()
    assert (value.version, value.variant) == (7, "specified in RFC 4122")


def test_new_ids_differ_and_sort_by_the_moment_they_were_made_in() -> None:
    made = [ids.new() for _ in range(5_000)]
    moments = [value.int >> 64 for value in made]
    assert len(set(made)) == len(made)
    assert moments == sorted(moments)


@given(value=UUIDS)
def test_the_outside_form_comes_back_unchanged(value: UUID) -> None:
    text = ids.public("gen", value)
    assert ids.parse("gen", text) == value
    assert len(text) == len("gen_") + 26


@given(first=UUIDS, second=UUIDS)
def test_both_forms_sort_alike(first: UUID, second: UUID) -> None:
    assert (first < second) == (ids.public("gen", first) < ids.public("gen", second))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "gen",
        "gen_",
        "img_00000000000000000000000000",
        "gen_0000000000000000000000000",
        "gen_000000000000000000000000000",
        "gen_0000000000000000000000000u",
        "gen_0000000000000000000000000I",
        "gen_80000000000000000000000000",
        "GEN_00000000000000000000000000",
        "gen_00000000-0000-0000-0000-0000",
    ],
)
def test_anything_else_is_no_id(text: str) -> None:
    assert ids.parse("gen", text) is None


@given(text=st.text(max_size=40))
def test_no_text_breaks_the_reading(text: str) -> None:
    value = ids.parse("gen", f"gen_{text}")
    assert value is None or ids.public("gen", value) == f"gen_{text}"
