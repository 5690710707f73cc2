# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Rooms and people: an interior with furniture, and a portrait."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import span, weather
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.layouts.tabletop import curve_ridge, labels, plaster
from aquatint.providers.sandbox.path import bez, blob, curve, line, oval, poly, rect
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS, Look
from aquatint.providers.sandbox.subjects.people import Person, looks

SIZES = {"bed": 0.22, "counter": 0.2, "stove": 0.21, "fridge": 0.40, "bathtub": 0.18, "mirror": 0.3, "table": 0.22, "chair": 0.24, "bookshelf": 0.42,
         "armchair": 0.25, "sofa": 0.23, "potted": 0.26, "lamp": 0.25}  # fmt: skip
"""How high the fittings of a room are, in short sides."""
PINE = Colour(0.62, 0.07, 62)


def _arrange_room(scene: Scene, reading: Reading) -> Scene:
    chance = scene.random("room")
    scene = scene.evolve(place="room", traits={**scene.traits, "floor": 0.70, "window": 0.27 if chance.random() < 0.5 else 0.73})
    things = [t for t in place.cast(reading, scene) if SUBJECTS[t.kind].family != "building"]
    sized = [t.evolve(height=_room_height(t, reading)) for t in things]
    free = [t for t in sized if not place.joined(t, reading)]
    wall = [t for t in free if SUBJECTS[t.kind].on == "wall"]
    rugs = [t for t in free if t.kind == "rug"]
    air = [t for t in free if SUBJECTS[t.kind].on in {"air", "sky"}]
    small = [t for t in free if SUBJECTS[t.kind].on == "table" and t not in wall]
    outside = [t for t in free if SUBJECTS[t.kind].family == "plant" and SUBJECTS[t.kind].metres > 2 and "window" in reading.places]
    floor = [t for t in free if t not in wall and t not in small and t not in air and t not in rugs and t not in outside]
    back = [t for t in floor if SUBJECTS[t.kind].family in {"furniture", "music"} and t.kind not in {"chair", "table"}]
    front = [t for t in floor if t not in back]
    if len(front) <= 2:  # whoever is named is not lost among the furniture
        front = [t.evolve(height=max(t.height, min(t.height * 1.6, 0.3))) for t in front]
    back += _furnishing(scene, {t.kind for t in things}, len(back))
    out = place.row(back, reading, scene, 0.775, left=0.04, right=0.96) if not any(t.id >= 90000 for t in back) else _unread_row(scene, back, 0.775)
    out += place.row(front, reading, scene, 0.92, left=0.08, right=0.92)
    out += [t.evolve(y=0.45, floats=True) for t in place.row(wall, reading, scene, 0.45, left=0.35, right=0.65)]
    high = [t.evolve(height=min(t.height, 0.09)) if SUBJECTS[t.kind].on == "sky" or t.kind == "star" else t for t in air]
    out += [t.evolve(y=0.115 if t.height < 0.1 else 0.30, floats=True, layer=1) for t in place.row(high, reading, scene, 0.3)]
    out += [t.evolve(x=scene.traits["window"], y=0.415, height=0.2 * scene.tall, floats=True, layer=-2) for t in outside[:1]]
    rugs = rugs or [Thing(90900, "rug", 0.5, 0.985, 0.15, palette_of(scene).accents[0].at(0.62), named=False)]
    out += [t.evolve(x=0.5, y=0.975, height=min(0.15, 0.75 * scene.wide / 5.6), layer=-1) for t in rugs]
    if small:
        tables = [t for t in out if t.kind == "table"] or [Thing(90901, "table", 0.5 if not front else 0.3, 0.93, 0.24, named=False)]
        out += [t for t in tables if t not in out]
        top = tables[0]
        shelf = place.row([t.evolve(height=min(0.16, t.height)) for t in small], reading, scene, top.y - top.height * 0.96 / scene.tall, left=top.x - top.height * 0.66 / scene.wide, right=top.x + top.height * 0.66 / scene.wide, fill=1.0)
        out += [t.evolve(y=top.y - top.height * 0.96 / scene.tall, floats=True, layer=1) for t in shelf]
    out = place.join(out, [t for t in sized if place.joined(t, reading)], reading, scene)
    return scene.evolve(things=tuple(out), texts=labels(out, reading))


