"""A stand-in for Creem (`/creem`): products, checkouts, subscriptions, transactions, refunds, moderation."""

from aquatint.emulator.payments.creem.routes import routes
from aquatint.emulator.payments.creem.shop import SECRET, Creem

__all__ = ["SECRET", "Creem", "routes"]
