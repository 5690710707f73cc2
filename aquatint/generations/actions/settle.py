"""Settle: one transaction under the fence that writes the pictures, the charge, the rest back, and the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction

from aquatint.generations import news
from aquatint.generations.actions.attempt import Outcome, close_attempts, end_attempt
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, Generation, Shot, ShotState, State
from aquatint.imaging.facts import Facts
from aquatint.kit import clock
from aquatint.ledger import actions as ledger
from aquatint.ledger.models import Hold
from aquatint.media import actions as media
from aquatint.media.models import Origin
from aquatint.media.storage import Kept


@dataclass(frozen=True, slots=True)
class Delivered:
    """A shot whose picture has passed its checks and lies in the store."""

    shot: int
    kept: Kept
    facts: Facts
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Ending:
    """How a generation ends: what was delivered, and for the rest the state and the reason."""

    delivered: Sequence[Delivered] = ()
    otherwise: State = State.RETURNED
    reason_code: str = ""
    reason: str = ""
    outcomes: Sequence[tuple[Attempt, Outcome]] = field(default=())


@transaction.atomic
def settle(*, generation: Generation, fence: int, ending: Ending, expected: State = State.RUNNING) -> Generation:
    """End a generation: capture for each delivered shot, release the rest, say so.

    Raises `ClaimLost` and writes nothing if the fence is not the newest or the generation is not in `expected`.
    """
    count = len(ending.delivered)
    state = _state(generation, ending)
    charged = count * generation.per_shot
    moment = clock.now()
    changed = Generation.objects.filter(id=generation.id, fence=fence, state=expected).update(
        state=state,
        charged=charged,
        finished=moment,
        lease_until=None,
        progress={},
        reason_code=ending.reason_code if state != State.DONE else "",
        reason=ending.reason if state != State.DONE else "",
    )
    if not changed:
        raise ClaimLost
    for attempt, outcome in ending.outcomes:
        end_attempt(attempt=attempt, outcome=outcome)
    if not _is_plain(state, ending):
        close_attempts(generation=generation)
    _write_shots(generation, ending)
    ledger.settle(hold=Hold(id=generation.hold_id), captured=charged, reason=_words(generation, count))
    news.tell(generation=generation.id, person=generation.person_id, state=state)
    generation.state, generation.charged, generation.finished = state, charged, moment
    return generation


def _state(generation: Generation, ending: Ending) -> State:
    if len(ending.delivered) == generation.shots_wanted:
        return State.DONE
    return State.PARTIAL if ending.delivered else ending.otherwise


def _is_plain(state: State, ending: Ending) -> bool:
    """Whether the first call delivered everything, so that no other can be open. Spares the usual case a statement."""
    return state == State.DONE and [attempt.number for attempt, _ in ending.outcomes] == [1]


def _words(generation: Generation, count: int) -> str:
    return f"{count} of {generation.shots_wanted} × {generation.offer.title}"


def _owner(generation: Generation) -> UUID:
    """Return whose the pictures are. A guest may have signed in while their trial was painted."""
    if not generation.trial:
        return generation.person_id
    return Generation.objects.values_list("person", flat=True).get(id=generation.id)


def _write_shots(generation: Generation, ending: Ending) -> None:
    """Write the delivered pictures, then what became of every shot, in one statement each."""
    images = media.record(
        owner=_owner(generation),
        origin=Origin.GENERATION,
        name=generation.prompt[:120],
        pictures=[(one.kept, one.facts) for one in ending.delivered],
        said=[{"said": dict(one.said)} for one in ending.delivered],
    )
    by_shot = {delivered.shot: image for delivered, image in zip(ending.delivered, images, strict=True)}
    missing = generation.shots_wanted - len(by_shot)
    for index, image in by_shot.items():
        Shot.objects.filter(generation=generation, index=index).update(state=ShotState.DELIVERED, image=image)
    if missing:
        Shot.objects.filter(generation=generation, state=ShotState.WANTED).update(
            state=ShotState.RETURNED, reason_code=ending.reason_code, reason=ending.reason
        )
