# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Night sky, under the sea, quiet architecture, plant specimens and abstract form."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.layouts import air, place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.registry import layout, nothing, palette_of
from aquatint.providers.sandbox.layouts.tabletop import labels, plaster
from aquatint.providers.sandbox.path import arc, arch, line, oval, poly, rect, ridge
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.subjects.creatures import seaweed


def _afloat(scene: Scene, reading: Reading, things: list[Thing], low: float, high: float) -> list[Thing]:
    """Hang things in rows that do not touch, the first one largest and near the middle."""
    free = [t for t in things if not place.joined(t, reading)]
    if not free:
        return []
    rows = 1 if len(free) <= 3 else 2 if len(free) <= 8 else 3
    size = {1: 0.46, 2: 0.34, 3: 0.29}.get(len(free), 0.24)
    chance = scene.random("afloat")
    out: list[Thing] = []
    for index in range(rows):
        part = free[index::rows]
        sized = [t.evolve(height=min(size * place.noun_of(t, reading).size ** 0.7, size * 1.5 / SUBJECTS[t.kind].aspect)) for t in part]
        middle = low + (high - low) * (index + 0.5) / rows
        out.extend(
            one.evolve(y=min(0.97, middle + one.height / scene.tall / 2 + chance.uniform(-0.03, 0.03)), floats=True)
            for one in place.row(sized, reading, scene, middle, left=0.07, right=0.93)
        )
    return out


