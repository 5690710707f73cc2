"""The media package as a Django app."""

from django.apps import AppConfig


class MediaConfig(AppConfig):
    """Bytes: keep, derive, serve, forget."""

    name = "aquatint.media"
    label = "media"
