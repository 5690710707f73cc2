"""Looking at generations: somebody's own ones, the state of one, the pictures of one."""

from dataclasses import dataclass
from uuid import UUID

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
    SELECT {columns} FROM generations_shot AS shot
    JOIN generations_generation AS generation ON generation.id = shot.generation_id
    JOIN catalog_offer AS offer ON offer.id = generation.offer_id
    LEFT JOIN media_image AS image ON image.id = shot.image_id
    LEFT JOIN generations_attempt AS attempt ON attempt.generation_id = generation.id
    WHERE shot.generation_id = %s ORDER BY shot.index, attempt.number
    """,
    shot=Shot,
    generation=Generation,
    offer=Offer,
    image=Image,
    attempt=Attempt,
)


@dataclass(frozen=True, slots=True)
class Ended:
    """An ended generation with its offer, its shots with their pictures, and the calls that were made, in order."""

    generation: Generation
    shots: list[Shot]
    calls: list[Attempt]

    @property
    def delivered(self) -> list[Shot]:
        """The shots that have a picture."""
        return [shot for shot in self.shots if shot.image is not None]


def ended(generation: UUID) -> Ended:
    """Return all that an answer tells of a generation, in one statement."""
    shots: dict[UUID, Shot] = {}
    calls: dict[UUID, Attempt] = {}
    for shot, row, offer, image, call in _ENDED.read(generation):
        if shot.id not in shots:
            row.offer = offer
            shot.generation, shot.image = row, image
            shots[shot.id] = shot
        if call is not None:
            calls[call.id] = call
    first = next(iter(shots.values()))
    return Ended(first.generation, list(shots.values()), list(calls.values()))


def state_of(generation: UUID) -> str:
    """Return the state of a generation. Raises `GenerationUnknown`."""
    state = Generation.objects.filter(id=generation).values_list("state", flat=True).first()
    if state is None:
        raise GenerationUnknown("There is no such generation here.", field="id")
    return str(state)


def is_open(generation: UUID) -> bool:
    """Whether a generation has not ended yet."""
    return state_of(generation) in OPEN_STATES
