"""A provider that sends the same picture twice: it is charged once, though what we keep is marked and signed."""

import io

import pytest
from PIL import Image as Pillow

from aquatint.accounts.models import Person
from aquatint.generations import actions, plans
from aquatint.generations.models import State
from aquatint.imaging.provenance import has_credentials
from aquatint.media import storage
from tests.generations.painted import adapter_that_answers, paint, speak
from tests.generations.scenes import scene
from tests.generations.stories import PAID, attempts, balance, start

pytestmark = pytest.mark.django_db(transaction=True)

HILL, LAKE, ROAD = (scene(seed, 1024) for seed in (11, 12, 13))


def packed_again(data: bytes) -> bytes:
    """Return the same pixels in other bytes, of about the same length."""
    buffer = io.BytesIO()
    Pillow.open(io.BytesIO(data)).save(buffer, "PNG", compress_level=2)
    return buffer.getvalue()


@pytest.mark.parametrize("twin", [HILL, packed_again(HILL)], ids=["the same bytes", "the same pixels"])
def test_the_same_picture_twice_in_one_answer_is_charged_once(
    ben: Person, monkeypatch: pytest.MonkeyPatch, twin: bytes
) -> None:
    speak(monkeypatch, adapter_that_answers([HILL, twin], [twin]))
    row = paint(start(ben, n=2))
    assert (row.state, row.charged, row.reason_code) == (State.PARTIAL, 6, "picture_repeated")
    assert attempts(row) == [("failed", "picture_repeated")] * 3
    kept = row.shots.get(index=0).image
    assert kept is not None
    assert has_credentials(storage.path_of(kept.sha256)), "otherwise this story is about nothing"
    assert storage.read(kept.sha256) != HILL
    assert balance(ben) == (94, 0, 6)


def test_a_picture_of_an_earlier_attempt_is_not_delivered_again(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    speak(monkeypatch, adapter_that_answers([HILL, HILL], [HILL], [LAKE]))
    row = paint(start(ben, n=2))
    assert (row.state, row.charged) == (State.DONE, 12)
    assert [code for _, code in attempts(row)] == ["picture_repeated", "picture_repeated", ""]


def test_two_calls_beside_each_other_may_not_bring_the_same(ben: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {"model": PAID, "size": "1024x1024", "quality": "medium"}
    plan = actions.make_plan(person=ben, prompt="Three pictures of a kettle", count=3, settings=settings)
    speak(monkeypatch, adapter_that_answers([HILL], [LAKE], [LAKE], [ROAD]))
    row = paint(actions.start_set(person=ben, plan=plan, origin="studio"))
    assert row.state == State.DONE, row.reason
    assert row.charged == 3 * plans.quote_of(plan).per_shot
    assert [code for _, code in attempts(row)].count("picture_repeated") == 1
