"""Making a picture larger: by resampling that invents nothing, or by a model that the operator supplies.

The built-in way is bicubic interpolation, a light unsharp mask, and three rounds of back-projection (Irani and Peleg
1991): the result is shrunk by averaging, compared with the source, and the difference added. With a whole factor the
enlarged picture shrinks back to exactly the source; that is what "no new detail" means.

Work goes in tiles with an overlap, so that memory is the two pictures and little more. Depth (8 or 16 bits), alpha and
colour profile stay.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.facts import DELIVERED, Limits
from aquatint.imaging.headers import inspect
from aquatint.kit.errors import InvalidRequest

type Pixels = NDArray[Any]
"""Rows, columns, 1 to 4 channels; 8 or 16 bits."""
type Floats = NDArray[np.float32]
"""Rows, columns, channels; 0 to 1, colour multiplied by alpha."""
type Enlarge = Callable[[Floats], Floats]

RESAMPLED: Final = "resampled, no new detail"
_FACTOR: Final = 8
_TILE: Final = 256
_OVERLAP: Final = 16
_MODEL_TILE: Final = 512 - 2 * _OVERLAP
_ROUNDS: Final = 3
_SHARPEN: Final = 0.15
_SHARPEN_SIGMA: Final = 0.35  # times the factor, in pixels of the result
_SHAPE: Final = 0.01
_THREADS: Final = 2
_HALF: Final = 0.49  # of a level: the mean of a square rounds to its source pixel


class CannotUpscale(InvalidRequest, ValueError):
    """The asked size cannot be made from this picture, or the operator's model does not do what such models do."""

    code = "cannot_upscale"


@dataclass(frozen=True, slots=True)
class Upscaled:
    """What was made: size in pixels, `method` (the words for the receipt), and what it took."""

    width: int
    height: int
    from_width: int
    from_height: int
    method: str
    tiles: int
    cpu_seconds: float


class _Tile(NamedTuple):
    """A part of the source with its overlap, and where its inner part lies in the whole and in the tile."""

    outer: tuple[slice, slice]
    inner: tuple[slice, slice]
    within: tuple[slice, slice]


def upscale(
    path: Path, *, width: int, height: int, out: Path, model: Path | None = None, limits: Limits = DELIVERED
) -> Upscaled:
    """Write the picture at `path` as a PNG of `width` by `height` pixels to `out`.

    `model` is an ONNX file with one input and one output, both float32 of shape (1, 3, rows, columns) from 0 to 1, that
    enlarges by a fixed whole factor. Without it the picture is resampled. Raises `CannotUpscale` if the size is smaller
    than the picture, more than 8 times larger, of another shape or above `limits`; or a member of `Unreadable`.
    """
    from aquatint.imaging import vips  # noqa: PLC0415 -- a process that only names sizes needs no libvips

    started = time.process_time()
    facts = inspect(path, limits)
    _check(facts.width, facts.height, width, height, limits)
    pixels, profile = vips.read_array(path, facts)
    is_opaque = _has_alpha(pixels) and int(pixels[..., -1].min()) == np.iinfo(pixels.dtype).max
    if is_opaque:
        pixels = np.ascontiguousarray(pixels[..., :-1])
    factor, enlarge, size = _method(model, max(width / facts.width, height / facts.height))
    large, tiles = _enlarged(pixels, factor, enlarge, size)
    if large.shape[:2] != (height, width):
        large = _fitted(large, width, height)
    if is_opaque:
        large = np.concatenate([large, np.full_like(large[..., :1], np.iinfo(large.dtype).max)], axis=2)
    vips.write_array(large, out, profile=profile)
    method = RESAMPLED if model is None else f"enlarged by the model {model.stem}"
    return Upscaled(width, height, facts.width, facts.height, method, tiles, time.process_time() - started)


