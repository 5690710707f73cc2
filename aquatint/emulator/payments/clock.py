"""The emulated services' clock: the machine's, moved ahead on request so that renewals come."""

from datetime import datetime, timedelta

from aquatint.kit import clock


class Clock:
    """A clock that can be moved ahead."""

    def __init__(self) -> None:
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the services' present moment, aware, in UTC."""
        return clock.now() + self._ahead

    def move_to(self, moment: datetime) -> None:
        """Move ahead to a moment; one that has passed changes nothing."""
        self._ahead += max(timedelta(0), moment - self.now())
