"""Live updates of the page: one stream of server-sent events for each open page, outside Django.

An event says that a generation moved; the page then asks for its card. A silent line every fifteen seconds keeps
proxies from closing the connection, and tells us when the reader has gone.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from uuid import UUID

from django.conf import settings
from django.db import Error
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from aquatint.accounts.models import Person
from aquatint.accounts.sessions import person_of_session
from aquatint.generations import news
from aquatint.generations.models import Generation
from aquatint.kit import ids, threads
from aquatint.kit.errors import Unavailable
from aquatint.kit.events import RESYNC, News, hub
from aquatint.media import serving

BEAT_SECONDS = 15.0
MOST_STREAMS = 12
"""How many pages of one person are told at once, in each process; further ones ask for their cards now and then."""
_LONGEST_SECONDS = 3600.0
_HEADERS = {"cache-control": "no-store", "x-accel-buffering": "no"}
_open: Counter[UUID] = Counter()


async def who(request: Request) -> Person | None:
    """Return whose page this is: the signed-in person, the guest of this device, or nobody."""
    key = request.cookies.get(settings.SESSION_COOKIE_NAME)
    return await threads.run(person_of_session, key) if key else None


async def stream(request: Request) -> Response:
    """Tell one person's page what moves, for an hour at most; the browser then comes again by itself."""
    try:
        person = await who(request)
    except (Error, Unavailable):
        return Response(status_code=503, headers={**_HEADERS, "retry-after": "5"})  # the page asks for its cards itself
    if person is None:
        return Response(status_code=204)  # tells an EventSource not to come again
    if _open[person.id] >= MOST_STREAMS:
        return Response(status_code=429, headers={**_HEADERS, "retry-after": "60"})
    return StreamingResponse(_events(person), media_type="text/event-stream", headers=_HEADERS)


async def _events(person: Person) -> AsyncIterator[str]:
    _open[person.id] += 1
    try:
        async with hub.subscribe(news.of_person(person.id)) as subscription:
            yield "retry: 2000\n\n"
            ends = asyncio.get_running_loop().time() + _LONGEST_SECONDS
            while asyncio.get_running_loop().time() < ends:
                heard = await subscription.next(BEAT_SECONDS)
                yield ": quiet\n\n" if heard is None else _event(heard)
    finally:
        _open[person.id] -= 1
        if not _open[person.id]:
            del _open[person.id]


def _event(heard: News) -> str:
    if heard is RESYNC:
        return "event: resync\ndata: {}\n\n"
    identity = ids.public("gen", UUID(heard["generation"]))
    partial = f"/files/partials/{identity}/{heard['shot']}/{heard['index']}" if "shot" in heard else None
    data = {"id": identity, "state": heard["state"], "partial": partial, "shot": heard.get("shot")}
    return f"event: generation\ndata: {json.dumps(data)}\n\n"


def _owns(person: Person, generation: UUID) -> bool:
    return Generation.objects.filter(id=generation, person=person).exists()


routes = [Route("/live/stream", stream), *serving.routes(owns=_owns)]
