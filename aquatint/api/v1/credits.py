"""`/v1/credits`: what is in the wallet."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from aquatint.accounts.models import Person
from aquatint.api import auth, documented
from aquatint.kit import threads
from aquatint.ledger.balance import balance

router = APIRouter(tags=["Credits"])

Reader = Annotated[Person, Depends(auth.reader)]


@router.get(
    "/credits",
    summary="Look at your credits",
    responses=documented.answer(documented.Credits, "What is available and held."),
)
async def show(person: Reader) -> dict[str, Any]:
    """Return what is available and held, lot by lot, and what ends next."""
    found = await threads.run(balance, person)
    lots = [
        {"source": lot.source, "credits": lot.credits, "expires": lot.expires.isoformat() if lot.expires else None}
        for lot in found.lots
    ]
    return {"object": "credits", "available": found.available, "held": found.held, "debt": found.debt, "lots": lots}
