"""Text as a database takes it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

_UNFIT = re.compile("[\0\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


def is_storable(text: str) -> bool:
    """Whether this is text that PostgreSQL keeps: without the character NUL and without halves of surrogate pairs."""
    return _UNFIT.search(text) is None


def storable(value: Any) -> Any:  # noqa: ANN401 -- JSON has many types
    """Return JSON from elsewhere as PostgreSQL takes it; a character that no text has becomes U+FFFD."""
    match value:
        case str():
            return _UNFIT.sub(_REPLACEMENT, value)
        case Mapping():
            return {storable(key): storable(part) for key, part in value.items()}
        case Sequence() if not isinstance(value, bytes):
            return [storable(part) for part in value]
    return value
