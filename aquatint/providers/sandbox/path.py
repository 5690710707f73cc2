# ruff: noqa: PLR2004 -- coordinates are the drawing
"""Outlines. All take plain numbers, y downwards; organic ones pass smoothly through the points given."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import skia

type Path = Any
"""A `skia.Path`; the binding carries no types."""
type Point = tuple[float, float]


def _points(numbers: tuple[float, ...]) -> list[Point]:
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def rect(x: float, y: float, width: float, height: float, radius: float = 0.0) -> Path:
    """Return a rectangle by its top left corner, with rounded corners if `radius` is given."""
    path = skia.Path()
    box = skia.Rect.MakeXYWH(x, y, width, height)
    if radius:
        path.addRRect(skia.RRect.MakeRectXY(box, radius, radius))
    else:
        path.addRect(box)
    return path


def oval(x: float, y: float, rx: float, ry: float | None = None) -> Path:
    """Return an ellipse by its centre and radii; a circle without `ry`."""
    path = skia.Path()
    tall = rx if ry is None else ry
    path.addOval(skia.Rect.MakeLTRB(x - rx, y - tall, x + rx, y + tall))
    return path


def poly(*numbers: float) -> Path:
    """Return a closed polygon through x, y, x, y and so on."""
    path = skia.Path()
    points = _points(numbers)
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    return path


def line(*numbers: float) -> Path:
    """Return an open line through x, y, x, y and so on."""
    path = skia.Path()
    points = _points(numbers)
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    return path


def blob(*numbers: float, tight: float = 1.0) -> Path:
    """Return a closed smooth outline through the points (Catmull-Rom); `tight` below 1 makes it more angular."""
    points = _points(numbers)
    return _smooth([points[-1], *points, points[0], points[1]], tight, closed=True)


def curve(*numbers: float, tight: float = 1.0) -> Path:
    """Return an open smooth line through the points."""
    points = _points(numbers)
    return _smooth([points[0], *points, points[-1]], tight, closed=False)


def _smooth(points: list[Point], tight: float, *, closed: bool) -> Path:
    path = skia.Path()
    path.moveTo(*points[1])
    pull = tight / 6
    for before, start, end, after in zip(points, points[1:], points[2:], points[3:], strict=False):
        path.cubicTo(
            start[0] + (end[0] - before[0]) * pull, start[1] + (end[1] - before[1]) * pull,
            end[0] - (after[0] - start[0]) * pull, end[1] - (after[1] - start[1]) * pull,
            end[0], end[1],
        )  # fmt: skip
    if closed:
        path.close()
    return path


def bez(x: float, y: float, *parts: tuple[float, ...], closed: bool = True) -> Path:
    """Start at (x, y); each part of 2, 4 or 6 numbers is a line, a quadratic or a cubic curve to its last point."""
    path = skia.Path()
    path.moveTo(x, y)
    for part in parts:
        {2: path.lineTo, 4: path.quadTo, 6: path.cubicTo}[len(part)](*part)
    if closed:
        path.close()
    return path


def limb(*numbers: float, steps: int = 6) -> Path:
    """Return a limb along x, y, width, x, y, width, …: smooth in the middle, round at both ends."""
    joints = list(zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True))
    middle = _sampled(joints, steps)
    left: list[Point] = []
    right: list[Point] = []
    for index, (x, y, width) in enumerate(middle):
        ahead = middle[min(index + 1, len(middle) - 1)]
        behind = middle[max(index - 1, 0)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        length = math.hypot(dx, dy) or 1.0
        nx, ny = -dy / length * width / 2, dx / length * width / 2
        left.append((x + nx, y + ny))
        right.append((x - nx, y - ny))
    path = skia.Path()
    path.moveTo(*left[0])
    for point in left[1:]:
        path.lineTo(*point)
    _cap(path, middle[-1], left[-1], right[-1])
    for point in reversed(right[:-1]):
        path.lineTo(*point)
    _cap(path, middle[0], right[0], left[0])
    path.close()
    return path


def _cap(path: Path, centre: tuple[float, float, float], start: Point, end: Point) -> None:
    x, y, width = centre
    begin = math.atan2(start[1] - y, start[0] - x)
    for step in range(1, 6):
        angle = begin - math.pi * step / 6
        path.lineTo(x + math.cos(angle) * width / 2, y + math.sin(angle) * width / 2)
    path.lineTo(*end)


def _sampled(joints: list[tuple[float, float, float]], steps: int) -> list[tuple[float, float, float]]:
    if len(joints) == 2:
        return joints
    padded = [joints[0], *joints, joints[-1]]
    out = [joints[0]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(1, steps + 1):
            t = step / steps
            x, y = (_catmull(p0[i], p1[i], p2[i], p3[i], t) for i in (0, 1))
            out.append((x, y, p1[2] + (p2[2] - p1[2]) * t))
    return out


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)


def star(x: float, y: float, radius: float, points: int = 5, inner: float = 0.45, turn: float = 0.0) -> Path:
    """Return a star with its first point upwards."""
    numbers: list[float] = []
    for index in range(points * 2):
        reach = radius if index % 2 == 0 else radius * inner
        angle = math.pi * index / points - math.pi / 2 + turn
        numbers += [x + math.cos(angle) * reach, y + math.sin(angle) * reach]
    return poly(*numbers)


def ring(x: float, y: float, outer: float, inner: float) -> Path:
    """Return a flat ring."""
    path = oval(x, y, outer)
    path.addPath(oval(x, y, inner))
    path.setFillType(skia.PathFillType.kEvenOdd)
    return path


def wedge(x: float, y: float, radius: float, start: float, sweep: float) -> Path:
    """Return a slice of a circle; degrees, 0 is to the right, clockwise."""
    path = skia.Path()
    path.moveTo(x, y)
    path.arcTo(skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius), start, sweep, False)
    path.close()
    return path


def arc(x: float, y: float, rx: float, ry: float, start: float, sweep: float) -> Path:
    """Return an open arc of an ellipse; degrees as in `wedge`."""
    path = skia.Path()
    path.addArc(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), start, sweep)
    return path


def arch(x: float, y: float, width: float, height: float) -> Path:
    """Return a round-headed opening: middle of its foot, width, height."""
    half = width / 2
    return bez(
        x - half, y, (x - half, y - height + half),
        (x - half, y - height + half * 0.45, x - half * 0.55, y - height, x, y - height),
        (x + half * 0.55, y - height, x + half, y - height + half * 0.45, x + half, y - height + half), (x + half, y),
    )  # fmt: skip


def leaf(x: float, y: float, length: float, width: float, degrees: float) -> Path:
    """Return a pointed leaf that starts at (x, y); 0 degrees points upwards, clockwise."""
    angle = math.radians(degrees)
    tip = (x + math.sin(angle) * length, y - math.cos(angle) * length)
    mx, my = (x + tip[0]) / 2 - math.sin(angle) * length * 0.08, (y + tip[1]) / 2 + math.cos(angle) * length * 0.08
    ox, oy = math.cos(angle) * width, math.sin(angle) * width
    return bez(x, y, (mx + ox, my + oy, *tip), (mx - ox, my - oy, x, y))


def ridge(points: Sequence[tuple[float, float]], bottom: float) -> Path:
    """Everything between a line of points (left to right) and `bottom`."""
    path = skia.Path()
    path.moveTo(points[0][0], bottom)
    for point in points:
        path.lineTo(*point)
    path.lineTo(points[-1][0], bottom)
    path.close()
    return path


def along(points: list[Point]) -> float:
    """Return the length of a line."""
    return sum(math.dist(a, b) for a, b in pairwise(points))
