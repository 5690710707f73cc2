"""Figures and times as people read them."""

from datetime import timedelta

import pytest

from aquatint.kit import clock
from aquatint.providers.types import Size
from aquatint.studio import words


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0, "about 1 s"),
        (4, "about 4 s"),
        (12, "about 10 s"),
        (48, "about 50 s"),
        (58, "about 1 min"),
        (130, "about 2 min 10 s"),
    ],
)
def test_a_usual_time_is_told_in_steps_that_mean_something(seconds: float, told: str) -> None:
    assert words.about(seconds) == told


@pytest.mark.parametrize(("seconds", "told"), [(0, "0:00"), (31.9, "0:31"), (725, "12:05"), (-3, "0:00")])
def test_the_clock_never_runs_backwards(seconds: float, told: str) -> None:
    assert words.clock_face(seconds) == told


@pytest.mark.parametrize(
    ("number", "told"), [(1, "1 credit is back."), (12, "12 credits are back."), (1200, "1,200 credits are back.")]
)
def test_credits_come_back_in_good_grammar(number: int, told: str) -> None:
    assert words.are_back(number) == told


@pytest.mark.parametrize(("place", "told"), [(1, "First in line"), (9, "Ninth in line"), (10, "Number 10 in line")])
def test_places_are_told_in_words_while_they_are_few(place: int, told: str) -> None:
    assert words.place(place) == told


@pytest.mark.parametrize(("size", "told"), [(10, "1 kB"), (812_400, "812 kB"), (6_800_000, "6.8 MB")])
def test_the_weight_of_a_file_is_readable(size: int, told: str) -> None:
    assert words.weight(size) == told


def test_days_near_by_have_names() -> None:
    today = clock.now().date()
    assert words.day(today) == "Today"
    assert words.day(today - timedelta(days=1)) == "Yesterday"
    assert words.day(today.replace(year=2020, month=2, day=9)) == "9 February 2020"


def test_a_measured_time_is_exact() -> None:
    assert [words.took(0.04), words.took(0.81), words.took(49), words.took(124)] == [
        "under 0.1 s",
        "0.8 s",
        "49.0 s",
        "2 min 4 s",
    ]


def test_pixels_are_written_with_a_real_times_sign() -> None:
    assert words.pixels(Size(1792, 2240)) == "1792 × 2240"
