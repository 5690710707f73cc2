"""`/v1/generations`: what OpenAI's API cannot say. A generation outlives its request: ask for it by its id."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from starlette.responses import FileResponse, Response

from aquatint.accounts.models import Person
from aquatint.api import auth
from aquatint.api.v1 import shapes
from aquatint.generations import actions, reading
from aquatint.generations.models import Generation
from aquatint.kit import ids, threads
from aquatint.media import storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image

router = APIRouter(tags=["Generations"])

Reader = Annotated[Person, Depends(auth.reader)]
Painter = Annotated[Person, Depends(auth.painter)]


@router.get("/generations", summary="List your generations")
async def index(
    person: Reader,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    before: Annotated[str | None, Query(description="The id of the last one seen.")] = None,
    idempotency_key: Annotated[str | None, Query(description="Only the one started with this key.")] = None,
) -> dict[str, Any]:
    """Return your generations, newest first."""
    rows = await threads.run(_page, person, limit, before, idempotency_key)
    return {"object": "list", "data": [shapes.generation(row) for row in rows], "has_more": len(rows) == limit}


def _page(person: Person, limit: int, before: str | None, key: str | None) -> list[Generation]:
    rows = reading.of_person(person)
    if key is not None:
        rows = rows.filter(idempotency_key=key)
    if before is not None and (last := ids.parse("gen", before)):
        rows = rows.filter(id__lt=last)
    return list(rows[:limit])


@router.get("/generations/{identity}", summary="Look at one generation")
async def show(identity: str, person: Reader) -> dict[str, Any]:
    """Return a generation with its shots, its price and the reason if something did not come."""
    return shapes.generation(await threads.run(reading.whole, person, identity))


@router.post("/generations/{identity}/cancellation", status_code=202, summary="Cancel a generation")
async def cancel(identity: str, person: Painter) -> dict[str, Any]:
    """Stop a generation. What was delivered stays and is charged; the rest of the credits comes back."""

    def work() -> Generation:
        actions.cancel(generation=reading.whole(person, identity), by=person)
        return reading.whole(person, identity)

    return shapes.generation(await threads.run(work))


@router.get("/images/{identity}", summary="Look at one picture")
async def image(identity: str, person: Reader) -> dict[str, Any]:
    """Return the facts of a picture."""
    return shapes.image(await threads.run(_image, person, identity))


@router.get("/images/{identity}/content", summary="Download one picture", response_class=Response)
async def content(identity: str, person: Reader) -> Response:
    """Return the bytes of a picture, as they were delivered."""
    row = await threads.run(_image, person, identity)
    path = await threads.run(storage.path_of, row.sha256)
    return FileResponse(path, media_type=row.media_type, headers={"etag": f'"{row.sha256}"'})


def _image(person: Person, identity: str) -> Image:
    known = ids.parse("img", identity)
    found = Image.objects.filter(id=known, owner=person).first() if known else None
    if found is None:
        raise ImageGone("There is no such picture here.", field="id")
    return found
