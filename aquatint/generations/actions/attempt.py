"""Attempt: the row before a call to a provider, its partial pictures, and what became of the call."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from aquatint.generations import news
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, AttemptState, Generation, State
from aquatint.kit import clock
from aquatint.kit.rows import insert

OUTCOMES = """
    UPDATE generations_attempt AS attempt
    SET state = told.state, request_id = told.request_id, ticket = told.ticket, usage = told.usage,
        cost_microusd = told.cost_microusd, error_code = told.error_code, error_detail = told.error_detail,
        finished = %s
    FROM jsonb_to_recordset(%s) AS told (
        id uuid, state text, request_id text, ticket text, usage jsonb, cost_microusd bigint,
        error_code text, error_detail text
    )
    WHERE attempt.id = told.id
"""
"""Writes what became of calls; takes what `told` returns."""
_ANSWERED = """
    UPDATE generations_attempt AS attempt SET answers = answers || %s
    WHERE attempt.id = %s AND EXISTS (
        SELECT 1 FROM generations_generation WHERE id = %s AND fence = %s AND state = 'running')
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


@dataclass(frozen=True, slots=True)
class Left:
    """What the workers before left of a generation: answers to be finished, and shots that must not be asked again.

    `answers` are by shot: `{"sha256", "said"}`. `lost` are those whose call may have been paid and brought nothing.
    """

    calls: int = 0
    answers: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    lost: frozenset[int] = frozenset()


NOTHING = Left()


def begin_attempts(generations: Sequence[Generation], left: Mapping[UUID, Left]) -> list[Attempt]:
    """Write that a first call is about to be made for each of these fresh claims. Joins the claim's transaction.

    Nothing is written of an attempt without shots: the answers are there and only have to be finished.
    """
    attempts = [_first_attempt(row, left.get(row.id, NOTHING)) for row in generations]
    if written := [attempt for attempt in attempts if attempt.shots]:
        insert(written)
    return attempts


def _first_attempt(row: Generation, left: Left) -> Attempt:
    open_shots = [shot for shot in range(row.shots_wanted) if shot not in left.answers and shot not in left.lost]
    if row.is_set and len(open_shots) == row.shots_wanted:
        open_shots = open_shots[:1]  # the anchor comes before the others
    elif row.is_set:
        open_shots = []  # the set itself decides what is asked next
    return _attempt(row, open_shots, number=left.calls + 1)


def left_behind(generations: Sequence[Generation]) -> dict[UUID, Left]:
    """Return what is left of generations that were claimed before; asks nothing where there is none."""
    again = {row.id: row for row in generations if row.fence > 1}
    if not again:
        return {}
    calls: dict[UUID, list[Attempt]] = {identity: [] for identity in again}
    for call in Attempt.objects.filter(generation__in=again):
        calls[call.generation_id].append(call)
    return {identity: _left(calls[identity]) for identity in again}


def _left(calls: Sequence[Attempt]) -> Left:
    """Return what these calls left. A failed one leaves nothing: its answers are known to be of no use."""
    good = [call for call in calls if call.state != AttemptState.FAILED]
    answers = {int(shot): answer for call in good for shot, answer in call.answers.items()}
    unseen = [call for call in good if call.state == AttemptState.UNKNOWN]
    lost = {shot for call in unseen for shot in call.shots if shot not in answers}
    return Left(len(calls), answers, frozenset(lost))


def note_answer(*, generation: Generation, fence: int, attempt: Attempt, shot: int, answer: Mapping[str, Any]) -> None:
    """Write that an answer is safely kept and is being finished, so that a killed worker's successor can go on.

    Raises `ClaimLost` under an old fence.
    """
    with connection.cursor() as cursor:
        told: list[Any] = [Jsonb({str(shot): dict(answer)}), attempt.id, generation.id, fence]
        cursor.execute(_ANSWERED, told)
        if not cursor.rowcount:
            raise ClaimLost


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
    with connection.cursor() as cursor:
        cursor.execute(OUTCOMES, told([(attempt, outcome)]))


def told(outcomes: Iterable[tuple[Attempt, Outcome]]) -> list[Any]:
    """Return the parameters of `OUTCOMES`."""
    return [clock.now(), Jsonb([{"id": str(attempt.id), **_columns(outcome)} for attempt, outcome in outcomes])]


def _columns(outcome: Outcome) -> dict[str, Any]:
    return {
        "state": outcome.state,
        "request_id": outcome.request_id[:200],
        "ticket": outcome.ticket[:200],
        "usage": dict(outcome.usage),
        "cost_microusd": outcome.cost_microusd,
        "error_code": outcome.error_code,
        "error_detail": outcome.error_detail[:2000],
    }


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
