"""`/v1/images/{id}/…`: versions that are made here from a picture, for nothing, and the tree that they are in."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Header, Request
from pydantic import BaseModel, ConfigDict, Field

from aquatint.accounts.models import Person
from aquatint.api import auth, bodies, documented
from aquatint.api.openai.errors import MalformedSize
from aquatint.api.v1 import examples, shapes
from aquatint.catalog import offers
from aquatint.generations import actions, extending, reading, receipts, versions
from aquatint.generations.models import Generation
from aquatint.imaging.lock import Choice
from aquatint.kit import threads
from aquatint.media.models import Image
from aquatint.providers.types import Quality, Size

router = APIRouter(tags=["Versions"])

Reader = Annotated[Person, Depends(auth.reader)]
Painter = Annotated[Person, Depends(auth.painter)]
IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=255, pattern=r"^[\x20-\x7e]+$")]
_MADE: dict[int | str, dict[str, Any]] = {201: {"model": documented.Image, "description": "The new version."}}


Level = Annotated[int, Field(ge=0, le=255)]


class Wish(BaseModel):
    """A body without fields that we do not know."""

    model_config = ConfigDict(extra="forbid")


class RegionChoice(Wish):
    """What is wanted of one region."""

    region: int = Field(ge=1, le=255)
    keep: bool = True
    grow: int = Field(default=0, ge=-512, le=512, description="Pixels wider, or narrower if negative.")


class Adjustment(Wish):
    """The regions of an edit, chosen anew; those left out stay as they are."""

    choices: list[RegionChoice] = Field(max_length=255)


class Upscale(Wish):
    """How large it is to be."""

    size: str = Field(description="`WIDTHxHEIGHT`, at most 4096 by 4096 pixels in all.")


class Overlay(Wish):
    """How a text is set."""

    font: str = Field(default="", description="sans, sans-bold, serif, serif-bold or serif-italic.")
    colour: tuple[Level, Level, Level] | None = Field(
        default=None, description="Red, green, blue, 0 to 255; of the old letters if left out."
    )
    box: tuple[float, float, float, float] | None = Field(default=None, description="x, y, width, height in pixels.")


class Extension(Wish):
    """How far a picture is to go on beyond its edges: in pixels at each edge, or to a ratio with it in the middle."""

    left: int = Field(default=0, ge=0, le=4096)
    top: int = Field(default=0, ge=0, le=4096)
    right: int = Field(default=0, ge=0, le=4096)
    bottom: int = Field(default=0, ge=0, le=4096)
    ratio: str = Field(default="", max_length=20, description="Such as `16:9`; instead of pixels.")
    prompt: str = Field(default="", description="What is to be seen there; may be empty.")
    model: str | None = None
    quality: Quality = "auto"
    output_format: Literal["png", "jpeg", "webp"] = "png"
    n: int = 1

    @property
    def wish(self) -> extending.Wish:
        """The same without the model."""
        return extending.Wish(**self.model_dump(exclude={"model"}))


class Repaint(Wish):
    """Where a text is painted again."""

    box: tuple[float, float, float, float] | None = None


@router.get(
    "/images/{identity}/versions",
    summary="List what a picture was made from and what was made from it",
    responses=documented.answer(documented.Versions, "The whole tree, oldest first."),
)
async def index(identity: str, person: Reader) -> dict[str, Any]:
    """Return every picture that is joined with this one by an edit."""

    def work() -> list[versions.Node]:
        return versions.tree(receipts.find(person, identity))

    return {"object": "list", "data": [shapes.node(node) for node in await threads.run(work)]}


@router.post(
    "/images/{identity}/adjustments",
    status_code=201,
    summary="Choose regions anew",
    openapi_extra=documented.body(Adjustment, examples.ADJUSTMENT),
    responses=_MADE,
)
async def adjust(request: Request, identity: str, person: Painter) -> dict[str, Any]:
    """Make another version of a locked edit: some regions kept, others dropped, wider or narrower. Free."""
    body = await bodies.wish(request, Adjustment)
    choices = [Choice(one.region, one.keep, one.grow) for one in body.choices]
    return await _made(person, identity, lambda image: actions.adjust(person=person, image=image, choices=choices))


@router.post(
    "/images/{identity}/extensions",
    status_code=202,
    summary="Extend beyond the edges",
    openapi_extra=documented.body(Extension, examples.EXTENSION),
    responses={
        **documented.PAINTING,
        202: {"model": documented.Generation, "description": "The edit that was started."},
    },
)
async def extend(
    request: Request, identity: str, person: Painter, idempotency_key: IdempotencyKey = None
) -> dict[str, Any]:
    """Start an edit of a larger canvas that has the picture inside, bit for bit. Its price is that of an edit."""
    body = await bodies.wish(request, Extension)

    def work() -> Generation:
        image = receipts.find(person, identity)
        offer = offers.find(body.model)
        made = actions.extend(
            person=person, image=image, offer=offer, wish=body.wish, origin="api", key=idempotency_key
        )
        return reading.whole(person, made.public_id)

    return shapes.generation(await threads.run(work))


@router.post("/images/{identity}/raw", status_code=201, summary="Take the painter's own answer", responses=_MADE)
async def raw(identity: str, person: Painter) -> dict[str, Any]:
    """Make a version of what the provider sent, before the lock. Free."""
    return await _made(person, identity, lambda image: actions.take_raw(person=person, image=image))


@router.post(
    "/images/{identity}/upscale",
    status_code=201,
    summary="Upscale",
    openapi_extra=documented.body(Upscale, examples.UPSCALE),
    responses=_MADE,
)
async def upscale(request: Request, identity: str, person: Painter) -> dict[str, Any]:
    """Make a larger version. Free; it adds no detail, and its receipt says so."""
    body = await bodies.wish(request, Upscale)
    size = Size.parse(body.size)
    if size is None:
        raise MalformedSize(f"{body.size!r} is not a size. Write WIDTHxHEIGHT, such as 4096x4096.", field="size")
    return await _made(person, identity, lambda image: actions.upscale(person=person, image=image, size=size))


@router.post("/images/{identity}/cutout", status_code=201, summary="Remove the background", responses=_MADE)
async def cutout(identity: str, person: Painter) -> dict[str, Any]:
    """Make a version with a transparent background. Free."""
    return await _made(person, identity, lambda image: actions.cutout(person=person, image=image))


@router.post(
    "/images/{identity}/texts/{index}/overlay",
    status_code=201,
    summary="Set a text in type",
    openapi_extra=documented.body(Overlay, examples.OVERLAY),
    responses=_MADE,
)
async def overlay(request: Request, identity: str, index: int, person: Painter) -> dict[str, Any]:
    """Make a version with one exact text set in real type in place of the wrong one. Free."""
    body = await bodies.wish(request, Overlay)

    def work() -> Image:
        image = receipts.find(person, identity)
        return actions.overlay_text(
            person=person, image=image, index=index, font=body.font, colour=body.colour, box=body.box
        )

    return shapes.image(await threads.run(work))


@router.post(
    "/images/{identity}/texts/{index}/repaint",
    status_code=202,
    summary="Have a text painted again",
    openapi_extra=documented.body(Repaint, examples.REPAINT),
    responses={
        **documented.PAINTING,
        202: {"model": documented.Generation, "description": "The edit that was started."},
    },
)
async def repaint(request: Request, identity: str, index: int, person: Painter) -> dict[str, Any]:
    """Start an edit that may change nothing but the box of one text. Its price is that of an edit."""
    body = await bodies.wish(request, Repaint)

    def work() -> Generation:
        image = receipts.find(person, identity)
        made = actions.repaint_text(person=person, image=image, index=index, origin="api", box=body.box)
        return reading.whole(person, made.public_id)

    return shapes.generation(await threads.run(work))


async def _made(person: Person, identity: str, verb: Callable[[Image], Image]) -> dict[str, Any]:
    return shapes.image(await threads.run(lambda: verb(receipts.find(person, identity))))
