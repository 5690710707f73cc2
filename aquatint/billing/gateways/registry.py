"""Which gateways there are here. Each is imported when it is first asked for."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from django.conf import settings

from aquatint.billing.errors import GatewayUnknown
from aquatint.billing.gateways.base import Gateway

NAMES: Final = ("creem", "paypal", "stripe", "till")
"""In the order in which people see them. The class is `GATEWAY` in `billing/gateways/<name>/client.py`."""


def gateway(name: str) -> Gateway:
    """Return the gateway of this name. Raises `GatewayUnknown` if it has no keys here."""
    found = _all().get(name)
    if found is None:
        raise GatewayUnknown(f"There is no payment service {name[:40]!r} here.")
    return found


def enabled() -> tuple[Gateway, ...]:
    """Return the gateways that have their keys. The till is only there if no other is, unless it was asked for."""
    return tuple(_all().values())


def forget() -> None:
    """Look at the settings again; for tests."""
    _made.cache_clear()


def _all() -> dict[str, Gateway]:
    return _made(tuple(sorted(settings.BILLING_ENVIRONMENT.items())))


@cache
def _made(environment: tuple[tuple[str, str], ...]) -> dict[str, Gateway]:
    known = dict(environment)
    made = {name: _make(name, known) for name in NAMES if find_spec(f"aquatint.billing.gateways.{name}")}
    found = {name: gateway for name, gateway in made.items() if gateway is not None}
    others = [name for name in found if name != "till"]
    if others and known.get("AQUATINT_TILL") != "on":
        found.pop("till", None)
    return found


def _make(name: str, environment: Mapping[str, str]) -> Gateway | None:
    module: Any = import_module(f"aquatint.billing.gateways.{name}.client")
    made: Gateway | None = module.GATEWAY.from_environment(environment)
    return made
