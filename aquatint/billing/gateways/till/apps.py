"""The till as a Django app."""

from django.apps import AppConfig


class TillConfig(AppConfig):
    """The test gateway."""

    name = "aquatint.billing.gateways.till"
    label = "till"
