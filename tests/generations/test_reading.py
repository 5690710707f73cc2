"""What is read by a statement of our own is what Django reads."""

from typing import Any

from django.db.models import Model

from aquatint.accounts.models import Person
from aquatint.generations import actions, reading
from aquatint.generations.actions import Ending
from aquatint.generations.actions.attempt import Outcome
from aquatint.generations.models import AttemptState, Generation
from tests.generations.stories import claim, picture, settle, start, sweep_after_the_lease


def values(row: Model) -> dict[str, object]:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_an_ended_generation_is_the_same_in_one_statement_as_in_django_s(ada: Person) -> None:
    """With a picture that came and one that did not, times, numbers and JSON."""
    identity = settle(claim(start(ada, n=2)), came=1).id
    ended = reading.ended(identity)
    generation, shots = ended.generation, ended.shots
    same = Generation.objects.select_related("offer").get(id=identity)
    assert values(generation) == values(same)
    assert generation.offer == same.offer
    assert [values(shot) for shot in shots] == [values(shot) for shot in same.shots.order_by("index")]
    came, lost = shots
    stored = same.shots.select_related("image").get(index=0).image
    assert stored is not None
    assert came.image is not None
    assert (values(came.image), came.image.facts) == (values(stored), {"said": {"quality": "medium"}})
    assert lost.image is None
    assert [values(call) for call in ended.calls] == [values(call) for call in same.attempts.order_by("number")]


def test_reading_it_asks_the_database_once(ada: Person, django_assert_num_queries: Any) -> None:
    identity = settle(claim(start(ada, n=2)), came=2).id
    with django_assert_num_queries(1):
        ended = reading.ended(identity)
        assert ended.generation.offer.slug
        assert [shot.image and shot.image.owner_id for shot in ended.shots] == [ada.pk] * 2
        assert {shot.generation for shot in ended.shots} == {ended.generation}
        assert len(ended.calls) == 1
    assert not ended.generation._state.adding


def test_the_usage_of_each_call_is_told_in_order(ada: Person) -> None:
    lost = claim(start(ada)).generation
    sweep_after_the_lease()
    assert [call.usage for call in reading.ended(lost.id).calls] == [{}]
    claimed = claim(start(ada))
    counted = {"input_tokens": 12, "output_tokens_details": {"image_tokens": 272}}
    outcome = Outcome(AttemptState.SUCCEEDED, usage=counted)
    ending = Ending(delivered=[picture()], outcomes=[(claimed.attempt, outcome)])
    done = actions.settle(generation=claimed.generation, fence=claimed.fence, ending=ending)
    assert [call.usage for call in reading.ended(done.id).calls] == [counted]
