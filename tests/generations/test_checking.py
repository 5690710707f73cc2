"""What is asked of each shot follows from the request."""

import io
from pathlib import Path

import pytest
from PIL import Image

from aquatint.generations import checking
from aquatint.imaging import contract
from aquatint.providers.errors import BadAnswer
from aquatint.providers.types import ImageRequest, Size, Source

KETTLE = ImageRequest("gpt-image-2", "a copper kettle", size=Size(64, 48))


def file(folder: Path, image: Image.Image, kind: str = "PNG") -> Path:
    out = io.BytesIO()
    image.save(out, kind)
    path = folder / f"{len(list(folder.iterdir()))}"
    path.write_bytes(out.getvalue())
    return path


def kettle() -> Image.Image:
    return Image.linear_gradient("L").resize((64, 48)).convert("RGB")


def test_a_picture_as_asked_for_passes(tmp_path: Path) -> None:
    facts = checking.check(file(tmp_path, kettle()), KETTLE)
    assert (facts.width, facts.height) == (64, 48)


def test_what_is_wrong_ends_the_shot_with_the_reason_and_may_be_tried_again(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer) as refused:
        checking.check(file(tmp_path, kettle().resize((48, 64))), KETTLE)
    assert refused.value.code == contract.WRONG_SIZE.code
    assert refused.value.sentence == "The provider sent 48x64 instead of 64x48."
    assert refused.value.can_retry


def test_an_edit_that_returns_its_input_is_not_delivered(tmp_path: Path) -> None:
    given = file(tmp_path, kettle())
    edit = KETTLE.evolve(images=(Source(given, "image/png", Size(64, 48)),))
    answer = file(tmp_path, kettle())
    with pytest.raises(BadAnswer) as refused:
        checking.check(answer, edit)
    assert refused.value.code == "picture_unchanged"
    assert checking.check(answer, edit, inputs=()).width == 64


def test_a_repeated_shot_is_not_delivered(tmp_path: Path) -> None:
    with pytest.raises(BadAnswer) as refused:
        checking.check(file(tmp_path, kettle()), KETTLE, siblings=[file(tmp_path, kettle())])
    assert refused.value.code == "picture_repeated"


def test_alpha_is_asked_for_only_if_the_person_did(tmp_path: Path) -> None:
    path = file(tmp_path, kettle())
    assert checking.check(path, KETTLE.evolve(background="opaque"))
    with pytest.raises(BadAnswer) as refused:
        checking.check(path, KETTLE.evolve(background="transparent"))
    assert refused.value.code == "picture_without_alpha"


def test_one_colour_counts_only_where_it_was_asked_for(tmp_path: Path) -> None:
    white = file(tmp_path, Image.new("RGB", (64, 48), "white"))
    with pytest.raises(BadAnswer) as refused:
        checking.check(white, KETTLE)
    assert refused.value.code == "picture_blank"
    assert checking.check(white, KETTLE.evolve(prompt="A plain white background"))


@pytest.mark.parametrize(
    "prompt",
    [
        "a plain white background",
        "White.",
        "solid #ff8800",
        "An empty canvas, nothing else",
        "纯白色背景",
        "真っ白な背景",
        "흰색 배경",
        "सादा सफेद पृष्ठभूमि",
        "fond blanc uni",
        "weißer Hintergrund",
        "белый фон",
    ],
)
def test_words_that_ask_for_a_plain_ground_are_known(prompt: str) -> None:
    assert checking.asks_for_plain(prompt)


@pytest.mark.parametrize(
    "prompt",
    ["a cat on a plain white background", "雪中的白猫", "白い猫", "fog", "white noise and a bird", "ein weißer Hase"],
)
def test_words_that_name_something_are_not_a_plain_ground(prompt: str) -> None:
    assert not checking.asks_for_plain(prompt)


def test_long_words_do_not_take_long() -> None:
    assert not checking.asks_for_plain("白色" * 10_000 + "猫")
    assert not checking.asks_for_plain("白色" * 149 + "猫")
