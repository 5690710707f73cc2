"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the values that the frame of every page shows."""
    theme = request.COOKIES.get("theme")
    return {
        "site_name": settings.SITE_NAME,
        "version": settings.VERSION,
        "path": request.path,
        "sign_in_url": settings.LOGIN_URL,
        "theme": theme if theme in {"light", "dark"} else "",
    }
