"""What the emulator was sent."""

import hashlib
from collections import deque
from typing import Any

from aquatint.kit.clock import now

_KEPT = 20_000


class Journal:
    """The latest calls, oldest first. Keys are kept as a hash only."""

    def __init__(self) -> None:
        self._calls: deque[dict[str, Any]] = deque(maxlen=_KEPT)

    def note(self, *, path: str, key: str, **facts: Any) -> None:
        """Add a call."""
        self._calls.append({"at": now().isoformat(), "path": path, "key": key_hash(key), **facts})

    def calls(self) -> list[dict[str, Any]]:
        """Return the calls."""
        return list(self._calls)

    def clear(self) -> None:
        """Forget all calls."""
        self._calls.clear()


def key_hash(key: str) -> str:
    """Return the first 16 hexadecimal digits of the key's SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]
