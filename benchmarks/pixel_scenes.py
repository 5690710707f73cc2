"""Pictures with a known change and a known drift, for `benchmarks/pixels.py` and the tests of the pixel lock.

Two kinds of sources: scenes of the sandbox painter, whose edits are made on the scene itself, and "dead leaves" (Lee,
Mumford, Huang 2001), layered shapes whose statistics are those of photographs. The truth is where source and edit
differ by more than four levels. The drift then redraws every pixel, as painters do.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import cv2 as _cv2
import numpy as np
from numpy.typing import NDArray

from aquatint.providers.sandbox import revise
from aquatint.providers.sandbox.compose import compose
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render

type Pixels = NDArray[np.uint8]
type Truth = NDArray[np.bool_]

cv2: Any = _cv2
cv2.setNumThreads(1)

VISIBLE: Final = 4
"""Levels: a smaller difference is not part of the truth."""

PAINTED: Final = (
    ("a red fox and a cabin by a misty lake at sunset, a sailboat", "make the cabin blue"),
    ("a red fox and a cabin by a misty lake at sunset, a sailboat", "remove the fox"),
    ("a street with a bakery and a red bicycle", "make the bicycle green"),
    ("a cosy living room with a red armchair and a cat", "remove the cat"),
    ("a blue jug, a green bottle and three pears on a table", "make the jug red"),
    ("a lighthouse on the beach, storm", "remove the lighthouse"),
)
KINDS: Final = ("recoloured", "replaced", "removed")
AREAS: Final = (0.005, 0.02, 0.08, 0.2, 0.4)


@dataclass(frozen=True, slots=True)
class Drift:
    """How an answer is off: pixels (at 1K), a factor, levels of colour, grain, local warp and redrawn detail."""

    shift: float
    scale: float
    colour: float
    grain: float
    warp: float = 0.0
    redraw: float = 0.0
    jpeg: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A source, its answer, and where the two truly differ (all of one size, RGB)."""

    name: str
    source: Pixels
    answer: Pixels
    truth: Truth
    drift: Drift


