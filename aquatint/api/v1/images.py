"""`/v1/images/{id}`: the facts and the bytes of a picture."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from aquatint.accounts.models import Person
from aquatint.api import auth, documented
from aquatint.api.v1 import shapes
from aquatint.kit import ids, threads
from aquatint.media import serving
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image

router = APIRouter(tags=["Images"])

Reader = Annotated[Person, Depends(auth.reader)]
_BYTES = {"content": {"image/*": {"schema": {"type": "string", "format": "binary"}}}, "description": "The bytes."}


@router.get("/images/{identity}", summary="Look at one picture", responses=documented.answer(documented.Image, "It."))
async def show(identity: str, person: Reader) -> dict[str, Any]:
    """Return the facts of a picture."""
    return shapes.image(await threads.run(_find, person, identity))


@router.get(
    "/images/{identity}/content",
    summary="Download one picture",
    response_class=Response,
    responses={200: _BYTES, 206: _BYTES, 304: {"description": "You have it already."}},
)
async def content(request: Request, identity: str, person: Reader) -> Response:
    """Return the bytes of a picture as they were delivered. ETag, If-None-Match and Range work."""
    return await threads.run(_bytes, request, person, identity)


def _bytes(request: Request, person: Person, identity: str) -> Response:
    return serving.answer(request, _find(person, identity))


def _find(person: Person, identity: str) -> Image:
    known = ids.parse(Image.prefix, identity)
    found = Image.objects.filter(id=known, owner=person).first() if known else None
    if found is None:
        raise ImageGone("There is no such picture here.", field="id")
    return found
