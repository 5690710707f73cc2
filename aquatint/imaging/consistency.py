"""How well the pictures of a set fit together: colours, light and edges, and whether two are nearly the same.

Nothing here knows faces or things. The measures see what makes a set look like one hand's work, and a shot that falls
out of it; whether the same person is in both is for eyes. Colours: Björn Ottosson, "A perceptual color space for image
processing" (OKLab, 2020). Hash: 64 signs of the lowest frequencies of a cosine transform (Zauner, 2010).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from aquatint.imaging.facts import DELIVERED
from aquatint.imaging.headers import inspect
from aquatint.imaging.opening import opened

type Floats = NDArray[np.float32]

_EDGE: Final = 192
_COLOURS: Final = 12
_TURNS: Final = 8
_SCALES: Final = 3
_HASH: Final = 32
_LOW: Final = 8
_PALETTE_UNIT: Final = 0.10
"""OKLab distance between the palettes of two pictures of one set that a person just begins to see as another light."""
_STRUCTURE_UNIT: Final = 0.60
_OUT: Final = 1.6
_APART: Final = 1.5
_LEAST_SET: Final = 3

_TO_LMS: Final = np.array(
    [[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
     [0.0883024619, 0.2817188376, 0.6299787005]], np.float32,
)  # fmt: skip
_TO_LAB: Final = np.array(
    [[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
     [0.0259040371, 0.7827717662, -0.8086757660]], np.float32,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """What is compared of one picture: colours with their weights, directions of edges by scale, and the hash."""

    colours: Floats
    weights: Floats
    structure: Floats
    hash: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Mark:
    """How one picture fits the others of its set.

    `palette` is the mean OKLab distance of its colours to the anchor's (0 is the same; black to white is 1),
    `structure` the difference of edges and contrast (0 to about 3), `similarity` how much of the hash agrees with the
    anchor's (0.5 by chance, 1 the same picture). `score` is 1 where a difference begins to be seen. `outlier` tells
    the one that falls out, if one does.
    """

    palette: float
    structure: float
    similarity: float
    score: float
    outlier: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return plain numbers."""
        return {name: round(value, 4) if name != "outlier" else value for name, value in asdict(self).items()}


def compare(anchor: Path, others: Sequence[Path]) -> list[Mark]:
    """Return a mark for the anchor (against itself: zeros) and for each other picture, in order.

    A shot is the outlier if its score is clearly bad and clearly worse than what is usual in its set; at most one is.
    Raises a member of `Unreadable`.
    """
    first = features(anchor)
    marks = [_mark(first, features(path)) for path in others]
    out = outlier([mark.score for mark in marks])
    told = [
        Mark(mark.palette, mark.structure, mark.similarity, mark.score, outlier=index == out)
        for index, mark in enumerate(marks)
    ]
    return [Mark(0.0, 0.0, 1.0, 0.0), *told]


def outlier(scores: Sequence[float]) -> int | None:
    """Return which score falls out: above 1.6, and one and a half times the median of the others. None if none does.

    With one score there is nothing usual to fall out of, so only the first rule counts, twice as strict.
    """
    if not scores:
        return None
    worst = max(range(len(scores)), key=lambda index: scores[index])
    others = [score for index, score in enumerate(scores) if index != worst]
    if len(scores) + 1 < _LEAST_SET:
        return worst if scores[worst] > 2 * _OUT else None
    return worst if scores[worst] > _OUT and scores[worst] > _APART * median(others) else None


def _mark(anchor: Features, other: Features) -> Mark:
    palette = _palette_distance(anchor, other)
    structure = float(np.abs(anchor.structure - other.structure).sum())
    similarity = float((anchor.hash == other.hash).mean())
    return Mark(palette, structure, similarity, palette / _PALETTE_UNIT + 0.25 * structure / _STRUCTURE_UNIT)


def _palette_distance(one: Features, other: Features) -> float:
    """Return the mean distance of each colour to the nearest in the other picture, both ways, by weight."""
    apart = np.linalg.norm(one.colours[:, None] - other.colours[None], axis=-1)
    there, back = (apart.min(1) * one.weights).sum(), (apart.min(0) * other.weights).sum()
    return float(there + back) / 2


def features(path: Path) -> Features:
    """Return what is compared of a picture; alpha lies on middle grey. Raises a member of `Unreadable`."""
    pixels = _small(path)
    lab = _oklab(pixels)
    colours, weights = _palette(pixels)
    return Features(colours, weights, _structure(lab[..., 0]), _hash(lab[..., 0]))


def _small(path: Path) -> NDArray[np.uint8]:
    with opened(path, inspect(path, DELIVERED)) as picture:
        picture.draft("RGB", (_EDGE, _EDGE))
        coloured = picture.convert("RGBA").resize((_EDGE, _EDGE), Image.Resampling.BOX, reducing_gap=2.0)
    ground = Image.new("RGBA", coloured.size, (119, 119, 119, 255))
    return np.asarray(Image.alpha_composite(ground, coloured).convert("RGB"))


def _oklab(pixels: NDArray[np.uint8]) -> Floats:
    part = pixels.astype(np.float32) / 255
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)  # noqa: PLR2004 -- IEC 61966-2-1
    lab: Floats = (np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T).astype(np.float32)
    return lab


def _palette(pixels: NDArray[np.uint8]) -> tuple[Floats, Floats]:
    """Return up to twelve colours in OKLab, and the share of the picture that each covers."""
    reduced = Image.fromarray(pixels).quantize(_COLOURS, Image.Quantize.MEDIANCUT, kmeans=2)
    table = np.array(reduced.getpalette() or [], np.uint8).reshape(-1, 3)
    counts = np.array(reduced.histogram()[: len(table)], np.float32)
    used = counts > 0
    return _oklab(table[used][None])[0], counts[used] / counts.sum()


def _structure(light: Floats) -> Floats:
    """Return, for three scales, how edges of each direction share the picture, and the contrast."""
    told = []
    for scale in range(_SCALES):
        step = 2**scale
        coarse = light[: _EDGE // step * step, : _EDGE // step * step]
        coarse = coarse.reshape(_EDGE // step, step, _EDGE // step, step).mean((1, 3))
        down, across = np.gradient(coarse)
        strength = np.hypot(across, down)
        turn = ((np.arctan2(down, across) % np.pi) / np.pi * _TURNS).astype(int) % _TURNS
        shares = np.bincount(turn.ravel(), strength.ravel(), minlength=_TURNS)
        told += [shares / max(float(shares.sum()), 1e-6), np.array([np.log1p(100 * strength.mean()) / 4])]
    return np.concatenate([*told, [2 * light.std()]]).astype(np.float32)


def _hash(light: Floats) -> NDArray[np.bool_]:
    step = _EDGE // _HASH
    small = light.reshape(_HASH, step, _HASH, step).mean((1, 3))
    low = (_cosines() @ small @ _cosines().T)[:_LOW, :_LOW].ravel()[1:]
    return np.asarray(low > np.median(low))


@cache
def _cosines() -> Floats:
    """Return the matrix of the discrete cosine transform (DCT-II)."""
    rows, columns = np.mgrid[:_HASH, :_HASH]
    matrix: Floats = np.cos(np.pi * (2 * columns + 1) * rows / (2 * _HASH)).astype(np.float32)
    return matrix
