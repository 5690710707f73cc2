"""Calling: one attempt at a provider, from its request to finished shots, and what is remembered between attempts."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain, repeat
from pathlib import Path

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError

from aquatint.generations import actions, checking, finishing
from aquatint.generations.actions.attempt import Outcome
from aquatint.generations.finishing import Came
from aquatint.generations.models import Attempt, AttemptState
from aquatint.imaging.contract import REPEATED, Violated
from aquatint.kit import clock, threads
from aquatint.kit.errors import Unavailable
from aquatint.kit.failpoints import failpoint
from aquatint.kit.text import storable
from aquatint.media import storage
from aquatint.providers import registry
from aquatint.providers.base import Call
from aquatint.providers.errors import BadAnswer, ProviderError
from aquatint.providers.types import Accepted, Event, ImageRequest, Partial, Picture, Size, Source, Usage

logger = logging.getLogger(__name__)

_DATABASE_PATIENCE = timedelta(minutes=10)
_PAUSES = (0.1, 0.2, 0.5, 1.0)  # seconds between tries; the last is repeated


@dataclass
class Course:
    """How a generation is going: what is delivered, the calls whose outcome is not written yet, what went wrong.

    `error` is the newest of the generation, `failed` the newest of each shot. `answered` are the answers as they came,
    before anything was done to them; a sibling must not repeat one. They lie in `workdirs`, or in the store.
    """

    claim: actions.Claim
    delivered: dict[int, actions.Delivered] = field(default_factory=dict)
    outcomes: list[tuple[Attempt, Outcome]] = field(default_factory=list)
    error: ProviderError | None = None
    failed: dict[int, ProviderError] = field(default_factory=dict)
    answered: dict[int, Came] = field(default_factory=dict)
    workdirs: list[Path] = field(default_factory=list)

    @property
    def wanted(self) -> list[int]:
        """The shots that have no picture yet and may be asked for."""
        wanted = range(self.claim.generation.shots_wanted)
        return [index for index in wanted if index not in self.delivered and index not in self.claim.left.lost]

    def request(self, shots: Sequence[int]) -> ImageRequest:
        """Return what a call for these shots asks for."""
        request = self.claim.request
        if not request.shots:
            return request.evolve(n=len(shots))
        plan = request.shots[shots[0]]
        request = request.evolve(prompt=plan.prompt, texts=plan.texts, shots=(), n=1, roles="reference")
        if request.seed is not None:
            request = request.evolve(seed=request.seed + shots[0])
        return request.evolve(images=(*self._anchor(shots[0]), *request.images)[: self._most_images])

    @property
    def _most_images(self) -> int:
        can = self.claim.generation.offer.can
        return can.max_images if can.edits else 0

    def _anchor(self, shot: int) -> tuple[Source, ...]:
        """Return the first picture of the set, which the others are painted with."""
        first = self.delivered.get(0) if shot else None
        if first is None:
            return ()
        size = Size(first.facts.width, first.facts.height)
        return (Source(storage.path_of(first.kept.sha256), first.facts.media_type, size),)

    def siblings(self, shot: int) -> list[Path]:
        """Return the answers to the other shots."""
        return [came.path for other, came in self.answered.items() if other != shot]

    def note(self, shot: int, came: Came | None) -> None:
        """Remember the answer to a shot. Raises `BadAnswer` if a call beside this one brought the same meanwhile."""
        if came is None:
            return
        if any(came.is_like(twin) for other, twin in self.answered.items() if other != shot):
            raise checking.refusal(Violated(REPEATED))
        self.answered[shot] = came

    def leave(self, workdir: Path) -> None:
        """Discard a call's folder; where other shots are still to be held against its files, only at the end."""
        if self.claim.generation.shots_wanted > 1:
            self.workdirs.append(workdir)
        else:
            storage.discard(workdir)

    def close(self) -> None:
        """Discard what is left on disk."""
        for workdir in self.workdirs:
            storage.discard(workdir)