def cases(edge: int, count: int, seed: int = 1) -> Iterator[Case]:
    """Yield cases of `edge` by `edge` pixels: painted and leafy ones in turn, all kinds and areas, drifts at random."""
    for index in range(count):
        chance = np.random.default_rng((seed, edge, index))
        drift = some_drift(chance)
        if index % 3 == 0:
            words = PAINTED[(index // 3) % len(PAINTED)]
            source, edited = painted(*words, edge)
            name = words[1]
        else:
            at = index - index // 3 - 1
            kind, area = KINDS[at % len(KINDS)], AREAS[at % len(AREAS)]
            source = leaves(edge, seed=index)
            edited = changed(source, kind, area, chance)
            name = f"{kind} {area:.1%}"
        truth = cv2.absdiff(source, edited).max(-1) > VISIBLE
        yield Case(name, source, drifted(edited, drift, chance), truth, drift)


def some_drift(chance: np.random.Generator) -> Drift:
    """Return a drift from nearly none to strong."""
    return Drift(
        shift=float(chance.uniform(0.3, 6)),
        scale=float(1 + chance.uniform(-0.015, 0.015)),
        colour=float(chance.uniform(0.5, 5)),
        grain=float(chance.uniform(0.5, 3)),
        warp=float(chance.choice([0.0, 0.5, 1.0])),
        redraw=float(chance.choice([0.0, 0.3, 0.6])),
        jpeg=int(chance.integers(80, 96)) if chance.random() < 0.25 else None,  # noqa: PLR2004
    )


@lru_cache(maxsize=2)
def painted(prompt: str, words: str, edge: int) -> tuple[Pixels, Pixels]:
    """Return a scene of the sandbox painter before and after an edit, RGB."""
    scene = compose(read(prompt), (edge, edge), 7)
    after = revise.revise(scene, words, (), None).scene
    first, second = (np.ascontiguousarray(render(one)[..., :3]) for one in (scene, after))
    return first, second


def leaves(edge: int, seed: int) -> Pixels:
    """Return layered discs and bars with grain and texture: what photographs look like to statistics."""
    chance = np.random.default_rng(seed)
    picture = np.empty((edge, edge, 3), np.float32)
    picture[:] = chance.uniform(40, 220, 3)
    for _ in range(260):
        radius = float(np.clip(edge * 0.012 / chance.random() ** 0.5, edge * 0.012, edge * 0.3))
        middle = tuple(int(value) for value in chance.integers(0, edge, 2))
        colour = tuple(float(value) for value in np.clip(chance.normal(128, 60, 3), 5, 250))
        axes = (int(radius), int(radius * chance.uniform(0.3, 1)))
        cv2.ellipse(picture, middle, axes, float(chance.uniform(0, 180)), 0, 360, colour, -1, cv2.LINE_AA)
    light = octaves(edge, chance, 3, 40)
    texture = octaves(edge, chance, edge // 16, 7) * np.clip(octaves(edge, chance, 6, 1) + 0.3, 0, 1)
    picture = cv2.GaussianBlur(picture, (0, 0), 0.8 * edge / 1024)
    picture += (light + texture)[..., None]
    picture += chance.normal(0, 1.5, picture.shape).astype(np.float32)
    return np.asarray(np.clip(np.rint(picture), 0, 255), np.uint8)


def octaves(edge: int, chance: np.random.Generator, cells: int, amount: float) -> NDArray[np.float32]:
    """Return smooth noise (edge, edge): each octave twice as fine and half as strong, `cells` across at first."""
    field, strength = np.zeros((edge, edge), np.float32), 1.0
    for _ in range(4):
        grid = chance.normal(0, strength, (cells + 3, cells + 3)).astype(np.float32)
        field += cv2.resize(grid, (edge, edge), interpolation=cv2.INTER_CUBIC)
        cells, strength = min(cells * 2, edge), strength / 2
    return field * np.float32(amount)


def blob(edge: int, area: float, chance: np.random.Generator) -> NDArray[np.float32]:
    """Return a soft-edged (one pixel) mask, 0 to 1, of an irregular shape that covers `area` of the picture."""
    radius = np.sqrt(area / np.pi)
    least = min(0.5, 1.25 * radius)
    x, y = (chance.uniform(least, 1 - least) * edge for _ in range(2))
    rows, columns = np.mgrid[0:edge, 0:edge].astype(np.float32)
    angle = np.arctan2(rows - y, columns - x)
    wobble = sum(chance.normal(0, 0.12 / lobes) * np.cos(lobes * angle + chance.uniform(0, 7)) for lobes in (2, 3, 5))
    field = np.hypot(rows - y, columns - x) / (1 + wobble)
    reach = float(np.quantile(field, area))
    return np.asarray(np.clip(reach - field + 0.5, 0, 1), np.float32)


def changed(source: Pixels, kind: str, area: float, chance: np.random.Generator, strength: float = 1.0) -> Pixels:
    """Return the source with a blob of it recoloured, replaced or removed."""
    edge = len(source)
    share = blob(edge, area, chance)[..., None]
    before = source.astype(np.float32)
    if kind == "recoloured":
        turn = np.roll(before, int(chance.integers(1, 3)), axis=-1) * 0.5 + before * 0.5
        cast = chance.permutation(np.array([28.0, -22.0, 4.0]))
        after = before + (turn + cast - before) * strength
    elif kind == "replaced":
        after = leaves(edge, int(chance.integers(1 << 30))).astype(np.float32)
    else:
        softness = edge * 0.06
        around = cv2.GaussianBlur(before * (1 - share), (0, 0), softness)
        weight = cv2.GaussianBlur(1 - share[..., 0], (0, 0), softness)[..., None]
        after = around / np.maximum(weight, 0.02) + chance.normal(0, 1.5, before.shape)
    return np.asarray(np.clip(np.rint(before + (after - before) * share), 0, 255), np.uint8)


def drifted(edited: Pixels, drift: Drift, chance: np.random.Generator) -> Pixels:
    """Return the picture as a painter would send it back: every pixel redrawn a little off."""
    edge, unit = len(edited), len(edited) / 1024
    turn = np.deg2rad(chance.uniform(-0.1, 0.1))
    along = chance.uniform(0, 2 * np.pi)
    matrix = drift.scale * np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    middle = np.array([edge / 2, edge / 2])
    move = middle - matrix @ middle + drift.shift * unit * np.array([np.cos(along), np.sin(along)])
    rows, columns = np.mgrid[0:edge, 0:edge].astype(np.float32)
    x = (matrix[0, 0] * columns + matrix[0, 1] * rows + move[0]).astype(np.float32)
    y = (matrix[1, 0] * columns + matrix[1, 1] * rows + move[1]).astype(np.float32)
    if drift.warp:
        x += octaves(edge, chance, 2, drift.warp * unit)
        y += octaves(edge, chance, 2, drift.warp * unit)
    del rows, columns
    moved = cv2.remap(edited, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101).astype(np.float32)
    del x, y
    if drift.redraw:
        fine = moved - cv2.GaussianBlur(moved, (0, 0), 2.0 * unit)
        strength = cv2.GaussianBlur(np.abs(fine).mean(-1), (0, 0), 4 * unit)
        noise = cv2.GaussianBlur(chance.normal(0, 4 * unit, (edge, edge)).astype(np.float32), (0, 0), 1.2 * unit)
        moved += (strength * noise * drift.redraw)[..., None] - drift.redraw * 0.4 * fine
    gain = 1 + chance.normal(0, drift.colour / 150, 3)
    moved = moved * gain + chance.normal(0, drift.colour, 3)
    moved += octaves(edge, chance, 2, drift.colour * 0.4)[..., None] * chance.normal(0, 0.7, 3)
    moved += chance.normal(0, drift.grain, (edge, edge, 1))
    result: Pixels = np.clip(np.rint(moved), 0, 255).astype(np.uint8)
    if drift.jpeg:
        _, data = cv2.imencode(".jpg", result[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, drift.jpeg])
        result = np.ascontiguousarray(cv2.imdecode(data, cv2.IMREAD_COLOR)[..., ::-1])
    return result
