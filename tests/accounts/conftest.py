"""What tests about accounts share: a browser, and the inbox it reads codes from."""

import re
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from aquatint.accounts import actions, keys
from aquatint.accounts.models import Mail, Person

PASSWORD = "a long walk by the river"


@pytest.fixture(autouse=True)
def fresh_memory(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin without remembered keys; uses are written when a test says so, not by the thread."""
    keys.forget()
    monkeypatch.setattr(keys, "_used", set())
    monkeypatch.setattr(keys, "_write_use_later", lambda: None)
    yield
    keys.forget()


@pytest.fixture
def inbox(settings: Settings, db: None) -> Callable[[], Mail]:
    """Let mails land in the development inbox; call it for the newest."""
    settings.MAILERS = {"default": {"BACKEND": "aquatint.accounts.inbox.Backend"}}

    def newest() -> Mail:
        return Mail.objects.latest("id")

    return newest


@pytest.fixture
def code(inbox: Callable[[], Mail]) -> Callable[[], str]:
    """Call it for the code in the newest mail."""

    def newest() -> str:
        found = re.search(r"\b\d{4}-\d{4}\b", inbox().text)
        assert found is not None, inbox().text
        return found.group()

    return newest


@pytest.fixture
def browser(db: None) -> Client:
    """A browser that nobody has signed in with."""
    return Client(HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0")


@pytest.fixture
def dora(db: None) -> Person:
    """Dora, a member with a proved address and a password."""
    return actions.create_person(email="dora@example.org", password=PASSWORD)


def wrong(code: str) -> str:
    """Return another code than this one."""
    return code.translate(str.maketrans("0123456789", "1234567890"))
