"""Attempt: the row before a call to a provider, its partial pictures, and what became of the call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from psycopg.types.json import Jsonb

from aquatint.generations import news
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, AttemptState, Generation, State
from aquatint.kit import clock
from aquatint.kit.rows import insert

_OUTCOME = """
    UPDATE generations_attempt SET state = %s, request_id = %s, ticket = %s, usage = %s, cost_microusd = %s,
        error_code = %s, error_detail = %s, finished = %s
    WHERE id = %s
"""


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


def begin_attempts(generations: Sequence[Generation]) -> list[Attempt]:
    """Write that a first call is about to be made for each of these fresh claims. Joins the claim's transaction."""
    again = [row.id for row in generations if row.fence > 1]
    counted = Attempt.objects.filter(generation__in=again).values_list("generation").annotate(Count("id"))
    made = dict(counted) if again else {}
    attempts = [_attempt(row, range(row.shots_wanted), number=made.get(row.id, 0) + 1) for row in generations]
    if attempts:
        insert(attempts)
    return attempts


@transaction.atomic
def begin_attempt(*, generation: Generation, fence: int, shots: Iterable[int]) -> Attempt:
    """Write that a further call is about to be made for these shots. Raises `ClaimLost` under an old fence."""
    claimed = Generation.objects.select_for_update().filter(id=generation.id, fence=fence, state=State.RUNNING)
    if not claimed.exists():
        raise ClaimLost
    number = Attempt.objects.filter(generation=generation).count() + 1
    attempt = _attempt(generation, shots, number=number)
    attempt.save(force_insert=True)
    return attempt


def _attempt(generation: Generation, shots: Iterable[int], *, number: int) -> Attempt:
    offer = generation.offer
    return Attempt(
        generation=generation, number=number, provider=offer.provider, model=offer.upstream, shots=list(shots)
    )


def end_attempt(*, attempt: Attempt, outcome: Outcome) -> None:
    """Write what became of a call. Joins the caller's transaction, if there is one."""
    said: list[Any] = [outcome.state, outcome.request_id[:200], outcome.ticket[:200], Jsonb(dict(outcome.usage))]
    wrong = [outcome.error_code, outcome.error_detail[:2000]]
    with connection.cursor() as cursor:
        cursor.execute(_OUTCOME, [*said, outcome.cost_microusd, *wrong, clock.now(), attempt.id])


def close_attempts(*, generation: Generation, error_code: str = "") -> None:
    """Say of calls whose end nobody saw that it is not known. Joins the caller's transaction."""
    Attempt.objects.filter(generation=generation, state=AttemptState.SENT).update(
        state=AttemptState.UNKNOWN, finished=clock.now(), error_code=error_code
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
