"""A stand-in for Stripe (`/stripe`): pages, prices, subscriptions, invoices, refunds, disputes, portal, events."""

from aquatint.emulator.payments.stripe.routes import routes
from aquatint.emulator.payments.stripe.shop import SECRET, Stripe

__all__ = ["SECRET", "Stripe", "routes"]
