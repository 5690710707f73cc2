"""Text: what others say is made fit for the database, and what fits is left as it is."""

import json
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aquatint.kit.text import is_storable, storable

ANY_TEXT = st.text(st.characters(exclude_categories=()))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | ANY_TEXT,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(ANY_TEXT, part, max_size=3),
    max_leaves=8,
)


@pytest.mark.django_db
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(value=JSON)
def test_the_database_takes_whatever_was_made_storable(value: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::jsonb", [json.dumps(storable(value))])
        assert cursor.fetchone() is not None


@given(text=ANY_TEXT)
def test_only_what_does_not_fit_is_changed(text: str) -> None:
    assert (storable(text) == text) == is_storable(text)
    assert is_storable(storable(text))


@pytest.mark.parametrize("text", ["", "A kettle", "水壶 🫖 é", "a\nb\tc", "\u202e"])
def test_ordinary_text_fits(text: str) -> None:
    assert is_storable(text)


@pytest.mark.parametrize("text", ["\0", "a\0b", "\ud83d", "\udc00\ud800"])
def test_what_no_text_has_does_not(text: str) -> None:
    assert not is_storable(text)
