"""The stream of live updates, when it cannot begin."""

import pytest
from django.db import OperationalError
from starlette.applications import Starlette
from starlette.testclient import TestClient

from aquatint.studio import live


def test_while_the_database_is_away_the_stream_says_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(_: object) -> None:
        raise OperationalError

    monkeypatch.setattr(live, "who", away)
    answer = TestClient(Starlette(routes=live.routes)).get("/live/stream")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
