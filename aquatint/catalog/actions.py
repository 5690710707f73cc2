"""The verbs of the catalog."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from aquatint.catalog import offers
from aquatint.catalog.models import Interval, Offer, Price, Product

SEED = Path(__file__).with_name("models.toml")
PRODUCTS: Final = Path(__file__).with_name("products.toml")
_FROM_THE_BEGINNING: Final = datetime(2026, 1, 1, tzinfo=UTC)


@transaction.atomic
def seed() -> int:
    """Add what is missing of `models.toml`, and of the plans and packs in `products.toml`; return how many models.

    Rows that are there are the operator's and stay as they are.
    """
    entries: list[dict[str, Any]] = tomllib.loads(SEED.read_text())["models"]
    rows = [Offer(position=position, **entry) for position, entry in enumerate(entries)]
    known = set(Offer.objects.values_list("slug", flat=True))
    fresh = [row for row in rows if row.slug not in known]
    Offer.objects.bulk_create(fresh, ignore_conflicts=True)
    _seed_products()
    offers.forget()
    return len(fresh)


def _seed_products() -> None:
    """Add plans and packs that the table does not know, with their first prices."""
    shelves: dict[str, list[dict[str, Any]]] = tomllib.loads(PRODUCTS.read_text())
    entries = [(kind, entry) for kind in Product.Kind for entry in shelves[f"{kind}s"]]
    known = set(Product.objects.values_list("slug", flat=True))
    for position, (kind, entry) in enumerate(entries):
        if entry["slug"] not in known:
            product = Product.objects.create(
                slug=entry["slug"], kind=kind, title=entry["title"], words=entry["words"], position=position
            )
            Price.objects.bulk_create(_first_prices(product, entry))


def _first_prices(product: Product, entry: dict[str, Any]) -> list[Price]:
    start = _FROM_THE_BEGINNING
    return [
        Price(
            product=product,
            interval=interval,
            currency=currency,
            amount=amount,
            credits=entry["credits"],
            announced=start,
            starts=start,
            binds=start,
        )
        for interval in Interval
        for currency, amount in entry.get(interval, {}).items()
    ]
