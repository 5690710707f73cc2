"""Sets: one cast in every shot."""

import pytest

from aquatint.providers.sandbox.plan import make_plan, scenes


@pytest.mark.parametrize("prompt", ["a girl with a red hat and a fox", "a perfume bottle, product shot"])
def test_every_shot_of_a_set_has_the_same_cast_with_the_same_looks(prompt: str) -> None:
    plan = make_plan(prompt, 6, 3)
    shots = scenes(plan, (300, 200))
    assert len(shots) == len(plan.shots) == 6
    first = {thing.id: (thing.kind, thing.seed, thing.colour) for thing in shots[0].things if thing.named}
    assert first
    for shot in shots[1:]:
        named = {thing.id: (thing.kind, thing.seed, thing.colour) for thing in shot.things if thing.named}
        assert set(first.items()) <= set(named.items())
    assert len({(shot.layout, shot.place, shot.time, shot.weather) for shot in shots}) >= 4


def test_a_plan_is_readable_and_repeatable() -> None:
    one, two = (make_plan('a fox by a lake, title "Hello"', 9, 5) for _ in range(2))
    assert one == two
    told = one.as_json()
    assert told["cast"] == ["fox"]
    assert told["texts"] == ["Hello"]
    assert len(one.shots) == 8
