"""Offers as the seed file describes them, without a database."""

import tomllib
from typing import Any

from aquatint.catalog.actions import SEED
from aquatint.catalog.models import Offer
from aquatint.providers.base import SizeRule

ENTRIES: dict[str, dict[str, Any]] = {entry["slug"]: entry for entry in tomllib.loads(SEED.read_text())["models"]}
RULES: dict[str, SizeRule] = {slug: Offer(**entry).can.sizes for slug, entry in ENTRIES.items()}


def offer(slug: str = "gpt-image-2.6-sunburst", **changes: Any) -> Offer:
    """Return an offer of the seed file; `changes` go into its capabilities."""
    entry = ENTRIES[slug]
    return Offer(**{**entry, "capabilities": {**entry["capabilities"], **changes}})
