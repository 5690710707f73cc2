# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""A table seen from above: the main dish in the middle, the rest around it, crumbs and a napkin."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, Colour
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.layouts.tabletop import WOOD, labels
from aquatint.providers.sandbox.path import curve, line, poly, rect
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.subjects.fromabove import ROUND

LAID = {"in", "on"}


def _aspect(thing: Thing) -> float:
    return 1.0 if thing.kind in ROUND else 1.9 if thing.kind == "board" else SUBJECTS[thing.kind].aspect


def _arrange_flat(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="table", traits={**scene.traits, "framed": 1.0})
    things = [one.evolve(facing=1) for one in place.cast(reading, scene)]
    on = {one.id: place.noun_of(one, reading) for one in things}
    laid = [one for one in things if on[one.id].relation in LAID and any(other.id // 100 == on[one.id].to for other in things)]
    free = sorted((one for one in things if one not in laid), key=lambda one: (-len([two for two in laid if on[two.id].to == one.id // 100]), one.id))
    out = _around(scene, free, reading)
    for index, one in enumerate(laid):
        under = next((two for two in out if two.id // 100 == on[one.id].to), None)
        mates = [two for two in laid if on[two.id].to == on[one.id].to]
        out.append(_upon(scene, one, under, mates.index(one), len(mates)) if under else one.evolve(x=0.2 + 0.1 * index, y=0.9, height=0.2, floats=True))
    return scene.evolve(things=tuple(out), texts=labels(out, reading))


def _around(scene: Scene, free: list[Thing], reading: Reading) -> list[Thing]:
    """Put the first thing into the middle and the others onto a ring around it."""
    out: list[Thing] = []
    rest = max(1, len(free) - 1)
    if len(free) > 1 and len({one.kind for one in free}) == 1:
        return _alike(scene, free)
    for index, one in enumerate(free):
        aspect = _aspect(one)
        if index == 0:
            room = 0.78 if len(free) == 1 else 0.62 if rest < 4 else 0.5
            size = min(room, room * 1.25 / aspect)
            x, y = 0.5, 0.5
        else:
            size = (0.30 if rest < 4 else 0.22) * min(1.0, max(0.75, place.noun_of(one, reading).size)) / max(1.0, aspect**0.7)
            angle = math.tau * (index - 1) / rest + (0.35 if rest > 2 else 0.0) + (0.0 if scene.light < 0 else math.pi)
            x, y = 0.5 + math.cos(angle) * (0.5 - 0.19 / scene.wide), 0.5 + math.sin(angle) * (0.5 - 0.19 / scene.tall)
        out.append(one.evolve(x=x, y=y + size / scene.tall / 2, height=size, floats=True))
    return out


def _alike(scene: Scene, things: list[Thing]) -> list[Thing]:
    """Put several of one kind side by side, in one or two rows."""
    rows = 1 if len(things) <= 3 or scene.wide > 2 else 2
    columns = math.ceil(len(things) / rows)
    out = []
    for index, one in enumerate(things):
        size = min(0.62, 0.86 * scene.wide / columns, 0.8 * scene.tall / rows) / max(1.0, _aspect(one))
        x, y = (index % columns + 0.5) / columns, (index // columns + 0.5) / rows
        out.append(one.evolve(x=0.5 + (x - 0.5) * 0.86, y=y + size / scene.tall / 2, height=size, floats=True))
    return out


def _upon(scene: Scene, thing: Thing, under: Thing, seat: int, count: int) -> Thing:
    """Lay a thing onto what lies below it, several beside each other."""
    aspect = _aspect(thing)
    room = min(under.height, under.height * _aspect(under)) * (0.72 if seat == 0 else 0.30)
    size = min(room, room / aspect)
    angle = math.tau * (seat - 1) / max(1, count - 1) - 0.5
    reach = 0.0 if seat == 0 else under.height * 0.40 * min(1.5, _aspect(under))
    x = under.x + math.cos(angle) * reach / scene.wide
    y = under.y - under.height / 2 / scene.tall + math.sin(angle) * reach / scene.tall
    return thing.evolve(x=x, y=y + size / scene.tall / 2, height=size, floats=True, layer=under.layer + 1)


def _behind_flat(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    top = scene.ground or (palette.paper.mix(palette.accents[1].at(0.86), 0.4) if scene.random("top").random() < 0.45 and palette.paper.light > 0.5 else WOOD.mix(palette.near, 0.3))
    if b.lines:
        b.shape(rect(0, 0, width, height), top)
    else:
        b.wash(rect(0, 0, width, height), ((0.0, top.lit(0.14), 1.0), (1.0, top.shade(0.16), 1.0)), across=True)
    if top.light < 0.6 and not scene.ground and b.detailed:
        chance = scene.random("planks")
        for step in range(1, 6):
            y = height * step / 6
            b.line(line(0, y, width, y), top.shade(0.45), 3, 0.7)
        for _ in range(40):
            y = chance.uniform(0, height)
            b.line(curve(0, y, width * 0.3, y + chance.uniform(-6, 6), width * 0.7, y + chance.uniform(-6, 6), width, y), top.shade(0.4) if chance.random() < 0.6 else top.lit(0.25), 1.4, 0.18)
    _napkin(b, scene, width, height)
    for thing in scene.things:
        if thing.layer == 0 and not b.lines:
            half = thing.height * 1000 * _aspect(thing) / 2
            middle = (thing.x * width - scene.light * 14, thing.y * height - thing.height * 460)
            b.soft(rect(middle[0] - half * 0.8, middle[1] - thing.height * 400, half * 1.6, thing.height * 880, half * 0.7), BLACK, 0.28, 14)


def _napkin(b: Brush, scene: Scene, width: float, height: float) -> None:
    """Lay a folded cloth under one corner of the middle."""
    cloth: Colour = palette_of(scene).accents[0].at(0.80)
    side = -scene.light
    x, y, r = width / 2 + side * 300, height * 0.72, 210.0
    b.soft(poly(x - r, y, x, y - r * 0.7, x + r, y, x, y + r * 0.7), BLACK, 0.2, 12)
    b.shape(poly(x - r, y, x, y - r * 0.7, x + r, y, x, y + r * 0.7), cloth, 0.3)
    for t in (0.25, 0.5, 0.75):
        b.line(line(x - r * (1 - t), y + r * 0.7 * t, x + r * t, y - r * 0.7 * (1 - t)), cloth.shade(0.16), 6, 0.6)


layout("flatlay", _arrange_flat, _behind_flat, shadows="none")
