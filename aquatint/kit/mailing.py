"""By which way mails leave: a mail service's API (through anymail), a mail server, or the page `/inbox`."""

from collections.abc import Mapping
from typing import Any, Final

_KEYS: Final = {
    "brevo": "api_key",
    "mailersend": "api_token",
    "mailgun": "api_key",
    "postmark": "server_token",
    "resend": "api_key",
    "sparkpost": "api_key",
}
"""Services whose API asks for one key, and the name that anymail gives it."""
SERVICES: Final = ("none", *_KEYS)
_INBOX: Final = "aquatint.accounts.inbox.Backend"


def mailers(*, service: str, key: str, smtp: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return Django's `MAILERS`: the service if it has its key, else the server if it has a name, else the inbox."""
    if service in _KEYS and key:
        backend = f"anymail.backends.{service}.EmailBackend"
        return {"default": {"BACKEND": backend, "OPTIONS": {_KEYS[service]: key}}}
    if smtp["host"]:
        return {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend", "OPTIONS": dict(smtp)}}
    return {"default": {"BACKEND": _INBOX}}


def stays_here(chosen: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether mails only go to the page `/inbox`."""
    return bool(chosen["default"]["BACKEND"] == _INBOX)
