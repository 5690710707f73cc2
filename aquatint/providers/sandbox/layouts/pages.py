# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Pages that tell: map, diagram and an isometric block."""

import math
from itertools import pairwise

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.plates import ground
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.path import blob, curve, line, oval, poly, rect
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS


def _arrange_map(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="map")
    chance = scene.random("map")
    named = [t.evolve(height=0.14) for t in place.cast(reading, scene)[:10]]
    extra = [Thing(90000 + i, kind, 0, 0, 0.10, named=False, seed=i) for i, kind in enumerate(("pine", "tree", "house", "rock", "pine", "tree"))]
    out: list[Thing] = []
    for thing in [*named, *extra]:
        for _ in range(60):
            angle, r = chance.uniform(0, math.tau), chance.uniform(0, 0.72) ** 0.6
            if SUBJECTS[thing.kind].on in {"water", "sea"}:
                angle, r = chance.choice((0.75, 2.4, 3.9, 5.5)) + chance.uniform(-0.15, 0.15), 1.32
            x, y = 0.5 + math.cos(angle) * r * 0.33, 0.5 + math.sin(angle) * r * 0.30
            if all(math.hypot((x - t.x) * scene.wide, (y - t.y) * scene.tall) > 0.16 for t in out):
                size = min(thing.height, 0.2 / SUBJECTS[thing.kind].aspect)
                out.append(thing.evolve(x=x, y=y + size / scene.tall / 2, height=size))
                break
    texts = [Lettering(q.text, "title", 0.2, 0.045 + 0.08 * i, 0.6, 0.085, "serif-bold") for i, q in enumerate(reading.texts)]
    return scene.evolve(things=tuple(out), texts=tuple(texts))


