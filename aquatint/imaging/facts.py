"""What a picture's header says, and the limits that it must keep."""

from dataclasses import dataclass
from typing import Final

from aquatint.imaging.errors import NotAnImage, TooManyBytes, TooManyFrames, TooManyPixels

_MEGA: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Facts:
    """What the header of a picture file declares. `width` and `height` are in pixels, before any EXIF orientation."""

    media_type: str
    width: int
    height: int
    frames: int
    alpha: bool

    @property
    def pixels(self) -> int:
        """The pixels of all frames together: what opening the file can cost."""
        return self.width * self.height * self.frames


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file may hold. `pixels` counts all frames together; `edge` is what WebP and AVIF can hold."""

    bytes: int = 128 * 1024 * 1024
    pixels: int = 100 * _MEGA
    frames: int = 500
    edge: int = 65_535

    def check_bytes(self, size: int) -> None:
        """Raise `TooManyBytes` if a file of `size` bytes is too large."""
        if size > self.bytes:
            raise TooManyBytes(f"This file has {size / _MEGA:.1f} MB; at most {self.bytes / _MEGA:.1f} MB are taken.")

    def check(self, facts: Facts) -> None:
        """Raise if the declared picture is empty, too large or too long."""
        if facts.width < 1 or facts.height < 1 or facts.frames < 1:
            raise NotAnImage(f"This picture says that it is {facts.width} by {facts.height} pixels: it is empty.")
        if facts.frames > self.frames:
            raise TooManyFrames(f"This animation has more than {self.frames} frames, the most that is taken.")
        if facts.pixels > self.pixels or max(facts.width, facts.height) > self.edge:
            raise TooManyPixels(
                f"This picture is {facts.width} by {facts.height} pixels ({facts.pixels / _MEGA:.0f} megapixels with "
                f"all frames); at most {self.pixels / _MEGA:.0f} megapixels are taken."
            )


DELIVERED: Final = Limits()
"""For files from a provider: far above what any model paints, far below what would hurt."""