def _room_height(thing: Thing, reading: Reading) -> float:
    subject = SUBJECTS[thing.kind]
    size = 0.27 * math.pow(subject.metres, 0.62) * place.noun_of(thing, reading).size
    return max(0.07, min(0.56, size, 0.8 / subject.aspect))


def _furnishing(scene: Scene, present: set[str], count: int) -> list[Thing]:
    """Paint what a room needs so that it does not look empty."""
    chance = scene.random("furnishing")
    palette = palette_of(scene)
    needed = [(kind, SIZES[kind]) for kind in SIZES if scene.traits.get(f"fit-{kind}")]
    wanted = [("sofa", 0.23), ("potted", 0.26), ("bookshelf", 0.42), ("lamp", 0.25), ("armchair", 0.25)]
    chance.shuffle(wanted)
    wanted = needed + [one for one in wanted if one not in needed and not ({"stove", "bathtub"} & {kind for kind, _ in needed} and one[0] in {"sofa", "armchair", "bookshelf"})]
    room = 3 if scene.wide > 1.1 else 2
    out: list[Thing] = []
    for index, (kind, size) in enumerate(w for w in wanted if w[0] not in present):
        if count + len(out) >= room:
            break
        tone = palette.accents[index % 3].at(0.58) if kind in {"sofa", "armchair"} else None
        out.append(Thing(90000 + index, kind, 0, 0, size, tone, named=False, seed=index))
    return out


def _unread_row(scene: Scene, things: list[Thing], y: float) -> list[Thing]:
    """Spread furniture along the wall; named pieces nearer the middle."""
    things = sorted(things, key=lambda t: (t.id * 7919) % 101 if not t.named else 50)
    widths = [t.height * SUBJECTS[t.kind].aspect / scene.wide for t in things]
    shrink = min(1.0, 0.88 / max(0.01, sum(widths)))
    gap = (0.96 - sum(widths) * shrink) / (len(things) + 1)
    pen = 0.02 + gap
    out = []
    for thing, width in zip(things, widths, strict=True):
        out.append(thing.evolve(x=pen + width * shrink / 2, y=y, height=thing.height * shrink))
        pen += width * shrink + gap
    return out


