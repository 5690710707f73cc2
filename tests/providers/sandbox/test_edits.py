# ruff: noqa: E501 -- one mark a line; words of other scripts
# fmt: off
"""Edits: only the region changes, to the last bit."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from aquatint.generations import extending
from aquatint.imaging import inspect, looks
from aquatint.providers.sandbox import encode, job
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.drift import drifted
from aquatint.providers.sandbox.edit import Edited, edit, load
from aquatint.providers.sandbox.geometry import box
from aquatint.providers.sandbox.job import Order
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.revise import revise

SIZE = (360, 240)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    scene = compose(read("a red boat, a cabin and a fox by a lake"), SIZE, 5)
    path = tmp_path / "own.png"
    path.write_bytes(encode.encode(render(scene), "png", scene=scene))
    return path


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    y, x = np.mgrid[0 : SIZE[1], 0 : SIZE[0]]
    pixels = np.dstack([x * 255 // SIZE[0], y * 255 // SIZE[1], 90 + (x // 9 + y // 9) % 2 * 20]).astype(np.uint8)
    pixels[80:170, 130:230] = (200, 40, 40)
    path = tmp_path / "foreign.png"
    Image.fromarray(pixels).save(path)
    return path


def marked(tmp_path: Path, white: tuple[int, int, int, int]) -> Path:
    mask = Image.new("L", SIZE, 0)
    mask.paste(255, white)
    path = tmp_path / "mask.png"
    mask.save(path)
    return path


def untouched(before: Path, after: Edited, outside: NDArray[np.bool_]) -> bool:
    return bool((load(before)[outside] == after.pixels[outside]).all())


def kinds(result: Edited) -> list[str]:
    assert result.scene is not None
    return [thing.kind for thing in result.scene.things if thing.named]


def test_recolouring_touches_only_the_thing(own: Path) -> None:
    result = edit(own, "make the boat blue")
    assert result.said["edit"] == "scene"
    assert 0 < result.said["changed"] < 0.12
    x, y, width, height = result.said["region"]
    outside = np.ones(SIZE[::-1], bool)
    outside[y : y + height, x : x + width] = False
    assert untouched(own, result, outside)


@pytest.mark.parametrize(
    ("words", "gone", "new"),
    [("remove the fox", "fox", ""), ("replace the fox with a bear", "fox", "bear"), ("add two birds", "", "bird"), ("add a hot air balloon", "", "balloon_air")],
)
def test_things_go_come_and_change(own: Path, words: str, gone: str, new: str) -> None:
    found = kinds(edit(own, words))
    assert gone not in found
    assert not new or new in found
    assert "cabin" in found


def test_a_word_means_the_nearest_thing_that_is_there() -> None:
    scene = compose(read("a red fox in a blue boat"), SIZE, 5)
    revised = revise(scene, "make the boat green", (), None)
    assert [thing.kind for thing in revised.scene.things] == [thing.kind for thing in scene.things]
    assert revised.done == ["recoloured boat green"]


def test_the_thing_that_is_not_there_is_told_and_not_added(own: Path) -> None:
    result = edit(own, "make the piano green")
    assert "piano" not in kinds(result)
    assert "piano" in result.said["not_drawn"]


def test_the_time_of_day_changes_the_whole_picture(own: Path) -> None:
    result = edit(own, "make it night")
    assert result.scene is not None
    assert (result.scene.time, result.scene.palette) == ("night", "night")
    assert result.said["changed"] > 0.9


@pytest.mark.parametrize(("first", "palette"), [("make it night", "night"), ("make it dusk", "dusk")])
@pytest.mark.parametrize("then", ["turn it into winter", "make it rain", "make it autumn", "make it cozy"])
def test_the_night_stays_where_the_next_words_name_no_time(first: str, palette: str, then: str) -> None:
    night = revise(compose(read("a cabin by a lake"), SIZE, 5), first, (), None).scene
    later = revise(night, then, (), None)
    assert (later.scene.time, later.scene.palette) == (night.time, palette)
    assert later.done
    assert (render(later.scene) != render(night)).any()
    assert revise(later.scene, "make it a sunny day", (), None).scene.palette == "day"


def test_an_edit_can_be_edited_again(own: Path, tmp_path: Path) -> None:
    first = edit(own, "remove the fox")
    second = tmp_path / "second.jpg"
    second.write_bytes(encode.encode(first.pixels, "jpeg", scene=first.scene))
    again = edit(second, 'add the title "Hello"')
    assert sorted(kinds(again)) == ["boat", "cabin"]
    assert again.said["texts"] == ["Hello"]


@pytest.mark.parametrize("words", ["make it green", "remove this", 'write "HELLO"', "add a cat", "replace it with a vase"])
def test_a_foreign_picture_changes_only_inside_the_mask(foreign: Path, tmp_path: Path, words: str) -> None:
    result = edit(foreign, words, marked(tmp_path, (120, 70, 240, 180)), seed=3)
    outside = np.ones(SIZE[::-1], bool)
    outside[70:180, 120:240] = False
    assert result.pixels.shape == (SIZE[1], SIZE[0], 4)
    assert untouched(foreign, result, outside)
    assert result.said["changed"] > 0.005


@pytest.mark.parametrize(("words", "told"), [
    ("zxqv blorp", []), ("put both together", ["both"]), ("make it night in the garden", ["night", "garden"]), ("turn it into winter", ["winter"]),
])  # fmt: skip
def test_words_that_nothing_can_be_done_for_leave_a_foreign_picture_alone(foreign: Path, tmp_path: Path, words: str, told: list[str]) -> None:
    for mask in (None, marked(tmp_path, (120, 70, 240, 180))):
        result = edit(foreign, words, mask, seed=3)
        assert (result.pixels == load(foreign)).all()
        assert (result.said["edit"], result.said["done"], result.said["not_drawn"]) == ("nothing", [], told)


@pytest.mark.parametrize(("words", "told"), [
    ("add a cat and a dog in the garden at night", ["dog", "garden", "night"]), ("remove the box at night", ["night"]),
    ("replace the apple with a pear", []), ("make the jug green and make it winter", ["winter"]),
])  # fmt: skip
def test_words_that_were_not_acted_on_in_a_foreign_picture_are_told(foreign: Path, words: str, told: list[str]) -> None:
    assert edit(foreign, words, seed=3).said["not_drawn"] == told


def test_what_replaces_a_thing_in_a_foreign_picture_is_the_new_thing(foreign: Path, tmp_path: Path) -> None:
    result = edit(foreign, "replace the apple with a pear", marked(tmp_path, (120, 70, 240, 180)), seed=3)
    assert result.said["done"] == ["added pear"]


@pytest.mark.parametrize("words", [f"{extending._WORDS} a beach with a dog", "extend the picture to the left, add a beach with a dog"])  # noqa: SLF001 -- both must agree
def test_what_is_asked_for_beyond_the_edges_is_told(foreign: Path, words: str) -> None:
    said = edit(foreign, words).said
    assert (said["edit"], said["not_drawn"], said["not_understood"]) == ("extended", ["beach", "dog"], [])


@pytest.mark.parametrize("words", [extending._WORDS, "extend it to the left and right", "outpaint on all sides", "zoom out"])  # noqa: SLF001 -- both must agree
def test_the_words_that_only_ask_for_a_larger_canvas_are_not_told(foreign: Path, words: str) -> None:
    said = edit(foreign, words).said
    assert (said["not_drawn"], said["understood"]) == ([], [])
    assert said["not_understood"] == []


def test_removing_fills_from_around(foreign: Path, tmp_path: Path) -> None:
    result = edit(foreign, "remove the box", marked(tmp_path, (120, 70, 240, 180)), seed=3)
    inside = result.pixels[90:160, 140:220, :3].astype(int)
    assert (inside[..., 0] - inside[..., 1]).mean() < 90  # the red box was 160 apart


def test_an_own_picture_respects_the_mask_too(own: Path, tmp_path: Path) -> None:
    result = edit(own, "make it night", marked(tmp_path, (0, 0, 100, 100)))
    outside = np.ones(SIZE[::-1], bool)
    outside[:100, :100] = False
    assert untouched(own, result, outside)


def test_what_is_added_inside_a_mask_is_in_the_file_and_its_scene(own: Path, tmp_path: Path) -> None:
    path = tmp_path / "cat.png"
    done = job.paint(Order("add a cat", None, 0, path, source=own, mask=marked(tmp_path, (20, 10, 100, 60))))
    assert done.said["done"] == ["added cat"]
    scene = encode.read_scene(path)
    assert scene is not None
    assert "cat" in [thing.kind for thing in scene.things]


@pytest.mark.parametrize(("words", "pears"), [("a red apple", 2), ("replace it with a red apple", 2), ("add a red apple", 3)])
def test_what_should_be_in_a_mark_takes_the_place_of_what_lies_there(tmp_path: Path, words: str, pears: int) -> None:
    scene = compose(read("a jug and three pears on a table"), SIZE, 5)
    path = tmp_path / "still.png"
    path.write_bytes(encode.encode(render(scene), "png", scene=scene))
    left, top, right, bottom = box(next(thing for thing in scene.things if thing.kind == "pear"), scene)
    mark = (int(left * SIZE[0]) - 4, int(top * SIZE[1]) - 4, int(right * SIZE[0]) + 4, int(bottom * SIZE[1]) + 4)
    found = kinds(edit(path, words, marked(tmp_path, mark)))
    assert (found.count("pear"), found.count("apple"), found.count("jug")) == (pears, 1, 1)


def test_what_lies_only_half_in_a_mark_stays(own: Path, tmp_path: Path) -> None:
    scene = encode.read_scene(own)
    assert scene is not None
    left, top, right, bottom = box(next(thing for thing in scene.things if thing.kind == "cabin"), scene)
    half = (int(left * SIZE[0]), int(top * SIZE[1]), int((left + right) / 2 * SIZE[0]), int(bottom * SIZE[1]))
    assert {"cabin", "cat"} <= set(kinds(edit(own, "a cat", marked(tmp_path, half))))


@pytest.mark.parametrize("words", ["add a cat", "add a bird", "add a cat on the left"])
@pytest.mark.parametrize("mark", [None, (20, 100, 160, 230)])
def test_the_shots_of_an_edit_put_what_they_add_elsewhere(own: Path, tmp_path: Path, words: str, mark: tuple[int, int, int, int] | None) -> None:
    mask = marked(tmp_path, mark) if mark else None
    paths = [tmp_path / f"{shot}.png" for shot in range(3)]
    for shot, path in enumerate(paths):
        job.paint(Order(words, None, job.seed_of(words, None, shot), path, source=own, mask=mask))
    looked = [looks.look(path, inspect(path)) for path in paths]
    assert not any(looks.same(one, other) for one, other in ((looked[0], looked[1]), (looked[0], looked[2]), (looked[1], looked[2])))


def test_it_refuses_a_mask_of_another_size(own: Path, tmp_path: Path) -> None:
    mask = tmp_path / "small.png"
    Image.new("L", (10, 10), 255).save(mask)
    with pytest.raises(ValueError, match="size of the picture"):
        edit(own, "remove the fox", mask)


def test_drift_moves_everything_a_little_and_strong_drift_more(own: Path) -> None:
    pixels = load(own)
    mild, strong = (np.abs(drifted(pixels, level, 1).astype(int) - pixels)[..., :3].mean() for level in ("mild", "strong"))
    assert 0.3 < mild < strong < 40


# The canvas and other languages


@pytest.mark.parametrize(("words", "size", "corner", "shape"), [
    ("extend the picture to the left", None, (90, 0), (240, 450)), ("outpaint on all sides", None, (90, 60), (360, 540)),
    ("extend it to the left and right", None, (90, 0), (240, 540)), ("zoom out", (720, 480), (180, 120), (480, 720)), ("extend it to the right", (500, 240), (0, 0), (240, 500)),
])  # fmt: skip
def test_an_extended_canvas_keeps_the_picture_exact_inside(foreign: Path, words: str, size: tuple[int, int] | None, corner: tuple[int, int], shape: tuple[int, int]) -> None:
    before, after = load(foreign), edit(foreign, words, size=size).pixels
    x, y = corner
    assert after.shape[:2] == shape
    assert (after[y : y + 240, x : x + 360] == before).all()
    new = np.ones(shape, bool)
    new[y : y + 240, x : x + 360] = False
    assert after[new][:, :3].std() > 8


def test_a_canvas_is_not_cut_to_a_smaller_size(foreign: Path) -> None:
    assert edit(foreign, "extend the picture", size=(200, 200)).pixels.shape[:2] == (240, 360)


@pytest.mark.parametrize("words", ["entferne den Fuchs", "quita el zorro", "supprime le renard", "remova a raposa", "去掉狐狸", "狐を消して", "여우를 지워", "लोमड़ी हटाओ", "শিয়াল সরাও", "احذف ثعلب"])
def test_removing_is_understood_in_other_languages(own: Path, words: str) -> None:
    assert "fox" not in kinds(edit(own, words))


@pytest.mark.parametrize("words", ["füge eine Katze hinzu", "añade un gato", "ajoute un chat", "adicione um gato", "添加一只猫", "猫を追加", "고양이 추가", "बिल्ली जोड़ो", "বিড়াল যোগ করো", "أضف قطة"])
def test_adding_is_understood_in_other_languages(own: Path, words: str) -> None:
    assert "cat" in kinds(edit(own, words))


def test_an_extended_landscape_of_ours_goes_on_and_can_be_edited_further(own: Path, tmp_path: Path) -> None:
    result = edit(own, "extend the picture to the left and right")
    inner = load(own)
    left, top, width, height = result.said["inside"]
    assert (result.pixels[top : top + height, left : left + width] == inner).all()
    mirrored = inner[:, :left][:, ::-1].astype(int)
    assert np.abs(result.pixels[:, :left].astype(int) - mirrored).mean() > 6  # new land, not a mirror
    seam = np.abs(result.pixels[:, left - 1, :3].astype(int) - result.pixels[:, left, :3]).mean()
    assert seam < 14
    assert result.scene is not None
    wide = tmp_path / "wide.png"
    wide.write_bytes(encode.encode(result.pixels, "png", scene=result.scene))
    assert edit(wide, "make the boat blue").said["done"] == ["recoloured boat blue"]


def test_an_extended_still_life_of_ours_has_a_wall_and_a_table_beside_it_and_neither_its_things_nor_its_badge_again(tmp_path: Path) -> None:
    scene = compose(read("a blue jug and three pears on a table"), (360, 360), 3)
    path = tmp_path / "still.png"
    path.write_bytes(encode.encode(render(scene), "png", scene=scene))
    alone = render(scene.evolve(things=()), badge=False).astype(int)
    result = edit(path, "extend the picture to the left and right").pixels
    left, right = (np.abs(new[:, ::-1].astype(int) - ground)[..., :3].mean() for new, ground in ((result[:, :90], alone[:, :90]), (result[:, -90:], alone[:, -90:])))
    assert max(left, right) < 4


@pytest.mark.parametrize("prompt", ["portrait of a woman, studio light", "a poster for a market", "a four panel comic of a cat", "infographic about coffee", "a logo for a bakery", "a galaxy", "a sofa in a living room"])
def test_every_layout_goes_on_on_all_sides(prompt: str, tmp_path: Path) -> None:
    scene = compose(read(prompt), (180, 180), 3)
    path = tmp_path / "own.png"
    path.write_bytes(encode.encode(render(scene), "png", scene=scene))
    result = edit(path, "outpaint on all sides").pixels
    assert result.shape[:2] == (270, 270)
    assert (result[45:225, 45:225] == load(path)).all()


@pytest.mark.parametrize(
    ("instruction", "done"),
    [
        ("haz el barco azul", "recoloured barco blue"), ("mach das Boot blau", "recoloured boot blue"), ("rends le bateau bleu", "recoloured bateau blue"),
        ("deixe o barco azul", "recoloured barco blue"), ("把船变成蓝色", "recoloured 船 blue"), ("船を青くして", "recoloured 船 blue"),
        ("배를 파란색으로", "recoloured 배 blue"), ("नाव नीली करो", "recoloured नाव blue"), ("নৌকা নীল করো", "recoloured নৌকা blue"), ("اجعل القارب أزرق", "recoloured قارب blue"),
        ("que sea de noche", "time: night, palette: night"), ("mach es Nacht", "time: night, palette: night"), ("夜にして", "time: night, palette: night"),
        ("সব বৃষ্টি", "weather: rain, palette: storm"), ("remplace le renard par un chien", "replaced renard by chien"), ("ersetze den Fuchs durch einen Hund", "replaced fuchs by hund"),
        ("把狐狸换成狗", "replaced 狐狸 by 狗"), ("狐を犬に変えて", "replaced 狐 by 犬"), ("haz el zorro más grande", "made zorro bigger"),
    ],
)  # fmt: skip
def test_it_takes_instructions_in_other_languages(instruction: str, done: str) -> None:
    scene = compose(read("a red boat, a cabin and a fox by a lake"), SIZE, 5)
    assert revise(scene, instruction, (), None).done == [done]


def test_an_edit_tells_what_it_did_not_touch() -> None:
    scene = compose(read("a red boat, a cabin and a fox by a lake"), SIZE, 5)
    said = revise(scene, "make the boat blue and remove the unicorn", (), None).said
    assert said["done"] == ["recoloured boat blue"]
    assert said["not_drawn"] == ["unicorn"]


def test_an_instruction_that_means_nothing_in_our_picture_leaves_it_alone(own: Path) -> None:
    result = edit(own, "remove the giraffe")
    assert (result.pixels == load(own)).all()
    assert result.said["not_drawn"] == ["giraffe"]
