"""Settle: one transaction under the fence that writes the pictures, the charge, the rest back, and the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from aquatint.generations import news
from aquatint.generations.actions.attempt import OUTCOMES, Outcome, close_attempts, told
from aquatint.generations.actions.prove import Proofs, write_proofs
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, Generation, Shot, ShotState, State
from aquatint.imaging.facts import Facts
from aquatint.kit import clock, ids
from aquatint.ledger import actions as ledger
from aquatint.ledger.models import Hold
from aquatint.media import actions as media
from aquatint.media.models import Origin
from aquatint.media.storage import Kept

# What runs for every picture is written out: Django would take longer to compose it than PostgreSQL to run it. The rows
# of the pictures follow; that a shot's picture exists is checked at the end of the transaction.
_ENDED = f"""
    WITH ended AS (
        UPDATE generations_generation
        SET state = %s, charged = %s, finished = %s, reason_code = %s, reason = %s,
            lease_until = NULL, progress = '{{}}'
        WHERE id = %s AND fence = %s AND state = %s
        RETURNING id, person_id
    ), shots AS (
        UPDATE generations_shot AS shot
        SET state = 'delivered', image_id = delivered.image
        FROM ended, unnest(%s::int[], %s::uuid[]) AS delivered (index, image)
        WHERE shot.generation_id = ended.id AND shot.index = delivered.index
    ), attempts AS ({OUTCOMES})
    SELECT person_id FROM ended
"""  # noqa: S608 -- two constants


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
    state, charged, moment = _state(generation, ending), count * generation.per_shot, clock.now()
    images = [ids.new() for _ in ending.delivered]
    code, reason = ("", "") if state == State.DONE else (ending.reason_code, ending.reason)
    owner = _end([state, charged, moment, code, reason, generation.id, fence, expected], ending, images)
    if not _is_plain(state, ending):
        close_attempts(generation=generation)
    _write_pictures(generation, owner, ending, images)
    if count < generation.shots_wanted:
        _return_others(generation, ending)
    ledger.settle(hold=Hold(id=generation.hold_id), captured=charged, reason=_words(generation, count))
    news.tell(generation=generation.id, person=owner, state=state)
    generation.state, generation.charged, generation.finished = state, charged, moment
    return generation


def _end(end: Sequence[Any], ending: Ending, images: Sequence[UUID]) -> UUID:
    """Write the end of the generation, of its delivered shots and of its calls; return whose the pictures are.

    A guest may have signed in while theirs was painted.
    """
    shots: list[Any] = [[one.shot for one in ending.delivered], list(images)]
    with connection.cursor() as cursor:
        cursor.execute(_ENDED, [*end, *shots, *told(ending.outcomes)])
        found = cursor.fetchone()
    if found is None:
        raise ClaimLost
    owner: UUID = found[0]
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


def _write_pictures(generation: Generation, owner: UUID, ending: Ending, identities: Sequence[UUID]) -> None:
    images = media.record(
        owner=owner,
        origin=Origin.GENERATION,
        name=generation.prompt[:120],
        pictures=[(one.kept, one.facts) for one in ending.delivered],
        said=[{"said": dict(one.said)} for one in ending.delivered],
        identities=identities,
    )
    proofs = [one.proofs for one in ending.delivered]
    write_proofs(generation, owner, list(zip(images, proofs, strict=True)))


def _return_others(generation: Generation, ending: Ending) -> None:
    """Write why the shots that were not delivered cost nothing."""
    wanted = Shot.objects.filter(generation=generation, state=ShotState.WANTED)
    for index, (code, reason) in ending.reasons.items():
        wanted.filter(index=index).update(state=ShotState.RETURNED, reason_code=code, reason=reason)
    wanted.update(state=ShotState.RETURNED, reason_code=ending.reason_code, reason=ending.reason)
