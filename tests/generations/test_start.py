"""Start: all or nothing, once for each key, and never more than somebody may have."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from aquatint.accounts.models import Person
from aquatint.catalog.errors import CountNotOffered, SizeNotOffered
from aquatint.generations import actions, errors
from aquatint.generations.models import Generation, Input, Shot, State
from aquatint.kit import clock, ids
from aquatint.kit.errors import NotEnoughCredits
from aquatint.ledger.errors import InsufficientCredits
from aquatint.ledger.models import Hold, Lot
from aquatint.media.models import Image
from aquatint.media.uploads import take_in
from aquatint.providers.types import Size, Source
from tests.generations.stories import (
    ENDED,
    PAID,
    PRICE,
    SANDBOX,
    WORDS,
    ask,
    attempts,
    balance,
    claim,
    fresh,
    picture,
    settle,
    start,
)


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Generation, Shot, Input, Hold, Image))


def test_it_holds_the_worst_case_and_waits(ada: Person) -> None:
    generation = start(ada, n=3)
    assert (generation.state, generation.shots_wanted, generation.per_shot) == (State.QUEUED, 3, PRICE[PAID])
    assert balance(ada) == (82, 18, 0)
    assert [shot.state for shot in generation.shots.all()] == ["wanted"] * 3
    assert attempts(generation) == []


def test_it_keeps_what_was_asked_and_what_will_be_sent(ada: Person) -> None:
    generation = fresh(start(ada, request=ask(f"  {WORDS} ", size=None, quality="auto")))
    assert (generation.asked["prompt"], generation.asked["quality"]) == (f"  {WORDS} ", "auto")
    assert "size" not in generation.asked
    assert generation.sent["prompt"] == WORDS
    assert (generation.sent["size"], generation.sent["quality"]) == ("1024x1024", "medium")


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"n": 0}, CountNotOffered),
        ({"n": 9}, CountNotOffered),
        ({"size": Size(1000, 1000)}, SizeNotOffered),
        ({"n": 8, "quality": "high", "size": Size(2048, 2048)}, InsufficientCredits),
    ],
)
def test_when_it_refuses_nothing_is_stored_and_nothing_held(
    ada: Person, asked: dict[str, Any], error: type[Exception]
) -> None:
    before = rows()
    with pytest.raises(error):
        start(ada, request=ask(**asked))
    assert rows() == before
    assert balance(ada) == (100, 0, 0)


def test_when_the_row_cannot_be_written_the_hold_goes_with_it(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    class DiskOnFire(Exception):
        pass

    def fail(*_: object, **__: object) -> None:
        raise DiskOnFire

    monkeypatch.setattr("aquatint.generations.news.wake_workers", fail)
    with pytest.raises(DiskOnFire):
        start(ada)
    assert rows() == (0, 0, 0, 0, 0)
    assert balance(ada) == (100, 0, 0)


def test_the_caller_may_choose_the_id(ada: Person) -> None:
    identity = ids.new()
    assert start(ada, identity=identity).id == identity


# The same key


def test_the_same_key_and_request_give_the_same_generation_and_hold_once(ada: Person) -> None:
    first, again = start(ada, key="order-1"), start(ada, key="order-1")
    assert first.id == again.id
    assert balance(ada) == (94, 6, 0)


@pytest.mark.parametrize("state", ENDED)
def test_the_same_key_gives_the_generation_after_its_end_too(ada: Person, state: str) -> None:
    generation = start(ada, key="order-1", n=2)
    ends: dict[str, Callable[[], Generation]] = {
        State.DONE: lambda: settle(claim(generation), came=2),
        State.PARTIAL: lambda: settle(claim(generation), came=1),
        State.RETURNED: lambda: settle(claim(generation)),
        State.REFUSED: lambda: settle(claim(generation), otherwise=State.REFUSED),
        State.CANCELLED: lambda: actions.cancel(generation=generation, by=ada),
    }
    ends[state]()
    again = start(ada, key="order-1", n=2)
    assert (again.id, again.state) == (generation.id, state)


def test_the_same_key_is_answered_although_the_credits_are_gone(ada: Person) -> None:
    first = start(ada, key="order-1", n=8)
    start(ada, n=8)
    assert balance(ada)[0] < 48
    assert start(ada, key="order-1", n=8).id == first.id


@pytest.mark.parametrize(
    "other",
    [{"prompt": "A jug"}, {"n": 2}, {"size": Size(1536, 1024)}, {"quality": "high"}, {"output_format": "jpeg"}],
)
def test_the_same_key_for_another_request_is_refused(ada: Person, other: dict[str, Any]) -> None:
    start(ada, key="order-1")
    with pytest.raises(errors.KeyReused) as caught:
        start(ada, key="order-1", request=ask(**other))
    assert (caught.value.status, caught.value.field) == (409, "Idempotency-Key")
    assert balance(ada) == (94, 6, 0)


def test_the_same_key_with_another_picture_is_refused(ada: Person) -> None:
    first, second = (upload(ada, shot) for shot in (1, 2))
    start(ada, key="order-1", request=edit(first), inputs=[first])
    assert start(ada, key="order-1", request=edit(first), inputs=[first])
    with pytest.raises(errors.KeyReused):
        start(ada, key="order-1", request=edit(second), inputs=[second])


def test_keys_of_two_people_do_not_meet(ada: Person, ben: Person) -> None:
    give(ben, 6)
    assert start(ada, key="order-1").id != start(ben, key="order-1").id


def at_once(count: int, verb: Callable[[], object]) -> list[Any]:
    """Call `verb` in so many threads at the same moment; return results and errors."""
    gate, results = threading.Barrier(count), list[Any]()

    def run() -> None:
        gate.wait(60)
        try:
            results.append(verb())
        except Exception as error:  # noqa: BLE001 -- an outcome like any other
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("credits_there", [100, PRICE[PAID]])
def test_one_key_in_many_threads_makes_one_generation_and_one_hold(ben: Person, credits_there: int) -> None:
    give(ben, credits_there)
    results = at_once(8, lambda: start(ben, key="order-1"))
    assert [getattr(result, "id", result) for result in results] == [Generation.objects.get().id] * 8
    assert balance(ben) == (credits_there - 6, 6, 0)


@pytest.mark.django_db(transaction=True)
def test_many_threads_hold_no_more_than_there_is(ben: Person) -> None:
    give(ben, 13)
    results = at_once(8, lambda: start(ben))
    assert sum(isinstance(result, Generation) for result in results) == 2
    assert sum(isinstance(result, NotEnoughCredits) for result in results) == 6
    assert balance(ben) == (1, 12, 0)


# The free picture


def test_a_guest_gets_one_free_picture(guest: Person) -> None:
    generation = start(guest, model=SANDBOX, trial=True)
    assert (generation.trial, balance(guest)) == (True, (0, 1, 0))
    lot = Lot.objects.get(wallet=guest.pk)
    assert lot.source == "trial"
    assert lot.expires is not None
    assert lot.expires - clock.now() < timedelta(days=7, seconds=1)


def test_a_second_free_picture_is_refused(guest: Person) -> None:
    settle(claim(start(guest, model=SANDBOX, trial=True)), came=1)
    with pytest.raises(errors.TrialUsed) as caught:
        start(guest, model=SANDBOX, trial=True)
    assert caught.value.status == 402
    assert balance(guest) == (0, 0, 1)


@pytest.mark.parametrize("larger", [{"n": 2}, {"size": Size(2048, 2048)}], ids=["two", "2K"])
def test_the_free_picture_is_one_picture_at_1k(guest: Person, larger: dict[str, Any]) -> None:
    with pytest.raises(errors.TrialTooLarge):
        start(guest, model=SANDBOX, trial=True, request=ask(model=SANDBOX).evolve(**larger))
    assert not Lot.objects.filter(wallet=guest.pk).exists()


def test_a_free_picture_that_was_not_delivered_can_be_tried_again(guest: Person) -> None:
    settle(claim(start(guest, model=SANDBOX, trial=True)))
    assert balance(guest) == (1, 0, 0)
    settle(claim(start(guest, model=SANDBOX)), came=1)
    assert balance(guest) == (0, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_two_free_pictures_at_once_are_one(guest: Person) -> None:
    results = at_once(4, lambda: start(guest, model=SANDBOX, trial=True))
    assert sum(isinstance(result, Generation) for result in results) == 1
    assert [type(result) for result in results if not isinstance(result, Generation)] == [errors.TrialUsed] * 3
    assert balance(guest) == (0, 1, 0)


# Too many


def test_too_many_unfinished_ones_are_refused_with_a_time_to_wait(ada: Person, settings: Settings) -> None:
    settings.RUNNING_PER_PERSON = 2
    first, second = start(ada), start(ada)
    claim(second)
    with pytest.raises(errors.TooManyRunning) as caught:
        start(ada)
    assert (caught.value.status, caught.value.can_retry) == (429, True)
    assert (caught.value.retry_after or 0) > 0
    assert balance(ada) == (88, 12, 0)
    actions.cancel(generation=first, by=ada)
    assert start(ada).state == State.QUEUED


def test_the_limit_of_one_person_is_not_that_of_another(ada: Person, ben: Person, settings: Settings) -> None:
    settings.RUNNING_PER_PERSON = 1
    give(ben, 6)
    start(ada)
    assert start(ben).state == State.QUEUED


# Input pictures


def upload(person: Person, shot: int = 0) -> Image:
    """Return a picture that the person has."""
    made = picture(shot)
    return Image.objects.create(
        owner=person,
        origin="upload",
        sha256=made.kept.sha256,
        bytes=made.kept.bytes,
        media_type="image/png",
        width=1024,
        height=1024,
    )


def edit(image: Image, **more: Any) -> Any:
    """Return the request to change it."""
    from aquatint.media import storage  # noqa: PLC0415

    return ask(images=(Source(storage.path_of(image.sha256), "image/png", Size(1024, 1024)),), **more)


def test_an_edit_keeps_its_pictures_in_order_and_hands_them_to_the_worker(ada: Person) -> None:
    first, second = (upload(ada, shot) for shot in range(2))
    mask = upload(ada, 8)  # bright enough to mark something
    request = edit(first).evolve(images=(*edit(first).images, *edit(second).images), mask=edit(mask).images[0])
    generation = start(ada, request=request, inputs=[first, second], mask=mask)
    assert [(row.role, row.position, row.image_id) for row in generation.inputs.all()] == [
        ("image", 0, first.id),
        ("image", 1, second.id),
        ("mask", 0, mask.id),
    ]
    sent = claim(generation).request
    assert (sent.images, sent.mask) == (request.images, request.mask)


def test_a_file_that_just_came_in_gets_its_row_with_the_generation(ada: Person, some_file: Any) -> None:
    taken = take_in(some_file, field="image", name="kettle.png")
    request = ask(images=(Source(some_file, "image/png", Size(1024, 1024)),))
    generation = start(ada, request=request, inputs=[taken])
    image = Image.objects.get()
    assert (image.owner_id, image.origin, image.name) == (ada.pk, "upload", "kettle.png")
    assert [row.image_id for row in generation.inputs.all()] == [image.id]


def test_a_file_that_just_came_in_gets_no_row_without_the_generation(ben: Person, some_file: Any) -> None:
    taken = take_in(some_file, field="image", name="kettle.png")
    request = ask(images=(Source(some_file, "image/png", Size(1024, 1024)),))
    with pytest.raises(InsufficientCredits):
        start(ben, request=request, inputs=[taken])
    assert rows() == (0, 0, 0, 0, 0)


def give(person: Person, number: int) -> None:
    from aquatint.ledger import actions as ledger  # noqa: PLC0415

    ledger.grant(person=person, credits=number, source="gift", key=f"gift:{person.pk}", reason="For the story")
