"""A mark in the pixels that is not seen and is found again after compression, scaling and cropping.

How it works: 72 coded bits and a pattern for finding them are laid over each other as noise of middle frequencies, 256
by 256 points large, which is repeated over the picture. It is stronger where the picture is busy. Points are measured
on a canvas whose shorter side is 1024, so that scaling the whole picture changes nothing. A reader finds the scale of a
piece that was cut out by the distance at which the picture is like itself, then folds all repetitions onto one tile.

It does not survive rotation, perspective, painting over, or somebody who knows how it works and wants it gone.
`docs/provenance.md` has the measurements.
"""

import hashlib
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.provenance import coding

type Pixels = NDArray[np.uint8]
type Plane = NDArray[np.float32]

SYNC: Final = 7.0
"""The least height of the finding pattern's peak over its surroundings, in standard deviations."""
STRENGTH: Final = 1.3
"""The strength in grey levels, before it follows the picture."""

_SURE: Final = 14.0  # no need to look at further scales
_KEY: Final = b"aquatint invisible mark, version 1"
_TILE: Final = 256
_CANVAS: Final = 1024
_LONGEST: Final = 3 * _CANVAS
_LOW, _HIGH = 0.06, 0.22  # cycles for each point of the canvas
_SYNC_SHARE: Final = 3.0  # the finding pattern counts as much as nine bits
_CALM, _BUSY = 0.6, 2.2
_SHORT_SIDES: Final = (1024, 1152, 1440, 1536, 2048, 2160, 2880, 4096)
"""Shorter sides of pictures as they are painted: where a piece may come from if nothing else tells."""
_LEAST: Final = 0.75  # of a tile
_NO_OTHER: Final = 0.0015  # scales that differ by less are the same, as far as folding cares
_LIKELY: Final = 3
_PEAK: Final = 4.5
_FARTHEST: Final = 0.8  # of the shorter side: how far apart two repetitions may lie


class Reading(NamedTuple):
    """What was read: the payload, how surely it was found (`SYNC` or more), and the canvas points for each pixel."""

    payload: int
    sync: float
    scale: float


