"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the values that the frame of every page shows."""
    return {"site_name": settings.SITE_NAME, "version": settings.VERSION, "path": request.path}