def _behind_map(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    sea = palette.water.mix(WHITE, 0.35) if not palette.night else palette.water
    if b.lines:
        b.shape(rect(0, 0, width, height), sea)
    b.wash(rect(0, 0, width, height), ((0.0, sea.lit(0.15), 1.0), (1.0, sea.shade(0.12), 1.0)))
    chance = scene.random("coast")
    numbers: list[float] = []
    for step in range(34):
        angle = math.tau * step / 34
        r = 0.40 + 0.05 * math.sin(angle * 3 + scene.seed) + chance.uniform(-0.025, 0.025)
        numbers += [width * (0.5 + math.cos(angle) * r), height * (0.52 + math.sin(angle) * r * 0.96)]
    coast = blob(*numbers)
    for grow, alpha in ((62, 0.16), (34, 0.24)):
        b.line(coast, WHITE, grow, alpha)
    land = palette.land(0.35).mix(Colour(0.88, 0.06, 95), 0.55)
    b.shape(coast, Colour(0.88, 0.06, 88), 0.1)
    with b.inside(coast):
        for _ in range(7):
            x, y, r = chance.uniform(0.2, 0.8) * width, chance.uniform(0.2, 0.8) * height, chance.uniform(90, 190)
            b.soft(oval(x, y, r, r * 0.7), land, 0.8, 30)
        river = curve(width * 0.52, height * 0.30, width * 0.46, height * 0.45, width * 0.58, height * 0.6, width * 0.50, height * 0.76, width * 0.54, height * 1.0)
        b.line(river, sea.shade(0.1), 15)
        _trail(b, scene, width, height)
    _compass(b, width - 130, height - 170, palette.ink)
    b.line(rect(26, 26, width - 52, height - 52), palette.ink if palette.paper.light > 0.5 else WHITE, 4, 0.6)


def _trail(b: Brush, scene: Scene, width: float, height: float) -> None:
    stops = [t for t in scene.things if t.named] or list(scene.things)
    stops.sort(key=lambda t: t.x)
    for one, two in pairwise(stops):
        steps = max(3, round(math.hypot((two.x - one.x) * width, (two.y - one.y) * height) / 26))
        for step in range(steps):
            t = step / steps
            x = (one.x + (two.x - one.x) * t) * width
            y = (one.y + (two.y - one.y) * t) * height + math.sin(t * math.pi) * 34
            b.fill(oval(x, y, 5), Colour(0.52, 0.16, 30), 0.9)


def _compass(b: Brush, x: float, y: float, ink: Colour) -> None:
    b.fill(oval(x, y, 62), WHITE, 0.55)
    b.line(oval(x, y, 56), ink, 3)
    for turn in (0, 90, 180, 270):
        with b.at(x, y, turn=turn):
            b.shape(poly(0, -52, 11, -10, 0, 0), Colour(0.56, 0.18, 28) if turn == 0 else ink, 0)
            b.shape(poly(0, -52, -11, -10, 0, 0), WHITE.shade(0.1), 0)


# Diagram


def _arrange_diagram(scene: Scene, reading: Reading) -> Scene:
    """Paint steps from left to right (or top to bottom), each with its picture and its words; a title above."""
    scene = scene.evolve(place="paper", style="flat" if scene.style == "illustration" else scene.style)
    texts = [q.text for q in reading.texts]
    things = place.cast(reading, scene)[:8]
    tone = scene.accents[-1] if scene.accents else scene.tint
    things = [t.evolve(colour=t.colour or tone) if SUBJECTS[t.kind].family == "chart" else t for t in things]
    charts = [t for t in things if SUBJECTS[t.kind].family == "chart"]
    steps = int(scene.traits.get("parts", 0)) if not charts else 0
    if charts and len(charts) < len(things) and len(texts) < len(things):
        return _charted(scene, reading, charts[0], [t for t in things if t not in charts])
    if steps > len(things) > 0 and not reading.texts:
        count = len(things)
        things = [things[i % count].evolve(id=things[i].id if i < count else 90000 + i, named=i < count) for i in range(steps)]
        texts = [str(i + 1) for i in range(steps)]
    labelled = bool(reading.texts) and reading.texts[0].role == "label"
    title = texts.pop(0) if texts and not labelled and (len(texts) != len(things) or len(texts) == 1) else ""
    if len(things) == 1 and len(texts) > 1:
        return _called_out(scene, things[0], title, texts)
    count = max(1, min(8, max(len(things), len(texts), steps)))
    if not things:
        icons = ("lightbulb", "pencil", "gear", "barchart", "trophy", "rocket")
        count = max(count, 3)
        things = [Thing(90000 + i, icons[i], 0, 0, 0.2, named=False) for i in range(count)]
    down = scene.tall > 1.25
    top = 0.2 if title else 0.07
    out, words = [], []
    for index in range(count):
        x, y, w, h = _cell(index, count, top, down=down)
        if index < len(things):
            thing = things[index]
            # the disc the picture stands in
            size = min((w * scene.wide if not down else w * scene.wide * 0.34), h * scene.tall * (0.5 if not down else 0.8)) * 0.56
            if count == 1:
                size = min(h * scene.tall * 0.8, w * scene.wide * 0.8 / SUBJECTS[thing.kind].aspect)
            size = min(size, size * 1.3 / SUBJECTS[thing.kind].aspect) if count > 1 else size
            cx, cy = (x + w / 2, y + h * (0.40 if count > 1 else 0.5)) if not down else (x + w * (0.2 if count > 1 else 0.5), y + h / 2)
            out.append(thing.evolve(x=cx, y=cy + size / scene.tall / 2, height=size, floats=True))
        if index < len(texts):
            box = (x + w * 0.08, y + h * 0.70, w * 0.84, h * 0.22) if not down else (x + w * 0.42, y + h * 0.2, w * 0.54, h * 0.6)
            words.append(Lettering(texts[index], "body", *box, "sans-bold", align="centre" if not down else "left"))
    if title:
        words.insert(0, Lettering(title, "title", 0.07, 0.04, 0.86, 0.12, "sans-bold", align="left"))
    traits = {**scene.traits, "count": float(count), "top": top, "down": float(down)}
    return scene.evolve(things=tuple(out), texts=tuple(words), traits=traits)


def _charted(scene: Scene, reading: Reading, chart: Thing, others: list[Thing]) -> Scene:
    """One chart, large, and small in a row under the title what it is about."""
    title = next((quoted.text for quoted in reading.texts), "")
    top = 0.2 if title else 0.07
    size = min((0.86 - top) * scene.tall * 0.86, 0.56 * scene.wide / SUBJECTS[chart.kind].aspect)
    middle = top + 0.04 + (0.90 - top) / 2
    out = [chart.evolve(x=0.40, y=middle + size / scene.tall / 2, height=size, floats=True)]
    for index, one in enumerate(others[:3]):
        high = min(0.2, 0.18 * scene.wide / SUBJECTS[one.kind].aspect)
        out.append(one.evolve(x=0.83, y=middle + (index - (len(others[:3]) - 1) / 2) * 0.25 + high / scene.tall / 2, height=high, floats=True))
    words = [Lettering(title, "title", 0.07, 0.04, 0.86, 0.12, "sans-bold", align="left")] if title else []
    return scene.evolve(things=tuple(out), texts=tuple(words), traits={**scene.traits, "count": 1.0, "top": top, "down": 0.0})


def _called_out(scene: Scene, thing: Thing, title: str, texts: list[str]) -> Scene:
    """One thing, large, and names beside it with a line to each."""
    size = min(0.62 * scene.tall, 0.42 * scene.wide / SUBJECTS[thing.kind].aspect)
    foot = 0.54 + size / scene.tall / 2
    words = [Lettering(title, "title", 0.07, 0.04, 0.86, 0.12, "sans-bold", align="left")] if title else []
    names = texts[:6]
    step = 0.66 / len(names)
    for index, text in enumerate(names):
        words.append(Lettering(text, "body", 0.64, 0.22 + step * (index + 0.5) - 0.045, 0.3, 0.09, "sans-bold", align="left"))
    traits = {**scene.traits, "count": 1.0, "top": 0.2 if title else 0.07, "down": 0.0, "names": float(len(names)), "size": size}
    for index, text in enumerate(names):
        part = next((at for word, at in ANATOMY.items() if word in text.lower()), None)
        if part:
            half = size * SUBJECTS[thing.kind].aspect / scene.wide / 2
            traits |= {f"px{index}": 0.32 + part[0] * half, f"py{index}": foot - part[1] * size / scene.tall}
    return scene.evolve(things=(thing.evolve(x=0.32, y=foot, height=size, floats=True, facing=1),), texts=tuple(words), traits=traits)


ANATOMY = {
    "antenna": (0.86, 0.9), "feeler": (0.86, 0.9), "ear": (0.5, 0.9), "horn": (0.5, 0.93), "eye": (0.72, 0.6), "head": (0.68, 0.62), "beak": (0.9, 0.72), "nose": (0.8, 0.6),
    "mouth": (0.78, 0.52), "wing": (-0.12, 0.82), "roof": (0.0, 0.85), "fin": (0.0, 0.85), "shell": (0.0, 0.75), "back": (-0.2, 0.75), "sting": (-0.9, 0.36), "tail": (-0.88, 0.5),
    "petal": (0.3, 0.85), "leaf": (0.35, 0.4), "stem": (0.0, 0.4), "root": (0.0, 0.03), "trunk": (0.0, 0.25), "belly": (0.0, 0.3), "body": (-0.05, 0.45), "wheel": (-0.6, 0.15),
    "door": (0.0, 0.25), "leg": (0.15, 0.08), "foot": (0.2, 0.02), "paw": (0.2, 0.02), "abdomen": (-0.4, 0.4), "thorax": (0.15, 0.5), "window": (-0.3, 0.5),
}  # fmt: skip
"""Where a part is on what faces right: fractions of half the width from the middle, and of the height from the foot."""


def _pointers(b: Brush, scene: Scene, width: float, height: float) -> None:
    """Draw the line from each name to its part, top to bottom."""
    names, size = int(scene.traits["names"]), scene.traits["size"] / scene.tall
    tone = palette_of(scene).accents[0]
    step = 0.66 / names
    for index in range(names):
        y = 0.22 + step * (index + 0.5)
        at = 0.54 - size / 2 + size * (index + 0.5) / names
        x, at = scene.traits.get(f"px{index}", 0.36), scene.traits.get(f"py{index}", at)
        b.line(line(width * 0.62, y * height, width * 0.58, y * height, width * x, at * height), tone, 4)
        b.shape(oval(width * x, at * height, 9), tone, 0)


def _cell(index: int, count: int, top: float, *, down: bool) -> tuple[float, float, float, float]:
    if down:
        step = (0.95 - top) / count
        return 0.07, top + step * index, 0.86, step * 0.86
    step = (0.90 + 0.12 * 0.9 / count) / count if count == 1 else 0.90 / count
    return 0.05 + step * index, top + 0.04, step * (0.9 if count == 1 else 0.88), 0.90 - top


def _behind_diagram(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    paper = ground(b, scene)
    count, down = int(scene.traits["count"]), bool(scene.traits["down"])
    for index in range(count):
        x, y, w, h = _cell(index, count, scene.traits["top"], down=down)
        tone = palette.accents[index % 3]
        x, y, w, h = x * width, y * height, w * width, h * height
        b.shape(rect(x, y, w, h, 26), tone.mix(paper, 0.80), 0)
        cx, cy = (x + w / 2, y + h * 0.40) if not down else (x + w * 0.2, y + h / 2)
        r = min(w, h * 0.62) * 0.40 if not down else min(w * 0.34, h * 0.8) * 0.5
        if count > 1:
            b.shape(oval(cx, cy, r), tone.mix(paper, 0.45), 0)
            b.line(oval(cx, cy, r), tone, 5)
        if index < count - 1:
            if down:
                b.line(line(cx, y + h + 4, cx, y + h + (0.95 - scene.traits["top"]) / count * height * 0.12), palette.ink, 6)
            else:
                gap = 0.90 / count * width * 0.12
                b.shape(poly(x + w + gap * 0.16, cy - 18, x + w + gap * 0.84, cy, x + w + gap * 0.16, cy + 18), palette.ink, 0)
    if scene.traits["top"] > 0.1:
        b.shape(rect(width * 0.07, height * 0.165, 120, 10, 5), palette.accents[0], 0)


# Isometric block


def _arrange_block(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="block", traits={**scene.traits, "horizon": 0.2})
    things = place.cast(reading, scene) or [Thing(0, "house", 0.5, 0.5, 0.3)]
    chance = scene.random("block")
    walls = reading.places.count("room") or any(mark.key == "interior" for mark in reading.marks)
    unit, power = (0.17, 0.45) if walls else (0.13, 0.48)
    sized = [t.evolve(height=max(0.07, min(0.36, 0.34 / SUBJECTS[t.kind].aspect, unit * SUBJECTS[t.kind].metres**power * place.noun_of(t, reading).size * (1.1 if len(things) < 4 else 0.9)))) for t in things if t.id or reading.nouns] or things
    scene = scene.evolve(traits={**scene.traits, "walls": float(bool(walls))})
    free = [t for t in sized if not place.joined(t, reading)]
    extra = [Thing(90000 + i, kind, 0, 0, 0.15, named=False, seed=i) for i, kind in enumerate(("potted", "lamp", "potted", "chair") if walls else ("tree", "pine", "bush", "tree"))]
    seats = [(0, 0), (-0.5, -0.3), (0.5, -0.3), (-0.5, 0.35), (0.5, 0.35), (0, -0.62), (0, 0.66), (-0.85, 0.02), (0.85, 0.02)]
    out = []
    half = 0.40
    for (u, v), thing in zip(seats, [*free, *extra], strict=False):
        x = 0.5 + u * half / scene.wide + chance.uniform(-0.01, 0.01)
        y = 0.52 + v * half * 0.5 / scene.tall
        up = SUBJECTS[thing.kind].on in {"air", "sky"}
        out.append(thing.evolve(x=x, y=y - (0.18 if up else 0), floats=up))
    out = place.join(out, [t for t in sized if place.joined(t, reading)], reading, scene)
    return scene.evolve(things=tuple(out))


def _behind_block(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    ground = palette.accents[1].at(0.88).mix(palette.paper, 0.45) if palette.paper.light > 0.5 else palette.sky[1]
    if b.lines:
        b.shape(rect(0, 0, width, height), ground)
    b.wash(rect(0, 0, width, height), ((0.0, ground.lit(0.2), 1.0), (1.0, ground.shade(0.12), 1.0)))
    x, y, w, h, deep = width / 2, height * 0.52, 440.0, 220.0, 120.0
    b.soft(poly(x - w, y + deep + 30, x, y - h + deep + 60, x + w, y + deep + 30, x, y + h + deep + 40), BLACK, 0.22, 26)
    grass = palette.near if 95 < palette.near.hue < 165 and palette.near.light > 0.35 else Colour(0.66, 0.12, 140)
    soil = Colour(0.46, 0.06, 55)
    b.shape(poly(x - w, y, x, y + h, x, y + h + deep, x - w, y + deep), soil.lit(0.12), 0.3)
    b.shape(poly(x + w, y, x, y + h, x, y + h + deep, x + w, y + deep), soil.shade(0.3), 0.3)
    for side in (-1, 1):
        b.shape(poly(x + side * w, y, x, y + h, x, y + h + 26, x + side * w, y + 26), grass.shade(0.25 if side > 0 else 0.08), 0.2)
    if scene.traits.get("walls"):
        _walls(b, scene, (x, y, w, h))
        return
    b.shape(poly(x - w, y, x, y - h, x + w, y, x, y + h), grass, 0.4)
    b.line(line(x - w * 0.55, y + h * 0.45, x + w * 0.45, y - h * 0.55), Colour(0.86, 0.06, 85), 30)


def _walls(b: Brush, scene: Scene, block: tuple[float, float, float, float]) -> None:
    """Paint a room cut open: floorboards and two walls, a window in one."""
    x, y, w, h = block
    palette, up = palette_of(scene), 300.0
    wall, floor = palette.accents[1].at(0.84), Colour(0.66, 0.07, 62)
    b.shape(poly(x - w, y, x, y - h, x + w, y, x, y + h), floor, 0.4)
    for step in range(1, 8):
        t = step / 8
        b.line(line(x - w + w * t, y - h * t, x + w * t, y + h - h * t), floor.shade(0.2), 2, 0.6)
    b.shape(poly(x - w, y, x, y - h, x, y - h - up, x - w, y - up), wall, 0.3)
    b.shape(poly(x + w, y, x, y - h, x, y - h - up, x + w, y - up), wall.shade(0.12), 0.3)
    b.shape(poly(x + w * 0.32, y - h * 0.68 - 80, x + w * 0.68, y - h * 0.32 - 80, x + w * 0.68, y - h * 0.32 - 230, x + w * 0.32, y - h * 0.68 - 230), palette.sky[1], 0.2)
    b.line(poly(x + w * 0.32, y - h * 0.68 - 80, x + w * 0.68, y - h * 0.32 - 80, x + w * 0.68, y - h * 0.32 - 230, x + w * 0.32, y - h * 0.68 - 230), WHITE, 9)


layout("map", _arrange_map, _behind_map, shadows="contact")
def _before_diagram(b: Brush, scene: Scene) -> None:
    if scene.traits.get("names"):
        width, height = span(scene)
        _pointers(b, scene, width, height)


layout("diagram", _arrange_diagram, _behind_diagram, _before_diagram, shadows="none")
layout("isometric", _arrange_block, _behind_block, shadows="contact")
