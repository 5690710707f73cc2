"""The payment services of one emulator: one clock for all, their books, and what carries their webhooks."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from aquatint.emulator.payments.clock import Clock
from aquatint.emulator.payments.setup import Setup
from aquatint.emulator.payments.vendor import Vendor

_NAP: Final = 0.5


class Payments:
    """All payment services of an emulator."""

    def __init__(self, setup: Setup, vendors: Mapping[str, type[Vendor]]) -> None:
        self.setup = setup
        self.site = setup.site.rstrip("/")
        self._kinds = vendors
        self._task: asyncio.Task[None] | None = None
        self.reset()

    def reset(self) -> None:
        """Begin with empty books and the machine's time."""
        self.clock = Clock()
        self.vendors: dict[str, Vendor] = {name: self._make(kind) for name, kind in self._kinds.items()}

    def _make(self, kind: type[Vendor]) -> Vendor:
        made = kind(self.clock, self.setup)
        made.outbox.site = self.site
        made.poke = self.poke
        return made

    def send_to(self, site: str) -> None:
        """Send webhooks to this site from now on."""
        self.site = site.rstrip("/")
        for vendor in self.vendors.values():
            vendor.outbox.site = self.site
        self.poke()

    async def advance(self, by: timedelta) -> int:
        """Move the clock ahead, let happen what falls into that time, and send the news; return how many were sent.

        Things happen at their own moments. Their webhooks are sent and signed when the clock has arrived, as the site
        whose clock was moved as far would refuse an older signature.
        """
        until = self.clock.now() + by
        while (due := self._next_happening()) and due <= until:
            self.clock.move_to(due)
            for vendor in self.vendors.values():
                vendor.run_due()
        self.clock.move_to(until)
        return await self.deliver()

    async def deliver(self, *, asked: bool = False) -> int:
        """Send what is due, or with `asked` all that waits or is held."""
        return sum([await vendor.outbox.deliver(asked=asked) for vendor in self.vendors.values()])

    def poke(self) -> None:
        """See to it that what is due is done and sent without being asked for."""
        with suppress(RuntimeError):  # no loop: somebody uses the books without a server
            asyncio.get_running_loop()
            if self._task is None or self._task.done():
                self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while True:
            for vendor in self.vendors.values():
                vendor.run_due()
            await self.deliver()
            moments = [vendor.outbox.next_due() for vendor in self.vendors.values()]
            due = min([moment for moment in [*moments, self._next_happening()] if moment], default=None)
            if due is None:
                return
            await asyncio.sleep(min(_NAP, max(0.0, (due - self.clock.now()).total_seconds())))

    def _next_happening(self) -> datetime | None:
        moments = [vendor.next_due() for vendor in self.vendors.values()]
        return min([moment for moment in moments if moment], default=None)

    def as_json(self) -> dict[str, Any]:
        """Return where the services stand."""
        return {"now": self.clock.now().isoformat(), "site": self.site, "vendors": sorted(self.vendors)}
