"""Amounts as people read them."""

from typing import Final

_SIGNS: Final = {"EUR": "€", "USD": "$", "GBP": "£"}
_WITHOUT_CENTS: Final = frozenset({"JPY", "KRW", "VND", "CLP"})


def shown(amount: int, currency: str) -> str:
    """Return an amount of minor units in words: `€12.00`, `12.00 CHF`; with a minus sign where it is below zero."""
    sign = "\N{MINUS SIGN}" if amount < 0 else ""
    if currency in _WITHOUT_CENTS:
        return f"{sign}{abs(amount):,} {currency}"
    whole, cents = divmod(abs(amount), 100)
    figure = f"{whole:,}.{cents:02d}"
    return f"{sign}{_SIGNS[currency]}{figure}" if currency in _SIGNS else f"{sign}{figure} {currency}"
