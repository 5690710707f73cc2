# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Quiet things: a still life on a table, a product on a plinth, a subject alone on a clear ground."""

import math

from aquatint.providers.sandbox import noise
from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import SMOOTH, span
from aquatint.providers.sandbox.layouts.registry import layout, nothing, palette_of
from aquatint.providers.sandbox.path import arch, curve, line, oval, poly, rect, ridge
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS

import skia  # isort: skip

DISH = 0.1
"""Fruit and eggs are lower than this, in metres."""
WOOD = Colour(0.46, 0.065, 52)


def plaster(b: Brush, scene: Scene, box: tuple[float, float, float, float], strength: float = 0.16, cells: int = 3) -> None:
    """Uneven light on a wall: grey noise, so that it never colours."""
    if not b.detailed or b.lines or b.vectors or b.style.fill in {"flat", "paper"}:
        return
    x, y, width, height = box
    field = noise.fractal(160, 120, scene.seed & 0xFFFF, cells, cells, 4)
    for part, tone in ((field - 0.5, WHITE), (0.5 - field, BLACK)):
        image = noise.picture(part.clip(0, 0.5) * 2 * strength, tone)
        b.canvas.drawImageRect(image, skia.Rect.MakeXYWH(x, y, width, height), SMOOTH)


def _arrange_still(scene: Scene, reading: Reading) -> Scene:
    window = "window" in reading.places or (reading.layout == "still" and "window" in reading.prompt)
    scene = scene.evolve(place="table", traits={**scene.traits, "edge": 0.63, "window": float(bool(window))})
    cast = place.cast(reading, scene)
    cast = [one for one in cast if SUBJECTS[one.kind].family != "building"] or cast
    things = [one.evolve(height=_still_height(one, reading)) for one in cast]
    free = [one for one in things if not place.joined(one, reading)]
    tall = [one for one in free if one.height >= 0.27]
    low = [one for one in free if one.height < 0.27]
    lone = len(free) == 1
    boost = 1.25 if lone else 1.0
    out = place.row([t.evolve(height=t.height * boost) for t in tall], reading, scene, 0.76 if low else 0.80, left=0.1, right=0.9)
    boost = 1.7 if lone else 1.25 if not tall else 1.0
    kinds = {t.kind for t in free}
    most = 0.13 if kinds & {"bowl", "ramen"} else 0.17 if kinds & {"plate", "board"} else 1.0  # no lime as large as the dish beside it
    low = [t.evolve(height=min(t.height * boost, most if SUBJECTS[t.kind].metres < DISH and SUBJECTS[t.kind].family in {"food", "fruit"} else 1.0, 0.5 / SUBJECTS[t.kind].aspect)) for t in low]
    out += place.clear(place.row(low, reading, scene, 0.855 if tall else 0.82, left=0.1, right=0.9), out, scene)
    out = place.join(out, [t for t in things if place.joined(t, reading)], reading, scene)
    if lone and reading.layout != "product" and free[0].height < 0.6:
        out += _company(scene, out)
    return scene.evolve(things=tuple(out), texts=labels(out, reading))


def _still_height(thing: Thing, reading: Reading) -> float:
    subject = SUBJECTS[thing.kind]
    return min(0.52, 0.62 * math.pow(min(1.0, subject.metres), 0.42) * place.noun_of(thing, reading).size, 0.6 / subject.aspect)


def _company(scene: Scene, things: list[Thing]) -> list[Thing]:
    """Paint a lone thing on a table gets two quiet neighbours, off to one side."""
    chance = scene.random("company")
    side = -1 if chance.random() < 0.5 else 1
    main = things[0]
    half = main.height * SUBJECTS[main.kind].aspect / scene.wide / 2
    if 0.5 - half < 0.2:
        return []
    options = [kind for kind in ("vase", "bowl", "pear", "lemon") if kind != main.kind]
    kind = chance.choice(options)
    palette = palette_of(scene)
    size = {"vase": 0.32, "bowl": 0.13}.get(kind, 0.11)
    x = main.x + side * (half + 0.09 / scene.wide + size * SUBJECTS[kind].aspect / scene.wide / 2)
    return [Thing(90001, kind, x, 0.735 if size > 0.2 else 0.85, size, palette.accents[2].at(0.58) if SUBJECTS[kind].family == "vessel" else None, named=False, seed=7)]


def labels(things: list[Thing], reading: Reading) -> tuple[Lettering, ...]:
    """Quoted text goes onto what has a label; what is left over becomes a title."""
    holders = [t for t in things if SUBJECTS[t.kind].label and t.named]
    out = [Lettering(q.text, "label", on=t.id, face="serif-bold") for q, t in zip(reading.texts, holders, strict=False)]
    for index, quoted in enumerate(reading.texts[len(out) :]):
        out.append(Lettering(quoted.text, quoted.role or "title", 0.1, 0.05 + 0.12 * index, 0.8, 0.12, "serif-bold"))
    return tuple(out)


