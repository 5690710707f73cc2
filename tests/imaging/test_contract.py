"""The no-charge contract: every reason is found, and what is good is never refused."""

import hashlib
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from aquatint.imaging import contract, inspect, looks
from aquatint.imaging.contract import Subject, Violated, Wanted
from tests.imaging.conftest import Put
from tests.imaging.pictures import animation, chunk, encoded, picture

ROOT = Path(__file__).parents[2]
PNG = Wanted("image/png", 96, 64)


def scene(width: int = 512, height: int = 512, seed: int = 0) -> Image.Image:
    """Return something with slopes, grain and edges, as painters deliver it."""
    chance = np.random.default_rng(seed)
    down, across = np.mgrid[0:height, 0:width]
    pixels = np.stack([across / 3, down / 3, (across + down) / 6], -1)
    pixels += 40 * np.sin(across / (9 + seed))[..., None] * np.sin(down / 13)[..., None]
    pixels = np.clip(pixels + chance.normal(0, 3, pixels.shape), 0, 255).astype(np.uint8)
    pixels[height // 3 : height // 2, width // 3 : width // 2] = (250, 20, 30)
    return Image.fromarray(pixels)


def with_spot(image: Image.Image, edge: int, colour: tuple[int, int, int] = (20, 220, 40)) -> Image.Image:
    changed = image.copy()
    ImageDraw.Draw(changed).rectangle((40, 40, 39 + edge, 39 + edge), fill=colour)
    return changed


def reason(path: Path, wanted: Wanted = PNG, **against: Any) -> str | None:
    try:
        contract.check(Subject(path, wanted, **against))
    except Violated as violated:
        return violated.reason.code
    return None


def large(image: Image.Image) -> Wanted:
    return Wanted(None, image.width, image.height)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "avif"])
def test_a_picture_as_it_was_asked_for_keeps_the_contract(kind: str, put: Put) -> None:
    file = put(encoded(kind))
    assert contract.check(Subject(file, Wanted(f"image/{kind}", 96, 64))) == inspect(file)


@pytest.mark.parametrize(
    ("data", "wanted", "code"),
    [
        (b"no picture", PNG, "picture_unreadable"),
        (encoded("png")[:-20], PNG, "picture_unreadable"),
        (encoded("png")[:-6] + b"\0" + encoded("png")[-5:], PNG, "picture_unreadable"),
        (encoded("jpeg")[:-200], Wanted("image/jpeg", 96, 64), "picture_unreadable"),
        (encoded("jpeg"), PNG, "picture_of_wrong_type"),
        (encoded("png", picture(97, 64)), PNG, "picture_of_wrong_size"),
        (encoded("png", picture(64, 96)), PNG, "picture_of_wrong_size"),
        (encoded("png"), Wanted("image/png", 96, 64, alpha=True), "picture_without_alpha"),
    ],
)
def test_a_file_of_another_kind_than_asked_is_told_as_that(data: bytes, wanted: Wanted, code: str, put: Put) -> None:
    assert reason(put(data), wanted) == code


def _with_alpha(alpha: Image.Image) -> Image.Image:
    image = picture().resize(alpha.size).convert("RGBA")
    image.putalpha(alpha)
    return image


@pytest.mark.parametrize("kind", ["png", "webp", "avif"])
def test_a_transparent_layer_must_hide_something_and_show_something(kind: str, put: Put) -> None:
    size = (200, 100)
    cut_out = Image.new("L", size, 0)
    cut_out.paste(255, (80, 20, 120, 80))
    layers = {
        None: cut_out,
        "picture_opaque": Image.new("L", size, 255),
        "picture_transparent": Image.new("L", size, 0),
    }
    wanted = Wanted(f"image/{kind}", *size, alpha=True)
    if kind != "png":  # these coders leave out a layer that hides nothing
        layers["picture_without_alpha"] = layers.pop("picture_opaque")
    assert [reason(put(encoded(kind, _with_alpha(alpha))), wanted) for alpha in layers.values()] == list(layers)


def test_almost_opaque_is_opaque_and_clear_corners_are_enough(put: Put) -> None:
    nearly = Image.new("L", (200, 100), 253)
    corners = Image.new("L", (200, 100), 255)
    corners.paste(0, (0, 0, 5, 5))
    wanted = Wanted("image/png", 200, 100, alpha=True)
    assert reason(put(encoded("png", _with_alpha(nearly))), wanted) == "picture_opaque"
    assert reason(put(encoded("png", _with_alpha(corners))), wanted) is None


