# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Changing a picture: on its scene when it is one of ours, on its pixels when it is not. Outside the region nothing moves."""

import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aquatint.providers.sandbox import encode, extend, retouch, revise
from aquatint.providers.sandbox.reading import read
from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.words.orders import VERBS

MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Edited:
    """The picture after the edit at the source's size, RGBA; the scene if it is ours; what to tell about it."""

    pixels: NDArray[np.uint8]
    scene: Scene | None
    said: dict[str, Any] = field(default_factory=dict)


def edit(
    source: Path, instruction: str, mask: Path | None = None, *, seed: int = 0, texts: tuple[str, ...] = (), size: tuple[int, int] | None = None,
) -> Edited:  # fmt: skip
    """Change `source` as the words say, only where the mask is white (without one: only where the words point).

    "Extend to the left" grows the canvas, to `size` (width, height) if it is given; the source stays exact inside. The
    same words with a mask that is white around a rectangle mean: the canvas has grown already, fill it.
    """
    pixels = load(source)
    if mask is None and (borders := extend.margins((pixels.shape[0], pixels.shape[1]), instruction, size)):
        return _extended(pixels, borders, _own(source, pixels), instruction, seed)
    allowed = _mask(mask, pixels.shape[:2])
    if mask is not None and (inside := extend.framed(allowed, instruction)):
        left, top, right, bottom = inside
        inner, borders = pixels[top:bottom, left:right], (left, top, pixels.shape[1] - right, pixels.shape[0] - bottom)
        return _extended(inner, borders, _own(source, inner), instruction, seed)
    if scene := _own(source, pixels):
        revised = revise.revise(scene, instruction, texts, _box(allowed) if mask else None, seed)
        if revised.done:
            return _by_scene(pixels, scene, revised, allowed)
        if mask is None:  # nothing in our picture is meant: better unchanged than guessed at
            return Edited(pixels, scene, {**revised.said, "edit": "nothing", "region": None, "changed": 0.0})
    touched = retouch.retouch(pixels, instruction, allowed if mask else None, seed=seed, texts=texts)
    return _composed(pixels, touched.pixels, touched.region & allowed, None, {**touched.said, "edit": "pixels" if touched.said["done"] else "nothing"}, soft=touched.soft)


def _extended(pixels: NDArray[np.uint8], borders: tuple[int, int, int, int], own: Scene | None, instruction: str, seed: int) -> Edited:
    left, top, right, bottom = borders
    wider = extend.recomposed(own, left, right) if own else None
    grown = extend.extended(pixels, borders, seed, _paintings(own, wider, left, right) if own else None)
    asked = read(extend.wishes(instruction))  # whatever else is asked for beyond the edges is told, not painted
    words = {
        "understood": list(asked.understood), "not_understood": [word for word in asked.not_understood if word not in VERBS],
        "not_drawn": retouch.untouched(asked, retouch.SAID),
    }  # fmt: skip
    said = {**words, "edit": "extended", "done": ["extended the canvas"], "inside": [left, top, pixels.shape[1], pixels.shape[0]]}
    # A scene has no more sky than it was composed with.
    return Edited(grown, None if top or bottom else wider, said)


def _paintings(own: Scene, wider: Scene | None, left: int, right: int) -> extend.Painted:
    """Paint a scene as it is, wider, and wider without its things. Of one that cannot be wider only the ground goes on."""
    if wider:
        return extend.Painted(*(render(scene, badge=False) for scene in (own, wider, wider.evolve(things=()))))
    ground = own.evolve(things=(), texts=())
    inner, dark = (render(scene, badge=False) for scene in (ground, ground.evolve(traits={**own.traits, "no_sun": 1.0})))
    grown = np.pad(dark, ((0, 0), (left, right), (0, 0)), mode="symmetric")
    return extend.Painted(inner, grown, grown)


def _own(source: Path, pixels: NDArray[np.uint8]) -> Scene | None:
    """Return the scene of a picture that is ours, if it has the size of `pixels`: the picture, or what lies in a canvas."""
    scene = encode.read_scene(source)
    return scene if scene and (scene.height, scene.width) == pixels.shape[:2] else None


def load(path: Path) -> NDArray[np.uint8]:
    """Read a picture as RGBA, refusing bombs before decoding."""
    with warnings.catch_warnings(), Image.open(path) as image:
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        if image.width * image.height > MOST_PIXELS:
            message = f"{image.width}x{image.height} is too large"
            raise ValueError(message)
        return np.array(image.convert("RGBA"))


def _mask(path: Path | None, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    if path is None:
        return np.ones(shape, bool)
    with Image.open(path) as image:
        grey = image.convert("L")
        if grey.size != (shape[1], shape[0]):
            message = "the mask must have the size of the picture"
            raise ValueError(message)
        return np.array(grey) > 127


def _box(allowed: NDArray[np.bool_]) -> tuple[float, float, float, float] | None:
    """Return the bounds of the mask as fractions of the frame: x, y, width, height."""
    rows, columns = np.flatnonzero(allowed.any(1)), np.flatnonzero(allowed.any(0))
    if not len(rows):
        return None
    tall, wide = allowed.shape
    left, top, right, bottom = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1  # what a scene holds must fit into JSON
    return left / wide, top / tall, (right - left) / wide, (bottom - top) / tall


def _by_scene(pixels: NDArray[np.uint8], scene: Scene, revised: revise.Revised, allowed: NDArray[np.bool_]) -> Edited:
    """Paint the scene before and after; only where the two differ may the picture change."""
    before, after = render(scene), render(revised.scene)
    region = (before != after).any(-1) & allowed
    return _composed(pixels, after, region, revised.scene, {**revised.said, "edit": "scene"})


def _composed(
    pixels: NDArray[np.uint8], painted: NDArray[np.uint8], region: NDArray[np.bool_], scene: Scene | None, said: dict[str, Any], *, soft: bool = False
) -> Edited:  # fmt: skip
    """Lay the painted pixels into the region, feathered inwards if `soft`; all else stays byte for byte."""
    out = pixels.copy()
    if soft:
        near = max(1.0, min(pixels.shape[:2]) * 0.004)
        blurred = np.asarray(Image.fromarray(region.astype(np.uint8) * 255).filter(ImageFilter.GaussianBlur(near)), np.float32) / 255
        weight = np.where(region, np.clip(blurred * 2 - 1, 0, 1), 0)[..., None]
        mixed = pixels + (painted.astype(np.float32) - pixels) * weight
        out[region] = np.rint(mixed).astype(np.uint8)[region]
    else:
        out[region] = painted[region]
    changed = (out != pixels).any(-1)
    box = _box(changed)
    tall, wide = changed.shape
    where = [round(box[0] * wide), round(box[1] * tall), round(box[2] * wide), round(box[3] * tall)] if box else None
    return Edited(out, scene, {**said, "region": where, "changed": round(float(changed.mean()), 5)})
