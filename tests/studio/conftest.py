"""What tests about the studio share: people with credits, and generations brought to each state by the real verbs."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from PIL import Image as Pillow

from aquatint.accounts.models import Person
from aquatint.catalog import actions as catalog
from aquatint.catalog import offers
from aquatint.generations import actions
from aquatint.generations.actions import Claim, Delivered, Ending
from aquatint.generations.actions.attempt import Outcome
from aquatint.generations.actions.prove import Proofs
from aquatint.generations.models import AttemptState, Generation, State
from aquatint.imaging import inspect
from aquatint.ledger import actions as ledger
from aquatint.media import storage
from aquatint.media.models import Image
from aquatint.media.uploads import limits
from aquatint.providers.types import ImageRequest, Size

WORDS = "A harbour market on a Saturday in June, flat shapes, four colours"


@pytest.fixture(autouse=True)
def models(db: None) -> Iterator[None]:
    """Have the models of a fresh instance on offer."""
    catalog.seed()
    yield
    offers.forget()


@pytest.fixture
def page(client: Client, ada: Person) -> Client:
    """Ada's browser; she is signed in and has credits."""
    ledger.grant(person=ada, credits=50, source="welcome", key=f"welcome:{ada.pk}", reason="Welcome")
    client.force_login(ada)
    return client


def start(person: Person, *, n: int = 1, size: Size | None = None, words: str = WORDS, **more: Any) -> Generation:
    """Start a generation of the sandbox."""
    offer = offers.find("sandbox")
    request = ImageRequest(model="sandbox", prompt=words, n=n, size=size or Size(1536, 1920), quality="medium")
    return actions.start(person=person, request=request, offer=offer, origin="studio", **more)


def claim(generation: Generation) -> Claim:
    """Let a worker take it."""
    [claimed] = actions.claim(worker="test", only=generation.id)
    return claimed


def settle(claimed: Claim, *, came: int = 0, **ending: Any) -> Generation:
    """End it with so many pictures delivered."""
    outcome = Outcome(
        AttemptState.SUCCEEDED if came else AttemptState.FAILED, request_id="sandbox_1", usage={"steps": 3}
    )
    delivered = [picture(claimed.generation, shot) for shot in range(came)]
    end = Ending(delivered=delivered, outcomes=[(claimed.attempt, outcome)], **ending)
    return actions.settle(generation=claimed.generation, fence=claimed.fence, ending=end)


def deliver(
    claimed: Claim, *, n: int = 1, proofs: Proofs | None = None, only: int | None = None, size: Size | None = None
) -> Generation:
    """End it with all pictures delivered, with what is proved of them, or only of one."""
    outcome = Outcome(AttemptState.SUCCEEDED, request_id="sandbox_1")
    shots = [picture(claimed.generation, shot, size) for shot in range(n)]
    proved = [replace(one, proofs=proofs) if only in {None, one.shot} else one for one in shots]
    end = Ending(delivered=proved, outcomes=[(claimed.attempt, outcome)])
    return actions.settle(generation=claimed.generation, fence=claimed.fence, ending=end)


def picture(generation: Generation, shot: int, size: Size | None = None) -> Delivered:
    """Put a real picture in the store."""
    path = storage.temporary_file()
    wanted = size or generation.size
    size_in_pixels = (wanted.width, wanted.height)
    Pillow.new("RGB", size_in_pixels, (70 + 30 * shot, 90, 110)).save(path, "PNG")
    facts = inspect(path, limits())
    return Delivered(
        shot=shot,
        kept=storage.keep(path),
        facts=facts,
        said={"quality": "medium", "understood": ["harbour"], "not_understood": ["Saturday"]},
    )


def images(generation: Generation) -> list[Image]:
    """Return the pictures that came, in order."""
    return [shot.image for shot in generation.shots.all() if shot.image]


def done(person: Person, *, n: int = 1, **more: Any) -> Generation:
    """Start a generation and deliver all of it."""
    return settle(claim(start(person, n=n, **more)), came=n)


def unsettled(person: Person) -> Generation:
    """Bring a generation into the waiting room: sent, and then silence."""
    generation = claim(start(person)).generation
    Generation.objects.filter(id=generation.id).update(state=State.UNSETTLED)
    return generation


ENDINGS: dict[str, Callable[[Person], Generation]] = {
    "queued": start,
    "running": lambda person: claim(start(person)).generation,
    "done": done,
    "partial": lambda person: settle(
        claim(start(person, n=4)), came=3, reason_code="provider_bad_answer", reason="The fourth came as a square."
    ),
    "returned": lambda person: settle(
        claim(start(person)), reason_code="provider_timeout", reason="The provider stopped answering while painting."
    ),
    "refused": lambda person: settle(
        claim(start(person)),
        otherwise=State.REFUSED,
        reason_code="provider_refused",
        reason="The provider's safety system refused this request.",
    ),
    "cancelled": lambda person: actions.cancel(generation=start(person), by=person),
    "unsettled": unsettled,
}
"""How a generation gets into each state."""


def png(width: int = 320, height: int = 200) -> io.BytesIO:
    """Return a picture as an uploaded file."""
    file = io.BytesIO()
    Pillow.new("RGB", (width, height), (120, 60, 30)).save(file, "PNG")
    file.seek(0)
    file.name = "jug.png"
    return file
