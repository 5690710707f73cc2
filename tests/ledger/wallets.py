"""Short ways to use the ledger in a story."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.kit import clock
from aquatint.kit.errors import AquatintError
from aquatint.ledger import actions
from aquatint.ledger.models import Entry, Hold, Lot

_numbers = count(1)


def give(person: Person, number: int, source: str = "gift", **more: Any) -> Lot:
    """Give credits under a fresh key, unless the story names one."""
    more = {"key": f"grant:{next(_numbers)}", "reason": "For the story", **more}
    return actions.grant(person=person, credits=number, source=source, **more)


def hold(person: Person, number: int, **more: Any) -> Hold:
    """Set credits aside under a fresh key, unless the story names one."""
    more = {"key": f"hold:{next(_numbers)}", "reason": "A copper kettle", **more}
    return actions.hold(person=person, credits=number, **more)


def settle(made: Hold, captured: int) -> None:
    """Resolve a hold."""
    actions.settle(hold=made, captured=captured, reason=f"{captured} charged")


def claw_back(lot: Lot, number: int, **more: Any) -> Any:
    """Claw credits back under a fresh key, unless the story names one."""
    more = {"key": f"claw:{next(_numbers)}", "reason": "The payment was refunded", **more}
    return actions.claw_back(lot=lot, credits=number, **more)


@contextmanager
def refused[E: AquatintError](error: type[E], match: str | None = None) -> Iterator[pytest.ExceptionInfo[E]]:
    """Expect a refusal, in a transaction of its own as a caller would have."""
    with pytest.raises(error, match=match) as caught, transaction.atomic():
        yield caught


def in_days(days: float) -> datetime:
    """Return a moment so many days from now."""
    return clock.now() + timedelta(days=days)


def figures(lot: Lot) -> tuple[int, int, int, int, int]:
    """Return where the credits of a lot are: available, held, consumed, lapsed, removed."""
    lot.refresh_from_db()
    return lot.available, lot.held, lot.consumed, lot.lapsed, lot.removed


def movements(**of: Any) -> list[tuple[str, int]]:
    """Return the names and figures of entries, oldest first."""
    return [(entry.movement, entry.credits) for entry in Entry.objects.filter(**of).order_by("id")]
