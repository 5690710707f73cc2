# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Landscapes: ridges in the haze, then water, meadow, forest floor, dunes, beach, snow or savanna before us."""


from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.layouts import air, land, place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.path import bez, oval
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS

FLIERS = {"bird", "insect", "reptile", "vehicle", "toy"}
WATERS = {"lake", "sea", "beach"}


def horizon(scene: Scene) -> float:
    """Paint the horizon as a fraction of the height."""
    return scene.traits.get("horizon", 0.56)


def _arrange(scene: Scene, reading: Reading) -> Scene:
    chance = scene.random("landscape")
    water = scene.place in WATERS or any(SUBJECTS[n.key].on in {"water", "sea"} for n in reading.nouns if n.key in SUBJECTS)
    where = scene.place or ("sea" if water else "")
    if not where:
        where = "meadow" if scene.weather != "snow" else "tundra"
    if where in {"mountains", "village", "city"} and water:
        where = "lake"
    low = {"framing": 0.5, "above": 0.40, "wide": 0.56, "close": 0.58}.get(scene.framing, 0.54)
    traits = {**scene.traits, "horizon": low + chance.uniform(-0.03, 0.03), "water": float(water)}
    scene = scene.evolve(place=where, traits=traits)
    return scene.evolve(things=tuple(_furnish(scene, _stand(scene, reading, place.cast(reading, scene)))))


def _stand(scene: Scene, reading: Reading, things: list[Thing]) -> list[Thing]:
    """Ground in two rows by size, water on the water, wings in the air."""
    grow = max(1.0, min(2.0, 0.4 + scene.tall * 0.6))  # a tall frame has room above
    things = [t for t in things if t.kind != "sun" or t.colour]  # the sky has its own sun
    things = [
        one.evolve(height=min(place.natural(one, reading) * grow, max(0.66, 0.8 / SUBJECTS[one.kind].aspect), 0.8 * scene.wide / SUBJECTS[one.kind].aspect))
        for one in things
    ]
    free = [one for one in things if not place.joined(one, reading)]
    bound = [one for one in things if place.joined(one, reading)]
    on = {one.id: SUBJECTS[one.kind].on for one in free}
    up = [one for one in free if place.noun_of(one, reading).position == "top" or (one.pose == "fly" and SUBJECTS[one.kind].family in FLIERS)]
    afloat = [one for one in free if on[one.id] in {"water", "sea"} and one not in up]
    flying = [one for one in free if (on[one.id] in {"air", "sky"} and one not in up)] + up
    ground = [one for one in free if one not in afloat and one not in flying]
    tall = [one for one in ground if SUBJECTS[one.kind].metres > 2.4 and _depth(one, reading) != "front"]
    small = [one for one in ground if one not in tall]
    hz = horizon(scene)
    wet = scene.place in WATERS or scene.traits.get("water")
    back = 0.885 if wet else hz + (0.93 - hz) * 0.62
    out = place.row([one.evolve(height=one.height * (1 if small else 1.12)) for one in tall], reading, scene, back)
    lone = len(small) == 1 and not tall
    small = [one.evolve(height=min(0.6, max(one.height * 1.45, 0.40 * place.noun_of(one, reading).size ** 0.6 * min(1.0, 1.3 / SUBJECTS[one.kind].aspect))) if lone else one.height) for one in small]
    out += place.clear(place.row(small, reading, scene, 0.945, left=0.08, right=0.92), out, scene)
    far = hz + (0.88 - hz) * (0.52 if not ground else 0.40)
    big = 1.0 if not ground else 0.66
    boats = place.row([one.evolve(height=one.height * big) for one in afloat], reading, scene, far, left=0.14, right=0.9)
    out += place.clear(boats, out, scene)
    out += _aloft(flying, reading, scene, hz)
    return place.join(out, bound, reading, scene)


def _depth(thing: Thing, reading: Reading) -> str:
    return place.noun_of(thing, reading).position


def _aloft(things: list[Thing], reading: Reading, scene: Scene, hz: float) -> list[Thing]:
    """Hang things in the sky, clear of each other."""
    out = []
    chance = scene.random("aloft")
    for index, one in enumerate(place.row([t.evolve(height=t.height * (0.8 if len(things) == 1 else 0.55)) for t in things], reading, scene, 0.3, left=0.12, right=0.88)):
        tall = one.height / scene.tall
        low, high = tall + 0.05, max(tall + 0.06, hz - 0.06)
        y = low + (high - low) * ((0.25 if index % 2 else 0.6) + chance.uniform(-0.15, 0.15))
        out.append(one.evolve(y=y, floats=True, layer=-1))
    return out


