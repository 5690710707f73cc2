"""A shop with the till, whose books and ledger must balance after every story."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from aquatint.billing.gateways import registry
from aquatint.billing.invariants import findings as of_billing
from aquatint.catalog import actions as catalog
from aquatint.ledger.invariants import findings as of_ledger
from tests.billing.shop import Shop


@pytest.fixture
def shop(db: None) -> Shop:
    """The counter, with plans and packs on the shelf."""
    catalog.seed()
    registry.forget()
    return Shop()


@pytest.fixture(autouse=True)
def books_balance(request: pytest.FixtureRequest) -> Iterator[None]:
    """After each test that used the database and does not plant a bug itself, no invariant may be broken."""
    with_database: Any = "db" in request.fixturenames or "transactional_db" in request.fixturenames
    if with_database:
        request.getfixturevalue("transactional_db" if "transactional_db" in request.fixturenames else "db")
    yield
    if with_database and "bug" not in request.fixturenames and not connection.needs_rollback:
        assert [*of_billing(), *of_ledger()] == []