def _arrange_space(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(palette=scene.palette if palette_of(scene).night else "night", time="night", place="space")
    things = place.cast(reading, scene)
    ground = [t for t in things if (SUBJECTS[t.kind].on in {"ground", "table", "wall"} and SUBJECTS[t.kind].family not in {"people", "symbol", "beast"}) or t.kind in {"house", "tent", "cabin"}]
    floating = [t for t in things if t not in ground]
    hills = bool(ground) or (reading.layout == "space" and "night sky" in reading.prompt.lower()) or bool(reading.places)
    out = _afloat(scene, reading, floating, 0.08, 0.66 if hills else 0.92)
    sized = [t.evolve(height=place.natural(t, reading) * 0.75) for t in ground]
    out += place.row([t for t in sized if not place.joined(t, reading)], reading, scene, 0.93)
    out = place.join(out, [t for t in things if place.joined(t, reading)], reading, scene)
    return scene.evolve(things=tuple(out), texts=labels([], reading), traits={**scene.traits, "hills": float(hills), "horizon": 0.8})


def _behind_space(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    tall = rect(0, 0, width, height)
    if b.lines:
        b.shape(tall, palette.sky[0])
    b.wash(tall, tuple((i / (len(palette.sky) - 1), c.shade(0.15), 1.0) for i, c in enumerate(palette.sky)))
    chance = scene.random("nebula")
    if b.stage >= 2:
        with b.at(width / 2, height * 0.42, turn=-24 if scene.light < 0 else 24):
            for step in range(16):
                x, y = chance.uniform(-1, 1) * width * 0.6, chance.gauss(0, 60)
                tone = (palette.accents[2].at(0.5), palette.accents[1].at(0.55), palette.sky[-1])[step % 3]
                b.glow(x, y, chance.uniform(120, 300), tone, 0.26)
    air.stars(b, scene, height)
    air.stars(b, scene.evolve(seed=scene.seed + 1), height)
    for _ in range(9):
        x, y, r = chance.uniform(0, width), chance.uniform(0, height * 0.75), chance.uniform(5, 10)
        b.glow(x, y, r * 3, WHITE, 0.5)
        b.fill(poly(x, y - r, x + r * 0.16, y - r * 0.16, x + r, y, x + r * 0.16, y + r * 0.16, x, y + r, x - r * 0.16, y + r * 0.16, x - r, y, x - r * 0.16, y - r * 0.16), WHITE, 0.9)
    if scene.traits.get("hills"):
        from aquatint.providers.sandbox.layouts.land import ridge_line  # noqa: PLC0415

        for level, base in enumerate((0.80, 0.87, 0.93)):
            points = ridge_line(scene.random(f"ridge{level}"), width, height * base, height * 0.06, 0.45)
            b.shape(ridge(points, height + 2), palette.land(0.3 + 0.35 * level), 0.2)


def _arrange_sea(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="sea floor", palette=scene.palette if reading.moods or reading.time else "ocean")
    things = place.cast(reading, scene)
    floor = [t for t in things if t.kind in {"crab", "starfish", "shell", "coral", "turtle", "anchor", "octopus"} or SUBJECTS[t.kind].on == "ground"]
    swim = [t for t in things if t not in floor]
    out = _afloat(scene, reading, swim, 0.10, 0.76 if floor else 0.84)
    sized = [t.evolve(height=min(0.34, 0.24 * place.noun_of(t, reading).size * (1.35 if not swim else 1))) for t in floor]
    out += place.row([t for t in sized if not place.joined(t, reading)], reading, scene, 0.93)
    out = place.join(out, [t for t in things if place.joined(t, reading)], reading, scene)
    return scene.evolve(things=tuple(out), texts=labels([], reading), traits={**scene.traits, "horizon": 0.1})


def _behind_sea(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    top, deep = palette.water.mix(palette.sky[-1], 0.45), palette.water.mix(palette.sky[0], 0.5).shade(0.4)
    if b.lines:
        b.shape(rect(0, 0, width, height), top)
    b.wash(rect(0, 0, width, height), ((0.0, top.lit(0.2), 1.0), (0.5, top.mix(deep, 0.55), 1.0), (1.0, deep, 1.0)))
    chance = scene.random("rays")
    for _ in range(7):
        x, w = chance.uniform(-0.1, 1.0) * width, chance.uniform(40, 130)
        b.soft(poly(x, -20, x + w, -20, x + w * 2.2 - 160, height * 0.85, x - 200, height * 0.85), WHITE, 0.09, 16)
    sand = Colour(0.80, 0.06, 85).mix(deep, 0.45)
    for level, base in ((0, 0.84), (1, 0.90)):
        points = [(x * 20.0 - 20, height * base + 16 * math.sin(x * 0.21 + level * 2 + scene.seed % 5)) for x in range(int(width / 20) + 4)]
        b.shape(ridge(points, height + 2), sand.mix(deep, 0.3 * (1 - level)), 0.2, down=0.25)
    for step in range(round(7 * scene.wide)):
        x = width * (chance.uniform(0, 0.24) if step % 2 else chance.uniform(0.76, 1))
        tone = (Colour(0.52, 0.11, 150), Colour(0.46, 0.10, 170), palette.accents[0].at(0.55))[step % 3]
        seaweed(b, x, height * chance.uniform(0.9, 0.99), chance.uniform(110, 290), tone.mix(deep, 0.25), chance.uniform(0, 6) + scene.traits.get("swing", 0.0))


def _before_sea(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    chance = scene.random("bubbles")
    for _ in range(round(26 * scene.wide)):
        x, y, r = chance.uniform(0, width), chance.uniform(0, height * 0.9), 3 + 11 * chance.random() ** 3
        b.line(oval(x, y, r), WHITE, 1.6, 0.5)
        b.shine(oval(x - r * 0.35, y - r * 0.35, r * 0.25), 0.7)


def _arrange_arches(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="courtyard", palette=scene.palette if reading.moods or reading.time else "terracotta", traits={**scene.traits, "horizon": 0.6})
    things = [t.evolve(height=min(0.3, place.natural(t, reading) * 0.7)) for t in place.cast(reading, scene) if t.kind != "arches"]
    free = [t for t in things if not place.joined(t, reading)]
    out = place.row(free, reading, scene, 0.95)
    return scene.evolve(things=tuple(place.join(out, [t for t in things if place.joined(t, reading)], reading, scene)))


def _behind_arches(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    wall = palette.accents[0].at(0.74).turn(8, 0.75)
    if b.lines:
        b.shape(rect(0, 0, width, height), palette.sky[1])
    b.wash(rect(0, 0, width, height), tuple((i / (len(palette.sky) - 1), c, 1.0) for i, c in enumerate(palette.sky)))
    b.shape(oval(width * (0.3 if scene.light < 0 else 0.7), height * 0.2, 92), palette.sun, 0.2)
    chance = scene.random("blocks")
    for x, y, w, tone in ((0.06, 0.30, 0.30, wall.shade(0.1)), (0.46, 0.42, 0.40, wall), (0.20, 0.56, 0.36, wall.lit(0.25))):
        _wall(b, scene, x * width, height * (y + chance.uniform(-0.03, 0.03)), w * width, height, tone)
    for step in range(8):
        y = height * 0.80 + step * height * 0.026
        b.shape(rect(width * (0.57 + step * 0.022), y, width, height * 0.027), wall.lit(0.3 - 0.04 * step), 0.5)
    b.shape(rect(0, height * 0.94, width, height * 0.07), wall.shade(0.25), 0.3)


def _wall(b: Brush, scene: Scene, x: float, y: float, w: float, bottom: float, tone: Colour) -> None:
    dark = x + w if scene.light < 0 else x - w * 0.22
    b.shape(rect(dark, y, w * 0.22, bottom - y), tone.shade(0.45), 0.2)
    b.shape(rect(x, y, w, bottom - y), tone, 0.5)
    count = max(1, round(w / 240))
    for index in range(count):
        ax, ay = x + w * (index + 0.5) / count, y + (bottom - y) * (0.48 if count > 1 else 0.66)
        door = arch(ax, ay, min(130, w / count * 0.5), min(260, (bottom - y) * 0.42))
        b.fill(door, tone.shade(0.78))
        with b.inside(door):
            b.soft(poly(ax - 70, ay, ax + 8, ay, ax - 70, ay - 120), tone.lit(0.4), 0.8)
    if b.detailed:
        with b.inside(rect(x, y, w, bottom - y)):
            plaster(b, scene, (x, y, w, bottom - y), 0.10, 4)


def _arrange_specimen(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="paper")
    things = place.cast(reading, scene) or [Thing(0, "fern", 0.5, 0.9, 0.8)]
    high = 0.80 * scene.tall if not reading.texts else 0.70 * scene.tall
    count = len(things)
    sized = [t.evolve(height=min(high, 0.86 * scene.wide / count / SUBJECTS[t.kind].aspect)) for t in things]
    foot = 0.92 if not reading.texts else 0.80
    out = place.row(sized, reading, scene, foot, left=0.07, right=0.93, fill=1.0) if reading.nouns else [sized[0].evolve(x=0.5, y=foot)]
    out = [t.evolve(y=min(foot, 0.46 + t.height / scene.tall / 2) if t.height / scene.tall < 0.5 else foot, floats=True) for t in out]
    texts = tuple(one.__class__(**{**{f: getattr(one, f) for f in one.__dataclass_fields__}, "y": 0.85 + 0.07 * i, "height": 0.075, "face": "serif-italic"}) for i, one in enumerate(labels([], reading)))
    return scene.evolve(things=tuple(out), texts=texts)


def _behind_paper(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    paper = palette.paper.mix(Colour(0.95, 0.03, 88), 0.5) if palette.paper.light > 0.5 else palette.paper
    b.canvas.drawColor(b.argb(b.style.ground if b.lines and b.style.ground else paper))
    plaster(b, scene, (0, 0, width, height), 0.05, 5)
    b.line(rect(34, 34, width - 68, height - 68), palette.ink, 1.6, 0.35)


def _arrange_abstract(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="paper")
    things = _afloat(scene, reading, place.cast(reading, scene), 0.15, 0.85)
    return scene.evolve(things=tuple(things), texts=labels([], reading))


def _behind_abstract(b: Brush, scene: Scene) -> None:
    """Circles, arcs and bars on a grid, in the palette: concrete art."""
    width, height = span(scene)
    palette = palette_of(scene)
    b.canvas.drawColor(b.argb(b.style.ground if b.lines and b.style.ground else palette.paper))
    chance = scene.random("abstract")
    cell = 250.0 if min(scene.wide, scene.tall) > 0.6 else 200.0
    tones = (*palette.accents, palette.near, palette.far, palette.water)
    columns, rows = math.ceil(width / cell), math.ceil(height / cell)
    ox, oy = (width - columns * cell) / 2, (height - rows * cell) / 2
    for index in range(columns * rows):
        x, y = ox + index % columns * cell, oy + index // columns * cell
        one, two = chance.sample(tones, 2)
        kind = chance.randint(0, 6)
        with b.inside(rect(x, y, cell, cell)):
            if kind != 6:
                b.shape(rect(x, y, cell, cell), one.mix(palette.paper, 0.55 if kind % 2 else 0.0), 0)
            if kind in {0, 3}:
                b.shape(oval(x + cell / 2, y + cell / 2, cell * 0.36), two, 0.5)
            elif kind == 1:
                b.shape(oval(x + cell * (index % 2), y + cell * (index // 2 % 2), cell), two, 0.4)
            elif kind == 2:
                for step in range(4):
                    b.line(arc(x, y + cell, cell * (0.22 + 0.22 * step), cell * (0.22 + 0.22 * step), 270, 90), two, cell * 0.09, butt=True)
            elif kind == 4:
                b.shape(poly(x, y + cell, x + cell, y + cell, x + cell, y), two, 0.3)
            elif kind == 5:
                for step in range(5):
                    b.line(line(x + cell * (0.1 + 0.2 * step), y, x + cell * (0.1 + 0.2 * step), y + cell), two, cell * 0.08, butt=True)


layout("space", _arrange_space, _behind_space, shadows="none")
layout("underwater", _arrange_sea, _behind_sea, _before_sea, shadows="contact")
layout("arches", _arrange_arches, _behind_arches, shadows="contact")
layout("specimen", _arrange_specimen, _behind_paper, nothing, shadows="none")
layout("abstract", _arrange_abstract, _behind_abstract, nothing, shadows="none")
