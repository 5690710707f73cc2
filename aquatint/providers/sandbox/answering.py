# ruff: noqa: E501 -- one fact a line
# fmt: off
"""The audit: every phrase that was understood is looked for in the finished scene; what is not found there is told.

The reader says what the words mean, the layouts say what they made of it; this module believes neither. It looks at the
scene (things, places, sizes, palette, texts) and lists what a person would miss, in the person's own words.
"""

from collections.abc import Iterator
from dataclasses import replace

from aquatint.providers.sandbox.geometry import holds, stands
from aquatint.providers.sandbox.layouts.place import WORN
from aquatint.providers.sandbox.meanings import Mark, Noun, Reading
from aquatint.providers.sandbox.mending import CROPS, MOTIFS, mended, starry
from aquatint.providers.sandbox.picturing import pictured
from aquatint.providers.sandbox.probing import Probe, shows
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.hues import hue

PLACES = {"lake", "sea", "beach", "forest", "meadow", "mountains", "city", "village", "desert", "savanna", "tundra"}
"""What one can be along or across."""
REPEATED = {"pattern", "comic", "diagram"}
"""Layouts that show a thing as often as they like."""
COPIES = 50000
"""Ids from here on are the same thing again, in another panel."""
SEEDS = range(1, 6)
SPACE = 4.0
"""The stars behind a sitter."""
SEEN = 1.07
"""How much larger a thing must be before one sees it."""


def unanswered(reading: Reading, scene: Scene) -> tuple[str, ...]:
    """Return what was understood and is not to be seen in the scene, each in the words of the prompt."""
    out = [*reading.lost, *_nouns(reading, scene), *pictured(reading, scene), *_substitutes(reading.marks, scene)]
    return tuple(dict.fromkeys(out))


def _substitutes(marks: tuple[Mark, ...], scene: Scene) -> Iterator[str]:
    """List what is drawn by something near it, and what somebody does that no pose shows."""
    present = {thing.kind for thing in scene.things}
    for mark in marks:
        if mark.kind == "act":
            yield mark.phrase
        elif mark.near and mark.kind == "noun" and mark.key in present:
            yield f"{mark.phrase} (drawn as a {mark.key.replace('_', ' ')})"
        elif mark.near and not (mark.kind == "relation" and scene.place in PLACES):
            yield mark.phrase


