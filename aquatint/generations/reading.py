"""Looking at generations: somebody's own ones, the state of one, the pictures of one."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from aquatint.accounts.models import Person
from aquatint.generations.errors import GenerationUnknown
from aquatint.generations.models import OPEN_STATES, Attempt, Generation, Shot
from aquatint.kit import ids


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


def ended(generation: UUID) -> tuple[Generation, list[Shot]]:
    """Return a generation with its shots and their pictures, in two statements."""
    shots = list(Shot.objects.select_related("image", "generation__offer").filter(generation=generation))
    return shots[0].generation, shots


def state_of(generation: UUID) -> str:
    """Return the state of a generation. Raises `GenerationUnknown`."""
    state = Generation.objects.filter(id=generation).values_list("state", flat=True).first()
    if state is None:
        raise GenerationUnknown("There is no such generation here.", field="id")
    return str(state)


def is_open(generation: UUID) -> bool:
    """Whether a generation has not ended yet."""
    return state_of(generation) in OPEN_STATES
