"""A rectangle of a picture at its own depth: read it, put it back, and leave every other sample as it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging import headers, vips
from aquatint.imaging.reading.geometry import Box

type Samples = NDArray[Any]
"""Height × width × bands; unsigned 8 or 16 bits."""

_KINDS: Final = {"uchar", "ushort"}
_COLOUR: Final = 3
_LUMA: Final = np.array((0.2126, 0.7152, 0.0722), np.float32)  # ITU-R BT.709


@dataclass(frozen=True, slots=True)
class Raster:
    """An upright picture, opened but not read. `image` is libvips' own."""

    image: Any

    @property
    def width(self) -> int:
        """Pixels across."""
        return int(self.image.width)

    @property
    def height(self) -> int:
        """Pixels down."""
        return int(self.image.height)

    def cut(self, box: Box) -> Samples:
        """Return the samples of a box that lies inside the picture."""
        x, y, width, height = box
        samples: Samples = self.image.crop(x, y, width, height).numpy()
        return samples.reshape(height, width, self.image.bands)

    def write(self, samples: Samples, x: int, y: int, out: Path) -> None:
        """Write the picture as a PNG with `samples` at (x, y)."""
        import pyvips  # noqa: PLC0415 -- beside `Raster.image`, the only use

        patch = pyvips.Image.new_from_array(np.ascontiguousarray(samples), interpretation=self.image.interpretation)
        out.write_bytes(self.image.insert(patch, x, y).pngsave_buffer(compression=6, keep="icc"))


def opened(path: Path) -> Raster:
    """Open a picture for a repair. Raises a member of `Unreadable`."""
    import pyvips  # noqa: PLC0415 -- types are looked up here only

    headers.inspect(path)
    with vips.guarded():
        image = pyvips.Image.new_from_file(str(path), fail_on="error").autorot()
        if image.format not in _KINDS or image.interpretation == "cmyk":
            image = image.colourspace("srgb").cast("uchar")
        return Raster(image.copy_memory())


def colours(samples: Samples) -> NDArray[np.float32]:
    """Return height × width × 3 in 0 to 255, whatever the depth and the bands."""
    peak = np.iinfo(samples.dtype).max
    bands = samples if samples.shape[2] >= _COLOUR else samples[..., :1]
    shown = np.repeat(bands, _COLOUR, axis=2) if bands.shape[2] == 1 else bands[..., :_COLOUR]
    return np.asarray(shown, np.float32) * np.float32(255 / peak)


def painted(
    samples: Samples, rgb: NDArray[np.float32], touched: NDArray[np.bool_], opacity: NDArray[np.float32]
) -> Samples:
    """Return the samples with `rgb` (0 to 255) where `touched`; alpha, if any, rises to `opacity` (0 to 1)."""
    peak = np.iinfo(samples.dtype).max
    out = samples.copy()
    bands = samples.shape[2]
    new = rgb if bands >= _COLOUR else (rgb @ _LUMA)[..., None]
    whole = np.rint(np.clip(new, 0, 255) * (peak / 255)).astype(samples.dtype)
    out[..., : whole.shape[2]][touched] = whole[touched]
    if bands in {2, 4}:
        alpha = np.rint(opacity * peak).astype(samples.dtype)
        out[..., -1][touched] = np.maximum(out[..., -1], alpha)[touched]
    return out
