"""The stream of live updates, when it cannot begin."""

from collections import Counter

import pytest
from django.db import OperationalError
from starlette.applications import Starlette
from starlette.testclient import TestClient

from aquatint.accounts.models import Person
from aquatint.kit import ids
from aquatint.studio import live


def test_while_the_database_is_away_the_stream_says_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(live, "who", away)
    answer = TestClient(Starlette(routes=live.routes)).get("/live/stream")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


def test_a_person_with_many_open_pages_gets_no_further_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(id=ids.new())

    async def somebody(_: object) -> Person:
        return person

    monkeypatch.setattr(live, "who", somebody)
    monkeypatch.setattr(live, "_open", Counter({person.id: live.MOST_STREAMS}))
    answer = TestClient(Starlette(routes=live.routes)).get("/live/stream")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "60")
