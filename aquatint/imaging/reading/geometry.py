"""Places in a picture: points, quadrilaterals and boxes, in pixels from the upper left corner."""

import math
from collections.abc import Iterable

type Point = tuple[float, float]
type Quad = tuple[Point, Point, Point, Point]
"""Upper left, upper right, lower right, lower left, as one who reads the writing sees it."""
type Box = tuple[int, int, int, int]
"""x, y, width, height."""


def box_of(points: Iterable[Point]) -> Box:
    """Return the smallest upright box around some points."""
    across, down = zip(*points, strict=True)
    x, y = math.floor(min(across)), math.floor(min(down))
    return x, y, math.ceil(max(across)) - x, math.ceil(max(down)) - y


def size_of(quad: Quad) -> tuple[float, float]:
    """Return the mean width and height of a quadrilateral, in pixels."""
    one, two, three, four = quad
    return (math.dist(one, two) + math.dist(four, three)) / 2, (math.dist(one, four) + math.dist(two, three)) / 2


def slice_of(quad: Quad, start: float, end: float) -> Quad:
    """Return the part of a line's quadrilateral between two fractions (0 to 1) of its length."""
    one, two, three, four = quad
    return _between(one, two, start), _between(one, two, end), _between(four, three, end), _between(four, three, start)


def lying(quad: Quad) -> Quad:
    """Return the same place as seen with the head to the right: its right side becomes its upper one."""
    one, two, three, four = quad
    return two, three, four, one


def standing(quad: Quad) -> Quad:
    """Undo `lying`."""
    one, two, three, four = quad
    return four, one, two, three


def around(quads: Iterable[Quad]) -> Quad:
    """Return one quadrilateral for several: itself if alone, else the box around them in the direction of the first."""
    quads = tuple(quads)
    if len(quads) == 1:
        return quads[0]
    (x0, y0), (x1, y1) = quads[0][:2]
    angle = math.atan2(y1 - y0, x1 - x0)
    turned = [_turn(point, -angle) for quad in quads for point in quad]
    left, top = min(x for x, _ in turned), min(y for _, y in turned)
    right, bottom = max(x for x, _ in turned), max(y for _, y in turned)
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    one, two, three, four = (_turn(corner, angle) for corner in corners)
    return one, two, three, four


def scaled(quad: Quad, factor: float) -> Quad:
    """Return the quadrilateral in a picture that is `factor` times as large."""
    one, two, three, four = ((x * factor, y * factor) for x, y in quad)
    return one, two, three, four


def grown(quad: Quad, along: float, across: float) -> Quad:
    """Return the quadrilateral grown by pixels at both ends of its lines and at both sides of them."""
    wide, tall = size_of(quad)
    one, two, three, four = quad
    a, b = along / max(wide, 1.0), across / max(tall, 1.0)
    one, two = _between(one, two, -a), _between(one, two, 1 + a)
    four, three = _between(four, three, -a), _between(four, three, 1 + a)
    return _between(one, four, -b), _between(two, three, -b), _between(two, three, 1 + b), _between(one, four, 1 + b)


def _between(one: Point, two: Point, part: float) -> Point:
    return one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part


def _turn(point: Point, angle: float) -> Point:
    cosine, sine = math.cos(angle), math.sin(angle)
    return point[0] * cosine - point[1] * sine, point[0] * sine + point[1] * cosine
