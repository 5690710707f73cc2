"""Reading the catalog. Offers change rarely, so each process remembers them for a few seconds."""

import threading
import time

from django.conf import settings

from aquatint.catalog.errors import ModelUnknown
from aquatint.catalog.models import Offer
from aquatint.providers import registry

_KEPT_SECONDS = 5.0
_lock = threading.Lock()
_kept: tuple[float, list[Offer]] = (float("-inf"), [])


def on_offer() -> list[Offer]:
    """Return what can be painted with now: not withdrawn, and its provider has what it needs. The default is first."""
    global _kept  # noqa: PLW0603 -- one small cache for each process
    kept_at, offers = _kept
    if time.monotonic() - kept_at < _KEPT_SECONDS:
        return offers
    with _lock:
        rows = list(Offer.objects.filter(withdrawn=None))
        offers = [row for row in rows if registry.is_ready(row.provider, settings.PROVIDER_ENVIRONMENT)]
        _kept = (time.monotonic(), offers)
    return offers


def forget() -> None:
    """Read the table again at the next call."""
    global _kept  # noqa: PLW0603
    _kept = (float("-inf"), [])


def find(name: str | None) -> Offer:
    """Return the offer with this slug or alias, or the default one for None.

    Raises `ModelUnknown`.
    """
    offers = on_offer()
    for offer in offers:
        if name is None or name == offer.slug or name in offer.aliases:
            return offer
    names = ", ".join(offer.slug for offer in offers) or "none"
    raise ModelUnknown(f"There is no model {name!r} here. On offer: {names}.", field="model")
