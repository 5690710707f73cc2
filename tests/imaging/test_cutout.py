"""The background goes and the thing stays."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from aquatint.imaging import cutout, inspect
from aquatint.imaging.cutout import ByModel, CannotCutOut
from tests.imaging.conftest import Put
from tests.imaging.networks import reddening
from tests.imaging.pictures import encoded, pixels_of


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out.png"


def still_life(ground: tuple[int, int, int], grain: float = 3) -> tuple[Image.Image, NDArray[np.bool_]]:
    """Return a mug in front of a ground that gets darker downwards, and where the mug is."""
    shape = Image.new("L", (480, 400))
    pen = ImageDraw.Draw(shape)
    pen.rounded_rectangle((140, 100, 310, 330), 30, fill=255)
    pen.ellipse((280, 150, 390, 270), fill=255)
    down = np.linspace(1.0, 0.85, 400)[:, None, None]
    pixels = np.array(ground) * down + np.random.default_rng(2).normal(0, grain, (400, 480, 3))
    across = np.linspace(0.6, 1.2, 480)[None, :, None]
    mug = np.array((190, 70, 40)) * across
    weight = np.asarray(shape.filter(ImageFilter.GaussianBlur(1)), float)[..., None] / 255
    mixed = np.clip(pixels * (1 - weight) + mug * weight, 0, 255).astype(np.uint8)
    return Image.fromarray(mixed), np.asarray(shape) > 127


@pytest.mark.parametrize("ground", [(245, 245, 245), (40, 60, 90), (120, 190, 120)])
def test_a_thing_before_a_plain_ground_is_cut_out(ground: tuple[int, int, int], put: Put, out: Path) -> None:
    image, truth = still_life(ground)
    done = cutout.cut_out(put(encoded("png", image)), out=out)
    found = pixels_of(out)[..., 3] > 127
    assert (found & truth).sum() / (found | truth).sum() > 0.95
    assert (done.method, done.sure) == ("cut out by colour", True)
    assert done.kept == pytest.approx(truth.mean(), abs=0.03)
    assert np.array_equal(pixels_of(out)[..., :3], np.asarray(image))


def test_it_says_when_it_is_not_sure(put: Put, out: Path) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (20, 24, 3), np.uint8)
    patches = Image.fromarray(noise).resize((480, 400), Image.Resampling.NEAREST)
    try:
        done = cutout.cut_out(put(encoded("png", patches)), out=out)
    except CannotCutOut:
        return
    assert not done.sure


@pytest.mark.parametrize(("rows", "columns"), [(np.s_[300:], np.s_[:]), (np.s_[:], np.s_[100:200])])
def test_what_reaches_two_opposite_edges_is_not_called_sure(rows: slice, columns: slice, put: Put, out: Path) -> None:
    class Band:
        """Keeps a table from side to side, or a post from top to bottom, and is certain of it."""

        name = "band"

        def alpha(self, colours: cutout.Colours) -> tuple[cutout.Alpha, bool]:
            kept = np.zeros(colours.shape[:2], np.float32)
            kept[rows, columns] = 1
            return kept, True

    image, _ = still_life((245, 245, 245))
    assert not cutout.cut_out(put(encoded("png", image)), out=out, cutter=Band()).sure


def test_nothing_to_cut_out_is_told(put: Put, out: Path) -> None:
    with pytest.raises(CannotCutOut, match="Nothing stands out"):
        cutout.cut_out(put(encoded("png", Image.new("RGB", (200, 100), "white"))), out=out)
    assert not out.exists()


@pytest.mark.parametrize("size", [(1, 1), (2, 300), (3000, 1)])
def test_odd_sizes_end_with_a_picture_or_a_reason(size: tuple[int, int], put: Put, out: Path) -> None:
    try:
        cutout.cut_out(put(encoded("png", Image.linear_gradient("L").resize(size).convert("RGB"))), out=out)
    except CannotCutOut:
        return
    assert (inspect(out).width, inspect(out).height) == size


def test_what_was_clear_stays_clear(put: Put, out: Path) -> None:
    image, truth = still_life((245, 245, 245))
    image.putalpha(Image.fromarray(np.where(np.arange(480) < 240, 255, 0).astype(np.uint8)[None].repeat(400, 0)))
    cutout.cut_out(put(encoded("png", image)), out=out)
    alpha = pixels_of(out)[..., 3]
    assert alpha[:, 240:].max() == 0
    assert alpha[:, :240][truth[:, :240]].mean() > 240


def test_the_operators_model_is_used_and_named(put: Put, out: Path, tmp_path: Path) -> None:
    model = tmp_path / "red.onnx"
    model.write_bytes(reddening(32))
    image = Image.new("RGB", (128, 96), "blue")
    image.paste("red", (0, 0, 64, 96))
    done = cutout.cut_out(put(encoded("png", image)), out=out, cutter=ByModel(model))
    alpha = pixels_of(out)[..., 3]
    assert (alpha[:, :56].min(), alpha[:, 72:].max()) == (255, 0)
    assert done.method == "cut out by the model red"
    assert done.kept == pytest.approx(0.5, abs=0.01)


def test_a_model_that_is_none_is_told(put: Put, out: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    broken.write_bytes(b"no model")
    with pytest.raises(CannotCutOut, match="cannot be loaded"):
        cutout.cut_out(put(encoded("png")), out=out, cutter=ByModel(broken))
