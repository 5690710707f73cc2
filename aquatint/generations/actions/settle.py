"""Settle: one transaction under the fence that writes the pictures, the charge, the rest back, and the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from aquatint.generations import news
from aquatint.generations.actions.attempt import Outcome, close_attempts, end_attempt
from aquatint.generations.actions.prove import Proofs, write_proofs
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, Generation, Shot, ShotState, State
from aquatint.imaging.facts import Facts
from aquatint.kit import clock
from aquatint.ledger import actions as ledger
from aquatint.ledger.models import Hold
from aquatint.media import actions as media
from aquatint.media.models import Origin
from aquatint.media.storage import Kept

# What runs for every picture is written out: Django would take longer to compose it than PostgreSQL to run it.
_ENDED = """
    UPDATE generations_generation
    SET state = %s, charged = %s, finished = %s, lease_until = NULL, progress = '{}', reason_code = %s, reason = %s
    WHERE id = %s AND fence = %s AND state = %s
    RETURNING person_id
"""
_DELIVERED = """
    UPDATE generations_shot AS shot
    SET state = 'delivered', image_id = delivered.image
    FROM unnest(%s::int[], %s::uuid[]) AS delivered (index, image)
    WHERE shot.generation_id = %s AND shot.index = delivered.index
"""


@dataclass(frozen=True, slots=True)
class Delivered:
    """A shot whose picture has passed its checks and lies in the store, with its proofs if it has any."""

    shot: int
    kept: Kept
    facts: Facts
    said: Mapping[str, Any]
    proofs: Proofs | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a generation ends: what was delivered, and for the rest the state and the reason."""

    delivered: Sequence[Delivered] = ()
    otherwise: State = State.RETURNED
    reason_code: str = ""
    reason: str = ""
    outcomes: Sequence[tuple[Attempt, Outcome]] = field(default=())
    reasons: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    """Code and sentence of shots that have a reason of their own."""


@transaction.atomic
def settle(*, generation: Generation, fence: int, ending: Ending, expected: State = State.RUNNING) -> Generation:
    """End a generation: capture for each delivered shot, release the rest, say so.

    Raises `ClaimLost` and writes nothing if the fence is not the newest or the generation is not in `expected`.
    """
    count = len(ending.delivered)
    state = _state(generation, ending)
    charged = count * generation.per_shot
    moment = clock.now()
    owner = _end(generation, fence, expected, state=state, charged=charged, moment=moment, ending=ending)
    for attempt, outcome in ending.outcomes:
        end_attempt(attempt=attempt, outcome=outcome)
    if not _is_plain(state, ending):
        close_attempts(generation=generation)
    _write_shots(generation, owner, ending)
    ledger.settle(hold=Hold(id=generation.hold_id), captured=charged, reason=_words(generation, count))
    news.tell(generation=generation.id, person=owner, state=state)
    generation.state, generation.charged, generation.finished = state, charged, moment
    return generation


def _end(
    generation: Generation, fence: int, expected: State, *, state: State, charged: int, moment: datetime, ending: Ending
) -> UUID:
    """Write the end; return whose the pictures are. A guest may have signed in while theirs was painted."""
    code, reason = ("", "") if state == State.DONE else (ending.reason_code, ending.reason)
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, [state, charged, moment, code, reason, generation.id, fence, expected])
        row = cursor.fetchone()
    if row is None:
        raise ClaimLost
    owner: UUID = row[0]
    return owner


def _state(generation: Generation, ending: Ending) -> State:
    if len(ending.delivered) == generation.shots_wanted:
        return State.DONE
    return State.PARTIAL if ending.delivered else ending.otherwise


def _is_plain(state: State, ending: Ending) -> bool:
    """Whether the first call delivered everything, so that no other can be open. Spares the usual case a statement."""
    return state == State.DONE and [attempt.number for attempt, _ in ending.outcomes] == [1]


def _words(generation: Generation, count: int) -> str:
    return f"{count} of {generation.shots_wanted} × {generation.offer.title}"


def _write_shots(generation: Generation, owner: UUID, ending: Ending) -> None:
    """Write the delivered pictures, then what became of every shot, in one statement each."""
    images = media.record(
        owner=owner,
        origin=Origin.GENERATION,
        name=generation.prompt[:120],
        pictures=[(one.kept, one.facts) for one in ending.delivered],
        said=[{"said": dict(one.said)} for one in ending.delivered],
    )
    if images:
        with connection.cursor() as cursor:
            indexes = [delivered.shot for delivered in ending.delivered]
            cursor.execute(_DELIVERED, [indexes, [image.id for image in images], generation.id])
        proofs = [one.proofs for one in ending.delivered]
        write_proofs(generation, owner, list(zip(images, proofs, strict=True)))
    if len(images) < generation.shots_wanted:
        wanted = Shot.objects.filter(generation=generation, state=ShotState.WANTED)
        for index, (code, reason) in ending.reasons.items():
            wanted.filter(index=index).update(state=ShotState.RETURNED, reason_code=code, reason=reason)
        wanted.update(state=ShotState.RETURNED, reason_code=ending.reason_code, reason=ending.reason)
