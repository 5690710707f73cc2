"""Stand-ins for payment services: customers, checkouts, payments, subscriptions, signed webhooks, a clock of their own.

What all of them have in common is here; each service is a package that says it in its own words.
"""
