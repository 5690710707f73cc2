"""Short ways to bring a generation into a state, by the real verbs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PIL import Image as Pillow

from aquatint import imaging
from aquatint.accounts.models import Person
from aquatint.catalog import offers
from aquatint.generations import actions
from aquatint.generations.actions import Claim, Delivered, Ending
from aquatint.generations.actions.attempt import Outcome
from aquatint.generations.models import AttemptState, Generation, State
from aquatint.kit import clock
from aquatint.ledger.models import Hold, Lot
from aquatint.media import storage
from aquatint.providers.types import ImageRequest, Size

WORDS = "A copper kettle on a windowsill, morning light"
SANDBOX, PAID = "sandbox", "gpt-image-2"
PRICE = {SANDBOX: 1, PAID: 6}
"""Credits of one picture as `ask` asks for it."""


def ask(words: str = WORDS, **more: Any) -> ImageRequest:
    """Return a request for one picture of medium quality."""
    return ImageRequest(**{"model": PAID, "prompt": words, "size": Size(1024, 1024), "quality": "medium", **more})


def start(person: Person, *, model: str = PAID, words: str = WORDS, n: int = 1, **more: Any) -> Generation:
    """Start a generation; `more` goes to the verb."""
    request = more.pop("request", None) or ask(words, model=model, n=n)
    return actions.start(person=person, request=request, offer=offers.find(model), origin="studio", **more)


def claim(generation: Generation, worker: str = "worker-1") -> Claim:
    """Let a worker take it."""
    [claimed] = actions.claim(worker=worker, only=generation.id)
    return claimed


def picture(shot: int = 0, size: tuple[int, int] = (1024, 1024)) -> Delivered:
    """Put a real picture in the store."""
    path = storage.temporary_file()
    Pillow.new("RGB", size, (70 + 20 * shot, 90, 110)).save(path, "PNG")
    facts = imaging.inspect(path)
    return Delivered(shot=shot, kept=storage.keep(path), facts=facts, said={"quality": "medium"})


def settle(claimed: Claim, *, came: int = 0, fence: int | None = None, **ending: Any) -> Generation:
    """End it with so many pictures delivered."""
    outcome = Outcome(AttemptState.SUCCEEDED if came else AttemptState.FAILED, request_id="req_1")
    end = Ending(
        delivered=[picture(shot) for shot in range(came)],
        reason_code=ending.pop("reason_code", "provider_failed"),
        reason=ending.pop("reason", "The provider failed while painting."),
        outcomes=[(claimed.attempt, outcome)],
        **ending,
    )
    return actions.settle(generation=claimed.generation, fence=claimed.fence if fence is None else fence, ending=end)


def unsettled(person: Person) -> Generation:
    """Bring a generation of a paid provider into the waiting room: its worker died after the call was sent."""
    generation = claim(start(person)).generation
    sweep_after_the_lease()
    return fresh(generation)


ENDED: dict[str, Callable[[Person], Generation]] = {
    State.DONE: lambda person: settle(claim(start(person)), came=1),
    State.PARTIAL: lambda person: settle(claim(start(person, n=3)), came=2),
    State.RETURNED: lambda person: settle(claim(start(person))),
    State.REFUSED: lambda person: settle(claim(start(person)), otherwise=State.REFUSED),
    State.CANCELLED: lambda person: actions.cancel(generation=start(person), by=person),
}
"""How a generation gets to each end."""


def sweep_after_the_lease() -> int:
    """Sweep at a moment when every lease of now has run out."""
    return sweep_in(timedelta(seconds=31))


def sweep_in(later: timedelta) -> int:
    """Sweep so much later."""
    with clock.shifted(later):
        return actions.sweep()


def fresh(generation: Generation) -> Generation:
    """Read the row again."""
    return Generation.objects.select_related("offer", "hold").get(id=generation.id)


def balance(person: Person) -> tuple[int, int, int]:
    """Return where somebody's credits are: available, held, spent."""
    lots = list(Lot.objects.filter(wallet=person.pk))
    return sum(lot.available for lot in lots), sum(lot.held for lot in lots), sum(lot.consumed for lot in lots)


def attempts(generation: Generation) -> list[tuple[str, str]]:
    """Return state and error of each attempt, in order."""
    return [(attempt.state, attempt.error_code) for attempt in generation.attempts.order_by("number")]


def open_holds() -> int:
    """Count the holds that wait for an end."""
    return Hold.objects.filter(resolved=None).count()
