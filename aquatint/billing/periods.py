"""Months and days as bills count them: from an anchor, in UTC, so that no period drifts.

A subscription that began on 31 January renews on 28 (or 29) February and again on 31 March. Sources: this is how the
gateways themselves count; see docs/billing.md.
"""

import calendar
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta


def add_months(anchor: datetime, months: int) -> datetime:
    """Return the anchor's day and time so many months later, or that month's last day if it has no such day."""
    anchor = anchor.astimezone(UTC)
    years, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    last = calendar.monthrange(years, month + 1)[1]
    return anchor.replace(year=years, month=month + 1, day=min(anchor.day, last))


def months_within(start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Cut a period into months counted from its start; the last one ends with it."""
    number, begin = 1, start
    while begin < end:
        until = min(add_months(start, number), end)
        # what is left of a period by a day or less belongs to its last month, not to a lot of its own
        if end - until <= timedelta(days=1):
            until = end
        yield begin, until
        number, begin = number + 1, until


def add_cycles(anchor: datetime, every: str, number: int) -> datetime:
    """Return the moment so many days, weeks or months after the anchor."""
    if every == "month":
        return add_months(anchor, number)
    return anchor + timedelta(days=(7 if every == "week" else 1) * number)
