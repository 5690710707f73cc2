"""The audit of a composed scene: what was understood is found again in it, or told."""

import re
from functools import cache
from pathlib import Path

import pytest

from aquatint.providers.sandbox.answering import things_of, unanswered
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.reading import Reading, read
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.words.cutting import WORD
from aquatint.providers.sandbox.words.hues import hue
from aquatint.providers.sandbox.words.lexicon import english, plain

DOCS = Path(__file__).parents[3] / "docs"
PROMPTS = [
    line.strip()
    for name in ("painter-prompts.txt", "painter-unseen-prompts.txt")
    for line in (DOCS / name).read_text("utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
ENGLISH = [prompt for prompt in PROMPTS if prompt.isascii() and not prompt.startswith("Ein ")]
SIZE = (480, 320)


@cache
def composed(prompt: str, seed: int = 3) -> tuple[Reading, Scene]:
    reading = read(prompt)
    return reading, compose(reading, SIZE, seed)


def told(prompt: str) -> str:
    """What the receipt says is not drawn, as one text."""
    return "; ".join(unanswered(*composed(prompt)))


@pytest.mark.parametrize("prompt", ENGLISH)
def test_no_word_of_a_prompt_is_swallowed(prompt: str) -> None:
    """Every word is grammar, or understood, or listed as not understood, or exact text."""
    reading, _ = composed(prompt)
    known = {
        word for phrase in (*reading.understood, *(mark.phrase for mark in reading.marks)) for word in phrase.split()
    }
    heard = known | set(reading.not_understood) | {word for quoted in reading.texts for word in words(quoted.text)}
    heard |= {part for word in heard for part in word.split("-")}
    grammar = {word for word, meaning in english().items() if meaning.kind == "ignore"}
    rest = [word for word in words(prompt) if word not in grammar | heard and word.removesuffix("'s") not in heard]
    assert rest == []


def words(text: str) -> list[str]:
    return [part for word in WORD.findall(text) if re.match(r"\w", word) for part in plain(word).split("-")]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_what_is_taken_out_of_a_scene_is_told(prompt: str) -> None:
    reading, scene = composed(prompt)
    for index, noun in enumerate(reading.nouns):
        gone = {thing.id for thing in things_of(index, reading, scene)}
        if not gone:
            continue
        without = scene.evolve(things=tuple(thing for thing in scene.things if thing.id not in gone))
        if noun.key in {"sun", "table", "shop", "signpost", "circle", "square"}:
            continue  # a scene can show these by itself
        assert any(noun.word in one for one in unanswered(reading, without))


@pytest.mark.parametrize("prompt", PROMPTS)
def test_what_is_painted_in_another_colour_is_told(prompt: str) -> None:
    reading, scene = composed(prompt)
    for index, noun in enumerate(reading.nouns):
        things = things_of(index, reading, scene)
        if noun.colour and things:
            wrong = hue("teal" if noun.colour != "teal" else "red")
            ids = {thing.id for thing in things}
            other = scene.evolve(things=tuple(t.evolve(colour=wrong) if t.id in ids else t for t in scene.things))
            assert any(noun.colour in one for one in unanswered(reading, other))


@pytest.mark.parametrize(
    ("prompt", "changes", "missing"),
    [
        ("a fox by a lake at night", {"time": "day", "palette": "day"}, "night"),
        ("a fox by a lake in the rain", {"weather": "clear"}, "rain"),
        ("a fox by a lake, watercolour", {"style": "illustration"}, "watercolour"),
        ("a house in autumn", {"season": "summer", "palette": "day"}, "autumn"),
        ("a romantic lake at night with a boat", {"mood": ""}, "romantic"),
        ("a watch on a navy background", {"ground": None}, "navy"),
        ("a sign in a forest “WALK”", {"texts": ()}, "“WALK”"),
        ("a lake under a pink sky", {"sky": None}, "pink"),
    ],
)
def test_what_the_whole_picture_does_not_show_is_told(prompt: str, changes: dict[str, object], missing: str) -> None:
    reading, scene = composed(prompt)
    assert missing not in unanswered(reading, scene)
    assert missing in unanswered(reading, scene.evolve(**changes))


@pytest.mark.parametrize(
    ("prompt", "wrong"),
    [
        ("a cat on a sofa", "cat on sofa"),
        ("a fox left of a house", "fox left of house"),
        ("a girl holding a lantern", "girl holding lantern"),
        ("a bird over a house", "bird over house"),
        ("a fox in a boat", "fox in boat"),
    ],
)
def test_a_relation_that_does_not_hold_is_told(prompt: str, wrong: str) -> None:
    reading, scene = composed(prompt)
    assert wrong not in unanswered(reading, scene)
    first = reading.nouns[0].key
    apart = tuple(t.evolve(x=0.95, y=0.99) if t.kind == first else t.evolve(x=0.06, y=0.5) for t in scene.things)
    assert wrong in unanswered(reading, scene.evolve(things=apart))


def test_fewer_than_asked_for_is_told() -> None:
    assert "40" in told("40 foxes in a meadow")


def test_a_pose_that_the_drawing_does_not_have_is_told() -> None:
    assert told("a sleeping cat in a meadow") == ""
    assert "sleeping" in told("a sleeping horse in a meadow")


def test_what_somebody_does_that_no_pose_shows_is_told() -> None:
    assert "chasing" in told("a dog chasing a cat in a meadow")
    assert "knitting" in told("a woman knitting in a meadow")


def test_what_is_drawn_by_something_near_it_is_told() -> None:
    assert "moose (drawn as a deer)" in told("a moose by a lake")
    assert told("a deer by a lake") == ""


def test_a_verb_that_nobody_knows_is_not_understood() -> None:
    assert "juggles" in read("a bear juggles three apples").not_understood


def test_colours_that_were_meant_for_an_unknown_word_are_told() -> None:
    assert "purple" in told("a purple unicycle and a fox by a lake")


def test_what_is_to_be_left_out_is_left_out() -> None:
    reading, scene = composed("a lake without boats, no people")
    assert [noun.key for noun in reading.nouns] == []
    assert {"boat", "person"}.isdisjoint(thing.kind for thing in scene.things)
    assert unanswered(reading, scene) == ()
