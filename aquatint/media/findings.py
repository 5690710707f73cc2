"""Finding a picture again: a table of fingerprints and marks of what was painted here, made in the background.

Says that a picture was made here and on which day, and never by whom.
"""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from aquatint.imaging import Unreadable
from aquatint.imaging.provenance.fingerprint import SAME
from aquatint.imaging.provenance.looking import Look, Traces, traces
from aquatint.imaging.provenance.verdict import Match, Record
from aquatint.kit.processes import ProcessDied, Processes
from aquatint.media import storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Fingerprint, Image, Origin

_PAINTED: Final = (Origin.GENERATION, Origin.VERSION)
_BATCH: Final = 200
_BACK: Final = timedelta(hours=1)
"""How far behind the newest fingerprint pictures are looked for: a row may be written later than its id was made."""
_NEAREST: Final = """
    SELECT image_id, bit_count(pdq # %s::bit(256)) AS bits FROM media_fingerprint
    WHERE pdq IS NOT NULL AND bit_count(pdq # %s::bit(256)) <= %s ORDER BY bits LIMIT 1
"""
_sweeping: Final = ThreadPoolExecutor(1, "fingerprints")
_apart: Final = Processes(1, nice=10)
"""Decodes, so that no thread beside a busy event loop does. Ended after each sweep: it would only hold memory."""


def find(look: Look) -> Record | None:
    """Return what our record says of a picture: by its bytes, by its mark, or by what it shows."""
    painted = Image.objects.filter(origin__in=_PAINTED)
    if image := painted.filter(sha256=look.sha256).order_by("id").first():
        return Record(Match.FILE, image.created.date())
    if look.mark is not None and (image := painted.filter(fingerprint__mark=look.mark).order_by("id").first()):
        return Record(Match.MARK, image.created.date())
    return _nearest(look.fingerprint) if look.fingerprint else None


def _nearest(fingerprint_hex: str) -> Record | None:
    bits = _bits(bytes.fromhex(fingerprint_hex))
    with connection.cursor() as cursor:
        cursor.execute(_NEAREST, [bits, bits, SAME])
        row = cursor.fetchone()
    image = Image.objects.filter(id=row[0]).first() if row else None
    return Record(Match.LOOK, image.created.date(), row[1]) if image else None


def sweep(*, seconds: float = 10.0) -> int:
    """Take the fingerprints of pictures that have none yet, for about so long; return how many.

    They are decoded in a process of low priority, one after the other.
    """
    return _sweeping.submit(_alone, seconds).result()


def _alone(seconds: float) -> int:
    try:
        return take_missing(seconds)
    finally:
        connection.close()
        _apart.stop()


def take_missing(seconds: float) -> int:
    """Do what `sweep` does in this thread."""
    deadline = time.monotonic() + seconds
    done = 0
    for image in _without():
        if time.monotonic() > deadline:
            break
        take(image)
        done += 1
    return done


def _without() -> QuerySet[Image]:
    """Return painted pictures without a fingerprint, the oldest first; looks only near the newest that has one."""
    newest = Fingerprint.objects.order_by("-image_id").first()
    start = _just_before(newest.image_id) if newest else UUID(int=0)
    missing = Image.objects.filter(origin__in=_PAINTED, id__gte=start, fingerprint__isnull=True)
    return missing.order_by("id")[:_BATCH]


def _just_before(image: UUID) -> UUID:
    """Return the first id of an hour before this one: ids begin with their milliseconds (RFC 9562 §5.7)."""
    milliseconds = max(0, (image.int >> 80) - int(_BACK.total_seconds() * 1000))
    return UUID(int=milliseconds << 80)


def take(image: Image) -> Fingerprint:
    """Write the fingerprint and the mark of a picture. One that cannot be read gets an empty row and no second try."""
    found = Traces()
    with suppress(ImageGone, Unreadable, ProcessDied):
        found = _apart.do(traces, storage.path_of(image.sha256))
    row, _ = Fingerprint.objects.get_or_create(
        image=image, defaults={"pdq": _bits(found.fingerprint), "mark": found.mark}
    )
    return row


def _bits(value: bytes | None) -> str | None:
    return None if value is None else f"{int.from_bytes(value):0256b}"