def test_alpha_is_read_in_palettes_and_in_sixteen_bits(put: Put, tmp_path: Path) -> None:
    from aquatint.imaging import vips  # noqa: PLC0415

    deep = np.full((64, 96, 4), 40_000, np.uint16)
    deep[:, 48:, 3] = 0
    vips.write_array(deep, tmp_path / "deep.png")
    wanted = Wanted("image/png", 96, 64, alpha=True)
    assert reason(tmp_path / "deep.png", wanted) is None
    deep[..., 3] = 65_535
    vips.write_array(deep, tmp_path / "deep.png")
    assert reason(tmp_path / "deep.png", wanted) == "picture_opaque"
    assert reason(put(encoded("png", picture().convert("P"), transparency=0)), wanted) in {None, "picture_opaque"}


def test_a_preview_sent_as_the_picture_is_found_by_its_bytes_and_by_its_pixels(put: Put) -> None:
    data = encoded("png")
    preview = put(data)
    signed = put(data[:33] + chunk(b"tEXt", b"Comment\0signed again") + data[33:])
    known = {hashlib.sha256(data).hexdigest()}
    assert reason(put(data), partials=known) == "picture_unfinished"
    assert reason(signed, partials=known) is None  # other bytes
    assert reason(signed, previews=[preview]) == "picture_unfinished"
    assert reason(put(encoded("png", with_spot(picture(), 8))), partials=known, previews=[preview]) is None


def test_the_input_signed_again_is_the_input(put: Put) -> None:
    data = encoded("png")
    signed = put(data[:33] + chunk(b"caBX", b"manifest") + data[33:])
    assert reason(signed, inputs=[put(encoded("jpeg", picture(300, 20))), put(data)]) == "picture_unchanged"


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("png", {"compress_level": 1}),
        ("jpeg", {"quality": 95}),
        ("jpeg", {"quality": 70}),
        ("webp", {"quality": 85, "lossless": False}),
        ("avif", {"quality": 70}),
    ],
)
def test_the_input_coded_again_is_the_input(kind: str, options: dict[str, Any], put: Put) -> None:
    image = scene()
    again = put(encoded(kind, image, **options))
    assert reason(again, large(image), inputs=[put(encoded("png", image))]) == "picture_unchanged"


@pytest.mark.parametrize("edge", [6, 16, 60])
def test_a_small_edit_is_an_edit(edge: int, put: Put) -> None:
    image = scene()
    given = put(encoded("png", image))
    assert reason(put(encoded("png", with_spot(image, edge))), large(image), inputs=[given]) is None
    assert reason(put(encoded("jpeg", with_spot(image, edge), quality=92)), large(image), inputs=[given]) is None


def test_a_change_of_tone_or_of_alpha_is_an_edit(put: Put) -> None:
    image = scene()
    brighter = Image.eval(image, lambda value: min(255, value + 3))
    clear = image.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(image.size))
    given = put(encoded("png", image))
    for changed in (brighter, clear):
        assert reason(put(encoded("png", changed)), large(image), inputs=[given]) is None


def test_the_input_in_another_size_may_be_what_was_wanted(put: Put) -> None:
    image = scene()
    larger = image.resize((1024, 1024), Image.Resampling.BICUBIC)
    assert reason(put(encoded("png", larger)), large(larger), inputs=[put(encoded("png", image))]) is None


def test_an_input_that_is_gone_or_broken_stops_nobody(put: Put, tmp_path: Path) -> None:
    assert reason(put(encoded("png")), inputs=[tmp_path / "gone", put(b"broken"), put(encoded("png")[:60])]) is None


def test_the_same_shot_twice_is_found_and_two_shots_are_two(put: Put) -> None:
    image = scene()
    first = put(encoded("png", image))
    noisy = Image.fromarray(
        np.clip(np.asarray(image, np.int16) + np.random.default_rng(1).integers(-1, 2, (512, 512, 3)), 0, 255).astype(
            np.uint8
        )
    )
    wanted = large(image)
    assert reason(put(first.read_bytes()), wanted, siblings=[first]) == "picture_repeated"
    again = put(encoded("png", image, pnginfo=None, compress_level=5))
    assert reason(again, wanted, siblings=[first]) == "picture_repeated"
    assert reason(put(encoded("png", noisy)), wanted, siblings=[first], thorough=True) == "picture_repeated"
    assert reason(put(encoded("png", scene(seed=2))), wanted, siblings=[first], thorough=True) is None


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "avif"])
@pytest.mark.parametrize("colour", ["white", "black", (12, 200, 99)])
def test_one_colour_is_blank_unless_a_plain_ground_was_asked_for(kind: str, colour: Any, put: Put) -> None:
    file = put(encoded(kind, Image.new("RGB", (512, 512), colour)))
    assert reason(file, Wanted(None, 512, 512)) == "picture_blank"
    assert reason(file, Wanted(None, 512, 512, plain=True)) is None


