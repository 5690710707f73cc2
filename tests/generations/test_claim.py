"""Claim: one worker has a generation at a time, for as long as it renews the lease."""

from datetime import timedelta

import pytest

from aquatint.accounts.models import Person
from aquatint.generations import actions, errors
from aquatint.generations.models import Generation, State
from aquatint.kit import clock
from aquatint.media import storage
from tests.generations.stories import (
    ENDED,
    PAID,
    SANDBOX,
    ask,
    attempts,
    balance,
    claim,
    fresh,
    settle,
    start,
    sweep_after_the_lease,
)
from tests.generations.test_start import at_once, edit, give, upload


def test_a_claim_holds_what_is_needed_to_paint(ada: Person) -> None:
    generation = start(ada, n=2)
    claimed = claim(generation)
    assert claimed.generation.id == generation.id
    assert claimed.fence == 1
    assert (claimed.request.prompt, claimed.request.n) == (ask().prompt, 2)
    assert claimed.request.person not in {"", str(ada.pk), ada.email}
    assert (claimed.attempt.number, claimed.attempt.shots, claimed.attempt.state) == (1, [0, 1], "sent")
    assert (claimed.attempt.provider, claimed.attempt.model) == ("openai", PAID)


def test_a_claimed_generation_runs_under_a_lease(ada: Person) -> None:
    before = clock.now()
    row = fresh(claim(start(ada), worker="worker-7").generation)
    assert (row.state, row.worker, row.fence) == (State.RUNNING, "worker-7", 1)
    assert row.lease_until is not None
    assert row.lease_until - before >= timedelta(seconds=30)


def test_what_one_worker_has_another_cannot_claim(ada: Person) -> None:
    generation = start(ada)
    claim(generation)
    assert actions.claim(worker="worker-2") == []
    assert actions.claim(worker="worker-2", only=generation.id) == []
    assert attempts(generation) == [("sent", "")]


@pytest.mark.parametrize("state", ENDED)
def test_what_has_ended_cannot_be_claimed(ada: Person, state: str) -> None:
    generation = ENDED[state](ada)
    assert actions.claim(worker="worker-2") == []
    assert fresh(generation).state == state


def test_who_waits_longest_is_taken_first(ada: Person) -> None:
    waiting = [start(ada) for _ in range(4)]
    first = actions.claim(worker="worker-1", limit=3)
    rest = actions.claim(worker="worker-2", limit=3)
    assert [one.generation.id for one in (*first, *rest)] == [one.id for one in waiting]


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_share_what_waits_and_none_gets_the_same(ben: Person) -> None:
    give(ben, 100)
    made = {start(ben, model=SANDBOX).id for _ in range(20)}
    taken = at_once(8, lambda: actions.claim(worker="worker", limit=3))
    got = [one.generation.id for claims in taken for one in claims]
    assert len(got) == len(set(got)) == 20
    assert set(got) == made


def test_claimed_again_the_fence_grows_and_attempts_count_on(ada: Person) -> None:
    generation = start(ada, model=SANDBOX)
    claim(generation)
    sweep_after_the_lease()
    again = claim(generation, worker="worker-2")
    assert (again.fence, again.attempt.number) == (2, 2)
    assert attempts(generation) == [("unknown", "worker_lost"), ("sent", "")]


def test_renewing_prolongs_the_leases_of_this_worker_alone(ada: Person) -> None:
    mine, other = claim(start(ada), worker="worker-1").generation, claim(start(ada), worker="worker-2").generation
    before = fresh(other).lease_until
    with clock.shifted(timedelta(seconds=20)):
        actions.renew(worker="worker-1", generations=[mine.id, other.id])
    renewed = fresh(mine).lease_until
    assert renewed is not None
    assert before is not None
    assert renewed - before > timedelta(seconds=15)
    assert fresh(other).lease_until == before


def test_renewing_does_not_bring_back_what_has_ended(ada: Person) -> None:
    claimed = claim(start(ada))
    settle(claimed)
    actions.renew(worker="worker-1", generations=[claimed.generation.id])
    assert fresh(claimed.generation).lease_until is None


def test_renewing_tells_what_somebody_asked_to_cancel(ada: Person) -> None:
    kept, dropped = claim(start(ada)).generation, claim(start(ada)).generation
    actions.cancel(generation=dropped, by=ada)
    assert actions.renew(worker="worker-1", generations=[kept.id, dropped.id]) == [dropped.id]


def test_a_generation_whose_input_is_gone_ends_and_stops_no_other(ada: Person) -> None:
    image = upload(ada, shot=9)
    broken, whole = start(ada, request=edit(image), inputs=[image]), start(ada)
    storage.remove(image.sha256)
    claims = actions.claim(worker="worker-1", limit=8)
    assert [one.generation.id for one in claims] == [whole.id]
    row = fresh(broken)
    assert (row.state, row.reason_code, row.charged) == (State.RETURNED, "image_not_found", 0)
    assert attempts(broken) == [("failed", "image_not_found")]
    assert balance(ada) == (94, 6, 0)


# Further attempts under the fence


def test_a_further_attempt_counts_on(ada: Person) -> None:
    claimed = claim(start(ada, n=3))
    attempt = actions.begin_attempt(generation=claimed.generation, fence=1, shots=[1, 2])
    assert (attempt.number, attempt.shots) == (2, [1, 2])


@pytest.mark.parametrize("fence", [0, 1, 3])
def test_an_attempt_under_another_fence_is_refused(ada: Person, fence: int) -> None:
    generation = start(ada, model=SANDBOX)
    claim(generation)
    sweep_after_the_lease()
    claim(generation)
    with pytest.raises(errors.ClaimLost):
        actions.begin_attempt(generation=generation, fence=fence, shots=[0])
    assert len(attempts(generation)) == 2


def test_an_attempt_after_the_end_is_refused(ada: Person) -> None:
    claimed = claim(start(ada))
    settle(claimed)
    with pytest.raises(errors.ClaimLost):
        actions.begin_attempt(generation=claimed.generation, fence=1, shots=[0])


def test_a_partial_picture_is_noted_under_the_fence_only(ada: Person) -> None:
    claimed = claim(start(ada, n=2))
    row = claimed.generation
    actions.note_partial(generation=row.id, person=ada.pk, fence=1, shot=1, index=0)
    actions.note_partial(generation=row.id, person=ada.pk, fence=1, shot=0, index=2)
    assert fresh(row).partials == [{"shot": 0, "index": 2}, {"shot": 1, "index": 0}]
    with pytest.raises(errors.ClaimLost):
        actions.note_partial(generation=row.id, person=ada.pk, fence=2, shot=0, index=3)
    settle(claimed)
    assert Generation.objects.get(id=row.id).progress == {}
    with pytest.raises(errors.ClaimLost):
        actions.note_partial(generation=row.id, person=ada.pk, fence=1, shot=0, index=3)
