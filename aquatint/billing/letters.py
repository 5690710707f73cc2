"""Writing mails into the outbox, in the transaction of their cause."""

from datetime import datetime
from typing import Any
from uuid import UUID

from aquatint.billing.models import Letter
from aquatint.kit import clock


def queue(*, person: UUID, kind: str, key: str, due: datetime | None = None, **facts: Any) -> None:
    """Have somebody get a mail, once for each key. `facts` is plain JSON: public ids, amounts, dates as text."""
    row = Letter(person_id=person, kind=kind, key=f"{kind}:{key}"[:200], facts=facts, due=due or clock.now())
    Letter.objects.bulk_create([row], ignore_conflicts=True)