def test_little_in_a_picture_is_something(put: Put) -> None:
    white = Image.new("RGB", (1024, 1024), "white")
    dot, line, fog = white.copy(), white.copy(), Image.linear_gradient("L").resize((1024, 1024))
    ImageDraw.Draw(dot).ellipse((500, 500, 505, 505), fill="red")
    ImageDraw.Draw(line).line((0, 300, 1023, 300), fill=(225, 225, 225), width=3)
    for image in (dot, line, Image.eval(fog, lambda value: 200 + value // 12)):
        assert reason(put(encoded("png", image)), large(image), thorough=True) is None


def test_grain_over_one_colour_is_blank_to_those_who_decode(put: Put) -> None:
    grain = np.clip(np.random.default_rng(0).normal(128, 1.5, (1024, 1024)).round(), 0, 255).astype(np.uint8)
    file = put(encoded("png", Image.fromarray(grain).convert("RGB")))
    assert reason(file, Wanted(None, 1024, 1024), thorough=True) == "picture_blank"


def test_an_animation_may_begin_with_one_colour(put: Put) -> None:
    assert reason(put(animation("gif", 3)), Wanted("image/gif", 32, 32)) is None


def test_a_png_that_stands_alone_is_not_decoded(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    image = scene()
    file = put(encoded("png", image))

    def refuse(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(looks, "look", refuse)
    monkeypatch.setattr(looks, "alpha_shares", refuse)
    monkeypatch.setattr("aquatint.imaging.opening.decode", refuse)
    assert (
        reason(file, large(image), partials={"0" * 64}, siblings=[put(encoded("png", image.resize((64, 64))))]) is None
    )


def test_a_look_is_taken_once_for_all_that_are_compared(put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    from aquatint.imaging import vips  # noqa: PLC0415

    image, taken = scene(), []
    real = vips.averaged

    def counted(path: Path, *rest: Any) -> Any:
        taken.append(path)
        return real(path, *rest)

    monkeypatch.setattr(vips, "averaged", counted)
    given = put(encoded("png", image))
    for seed in (3, 4):
        assert reason(put(encoded("png", scene(seed=seed))), large(image), inputs=[given]) is None
    assert taken.count(given) == 1


def test_every_rule_has_its_verdict(put: Put) -> None:
    subject = Subject(put(encoded("png", picture(97, 64))), PNG, inputs=[put(encoded("png"))], thorough=True)
    told = {verdict.code: verdict.held for verdict in contract.verdicts(subject)}
    assert told == {
        "picture_of_wrong_type": True,
        "picture_of_wrong_size": False,
        "picture_unreadable": True,
        "picture_without_alpha": None,
        "picture_unfinished": None,
        "picture_unchanged": True,
        "picture_repeated": None,
        "picture_blank": True,
    }
    broken = contract.verdicts(Subject(put(b"no picture"), PNG))
    assert [(verdict.code, verdict.held) for verdict in broken] == [("picture_unreadable", False)]


def test_the_public_list_is_that_of_the_code() -> None:
    page = (ROOT / "docs" / "no-charge.md").read_text()
    assert contract.table() in page
    assert len({one.code for one in contract.REASONS}) == len(contract.REASONS)


def test_a_drawing_is_held_against_its_shape(put: Put) -> None:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><path d="M0 0h9v9z"/></svg>'
    assert reason(put(drawing), Wanted("image/svg+xml", 1536, 1024)) is None
    assert reason(put(drawing), Wanted("image/svg+xml", 1024, 1024)) == "picture_of_wrong_size"
    bomb = b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    assert reason(put(bomb), Wanted("image/svg+xml", 10, 10)) == "picture_unreadable"


def test_the_cheap_rules_cost_little_beside_a_decode(put: Put) -> None:
    image = scene(1024, 1024)
    file = put(encoded("png", image, compress_level=1))
    wanted = large(image)

    def taken(*, thorough: bool) -> float:
        start = time.thread_time()
        contract.check(Subject(file, wanted, thorough=thorough))
        return time.thread_time() - start

    times = [(taken(thorough=False), taken(thorough=True)) for _ in range(5)]
    assert min(cheap for cheap, _ in times) < min(whole for _, whole in times)
