"""Sweep: what dead workers and broken connections left behind comes to its end, or back into the line."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.db import OperationalError
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.catalog.models import Offer
from aquatint.generations import actions
from aquatint.generations.actions.attempt import Outcome
from aquatint.generations.models import AttemptState, Generation, State
from aquatint.providers import registry
from tests.generations.stories import (
    PAID,
    SANDBOX,
    attempts,
    balance,
    claim,
    fresh,
    settle,
    start,
    sweep_after_the_lease,
    sweep_in,
)

sweeping = import_module("aquatint.generations.actions.sweep")  # the package's name for it is the verb


class Repeatable:
    """Stands for the sandbox: painting twice does no harm."""

    repeatable = True


@pytest.fixture(autouse=True)
def sandbox(models: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare these tests the real painter; only one fact about it matters here."""
    monkeypatch.setitem(registry._adapters, "sandbox", Repeatable())  # noqa: SLF001


def test_a_healthy_house_has_nothing_to_sweep(ada: Person) -> None:
    start(ada)
    claim(start(ada))
    settle(claim(start(ada)), came=1)
    assert actions.sweep() == 0


def test_a_dead_worker_of_the_sandbox_puts_its_work_back_into_the_line(ada: Person) -> None:
    generation = claim(start(ada, model=SANDBOX)).generation
    assert sweep_after_the_lease() == 1
    row = fresh(generation)
    assert (row.state, row.worker, row.lease_until) == (State.QUEUED, "", None)
    assert attempts(row) == [("unknown", "worker_lost")]
    assert balance(ada) == (99, 1, 0)
    settle(claim(row, worker="worker-2"), came=1)
    assert (fresh(row).state, balance(ada)) == (State.DONE, (99, 0, 1))


def test_a_dead_worker_of_a_paid_provider_leads_to_the_credits_back_with_the_reason(ada: Person) -> None:
    generation = claim(start(ada)).generation
    sweep_after_the_lease()
    assert (fresh(generation).state, balance(ada)) == (State.UNSETTLED, (94, 6, 0))
    assert attempts(generation) == [("unknown", "worker_lost")]
    actions.sweep()
    row = fresh(generation)
    assert (row.state, row.charged, row.reason_code) == (State.RETURNED, 0, "connection_lost")
    assert row.reason.startswith("We lost the connection")
    assert balance(ada) == (100, 0, 0)


def test_before_a_further_call_was_sent_a_paid_provider_can_be_asked_again(ada: Person) -> None:
    claimed = claim(start(ada))
    outcome = Outcome(AttemptState.FAILED, error_code="provider_rate_limited")
    actions.end_attempt(attempt=claimed.attempt, outcome=outcome)
    sweep_after_the_lease()
    assert fresh(claimed.generation).state == State.QUEUED
    assert attempts(claimed.generation) == [("failed", "provider_rate_limited")]


def test_a_lease_that_runs_is_left_alone(ada: Person) -> None:
    generation = claim(start(ada, model=SANDBOX)).generation
    assert sweep_in(timedelta(seconds=20)) == 0
    assert fresh(generation).state == State.RUNNING


def test_what_killed_three_workers_is_returned(ada: Person) -> None:
    generation = start(ada, model=SANDBOX)
    for _ in range(3):
        claim(generation)
        sweep_after_the_lease()
    row = fresh(generation)
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "worker_lost", 0)
    assert attempts(row) == [("unknown", "worker_lost")] * 3
    assert balance(ada) == (100, 0, 0)


def test_what_waited_too_long_is_returned(ada: Person, settings: Settings) -> None:
    generation = start(ada)
    late = timedelta(seconds=settings.GENERATION_SECONDS)
    assert sweep_in(late + timedelta(seconds=55)) == 0
    assert sweep_in(late + timedelta(seconds=65)) == 1
    row = fresh(generation)
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "deadline_passed", 0)
    assert balance(ada) == (100, 0, 0)


@pytest.mark.parametrize("model", [PAID, SANDBOX])
def test_what_was_cancelled_before_its_worker_died_is_cancelled(ada: Person, model: str) -> None:
    generation = claim(start(ada, model=model)).generation
    actions.cancel(generation=generation, by=ada)
    sweep_after_the_lease()
    assert fresh(generation).state == State.CANCELLED
    assert attempts(generation) == [("unknown", "worker_lost")]
    assert balance(ada) == (100, 0, 0)


def test_a_worker_whose_providers_key_is_gone_still_brings_it_to_an_end(ada: Person, settings: Settings) -> None:
    generation = claim(start(ada)).generation
    settings.PROVIDER_ENVIRONMENT = {}
    sweep_after_the_lease()
    actions.sweep()
    assert fresh(generation).state == State.RETURNED


def test_one_that_cannot_be_swept_keeps_no_other_waiting(
    ada: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken, other = claim(start(ada)).generation, claim(start(ada)).generation
    careful = sweeping._move  # noqa: SLF001

    def fail(row: Generation, state: State) -> None:
        if row.id == broken.id:
            raise LookupError
        careful(row, state)

    monkeypatch.setattr(sweeping, "_move", fail)
    sweep_after_the_lease()
    assert (fresh(broken).state, fresh(other).state) == (State.RUNNING, State.UNSETTLED)
    assert "could not be swept" in caplog.text


def test_a_sweep_ends_when_the_database_goes_away(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    claim(start(ada))

    def fail(row: Generation, state: State) -> None:
        raise OperationalError(row, state)

    monkeypatch.setattr(sweeping, "_move", fail)
    with pytest.raises(OperationalError):
        sweep_after_the_lease()


def test_a_withdrawn_offer_does_not_stop_the_sweep(ada: Person) -> None:
    generation = claim(start(ada)).generation
    Offer.objects.filter(slug=PAID).update(provider="nobody")
    sweep_after_the_lease()
    actions.sweep()
    assert fresh(generation).state == State.RETURNED
