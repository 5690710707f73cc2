"""What the emulated PayPal's verbs share."""

from typing import Any

Asked = dict[str, Any]


class Wrong(Exception):
    """A request that PayPal would refuse: the status, and its word for what is wrong."""

    def __init__(self, status: int, issue: str) -> None:
        super().__init__(issue)
        self.status = status
        self.issue = issue


def known[Thing](things: dict[str, Thing], identity: str) -> Thing:
    """Return one of these. Raises `Wrong` with PayPal's 404."""
    found = things.get(identity)
    if found is None:
        raise Wrong(404, "INVALID_RESOURCE_ID")
    return found
