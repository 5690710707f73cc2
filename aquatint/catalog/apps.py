"""The catalog package as a Django app."""

from django.apps import AppConfig


class CatalogConfig(AppConfig):
    """Models on offer, capabilities, prices."""

    name = "aquatint.catalog"
    label = "catalog"
