"""Every story of the ledger ends with books that balance."""

from collections.abc import Iterator

import pytest
from django.db import connection

from aquatint.ledger.invariants import findings


@pytest.fixture(autouse=True)
def books_balance(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test that used the database and does not plant a bug itself, no invariant may be broken."""
    with_database = "db" in request.fixturenames or "transactional_db" in request.fixturenames
    if with_database:
        request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    yield
    if with_database and "bug" not in request.fixturenames and not connection.needs_rollback:
        assert list(findings()) == []
