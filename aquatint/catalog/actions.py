"""The verbs of the catalog."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from aquatint.catalog import offers
from aquatint.catalog.models import Offer

SEED = Path(__file__).with_name("models.toml")


@transaction.atomic
def seed() -> int:
    """Add the models of `models.toml` that the table does not know yet; return how many.

    Rows that are there are the operator's and stay as they are.
    """
    entries: list[dict[str, Any]] = tomllib.loads(SEED.read_text())["models"]
    rows = [Offer(position=position, **entry) for position, entry in enumerate(entries)]
    known = set(Offer.objects.values_list("slug", flat=True))
    fresh = [row for row in rows if row.slug not in known]
    Offer.objects.bulk_create(fresh, ignore_conflicts=True)
    offers.forget()
    return len(fresh)
