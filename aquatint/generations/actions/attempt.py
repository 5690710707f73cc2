"""Attempt: the row before a call to a provider, its partial pictures, and what became of the call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from aquatint.generations import news
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, AttemptState, Generation, State
from aquatint.kit import clock


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known of a call after it: how it ended, the provider's name for it, and what it used."""

    state: AttemptState
    request_id: str = ""
    ticket: str = ""
    usage: Mapping[str, Any] = field(default_factory=dict)
    cost_microusd: int | None = None
    error_code: str = ""
    error_detail: str = ""


@transaction.atomic(savepoint=False)
def begin_attempt(*, generation: Generation, fence: int, shots: Iterable[int], number: int = 1) -> Attempt:
    """Write that a call is about to be made for these shots. Raises `ClaimLost` when the fence is not the newest."""
    if number > 1 and not Generation.objects.filter(id=generation.id, fence=fence, state=State.RUNNING).exists():
        raise ClaimLost
    attempt = Attempt(
        generation=generation,
        number=_number(generation, fence, number),
        provider=generation.offer.provider,
        model=generation.offer.upstream,
        shots=list(shots),
    )
    attempt.save(force_insert=True)
    return attempt


def _number(generation: Generation, fence: int, number: int) -> int:
    """Count on after the attempts of earlier claims; the first claim has none and needs no query."""
    if fence == 1:
        return number
    return Attempt.objects.filter(generation=generation).count() + 1


def end_attempt(*, attempt: Attempt, outcome: Outcome) -> None:
    """Write what became of a call. Joins the caller's transaction, if there is one."""
    Attempt.objects.filter(id=attempt.id).update(
        state=outcome.state,
        request_id=outcome.request_id[:200],
        ticket=outcome.ticket[:200],
        usage=dict(outcome.usage),
        cost_microusd=outcome.cost_microusd,
        error_code=outcome.error_code,
        error_detail=outcome.error_detail[:2000],
        finished=clock.now(),
    )


@transaction.atomic
def note_partial(*, generation: UUID, person: UUID, fence: int, shot: int, index: int) -> None:
    """Write that a newer partial picture of a shot can be shown."""
    row = Generation.objects.select_for_update().filter(id=generation, fence=fence, state=State.RUNNING).first()
    if row is None:
        raise ClaimLost
    row.progress = {**row.progress, str(shot): index}
    row.save(update_fields=["progress"])
    news.tell(generation=generation, person=person, state=State.RUNNING, shot=shot, index=index)
