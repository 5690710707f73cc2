"""Larger pictures: exact where they promise it, bounded, and with the operator's model if there is one."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageCms

from aquatint.imaging import Limits, Unreadable, inspect, upscale, vips
from aquatint.imaging.upscale import CannotUpscale
from tests.imaging.conftest import Put
from tests.imaging.networks import enlarging
from tests.imaging.pictures import encoded, pixels_of
from tests.imaging.test_contract import scene


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.png"


def harsh(width: int = 90, height: int = 60) -> Image.Image:
    """Return pixels that overshoot and clip: noise of pure black, white and colours beside slopes."""
    chance = np.random.default_rng(3)
    pixels = np.asarray(scene(width, height)).copy()
    pixels[: height // 2] = chance.choice([0, 255], (height // 2, width, 3))
    return Image.fromarray(pixels)


@pytest.mark.parametrize("factor", [2, 3, 4, 8])
def test_by_a_whole_factor_it_shrinks_back_to_exactly_the_source(factor: int, put: Put, out: Path) -> None:
    image = harsh()
    done = upscale.upscale(put(encoded("png", image)), width=90 * factor, height=60 * factor, out=out)
    assert (done.method, done.tiles) == ("resampled, no new detail", 1)
    with Image.open(out) as large:
        assert large.size == (90 * factor, 60 * factor)
        means = np.asarray(large, float).reshape(60, factor, 90, factor, 3).mean(axis=(1, 3))
    assert np.abs(means - np.asarray(image)).max() < 0.5


def test_it_is_closer_to_the_truth_than_plain_bicubic(put: Put, out: Path) -> None:
    clean = np.clip(np.asarray(scene(400, 400)), 0, 255)
    truth = Image.fromarray(clean).reduce(2)
    small = truth.reduce(2)
    upscale.upscale(put(encoded("png", small)), width=200, height=200, out=out)
    plain = np.asarray(small.resize((200, 200), Image.Resampling.BICUBIC), float)

    def error(pixels: NDArray[Any]) -> float:
        return float(np.mean((pixels.astype(float) - np.asarray(truth)) ** 2))

    assert error(pixels_of(out)[..., :3]) < error(plain)


def test_tiles_leave_no_trace(put: Put, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = put(encoded("png", scene(150, 130)))
    whole = upscale.upscale(file, width=450, height=390, out=out)
    one = pixels_of(out).astype(int)
    monkeypatch.setattr(upscale, "_TILE", 64)
    tiled = upscale.upscale(file, width=450, height=390, out=out)
    assert (whole.tiles, tiled.tiles) == (1, 9)
    assert np.abs(pixels_of(out) - one).max() <= 1


def test_hidden_colour_does_not_bleed_into_the_edge(put: Put, out: Path) -> None:
    pixels = np.zeros((40, 40, 4), np.uint8)
    pixels[..., 1] = 255  # green where nothing can be seen
    pixels[10:30, 10:30] = (200, 0, 0, 255)
    upscale.upscale(put(encoded("png", Image.fromarray(pixels))), width=160, height=160, out=out)
    large = pixels_of(out)
    assert large[..., 1][large[..., 3] > 0].max() <= 2
    alpha = large[..., 3].astype(float).reshape(40, 4, 40, 4).mean(axis=(1, 3))
    assert np.abs(alpha - pixels[..., 3]).max() < 0.5


@pytest.mark.parametrize("mode", ["L", "LA", "RGB", "RGBA", "P", "1", "CMYK"])
def test_every_kind_of_picture_can_be_enlarged(mode: str, put: Put, out: Path) -> None:
    image = scene(64, 48).convert("RGBA" if mode in {"RGBA", "LA"} else "RGB").convert(mode)
    upscale.upscale(put(encoded("jpeg" if mode == "CMYK" else "png", image)), width=128, height=96, out=out)
    assert (inspect(out).width, inspect(out).alpha) == (128, mode in {"LA", "RGBA"})


def test_sixteen_bits_and_the_profile_stay(put: Put, out: Path, tmp_path: Path) -> None:
    deep = np.linspace(0, 65_535, 60 * 50 * 3).reshape(60, 50, 3).astype(np.uint16)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source = tmp_path / "deep.png"
    vips.write_array(deep, source, profile=profile)
    upscale.upscale(source, width=100, height=120, out=out)
    large, kept = vips.read_array(out, inspect(out))
    assert large.dtype == np.uint16
    assert kept == profile
    means = large.astype(float).reshape(60, 2, 50, 2, 3).mean(axis=(1, 3))
    assert np.abs(means - deep).max() < 1


@pytest.mark.parametrize("size", [(97, 65), (135, 90), (333, 222)])
def test_any_size_of_the_same_shape_can_be_made(size: tuple[int, int], put: Put, out: Path) -> None:
    done = upscale.upscale(put(encoded("png", scene(90, 60))), width=size[0], height=size[1], out=out)
    assert (done.width, done.height) == size == pixels_of(out).shape[1::-1]
    back = np.asarray(Image.open(out).resize((90, 60), Image.Resampling.BOX), float)
    assert np.abs(back - np.asarray(scene(90, 60))).mean() < 6


@pytest.mark.parametrize(
    ("size", "words"),
    [
        ((64, 64), "smaller"),
        ((1000, 1000), "8 times"),
        ((200, 150), "another shape"),
        ((400, 400), "larger than any"),
    ],
)
def test_what_cannot_be_made_is_refused_with_a_reason(size: tuple[int, int], words: str, put: Put, out: Path) -> None:
    file = put(encoded("png", scene(100, 100)))
    with pytest.raises(CannotUpscale, match=words) as refused:
        upscale.upscale(file, width=size[0], height=size[1], out=out, limits=Limits(pixels=150_000))
    assert (refused.value.code, refused.value.status, refused.value.field) == ("cannot_upscale", 400, "size")
    assert not out.exists()


def test_a_broken_picture_is_refused(put: Put, out: Path) -> None:
    with pytest.raises(Unreadable):
        upscale.upscale(put(encoded("png", scene(100, 100))[:-2000]), width=200, height=200, out=out)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L"])
def test_the_operators_model_is_used_in_tiles_and_named(
    mode: str, put: Put, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upscale, "_MODEL_TILE", 64)
    model = tmp_path / "doubler.onnx"
    model.write_bytes(enlarging(2))
    image = scene(100, 80).convert(mode)
    done = upscale.upscale(put(encoded("png", image)), width=200, height=160, out=out, model=model)
    assert (done.method, done.tiles) == ("enlarged by the model doubler", 4)
    expected = np.asarray(image.convert("RGBA")).repeat(2, axis=0).repeat(2, axis=1)
    assert np.abs(pixels_of(out).astype(int) - expected).max() <= 1
    fitted = upscale.upscale(put(encoded("png", image)), width=300, height=240, out=out, model=model)
    assert (fitted.width, fitted.height) == (inspect(out).width, inspect(out).height)


def test_a_model_that_is_none_is_told(put: Put, out: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(CannotUpscale, match="cannot be loaded") as refused:
        upscale.upscale(put(encoded("png")), width=192, height=128, out=out, model=broken)
    assert refused.value.field == "model"
