"""Cancel: at once while it waits, else by asking the worker that paints it to stop."""

from django.db import transaction

from aquatint.accounts.models import Person
from aquatint.generations import errors, news
from aquatint.generations.actions.settle import Ending, settle
from aquatint.generations.models import Cancellation, Generation, State

CANCELLED = Ending(
    otherwise=State.CANCELLED, reason_code="cancelled", reason="You cancelled this. Nothing was charged."
)


@transaction.atomic
def cancel(*, generation: Generation, by: Person | None) -> Generation:
    """Stop a generation. Delivered shots stay and are charged; the rest comes back.

    A waiting generation has ended when this returns. A running one ends when its worker has heard of it, in a moment.
    Asking twice does no harm. Raises `AlreadyEnded`.
    """
    row = Generation.objects.select_for_update(of=("self",)).select_related("offer").get(id=generation.id)
    if not row.is_open:
        raise errors.AlreadyEnded("This has already ended, so there is nothing to cancel.")
    Cancellation.objects.get_or_create(generation=row, defaults={"by": by})
    if row.state == State.QUEUED:
        return settle(generation=row, fence=row.fence, ending=CANCELLED, expected=State.QUEUED)
    news.tell_cancelled(generation=row.id)
    return row
