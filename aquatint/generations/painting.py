"""Painting: what a worker does between the claim and the settlement. Everything here happens outside any transaction.

The functions stand in the order in which they are called. Database work hops to the bounded pool of threads, bytes stay
in files, and retries are decided here and nowhere else.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, repeat

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError

from aquatint.generations import actions, checking
from aquatint.generations.actions.attempt import Outcome
from aquatint.generations.errors import ClaimLost
from aquatint.generations.models import Attempt, AttemptState, State
from aquatint.generations.watching import Watch, Watched
from aquatint.imaging.budget import PixelBudget
from aquatint.kit import clock, threads
from aquatint.kit.errors import AquatintError, Unavailable
from aquatint.kit.failpoints import failpoint
from aquatint.kit.text import storable
from aquatint.media import storage
from aquatint.providers import registry
from aquatint.providers.base import Call
from aquatint.providers.errors import BadAnswer, ProviderError, Refused
from aquatint.providers.types import Accepted, Event, ImageRequest, Partial, Picture, Usage

logger = logging.getLogger(__name__)

ATTEMPTS = 3
_LONGEST_WAIT = 30.0
_DATABASE_PATIENCE = timedelta(minutes=10)
_PAUSES = (0.1, 0.2, 0.5, 1.0)  # seconds between tries; the last is repeated
_budget = PixelBudget(settings.DECODE_PIXELS)


@dataclass(frozen=True, slots=True)
class Stop:
    """Why painting stopped before its end, when it was not the provider's doing."""

    state: State
    code: str
    sentence: str


_CANCELLED = Stop(State.CANCELLED, "cancelled", "You cancelled this. Pictures that were not finished cost nothing.")
_TOO_LATE = Stop(State.RETURNED, "deadline_passed", "This took longer than we wait for a picture.")
_OUR_FAULT = Stop(State.RETURNED, "internal_error", "Something broke on our side. The operator can see it.")


@dataclass
class Course:
    """How a generation is going: what is delivered, the calls whose outcome is not written yet, the last error."""

    claim: actions.Claim
    delivered: dict[int, actions.Delivered] = field(default_factory=dict)
    outcomes: list[tuple[Attempt, Outcome]] = field(default_factory=list)
    error: ProviderError | None = None

    @property
    def wanted(self) -> list[int]:
        """The shots that have no picture yet."""
        return [index for index in range(self.claim.generation.shots_wanted) if index not in self.delivered]


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
            await _steadily(actions.settle, generation=claim.generation, fence=claim.fence, ending=ending)
            failpoint("after_settle")
    except ClaimLost:
        logger.warning("%s was taken over while it was painted here", claim.generation)
    if claim.request.partial_images:
        await asyncio.to_thread(storage.forget_partials, claim.generation.id)


async def _steadily[**Arguments, Result](
    verb: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs
) -> Result:
    """Call a verb, again while the database is away or busy: what was painted is paid for and must not be lost by that.

    The verbs are fenced, so that one that was carried out although its answer was lost does no harm when called again.
    """
    deadline = clock.now() + _DATABASE_PATIENCE
    for pause in chain(_PAUSES, repeat(_PAUSES[-1])):
        try:
            return await threads.run(verb, *args, **kwargs)
        except (OperationalError, InterfaceError, Unavailable) as error:
            if clock.now() > deadline:
                raise
            logger.warning("the database did not take %s, asking again: %s", verb.__name__, error)
        await asyncio.sleep(pause)
    raise AssertionError  # the chain has no end


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
    attempt = course.claim.attempt
    for number in range(1, ATTEMPTS + 1):
        course.error = await _attempt(course, attempt)
        if not course.wanted:
            return
        if course.error is None:
            course.error = BadAnswer("fewer pictures than asked", code="pictures_missing")
        if not course.error.can_retry or number == ATTEMPTS:
            return
        await asyncio.sleep(_wait_seconds(course.error, number))
        attempt = await _steadily(_next_attempt, course)


def _wait_seconds(error: ProviderError, number: int) -> float:
    """Full jitter over a doubling wait; a provider's own wish is honoured up to half a minute."""
    if error.retry_after is not None:
        return min(max(error.retry_after, 0.0), _LONGEST_WAIT)
    return random.uniform(0, min(0.5 * 2**number, _LONGEST_WAIT))  # noqa: S311 -- spreads load, guards nothing


def _next_attempt(course: Course) -> Attempt:
    while course.outcomes:
        attempt, outcome = course.outcomes[-1]
        actions.end_attempt(attempt=attempt, outcome=outcome)
        course.outcomes.pop()
    claim = course.claim
    return actions.begin_attempt(generation=claim.generation, fence=claim.fence, shots=course.wanted)


