"""Waiting for a stored generation. When the client goes away nothing is lost: the job goes on, and can be asked for."""

import asyncio
from collections.abc import AsyncIterator, Callable
from uuid import UUID

from django.db import InterfaceError, OperationalError

from aquatint.api.errors import AnswerDelayed
from aquatint.generations import news
from aquatint.generations.models import ENDED_STATES
from aquatint.generations.reading import state_of
from aquatint.kit import threads
from aquatint.kit.events import RESYNC, News, Subscription, hub
from aquatint.kit.threads import Overloaded

LOOK_SECONDS = 15.0
_AWAY = (OperationalError, InterfaceError, Overloaded)
_TRIES = 20
_PAUSE = 0.5
_ENDED = frozenset(ENDED_STATES)


class Waiter:
    """Hears of one generation. Made before the start, so that no news is missed."""

    def __init__(self, generation: UUID, subscription: Subscription) -> None:
        self.generation = generation
        self._subscription = subscription

    async def moves(self, *, beat: float = LOOK_SECONDS) -> AsyncIterator[News]:
        """Yield what happens until the generation has ended; an empty dict every `beat` seconds of silence.

        Silence and a broken connection are answered by a look at the row, so a lost notification only costs time.
        """
        while True:
            heard = await self._subscription.next(beat)
            if heard is None or heard is RESYNC:
                heard = await self._look(silence=heard is None)
            yield heard
            if heard.get("state") in _ENDED:
                return

    async def _look(self, *, silence: bool) -> News:
        """Return the state; nothing while the database is away, since the next look will tell."""
        try:
            state = await threads.run(state_of, self.generation)
        except _AWAY:
            return {}
        return {} if silence and state not in _ENDED else {"state": state}


async def patiently[**Given, Result](
    function: Callable[Given, Result], *given: Given.args, **named: Given.kwargs
) -> Result:
    """Read in the pool of threads, again while the database is away; raise `AnswerDelayed` when it stays away.

    After the start any other error would be a lie: the generation goes on, and a client that repeats would pay twice.
    """
    for _ in range(_TRIES):
        try:
            return await threads.run(function, *given, **named)
        except _AWAY:
            await asyncio.sleep(_PAUSE)
    raise AnswerDelayed("We cannot tell you of this now, but it goes on. Look at GET /v1/generations in a moment.")


def listen(generation: UUID) -> "_Listening":
    """Hear of a generation inside an `async with` block, which gets a `Waiter`."""
    return _Listening(generation)


class _Listening:
    def __init__(self, generation: UUID) -> None:
        self._generation = generation
        self._context = hub.subscribe(news.of_generation(generation))

    async def __aenter__(self) -> Waiter:
        return Waiter(self._generation, await self._context.__aenter__())

    async def __aexit__(self, *problem: object) -> None:
        await self._context.__aexit__(None, None, None)
