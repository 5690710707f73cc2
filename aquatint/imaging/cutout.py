"""Taking the background away, as a step that can be replaced: a protocol, a classical way, and a slot for a model.

The classical way takes the colours along the border for the background, and lets GrabCut (Rother and others 2004) find
where they end. It is good for one thing in front of a plain or slowly changing ground, and not for hair, glass, or a
ground that looks like the thing. It says when it is not sure; a person should look then.
"""

import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from aquatint.imaging.facts import DELIVERED, Limits
from aquatint.imaging.headers import inspect
from aquatint.kit.errors import InvalidRequest

type Colours = NDArray[np.uint8]
"""Rows, columns, and red, green, blue."""
type Alpha = NDArray[np.float32]
"""Rows, columns; 0 is background, 1 is the thing."""

_EDGE: Final = 384
_BORDER: Final = 0.03
_ROUNDS: Final = 3
_NEAR, _FAR = 9.0, 40.0
_PLAIN: Final = 0.75
_LEAST, _MOST = 0.01, 0.95
_FEATHER: Final = 1.2
_MODEL_EDGE: Final = 320
_MODEL_MOST: Final = 2048
_THREADS: Final = 2
_MEAN: Final = np.array([0.485, 0.456, 0.406], np.float32)  # of ImageNet, on which such models are trained
_SPREAD: Final = np.array([0.229, 0.224, 0.225], np.float32)
CLASSICAL: Final = "cut out by colour"


class CannotCutOut(InvalidRequest, ValueError):
    """Nothing stands out from the background, or the operator's model does not do what such models do."""

    code = "cannot_cut_out"


class Cutter(Protocol):
    """Anything that tells the thing from its background. `name` stands on the receipt."""

    name: str

    def alpha(self, colours: Colours) -> tuple[Alpha, bool]:
        """Return alpha of the same rows and columns, and whether the cutter is sure. Raises `CannotCutOut`."""


@dataclass(frozen=True, slots=True)
class CutOut:
    """What was made: size in pixels, `method` for the receipt, the share that stayed, and whether to trust it."""

    width: int
    height: int
    method: str
    kept: float
    sure: bool
    cpu_seconds: float


def cut_out(path: Path, *, out: Path, cutter: Cutter | None = None, limits: Limits = DELIVERED) -> CutOut:
    """Write the picture at `path` as a PNG of the same size whose background is transparent to `out`.

    What was transparent stays so; colours are not changed. Raises `CannotCutOut` or a member of `Unreadable`.
    """
    from aquatint.imaging import vips  # noqa: PLC0415 -- a process that only names errors needs no libvips

    started = time.process_time()
    facts = inspect(path, limits)
    pixels, profile = vips.read_array(path, facts)
    used = cutter or ByColour()
    shallow = (pixels >> 8).astype(np.uint8) if pixels.dtype == np.uint16 else pixels
    alpha, sure = used.alpha(_rgb(shallow))
    kept = float(alpha.mean())
    if kept < _LEAST:
        raise CannotCutOut("Nothing stands out from the background of this picture.", field="image")
    vips.write_array(_with_alpha(pixels, alpha), out, profile=profile)
    spent = time.process_time() - started
    return CutOut(facts.width, facts.height, used.name, kept, sure and kept < _MOST and not _spans(alpha), spent)


def _spans(alpha: Alpha) -> bool:
    """Return whether what stays reaches two opposite edges, as a table or a floor does and a thing hardly ever."""
    left, right, top, bottom = ((side > 0.5).any() for side in (alpha[:, 0], alpha[:, -1], alpha[0], alpha[-1]))  # noqa: PLR2004
    return bool((left and right) or (top and bottom))


def _rgb(pixels: NDArray[Any]) -> Colours:
    colours = pixels[..., :3] if pixels.shape[2] > 2 else pixels[..., :1].repeat(3, axis=2)  # noqa: PLR2004
    return np.ascontiguousarray(colours)


def _with_alpha(pixels: NDArray[Any], alpha: Alpha) -> NDArray[Any]:
    most = np.iinfo(pixels.dtype).max
    colours = pixels[..., : 3 if pixels.shape[2] > 2 else 1]  # noqa: PLR2004
    layer = alpha * pixels[..., -1] if pixels.shape[2] in {2, 4} else alpha * most
    return np.concatenate([colours, np.rint(layer)[..., None].astype(pixels.dtype)], axis=2)


class ByColour:
    """The classical way: the colours of the border, then GrabCut on a copy of 384 pixels."""

    name = CLASSICAL

    def alpha(self, colours: Colours) -> tuple[Alpha, bool]:
        """Return alpha and whether the border was plain enough to trust."""
        import cv2  # noqa: PLC0415 -- heavy, and only here

        height, width = colours.shape[:2]
        scale = min(1.0, _EDGE / max(height, width))
        size = (max(3, round(width * scale)), max(3, round(height * scale)))
        small = np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_AREA), np.uint8)
        apart, plain = _apart_from_border(small)
        mask = np.where(apart < _NEAR, cv2.GC_PR_BGD, cv2.GC_PR_FGD).astype(np.uint8)
        mask[(apart < _NEAR) & _border(small)] = cv2.GC_BGD
        mask[apart > _FAR] = cv2.GC_PR_FGD
        return _grown(_grabbed(small, mask), width, height), plain >= _PLAIN


