"""The screening that some gateways oblige their merchants to: each prompt, before anything is held, failing closed.

Whoever starts a generation calls `screen` first, outside any transaction. Without such a gateway it costs nothing.
"""

import logging
from dataclasses import dataclass
from typing import Any

from aquatint.billing.gateways import registry

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a prompt may be painted; if not, who said so and the sentence for the person. `decision` is their id."""

    allowed: bool
    by: str = ""
    decision: str = ""
    sentence: str = ""
    certain: bool = True


def is_needed() -> bool:
    """Whether a gateway here wants to see each prompt: then the privacy notice has to name it."""
    return bool(_screeners())


def screen(prompt: str) -> Verdict:
    """Ask every gateway that wants to be asked; the first no, or the first failure, decides. Network, some seconds."""
    for gateway in _screeners():
        try:
            allowed, decision = gateway.screen(prompt)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it is no yes
            _log.warning("%s could not screen a prompt: %s", gateway.name, type(error).__name__)
            sentence = "The check that our payment service asks for is not there at the moment. Nothing was charged. "
            return Verdict(False, gateway.name, sentence=f"{sentence}Try again in a minute.", certain=False)
        if not allowed:
            sentence = "Our payment service's rules do not allow this request. Nothing was charged."
            return Verdict(False, gateway.name, decision, sentence)
    return Verdict(True)


def _screeners() -> tuple[Any, ...]:
    return tuple(gateway for gateway in registry.enabled() if hasattr(gateway, "screen"))
