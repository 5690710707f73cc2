"""What every page knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.functional import SimpleLazyObject

from aquatint.accounts.models import Person
from aquatint.studio.wallet import Wallet, wallet_of

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the values that the frame of every page shows. The wallet is asked for only where it is shown."""
    theme = request.COOKIES.get("theme")
    return {
        "site_name": settings.SITE_NAME,
        "version": settings.VERSION,
        "path": request.path,
        "sign_in_url": settings.LOGIN_URL,
        "sign_up_url": reverse_lazy("account_signup"),
        "welcome_credits": settings.WELCOME_CREDITS,
        "theme": theme if theme in THEMES else "",
        "wallet": SimpleLazyObject(lambda: _wallet(request)),
    }


def _wallet(request: HttpRequest) -> Wallet | None:
    user = getattr(request, "user", None)
    return wallet_of(user) if isinstance(user, Person) else None