def _border(small: Colours) -> NDArray[np.bool_]:
    height, width = small.shape[:2]
    thick = max(1, round(_BORDER * min(height, width)))
    ring = np.ones((height, width), bool)
    ring[thick : height - thick, thick : width - thick] = False
    return ring


def _apart_from_border(small: Colours) -> tuple[NDArray[np.float32], float]:
    """Return how far each pixel is from the border's colours (in CIELAB), and which share of the border is plain."""
    import cv2  # noqa: PLC0415

    lab = cv2.cvtColor(small.astype(np.float32) / 255, cv2.COLOR_RGB2Lab).reshape(-1, 3)
    ring = _border(small).ravel()
    samples = lab[ring].astype(np.float32)
    count = min(3, len(samples))
    cv2.setRNGSeed(1)
    rule = (cv2.TERM_CRITERIA_EPS + cv2.TERM_CRITERIA_MAX_ITER, 20, 0.5)
    _, labels, centres = cv2.kmeans(samples, count, np.empty(0, np.int32), rule, 1, cv2.KMEANS_PP_CENTERS)
    shares = np.bincount(np.asarray(labels, np.int64).ravel(), minlength=count) / len(samples)
    centres = np.asarray(centres, np.float32)[shares > 0.1]  # noqa: PLR2004 -- what is rare at the border may be the thing
    apart = np.min(np.linalg.norm(lab[:, None] - centres[None], axis=2), axis=1)
    plain = float((apart[ring] < _NEAR).mean())
    return apart.reshape(small.shape[:2]).astype(np.float32), plain


def _grabbed(small: Colours, mask: NDArray[np.uint8]) -> NDArray[np.float32]:
    import cv2  # noqa: PLC0415

    is_thing = (mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)
    if is_thing.any() and not is_thing.all():
        models = np.zeros((1, 65)), np.zeros((1, 65))
        try:
            cv2.grabCut(small, mask, None, *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)  # type: ignore[call-overload]
        except cv2.error as error:
            raise CannotCutOut("Nothing stands out from the background of this picture.", field="image") from error
        is_thing = (mask == cv2.GC_FGD) | (mask == cv2.GC_PR_FGD)
    return np.asarray(is_thing, np.float32)


def _grown(mask: NDArray[np.float32], width: int, height: int) -> Alpha:
    """Bring a mask to the picture's size with an edge of about a pixel of the mask."""
    import cv2  # noqa: PLC0415

    soft = cv2.GaussianBlur(mask, (0, 0), _FEATHER)
    large = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
    alpha: Alpha = np.clip((np.asarray(large, np.float32) - 0.25) * 2, 0, 1)
    return alpha


class ByModel:
    """The operator's ONNX model: input (1, 3, S, S), normalised as ImageNet is; first output a mask of S by S."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self.name = f"cut out by the model {model.stem}"

    def alpha(self, colours: Colours) -> tuple[Alpha, bool]:
        """Return the model's mask, spread from 0 to 1."""
        import cv2  # noqa: PLC0415

        session, edge = _session(self._model, self._model.stat().st_mtime_ns)
        small = np.asarray(cv2.resize(colours, (edge, edge), interpolation=cv2.INTER_AREA), np.float32) / 255
        given = np.ascontiguousarray(((small - _MEAN) / _SPREAD).transpose(2, 0, 1)[None])
        try:
            made = session.run(None, {session.get_inputs()[0].name: given})[0]
            mask = np.nan_to_num(np.asarray(made, np.float32)).reshape(edge, edge)
        except Exception as error:
            raise CannotCutOut("The operator's model for cutting out failed.", field="model") from error
        low, high = float(mask.min()), float(mask.max())
        mask = (mask - low) / max(high - low, 1e-6)
        large = cv2.resize(mask, (colours.shape[1], colours.shape[0]), interpolation=cv2.INTER_LINEAR)
        return np.clip(np.asarray(large, np.float32), 0, 1), True


@lru_cache(1)
def _session(model: Path, _changed: int) -> tuple[Any, int]:
    """Return the loaded model and the edge of its input; once for each state of the file."""
    import onnxruntime  # noqa: PLC0415 -- heavy, and only where an operator has supplied a model

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.log_severity_level = 4
    try:
        session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        edge = session.get_inputs()[0].shape[-1]
    except Exception as error:  # onnxruntime has no base class for its errors
        raise CannotCutOut("The operator's model for cutting out cannot be loaded.", field="model") from error
    edge = edge if isinstance(edge, int) else _MODEL_EDGE
    if not 1 <= edge <= _MODEL_MOST:
        raise CannotCutOut("The operator's model for cutting out wants too large an input.", field="model")
    return session, edge
