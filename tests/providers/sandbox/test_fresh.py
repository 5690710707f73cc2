"""A hundred prompts by somebody who had not seen the vocabulary: each is answered, or says plainly what is missing."""

from pathlib import Path

import pytest

from aquatint.providers.sandbox import job
from aquatint.providers.sandbox.job import Order
from aquatint.providers.sandbox.meanings import Reading
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.scene import Scene

PROMPTS = (Path(__file__).parents[3] / "docs/painter-fresh-prompts.txt").read_text("utf-8").splitlines()


def planned(prompt: str) -> tuple[Reading, Scene, dict[str, object]]:
    order = Order(prompt, (480, 320), job.seed_of(prompt, None), Path())
    reading, scene = job.plan(order)
    return reading, scene, job.said(order, reading, scene)


def test_there_are_a_hundred() -> None:
    assert len(PROMPTS) == len(set(PROMPTS)) == 100


@pytest.mark.parametrize("prompt", PROMPTS)
def test_its_subject_is_in_the_scene_or_it_says_what_is_missing(prompt: str) -> None:
    reading, scene, said = planned(prompt)
    told = " ".join([*said["not_understood"], *said["not_drawn"]])  # type: ignore[misc]  # two lists of words
    shown = {thing.kind for thing in scene.things}
    if reading.nouns:
        main = reading.nouns[0]
        sky = main.key == "star" and scene.time == "night"
        assert main.key in shown or main.word in told or scene.traits.get("rows") or sky
    else:  # a page that is named by its kind alone, or nothing that is known
        assert told or (reading.layout and reading.layout == scene.layout)
    for quoted in reading.texts:
        assert quoted.text in {text.text for text in scene.texts}


@pytest.mark.parametrize(
    ("prompt", "kind", "colour", "second"),
    [
        ("a silver watch with a brown leather strap", "watch", "grey", "brown"),
        ("a white tube with a green cap", "tube", "white", "green"),
        ("a black flask with a red lid", "flask", "black", "red"),
    ],
)
def test_a_part_has_a_colour_of_its_own(prompt: str, kind: str, colour: str, second: str) -> None:
    (noun,) = read(prompt).nouns
    assert (noun.key, noun.colour, noun.second) == (kind, colour, second)


def test_a_cap_on_a_head_is_a_hat() -> None:
    assert [noun.key for noun in read("a boy in a red cap").nouns] == ["boy", "hat"]


def test_a_raincoat_is_a_thing_alone_and_clothes_on_somebody() -> None:
    assert [noun.key for noun in read("a yellow raincoat").nouns] == ["raincoat"]
    assert [noun.key for noun in read("a girl in a yellow raincoat").nouns] == ["girl"]


def test_what_an_unknown_thing_is_made_of_is_no_boulder() -> None:
    reading = read("soap on a stone tray")
    assert [noun.key for noun in reading.nouns] == ["soap"]
    assert {"stone", "on"} <= set(reading.lost)
    assert reading.not_understood == ("tray",)


def test_what_a_page_lists_behind_a_colon_becomes_its_words() -> None:
    _, scene, _ = planned("Infographic about the water cycle with arrows: evaporation, condensation, rain")
    assert [text.text for text in scene.texts] == ["evaporation", "condensation", "rain"]
    assert [thing.kind for thing in scene.things] == ["sun", "cloud", "drop"]


def test_four_slices_have_the_four_colours_that_were_named() -> None:
    _, scene, said = planned("Pie chart with four slices, blue, green, yellow and red")
    (chart,) = scene.things
    assert len({chart.colour, *scene.accents[:3]}) == 4
    assert said["not_drawn"] == []


def test_a_sign_strikes_out_what_it_forbids() -> None:
    _, scene, said = planned("a no-dogs-allowed sign")
    assert {thing.kind for thing in scene.things} == {"dog", "forbidden"}
    assert "no dogs" not in said["not_drawn"]  # type: ignore[operator]  # a list


def test_nobody_is_invented_for_a_bang() -> None:
    _, scene, _ = planned('Comic book explosion with the word "BOOM!" in yellow and red')
    assert [thing.kind for thing in scene.things] == ["explosion"]
    assert [text.text for text in scene.texts] == ["BOOM!"]


def test_a_sitter_holds_what_is_held_before_the_chest() -> None:
    _, scene, _ = planned("Portrait of a girl holding a white rabbit, spring flowers around")
    rabbit = next(thing for thing in scene.things if thing.kind == "rabbit")
    assert abs(rabbit.x - 0.5) < 0.1
    assert rabbit.y < 1


def test_green_hills_are_green_or_it_is_told() -> None:
    _, scene, said = planned("a road through green hills, blue sky")
    assert scene.palette == "spring"
    assert "green" not in said["not_drawn"]  # type: ignore[operator]  # a list


def test_german_adjectives_are_understood_in_any_case() -> None:
    reading = read("ein Haus mit rotem Dach und eine traurige Maske")
    assert {mark.phrase for mark in reading.marks} >= {"rot", "traurig"}


def test_who_plays_has_the_instrument() -> None:
    nouns = read("a drummer in a hat and two violinists").nouns
    played = {
        noun.key: (noun.relation, nouns[noun.to].key, noun.count) for noun in nouns if noun.key in {"drum", "violin"}
    }
    assert played == {"drum": ("before", "person", 1), "violin": ("holding", "person", 2)}
    assert next(noun for noun in nouns if noun.key == "hat").relation == "wearing"
