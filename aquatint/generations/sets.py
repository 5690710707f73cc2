"""Sets: the anchor first, then the others beside each other with the anchor as reference, then a look at how they fit.

The one that falls out is painted once more. That is our own choice, so it costs nothing: a set is charged by the
pictures that are delivered, however many calls they took.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final

from aquatint.generations import calling, workshop
from aquatint.generations.actions.prove import Proofs
from aquatint.generations.calling import Course, steadily
from aquatint.generations.models import Attempt
from aquatint.imaging import consistency
from aquatint.imaging.consistency import Mark
from aquatint.imaging.errors import Unreadable
from aquatint.kit.errors import Unavailable
from aquatint.media import storage
from aquatint.providers.errors import BadAnswer, ProviderError

logger = logging.getLogger(__name__)

Pause = Callable[[ProviderError, int], float]
_ATTEMPTS: Final = 3
_ANCHOR: Final = 0


async def paint(course: Course, *, pause: Pause) -> None:
    """Paint what is still wanted of a set. Without an anchor nothing else is painted."""
    first = course.claim.attempt
    await _paint(course, [_ANCHOR], pause, begun=[first] if first.shots else [])
    if _ANCHOR not in course.delivered:
        return
    await _paint(course, range(1, course.claim.generation.shots_wanted), pause)
    marks = await _marks(course)
    out = next((shot for shot, mark in marks.items() if mark.outlier), None)
    if out is None:
        _write(course, marks)
    else:
        await _once_more(course, out, marks)


async def _paint(course: Course, shots: Sequence[int], pause: Pause, begun: Sequence[Attempt] = ()) -> None:
    """Make a call for each shot, all at once; then again for those that did not come, as long as that makes sense."""
    attempts = list(begun)
    for number in range(1, _ATTEMPTS + 1):
        if not attempts:
            wanted = [shot for shot in shots if shot in course.wanted and _may_try(course, shot, number)]
            attempts = await steadily(calling.next_attempts, course, [[shot] for shot in wanted]) if wanted else []
        errors = await asyncio.gather(*(_call(course, attempt) for attempt in attempts))
        if not any(errors) or number == _ATTEMPTS:
            return
        attempts = []
        await asyncio.sleep(max(pause(error, number) for error in errors if error))


def _may_try(course: Course, shot: int, number: int) -> bool:
    error = course.failed.get(shot)
    return error is None or (error.can_retry and number <= error.tries)


async def _call(course: Course, attempt: Attempt) -> ProviderError | None:
    [shot] = attempt.shots
    error = await calling.attempt_once(course, attempt)
    if error is None and shot in course.delivered:
        course.failed.pop(shot, None)
        return None
    error = error or BadAnswer("no picture came", code="pictures_missing")
    course.error = course.failed[shot] = error
    return error


async def _marks(course: Course) -> dict[int, Mark]:
    """Return how each delivered shot fits, by shot; nothing if that cannot be told."""
    shots = sorted(course.delivered)
    paths = [storage.path_of(course.delivered[shot].kept.sha256) for shot in shots]
    try:
        told = await workshop.run(consistency.compare, paths[0], paths[1:])
    except (Unavailable, Unreadable):
        logger.exception("the pictures of %s could not be compared", course.claim.generation)
        return {}
    return dict(zip(shots, told, strict=True))


async def _once_more(course: Course, shot: int, marks: dict[int, Mark]) -> None:
    """Paint the outlier again, and take the second picture if it fits better; the first one stays otherwise."""
    first = course.delivered.pop(shot)
    error = course.error
    [attempt] = await steadily(calling.next_attempts, course, [[shot]])
    await calling.attempt_once(course, attempt)
    course.error = error
    course.failed.pop(shot, None)
    second = course.delivered.get(shot)
    again = await _marks(course) if second else {}
    better = bool(again) and again[shot].score < marks[shot].score
    if not better:
        course.delivered[shot] = first
    _write(course, again if better else marks, repainted=shot if better else None)


def _write(course: Course, marks: dict[int, Mark], repainted: int | None = None) -> None:
    """Put the marks among the proofs of the delivered shots."""
    for shot, mark in marks.items():
        told: dict[str, Any] = {**mark.as_json(), "repainted": shot == repainted}
        delivered = course.delivered[shot]
        proofs = replace(delivered.proofs or Proofs(), consistency=told)
        course.delivered[shot] = replace(delivered, proofs=proofs)
