"""What people read when something is away for a moment."""

from typing import Any

import pytest
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.backends.db import SessionStore
from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from aquatint.kit.errors import Unavailable
from aquatint.studio.views import home


@pytest.fixture
def browser(db: None) -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("name", ["400.html", "403.html", "403_csrf.html", "404.html", "500.html", "error.html"])
def test_an_error_page_needs_neither_database_nor_our_addresses(name: str, settings: Any, rf: RequestFactory) -> None:
    settings.ROOT_URLCONF = "tests.kit.test_pages"
    request = rf.get("/nothing")
    request.COOKIES["theme"] = "dark"
    request.session = SessionStore("a" * 32)
    AuthenticationMiddleware(lambda _: HttpResponse()).process_request(request)
    html = render_to_string(name, {}, request)
    assert '<html lang="en" data-theme="dark">' in html
    assert '<a class="mark" href="/">' in html


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
