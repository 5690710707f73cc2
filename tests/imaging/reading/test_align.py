"""Where a string stands among the letters that were read, and in which letters it differs."""

from hypothesis import given
from hypothesis import strategies as st

from aquatint.imaging.reading import joining
from aquatint.imaging.reading.align import Match, match
from aquatint.imaging.reading.letters import letters_of
from aquatint.imaging.reading.lines import rows
from aquatint.imaging.reading.report import Line

_WORDS = st.lists(st.text("abcdeé", min_size=1, max_size=6), min_size=1, max_size=5).map(" ".join)


def _match(asked: str, read: str) -> Match:
    return match(letters_of(asked), letters_of(read))


def _told(found: Match) -> list[tuple[str, str]]:
    return [
        (step.asked.text if step.asked else "", step.found.text if step.found else "")
        for step in found.steps
        if not step.right
    ]


def _lines(*rows: str, indent: float = 0.0) -> tuple[Line, ...]:
    out = []
    for number, text in enumerate(rows):
        x, y = 10 + indent * number, 50.0 * number
        quad = ((x, y), (x + 300, y), (x + 300, y + 30), (x, y + 30))
        spans = tuple((index / len(text), (index + 1) / len(text)) for index in range(len(text)))
        out.append(Line(text, 0.99, quad, "rapidocr", spans))
    return tuple(out)


def _joined(asked: str, *rows: str) -> Match:
    found = joining.best(letters_of(asked), _lines(*rows))
    assert found is not None
    return found


def test_a_string_within_a_line_is_exact_between_word_boundaries() -> None:
    assert _match("Open Daily", "Now: Open Daily!").exact
    assert _match("夏祭り", "夏祭り、今夜").exact


def test_a_string_inside_a_longer_word_is_not_exact_and_the_rest_is_told() -> None:
    found = _match("cat", "the cats")
    assert not found.exact
    assert _told(found) == [("", "s")]


def test_a_wrong_a_missing_and_an_extra_letter_are_told() -> None:
    assert _told(_match("Summer", "Sumner")) == [("m", "n")]
    assert _told(_match("Summer", "Sumer")) == [("m", "")]
    assert _told(_match("Summer", "Summmer")) == [("", "m")]
    assert _told(_match("Coffee House", "CoffeeHouse")) == [(" ", "")]


def test_letters_of_indic_scripts_differ_as_wholes() -> None:
    assert _told(_match("ক্ষুদ্র", "ক্ষুত্র")) == [("দ্র", "ত্র")]


def test_a_string_broken_over_lines_is_found() -> None:
    assert _joined("Grand Summer Market", "Welcome", "Grand", "Summer Market", "Exit").exact
    assert _joined("湖边的红色小船", "湖边的", "红色小船").exact


def test_lines_between_the_parts_do_not_hide_it() -> None:
    assert _joined("Night Train", "Night", "Platform 7", "Train").exact


def test_lines_in_another_order_are_found_by_their_place_in_the_string() -> None:
    assert _joined("Jazz Quartet Tonight", "Tonight", "Jazz Quartet").exact


def test_a_wrong_letter_in_one_of_several_lines_is_told() -> None:
    assert _told(_joined("Grand Summer Market", "Grand", "Sumner", "Market")) == [("m", "n")]


def test_nothing_alike_costs_about_its_length() -> None:
    assert _joined("Winter Sale", "12345", "67890").cost > 6


@given(_WORDS, _WORDS, _WORDS)
def test_a_string_among_other_words_is_exact(before: str, asked: str, after: str) -> None:
    assert _match(asked, f"{before} {asked} {after}").exact


@given(_WORDS, _WORDS)
def test_exact_is_never_said_of_what_is_not_there(asked: str, read: str) -> None:
    found = _match(asked, read)
    there = f" {read} ".find(f" {asked} ") >= 0
    assert found.exact == there


@given(_WORDS, _WORDS)
def test_the_steps_spell_both_sides(asked: str, read: str) -> None:
    found = _match(asked, read)
    assert "".join(step.asked.text for step in found.steps if step.asked) == asked
    assert found.read in read


def test_words_found_apart_on_one_line_are_read_as_one_line() -> None:
    apart = [
        ((x, 10.0 + x / 20), (x + 90, 14.5 + x / 20), (x + 90, 44.5 + x / 20), (x, 40.0 + x / 20))
        for x in (0.0, 110.0, 220.0)
    ]
    below = ((0.0, 70.0), (90.0, 74.5), (90.0, 104.5), (0.0, 100.0))
    larger = ((330.0, 10.0), (500.0, 10.0), (500.0, 110.0), (330.0, 110.0))
    assert len(rows([*reversed(apart), below, larger])) == 3


def test_columns_of_a_table_stay_apart() -> None:
    cells = [((x, 10.0), (x + 80, 10.0), (x + 80, 40.0), (x, 40.0)) for x in (0.0, 160.0)]
    assert sorted(rows(cells)) == cells
