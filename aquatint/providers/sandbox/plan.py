"""Plans and sets: one prompt becomes a brief and up to eight shots that share cast, products and palette."""

from dataclasses import dataclass, replace

from aquatint.providers.sandbox.compose import choose, compose
from aquatint.providers.sandbox.reading import Reading, read
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.subjects import SUBJECTS

MOST = 8
OUTSIDE = (
    ("establishing shot", "", "dawn", ""), ("by the lake", "lake", "day", ""), ("in the forest", "forest", "day", ""),
    ("golden hour", "meadow", "golden", ""), ("in the rain", "", "", "rain"), ("at dusk", "lake", "dusk", ""),
    ("in the snow", "tundra", "", "snow"), ("at night", "", "night", ""),
)  # fmt: skip
INSIDE = ("product", "still", "poster", "interior", "pattern", "logo", "still", "product")


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of a set: what it is for, and the reading that it is composed from."""

    title: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Plan:
    """What is decided before painting: brief, shots, who appears in all of them, palette, exact texts."""

    brief: str
    shots: tuple[Shot, ...]
    cast: tuple[str, ...]
    palette: str
    texts: tuple[str, ...]
    seed: int

    def as_json(self) -> dict[str, object]:
        """Return what a person reads: plain words, no objects."""
        return {
            "brief": self.brief, "shots": [shot.title for shot in self.shots], "cast": list(self.cast),
            "palette": self.palette, "texts": list(self.texts), "seed": self.seed,
        }  # fmt: skip


def make_plan(prompt: str, count: int, seed: int, texts: tuple[str, ...] = ()) -> Plan:
    """Plan a set of 1 to 8 shots. The same prompt, count and seed give the same plan."""
    reading = read(prompt, texts)
    count = max(1, min(MOST, count))
    first = compose(reading, (900, 600), seed)
    cast = tuple(
        f"{noun.count} × {noun.word}" if noun.count > 1 else noun.word for noun in reading.nouns if noun.key in SUBJECTS
    )
    shots = (Shot("as asked", reading), *_variations(reading, choose(reading)))[:count]
    who = ", ".join(cast) or "no named subject"
    brief = f"{count} shots of {who} in the {first.palette} palette, {first.style}; first layout: {first.layout}."
    return Plan(brief, shots, cast, first.palette, tuple(one.text for one in reading.texts), seed)


def _variations(reading: Reading, layout: str) -> list[Shot]:
    known = [noun for noun in reading.nouns if noun.key in SUBJECTS]
    plain = replace(reading, texts=())
    if known and all(SUBJECTS[noun.key].indoor for noun in known):
        names = [name for name in INSIDE if name != layout]
        return [Shot(name, replace(plain, layout=name, places=())) for name in (*names, *names)]
    shots = []
    for title, place, time, weather in OUTSIDE:
        places = (place,) if place else reading.places
        shots.append(Shot(title, replace(plain, layout="", places=places, time=time or reading.time, weather=weather)))
    return shots


def alike(scene: Scene, anchor: Scene) -> Scene:
    """Return a scene whose named things look as they do in `anchor`, in its palette unless the hour has its own."""
    looks = {thing.kind: (thing.seed, thing.colour) for thing in reversed(anchor.things) if thing.named}
    things = []
    for thing in scene.things:
        seed, colour = looks.get(thing.kind, (thing.seed, thing.colour)) if thing.named else (thing.seed, thing.colour)
        things.append(thing.evolve(seed=seed, colour=thing.colour or colour))
    palette = anchor.palette if scene.time not in {"night", "dusk"} else scene.palette
    return scene.evolve(things=tuple(things), palette=palette)


def scenes(plan: Plan, size: tuple[int, int]) -> list[Scene]:
    """Compose the set: every shot has its own seed, the cast keeps its looks and the set its palette."""
    out: list[Scene] = []
    looks: dict[int, tuple[object, ...]] = {}
    for index, shot in enumerate(plan.shots):
        scene = compose(shot.reading, size, plan.seed + index)
        things = []
        for thing in scene.things:
            if not thing.named:
                things.append(thing)
                continue
            seed, colour = looks.setdefault(thing.id, (thing.seed, thing.colour))
            things.append(thing.evolve(seed=seed, colour=thing.colour or colour))
        palette = plan.palette if scene.time not in {"night", "dusk"} else scene.palette
        out.append(scene.evolve(things=tuple(things), palette=palette))
    return out
