"""PayPal, emulated: Orders v2, Subscriptions v1, Payments v1 and v2, Disputes v1, Transaction Search v1, webhooks."""

from aquatint.emulator.payments.paypal.routes import routes
from aquatint.emulator.payments.paypal.vendor import CLIENT_ID, CLIENT_SECRET, WEBHOOK_ID, PayPal

__all__ = ["CLIENT_ID", "CLIENT_SECRET", "WEBHOOK_ID", "PayPal", "routes"]
