"""One chain and a few busy pictures for all tests of provenance."""

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aquatint.imaging.provenance import Claim, Signer, chain

MOMENT = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CLAIM = Claim("gpt-image-2.6-flare", provider="openai", identifier="img_0", when=MOMENT)


@pytest.fixture(scope="session")
def made() -> chain.Chain:
    return chain.make("Ada's studio", datetime.now(UTC))


@pytest.fixture(scope="session")
def signer(made: chain.Chain) -> Signer:
    return Signer(made.certificates, made.keys["leaf"], anchors=made.root, version="9.9")


def scene(width: int = 512, height: int = 384, seed: int = 1, mode: str = "RGB") -> Image.Image:
    """Return hills under a sky with some texture, no two seeds alike."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0 : 1 : height * 1j, 0 : 1 : width * 1j]
    pixels = np.stack([90 + 120 * y, 120 + 60 * x, 200 - 90 * y], axis=-1)
    for depth in (0.5, 0.65, 0.8):
        hill = depth + 0.1 * np.sin((2 + 4 * random.random()) * np.pi * x + 6 * random.random())
        pixels[y > hill] = random.uniform(40, 200, 3)
    noise = Image.fromarray(random.integers(0, 255, (height, width), np.uint8)).filter(ImageFilter.GaussianBlur(1.5))
    pixels += (np.asarray(noise, np.float32)[:, :, None] - 127) * 0.35
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8)).convert(mode)


def saved(path: Path, picture: Image.Image | None = None, **options: Any) -> Path:
    """Write a picture under a name whose ending says how."""
    (picture or scene()).save(path, **options)
    return path


def jpeg(pixels: NDArray[np.uint8], quality: int) -> NDArray[np.uint8]:
    """Return pixels as they come back out of a JPEG."""
    buffer = BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", quality=quality)
    return np.asarray(Image.open(buffer).convert("RGB"))
