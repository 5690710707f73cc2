"""`/v1/plans`: what a set is painted from. Make one, look at it, change it, paint it."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Request
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from aquatint.accounts.models import Person
from aquatint.api import auth, bodies, documented
from aquatint.api.openai.schemas import writable
from aquatint.api.v1 import examples, shapes
from aquatint.generations import actions, plans, reading
from aquatint.generations.models import Generation, Plan
from aquatint.kit import threads

router = APIRouter(tags=["Sets"])

Reader = Annotated[Person, Depends(auth.reader)]
Painter = Annotated[Person, Depends(auth.painter)]
IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=255, pattern=r"^[\x20-\x7e]+$")]
_SHOTS = 4


class PlanWish(BaseModel):
    """What a set is to show."""

    model_config = ConfigDict(extra="forbid")

    prompt: Annotated[str, AfterValidator(writable)]
    n: int | None = Field(default=_SHOTS, description="How many pictures, 2 to 8; 4 if null.")
    texts: list[str] | None = Field(default=[], description="Exact texts; they go to the first picture.")
    model: str | None = None
    size: str | None = None
    quality: str | None = None
    output_format: str | None = None
    background: str | None = None
    seed: int | None = None
    texts_required: bool | None = None

    @property
    def settings(self) -> dict[str, Any]:
        """How the pictures are painted, without what was left open."""
        given = self.model_dump(exclude={"prompt", "n", "texts"}, exclude_none=True)
        return {name: value for name, value in given.items() if value != "auto"}


class ShotWish(BaseModel):
    """One picture of a set."""

    model_config = ConfigDict(extra="forbid")

    title: str = ""
    prompt: str
    texts: list[str] = []


class Changes(BaseModel):
    """What is to be different; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    brief: str | None = None
    shots: list[ShotWish] | None = None
    cast: list[str] | None = None
    palette: str | None = None
    texts: list[str] | None = None


@router.post(
    "/plans",
    status_code=201,
    summary="Plan a set",
    openapi_extra=documented.body(PlanWish, examples.PLAN),
    responses={201: {"model": documented.Plan, "description": "The plan, with its price."}},
)
async def create(request: Request, person: Painter) -> dict[str, Any]:
    """Make a plan: a brief and 2 to 8 shots that share cast and palette. Free; nothing is painted yet."""
    body = await bodies.wish(request, PlanWish)

    def work() -> dict[str, Any]:
        count = _SHOTS if body.n is None else body.n
        made = actions.make_plan(
            person=person, prompt=body.prompt, count=count, texts=body.texts or [], settings=body.settings
        )
        return shapes.plan(made, plans.quote_of(made))

    return await threads.run(work)


@router.get("/plans/{identity}", summary="Look at a plan", responses=documented.answer(documented.Plan, "It."))
async def show(identity: str, person: Reader) -> dict[str, Any]:
    """Return a plan with its price, and the set that was painted from it."""

    def work() -> dict[str, Any]:
        found = plans.find(person, identity)
        return shapes.plan(found, plans.quote_of(found))

    return await threads.run(work)


@router.patch(
    "/plans/{identity}",
    summary="Change a plan",
    openapi_extra=documented.body(Changes, examples.PLAN_CHANGES),
    responses=documented.answer(documented.Plan, "It, changed."),
)
async def change(request: Request, identity: str, person: Painter) -> dict[str, Any]:
    """Change a plan that has not been painted."""
    body = await bodies.wish(request, Changes)

    def work() -> dict[str, Any]:
        plan: Plan = plans.find(person, identity)
        changed = actions.edit_plan(person=person, plan=plan, changes=body.model_dump(exclude_none=True))
        return shapes.plan(changed, plans.quote_of(changed))

    return await threads.run(work)


@router.post(
    "/plans/{identity}/set",
    status_code=202,
    summary="Paint a plan",
    responses={
        **documented.PAINTING,
        202: {"model": documented.Generation, "description": "The set that was started."},
    },
)
async def paint(identity: str, person: Painter, idempotency_key: IdempotencyKey = None) -> dict[str, Any]:
    """Start the set. A plan is painted once: the same again gives the same set. Charged are the pictures that come."""

    def work() -> Generation:
        found = plans.find(person, identity)
        made = actions.start_set(person=person, plan=found, origin="api", key=idempotency_key)
        return reading.whole(person, made.public_id)

    return shapes.generation(await threads.run(work))
