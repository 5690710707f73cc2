"""The files of the page, by the names that pages give them."""

from django.conf import settings
from django.contrib.staticfiles import finders


def is_there(address: str) -> bool:
    """Whether a file is behind `/static/…`: under its plain name, or collected under one with a hash."""
    name = address.removeprefix("/static/")
    return finders.find(name) is not None or (settings.STATIC_ROOT / name).is_file()
