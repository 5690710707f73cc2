"""A shop whose pages are read: the counter of the billing tests, and Ada's browser."""

from typing import Any

import pytest
from django.test import Client

from aquatint.billing.gateways import registry
from aquatint.catalog import actions as catalog
from aquatint.catalog import offers
from tests.billing.shop import Shop


@pytest.fixture
def shop(db: None) -> Any:
    """The counter with the till, plans and packs."""
    catalog.seed()
    registry.forget()
    yield Shop()
    offers.forget()


@pytest.fixture
def page(client: Client, ada: Any, shop: Shop) -> Client:
    """Ada's browser; she is signed in."""
    client.force_login(ada)
    return client
