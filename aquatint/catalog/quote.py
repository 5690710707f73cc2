"""The price of a request, line by line. The same function feeds page, button, API and ledger."""

import math
from dataclasses import dataclass

from aquatint.catalog import sizes
from aquatint.catalog.errors import SettingNotOffered
from aquatint.catalog.models import Offer
from aquatint.providers.types import ImageRequest

_THINKING = "high"


@dataclass(frozen=True, slots=True)
class Quote:
    """What a request costs at most. `lines` explain `per_shot`; `total` is held; `seconds` is the usual time."""

    per_shot: int
    shots: int
    lines: tuple[tuple[str, int], ...]
    seconds: int

    @property
    def total(self) -> int:
        """Credits for all shots: the charge never exceeds it."""
        return self.per_shot * self.shots


def quote(offer: Offer, request: ImageRequest) -> Quote:
    """Return the price of a fitted request (`catalog.fit.fit`): by model, mode, quality, size class and count.

    A set is priced by the picture too, with the surcharge `set` of the price table (in per cent; 0 if it is not there)
    for sending the first picture along. It takes twice the time: the first picture, then the others beside each other.
    """
    if request.size is None:
        msg = "Only a fitted request has a price."
        raise ValueError(msg)
    size_class = sizes.class_of(request.size)
    base = offer.prices.get(request.quality, {}).get(size_class)
    if base is None:
        sentence = f"{offer.title} has no price for {request.quality} at {size_class.upper()}."
        raise SettingNotOffered(sentence, field="quality")
    lines = [(f"{offer.title}, {request.quality}, {size_class.upper()}", int(base))]
    if request.complexity == _THINKING:
        surcharge = math.ceil(base * offer.prices.get("thinking", 0) / 100)
        lines.append(("Thinking", surcharge))
    if request.shots:
        lines.append(("In a set", math.ceil(base * offer.prices.get("set", 0) / 100)))
    per_shot = sum(price for _, price in lines)
    seconds = offer.usual_seconds(request.quality, size_class)
    return Quote(per_shot, request.n, tuple(lines), 2 * seconds if request.shots else seconds)
