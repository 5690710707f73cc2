# ruff: noqa: RUF001 -- words of other scripts
"""The prompt reader: meaning, not guesses."""

import pytest

from aquatint.providers.sandbox.reading import Quoted, read
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.lexicon import english, tongues
from aquatint.providers.sandbox.words.nouns import NOUNS


def test_a_colour_belongs_to_the_noun_behind_it() -> None:
    fox, boat = read("a red fox and a blue boat").nouns
    assert (fox.key, fox.colour, boat.key, boat.colour) == ("fox", "red", "boat", "blue")


def test_in_french_a_colour_belongs_to_the_noun_before_it() -> None:
    reading = read("un bateau rouge sur un lac au coucher de soleil")
    assert [(noun.key, noun.colour) for noun in reading.nouns] == [("boat", "red")]
    assert (reading.places, reading.time) == (("lake",), "dusk")


@pytest.mark.parametrize(
    ("prompt", "kinds", "time"),
    [
        ("湖边的红色小船和一只狐狸，日落", {"boat", "fox"}, "dusk"),
        ("夕暮れの湖に浮かぶ赤い船と猫", {"boat", "cat"}, "dusk"),
        ("호수 위의 빨간 배와 여우, 노을", {"boat", "fox"}, "dusk"),
        ("नीली झील में लाल नाव और एक बिल्ली, रात", {"boat", "cat"}, "night"),
        ("নীল নৌকা আর একটি বিড়াল, রাতে নদীর ধারে", {"boat", "cat"}, "night"),
        ("ein rotes Segelboot auf dem See bei Sonnenuntergang", {"boat"}, "dusk"),
        ("un gato negro durmiendo en una silla azul", {"cat", "chair"}, ""),
        ("um barco vermelho no mar ao entardecer", {"boat"}, "dusk"),
        ("قارب أحمر في البحر عند الغروب", {"boat"}, "dusk"),
    ],
)
def test_it_reads_the_common_words_of_ten_more_languages(prompt: str, kinds: set[str], time: str) -> None:
    reading = read(prompt)
    assert {noun.key for noun in reading.nouns} == kinds
    assert reading.time == time


def test_counts_come_as_words_digits_and_plurals() -> None:
    assert [noun.count for noun in read("two birds, 7 apples, a dozen eggs, foxes, one owl").nouns] == [2, 7, 12, 3, 1]


def test_quoted_text_is_kept_exactly_and_knows_its_role() -> None:
    reading = read('poster titled "Summer  Jazz" with a sign "Bean & There" and 「静かな夜」')
    assert reading.texts == (Quoted("Summer  Jazz", "title"), Quoted("Bean & There", "sign"), Quoted("静かな夜", ""))


def test_words_inside_quotes_are_not_painted() -> None:
    assert read('a sign "fox and boat"').nouns == ()


def test_relations_say_what_is_where() -> None:
    fox, boat = read("a fox in a boat").nouns
    assert (fox.relation, fox.to, boat.relation) == ("in", 1, "")
    girl, hat = read("a girl wearing a yellow hat").nouns
    assert (hat.relation, hat.to, hat.colour, girl.relation) == ("wearing", 0, "yellow", "")


def test_what_no_table_knows_is_listed_and_nothing_else() -> None:
    reading = read("a quizzical fox near a frobnicator")
    assert reading.not_understood == ("quizzical", "frobnicator")
    assert "fox" in reading.understood


def test_an_orange_is_a_fruit_unless_something_is_orange() -> None:
    cat, fruit = read("an orange cat and an orange").nouns
    assert (cat.colour, fruit.key, fruit.colour) == ("orange", "orange_fruit", "")


def test_every_noun_of_the_vocabulary_can_be_painted() -> None:
    assert {row.split(":")[0] for row in NOUNS.strip().splitlines()} == set(SUBJECTS)


def test_every_noun_of_another_language_can_be_painted() -> None:
    keys = {meaning.key for lexicon in tongues().values() for meaning in lexicon.values() if meaning.kind == "noun"}
    assert keys <= set(SUBJECTS)
    assert len(english()) > 1000


def test_a_colour_goes_with_the_word_that_was_not_understood() -> None:
    reading = read("a purple unicycle and a fox by a lake")
    assert reading.colours == ()
    assert reading.not_understood == ("unicycle",)
    assert [noun.colour for noun in reading.nouns] == [""]


@pytest.mark.parametrize(("prompt", "ground", "colours"), [
    ("a watch on a navy background", "navy", ()),
    ("logo with a lion, gold on black", "black", ("gold",)),
    ("a fox logo in orange, white background", "white", ()),
])  # fmt: skip
def test_the_colour_of_a_background_is_no_things_colour(prompt: str, ground: str, colours: tuple[str, ...]) -> None:
    reading = read(prompt)
    assert reading.ground == ground
    assert reading.colours == colours


@pytest.mark.parametrize(
    ("prompt", "count"), [("a sheep in a field", 1), ("hills with sheep", 3), ("two fish", 2), ("꽃 세 송이", 3)]
)
def test_one_or_many_is_told_by_the_words(prompt: str, count: int) -> None:
    assert [noun.count for noun in read(prompt).nouns] == [count]


@pytest.mark.parametrize(
    ("prompt", "parts"),
    [("three panel comic about a dog", 3), ("infographic: how to make tea in four steps", 4), ("comic about a dog", 0)],
)
def test_panels_and_steps_are_counted(prompt: str, parts: int) -> None:
    assert read(prompt).parts == parts
