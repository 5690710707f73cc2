"""Legal sizes: which class a size belongs to, the size for a shape, the nearest size to a wish. Pure functions."""

import math
from functools import cache
from itertools import product
from typing import Literal

from aquatint.providers.base import SizeRule
from aquatint.providers.types import Size

SizeClass = Literal["1k", "2k", "4k"]

SHAPES = {
    "1:1": "Square",
    "4:5": "Feed post",
    "9:16": "Story",
    "3:4": "Poster",
    "3:2": "Photo",
    "16:9": "Screen",
    "1.91:1": "Link card",
    "3:1": "Banner",
}
"""The shapes that the composer offers, by purpose."""

_CLASS_PIXELS: dict[SizeClass, int] = {"1k": 1_048_576, "2k": 4_194_304, "4k": 8_294_400}
_CLASS_LIMITS: dict[SizeClass, int] = {"1k": 1_600_000, "2k": 4_600_000, "4k": 1 << 40}
_EXACT_ENOUGH = 0.85  # an exact ratio may be this much smaller than the best that is only close
_RATIO_TOLERANCE = 0.01
_GRID = 16  # shapes keep to it even where a model takes any size: round figures, the same with every model


def class_of(size: Size) -> SizeClass:
    """Return the size class that the price table knows."""
    return next(name for name, limit in _CLASS_LIMITS.items() if size.pixels <= limit)


def is_legal(size: Size, rule: SizeRule) -> bool:
    """Whether a model with this rule paints the size."""
    if rule.listed:
        return size in rule.listed
    edges = (size.width, size.height)
    return (
        all(edge % rule.step == 0 and rule.min_edge <= edge <= rule.max_edge for edge in edges)
        and rule.min_pixels <= size.pixels <= rule.max_pixels
        and max(edges) <= rule.max_ratio * min(edges)
    )


@cache
def for_shape(ratio: str, size_class: SizeClass, rule: SizeRule) -> Size:
    """Return the largest legal size of a shape like `4:5` within a class; exact where the grid allows it."""
    wide, _, high = ratio.partition(":")
    wanted = float(wide) / float(high)
    if rule.listed:
        return min(rule.listed, key=lambda size: (abs(size.width / size.height - wanted), -size.pixels))
    budget = min(_CLASS_PIXELS[size_class], rule.max_pixels)
    fitting = [size for size in _of_ratio(wanted, rule) if size.pixels <= budget]
    if not fitting:
        return nearest(Size(round((budget * wanted) ** 0.5), round((budget / wanted) ** 0.5)), rule)
    largest = max(fitting, key=lambda size: size.pixels)
    exact = [size for size in fitting if abs(size.width / size.height - wanted) < 1e-9]  # noqa: PLR2004 -- rounding of floats
    best = max(exact, key=lambda size: size.pixels, default=largest)
    return best if best.pixels >= _EXACT_ENOUGH * largest.pixels else largest


def _of_ratio(wanted: float, rule: SizeRule) -> list[Size]:
    found = []
    step = max(rule.step, _GRID)
    for height in range(step, rule.max_edge + 1, step):
        size = Size(round(height * wanted / step) * step, height)
        if is_legal(size, rule) and abs(size.width / size.height / wanted - 1) <= _RATIO_TOLERANCE:
            found.append(size)
    return found


def nearest(wish: Size, rule: SizeRule) -> Size:
    """Return the legal size closest to a wish, once the wish's shape and number of pixels are brought into bounds."""
    wide, high = max(1, wish.width), max(1, wish.height)
    if rule.listed:
        return min(rule.listed, key=lambda size: _distance(size, wide, high))
    ratio = min(max(wide / high, 1 / rule.max_ratio), rule.max_ratio)
    pixels = min(max(wide * high, rule.min_pixels), rule.max_pixels)
    width, height = (pixels * ratio) ** 0.5, (pixels / ratio) ** 0.5
    scale = max(min(1.0, rule.max_edge / max(width, height)), rule.min_edge / min(width, height))
    around = [_steps_around(min(edge * scale, rule.max_edge), rule) for edge in (width, height)]
    legal = [size for size in (Size(w, h) for w, h in product(*around)) if is_legal(size, rule)]
    return min(legal, key=lambda size: _distance(size, width * scale, height * scale))


def _steps_around(edge: float, rule: SizeRule) -> range:
    middle = round(edge / rule.step) * rule.step
    reach = 6 * rule.step
    return range(max(rule.step, middle - reach), min(rule.max_edge, middle + reach) + 1, rule.step)


def _distance(size: Size, width: float, height: float) -> float:
    return abs(math.log(size.width / width)) + abs(math.log(size.height / height))
