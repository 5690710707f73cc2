"""What every test may use: the cast, and a network that ends at this machine."""

import re
import socket
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest
from django.contrib.auth import get_user_model
from django.db.backends.postgresql.operations import DatabaseOperations

# The same examples every time, however slow the machine; `--hypothesis-profile=default` looks for new ones.
hypothesis.settings.register_profile(
    "suite", deadline=None, derandomize=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("suite")

_STAYING = {"django_content_type", "auth_permission"}
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


@pytest.fixture(autouse=True, scope="session")
def emptying_between_tests() -> Iterator[None]:
    """Have Django empty the tables after a transactional test row by row, not by making every file of them anew.

    That is many times faster where few rows are. Triggers stay away, as they refuse it for what is append-only. Types
    and permissions are no test's doing, and stay.
    """
    flush = DatabaseOperations.execute_sql_flush

    def by_rows(self: DatabaseOperations, sql_list: list[str]) -> None:
        tables = {name for statement in sql_list for name in re.findall(r'"(\w+)"', statement)} - _STAYING
        deletions = "; ".join(f'DELETE FROM "{name}"' for name in sorted(tables))  # noqa: S608 -- Django's own names
        flush(self, ["SET LOCAL session_replication_role = replica", deletions])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", by_rows)
        patch.setattr("django.core.management.commands.flush.emit_post_migrate_signal", lambda *_: None)
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
