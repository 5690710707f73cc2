"""The generations package as a Django app."""

from django.apps import AppConfig


class GenerationsConfig(AppConfig):
    """The heart: start, claim, paint, settle, cancel, sweep."""

    name = "aquatint.generations"
    label = "generations"
