"""Counters with an emulated gateway behind them."""

from collections.abc import Iterator

import pytest

from aquatint.catalog import actions as catalog
from tests.billing.gateways.stripe_shop import Letterbox, StripeShop, open_shop
from tests.emulator.running import running_emulator


@pytest.fixture(scope="package")
def stripe_emulator() -> Iterator[str]:
    with running_emulator() as running:
        yield running.url


@pytest.fixture(scope="package")
def stripe_letterbox() -> Iterator[Letterbox]:
    box = Letterbox()
    yield box
    box.close()


@pytest.fixture
def stripe(db: None, stripe_emulator: str, stripe_letterbox: Letterbox) -> Iterator[StripeShop]:
    catalog.seed()
    with open_shop(stripe_emulator, stripe_letterbox) as shop:
        yield shop
