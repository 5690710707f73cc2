"""PayPal's way to write amounts, moments and references, and ours to read them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

_WITHOUT_CENTS: Final = frozenset({"JPY"})
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
_OURS: Final = {"ord": "order", "per": "person", "pri": "price"}


def money(amount: int, currency: str) -> str:
    """Return minor units as PayPal's decimal string."""
    return str(amount) if currency in _WITHOUT_CENTS else f"{amount // 100}.{amount % 100:02d}"


def minor(value: str, currency: str) -> int:
    """Return PayPal's decimal string as minor units, without its sign. Raises ValueError for a part of a cent."""
    exact = abs(Decimal(value)) * (1 if currency in _WITHOUT_CENTS else 100)
    if exact != int(exact):
        raise ValueError(f"{value[:20]} {currency[:5]} is no amount of money")
    return int(exact)


def moment(text: str) -> datetime:
    """Return an aware moment."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def stamp(at: datetime) -> str:
    """Return a moment as PayPal takes it in queries."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def custom(metadata: Mapping[str, str]) -> str:
    """Return our ids as one string, for `custom_id` (127 characters at most)."""
    return " ".join(metadata[name] for name in _OURS.values() if metadata.get(name))


def ours(text: Any) -> dict[str, str]:  # noqa: ANN401 -- whatever they sent
    """Return our ids out of a `custom_id`: `order`, `person`, `price`. Empty if it is another shop's."""
    parts = text.split() if isinstance(text, str) else []
    found = {_OURS[part[:3]]: part for part in parts if part[:3] in _OURS and part[3:4] == "_"}
    return found if "order" in found else {}


def identity(value: Any) -> str:  # noqa: ANN401
    """Return an id that can stand in an address, else nothing."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else ""


def linked(thing: Mapping[str, Any], *relations: str) -> str:
    """Return the address of the first link with one of these relations, or nothing."""
    for link in thing.get("links") or []:
        if link.get("rel") in relations:
            return str(link.get("href", ""))
    return ""


def parent(thing: Mapping[str, Any]) -> str:
    """Return the id of what an object belongs to: the last piece of its link upwards."""
    return identity(linked(thing, "up").rsplit("/", 1)[-1])
