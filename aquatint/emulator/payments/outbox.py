"""Webhooks on their way: signed at each try, tried again by the vendor's schedule, and disturbed as scripted."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from aquatint.emulator.payments.clock import Clock
from aquatint.kit import http

_PATIENCE: Final = http.Patience(connect=5.0, silence=15.0, total=20.0)
_MOST_ANSWER: Final = 64 * 1024
_OK: Final = range(200, 300)


class Script(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How webhooks are disturbed. Without values nothing is.

    `times`: each is sent so often. `order`: `given`, `reversed` or `shuffled`; other than given, they are held until
    they are asked for (`POST /_control/deliver`). `hold`: held as well. `delay`: seconds before the first try. `lose`:
    every n-th never arrives, tries and all. `tamper`: the body of every n-th try is changed after it was signed.
    `forge`: after every n-th comes one with a fresh id and a bad signature.
    """

    times: int = 1
    order: str = "given"
    hold: bool = False
    delay: float = 0.0
    lose: int = 0
    tamper: int = 0
    forge: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError for an order that there is not."""
        if self.order not in {"given", "reversed", "shuffled"}:
            raise ValueError("order is given, reversed or shuffled")

    @property
    def holds(self) -> bool:
        """Whether webhooks wait until they are asked for."""
        return self.hold or self.order != "given"


@dataclass(slots=True)
class Notice:
    """One webhook. `state` is `waiting`, `delivered`, `lost` (scripted) or `failed` (given up)."""

    id: str
    type: str
    body: bytes
    created: datetime
    due: datetime
    state: str = "waiting"
    tries: list[tuple[str, int]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return what the control door shows: `tries` are moments with the site's status, 0 for no answer."""
        about = {"id": self.id, "type": self.type, "created": self.created.isoformat(), "due": self.due.isoformat()}
        return {**about, "state": self.state, "tries": self.tries}


class Outbox:
    """The webhooks of one vendor.

    `headers(id, body, moment)` signs one try; `pauses` are the waits between tries, after the last it is given up.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        path: str,
        headers: Callable[[str, bytes, datetime], Mapping[str, str]],
        pauses: Sequence[timedelta],
    ) -> None:
        self.site = ""
        self.script = Script()
        self.notices: list[Notice] = []
        self.forged: list[int] = []
        self._clock = clock
        self._path = path
        self._headers = headers
        self._pauses = tuple(pauses)
        self._sending = asyncio.Lock()
        self._sent = 0
        self._client: http.Client | None = None  # for one round; making one costs more than sending

    def put(self, identity: str, kind: str, body: bytes) -> None:
        """Write a webhook; it is sent soon, or as the script says."""
        now = self._clock.now()
        notice = Notice(identity, kind, body, now, now + timedelta(seconds=self.script.delay))
        self.notices.append(notice)
        if self.script.lose and len(self.notices) % self.script.lose == 0:
            notice.state = "lost"

    def disturb(self, script: Script) -> None:
        """Disturb from now on as the script says."""
        self.script = script

    def next_due(self) -> datetime | None:
        """Return when something is to be sent next without being asked for."""
        if not self.site or self.script.holds:
            return None
        return min((notice.due for notice in self.notices if notice.state == "waiting"), default=None)

    async def deliver(self, *, asked: bool = False) -> int:
        """Send what is due, or with `asked` all that waits; return how many tries were made."""
        async with self._sending:
            if not self.site or (self.script.holds and not asked):
                return 0
            now = self._clock.now()
            queue = [notice for notice in self.notices if notice.state == "waiting" and (asked or notice.due <= now)]
            queue *= self.script.times
            if self.script.order == "reversed":
                queue.reverse()
            if self.script.order == "shuffled":
                random.Random(self.script.seed).shuffle(queue)  # noqa: S311 -- a deck of webhooks, no secret
            await self._send(queue)
            return len(queue)

    async def resend(self, identity: str) -> bool:
        """Send one again, whatever became of it, as a vendor's dashboard does; return whether there is such a one."""
        found = [notice for notice in self.notices if notice.id == identity]
        async with self._sending:
            await self._send(found)
        return bool(found)

    async def _send(self, queue: Sequence[Notice]) -> None:
        try:
            for notice in queue:
                await self._try(notice)
        finally:
            if self._client:
                await self._client.close()
                self._client = None

    async def _try(self, notice: Notice) -> None:
        self._sent += 1
        spoiled = self.script.tamper and self._sent % self.script.tamper == 0
        status = await self._post(notice.id, notice.body, spoiled=bool(spoiled))
        notice.tries.append((self._clock.now().isoformat(), status))
        if status in _OK:
            notice.state = "delivered"
        elif notice.state == "waiting":
            number = len(notice.tries)
            if number > len(self._pauses):
                notice.state = "failed"
            else:
                notice.due = self._clock.now() + self._pauses[number - 1]
        if self.script.forge and self._sent % self.script.forge == 0:
            self.forged.append(await self._post(f"{notice.id}_forged", notice.body, forged=True))

    async def _post(self, identity: str, body: bytes, *, spoiled: bool = False, forged: bool = False) -> int:
        now = self._clock.now()
        headers = {"content-type": "application/json", **self._headers(identity, body, now)}
        if spoiled:
            body = body.replace(b"1", b"2").replace(b"5", b"6") + b" "
        if forged:
            headers = {**headers, **self._headers(identity, body + b"forged", now)}
        if self._client is None:
            self._client = http.Client(origins=[self.site], connections=1)
        url = f"{self.site}{self._path}"
        try:
            async with self._client.send("POST", url, headers=headers, body=body, patience=_PATIENCE) as answer:
                await answer.read(_MOST_ANSWER)
                return answer.status
        except http.OutboundError:
            return 0
