"""Painting: what a worker does between the claim and the settlement. Everything here happens outside any transaction.

The functions stand in the order in which they are called. Database work hops to the bounded pool of threads, bytes stay
in files, and retries are decided here and nowhere else.
"""

import asyncio
import logging
import random
from dataclasses import dataclass

from aquatint.generations import actions, calling, sets
from aquatint.generations.calling import Course, steadily
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import State
from aquatint.generations.watching import Watch, Watched
from aquatint.kit import clock
from aquatint.kit.errors import AquatintError
from aquatint.kit.failpoints import failpoint
from aquatint.media import storage
from aquatint.providers.errors import BadAnswer, ProviderError, Refused, Unknown

logger = logging.getLogger(__name__)

ATTEMPTS = 3
_LONGEST_WAIT = 30.0


@dataclass(frozen=True, slots=True)
class Stop:
    """Why painting stopped before its end, when it was not the provider's doing."""

    state: State
    code: str
    sentence: str


_CANCELLED = Stop(State.CANCELLED, "cancelled", "You cancelled this. Pictures that were not finished cost nothing.")
_TOO_LATE = Stop(State.RETURNED, "deadline_passed", "This took longer than we wait for a picture.")
_LOST = "We lost the connection while the provider was painting and cannot get the picture any more."
_OUR_FAULT = Stop(State.RETURNED, "internal_error", "Something broke on our side. The operator can see it.")


async def paint(claim: actions.Claim, *, watch: Watch) -> None:
    """Paint and settle one claimed generation."""
    failpoint("after_claim")
    course = Course(claim)
    attempts = asyncio.create_task(_attempts(course))
    try:
        with watch.painting(claim.generation.id, attempts) as watched:
            stop = await _until_ended(course, attempts, watched)
            failpoint("before_settle")
            ending = _ending(course, stop)
            await steadily(actions.settle, generation=claim.generation, fence=claim.fence, ending=ending)
            failpoint("after_settle")
    except ClaimLost:
        logger.warning("%s was taken over while it was painted here", claim.generation)
    finally:
        course.close()
    if claim.request.partial_images:
        await asyncio.to_thread(storage.forget_partials, claim.generation.id)


async def _until_ended(course: Course, attempts: asyncio.Task[None], watched: Watched) -> Stop | None:
    """Wait until everything is there or no more attempts may be made."""
    generation = course.claim.generation
    try:
        async with asyncio.timeout((generation.deadline - clock.now()).total_seconds()):
            await attempts
    except TimeoutError:
        return _TOO_LATE
    except asyncio.CancelledError:
        if not watched.cancelled:
            raise  # this worker is asked to stop: another one will find out what happened
        return _CANCELLED
    except ClaimLost:
        raise
    except AquatintError as error:
        return Stop(State.RETURNED, error.code, error.sentence)
    except Exception:
        logger.exception("painting %s failed", generation)
        return _OUR_FAULT
    return None


async def _attempts(course: Course) -> None:
    await calling.finish_left(course)
    if course.claim.generation.is_set:
        await sets.paint(course, pause=_wait_seconds)
    elif course.wanted:
        await _call_for_all(course)
    if course.claim.left.lost and course.error is None:
        course.error = Unknown("a worker died while these were painted", code="connection_lost", sentence=_LOST)


async def _call_for_all(course: Course) -> None:
    """Ask for every picture at once; then again for those that did not come."""
    attempt = course.claim.attempt
    if not attempt.shots:  # the answers of a worker before this one were no good
        [attempt] = await steadily(calling.next_attempts, course, [course.wanted])
    for number in range(1, ATTEMPTS + 1):
        course.error = await calling.attempt_once(course, attempt)
        if not course.wanted:
            return
        if course.error is None:
            course.error = BadAnswer("fewer pictures than asked", code="pictures_missing")
        if not course.error.can_retry or number >= min(course.error.tries, ATTEMPTS):
            return
        await asyncio.sleep(_wait_seconds(course.error, number))
        [attempt] = await steadily(calling.next_attempts, course, [course.wanted])


def _wait_seconds(error: ProviderError, number: int) -> float:
    """Full jitter over a doubling wait; a provider's own wish is honoured up to half a minute."""
    if error.retry_after is not None:
        return min(max(error.retry_after, 0.0), _LONGEST_WAIT)
    return random.uniform(0, min(0.5 * 2**number, _LONGEST_WAIT))  # noqa: S311 -- spreads load, guards nothing


def _ending(course: Course, stop: Stop | None) -> actions.Ending:
    state, code, sentence = State.RETURNED, "", ""
    if stop is not None:
        state, code, sentence = stop.state, stop.code, stop.sentence
    elif course.error is not None:
        state = State.REFUSED if isinstance(course.error, Refused) else State.RETURNED
        code, sentence = course.error.code, course.error.sentence
    reasons = {} if stop else {shot: (error.code, error.sentence) for shot, error in course.failed.items()}
    delivered = tuple(course.delivered.values())
    return actions.Ending(delivered, state, code, sentence, tuple(course.outcomes), reasons)
