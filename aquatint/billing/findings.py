"""Lines for the operator: written where something does not fit, closed when it does or when somebody decided."""

from typing import Any

from aquatint.accounts.models import Person
from aquatint.billing.models import Finding
from aquatint.kit import clock


def note(*, code: str, key: str, sentence: str, gateway: str = "", **facts: Any) -> None:
    """Write a line in the caller's transaction, once for each key; opened again if it was closed by itself."""
    row = Finding(code=code, key=f"{code}:{key}"[:300], sentence=sentence, gateway=gateway, facts=facts)
    made = Finding.objects.bulk_create([row], ignore_conflicts=True)
    if made:
        Finding.objects.filter(key=row.key, closed__isnull=False, closed_by=None).update(closed=None, note="")


def settle(*, keys: list[str], why: str) -> None:
    """Close lines that have come right, in the caller's transaction."""
    Finding.objects.filter(key__in=keys, closed=None).update(closed=clock.now(), note=why)


def close(*, finding: Finding, by: Person, why: str) -> None:
    """Close a line because somebody looked at it."""
    Finding.objects.filter(pk=finding.pk, closed=None).update(closed=clock.now(), closed_by=by, note=why)