async def steadily[**Arguments, Result](
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


async def finish_left(course: Course) -> None:
    """Finish the answers that a worker before this one had kept."""
    claim = course.claim
    for shot, answer in sorted(claim.left.answers.items()):
        try:
            work = finishing.Work(claim, claim.attempt, shot, course.request([shot]))
            course.delivered[shot] = await finishing.finish_answer(work, answer)
            course.note(shot, await asyncio.to_thread(finishing.answer_came, work, answer))
        except BadAnswer as error:
            course.error = course.failed[shot] = error


def next_attempts(course: Course, calls: Sequence[Sequence[int]]) -> list[Attempt]:
    """Write what became of the calls so far, and that these further ones are about to be made."""
    while course.outcomes:
        attempt, outcome = course.outcomes[-1]
        actions.end_attempt(attempt=attempt, outcome=outcome)
        course.outcomes.pop()
    claim = course.claim
    return [actions.begin_attempt(generation=claim.generation, fence=claim.fence, shots=shots) for shots in calls]


@dataclass
class _Heard:
    """What one call has said so far, and the shots of it that are being finished."""

    accepted: Accepted = field(default_factory=lambda: Accepted(""))
    usage: Usage = field(default_factory=lambda: Usage({}))
    error: ProviderError | None = None
    finishing: list[asyncio.Task[None]] = field(default_factory=list)

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


async def attempt_once(course: Course, attempt: Attempt) -> ProviderError | None:
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
        call = Call(course.request(attempt.shots), attempt.model, workdir, attempt.public_id)
        await _hear(course, attempt, heard, call)
        await asyncio.gather(*heard.finishing)
    except ProviderError as error:
        await asyncio.gather(*heard.finishing)  # the pictures that came before the error stand
        return error
    finally:
        for task in heard.finishing:
            task.cancel()
        await asyncio.shield(asyncio.to_thread(course.leave, workdir))  # a folder waits for the disk to be removed
    return heard.error


def _attempt_state(error: ProviderError | None) -> AttemptState:
    if error is None:
        return AttemptState.SUCCEEDED
    return AttemptState.FAILED if error.outcome_known else AttemptState.UNKNOWN


async def _hear(course: Course, attempt: Attempt, heard: _Heard, call: Call) -> None:
    adapter = registry.adapter(attempt.provider, settings.PROVIDER_ENVIRONMENT)
    async with aclosing(adapter.paint(call)) as events:
        async for event in events:
            await _take(course, attempt, heard, call, event)
    failpoint("after_call")


async def _take(course: Course, attempt: Attempt, heard: _Heard, call: Call, event: Event) -> None:
    failpoint("during_call")
    match event:
        case Accepted():
            heard.accepted = event
        case Usage():
            heard.usage = event
        case Partial():
            await _take_partial(course.claim, attempt.shots[event.shot], event)
        case Picture():
            await _take_picture(course, attempt, heard, call.request, event)


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


async def _take_picture(
    course: Course, attempt: Attempt, heard: _Heard, request: ImageRequest, picture: Picture
) -> None:
    """Check and keep one picture. A bad one is remembered, and the others still count.

    What takes longer goes on beside the call.
    """
    if picture.shot >= len(attempt.shots):
        return
    shot = attempt.shots[picture.shot]
    work = finishing.Work(course.claim, attempt, shot, request, course.siblings(shot))
    try:
        taken, came = await finishing.take(work, picture)
        course.note(shot, came)
    except BadAnswer as error:
        heard.error = course.failed[shot] = error
        return
    if isinstance(taken, actions.Delivered):
        course.delivered[shot] = taken
    else:
        heard.finishing.append(asyncio.create_task(_finish(course, heard, work, taken)))


async def _finish(course: Course, heard: _Heard, work: finishing.Work, answer: finishing.Answer) -> None:
    try:
        course.delivered[work.shot] = await finishing.finish_answer(work, answer)
    except BadAnswer as error:
        heard.error = course.failed[work.shot] = error
