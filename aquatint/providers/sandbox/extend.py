# ruff: noqa: E501 -- one mark a line; words of other scripts
# fmt: off
"""Extending the canvas: the picture stays inside, bit for bit; what is new is painted anew where the scene is ours, else it continues the edge, softer and softer."""

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS

type Pixels = NDArray[np.uint8]

EXTEND = re.compile(
    r"\b(extend|outpaint|uncrop|zoom out|expand the (?:canvas|picture|image|scene)|widen|enlarge the canvas|erweitere|vergrößere die leinwand|amplía|extiende|étends|agrandis|amplie|estenda)\b"
    r"|扩展|扩图|広げて|拡張|확장|बढ़ाओ|وسع", re.IGNORECASE,
)  # fmt: skip
OPENING = re.compile(r"Extend the picture: paint what lies beyond its edges\b[^.]*\.\s*")
"""How Aquatint itself asks for more of a picture; a person's own words stand behind it."""
SIDES = {"left": (1, 0, 0, 0), "right": (0, 0, 1, 0), "top": (0, 1, 0, 0), "up": (0, 1, 0, 0), "upwards": (0, 1, 0, 0), "bottom": (0, 0, 0, 1), "down": (0, 0, 0, 1),
         "sides": (1, 0, 1, 0), "wider": (1, 0, 1, 0), "taller": (0, 1, 0, 1)}  # fmt: skip
"""Where it grows: left, top, right, bottom."""
GROWTH = 0.25
"""How far it grows on a side where no size was given, as a part of the picture."""
MOST = 4096
WIDE = {"landscape", "seashore", "skyline", "street", "space"}
"""Layouts that go on beyond their frame."""


def margins(shape: tuple[int, int], instruction: str, size: tuple[int, int] | None) -> tuple[int, int, int, int] | None:
    """Return how many pixels to add left, above, right and below; None where nothing is to be extended."""
    tall, wide = shape
    if not EXTEND.search(instruction):
        return None
    words = re.findall(r"[a-z]+", instruction.lower())
    named = [SIDES[word] for word in words if word in SIDES and "all" not in words] or [(1, 1, 1, 1)]
    sides = tuple(max(side) for side in zip(*named, strict=True))
    if size is None:
        left, top, right, bottom = (round(side * GROWTH * (wide, tall)[index % 2]) for index, side in enumerate(sides))
        return (left, top, right, bottom) if wide + left + right <= MOST and tall + top + bottom <= MOST else None
    more_x, more_y = size[0] - wide, size[1] - tall
    if min(more_x, more_y) < 0 or max(more_x, more_y) <= 0:
        return None
    left, top = _shared(more_x, sides[0], sides[2]), _shared(more_y, sides[1], sides[3])
    return left, top, more_x - left, more_y - top


def wishes(instruction: str) -> str:
    """Return what an instruction asks for besides a larger canvas and its sides."""
    if OPENING.match(instruction):
        return OPENING.sub("", instruction)
    return re.sub(rf"\b({'|'.join(SIDES)}|picture|image|canvas)\b", " ", EXTEND.sub(" ", instruction), flags=re.IGNORECASE)


def framed(allowed: NDArray[np.bool_], instruction: str) -> tuple[int, int, int, int] | None:
    """Return the rectangle (left, top, right, bottom) around which a grown canvas is to be filled; None if it is none."""
    if not EXTEND.search(instruction) or allowed.all() or not allowed.any():
        return None
    rows, columns = np.flatnonzero(~allowed.all(1)), np.flatnonzero(~allowed.all(0))
    left, top, right, bottom = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    return None if allowed[top:bottom, left:right].any() else (left, top, right, bottom)


def _shared(more: int, first: int, last: int) -> int:
    return more if first and not last else 0 if last and not first else more // 2


@dataclass(frozen=True, slots=True)
class Painted:
    """Our own paintings, without badges, of a picture that grows: as it is; wider; wider without its things."""

    inner: Pixels
    wider: Pixels
    empty: Pixels


def recomposed(scene: Scene, left: int, right: int) -> Scene | None:
    """Return one of our own landscapes, wider: the same horizon, the same things in their places, more land on both sides.

    None for a layout without a horizon: its ground goes on.
    """
    if "horizon" not in scene.traits or scene.layout not in WIDE:
        return None
    grown = scene.evolve(width=scene.width + left + right, texts=(), traits={**scene.traits, "no_sun": 1.0})
    factor = scene.short / grown.short
    things = [one.evolve(x=(left + one.x * scene.width) / grown.width, height=one.height * factor) for one in scene.things]
    return grown.evolve(things=(*things, *_more(scene, grown, left, right, factor)))


def _more(scene: Scene, grown: Scene, left: int, right: int, factor: float) -> list[Thing]:
    """Return more of what furnishes the scene (trees, houses), for the new land on the left and right."""
    chance = grown.random("extended")
    models = [one for one in scene.things if not one.named and not one.floats]
    out: list[Thing] = []
    sides = ((0.0, left / grown.width), (1 - right / grown.width, 1.0))
    for low, high in sides:
        for _ in range(round(6 * (high - low) * grown.wide) if models else 0):
            model = chance.choice(models)
            size = model.height * factor * chance.uniform(0.8, 1.2)
            half = size * SUBJECTS[model.kind].aspect / grown.wide / 2
            x = chance.uniform(low, high)
            if low + half * 0.4 < x < high - half * 0.4:
                out.append(model.evolve(id=95000 + len(out) + (50 if low else 0), x=x, height=size, seed=chance.randint(0, 9999)))
    return out


