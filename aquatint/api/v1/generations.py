"""`/v1/generations`: what OpenAI's API cannot say. A generation outlives its request: ask for it by its id."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query

from aquatint.accounts.models import Person
from aquatint.api import auth, documented
from aquatint.api.v1 import shapes
from aquatint.generations import actions, reading
from aquatint.generations.models import Generation
from aquatint.kit import ids, threads
from aquatint.kit.errors import InvalidRequest

router = APIRouter(tags=["Generations"])

Reader = Annotated[Person, Depends(auth.reader)]
Painter = Annotated[Person, Depends(auth.painter)]


@router.get(
    "/generations",
    summary="List your generations",
    responses=documented.answer(documented.Generations, "A page of them."),
)
async def index(
    person: Reader,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    before: Annotated[str | None, Query(description="The id of the last one seen.")] = None,
    idempotency_key: Annotated[
        str | None,
        Query(description="Only the one started with this key.", max_length=255, pattern=r"^[\x20-\x7e]+$"),
    ] = None,
) -> dict[str, Any]:
    """Return your generations, newest first."""
    rows = await threads.run(_page, person, limit + 1, before, idempotency_key)
    data = [shapes.generation(row) for row in rows[:limit]]
    return {"object": "list", "data": data, "has_more": len(rows) > limit}


def _page(person: Person, limit: int, before: str | None, key: str | None) -> list[Generation]:
    rows = reading.of_person(person)
    if key is not None:
        rows = rows.filter(idempotency_key=key)
    if before is not None:
        last = ids.parse(Generation.prefix, before)
        if last is None:
            raise InvalidRequest("Give the id of a generation, gen_….", field="before")
        rows = rows.filter(id__lt=last)
    return list(rows[:limit])


@router.get(
    "/generations/{identity}",
    summary="Look at one generation",
    responses=documented.answer(documented.Generation, "It, as it is now."),
)
async def show(identity: str, person: Reader) -> dict[str, Any]:
    """Return a generation with its shots, its price and the reason if something did not come."""
    return shapes.generation(await threads.run(reading.whole, person, identity))


@router.post(
    "/generations/{identity}/cancellation",
    status_code=202,
    summary="Cancel a generation",
    responses={202: {"model": documented.Generation, "description": "It will stop, or has stopped."}},
)
async def cancel(identity: str, person: Painter) -> dict[str, Any]:
    """Stop a generation. What was delivered stays and is charged; the rest of the credits comes back."""

    def work() -> Generation:
        actions.cancel(generation=reading.whole(person, identity), by=person)
        return reading.whole(person, identity)

    return shapes.generation(await threads.run(work))
