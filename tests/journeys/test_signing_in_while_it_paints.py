"""A guest signs in while their free picture is painted: the picture and the news of it reach the member."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib import import_module
from typing import Any

import pytest
from django.db import connection

from aquatint.accounts import actions as accounts
from aquatint.accounts.models import Person
from aquatint.generations import actions, news
from aquatint.generations.actions import Claim, Ending
from aquatint.generations.actions.attempt import Outcome
from aquatint.generations.models import AttemptState, State
from aquatint.media.models import Image
from tests.commands.running import wait_for
from tests.generations.stories import SANDBOX, ask, claim, fresh, picture, start

pytestmark = pytest.mark.django_db(transaction=True)
settling = import_module("aquatint.generations.actions.settle")  # the package's name for it is the verb
PATIENCE = 20.0


@pytest.fixture
def guest(db: None) -> Person:
    return Person.objects.create()


@pytest.fixture
def trial(guest: Person) -> Claim:
    return claim(start(guest, model=SANDBOX, request=ask(model=SANDBOX), trial=True))


@pytest.fixture
def beside() -> Iterator[Callable[..., "Future[Any]"]]:
    """Call a verb in a thread with a connection of its own."""

    def run(verb: Callable[..., Any], **how: Any) -> Any:
        try:
            return verb(**how)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        yield lambda verb, **how: pool.submit(run, verb, **how)


def settle(claimed: Claim) -> Any:
    outcome = Outcome(AttemptState.SUCCEEDED)
    ending = Ending(delivered=[picture()], outcomes=[(claimed.attempt, outcome)])
    return actions.settle(generation=claimed.generation, fence=claimed.fence, ending=ending)


def waits_for_a_lock() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


def test_in_the_moment_of_settling_the_picture_follows_its_guest(
    ada: Person, guest: Person, trial: Claim, beside: Callable[..., "Future[Any]"], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = threading.Event(), threading.Event()
    write = settling._write_pictures  # noqa: SLF001 -- the middle of the transaction

    def halting(*how: Any) -> None:
        begun.set()
        assert go.wait(PATIENCE)
        write(*how)

    monkeypatch.setattr(settling, "_write_pictures", halting)
    settled = beside(settle, claimed=trial)
    assert begun.wait(PATIENCE)
    adopted = beside(accounts.adopt, guest=guest, person=ada)
    try:
        wait_for(waits_for_a_lock, "the adoption to wait for the settlement")
    finally:
        go.set()
    assert settled.result(PATIENCE).state == State.DONE
    assert adopted.result(PATIENCE) is not None
    assert fresh(trial.generation).person == ada
    assert Image.objects.get().owner == ada


def test_the_member_hears_of_the_end_and_owns_the_picture(
    ada: Person, guest: Person, trial: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(news, "publish", lambda _channel, *topics, **_more: told.extend(topics))
    accounts.adopt(guest=guest, person=ada)
    settle(trial)
    assert news.of_person(ada.pk) in told
    assert Image.objects.get().owner == ada


def test_a_second_try_follows_its_guest_too(ada: Person, guest: Person, trial: Claim) -> None:
    actions.settle(generation=trial.generation, fence=trial.fence, ending=Ending(reason_code="x", reason="It failed."))
    again = claim(start(guest, model=SANDBOX, request=ask(model=SANDBOX)))  # from the credits that came back
    accounts.adopt(guest=guest, person=ada)
    settle(again)
    assert Image.objects.get().owner == ada
