"""Sweep: find generations that nobody paints any more, and bring each to an end or back into the line.

A dead worker leaves a `running` row whose lease runs out. If its provider may have painted, the outcome is unknown: the
generation becomes `unsettled`, and as no provider here can be asked again, the next sweep returns the credits. If
painting again costs nobody anything (nothing was sent, or the sandbox), it goes back into the line. So it does if the
provider's answer is kept and was only being finished: the next worker finishes it.
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import QuerySet

from aquatint.generations import news
from aquatint.generations.actions.attempt import close_attempts
from aquatint.generations.actions.claim import LEASE, is_repeatable
from aquatint.generations.actions.settle import Ending, settle
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, AttemptState, Cancellation, Generation, State
from aquatint.kit import clock

logger = logging.getLogger(__name__)

_CLAIMS = 3  # a generation that was claimed so often and never ended kills its workers
_BATCH = 200
_PATIENCE = timedelta(seconds=60)
_CANCELLED = Ending(
    otherwise=State.CANCELLED, reason_code="cancelled", reason="You cancelled this. Nothing was charged."
)
_LOST = Ending(
    reason_code="connection_lost",
    reason="We lost the connection while the provider was painting and cannot get the picture any more.",
)
_POISON = Ending(reason_code="worker_lost", reason="Painting this broke our painter several times, so we stopped.")
_TOO_LATE = Ending(reason_code="deadline_passed", reason="No painter was free in time.")


def sweep() -> int:
    """Look after every open generation that needs it; return how many. Each is a transaction of its own."""
    moment = clock.now()
    opened = Generation.objects.select_related("offer").order_by("id")
    running = opened.filter(state=State.RUNNING)
    _shorten_leases(running, moment)
    late = moment - timedelta(seconds=settings.GENERATION_SECONDS)
    swept = [
        _each(opened.filter(state=State.UNSETTLED), _return_unsettled),
        _each(running.filter(lease_until__lt=_end_of_leases(moment)), _take_from_dead_worker),
        _each(opened.filter(state=State.QUEUED, created__lt=late - _PATIENCE), _return_late),
    ]
    return sum(swept)


def _shorten_leases(running: QuerySet[Generation], moment: datetime) -> None:
    """Shorten leases that nobody could give now: after the clock was set back, a dead worker would keep them."""
    running.filter(lease_until__gt=moment + 2 * LEASE).update(lease_until=moment + LEASE)


def _end_of_leases(moment: datetime) -> datetime:
    """Return before which moment leases have run out, or the beginning of time while none may be judged.

    While the database was away nobody could renew one. After its start, healthy workers have the time of a lease.
    """
    since = moment - _database_started()
    return moment if since >= LEASE or since < timedelta(0) else datetime.min.replace(tzinfo=UTC)


def _database_started() -> datetime:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_postmaster_start_time()")
        started: datetime = cursor.fetchone()[0]
    return started


def _each(rows: QuerySet[Generation], care: Callable[[Generation], None]) -> int:
    count = 0
    for row in rows[:_BATCH]:
        try:
            with transaction.atomic():
                _lock(row)
                care(row)
            count += 1
        except ClaimLost:
            continue  # it moved on by itself between the query and now, or is just being written
        except OperationalError:
            raise  # the database is away: the next sweep goes on
        except Exception:
            logger.exception("%s could not be swept", row)  # one broken row must not keep the others waiting
    return count


def _lock(row: Generation) -> None:
    """Lock a row that is still as it was seen, without waiting; as in all verbs, the generation comes first."""
    seen = Generation.objects.filter(id=row.id, state=row.state, fence=row.fence, lease_until=row.lease_until)
    if not seen.select_for_update(skip_locked=True).exists():
        raise ClaimLost


def _return_unsettled(row: Generation) -> None:
    settle(generation=row, fence=row.fence, ending=_LOST, expected=State.UNSETTLED)


def _return_late(row: Generation) -> None:
    settle(generation=row, fence=row.fence, ending=_TOO_LATE, expected=State.QUEUED)


def _take_from_dead_worker(row: Generation) -> None:
    """Decide by what the dead worker had begun. The state moves, so that a worker that only slept can write nothing."""
    unfinished = _is_unfinished(row.attempts.exclude(state=AttemptState.FAILED))
    close_attempts(generation=row, error_code="worker_lost")
    if Cancellation.objects.filter(generation=row).exists():
        settle(generation=row, fence=row.fence, ending=_CANCELLED)
    elif row.fence >= _CLAIMS:
        settle(generation=row, fence=row.fence, ending=_POISON)
    elif unfinished and not is_repeatable(row):
        _move(row, State.UNSETTLED)
    else:
        _move(row, State.QUEUED)
        news.wake_workers()


def _is_unfinished(calls: QuerySet[Attempt]) -> bool:
    """Whether a call was open, and no answer is kept that only has to be finished."""
    return any(call.state == AttemptState.SENT for call in calls) and not any(call.answers for call in calls)


def _move(row: Generation, state: State) -> None:
    Generation.objects.filter(id=row.id).update(state=state, lease_until=None, worker="")
    news.tell(generation=row.id, person=row.person_id, state=state)
