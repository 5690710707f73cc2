"""The one door to Pillow: a closed list of formats, the declared size, and errors that people can read."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from PIL import Image, ImageSequence

from aquatint.imaging import sniff
from aquatint.imaging.errors import DECODER_ERRORS, NotAnImage, TooManyPixels
from aquatint.imaging.facts import DELIVERED, Facts

_FORMATS: Final = {sniff.PNG: "PNG", sniff.JPEG: "JPEG", sniff.WEBP: "WEBP", sniff.GIF: "GIF", sniff.AVIF: "AVIF"}

Image.MAX_IMAGE_PIXELS = DELIVERED.pixels  # Pillow's own guard, behind ours; it refuses twice this number


@contextmanager
def opened(path: Path, facts: Facts) -> Iterator[Image.Image]:
    """Open a picture whose `facts` have passed their limits; pixels are decoded when first touched inside the block.

    Raises `NotAnImage` if the decoder refuses the file or finds another size than `facts` say.
    """
    try:
        with Image.open(path, formats=(_FORMATS[facts.media_type],)) as picture:
            _same_size(picture, facts)
            yield picture
    except (NotAnImage, TooManyPixels):
        raise
    except DECODER_ERRORS as error:
        raise NotAnImage(f"This {_FORMATS[facts.media_type]} is damaged: it cannot be opened.") from error
    except Image.DecompressionBombError as error:
        raise TooManyPixels("This picture is far larger than it says.") from error


def _same_size(picture: Image.Image, facts: Facts) -> None:
    if picture.size != (facts.width, facts.height):
        raise NotAnImage("This picture is damaged: its parts disagree about its size.")


def decode(path: Path, facts: Facts) -> None:
    """Decode every frame, one at a time, and throw it away. Raises as `opened`."""
    with opened(path, facts) as picture:
        for frame in ImageSequence.Iterator(picture):
            frame.load()
