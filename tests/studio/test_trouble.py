"""What people read when something is away for a moment."""

import pytest
from django.db import OperationalError
from django.test import Client

from aquatint.kit.errors import Unavailable
from aquatint.studio.views import home


@pytest.fixture
def browser(db: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("error", "status", "sentence"),
    [
        (OperationalError("the server closed the connection"), 503, "We cannot look anything up at the moment."),
        (Unavailable("No model is on offer here at the moment."), 503, "No model is on offer here at the moment."),
        (ZeroDivisionError(), 500, "Something broke on our side."),
    ],
)
def test_a_page_that_cannot_be_made_says_why(
    error: Exception, status: int, sentence: str, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(home, "_first_page", fail)
    answer = browser.get("/")
    assert answer.status_code == status
    assert sentence in answer.content.decode()
    assert "the server closed" not in answer.content.decode()


def test_while_the_database_is_away_a_page_says_when_to_come_again(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: object, **__: object) -> None:
        raise OperationalError

    browser.cookies["aquatint"] = "a" * 32
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", away)
    answer = browser.get("/")
    assert (answer.status_code, answer["retry-after"]) == (503, "5")
