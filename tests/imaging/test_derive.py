"""Small versions."""

from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from aquatint.imaging import Unreadable
from aquatint.imaging.derive import dominant_colour, shrink
from tests.imaging.conftest import Put
from tests.imaging.pictures import animation, encoded, picture


def small(data: bytes) -> Image.Image:
    with Image.open(BytesIO(data)) as image:
        image.load()
        return image.copy()


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "avif"])
@pytest.mark.parametrize(("width", "height", "shape"), [(900, 300, (256, 85)), (300, 900, (85, 256))])
def test_the_longer_side_becomes_the_edge(kind: str, width: int, height: int, shape: tuple[int, int], put: Put) -> None:
    version = small(shrink(put(encoded(kind, picture(width, height))), edge=256, quality=75))
    assert (version.format or "WEBP", version.size) == ("WEBP", shape)


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "avif"])
def test_it_shows_the_same_picture(kind: str, put: Put) -> None:
    version = small(shrink(put(encoded(kind, picture(640, 480))), edge=160, quality=90))
    expected = picture(640, 480).resize((160, 120), Image.Resampling.LANCZOS)
    difference = np.abs(np.asarray(version.convert("RGB"), int) - np.asarray(expected, int))
    assert difference.mean() < 4


@pytest.mark.parametrize("kind", ["png", "jpeg", "webp", "gif", "avif"])
def test_a_small_picture_is_not_enlarged(kind: str, put: Put) -> None:
    assert small(shrink(put(encoded(kind)), edge=512, quality=75)).size == (96, 64)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16", "CMYK"])
def test_every_mode_can_be_shrunk(mode: str, put: Put) -> None:
    image = Image.new("I;16", (200, 100), 32_768) if mode == "I;16" else picture(200, 100).convert(mode)
    version = small(shrink(put(encoded("jpeg" if mode == "CMYK" else "png", image)), edge=50, quality=75))
    assert version.size == (50, 25)
    if mode == "I;16":
        assert 110 < np.asarray(version.convert("L")).mean() < 145


def test_alpha_stays_in_webp_and_lies_on_white_in_jpeg(put: Put) -> None:
    file = put(encoded("png", Image.new("RGBA", (200, 100), (0, 0, 0, 0))))
    assert small(shrink(file, edge=50, quality=75)).getchannel("A").getextrema() == (0, 0)
    assert np.asarray(small(shrink(file, edge=50, quality=90, output="jpeg"))).min() > 250


def test_a_colour_profile_comes_along(put: Put) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("png", "jpeg", "webp"):
        version = small(shrink(put(encoded(kind, icc_profile=profile)), edge=50, quality=75))
        assert version.info["icc_profile"] == profile


def test_an_animation_gives_its_first_frame(put: Put) -> None:
    version = small(shrink(put(animation("gif", 4)), edge=16, quality=90)).convert("RGB")
    assert np.abs(np.asarray(version, int) - (0, 0, 90)).max() < 12


def test_the_dominant_colour_is_the_one_that_covers_most(put: Put) -> None:
    image = Image.new("RGB", (300, 200), (200, 80, 40))
    image.paste((10, 20, 200), (0, 0, 100, 200))
    for kind in ("png", "jpeg"):
        colour = dominant_colour(put(encoded(kind, image)))
        found = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
        assert np.abs(np.subtract(found, (200, 80, 40))).max() < 8


def test_a_broken_file_is_refused(put: Put) -> None:
    whole = encoded("png", picture(400, 400))
    with pytest.raises(Unreadable):
        shrink(put(whole[: len(whole) // 2]), edge=50, quality=75)
