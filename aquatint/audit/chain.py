"""How records hang together.

The digest of a record is SHA-256 over 32 bytes of the previous record's digest (zeros before the first) and the
record's content as JSON: keys sorted, no spaces, plain UTF-8, the time in ISO 8601 with microseconds in UTC.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

START = bytes(32)


def digest(
    previous: bytes, *, number: int, at: datetime, verb: str, subject: str, actor: str, facts: Mapping[str, Any]
) -> bytes:
    """Return the 32 bytes that seal a record and all before it."""
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    content = {"number": number, "at": moment, "verb": verb, "subject": subject, "actor": actor, "facts": facts}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(previous + text.encode()).digest()
