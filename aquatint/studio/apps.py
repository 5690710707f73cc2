"""The studio package as a Django app."""

from django.apps import AppConfig


class StudioConfig(AppConfig):
    """The web pages."""

    name = "aquatint.studio"
    label = "studio"
