"""`POST /v1/images/generations` and `/v1/images/edits`: a thin wait on a stored generation.

Wire format: openai-python 3.52, `resources/images.py`, `types/images_response.py`, and for the stream
`types/image_gen_*_event.py`.
"""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Request
from starlette.responses import Response, StreamingResponse

from aquatint.accounts.models import Person
from aquatint.api import auth, bodies, documented
from aquatint.api.openai import answers, examples, inputs
from aquatint.api.openai.schemas import EditWish, GenerationWish, Wish
from aquatint.api.waiting import Waiter, listen, patiently
from aquatint.catalog import offers
from aquatint.catalog.fit import fit
from aquatint.generations import actions, reading
from aquatint.generations.models import Generation
from aquatint.kit import ids, threads
from aquatint.kit.errors import AquatintError

router = APIRouter(tags=["OpenAI Images"])

Painter = Annotated[Person, Depends(auth.painter)]
IdempotencyKey = Annotated[
    str | None,
    Header(
        min_length=1,
        max_length=255,
        pattern=r"^[\x20-\x7e]+$",
        description="The same key again gives the same generation instead of a second one.",
    ),
]

_CREATE_BODY = documented.body(GenerationWish, examples.CREATE)
_EDIT_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {"schema": inputs.multipart_schema(EditWish)},
            "application/json": {"schema": inputs.json_schema(EditWish)},
        },
    }
}
_STREAM = {"text/event-stream": {"schema": {"type": "string"}, "example": examples.STREAM}}
_ANSWERS = {
    **documented.answer(documented.Pictures, "The pictures; with `stream`, events.", content=_STREAM),
    **documented.PAINTING,
}


@router.post(
    "/images/generations",
    summary="Make pictures from words",
    openapi_extra=_CREATE_BODY,
    response_class=Response,
    responses=_ANSWERS,
)
async def create(request: Request, person: Painter, idempotency_key: IdempotencyKey = None) -> Response:
    """Make 1 to 8 pictures. With `stream` unfinished states and pictures come as server-sent events."""
    body = await bodies.wish(request, GenerationWish)
    return await _run(person, body, inputs.NONE, idempotency_key, "image_generation")


@router.post(
    "/images/edits", summary="Change pictures", openapi_extra=_EDIT_BODY, response_class=Response, responses=_ANSWERS
)
async def edit(request: Request, person: Painter, idempotency_key: IdempotencyKey = None) -> Response:
    """Change the first picture; the others are references. In the mask, transparent means: this may change."""
    async with inputs.received(request) as received:
        body = received.wish
        await threads.run(_check_words, body)
        pictures = await received.opened()
    return await _run(person, body, pictures, idempotency_key, "image_edit")


def _check_words(body: Wish) -> None:
    """Refuse what the model cannot do before any picture is opened."""
    fit(offers.find(body.model), body.request())


async def _run(person: Person, body: Wish, pictures: inputs.Inputs, key: str | None, name: str) -> Response:
    """Start, and answer by a stream or by one body."""
    identity = ids.new()

    def start() -> Generation:
        try:
            return actions.start(
                person=person,
                request=pictures.added_to(body.request()),
                offer=offers.find(body.model),
                origin="openai",
                inputs=pictures.images,
                mask=pictures.mask,
                key=key,
                identity=identity,
            )
        except AquatintError:
            pictures.take_back()
            raise

    if body.stream:
        return await _stream(start, name)
    async with listen(identity) as waiter:
        generation = await threads.run(start)
        if generation.id == identity:
            await _wait(waiter)
            return await answers.whole(generation.id)
    return await _known(generation)


async def _known(generation: Generation) -> Response:
    """Answer for a generation that an earlier request with the same idempotency key has started."""
    async with listen(generation.id) as waiter:
        if await patiently(reading.is_open, generation.id):
            await _wait(waiter)
    return await answers.whole(generation.id)


async def _wait(waiter: Waiter) -> None:
    async for _ in waiter.moves():
        pass


async def _stream(start: Callable[[], Generation], name: str) -> Response:
    """Start before the first byte, so that a refusal has its status; then stream."""
    generation: Generation = await threads.run(start)
    events = answers.stream(generation, name)
    headers = {"cache-control": "no-store", "x-accel-buffering": "no", "x-aquatint-generation": generation.public_id}
    return StreamingResponse(events, media_type="text/event-stream", headers=headers)
