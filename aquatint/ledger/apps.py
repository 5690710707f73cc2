"""The ledger package as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """Wallets, lots, entries, holds."""

    name = "aquatint.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Say what a new member gets."""
        from aquatint.accounts import welcoming  # noqa: PLC0415 -- models exist only now
        from aquatint.ledger.welcome import give_credits  # noqa: PLC0415

        welcoming.register(give_credits)