def _furnish(scene: Scene, things: list[Thing]) -> list[Thing]:
    """Add what belongs to the place where nothing named stands: firs by a lake, trees in a forest."""
    chance = scene.random("furniture")
    hz = horizon(scene)
    kinds = {"lake": ("pine", 5), "forest": ("pine", 9), "meadow": ("tree", 3), "mountains": ("pine", 6), "tundra": ("pine", 4),
             "desert": ("cactus", 2), "savanna": ("tree", 3), "beach": ("palm", 2), "village": ("house", 5)}.get(scene.place)  # fmt: skip
    if not kinds:
        return things
    kind, count = kinds
    if scene.place == "forest" and scene.season in {"autumn", "spring", "summer"} and chance.random() < 0.5:
        kind = "tree"
    taken = [(t.x, t.height * SUBJECTS[t.kind].aspect / scene.wide / 2) for t in things if not t.floats and t.y > 0.56]
    out = list(things)
    for index in range(round(count * max(1.0, scene.wide * 0.8))):
        for _ in range(14):
            x = chance.uniform(0.0, 1.0)
            size = chance.uniform(0.15, 0.33) * (1.25 if scene.place == "forest" else 1.0) * (0.6 if kind == "cactus" else 1.0)
            half = size * SUBJECTS[kind].aspect / scene.wide / 2
            edge = x < 0.28 or x > 0.74 or scene.place == "forest"
            if edge and all(abs(x - tx) > (half + tw) * 0.82 for tx, tw in taken):
                break
        else:
            continue
        taken.append((x, half * 0.35))
        wet = scene.place in WATERS
        y = chance.uniform(0.875, 0.905) if wet else hz + (0.92 - hz) * chance.uniform(0.34, 0.66)
        depth = 1.0 if wet else 0.55 + 0.6 * (y - hz) / (0.92 - hz)
        out.append(Thing(90000 + index, kind, x, y, size * depth, named=False, seed=chance.randint(0, 9999)))
    return out


# Painting


def _behind(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    hz = horizon(scene) * height
    air.sky(b, scene, hz)
    if scene.place == "sea" or (scene.place == "beach" and not scene.traits.get("hills")):
        land.far_isle(b, scene, hz)
    elif scene.place != "desert":
        land.mountains(b, scene, hz)
    if b.detailed and scene.weather not in {"storm", "rain"} and scene.traits.get("birds", 1.0):
        air.birds(b, scene, hz)
    ground = {
        "lake": land.lake, "sea": land.sea, "beach": land.beach, "desert": land.dunes, "tundra": land.meadow, "savanna": land.meadow,
    }.get(scene.place, land.lake if scene.traits.get("water") else land.meadow)  # fmt: skip
    ground(b, scene, hz, width, height)
    if scene.traits.get("rows"):
        _crop_rows(b, scene, hz, width, height)
    if scene.traits.get("path"):
        far, near = width * 0.54, width * 0.42
        way = bez(far - 6, hz + 8, (near - 120, hz + (height - hz) * 0.3, far + 40, hz + (height - hz) * 0.5, near - 190, height + 4), (near + 150, height + 4), (far + 190, hz + (height - hz) * 0.5, near + 40, hz + (height - hz) * 0.3, far + 8, hz + 8))
        b.shape(way, palette_of(scene).near.mix(Colour(0.78, 0.03, 80), 0.7), 0.2)


def _crop_rows(b: Brush, scene: Scene, hz: float, width: float, height: float) -> None:
    """Paint rows of flowers or grain that run to a point on the horizon."""
    tone = palette_of(scene).near.mix(Colour(0.66, 0.14, scene.traits["rows"]), 0.8)
    top = hz + (height - hz) * 0.1
    for step in range(-15, 16):
        x0, x1 = width / 2 + step * width * 0.035, width / 2 + step * width * 0.16
        half0, half1 = width * 0.009, width * 0.05
        b.fill(bez(x0 - half0, top, (x1 - half1, height + 4), (x1 + half1, height + 4), (x0 + half0, top)), tone if step % 2 else tone.shade(0.12), 0.95)
    if b.detailed and not b.lines:
        chance = scene.random("crop")
        for _ in range(int(900 * scene.wide)):
            t = chance.random() ** 0.6
            step = chance.randint(-15, 15)
            x = width / 2 + step * width * (0.035 + 0.125 * t) + chance.uniform(-1, 1) * width * (0.009 + 0.036 * t)
            b.fill(oval(x, top + (height - top) * t, 2 + 6 * t, 1.6 + 4.5 * t), tone.lit(chance.uniform(0.1, 0.45)), 0.8)


def _before(b: Brush, scene: Scene) -> None:
    if scene.place == "lake" and b.detailed and not b.lines:
        width, height = span(scene)
        palette = palette_of(scene)
        chance = scene.random("reeds")
        tone = palette.near.shade(0.25)
        for _ in range(int(26 * scene.wide)):
            x = width * (chance.uniform(0, 0.16) if chance.random() < 0.5 else chance.uniform(0.86, 1))
            tall, lean = chance.uniform(40, 120), chance.uniform(-16, 16)
            b.fill(bez(x - 2.2, height, (x, height - tall * 0.6, x + lean, height - tall), (x + 2.2, height - tall * 0.5, x + 2.2, height)), tone, 0.9)


layout("landscape", _arrange, _behind, _before, weather=True)
layout("seashore", _arrange, _behind, _before, weather=True)
