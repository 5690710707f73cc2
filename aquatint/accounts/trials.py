"""Counting guests per network address and day without keeping the address.

An address becomes an HMAC-SHA-256 under the instance's secret key and the day; rows of former days are deleted with the
next guest. Of an IPv6 address the first 64 bits count, which is what one household or one rented machine gets.
"""

import hashlib
import hmac
import ipaddress
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import connection

from aquatint.accounts.models import TrialCount
from aquatint.kit import clock

_COUNT = """
INSERT INTO accounts_trialcount AS counted (day, address, guests) VALUES (%(day)s, %(address)s, 1)
    ON CONFLICT (day, address) DO UPDATE SET guests = counted.guests + 1 WHERE counted.guests < %(most)s
"""


def count(address: str, *, most: int) -> bool:
    """Count one more guest of today at this address, in one atomic statement; False if there were `most` already."""
    if most <= 0:
        return False
    today = clock.now().date()
    TrialCount.objects.filter(day__lt=today).delete()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"day": today, "address": _digest(address, today), "most": most})
        return bool(cursor.rowcount == 1)


def seconds_left() -> float:
    """Return how long today (UTC) still lasts, in seconds."""
    now = clock.now()
    tomorrow = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
    return (tomorrow - now).total_seconds()


def _digest(address: str, day: date) -> bytes:
    text = f"trial {day.isoformat()} {_network(address)}"
    return hmac.digest(settings.SECRET_KEY.encode(), text.encode(), hashlib.sha256)


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv6Address):
        return str(known.ipv4_mapped or ipaddress.IPv6Network((known, 64), strict=False))
    return str(known)