def _behind_still(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    edge = scene.traits["edge"] * height
    wall = palette.wall if palette.paper.light > 0.5 or scene.ground else palette.sky[2]
    lit, dim = (wall.lit(0.12), wall.shade(0.3))
    stops = ((0.0, lit, 1.0), (1.0, dim, 1.0)) if scene.light < 0 else ((0.0, dim, 1.0), (1.0, lit, 1.0))
    b.wash(rect(0, 0, width, edge + 2), stops, across=True)
    plaster(b, scene, (0, 0, width, edge))
    (_window if scene.traits.get("window") else _window_light)(b, scene, width, edge)
    _table(b, scene, width, height, edge)


def _window(b: Brush, scene: Scene, width: float, edge: float) -> None:
    """Paint a window over the sill: sky, far hills, a frame."""
    palette = palette_of(scene)
    x, y, w, h = width * 0.14, edge * 0.06, width * 0.72, edge * 0.90
    pane = rect(x, y, w, h)
    if b.lines:
        b.shape(pane, palette.sky[1])
    last = len(palette.sky) - 1
    b.wash(pane, tuple((i / last, c, 1.0) for i, c in enumerate(palette.sky)))
    with b.inside(pane):
        b.glow(x + w * (0.25 if scene.light < 0 else 0.75), y + h * 0.6, w * 0.5, palette.sun, 0.9)
        for depth, base in ((0.1, 0.74), (0.45, 0.84)):
            b.shape(curve_ridge(x, w, y + h * base, h * 0.09, y + h, depth), palette.land(depth).mix(palette.haze, 0.4), 0.3)
    frame = WHITE.shade(0.08)
    b.line(pane, frame.shade(0.25), 21, butt=True)
    b.line(pane, frame, 15, butt=True)
    b.line(line(x + w / 2, y, x + w / 2, y + h), frame, 11, butt=True)
    b.line(line(x, y + h * 0.42, x + w, y + h * 0.42), frame, 9, butt=True)
    b.shape(rect(x - 26, y + h - 4, w + 52, 20, 3), frame, 0.3)


def curve_ridge(x: float, width: float, base: float, reach: float, bottom: float, phase: float) -> object:
    """Paint a soft hill line across a window or a picture on the wall."""
    return ridge([(x + width * k / 40, base - reach * (0.5 + 0.5 * math.sin(k * 0.19 + phase * 14)) - reach * 0.3 * math.sin(k * 0.4 + phase * 5)) for k in range(41)], bottom)


def _window_light(b: Brush, scene: Scene, width: float, edge: float) -> None:
    palette = palette_of(scene)
    if palette.night:
        return
    start = width / 2 + (-280 if scene.light > 0 else 40)
    for col in range(2):
        for row in range(3):
            x, y = start + col * 150, edge * 0.02 + row * 150 + col * 40
            b.soft(poly(x, y, x + 132, y + 38, x + 132, y + 164, x, y + 126), palette.sun, 0.30, 7)


def _table(b: Brush, scene: Scene, width: float, height: float, edge: float) -> None:
    palette = palette_of(scene)
    wood = WOOD.mix(palette.near, 0.22)
    top = rect(0, edge, width, height - edge + 2)
    if b.lines or b.stage < 2 or b.style.fill in {"flat", "paper"}:
        b.shape(top, wood.lit(0.1), 0)
    else:
        b.wash(top, ((0.0, wood.lit(0.26), 1.0), (0.3, wood, 1.0), (1.0, wood.shade(0.55), 1.0)))
    if b.detailed and not b.lines and b.style.fill == "lit":
        chance = scene.random("grain")
        with b.inside(top):
            for step in range(26):
                t = step / 25
                y = edge + (height - edge) * t**1.5
                b.line(curve(-10, y + chance.uniform(-4, 4), width * 0.3, y + chance.uniform(-7, 7), width * 0.7, y + chance.uniform(-7, 7), width + 10, y), wood.shade(0.5) if step % 3 else wood.lit(0.4), 1 + 2.2 * t, 0.10 + 0.08 * t)
    b.soft(rect(0, edge - 46, width, 46), BLACK, 0.12, 14)
    b.line(line(0, edge, width, edge), wood.lit(0.55), 2.4, 0.6)


def _arrange_product(scene: Scene, reading: Reading) -> Scene:
    things = place.cast(reading, scene)
    scene = scene.evolve(place="studio", traits={**scene.traits, "floor": 0.78})
    if not things:
        return scene.evolve(texts=labels([], reading))
    sized = []
    most = max(SUBJECTS[one.kind].metres for one in things)
    for one in things:
        subject = SUBJECTS[one.kind]
        share = (subject.metres / most) ** 0.5
        size = (0.46 if len(things) == 1 else 0.36) * share * place.noun_of(one, reading).size**0.5
        sized.append(one.evolve(height=min(size, 0.50 / subject.aspect)))
    free = [t for t in sized if not place.joined(t, reading)]
    out = place.row(free[:1], reading, scene, 0.70, left=0.3, right=0.7, fill=1.0) if len(free) == 1 else place.row(free, reading, scene, 0.715, left=0.2, right=0.8, fill=1.0)
    out = [t.evolve(x=0.5) for t in out] if len(out) == 1 else out
    out = place.join(out, [t for t in sized if place.joined(t, reading)], reading, scene)
    spread = max((abs(t.x - 0.5) + t.height * SUBJECTS[t.kind].aspect / scene.wide / 2 for t in out), default=0.15)
    traits = {**scene.traits, "plinth": max(0.17, spread * scene.wide * 1.12)}
    return scene.evolve(things=tuple(out), texts=labels(out, reading), traits=traits)


def _behind_product(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    ground = scene.ground or (palette.paper.mix(palette.accents[0].at(0.8), 0.35) if palette.paper.light > 0.5 else palette.sky[1])
    floor = scene.traits["floor"] * height
    half = min(scene.traits.get("plinth", 0.17) * 1000, width * 0.31)
    if b.lines:
        b.shape(rect(0, 0, width, height), ground)
    b.wash(rect(0, 0, width, height), ((0.0, ground.lit(0.25), 1.0), (1.0, ground.shade(0.16), 1.0)))
    niche = arch(width / 2, height + 10, max(half * 2.2, 560) if scene.wide >= 1 else min(width * 0.74, max(half * 2.2, 560)), height * 0.90)
    b.shape(niche, ground.lit(0.45), 0.5)
    with b.inside(niche):
        b.fill(oval(width / 2 - scene.light * 150, height * 0.3, 96), ground.shade(0.10), 0.7)
    plaster(b, scene, (0, 0, width, floor), 0.07)
    b.shape(rect(0, floor, width, height - floor + 2), ground.shade(0.06), 0, down=0.0)
    b.wash(rect(0, floor, width, height - floor + 2), ((0.0, ground.lit(0.2), 1.0), (1.0, ground.shade(0.30), 1.0)))
    b.soft(rect(0, floor - 5, width, 10), ground.shade(0.4), 0.25, 6)
    tone = palette.accents[0].mix(ground, 0.66)
    drop = height * 0.045
    _drum(b, scene, width / 2, height * 0.70 + drop * 2 + 40, half * 1.45, drop + 34, tone.shade(0.05))
    _drum(b, scene, width / 2, height * 0.70 + drop, half, drop + 12, tone.lit(0.2))


def _drum(b: Brush, scene: Scene, x: float, y: float, half: float, tall: float, tone: Colour) -> None:
    """Paint a round plinth: (x, y) is the middle of its foot line, `tall` up to the middle of its top."""
    flat = half * 0.10
    b.soft(oval(x - scene.light * half * 0.25, y + flat * 0.4, half * 1.2, flat * 1.4), BLACK, 0.22, 16)
    body = rect(x - half, y - tall, half * 2, tall)
    body.addOval(skia.Rect.MakeLTRB(x - half, y - flat, x + half, y + flat))
    b.shape(body, tone, 1.1)
    b.shape(oval(x, y - tall, half, flat), tone.lit(0.35), 0.45)


def _arrange_subject(scene: Scene, reading: Reading) -> Scene:
    """Paint the subjects alone, as large as the frame allows, on nothing."""
    things = place.cast(reading, scene)
    scene = scene.evolve(place="nothing", traits={**scene.traits, "no_sun": 1.0})
    part = 1 - 0.03 * scene.variant  # there is no ground that could differ from shot to shot; so the size does
    sized = [t.evolve(height=part * min(0.8 * min(1.2, scene.tall), 0.86 * scene.wide / SUBJECTS[t.kind].aspect)) for t in things]
    free = [t for t in sized if not place.joined(t, reading)]
    out = place.row(free, reading, scene, 0.93, left=0.05, right=0.95, fill=part)
    low = max((t.height for t in out), default=0.5) / scene.tall
    out = [t.evolve(y=min(0.93, 0.5 + low / 2), x=0.5 if len(out) == 1 else t.x) for t in out]
    out = place.join(out, [t for t in sized if place.joined(t, reading)], reading, scene)
    return scene.evolve(things=tuple(out), texts=labels(out, reading))


layout("still", _arrange_still, _behind_still)
layout("product", _arrange_product, _behind_product)
layout("subject", _arrange_subject, nothing, shadows="none")
