"""The billing package as a Django app."""

from django.apps import AppConfig


class BillingConfig(AppConfig):
    """Orders, subscriptions, payments, refunds."""

    name = "aquatint.billing"
    label = "billing"