def _check(width: int, height: int, wide: int, high: int, limits: Limits) -> None:
    asked, has = f"{wide}x{high}", f"{width}x{height}"
    if wide < width or high < height:
        raise CannotUpscale(f"{asked} is smaller than the picture ({has}).", field="size")
    if wide > _FACTOR * width or high > _FACTOR * height:
        raise CannotUpscale(f"{asked} is more than {_FACTOR} times as large as the picture ({has}).", field="size")
    if abs(wide * height - high * width) > _SHAPE * wide * height:
        raise CannotUpscale(f"{asked} has another shape than the picture ({has}).", field="size")
    if wide * high > limits.pixels or max(wide, high) > limits.edge:
        raise CannotUpscale(f"{asked} is larger than any picture that is kept here.", field="size")


def _method(model: Path | None, wanted: float) -> tuple[int, Enlarge, int]:
    """Return the whole factor of one pass, what does it, and the edge of its tiles."""
    if model is None:
        factor = int(np.ceil(wanted - 1e-9))
        return factor, lambda tile: resampled(tile, factor), _TILE
    network = _network(model, model.stat().st_mtime_ns)
    factor = network(np.zeros((64, 64, 3), np.float32)).shape[0] // 64
    if not 1 <= factor <= _FACTOR:
        raise CannotUpscale("The operator's model for larger pictures does not enlarge.", field="model")
    return factor, lambda tile: _by(network, tile, factor), _MODEL_TILE


def _enlarged(pixels: Pixels, factor: int, enlarge: Enlarge, edge: int) -> tuple[Pixels, int]:
    height, width, channels = pixels.shape
    if factor == 1 and edge == _TILE:
        return pixels, 1
    large = np.empty((height * factor, width * factor, channels), pixels.dtype)
    count = 0
    for tile in _tiles(height, width, edge):
        source = pixels[tile.outer]
        done = _straight(enlarge(_multiplied(source)), pixels.dtype)
        if edge == _TILE:
            _mended(done, source, factor)
        rows, columns = (slice(part.start * factor, part.stop * factor) for part in tile.within)
        target = tuple(slice(part.start * factor, part.stop * factor) for part in tile.inner)
        large[target] = done[rows, columns]
        count += 1
    return large, count


def _tiles(height: int, width: int, edge: int) -> Iterator[_Tile]:
    for top in range(0, height, edge):
        for left in range(0, width, edge):
            rows, columns = _reach(top, edge, height), _reach(left, edge, width)
            inner = (slice(top, min(top + edge, height)), slice(left, min(left + edge, width)))
            within = tuple(
                slice(part.start - outer.start, part.stop - outer.start)
                for part, outer in zip(inner, (rows, columns), strict=True)
            )
            yield _Tile((rows, columns), inner, (within[0], within[1]))


def _reach(start: int, edge: int, end: int) -> slice:
    return slice(max(0, start - _OVERLAP), min(end, start + edge + _OVERLAP))


def _multiplied(pixels: Pixels) -> Floats:
    """Return pixels as floats with colour multiplied by alpha, so that hidden colour does not bleed into edges."""
    floats = pixels.astype(np.float32) / np.float32(np.iinfo(pixels.dtype).max)
    if _has_alpha(floats):
        floats[..., :-1] *= floats[..., -1:]
    return floats


def _straight(floats: Floats, depth: np.dtype[Any]) -> Pixels:
    if _has_alpha(floats):
        alpha = np.maximum(floats[..., -1:], 1e-6)
        floats[..., :-1] = np.where(floats[..., -1:] > 0, floats[..., :-1] / alpha, 0)
    floats *= np.float32(np.iinfo(depth).max)
    floats += 0.5
    return np.clip(floats, 0, np.iinfo(depth).max).astype(depth)


def _has_alpha(pixels: Pixels) -> bool:
    return pixels.shape[2] in {2, 4}


