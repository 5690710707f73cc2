"""PayPal, direct: we are the seller. Orders v2 for packs, Subscriptions v1 for plans."""
