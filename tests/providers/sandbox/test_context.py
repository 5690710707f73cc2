"""Words whose meaning depends on their neighbours, and words of place behind their noun."""

from pathlib import Path

import pytest

from aquatint.providers.sandbox import job
from aquatint.providers.sandbox.job import Order
from aquatint.providers.sandbox.reading import Quoted, read


def keys(prompt: str) -> list[str]:
    return [noun.key for noun in read(prompt).nouns]


@pytest.mark.parametrize(
    ("prompt", "colour"),
    [
        ("a menu in strawberry pink", "pink"),
        ("a poster with a peach gradient", "coral-red"),
        ("a card on cream paper", "beige"),
        ("an orange sunset poster", "orange"),
    ],
)
def test_the_name_of_a_thing_can_be_a_shade(prompt: str, colour: str) -> None:
    reading = read(prompt)
    assert not reading.nouns
    assert colour in {*reading.colours, reading.ground}


def test_an_orange_is_a_fruit_and_orange_alone_is_a_colour() -> None:
    assert keys("an orange on a table") == ["orange_fruit"]
    assert keys("logo with a wrench, orange on white") == ["wrench"]


def test_ice_cream_is_no_colour() -> None:
    assert keys("strawberry ice cream") == ["icecream"]


def test_letters_that_are_big_are_type_and_letters_that_are_delivered_are_mail() -> None:
    assert keys("a poster with big letters") == []
    assert keys("an elephant delivering letters") == ["elephant", "envelope"]


def test_capitals_behind_a_word_for_type_are_set_exactly() -> None:
    assert read("poster of a knight, big letters CHECKMATE").texts == (Quoted("CHECKMATE", ""),)
    assert read("a sign that says NO SWIMMING by a lake").texts == (Quoted("NO SWIMMING", "sign"),)


def test_what_an_animal_says_is_speech_and_what_a_sign_says_is_on_it() -> None:
    assert read('a dragon says "hello"').texts[0].role == "speech"
    assert read('a door says "open"').texts[0].role == "sign"


def test_a_planet_with_rings_wears_no_jewels() -> None:
    assert keys("a purple planet with rings") == ["planet"]


def test_bars_are_a_chart_only_beside_a_chart() -> None:
    assert "barchart" not in keys("three bars of lavender soap")
    assert [noun.count for noun in read("three bars of soap").nouns] == [3]


def test_a_water_bottle_is_no_lake() -> None:
    assert (read("a black water bottle").places, keys("a black water bottle")) == ((), ["flask"])


def test_what_was_named_before_is_not_named_twice() -> None:
    assert keys("a cat steals a fish, the dog chases the cat") == ["cat", "fish", "dog"]


def test_a_quarrel_over_something_unknown_lifts_nobody_into_the_sky() -> None:
    reading = read("two old ladies arguing over a zorbflat")
    assert [noun.position for noun in reading.nouns] == [""]
    assert "over" in reading.lost


def test_likeness_on_a_wall_is_told_and_not_set_into_the_room() -> None:
    reading = read("a bedroom with dinosaur wallpaper")
    assert (reading.nouns, reading.lost) == ((), ("dinosaur",))


def test_washing_hands_is_no_watercolour() -> None:
    assert read("please wash your hands sign with a duck").style == ""


@pytest.mark.parametrize(
    ("prompt", "relation"),
    [
        ("桌子上的猫", "on"),
        ("猫在桌子下睡觉", "under"),
        ("机の上の猫", "on"),
        ("木の下の犬", "under"),
        ("탁자 위의 고양이", "on"),
        ("나무 아래 개", "under"),
        ("मेज़ पर एक बिल्ली", "on"),
        ("গাছ নিচে কুকুর", "under"),
        ("房子后面的树", "behind"),
    ],
)
def test_a_word_of_place_behind_its_noun_says_where(prompt: str, relation: str) -> None:
    nouns = read(prompt).nouns
    (there,) = [noun for noun in nouns if noun.relation]
    assert there.relation == relation
    assert nouns[there.to].key in {"table", "tree", "house"}


def test_a_word_of_place_with_nothing_to_place_is_told() -> None:
    assert read("桌子上").lost == ("上",)


def test_a_korean_word_does_not_begin_with_another() -> None:
    reading = read('고양이 만화, 말풍선 "안녕"')
    assert [noun.key for noun in reading.nouns] == ["cat"]
    assert [noun.key for noun in read("말이 달리는 들판").nouns] == ["horse"]


def laid_out(prompt: str) -> str:
    order = Order(prompt, (512, 512), 1, Path())
    return job.plan(order)[1].layout


@pytest.mark.parametrize(
    ("prompt", "layout"),
    [
        ("close-up of a smiling woman with red hair", "portrait"),
        ("a man with glasses, grey studio background", "portrait"),
        ("a road through green hills", "landscape"),
        ("flat geometric owl logo", "logo"),
        ("an octopus mascot", "logo"),
        ('neon sign saying "OPEN"', "sign"),
        ("une salle de bain avec une plante", "interior"),
    ],
)
def test_the_layout_follows_what_is_meant(prompt: str, layout: str) -> None:
    assert laid_out(prompt) == layout


def test_many_stars_over_a_desert_are_a_night_sky() -> None:
    _, scene = job.plan(Order("desert dunes at night with stars", (512, 512), 1, Path()))
    assert "star" not in {thing.kind for thing in scene.things}


def test_the_mother_of_ducks_is_a_duck() -> None:
    assert set(keys("five ducks behind their mother")) == {"duck"}
