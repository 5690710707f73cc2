"""Answering strangers who ask where a picture comes from: not too often, not too many at once, and nothing is kept."""

import hashlib
import hmac
import threading
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.cache import cache

from aquatint.imaging import Limits, Unreadable
from aquatint.imaging.provenance.looking import Anchors, look_apart
from aquatint.imaging.provenance.verdict import Verdict, judge
from aquatint.kit import clock
from aquatint.kit.errors import TooManyRequests
from aquatint.media import credentials, findings
from aquatint.media.errors import UploadRefused

_AT_ONCE: Final = threading.BoundedSemaphore(2)
_PLACES: Final = threading.BoundedSemaphore(3)
"""Looked at or waiting: never more than a part of the threads that pages and the API share."""
_LATER: Final = 5.0  # seconds after which it makes sense to come back
_WINDOW: Final = 600  # seconds
_MOST: Final = 30
"""Files that one address may ask about in a window."""


def verify(path: Path, *, address: str) -> Verdict:
    """Return what can be said of a stranger's file, with our own record.

    Takes about a second, in a process of its own. `path` stays the caller's. Raises `UploadRefused` or
    `TooManyRequests`.
    """
    _count(address)
    if not _PLACES.acquire(blocking=False):
        raise TooManyRequests("Many files are being looked at just now. Try again in a moment.", retry_after=_LATER)
    try:
        with _AT_ONCE:
            seen = look_apart(path, anchors(), limits())
    except Unreadable as error:
        raise UploadRefused(error, field="file") from error
    finally:
        _PLACES.release()
    return judge(seen, findings.find(seen))


def anchors() -> Anchors:
    """Return whom this instance trusts: the operator's list, and itself."""
    return Anchors(trusted=settings.C2PA_TRUST, ours=credentials.ours())


def limits() -> Limits:
    """Return the most that a file may hold."""
    return Limits(bytes=settings.UPLOAD_BYTES, pixels=settings.UPLOAD_PIXELS, frames=200)


def _count(address: str) -> None:
    """Count one more file of an address, which is kept for ten minutes and only as a keyed hash."""
    window = int(clock.now().timestamp()) // _WINDOW
    digest = hmac.digest(settings.SECRET_KEY.encode(), f"verify {window} {address}".encode(), hashlib.sha256).hex()
    key = f"verify:{digest}"
    if not cache.add(key, 1, _WINDOW) and cache.incr(key) > _MOST:
        sentence = "You asked about many files. Wait some minutes, or use `aquatint verify` on your own machine."
        raise TooManyRequests(sentence, retry_after=_WINDOW)
