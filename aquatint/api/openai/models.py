"""`GET /v1/models`: what can be painted with, in OpenAI's shape, with the facts that a program needs to choose."""

from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends

from aquatint.accounts.models import Person
from aquatint.api import auth, documented
from aquatint.catalog import offers
from aquatint.catalog.models import Offer
from aquatint.kit import threads

router = APIRouter(tags=["OpenAI Images"])

Reader = Annotated[Person, Depends(auth.reader)]


@router.get(
    "/models",
    summary="List the models on offer",
    responses=documented.answer(documented.Models, "The models, the default first."),
)
async def index(person: Reader) -> dict[str, Any]:  # noqa: ARG001 -- a key is needed all the same
    """Return the models on offer, the default first."""
    return {"object": "list", "data": [_model(offer) for offer in await threads.run(offers.on_offer)]}


@router.get(
    "/models/{name}",
    summary="Look at one model",
    responses=documented.answer(documented.Model, "The model."),
)
async def show(name: str, person: Reader) -> dict[str, Any]:  # noqa: ARG001
    """Return one model by its slug or alias."""
    return _model(await threads.run(offers.find, name))


def _model(offer: Offer) -> dict[str, Any]:
    facts = {
        "title": offer.title,
        "provider": offer.provider,
        "sandbox": offer.is_sandbox,
        "capabilities": msgspec.to_builtins(offer.can),
        "prices": offer.prices,
        "usual_seconds": offer.seconds,
    }
    created = int(offer.created.timestamp())
    return {"id": offer.slug, "object": "model", "created": created, "owned_by": offer.provider, "aquatint": facts}