def things_of(index: int, reading: Reading, scene: Scene) -> list[Thing]:
    """Return the things of the scene that stand for a noun of the reading."""
    noun = reading.nouns[index]
    taken = mended(reading, scene.layout)
    twins = [at for at, one in enumerate(taken.nouns) if (one.key, one.word) == (noun.key, noun.word)]
    before = sum((one.key, one.word) == (noun.key, noun.word) for one in reading.nouns[:index])
    kinds = {noun.key, "rowboat"} if noun.key == "boat" else {noun.key}
    same = [thing for thing in scene.things if thing.kind in kinds and (thing.named or thing.id >= COPIES)]
    if scene.layout in REPEATED:
        return same
    return [thing for thing in same if before < len(twins) and thing.id // 100 == twins[before]]


def _nouns(reading: Reading, scene: Scene) -> Iterator[str]:
    for index, noun in enumerate(reading.nouns):
        if noun.key in WORN and noun.relation == "wearing" and noun.to >= 0:
            yield from _worn(noun, things_of(noun.to, reading, scene), scene)
            continue
        things = things_of(index, reading, scene)
        if not things:
            if not _there_anyway(noun, scene):
                yield noun.word
            continue
        count = len({thing.id for thing in things if thing.id < COPIES} or things)
        if count < noun.count and scene.layout != "pattern":
            yield f"{noun.word} ({count} of {noun.count})"
        yield from _said(noun, things, scene, reading)
        yield from _placed(noun, things, scene, reading)


def _there_anyway(noun: Noun, scene: Scene) -> bool:
    """Whether a scene shows this without a thing of its own: the table of a still life, the sun in the sky, a badge."""
    if noun.key == "table":
        return scene.layout in {"still", "flatlay"} or any(thing.kind == "table" for thing in scene.things)
    if noun.key == "sun":
        return scene.layout in {"landscape", "seashore", "street", "skyline"} and scene.weather not in {"storm", "rain"} and scene.time != "night"
    if scene.traits.get("rows") and noun.key in CROPS.values():
        return True
    if noun.key == "star":
        open_sky = starry(noun) and scene.time == "night" and scene.layout in {"landscape", "seashore", "skyline", "street"}
        return open_sky or scene.traits.get("backdrop") == SPACE
    if scene.layout == "logo":
        return {"circle": 0.0, "square": 3.0}.get(noun.key) == scene.traits.get("kind")
    return noun.key == "signpost" and scene.layout == "sign"


def _worn(noun: Noun, wearers: list[Thing], scene: Scene) -> Iterator[str]:
    tagged = [(one, worn) for one in wearers for worn in one.wears if worn.split(":")[0] == noun.key]
    if not any(scene.traits.get("bust") or shows(_probe(one, wears=(worn,)), wears=()) for one, worn in tagged):
        yield noun.word
    elif noun.colour and not any(worn == f"{noun.key}:{noun.colour}" for _, worn in tagged):
        yield f"{noun.colour} {noun.word}"


def _probe(thing: Thing, **changes: object) -> Probe:
    probe = Probe(thing.kind, 1, thing.colour, thing.second, thing.pose, wears=thing.wears, material=thing.material)
    return replace(probe, **changes)  # type: ignore[arg-type]  # fields of Probe by name


def _said(noun: Noun, things: list[Thing], scene: Scene, reading: Reading) -> Iterator[str]:
    """List colours, pose, material and looks that a thing does not show."""
    bust = bool(scene.traits.get("bust"))
    for tone, field in ((noun.colour, "colour"), (noun.second, "second")):
        other = hue("red" if tone in {"blue", "navy", "teal", "sky-blue", "black"} else "blue")
        if tone and not any(getattr(one, field) == hue(tone) and (bust or shows(_probe(one), **{field: other})) for one in things):
            yield f"{tone} {noun.word}"
    if noun.pose and not any(_posed(one, scene) for one in things):
        yield _phrase(reading, "pose", noun.pose)
    if noun.material and not any(one.material == noun.material and shows(_probe(one), material="") for one in things) and not _inherent(noun):
        yield f"{_phrase(reading, 'material', noun.material)} {noun.word}"
    for look in (one for one in noun.looks if one != "young"):
        tag = f"look:{look}"
        if not any(tag in one.wears and any(shows(_probe(one, seed=seed, wears=(tag,)), wears=()) for seed in SEEDS) for one in things):
            yield f"{look.removeprefix('clothes-').removeprefix('hair-')} {'clothes' if look.startswith('clothes-') else 'hair'}" if "-" in look else _phrase(reading, "look", look)
    if noun.size != 1.0 and not _sized(noun, things, scene, reading):
        yield _phrase(reading, "size", str(noun.size))


def _inherent(noun: Noun) -> bool:
    """Whether a thing is made of this in any case."""
    family = SUBJECTS[noun.key].family
    return (noun.material, family) in {("glass", "vessel"), ("ceramic", "vessel"), ("wood", "music"), ("wood", "furniture"), ("metal", "vehicle"), ("wood", "building"), ("stone", "building")}


def _posed(thing: Thing, scene: Scene) -> bool:
    if thing.pose == "fly":
        return thing.floats and scene.layout != "comic"
    if thing.pose == "swim":
        return scene.layout == "underwater" or SUBJECTS[thing.kind].on in {"water", "sea"}
    if thing.pose in {"hold", "front", "walk"} or (thing.pose == "smile" and SUBJECTS[thing.kind].family == "people"):
        return True  # standing, facing us and a friendly face are how things are; what is held has its own audit
    if scene.traits.get("bust"):
        return thing.pose in {"sleep", "smile", "wave"}
    return shows(_probe(thing), pose="")


def _sized(noun: Noun, things: list[Thing], scene: Scene, reading: Reading) -> bool:
    """Whether the size that was said makes a difference: the scene is composed again without it."""
    from aquatint.providers.sandbox.compose import compose  # noqa: PLC0415  # compose asks nothing of the audit

    same = [replace(one, size=1.0) if one == noun else one for one in reading.nouns]
    other = compose(replace(reading, nouns=tuple(same)), (scene.width, scene.height), scene.seed, transparent=scene.transparent)
    plain = {one.id: one.height for one in other.things}
    grown = [one.height / plain[one.id] for one in things if plain.get(one.id)]
    rest = [one.height / plain[one.id] for one in scene.things if one.named and one not in things and plain.get(one.id)]
    against = sum(rest) / len(rest) if rest else 1.0
    return any(max(ratio, ratio / against) > SEEN if noun.size > 1 else min(ratio, ratio / against) < 1 / SEEN for ratio in grown)


def _placed(noun: Noun, things: list[Thing], scene: Scene, reading: Reading) -> Iterator[str]:
    """List positions and relations that do not hold in the finished scene."""
    others = [one for one in scene.things if one.named and one not in things]
    if noun.position and not any(stands(noun.position, one, others, scene) for one in things):
        yield f"{noun.word} {_phrase(reading, 'position', noun.position)}"
    relation, where = noun.setting
    motifs = [one for one in scene.things if one.kind == MOTIFS.get(where) and one not in things]
    if motifs and not any(holds(relation, one, motif, scene, []) for one in things for motif in motifs):
        yield f"{noun.word} {_phrase(reading, 'relation', relation)} {_phrase(reading, 'place', where)}"
    if noun.to < 0 or noun.relation in {"", "wearing"}:
        return
    other = reading.nouns[noun.to]
    anchors = things_of(noun.to, reading, scene)
    if not anchors:
        return  # what is not there is told by itself
    third = things_of(noun.to + 1, reading, scene) if noun.relation == "between" and noun.to + 1 < len(reading.nouns) else []
    if not any(holds(noun.relation, one, anchor, scene, third) for one in things for anchor in anchors):
        first, last = (other.word, noun.word) if noun.relation == "holding" else (noun.word, other.word)
        yield f"{first} {_phrase(reading, 'relation', noun.relation)} {last}"


def _phrase(reading: Reading, kind: str, key: str) -> str:
    """Return the words of the prompt that said this."""
    return next((mark.phrase for mark in reading.marks if mark.kind == kind and mark.key == key), key)
