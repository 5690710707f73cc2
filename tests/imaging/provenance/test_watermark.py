"""The invisible mark: read after what happens to pictures, not read where there is none, not outside its region."""

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from aquatint.imaging.provenance import coding, watermark
from tests.imaging.provenance.conftest import jpeg, scene

PAYLOAD = 0xC0FFEE42
type Pixels = NDArray[np.uint8]


@pytest.fixture(scope="module")
def plain() -> Pixels:
    return np.asarray(scene(1280, 1024))


@pytest.fixture(scope="module")
def marked(plain: Pixels) -> Pixels:
    return watermark.embed(plain, PAYLOAD)


def scaled(pixels: Pixels, share: float) -> Pixels:
    size = round(pixels.shape[1] * share), round(pixels.shape[0] * share)
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def test_it_is_read_and_hardly_seen(plain: Pixels, marked: Pixels) -> None:
    reading = watermark.extract(marked)
    assert reading is not None
    assert reading.payload == PAYLOAD
    error = np.mean((plain.astype(np.float32) - marked) ** 2)
    assert 10 * np.log10(255**2 / error) > 40
    assert np.abs(plain.astype(int) - marked).max() <= 16


def test_it_survives_jpeg_at_quality_75(marked: Pixels) -> None:
    reading = watermark.extract(jpeg(marked, 75))
    assert reading is not None
    assert reading.payload == PAYLOAD


def test_it_survives_half_the_size(marked: Pixels) -> None:
    reading = watermark.extract(scaled(marked, 0.5))
    assert reading is not None
    assert reading.payload == PAYLOAD


@pytest.mark.parametrize("box", [(64, 51, 1216, 973), (300, 211, 1004, 803)])
def test_it_survives_cropping(box: tuple[int, int, int, int], marked: Pixels) -> None:
    left, top, right, bottom = box
    reading = watermark.extract(marked[top:bottom, left:right])
    assert reading is not None
    assert reading.payload == PAYLOAD


def test_it_survives_cropping_scaling_and_jpeg_together(marked: Pixels) -> None:
    reading = watermark.extract(jpeg(scaled(marked[90:950, 70:1170], 0.83), 80))
    assert reading is not None
    assert reading.payload == PAYLOAD


def test_pictures_without_it_have_none(plain: Pixels) -> None:
    assert watermark.extract(plain) is None
    for seed in range(4):
        assert watermark.extract(np.asarray(scene(seed=seed + 10))) is None
    random = np.random.default_rng(3)
    assert watermark.extract(random.integers(0, 255, (512, 512, 3), np.uint8)) is None
    assert watermark.extract(np.zeros((400, 300, 3), np.uint8)) is None


@pytest.mark.parametrize("shape", [(1, 1, 3), (1, 3000, 3), (5, 7, 4), (300, 300, 1)])
def test_odd_shapes_are_no_trouble(shape: tuple[int, int, int]) -> None:
    pixels = np.full(shape, 128, np.uint8)
    assert watermark.extract(pixels) is None


def test_outside_its_region_not_a_bit_changes(plain: Pixels) -> None:
    region = np.zeros(plain.shape[:2], np.uint8)
    region[200:900, 300:1100] = 255
    marked = watermark.embed(plain, PAYLOAD, region=region)
    changed = (plain != marked).any(axis=2)
    assert not changed[region == 0].any()
    assert changed[region > 0].mean() > 0.5
    reading = watermark.extract(marked)
    assert reading is not None
    assert reading.payload == PAYLOAD


def test_alpha_stays(plain: Pixels) -> None:
    alpha = np.full((*plain.shape[:2], 1), 77, np.uint8)
    marked = watermark.embed(np.concatenate([plain, alpha], axis=2), PAYLOAD)
    assert (marked[:, :, 3] == 77).all()


def test_every_payload_comes_back_through_the_code() -> None:
    for payload in (0, 1, PAYLOAD, 2**32 - 1):
        assert coding.decode(coding.encode(payload)) == payload


def test_three_wrong_bits_in_each_word_are_corrected() -> None:
    soft = coding.encode(PAYLOAD).copy()
    for word in range(3):
        soft[word * 24 + np.array([2, 9, 17])] *= -1
    assert coding.decode(soft) == PAYLOAD
