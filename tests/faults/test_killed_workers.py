"""A worker killed at any step: no credit is lost or made up, no delivered picture is lost, and all ends by itself."""

import signal
from pathlib import Path

import pytest

from tests.commands.running import wait_for
from tests.faults.house import LATER, House, opened

pytestmark = [pytest.mark.faults, pytest.mark.timeout(600), pytest.mark.xdist_group("faults")]

SANDBOX, PAID = "sandbox", "gpt-image-2"
STEPS = (
    "before_claim",
    "after_claim",
    "before_call",
    "during_call",
    "after_call",
    "before_keep",
    "after_keep",
    "before_settle",
    "after_settle",
)
_DONE, _LOST = ("done", ""), ("returned", "connection_lost")


def kill_a_worker_at_each_step(house: House, model: str) -> dict[str, str]:
    """Start a generation and a worker for each step; let each worker die at its step; return who was its victim."""
    house.ask(*({"model": model, "prompt": f"A kettle, {step}"} for step in STEPS))
    workers = {
        step: house.worker(AQUATINT_FAILPOINT=step, AQUATINT_WORKER_CONCURRENCY="1", AQUATINT_WORKER_THREADS="2")
        for step in STEPS
    }
    wait_for(lambda: all(worker.poll() is not None for worker in workers.values()), "every worker to die", seconds=240)
    assert {step: worker.returncode for step, worker in workers.items()} == dict.fromkeys(STEPS, -signal.SIGKILL)
    by_pid = {worker.pid: step for step, worker in workers.items()}
    rows = house.query("SELECT id, worker FROM generations_generation")
    victims = {by_pid[int(worker.split(":")[1])]: str(identity) for identity, worker in rows if worker}
    untouched = [str(identity) for identity, worker in rows if not worker]
    assert len(untouched) == 1, "only the worker that died before its claim took nothing"
    return {**victims, "before_claim": untouched[0]}


def test_the_sandbox_paints_again_what_a_killed_worker_had_begun(tmp_path: Path) -> None:
    with opened(tmp_path / "house") as house:
        victims = kill_a_worker_at_each_step(house, SANDBOX)
        house.worker(AQUATINT_CLOCK=LATER)
        house.until_all_ended()
        states = house.states()
        assert {step: states[victims[step]] for step in STEPS} == dict.fromkeys(STEPS, _DONE), house.logs()
        assert house.is_whole()


def test_of_a_paid_provider_the_credits_come_back_unless_the_picture_was_settled(tmp_path: Path) -> None:
    with opened(tmp_path / "house") as house:
        victims = kill_a_worker_at_each_step(house, PAID)
        called = len(house.calls())
        house.worker(AQUATINT_CLOCK=LATER)
        house.until_all_ended()
        states = house.states()
        kept = {"before_claim": _DONE, "after_settle": _DONE}
        assert {step: states[victims[step]] for step in STEPS} == {**dict.fromkeys(STEPS, _LOST), **kept}, house.logs()
        assert len(house.calls()) == called + 1, "a paid call whose outcome is unknown is not made again"
        assert house.is_whole()


def test_a_worker_killed_while_the_provider_paints_leaves_nothing_behind(tmp_path: Path) -> None:
    with opened(tmp_path / "house") as house:
        house.ask(*({"model": PAID, "prompt": f"Kettle {number} [[delay:60]]", "n": 2} for number in range(4)))
        worker = house.worker()
        wait_for(lambda: len(house.calls()) == 4, "the calls")
        worker.kill()
        house.worker(AQUATINT_CLOCK=LATER)
        house.until_all_ended()
        assert set(house.states().values()) == {_LOST}
        attempts = house.query("SELECT state, error_code FROM generations_attempt")
        assert attempts == [("unknown", "worker_lost")] * 4
        assert house.is_whole()


def test_an_answer_that_was_being_finished_is_finished_by_the_next_worker(tmp_path: Path) -> None:
    with opened(tmp_path / "house") as house:
        house.ask({"model": PAID, "prompt": "A kettle", "texts": ["KETTLE"]})
        worker = house.worker(AQUATINT_FAILPOINT="after_answer", AQUATINT_WORKER_THREADS="2")
        wait_for(lambda: worker.poll() is not None, "the worker to die", seconds=60)
        assert worker.returncode == -signal.SIGKILL
        house.worker(AQUATINT_CLOCK=LATER)
        house.until_all_ended()
        assert set(house.states().values()) == {_DONE}, house.logs()
        assert len(house.calls()) == 1
        assert house.is_whole()
