"""Addresses of the Django pages. The API, files and live updates are routed before Django in `asgi.py`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("aquatint.accounts.urls")),
]
