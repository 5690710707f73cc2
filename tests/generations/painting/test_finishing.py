"""Between the answer and the delivery: texts as a condition, and a worker that dies while it finishes."""

import pytest

from aquatint.accounts.models import Person
from aquatint.generations import actions, finishing
from aquatint.generations.models import AttemptState, Generation, State
from aquatint.kit.failpoints import failpoint
from tests.emulator.running import Emulator
from tests.generations.painted import paint
from tests.generations.painting.test_edits import delivered, edit
from tests.generations.stories import SANDBOX, ask, attempts, balance, claim, fresh, start, sweep_after_the_lease

pytestmark = pytest.mark.django_db(transaction=True)


class Died(BaseException):
    """The process is gone."""


def killed_at(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """Let the next failpoint of this name end the painting as a kill does: nothing after it runs."""

    def die(name: str) -> None:
        failpoint(name)
        if name == place:
            raise Died

    monkeypatch.setattr(finishing, "failpoint", die)


def test_texts_that_are_proved_are_delivered_with_their_proof(ben: Person) -> None:
    words = "A poster with the title “OLIO”"
    request = ask(words, model=SANDBOX, texts=("OLIO",), texts_required=True)
    image = delivered(paint(start(ben, model=SANDBOX, request=request)))
    [proof] = image.texts.all()
    assert (proof.text, proof.verdict) == ("OLIO", "exact")


def test_a_text_that_is_a_condition_and_is_not_there_costs_nothing(ben: Person, emulator: Emulator) -> None:
    request = ask("A hill", texts=("QUARTZ",), texts_required=True)
    row = paint(start(ben, request=request))
    assert (row.state, row.charged, row.reason_code) == (State.RETURNED, 0, "text_not_proven")
    assert attempts(row) == [("failed", "text_not_proven")] * 2
    assert balance(ben) == (100, 0, 0)


def test_a_text_that_is_no_condition_is_delivered_with_the_verdict(ben: Person, emulator: Emulator) -> None:
    row = paint(start(ben, request=ask("A hill", texts=("QUARTZ",))))
    assert (row.state, row.charged) == (State.DONE, 6)
    assert [proof.verdict for proof in delivered(row).texts.all()] == ["missing"]


@pytest.mark.parametrize("place", ["after_answer", "after_lock", "after_finish"])
def test_a_worker_killed_while_it_finishes_loses_neither_the_picture_nor_a_second_call(
    ben: Person, emulator: Emulator, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    generation = edit(ben)
    with monkeypatch.context() as patch:
        killed_at(patch, place)
        with pytest.raises(Died):
            paint(generation)
    left = fresh(generation)
    assert (left.state, left.attempts.get().state) == (State.RUNNING, AttemptState.SENT)
    assert list(left.attempts.get().answers) == ["0"]
    sweep_after_the_lease()
    assert fresh(generation).state == State.QUEUED
    row = paint(fresh(generation))
    assert (row.state, row.charged, delivered(row).proof.exact) == (State.DONE, 6, True)
    assert len(emulator.calls()) == 1
    assert attempts(row) == [("unknown", "worker_lost")]


def test_what_was_lost_is_not_asked_for_again_and_comes_back(ben: Person, emulator: Emulator) -> None:
    """One of two calls of a set was answered when the worker died; nobody knows what became of the other."""
    generation = start(ben, n=2)
    claimed = claim(generation)
    note(claimed)
    sweep_after_the_lease()
    row = paint(fresh(generation))
    assert (row.state, row.charged, row.reason_code) == (State.PARTIAL, 6, "connection_lost")
    assert emulator.calls() == []
    assert balance(ben) == (94, 0, 6)


def note(claimed: actions.Claim) -> Generation:
    """Write that the first of two pictures was answered and kept."""
    from tests.generations.stories import picture  # noqa: PLC0415

    answer = {"sha256": picture().kept.sha256, "said": {}}
    actions.note_answer(
        generation=claimed.generation, fence=claimed.fence, attempt=claimed.attempt, shot=0, answer=answer
    )
    return claimed.generation
