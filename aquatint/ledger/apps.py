"""The ledger package as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Wallets, lots, entries, holds."""

    name = "aquatint.ledger"
    label = "ledger"
