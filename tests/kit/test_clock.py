"""The clock: in UTC, and movable."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import aquatint
from aquatint.kit import clock

READS_THE_CLOCK = re.compile(r"\b(?:datetime\.(?:now|utcnow|today)|date\.today|timezone\.now|time\.time)\(")


def test_now_is_the_present_in_utc() -> None:
    before, read, after = datetime.now(UTC), clock.now(), datetime.now(UTC)
    assert before <= read <= after
    assert read.tzinfo is UTC


def test_a_shift_ends_with_its_block_even_on_an_error() -> None:
    def fail_later() -> None:
        with clock.shifted(timedelta(days=40)):
            assert clock.now() - datetime.now(UTC) > timedelta(days=39)
            raise LookupError

    with pytest.raises(LookupError):
        fail_later()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_shifts_add_up() -> None:
    with clock.shifted(timedelta(hours=1)), clock.shifted(timedelta(hours=-3)):
        assert abs(clock.now() + timedelta(hours=2) - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_domain_reads_no_other_clock() -> None:
    root = Path(aquatint.__file__).parent
    domain = ("accounts", "audit", "catalog", "generations", "ledger", "media", "providers", "studio", "api")
    files = [path for name in domain for path in (root / name).rglob("*.py") if "migrations" not in path.parts]
    assert len(files) > 50
    guilty = [str(path.relative_to(root)) for path in files if READS_THE_CLOCK.search(path.read_text())]
    assert guilty == []
