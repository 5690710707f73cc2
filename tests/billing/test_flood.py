"""A small flood of events; `tests/faults/flood_of_events.py` is the large one."""

from tests.billing.flood import flood


def test_doubled_mixed_and_forged_events_leave_the_books_as_the_till_has_them(db: None) -> None:
    seen = flood(events=60, deliveries=240, seed=20261121)
    assert seen.forged > 3
    assert seen.clean, seen
