"""What every test may use: the cast, and a network that ends at this machine."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model

_LOOPBACK = ("127.", "::1", "localhost")


@pytest.fixture(autouse=True, scope="session")
def nothing_beyond_loopback() -> Iterator[None]:
    """Refuse every connection of the test process that would leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not str(address[0]).startswith(_LOOPBACK):
            msg = f"A test tried to reach {address[0]}; tests stay on this machine."
            raise RuntimeError(msg)
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture
def ada(db: None) -> Any:
    """Ada, a member: the owner in most stories."""
    return get_user_model().objects.create_user("ada@example.org")


@pytest.fixture
def ben(db: None) -> Any:
    """Ben, another member: the stranger."""
    return get_user_model().objects.create_user("ben@example.org")


@pytest.fixture
def cleo(db: None) -> Any:
    """Cleo, who runs the instance."""
    return get_user_model().objects.create_user("cleo@example.org", is_staff=True)
