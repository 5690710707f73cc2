"""The database restarts, or the provider is down: everything ends by itself, and nothing that came is lost."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from aquatint.kit import postgres
from tests.commands.running import wait_for
from tests.faults.house import opened

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600), pytest.mark.xdist_group("faults")]
PAID = "gpt-image-2"


def test_a_database_that_restarts_costs_no_picture(tmp_path: Path) -> None:
    with opened(tmp_path / "house") as house:
        house.worker()
        house.ask(*({"model": PAID, "prompt": f"Kettle {number} [[delay:{3 + number / 5}]]"} for number in range(5)))
        wait_for(lambda: len(house.calls()) == 5, "the calls")
        house.stop_database_at_once()
        postgres.revive(house.data)
        house.until_all_ended()
        assert set(house.states().values()) == {("done", "")}, house.logs()
        assert len(house.calls()) == 5
        assert house.is_whole()


def test_what_is_asked_after_the_restart_is_painted_by_the_same_worker(tmp_path: Path) -> None:
    with opened(tmp_path / "house") as house:
        worker = house.worker()
        house.ask({"model": PAID, "prompt": "A kettle"})
        house.until_all_ended()
        house.stop_database_at_once()
        postgres.revive(house.data)
        house.ask({"model": PAID, "prompt": "A jug"})
        house.until_all_ended()
        assert list(house.states().values()) == [("done", "")] * 2, house.logs()
        assert worker.poll() is None
        assert house.is_whole()


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that is held and refuses every connection: nobody else can take it meanwhile."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield int(held.getsockname()[1])


def test_a_provider_that_is_down_costs_nobody_anything(tmp_path: Path, silent_port: int) -> None:
    with opened(tmp_path / "house") as house:
        house.worker(OPENAI_BASE_URL=f"http://127.0.0.1:{silent_port}/v1")
        house.ask(*({"model": PAID, "prompt": f"Kettle {number}", "n": 3} for number in range(5)))
        house.until_all_ended()
        assert set(house.states().values()) == {("returned", "provider_unreachable")}, house.logs()
        assert house.query("SELECT count(*) FROM generations_attempt") == [(15,)]
        assert house.is_whole()


def test_a_worker_that_is_told_to_stop_finishes_what_it_paints_and_takes_nothing_more(tmp_path: Path) -> None:
    with opened(tmp_path / "house") as house:
        worker = house.worker(AQUATINT_WORKER_CONCURRENCY="2")
        house.ask(*({"model": PAID, "prompt": f"Kettle {number} [[delay:10]]"} for number in range(3)))
        wait_for(lambda: len(house.calls()) == 2, "the calls")
        worker.terminate()
        assert worker.wait(120) == 0
        assert sorted(state for state, _ in house.states().values()) == ["done", "done", "queued"], house.logs()
        assert len(house.calls()) == 2
        house.worker()
        house.until_all_ended()
        assert set(house.states().values()) == {("done", "")}
        assert house.is_whole()
