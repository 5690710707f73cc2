"""Claim: take waiting generations for one worker, and keep them by renewing the lease.

The rows are the queue: what waits is locked, moved on and given a higher fence in one transaction, and what somebody
else has locked is passed over. A job beside the row would say the same thing twice (decisions/0006).
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from aquatint.accounts.pseudonyms import pseudonym
from aquatint.catalog.models import Offer
from aquatint.generations import news, requests
from aquatint.generations.actions.attempt import NOTHING, Left, Outcome, begin_attempts, left_behind
from aquatint.generations.actions.settle import Ending, settle
from aquatint.generations.models import Attempt, AttemptState, Cancellation, Generation, Input, State
from aquatint.kit import clock
from aquatint.kit.rows import Joined
from aquatint.media import storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image
from aquatint.providers import registry
from aquatint.providers.errors import ProviderError
from aquatint.providers.types import ImageRequest, Size, Source

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)
_TAKEN = Joined(
    """
    WITH waiting AS MATERIALIZED (
        SELECT id FROM generations_generation WHERE state = 'queued' AND id = coalesce(%s::uuid, id)
        ORDER BY id LIMIT %s FOR UPDATE SKIP LOCKED
    )
    UPDATE generations_generation AS generation
    SET state = 'running', fence = fence + 1, worker = %s, started = %s, lease_until = %s
    FROM waiting, catalog_offer AS offer
    WHERE generation.id = waiting.id AND offer.id = generation.offer_id
    RETURNING {columns}
    """,
    generation=Generation,
    offer=Offer,
)
SHOWN_WHILE_RUNNING = frozenset({"studio", "cli"})
"""Who made the request sits before a page that shows the clock; a program hears only of the end."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a worker holds while it paints: the request, the fence under which it may write, and its first attempt.

    `left` is what workers before it left behind; then the first attempt may be one without shots, which is not written.
    """

    generation: Generation
    fence: int
    request: ImageRequest
    attempt: Attempt
    left: Left = NOTHING


@transaction.atomic
def claim(*, worker: str, limit: int = 1, only: UUID | None = None) -> list[Claim]:
    """Take up to `limit` generations that wait longest, and write the attempts that are about to be made.

    What another worker has in hand is passed over. `only` takes one certain generation, if it still waits. Claims and
    first attempts are one transaction, since nothing happens in between.
    """
    rows = _taken(worker, limit, only)
    if not rows:
        return []
    left = left_behind(rows)
    left = {row.id: _without_lost(row, left[row.id]) for row in rows if row.id in left}
    attempts = begin_attempts(rows, left)
    for row in rows:
        if row.origin in SHOWN_WHILE_RUNNING:
            news.tell(generation=row.id, person=row.person_id, state=row.state)
    claims = [_claim(row, attempt, left.get(row.id, NOTHING)) for row, attempt in zip(rows, attempts, strict=True)]
    return [claim for claim in claims if claim is not None]


def _without_lost(row: Generation, left: Left) -> Left:
    """Return what is left, without the shots that must not be asked again where asking costs nobody anything."""
    return replace(left, lost=frozenset()) if is_repeatable(row) else left


def is_repeatable(row: Generation) -> bool:
    """Whether painting this again costs nobody anything: the sandbox."""
    try:
        return registry.adapter(row.offer.provider, settings.PROVIDER_ENVIRONMENT).repeatable
    except ProviderError:
        return False  # its settings are gone since


def _claim(row: Generation, attempt: Attempt, left: Left) -> Claim | None:
    """Return what the worker needs; a generation that cannot be painted ends here and stops no other."""
    try:
        return Claim(row, row.fence, _request(row), attempt, left)
    except ImageGone as error:
        code, sentence = error.code, error.sentence
    except (KeyError, TypeError, ValueError, OSError):
        logger.exception("the request of %s cannot be read", row)
        code, sentence = "internal_error", "Something broke on our side. The operator can see it."
    failed = Outcome(AttemptState.FAILED, error_code=code, error_detail=sentence)
    outcomes = [(attempt, failed)] if attempt.shots else []
    ending = Ending(reason_code=code, reason=sentence, outcomes=outcomes)
    settle(generation=row, fence=row.fence, ending=ending)
    news.wake_workers()  # else the worker takes a claim that brought less than it had room for as the last
    return None


def _taken(worker: str, limit: int, only: UUID | None) -> list[Generation]:
    """Take rows that wait, longest first, with their offers."""
    moment = clock.now()
    rows = []
    for row, offer in _TAKEN.read(only, limit, worker, moment, moment + LEASE):
        row.offer = offer
        rows.append(row)
    return sorted(rows, key=lambda row: row.id)


def _request(generation: Generation) -> ImageRequest:
    query = Input.objects.filter(generation=generation).select_related("image")
    rows = list(query) if generation.sent.get("inputs") else []
    images = [_source(row.image) for row in rows if row.role == Input.Role.IMAGE]
    masks = [_source(row.image) for row in rows if row.role == Input.Role.MASK]
    return requests.from_json(generation.sent, images, masks[0] if masks else None, pseudonym(generation.person_id))


def _source(image: Image) -> Source:
    return Source(storage.path_of(image.sha256), image.media_type, Size(image.width, image.height))


def renew(*, worker: str, generations: Sequence[UUID]) -> list[UUID]:
    """Renew the leases of what this worker paints; return those of them that somebody asked to cancel."""
    Generation.objects.filter(id__in=generations, worker=worker, state=State.RUNNING).update(
        lease_until=clock.now() + LEASE
    )
    return list(Cancellation.objects.filter(generation__in=generations).values_list("generation", flat=True))