@dataclass
class _Heard:
    """What one call has said so far."""

    accepted: Accepted = field(default_factory=lambda: Accepted(""))
    usage: Usage = field(default_factory=lambda: Usage({}))
    error: ProviderError | None = None

    def outcome(self, state: AttemptState, error: ProviderError | None = None) -> Outcome:
        """Return what is to be written of the call."""
        return Outcome(
            state=state,
            request_id=storable(self.accepted.request_id or (error.request_id if error else "") or ""),
            ticket=storable(self.accepted.ticket or ""),
            usage=storable(self.usage.raw),
            cost_microusd=self.usage.cost_microusd,
            error_code=error.code if error else "",
            error_detail=storable(error.detail if error else ""),
        )


async def _attempt(course: Course, attempt: Attempt) -> ProviderError | None:
    """Make one call; keep what it delivers; return the error it ended with."""
    heard = _Heard()
    try:
        error = await _call(course, attempt, heard)
    except BaseException:
        course.outcomes.append((attempt, heard.outcome(AttemptState.UNKNOWN)))
        raise
    course.outcomes.append((attempt, heard.outcome(_attempt_state(error), error)))
    return error


async def _call(course: Course, attempt: Attempt, heard: _Heard) -> ProviderError | None:
    workdir = storage.temporary_folder()  # one system call costs less than the way to a thread and back
    try:
        failpoint("before_call")
        await _hear(course, attempt, heard, Call(_request(course, attempt), attempt.model, workdir, attempt.public_id))
    except ProviderError as error:
        return error
    finally:
        storage.discard(workdir)
    return heard.error


def _request(course: Course, attempt: Attempt) -> ImageRequest:
    return course.claim.request.evolve(n=len(attempt.shots))


def _attempt_state(error: ProviderError | None) -> AttemptState:
    if error is None:
        return AttemptState.SUCCEEDED
    return AttemptState.FAILED if error.outcome_known else AttemptState.UNKNOWN


async def _hear(course: Course, attempt: Attempt, heard: _Heard, call: Call) -> None:
    adapter = registry.adapter(attempt.provider, settings.PROVIDER_ENVIRONMENT)
    async with aclosing(adapter.paint(call)) as events:
        async for event in events:
            await _take(course, attempt, heard, event)
    failpoint("after_call")


async def _take(course: Course, attempt: Attempt, heard: _Heard, event: Event) -> None:
    failpoint("during_call")
    match event:
        case Accepted():
            heard.accepted = event
        case Usage():
            heard.usage = event
        case Partial():
            await _take_partial(course.claim, attempt.shots[event.shot], event)
        case Picture():
            await _take_picture(course, attempt, heard, event)


async def _take_partial(claim: actions.Claim, shot: int, partial: Partial) -> None:
    """Keep and tell a preview. It is not worth the picture: where it cannot be kept, painting goes on without."""
    try:
        await threads.run(_keep_partial, claim, shot, partial)
    except (Error, Unavailable) as error:
        logger.warning("a partial picture of %s was not kept: %s", claim.generation, error)


def _keep_partial(claim: actions.Claim, shot: int, partial: Partial) -> None:
    row = claim.generation
    storage.put_partial(row.id, shot, partial.index, partial.data)
    actions.note_partial(generation=row.id, person=row.person_id, fence=claim.fence, shot=shot, index=partial.index)


async def _take_picture(course: Course, attempt: Attempt, heard: _Heard, picture: Picture) -> None:
    """Check and keep one picture. A bad one is remembered, and the others still count."""
    if picture.shot >= len(attempt.shots):
        return
    size = course.claim.request.size
    try:
        async with _budget.pixels(size.pixels if size else 1):
            delivered = await asyncio.to_thread(_check_and_keep, course.claim, attempt.shots[picture.shot], picture)
        course.delivered[delivered.shot] = delivered
    except BadAnswer as error:
        heard.error = error


def _check_and_keep(claim: actions.Claim, shot: int, picture: Picture) -> actions.Delivered:
    facts = checking.check(picture.path, claim.request)
    failpoint("before_keep")
    kept = storage.keep(picture.path)
    failpoint("after_keep")
    return actions.Delivered(shot, kept, facts, storable(picture.said))


def _ending(course: Course, stop: Stop | None) -> actions.Ending:
    state, code, sentence = State.RETURNED, "", ""
    if stop is not None:
        state, code, sentence = stop.state, stop.code, stop.sentence
    elif course.error is not None:
        state = State.REFUSED if isinstance(course.error, Refused) else State.RETURNED
        code, sentence = course.error.code, course.error.sentence
    return actions.Ending(tuple(course.delivered.values()), state, code, sentence, tuple(course.outcomes))
