"""Taking secrets out of text before it is logged, raised or stored."""

import re
from collections.abc import Iterable
from typing import Final

MASK: Final = "[redacted]"

_SHORTEST = 6  # shorter "secrets" would blank out ordinary words
_SHAPES: Final = (
    (re.compile(r"(?i)\b(bearer|basic)\s+[^\s'\",]+"), rf"\1 {MASK}"),
    (re.compile(r"\baq_[0-9A-Za-z]{16,}"), MASK),  # our own keys, aquatint.accounts.tokens
    (re.compile(r"\b(?:sk|rk|pk|whsec)[-_][A-Za-z0-9*_-]{6,}"), MASK),
    (re.compile(r"(?i)\b([a-z_-]*(?:key|token|secret|signature|password))=[^&\s'\"]+"), rf"\1={MASK}"),
    (re.compile(r"(?i)\b(https?://)[^/\s@'\"]+@"), rf"\1{MASK}@"),
)


class Redactor:
    """Replaces the secrets it was told, and whatever has the shape of a credential."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._known: set[str] = set()
        self.learn(secrets)

    def learn(self, secrets: Iterable[str]) -> None:
        """Add secrets to those that `clean` replaces."""
        self._known.update(secret for secret in secrets if len(secret) >= _SHORTEST)

    def clean(self, text: str) -> str:
        """Return `text` without secrets."""
        for secret in self._known:
            text = text.replace(secret, MASK)
        for shape, replacement in _SHAPES:
            text = shape.sub(replacement, text)
        return text