def _behind_room(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    floor = scene.traits["floor"] * height
    wall = palette.wall.mix(palette.accents[1].at(0.86), 0.25) if palette.paper.light > 0.5 else palette.sky[2]
    if b.lines:
        b.shape(rect(0, 0, width, floor), wall)
    dim, lit = wall.shade(0.22), wall.lit(0.12)
    ends = (lit, dim) if scene.traits["window"] < 0.5 else (dim, lit)
    b.wash(rect(0, 0, width, floor + 2), ((0.0, ends[0], 1.0), (1.0, ends[1], 1.0)), across=True)
    plaster(b, scene, (0, 0, width, floor), 0.06)
    _room_window(b, scene, width * scene.traits["window"], floor)
    _frames(b, scene, width * (1 - scene.traits["window"]), floor)
    boards = PINE.mix(palette.near, 0.15)
    ground = rect(0, floor, width, height - floor + 2)
    if b.lines or b.stage < 2 or b.style.fill in {"flat", "paper"}:
        b.shape(ground, boards, 0)
    else:
        b.wash(ground, ((0.0, boards.shade(0.12), 1.0), (0.4, boards, 1.0), (1.0, boards.shade(0.3), 1.0)))
    if b.detailed:
        for step in range(-12, 13):
            x = width / 2 + step * width * 0.05
            b.line(line(x, floor, width / 2 + (x - width / 2) * 2.4, height), boards.shade(0.4), 1.2, 0.35)
    b.shape(rect(0, floor - 20, width, 20), wall.lit(0.4), 0.1)
    b.soft(rect(0, floor, width, 18), BLACK, 0.2, 8)
    if b.stage >= 2 and not palette.night:
        x = width * scene.traits["window"]
        lean = 190 if scene.traits["window"] < 0.5 else -190
        b.soft(poly(x - 110 + lean, floor + 30, x + 110 + lean, floor + 30, x + 190 + lean * 1.6, height, x - 90 + lean * 1.6, height), palette.sun, 0.22, 10)


def _room_window(b: Brush, scene: Scene, x: float, floor: float) -> None:
    palette = palette_of(scene)
    w, h, y = 250.0, floor * 0.56, floor * 0.12
    pane = rect(x - w / 2, y, w, h)
    if b.lines:
        b.shape(pane, palette.sky[1])
    last = len(palette.sky) - 1
    b.wash(pane, tuple((i / last, c, 1.0) for i, c in enumerate(palette.sky)))
    with b.inside(pane):
        b.shape(oval(x + 50, y + h * 0.34, 30), palette.sun, 0)
        b.shape(curve_ridge(x - w / 2, w, y + h * 0.86, h * 0.12, y + h + 4, 0.3), palette.land(0.4), 0.3)
    frame = WHITE.shade(0.05)
    b.line(pane, frame, 14, butt=True)
    b.line(line(x, y, x, y + h), frame, 8, butt=True)
    b.line(line(x - w / 2, y + h * 0.45, x + w / 2, y + h * 0.45), frame, 8, butt=True)
    b.shape(rect(x - w / 2 - 22, y + h, w + 44, 15, 3), frame, 0.3)
    cloth = palette.accents[0].at(0.76)
    for side in (-1, 1):
        b.shape(bez(x + side * (w / 2 + 34), y - 24, (x + side * (w / 2 - 44), y - 24), (x + side * (w / 2 - 40), y + h * 0.5, x + side * (w / 2 + 6), y + h + 34), (x + side * (w / 2 + 40), y + h + 34)), cloth, 0.9)
    b.line(line(x - w / 2 - 50, y - 24, x + w / 2 + 50, y - 24), Colour(0.42, 0.06, 55), 7)


def _frames(b: Brush, scene: Scene, x: float, floor: float) -> None:
    """Two small pictures on the wall."""
    palette = palette_of(scene)
    for dx, dy, w, h, tone in ((-84, 0.20, 110, 140, palette.accents[1]), (58, 0.26, 84, 84, palette.accents[2])):
        y = floor * dy
        b.soft(rect(x + dx - w / 2 + 5, y + 8, w, h), BLACK, 0.25, 7)
        b.shape(rect(x + dx - w / 2, y, w, h, 2), Colour(0.45, 0.06, 55), 0.5)
        inner = rect(x + dx - w / 2 + 8, y + 8, w - 16, h - 16)
        b.fill(inner, palette.paper if palette.paper.light > 0.5 else WHITE.shade(0.1))
        with b.inside(inner):
            b.shape(oval(x + dx + w * 0.08, y + h * 0.4, w * 0.2), tone, 0.3)
            b.shape(curve_ridge(x + dx - w / 2, w, y + h * 0.78, h * 0.1, y + h, dy), palette.near, 0.2)


# Portrait


def _arrange_portrait(scene: Scene, reading: Reading) -> Scene:
    things = place.cast(reading, scene)
    sitters = [t for t in things if SUBJECTS[t.kind].family in {"people", "beast", "bird", "reptile"}]
    if not sitters:
        sitters = [Thing(0, "person", 0.5, 1, 1, None, seed=scene.seed & 0xFFFF)]
    main = sitters[0]
    behind = _behind_of(reading, scene)
    scene = scene.evolve(place=scene.place or "meadow" if behind else "portrait", traits={**scene.traits, "backdrop": float(behind), "horizon": 0.56, "water": float(scene.place in {"lake", "sea", "beach"})})
    if SUBJECTS[main.kind].family != "people" or main.kind in {"robot", "snowman", "scarecrow", "baby"}:
        size = 1.12 * min(1.0, scene.wide * 0.95) if SUBJECTS[main.kind].head else 0.78
        size = min(size, 1.0 * scene.wide / SUBJECTS[main.kind].aspect)
        main = main.evolve(x=0.5, y=0.5 + size / scene.tall * (0.62 if SUBJECTS[main.kind].head else 0.48), height=size, floats=True)
        return scene.evolve(things=(main,), texts=labels([], reading))
    wears = main.wears
    traits = {**scene.traits, "bust": 1.0, "seed": float(main.seed)}
    sitter = main.evolve(x=0.5, y=0.43, height=0.001, layer=9, wears=wears, floats=True)
    return scene.evolve(things=(sitter, *_company(scene, reading, [one for one in things if one is not main])), texts=labels([], reading), traits=traits)


def _company(scene: Scene, reading: Reading, others: list[Thing]) -> list[Thing]:
    """Set what is held before the sitter's chest, and flowers into the lower corners."""
    held = [one for one in others if place.noun_of(one, reading).relation == "holding" and SUBJECTS[one.kind].metres < HOLDABLE]
    blooms = [one for one in others if SUBJECTS[one.kind].family == "plant" and SUBJECTS[one.kind].metres < HOLDABLE and one not in held]
    out = []
    for one in held[:1]:
        size = min(0.34, 0.4 / SUBJECTS[one.kind].aspect)
        out.append(one.evolve(x=0.5 + 0.06 / scene.wide, y=0.985, height=size, floats=True, layer=12))
    for one, (x, size) in zip(blooms, ((0.11, 0.26), (0.89, 0.24), (0.23, 0.17), (0.77, 0.18)), strict=False):
        out.append(one.evolve(x=x, y=1.0, height=min(size, 0.3 / SUBJECTS[one.kind].aspect), floats=True, layer=11))
    return out


HOLDABLE = 1.0
"""Up to so many metres a thing can be held, or bloom beside a shoulder."""


BACKDROPS = ("", "landscape", "seashore", "skyline", "space")
"""What may be painted behind a sitter; its place in this row is kept as a trait."""


def _behind_of(reading: Reading, scene: Scene) -> int:
    """Return which world stands behind the sitter: the place that was named, the stars, or none."""
    if scene.ground:
        return 0
    if {"star", "planet", "moon", "comet"} & {noun.key for noun in reading.nouns}:
        return 4
    if {"city"} & set(reading.places) or any(mark.key == "lights" for mark in reading.marks):
        return 3
    outside = {"forest", "meadow", "mountains", "sea", "lake", "beach", "desert", "tundra", "savanna", "village"} & set(reading.places)
    if outside:
        return 2 if outside & {"sea", "beach"} else 1
    return 1 if reading.weather in {"rain", "snow", "storm", "fog"} else 0


def _backdrop(b: Brush, scene: Scene, name: str) -> None:
    """Paint the world behind a sitter, a little out of focus."""
    from aquatint.providers.sandbox.layouts.registry import LAYOUTS  # noqa: PLC0415  # filled when all layouts are read

    traits = {"far": 0.62, "near": 0.8, **scene.traits}
    LAYOUTS[name].behind(b, scene.evolve(layout=name, things=(), traits=traits))
    if LAYOUTS[name].weather:
        weather(b, scene)
    width, height = span(scene)
    if not b.lines:
        b.fill(rect(0, 0, width, height), palette_of(scene).haze, 0.16)


def _behind_portrait(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    if name := BACKDROPS[int(scene.traits.get("backdrop", 0.0))]:
        _backdrop(b, scene, name)
        _sitter(b, scene, width, height)
        return
    grounds = [c.at(0.42) for c in (palette.accents[2], palette.accents[0].turn(180), palette.near, palette.accents[1].turn(150)) if not 35 < c.hue < 125]
    ground = scene.random("ground").choice(grounds or [palette.sky[0].at(0.42)]).turn(0, 0.8)
    if scene.traits.get("timed"):
        ground = palette.sky[-2].at(0.56) if not palette.night else palette.sky[1]
    if scene.tint:
        ground = scene.tint.at(0.5)
    if scene.ground:
        ground = scene.ground.at(min(scene.ground.light, 0.6))
    if b.lines:
        b.shape(rect(0, 0, width, height), ground)
    b.wash(rect(0, 0, width, height), ((0.0, ground.lit(0.12), 1.0), (1.0, ground.shade(0.35), 1.0)))
    plaster(b, scene, (0, 0, width, height), 0.08, 4)
    disc = palette.sun if scene.traits.get("timed") else palette.accents[1].at(0.82) if abs(palette.accents[1].hue - ground.hue) > 30 else palette.accents[0].at(0.8)
    b.shape(oval(width / 2 - scene.light * 55, height * 0.40, min(width, height) * 0.37), ground.lit(0.3) if scene.ground else disc, 0.4)
    _sitter(b, scene, width, height)


def _sitter(b: Brush, scene: Scene, width: float, height: float) -> None:
    if scene.traits.get("bust") and scene.things:  # nobody sits there any more when only the ground goes on
        from aquatint.providers.sandbox.render import look_of  # noqa: PLC0415  # painting needs the layouts first

        thing = scene.things[0]
        look = look_of(scene, thing)
        hat = any(one.split(":")[0] in {"hat", "crown"} for one in thing.wears) or thing.kind in {"chef", "wizard", "pirate", "farmer"}
        size = min(width, height * 0.86) * (0.25 if hat else 0.29)
        bust(b, look, looks(look, thing.kind), width / 2, height * (0.50 if hat else 0.44), size, height)


def bust(b: Brush, k: Look, p: Person, x: float, y: float, s: float, bottom: float) -> None:
    """Head and shoulders from the front: `s` is the half height of the face."""
    with b.at(x, y, s / 100):
        _hair_behind(b, p)
        low = (bottom - y) / (s / 100) + 4
        b.shape(poly(-32, 50, -36, 140, 38, 140, 34, 50), p.skin.shade(0.25), 0.8)
        b.shape(bez(-178, low, (-170, 170, -104, 142, -40, 124), (0, 152, 40, 124), (108, 142, 172, 172, 180, low)), p.top, 1.1)
        b.shape(bez(-48, 121, (-24, 168, 26, 168, 48, 121), (30, 146, -28, 146, -48, 121)), p.top.lit(0.4), 0.4)
        face = bez(-68, -34, (-72, 30, -44, 78, 0, 92), (44, 78, 72, 30, 68, -34), (58, -104, -58, -104, -68, -34))
        b.shape(face, p.skin, 1.1)
        with b.inside(face):
            b.soft(poly(b.light * -2, -34, b.light * -14, 26, b.light * -4, 34, b.light * -80, 92, b.light * -94, -104), p.skin.shade(0.5), 0.30, 7)
            for side in (-1, 1):
                b.soft(oval(side * 38, 30, 16, 12), Colour(0.62, 0.17, 28), 0.28, 8)
        _features(b, k, p)
        _hair_before(b, k, p)


def _features(b: Brush, k: Look, p: Person) -> None:
    ink = p.hair.shade(0.4) if p.hair.light < 0.6 else Colour(0.36, 0.05, 50)
    closed = k.pose == "sleep" or k.rng.random() < 0.45
    for side in (-1, 1):
        x = side * 30
        b.line(curve(x - 17, -21, x, -29, x + 17, -21), ink, 5)
        if closed:
            b.line(curve(x - 15, -1, x, 7, x + 15, -1), ink, 4)
            continue
        eye = bez(x - 15, 0, (x - 6, -10, x + 6, -10, x + 15, 0), (x + 6, 8, x - 6, 8, x - 15, 0))
        b.fill(eye, WHITE)
        with b.inside(eye):
            b.fill(oval(x, -1, 7.4), Colour(0.42, 0.07, 60))
            b.fill(oval(x, -1, 3.8), BLACK)
            b.fill(oval(x + 2, -3.4, 1.6), WHITE)
        b.line(curve(x - 16, 0, x, -9.5, x + 16, 0), ink, 3.4)
    b.line(curve(2, -6, 9, 24, 2, 31, -7, 29), p.skin.shade(0.42), 3)
    lip = Colour(0.54, 0.14, 22).mix(p.skin, 0.3 if p.role not in {"man", "boy", "pirate", "wizard", "farmer"} else 0.66)
    wide = 26 if k.pose in {"smile", "wave"} else 20
    b.shape(bez(-wide, 52, (-9, 48, -1, 52), (8, 48, wide, 52), (2, 70, -wide, 52)), lip, 0.5)
    b.line(curve(-wide - 2, 51, 0, 58, wide + 2, 51), lip.shade(0.45), 1.8)
    if p.cut == "beard":
        b.shape(blob(-66, 4, -54, 42, -24, 44, 0, 40, 24, 44, 54, 42, 66, 4, 60, 70, 30, 106, 0, 114, -30, 106, -60, 70), p.hair, 0.8)
        b.shape(bez(-wide, 56, (0, 48, wide, 56), (0, 70, -wide, 56)), lip, 0.4)


def _hair_behind(b: Brush, p: Person) -> None:
    if p.cut == "long":
        b.shape(bez(-8, -116, (-128, -112, -112, 50, -88, 126), (88, 126), (112, 40, 124, -112, -8, -116)), p.hair.shade(0.1))
    elif p.cut == "bob":
        b.shape(bez(-8, -112, (-116, -110, -104, 40, -84, 66), (84, 66), (104, 40, 116, -110, -8, -112)), p.hair.shade(0.1))
    elif p.cut == "bun" and p.role != "astronaut":
        b.shape(oval(6, -118, 34), p.hair)
    elif p.cut == "curls":
        for x, y, r in ((-78, -20, 34), (78, -20, 34), (-84, 20, 28), (84, 20, 28), (-60, -74, 38), (60, -74, 38), (0, -96, 44), (-34, -92, 38), (34, -92, 38)):
            b.shape(oval(x, y, r), p.hair.shade(0.08), 0.7)


def _hair_before(b: Brush, k: Look, p: Person) -> None:
    if p.cut == "bald":
        b.shine(oval(b.light * 26, -78, 15, 9), 0.35, 5)
    elif p.cut == "curls":
        for x in (-50, -26, 0, 26, 50):
            b.shape(oval(x, -82 + abs(x) * 0.3, 21), p.hair, 0.7)
    else:
        b.shape(bez(-74, -2, (-72, -58, -30, -52, 12, -70), (44, -56, 64, -40, 72, -2), (94, -90, 42, -124, -4, -120), (-68, -120, -98, -60, -74, -2)), p.hair, 0.9)
        if b.detailed:
            for step in range(4):
                b.line(curve(-62 + step * 8, -44 - step * 12, -20, -92 - step * 5, 52 - step * 6, -58 - step * 12), p.hair.lit(0.3), 1.8, 0.4)
    if p.cut in {"long", "bun", "bob"}:
        for side in (-1, 1):
            b.shape(oval(side * 72, 44, 6), Colour(0.82, 0.13, 85))
    _hat_of(b, k, p)
    _worn(b, k)
    if p.role == "astronaut":
        b.shine(oval(0, -8, 122), 0.12, 0)
        b.line(oval(0, -8, 124), WHITE.shade(0.12), 16)
        b.shape(rect(-84, 104, 168, 26, 12), WHITE.shade(0.1), 0.6)
        b.shine(oval(b.light * 62, -74, 24, 14), 0.6, 4)


def _hat_of(b: Brush, k: Look, p: Person) -> None:
    if p.role in {"farmer", "wizard", "pirate"}:
        brim = {"farmer": Colour(0.82, 0.10, 85), "pirate": Colour(0.28, 0.03, 265)}.get(p.role, k.colour.shade(0.1))
        if p.role == "wizard":
            b.shape(poly(-96, -64, 16, -250, 96, -64), brim)
        else:
            b.shape(bez(-76, -66, (-70, -160, 70, -160, 76, -66)), brim)
        b.shape(oval(0, -64, 130, 22), brim.lit(0.08))
    if p.role == "chef":
        b.shape(blob(-66, -78, -96, -150, -44, -190, 44, -190, 96, -150, 66, -78), WHITE)
        b.shape(rect(-68, -100, 136, 36, 4), WHITE.shade(0.05))


def _worn(b: Brush, k: Look) -> None:
    from aquatint.providers.sandbox.words.hues import hue  # noqa: PLC0415

    for item in k.wears:
        kind, _, tone = item.partition(":")
        subject = SUBJECTS.get(kind)
        if subject is None:
            continue
        colour = hue(tone) if tone else subject.colour
        y, size = {"glasses": (26, 0.62), "headphones": (60, 1.9), "crown": (-86, 1.15), "scarf": (222, 1.5)}.get(kind, (-62, 1.25))
        with b.at(0, y, size):
            subject.draw(b, Look(colour, colour, k.palette, k.rng))


layout("interior", _arrange_room, _behind_room, shadows="contact")
layout("portrait", _arrange_portrait, _behind_portrait, shadows="none")
