# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Towns: a skyline over water, and a street of fronts."""

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.layouts import air, land, place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.path import line, poly, rect
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS


def _arrange_skyline(scene: Scene, reading: Reading) -> Scene:
    chance = scene.random("skyline")
    scene = scene.evolve(place="city", traits={**scene.traits, "horizon": 0.72 + chance.uniform(-0.02, 0.02), "water": 1.0})
    things = [t.evolve(height=place.natural(t, reading)) for t in place.cast(reading, scene) if SUBJECTS[t.kind].key != "skyscraper"]
    free = [t for t in things if not place.joined(t, reading)]
    air_things = [t for t in free if SUBJECTS[t.kind].on in {"air", "sky"} or t.pose == "fly"]
    wet = [t.evolve(height=t.height * 0.6) for t in free if SUBJECTS[t.kind].on == "water"]
    ground = [t for t in free if t not in air_things and SUBJECTS[t.kind].on != "water"]
    out = place.row(wet, reading, scene, 0.86) + place.row(ground, reading, scene, 0.965)
    for index, one in enumerate(place.row([t.evolve(height=t.height * 0.5) for t in air_things], reading, scene, 0.3)):
        out.append(one.evolve(y=0.20 + 0.1 * (index % 2) + one.height / scene.tall / 2, floats=True, layer=-1))
    if ground:
        scene = scene.evolve(traits={**scene.traits, "quay": 1.0})
    return scene.evolve(things=tuple(place.join(out, [t for t in things if place.joined(t, reading)], reading, scene)))


