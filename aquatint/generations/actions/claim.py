"""Claim: take a queued generation for one worker, by a conditional update; and keep it by renewing the lease."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from aquatint.accounts.pseudonyms import pseudonym
from aquatint.generations import news, requests
from aquatint.generations.actions.attempt import begin_attempt
from aquatint.generations.models import Attempt, Cancellation, Generation, Input, State
from aquatint.kit import clock
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.providers.types import ImageRequest, Size, Source

LEASE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Claim:
    """What a worker holds while it paints: the request, the fence under which it may write, and its first attempt."""

    generation: Generation
    fence: int
    request: ImageRequest
    attempt: Attempt


@transaction.atomic
def claim(*, generation: UUID, worker: str) -> Claim | None:
    """Take the generation if it waits, and write the attempt that is about to be made.

    None means that somebody else has it or that it has ended. The claim and its first attempt are one transaction, since
    nothing happens in between.
    """
    moment = clock.now()
    taken = Generation.objects.filter(id=generation, state=State.QUEUED).update(
        state=State.RUNNING, fence=F("fence") + 1, worker=worker, started=moment, lease_until=moment + LEASE
    )
    if not taken:
        return None
    row = Generation.objects.select_related("offer").get(id=generation)
    news.tell(generation=row.id, person=row.person_id, state=row.state)
    request = _request(row)
    attempt = begin_attempt(generation=row, fence=row.fence, shots=range(row.shots_wanted))
    return Claim(row, row.fence, request, attempt)


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