def extended(pixels: Pixels, borders: tuple[int, int, int, int], seed: int, painted: Painted | None = None) -> Pixels:
    """Return the larger picture; inside it is `pixels`, bit for bit.

    With our own paintings the land goes on at the sides, the sky above and the ground below. Without them, new parts
    mirror what is next to them, blurred by their distance.
    """
    left, top, right, bottom = borders
    tall, wide = pixels.shape[:2]
    if painted:
        out = _taller(_repainted(painted.inner, painted.wider, (left, 0, right, 0)), painted.empty, top, bottom)
    else:
        out = _mirrored(pixels, borders)
    out[..., :3] += np.random.default_rng(seed).normal(0, 1.5, (*out.shape[:2], 1))
    result = np.clip(np.rint(out), 0, 255).astype(np.uint8)
    result[top : top + tall, left : left + wide] = pixels
    return result


def _taller(row: NDArray[np.float32], empty: Pixels, top: int, bottom: int) -> NDArray[np.float32]:
    """Continue the sky upwards as it is at its edge, the ground downwards by its own texture."""
    parts = [row]
    if top:
        edge = Image.fromarray(np.clip(row[:8], 0, 255).astype(np.uint8)).resize((5, 1), Image.Resampling.BOX)
        smooth = np.asarray(edge.resize((row.shape[1], 1), Image.Resampling.BICUBIC), np.float32)
        fade = np.clip(np.arange(top)[::-1] / max(1.0, 0.12 * row.shape[0]), 0, 1)[:, None, None]
        parts.insert(0, (row[:1] + (smooth - row[:1]) * fade).astype(np.float32))
    if bottom:
        strip = empty[-max(8, empty.shape[0] // 11) :]  # nothing but ground
        ground = np.pad(strip, ((0, bottom), (0, 0), (0, 0)), mode="symmetric")[len(strip) :].astype(np.float32)
        fade = np.clip(np.arange(bottom) / max(1.0, 0.03 * row.shape[0]), 0, 1)[:, None, None]
        parts.append((row[-1:] + (ground - row[-1:]) * fade).astype(np.float32))
    return np.concatenate(parts)


def _away(pixels: Pixels, borders: tuple[int, int, int, int]) -> NDArray[np.int_]:
    """Return how far each point of the larger picture is from the old one, in pixels."""
    left, top, right, bottom = borders
    tall, wide = pixels.shape[:2]
    rows, columns = np.mgrid[0 : tall + top + bottom, 0 : wide + left + right]
    away = np.maximum(np.maximum(left - columns, columns - (left + wide - 1)), np.maximum(top - rows, rows - (top + tall - 1)))
    return np.asarray(away.clip(0))


def _padded(pixels: Pixels, borders: tuple[int, int, int, int]) -> Pixels:
    left, top, right, bottom = borders
    return np.pad(pixels, ((top, bottom), (left, right), (0, 0)), mode="symmetric")


def _mirrored(pixels: Pixels, borders: tuple[int, int, int, int]) -> NDArray[np.float32]:
    grown, away = _padded(pixels, borders), _away(pixels, borders)
    out = grown.astype(np.float32)
    image = Image.fromarray(grown)
    for radius, start in ((0.02, 0.0), (0.06, 0.25)):
        soft = np.asarray(image.filter(ImageFilter.GaussianBlur(radius * min(pixels.shape[:2]))), np.float32)
        weight = np.clip((away / max(1, *borders) - start) / 0.35, 0, 1)[..., None]
        out += (soft - out) * weight
    return out


def _repainted(inner: Pixels, outer: Pixels, borders: tuple[int, int, int, int]) -> NDArray[np.float32]:
    """Blend into the larger painting: at once in form, slowly in tone, so that no edge of the old frame remains."""
    left, top, right, bottom = borders
    tall, wide = inner.shape[:2]
    away = _away(inner, borders)
    short = min(tall, wide)
    gap = inner.astype(np.int16) - outer[top : top + tall, left : left + wide]
    soft = np.asarray(Image.fromarray(((gap >> 1) + 128).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.035 * short)), np.float32)
    tone = (np.pad(soft, ((top, bottom), (left, right), (0, 0)), mode="edge") - 128) * 2
    far = np.clip(away / max(1.0, 0.9 * max(borders)), 0, 1)[..., None]
    painted = outer + tone * (0.5 + 0.5 * np.cos(far * np.pi))
    t = np.clip(away / max(3.0, 0.02 * short), 0, 1)
    weight = (t * t * (3 - 2 * t))[..., None].astype(np.float32)
    grown = _padded(inner, borders)
    return np.asarray(grown + (painted - grown) * weight, np.float32)