def _behind_skyline(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    hz = scene.traits["horizon"] * height
    air.sky(b, scene, hz)
    palette = palette_of(scene)
    dark = palette.near.shade(0.3) if palette.key < 0.72 else palette.near.shade(0.05)
    for level in range(5):
        t = level / 4
        tone = palette.haze.mix(palette.sky[1], 0.35).mix(dark, 0.14 + 0.86 * t**0.85)
        _block_row(b, scene, level, tone, hz)
        if not b.lines and b.stage >= 2 and b.style.fill == "lit":
            b.wash(rect(0, hz * 0.35, width, hz * 0.66), ((0.0, palette.haze, 0.0), (1.0, palette.haze, 0.24 * (1 - t))))
    land.water(b, scene, hz, height, tint=0.7)
    if scene.traits.get("quay"):
        top = height * 0.93
        b.shape(rect(0, top, width, height - top + 2), dark.mix(palette.haze, 0.12), 0.2, down=0.3)
        b.shape(rect(0, top - 6, width, 12), dark.mix(palette.haze, 0.3), 0.2)


def _block_row(b: Brush, scene: Scene, level: int, tone: Colour, hz: float) -> None:
    """One row of houses; the nearer, the lower and the more windows are lit."""
    width, _ = span(scene)
    palette = palette_of(scene)
    chance = scene.random(f"row{level}")
    t = level / 4
    evening = palette.key < 0.72
    ceiling = hz * (0.66 - 0.13 * level) if scene.tall < 1.6 else hz * (0.5 - 0.1 * level)
    x = -chance.uniform(10, 60)
    while x < width:
        wide = (52 + 84 * chance.random()) * (0.75 + 0.6 * t)
        tall = ceiling * (0.45 + 0.55 * chance.random() ** 1.3) + hz * 0.07
        _block(b, chance.random(), (x, hz - tall, wide, tall), tone)
        if level >= 1 and b.detailed:
            cell = max(9.0, wide / 7.5)
            for col in range(int((wide - cell * 0.6) / (cell * 1.45))):
                for row in range(int((tall - cell) / (cell * 2.1))):
                    if chance.random() < (0.10 + 0.17 * t if evening else 0.42):
                        pane = palette.glow.mix(palette.accents[0], 0.35 * chance.random()) if evening else tone.lit(0.3)
                        b.fill(rect(x + cell * 0.5 + col * cell * 1.45, hz - tall + cell * 0.8 + row * cell * 2.1, cell * 0.75, cell * 1.15), pane, (0.4 + 0.55 * chance.random()) * (0.45 + 0.55 * t))
        x += wide * (0.84 + 0.5 * chance.random())


def _block(b: Brush, kind: float, box: tuple[float, float, float, float], tone: Colour) -> None:
    x, y, wide, tall = box
    body = rect(x, y, wide + 1, tall + 2)
    if kind < 0.2:
        b.shape(rect(x + wide * 0.3, y - tall * 0.07, wide * 0.4, tall * 0.08), tone, 0.5)
        b.shape(rect(x + wide * 0.47, y - tall * 0.2, wide * 0.06, tall * 0.15), tone, 0.3)
    elif kind < 0.4:
        b.shape(poly(x - wide * 0.04, y + 1, x + wide * 0.5, y - wide * 0.48, x + wide * 1.04, y + 1), tone, 0.6)
    elif kind < 0.55:
        b.shape(poly(x, y + 1, x, y - wide * 0.32, x + wide, y + 1), tone, 0.5)
    elif kind < 0.7:
        b.shape(rect(x + wide * 0.12, y - 12, wide * 0.76, 13), tone, 0.5)
        b.line(line(x + wide * 0.3, y - 12, x + wide * 0.3, y - 44), tone, 2)
    b.shape(body, tone, 0.5)


SMALL = 0.9
"""Animals below so many metres are lost on the pavement."""
SHOPS = ("shop", "house", "shop", "tower")


def _arrange_street(scene: Scene, reading: Reading) -> Scene:
    """Fronts side by side, a pavement, a road; the named ones stand before them."""
    scene = scene.evolve(place="city", traits={**scene.traits, "horizon": 0.66, "kerb": 0.80})
    things = place.cast(reading, scene)
    fronts = [t for t in things if SUBJECTS[t.kind].family == "building" and SUBJECTS[t.kind].metres > 3.5 and t.kind not in {"streetlamp", "bridge"}]
    others = [t for t in things if t not in fronts]
    placed = _fronts(scene, fronts)
    sized = [t.evolve(height=place.natural(t, reading) * 0.78) for t in others]
    free = [t for t in sized if not place.joined(t, reading)]
    wheels = [t for t in free if SUBJECTS[t.kind].family == "vehicle" and SUBJECTS[t.kind].on == "ground"]
    flying = [t for t in free if SUBJECTS[t.kind].on in {"air", "sky"}]
    small = [t for t in free if SUBJECTS[t.kind].family in {"bird", "beast"} and SUBJECTS[t.kind].metres < SMALL and t not in flying and not wheels]
    walkers = [t for t in free if t not in wheels and t not in flying and t not in small]
    placed += place.row(walkers, reading, scene, 0.845, left=0.08, right=0.92)
    placed += place.row([t.evolve(height=max(t.height, 0.15 * place.noun_of(t, reading).size**0.5)) for t in small], reading, scene, 0.93)  # small ones come near, onto the road
    placed += place.row([t.evolve(height=t.height * 1.15) for t in wheels], reading, scene, 0.945)
    placed += [t.evolve(y=0.14 + t.height / scene.tall, floats=True, layer=-2) for t in place.row(flying, reading, scene, 0.2)]
    placed = place.join(placed, [t for t in sized if place.joined(t, reading)], reading, scene)
    lamps = [Thing(91000 + i, "streetlamp", x, 0.825, 0.40, named=False) for i, x in enumerate((0.06, 0.94)) if scene.wide > 0.7]
    texts = _signs(placed, reading)
    return scene.evolve(things=tuple(placed + lamps), texts=texts)


def _fronts(scene: Scene, named: list[Thing]) -> list[Thing]:
    out: list[Thing] = []
    random = scene.random("fronts")
    palette = palette_of(scene)
    tones = (palette.accents[0], palette.accents[1], palette.wall.shade(0.12), palette.accents[2], palette.far)
    count = max(2, len(named), round(2.4 * scene.wide))
    width = 1 / count
    middle = [count // 2 + (1 if i % 2 else -1) * ((i + 1) // 2) for i in range(count)]
    seats = {seat % count: thing for seat, thing in zip(middle, named, strict=False)}
    for index in range(count):
        thing = seats.get(index) or Thing(90000 + index, random.choice(("house", "shop", "house")), 0, 0, 0, tones[random.randint(0, 4)].at(0.62), named=False, seed=random.randint(0, 999))
        tall = min(0.62 * scene.tall, width * scene.wide * 1.06 / SUBJECTS[thing.kind].aspect) * (0.94 + 0.1 * random.random())
        out.append(thing.evolve(x=(index + 0.5) * width, y=0.801, height=tall, layer=-1))
    return out


def _signs(things: list[Thing], reading: Reading) -> tuple[Lettering, ...]:
    shops = [t for t in things if SUBJECTS[t.kind].label]
    shops.sort(key=lambda t: (not t.named, abs(t.x - 0.5)))
    return tuple(Lettering(q.text, q.role or "sign", on=t.id, face="sans-bold") for q, t in zip(reading.texts, shops, strict=False))


def _behind_street(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    hz = scene.traits["horizon"] * height
    air.sky(b, scene, hz)
    palette = palette_of(scene)
    for level in (0, 1):
        _block_row(b, scene, level, palette.haze.mix(palette.far, 0.35 + 0.3 * level), hz)
    kerb = height * scene.traits["kerb"]
    stone = palette.haze.mix(palette.near, 0.28)
    b.shape(rect(0, hz, width, kerb - hz + 40), palette.far.mix(stone, 0.5), 0)
    b.shape(rect(0, kerb, width, height * 0.075), stone, 0.3, down=0.1)
    b.shape(rect(0, kerb + height * 0.075, width, 9), stone.shade(0.25), 0)
    road = palette.near.mix(Colour(0.36, 0.01, 270), 0.6)
    b.shape(rect(0, kerb + height * 0.075 + 8, width, height), road, 0.2, down=0.2)
    for step in range(int(width / 150) + 1):
        b.fill(rect(step * 150 + 20, height * 0.965, 78, 7, 2), Colour(0.92, 0.03, 90), 0.75)
    if b.detailed and not b.lines:
        for step in range(int(width / 62) + 2):
            b.line(line(step * 62 + 14, kerb, step * 62, kerb + height * 0.075), stone.shade(0.2), 1.6, 0.6)


layout("skyline", _arrange_skyline, _behind_skyline, weather=True)
layout("street", _arrange_street, _behind_street, weather=True, shadows="contact")
