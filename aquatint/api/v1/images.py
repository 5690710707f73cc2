"""`/v1/images/{id}`: the facts and the bytes of a picture."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from aquatint.accounts.models import Person
from aquatint.api import auth, documented
from aquatint.api.v1 import shapes
from aquatint.generations import receipts
from aquatint.kit import threads
from aquatint.media import serving
from aquatint.media.models import Image

router = APIRouter(tags=["Images"])

Reader = Annotated[Person, Depends(auth.reader)]
_BYTES = {"content": {"image/*": {"schema": {"type": "string", "format": "binary"}}}, "description": "The bytes."}


@router.get("/images/{identity}", summary="Look at one picture", responses=documented.answer(documented.Image, "It."))
async def show(identity: str, person: Reader) -> dict[str, Any]:
    """Return the facts of a picture."""
    return shapes.image(await threads.run(_find, person, identity))


@router.get(
    "/images/{identity}/receipt",
    summary="Look at the receipt of one picture",
    responses=documented.answer(documented.Receipt, "Everything that is known and proved of it."),
)
async def receipt(identity: str, person: Reader) -> dict[str, Any]:
    """Return what was asked and sent, who painted, what it cost, what was checked, and what is proved."""
    return await threads.run(receipts.of_image, person, identity)


@router.head("/images/{identity}/content", include_in_schema=False)
@router.get(
    "/images/{identity}/content",
    summary="Download one picture",
    response_class=Response,
    responses={200: _BYTES, 206: _BYTES, 304: {"description": "You have it already."}},
)
async def content(
    request: Request,
    identity: str,
    person: Reader,
    to: Annotated[Literal["png", "jpeg", "webp", "avif"] | None, Query(alias="format")] = None,
) -> Response:
    """Return the bytes of a picture as they were delivered. ETag, If-None-Match and Range work.

    With `format` in another file type, signed here, with the original as what it was made from.
    """
    if to is not None:
        return await serving.converted(request, await threads.run(_find, person, identity), to)
    return await threads.run(_bytes, request, person, identity)


def _bytes(request: Request, person: Person, identity: str) -> Response:
    return serving.answer(request, _find(person, identity))


def _find(person: Person, identity: str) -> Image:
    return receipts.find(person, identity)
