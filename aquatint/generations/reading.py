"""Looking at generations: somebody's own ones, the state of one, the pictures of one."""

import json
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet

from aquatint.accounts.models import Person
from aquatint.catalog.models import Offer
from aquatint.generations.errors import GenerationUnknown
from aquatint.generations.models import OPEN_STATES, Attempt, Generation, Shot
from aquatint.kit import ids
from aquatint.kit.rows import Joined
from aquatint.media.models import Image


def of_person(person: Person) -> QuerySet[Generation]:
    """Return somebody's generations, newest first, with what a card shows."""
    shots = Prefetch("shots", Shot.objects.select_related("image"))
    return Generation.objects.filter(person=person).select_related("offer").prefetch_related(shots)


def whole(person: Person, public_id: str) -> Generation:
    """Return one generation of this person with all that a receipt shows. Raises `GenerationUnknown`."""
    identity = ids.parse("gen", public_id)
    attempts = Prefetch("attempts", Attempt.objects.order_by("number"))
    found = of_person(person).prefetch_related(attempts).filter(id=identity).first() if identity else None
    if found is None:
        raise GenerationUnknown("There is no such generation here.", field="id")
    return found


_ENDED = Joined(
    """
    FROM generations_shot AS shot
    JOIN generations_generation AS generation ON generation.id = shot.generation_id
    JOIN catalog_offer AS offer ON offer.id = generation.offer_id
    LEFT JOIN media_image AS image ON image.id = shot.image_id
    WHERE shot.generation_id = %s ORDER BY shot.index
    """,
    shot=Shot,
    generation=Generation,
    offer=Offer,
    image=Image,
)
_USAGE = "SELECT usage FROM generations_attempt WHERE generation_id = %s ORDER BY number"


def ended(generation: UUID) -> tuple[Generation, list[Shot]]:
    """Return a generation with its offer, and its shots with their pictures, in one statement."""
    shots = []
    for shot, row, offer, image in _ENDED.read(generation):
        row.offer = offer
        shot.generation, shot.image = row, image
        shots.append(shot)
    return shots[0].generation, shots


def usage(generation: UUID) -> list[dict[str, Any]]:
    """Return what each provider's call of a generation has counted, in the provider's words."""
    with connection.cursor() as cursor:
        cursor.execute(_USAGE, [generation])
        return [json.loads(row[0]) for row in cursor.fetchall()]


def state_of(generation: UUID) -> str:
    """Return the state of a generation. Raises `GenerationUnknown`."""
    state = Generation.objects.filter(id=generation).values_list("state", flat=True).first()
    if state is None:
        raise GenerationUnknown("There is no such generation here.", field="id")
    return str(state)


def is_open(generation: UUID) -> bool:
    """Whether a generation has not ended yet."""
    return state_of(generation) in OPEN_STATES