def resampled(tile: Floats, factor: int) -> Floats:
    """Enlarge by a whole factor so that averaging over squares of `factor` pixels gives the source again."""
    import cv2  # noqa: PLC0415 -- heavy, and not needed where sizes are only checked

    if factor == 1:
        return tile
    height, width = tile.shape[0] * factor, tile.shape[1] * factor
    large = _resized(tile, width, height, cv2.INTER_CUBIC)
    soft = cv2.GaussianBlur(large, (0, 0), _SHARPEN_SIGMA * factor).reshape(large.shape)
    cv2.addWeighted(large, 1 + _SHARPEN, soft, -_SHARPEN, 0, dst=large)
    for left in reversed(range(_ROUNDS)):
        missing = tile - _resized(large, tile.shape[1], tile.shape[0], cv2.INTER_AREA)
        # The last round spreads what is missing evenly over each square, which leaves nothing missing.
        large += _resized(missing, width, height, cv2.INTER_CUBIC if left else cv2.INTER_NEAREST)
        np.clip(large, 0, 1, out=large)
    return large


def _resized(pixels: NDArray[Any], width: int, height: int, kind: int) -> NDArray[Any]:
    """Resize, and give grey its axis of channels back, which OpenCV drops."""
    import cv2  # noqa: PLC0415

    done: NDArray[Any] = cv2.resize(pixels, (width, height), interpolation=kind)
    return done.reshape(height, width, pixels.shape[2])


def _mended(large: Pixels, source: Pixels, factor: int) -> None:
    """Make squares that rounding has moved away from their source pixel plain; there are few. Alpha only, if any."""
    import cv2  # noqa: PLC0415

    channels = slice(-1, None) if _has_alpha(source) else slice(None)
    wanted = source[..., channels].astype(np.float32)
    rows, columns = wanted.shape[:2]
    there = np.ascontiguousarray(large[..., channels], np.float32)
    means = _resized(there, columns, rows, cv2.INTER_AREA)
    for row, column in np.argwhere((np.abs(means - wanted) >= _HALF).any(axis=2)):
        square = (slice(row * factor, (row + 1) * factor), slice(column * factor, (column + 1) * factor), channels)
        large[square] = source[row, column, channels]


def _fitted(large: Pixels, width: int, height: int) -> Pixels:
    """Bring what a whole factor gave to the asked size."""
    import cv2  # noqa: PLC0415

    kind = cv2.INTER_AREA if large.shape[0] >= height else cv2.INTER_CUBIC
    if not _has_alpha(large):
        return _resized(large, width, height, kind)
    return _straight(np.clip(_resized(_multiplied(large), width, height, kind), 0, 1), large.dtype)


@lru_cache(1)
def _network(model: Path, _changed: int) -> Enlarge:
    """Return what runs the operator's model on one tile of red, green and blue; loaded once for a state of the file."""
    import onnxruntime  # noqa: PLC0415 -- heavy, and only where an operator has supplied a model

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime has no base class for its errors
        raise CannotUpscale("The operator's model for larger pictures cannot be loaded.", field="model") from error
    name = session.get_inputs()[0].name

    def run(tile: Floats) -> Floats:
        given = np.ascontiguousarray(tile.transpose(2, 0, 1)[None])
        try:
            [made] = session.run([session.get_outputs()[0].name], {name: given})
            found = np.asarray(made, np.float32)[0].transpose(1, 2, 0)
        except Exception as error:
            raise CannotUpscale("The operator's model for larger pictures failed.", field="model") from error
        clean: Floats = np.clip(np.nan_to_num(found), 0, 1)
        return clean

    return run


def _by(network: Enlarge, tile: Floats, factor: int) -> Floats:
    """Enlarge colour by the model and alpha by resampling; grey goes in as colour and comes out as grey."""
    colours = 3 if tile.shape[2] > 2 else 1  # noqa: PLR2004 -- grey, grey with alpha
    made = network(np.repeat(tile[..., :1], 3, axis=2) if colours == 1 else tile[..., :3])
    if made.shape != (tile.shape[0] * factor, tile.shape[1] * factor, 3):
        raise CannotUpscale("The operator's model for larger pictures has no fixed factor.", field="model")
    large = made.mean(axis=2, keepdims=True) if colours == 1 else made
    if not _has_alpha(tile):
        return large
    alpha = resampled(np.ascontiguousarray(tile[..., -1:]), factor)
    return np.concatenate([np.minimum(large, alpha), alpha], axis=2)
