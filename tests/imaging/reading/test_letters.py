"""Which spellings are the same, and what a letter is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aquatint.imaging.reading.letters import letters_of


def _folded(text: str) -> list[str]:
    return [letter.text for letter in letters_of(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "Cafe\u0301"),  # composed and decomposed
        ("“Open” – it’s", '"Open" - it\'s'),
        ("\uff15\uff10\uff05\u3000\uff2f\uff26\uff26", "50% OFF"),  # full width
        ("  two\n words ", "two words"),
        ("湖边 的\n红色小船", "湖边的红色小船"),
        ("क्\u200dष", "क्ष"),
        ("wait…", "wait..."),
    ],
)
def test_these_are_spelt_alike(one: str, other: str) -> None:
    assert _folded(one) == _folded(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Open", "open"), ("Cafe", "Café"), ("two words", "twowords"), ("人", "入"), ("ソ", "ン"), ("ি", "ী"), ("1", "l")],
)
def test_these_are_not(one: str, other: str) -> None:
    assert _folded(one) != _folded(other)


def test_a_letter_is_what_people_count() -> None:
    assert len(_folded("नमस्ते")) < len("नमस्ते")
    assert len(_folded("e\u0301x")) == 2


@given(st.text(max_size=60))
def test_any_text_has_no_space_at_its_ends_and_none_twice(text: str) -> None:
    folded = _folded(text)
    assert folded[:1] != [" "]
    assert folded[-1:] != [" "]
    assert not any(one == two == " " for one, two in pairwise(folded))
