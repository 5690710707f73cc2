"""Orders, subscriptions, payments, refunds, and the gateways that take the money."""