def embed(pixels: Pixels, payload: int, *, region: Pixels | None = None, strength: float = STRENGTH) -> Pixels:
    """Return pixels, shape (height, width, 1, 3 or 4), with a payload of 32 bits in them; alpha stays.

    `region`, shape (height, width), keeps the mark inside: where it is 0 not a bit changes.
    """
    height, width = pixels.shape[:2]
    scale = _CANVAS / min(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    grey = _resized(_grey(pixels), size)
    tile = _tile(payload)
    times = -(-size[1] // _TILE), -(-size[0] // _TILE)
    noise = np.tile(tile, times)[: size[1], : size[0]] * _visibility(grey) * strength
    noise = _resized(noise, (width, height))
    if region is not None:
        noise *= region.astype(np.float32) / 255
    steps = np.rint(noise).astype(np.int16)
    marked = pixels.copy()
    colours = min(3, pixels.shape[2]) if pixels.shape[2] != 2 else 1  # noqa: PLR2004 -- grey with alpha
    for top in range(0, height, _TILE):  # in strips, so that a large picture is not held in wide numbers
        strip = marked[top : top + _TILE, :, :colours]
        strip[:] = np.clip(strip + steps[top : top + _TILE, :, None], 0, 255)
    return marked


def extract(pixels: Pixels) -> Reading | None:
    """Return what a picture's mark says, or None if it has none that can be read."""
    grey = _grey(pixels)
    height, width = grey.shape
    tried: list[float] = []
    best: Reading | None = None
    for scale in _scales(grey):
        if any(abs(scale / other - 1) < _NO_OTHER for other in tried):
            continue
        tried.append(scale)
        if min(grey.shape) * scale < _TILE * _LEAST or max(grey.shape) * scale > 2 * _LONGEST:
            continue
        reading = _read(_flat(_resized(grey, (round(width * scale), round(height * scale)))), scale)
        if reading and (best is None or reading.sync > best.sync):
            best = reading
            if best.sync > _SURE:
                break
    return best


def _scales(grey: Plane) -> list[float]:
    """Return the scales to try, the likeliest first: a whole picture, a piece by its likeness, a piece as painted."""
    whole = _CANVAS / min(grey.shape)
    pieces = [_CANVAS / side for side in _SHORT_SIDES if side > min(grey.shape)]
    return [whole, *_by_likeness(grey), *pieces]


def _by_likeness(grey: Plane) -> list[float]:
    """Return scales at which the picture repeats itself every tile, along both directions.

    The peaks of the autocorrelation of whitened noise lie at whole tiles; other repetitions rarely hold in both.
    """
    import cv2  # noqa: PLC0415

    first = min(1.0, 1.5 * _CANVAS / min(grey.shape))
    plane = _flat(_resized(grey, (round(grey.shape[1] * first), round(grey.shape[0] * first))))
    most = int(_FARTHEST * min(plane.shape))
    if most <= _TILE // 2:
        return []
    shape = tuple(cv2.getOptimalDFTSize(side + most) for side in plane.shape)
    spectrum = np.fft.rfft2(plane, shape)
    likeness = np.fft.irfft2(spectrum.real**2 + spectrum.imag**2, shape)
    left = 1 - np.arange(most)[:, None] / np.array(plane.shape)  # the share of the picture that still overlaps
    along = likeness[:most, 0] / left[:, 0] + likeness[0, :most] / left[:, 1]
    along -= _soft(along.reshape(1, -1).astype(np.float32), 8).ravel()
    along *= np.sqrt(left.min(axis=1))
    along[: _TILE // 4] = -np.inf
    noise = 1.4826 * np.median(np.abs(along[_TILE // 4 :]))
    peaks: list[float] = []
    while len(peaks) < _LIKELY and along[at := int(along.argmax())] > _PEAK * noise:
        peaks.append(_between(along, at))
        along[max(0, at - 3) : at + 4] = -np.inf
    return [first * _TILE / peak for peak in peaks]


def _between(values: NDArray[np.floating], at: int) -> float:
    """Return the place of a peak between the points, by a parabola through three of them."""
    if not 0 < at < len(values) - 1:
        return float(at)
    left, top, right = values[at - 1 : at + 2]
    bend = left - 2 * top + right
    return float(at + (0.5 * (left - right) / bend if np.isfinite(bend) and bend else 0))


def _read(flat: Plane, scale: float) -> Reading | None:
    """Fold a whitened canvas onto one tile, find where it begins, and read it."""
    folded = _folded(flat)
    spectrum = np.fft.fft2(folded)
    carriers, where = _carriers()
    product = np.zeros((_TILE, _TILE), np.complex64)
    product[where] = spectrum[where] * carriers[-1].conj()
    peaks = np.fft.ifft2(product).real
    at = np.unravel_index(int(peaks.argmax()), peaks.shape)
    sync = float((peaks[at] - peaks.mean()) / (peaks.std() + 1e-12))
    if sync < SYNC:
        return None
    turn = np.exp(2j * np.pi * (where[0] * at[0] + where[1] * at[1]) / _TILE)
    soft = (carriers[:-1].conj() @ (spectrum[where] * turn)).real
    payload = coding.decode(soft / (np.abs(soft).mean() + 1e-12))
    return None if payload is None else Reading(payload, round(sync, 1), scale)


def _folded(flat: Plane) -> Plane:
    """Return the mean of all repetitions, whole or in part, shape (256, 256); a place that none reaches is 0."""
    rows, columns = (-(-side // _TILE) for side in flat.shape)
    padded = np.zeros((rows * _TILE, columns * _TILE), np.float32)
    padded[: flat.shape[0], : flat.shape[1]] = flat
    reach = [np.bincount(np.arange(side) % _TILE, minlength=_TILE) for side in flat.shape]
    total = padded.reshape(rows, _TILE, columns, _TILE).sum(axis=(0, 2))
    return np.asarray(total / np.maximum(1, np.outer(*reach)), np.float32)


def _resized(plane: Plane, size: tuple[int, int]) -> Plane:
    """Return a plane of another size (width, height): averaged if smaller, else interpolated."""
    import cv2  # noqa: PLC0415

    how = cv2.INTER_AREA if size[0] < plane.shape[1] else cv2.INTER_CUBIC
    return plane if size == plane.shape[::-1] else np.asarray(cv2.resize(plane, size, interpolation=how), np.float32)


def _soft(plane: Plane, sigma: float) -> Plane:
    import cv2  # noqa: PLC0415

    return np.asarray(cv2.GaussianBlur(plane, (0, 0), sigma), np.float32)


def _grey(pixels: Pixels) -> Plane:
    import cv2  # noqa: PLC0415

    if pixels.shape[2] < 3:  # noqa: PLR2004 -- grey, grey with alpha
        return pixels[:, :, 0].astype(np.float32)
    return np.asarray(cv2.cvtColor(np.ascontiguousarray(pixels[:, :, :3]), cv2.COLOR_RGB2GRAY), np.float32)


def _visibility(grey: Plane) -> Plane:
    """Return how strong the mark may be at each point: more where the picture is busy and hides it."""
    detail = np.abs(grey - _soft(grey, 3))
    return np.clip(_CALM + _soft(detail, 4) / 6, _CALM, _BUSY)


def _flat(grey: Plane) -> Plane:
    """Return the picture without its slow parts and equally strong everywhere, so that no object drowns the mark."""
    detail = grey - _soft(grey, 3)
    return detail / (_soft(np.abs(detail), 6) + np.float32(1.5))


def _tile(payload: int) -> Plane:
    """Return the pattern of a payload, shape (256, 256), with a standard deviation of 1."""
    carriers, where = _carriers()
    weights = np.append(coding.encode(payload), np.float32(_SYNC_SHARE))
    spectrum = np.zeros((_TILE, _TILE), np.complex64)
    spectrum[where] = weights @ carriers
    tile = np.fft.ifft2(spectrum).real  # half of the plane is empty: the real part is the wave that is meant
    return (tile / tile.std()).astype(np.float32)


@cache
def _carriers() -> tuple[NDArray[np.complex64], tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return a wave pattern for each coded bit and the finding pattern, and the frequencies they live on.

    The phases come from SHAKE-256, since generators of random numbers may change with their library.
    """
    rows, columns = np.fft.fftfreq(_TILE)[:, None], np.fft.fftfreq(_TILE)[None]
    distance = np.hypot(rows, columns)
    half = (columns > 0) | ((columns == 0) & (rows > 0))
    where = np.nonzero((distance > _LOW) & (distance < _HIGH) & half)
    count = coding.CODED_BITS + 1
    digest = np.frombuffer(hashlib.shake_256(_KEY).digest(count * len(where[0])), np.uint8)
    phases = digest.reshape(count, -1) * np.float32(2 * np.pi / 256)
    return np.exp(1j * phases).astype(np.complex64), (where[0], where[1])
