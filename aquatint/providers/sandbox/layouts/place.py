# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""From nouns to things with a place: who stands where, how big, and who is in, on or behind whom."""

import zlib
from dataclasses import replace

from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.materials import MADE
from aquatint.providers.sandbox.reading import Noun, Reading
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.hues import hue

MOST = 14
WORN = {"hat", "crown", "glasses", "headphones", "scarf"}
DRESSED = {"king": "crown:gold", "queen": "crown:gold", "prince": "crown:gold", "princess": "crown:gold", "cowboy": "hat:brown", "detective": "hat:brown"}
"""What somebody wears by trade, unless the words say otherwise."""
TOPS = {"table": 1.0, "sofa": 0.45, "armchair": 0.45, "chair": 0.5, "bed": 0.55, "bench": 0.5, "horse": 0.74, "elephant": 0.9,
        "rock": 0.9, "box": 0.95, "bookshelf": 1.0, "books": 1.0, "book": 1.0, "suitcase": 1.0, "piano": 0.95, "cloud": 0.6,
        "house": 0.85, "cabin": 0.85, "car": 0.9, "bicycle": 0.72, "scooter": 0.6, "camel": 0.85, "dragon": 0.7, "tree": 0.85,
        "moon": 0.85, "iceberg": 0.62, "boat": 0.25, "ship": 0.5, "mushroom": 0.95, "whale": 0.9, "turtle": 0.85, "rug": 0.5, "island": 0.7, "plate": 0.55}  # fmt: skip


TREE = 2.0
"""From so many metres on a plant has a crown to be in."""
SEATS = {"armchair", "sofa", "chair", "bench", "throne"}


def cast(reading: Reading, scene: Scene) -> list[Thing]:
    """One unplaced thing for each subject asked for; clothes go to their wearer. Ids follow the order of the words."""
    things: list[Thing] = []
    worn: dict[int, list[str]] = {}
    for noun in reading.nouns:
        if noun.key in WORN and noun.relation == "wearing" and noun.to >= 0:
            worn.setdefault(noun.to, []).append(f"{noun.key}:{noun.colour}")
    chance = scene.random("cast")
    for index, spoken in enumerate(reading.nouns):
        aboard = spoken.key == "boat" and spoken.word == "boat" and any(one.to == index and one.relation == "in" for one in reading.nouns)
        noun = replace(spoken, key="rowboat") if aboard else spoken
        if noun.key not in SUBJECTS or (noun.key in WORN and noun.relation == "wearing" and noun.to >= 0):
            continue
        for copy in range(min(noun.count, MOST - len(things))):
            number = index * 100 + copy
            facing = 1 if chance.random() < 0.6 else -1
            things.append(
                Thing(
                    number, noun.key, 0.5, 0.9, 0.3, _colour(noun.colour) or _varied(noun, copy), _colour(noun.second), facing, _pose(noun),
                    wears=(*worn.get(index, _dressed(noun)), *(f"look:{one}" for one in noun.looks)), seed=zlib.crc32(f"{scene.seed}:{number}".encode()) & 0xFFFF, material=_material(noun),
                )
            )
    return things


def _dressed(noun: Noun) -> tuple[str, ...]:
    return tuple(DRESSED[word] for word in noun.word.split() if word in DRESSED)


def _varied(noun: Noun, copy: int) -> Colour | None:
    """Several of what comes in many colours do not all look the same."""
    varied = {"planet", "party_balloon", "balloon_air", "book", "gift", "flower", "tulip", "butterfly", "boat", "umbrella", "kite", "shop", "house"}
    return SUBJECTS[noun.key].colour.turn(72 * copy) if noun.count > 1 and copy and noun.key in varied else None


def _material(noun: Noun) -> str:
    """Return what a thing is made of: as said, or metal where its colour is one."""
    if SUBJECTS[noun.key].family not in MADE:
        return ""
    metal = noun.colour in {"gold", "copper"} and SUBJECTS[noun.key].family in {"product", "vessel", "music"}
    return noun.material or (noun.colour if metal else "")


def _pose(noun: Noun) -> str:
    return "crescent" if "crescent" in noun.word else noun.pose


def _colour(name: str) -> Colour | None:
    return hue(name) if name else None


def noun_of(thing: Thing, reading: Reading) -> Noun:
    """Return the noun that asked for a thing."""
    return reading.nouns[thing.id // 100]


def natural(thing: Thing, reading: Reading, power: float = 0.36) -> float:
    """Return a height in short sides: sizes of life, softened so that a mouse and a house fit into one picture."""
    subject = SUBJECTS[thing.kind]
    size = float(0.30 * subject.metres**power * noun_of(thing, reading).size)
    return max(0.10, min(0.66, size, 0.8 / subject.aspect))


def row(things: list[Thing], reading: Reading, scene: Scene, y: float, *, left: float = 0.06, right: float = 0.94, fill: float = 0.85) -> list[Thing]:
    """Stand things side by side between `left` and `right`, shrinking them together if there is no room."""
    if not things:
        return []
    ordered = _ordered(things, reading)
    widths = [thing.height * SUBJECTS[thing.kind].aspect / scene.wide for thing in ordered]
    room = (right - left) * fill
    shrink = min(1.0, room / sum(widths))
    gap = ((right - left) - sum(widths) * shrink) / (len(ordered) + 1)
    gap = min(gap, 0.16)
    used = sum(widths) * shrink + gap * (len(ordered) - 1)
    chance = scene.random(f"row{y}")
    pen = left + (right - left - used) / 2 + chance.uniform(-0.5, 0.5) * max(0.0, (right - left - used) * 0.3)
    pen = _pulled(ordered, reading, pen, left, right, used)
    out = []
    for thing, width in zip(ordered, widths, strict=True):
        step = width * shrink
        dy = chance.uniform(-0.012, 0.012) if len(ordered) > 1 else 0
        out.append(thing.evolve(x=pen + step / 2, y=y + dy, height=thing.height * shrink))
        pen += step + gap
    return out


def _pulled(things: list[Thing], reading: Reading, pen: float, left: float, right: float, used: float) -> float:
    """Return a row of one kind that was asked for at one side goes there."""
    wish = {noun_of(thing, reading).position for thing in things}
    if wish == {"left"}:
        return left
    if wish == {"right"}:
        return right - used
    if wish == {"centre"}:
        return (left + right - used) / 2
    return pen


def _ordered(things: list[Thing], reading: Reading) -> list[Thing]:
    """Left things first, right things last; "A left of B" puts A before B."""
    rank = {"left": -1, "right": 1}
    ordered = sorted(things, key=lambda thing: rank.get(noun_of(thing, reading).position, 0))
    for thing in list(ordered):
        noun = noun_of(thing, reading)
        if noun.relation in {"left of", "right of"}:
            others = [i for i, one in enumerate(ordered) if one.id // 100 == noun.to]
            if others:
                ordered.remove(thing)
                at = next(i for i, one in enumerate(ordered) if one.id // 100 == noun.to)
                ordered.insert(at if noun.relation == "left of" else at + len(others), thing)
    return ordered


def clear(things: list[Thing], others: list[Thing], scene: Scene) -> list[Thing]:
    """Shift things sideways, as little as possible, until they hide as little of the others (and each other) as possible."""
    fixed = [_extent(one, scene) for one in others if not one.floats or one.layer >= 0]
    out = []
    for thing in things:
        half = _extent(thing, scene)[1]
        low, high = half + 0.02, 0.98 - half
        spots = [thing.x] + [low + (high - low) * k / 40 for k in range(41)] if high > low else [thing.x]

        def cost(x: float, half: float = half, home: float = thing.x) -> float:
            return sum(max(0.0, half + w - abs(x - fx)) for fx, w in fixed) * 3 + abs(x - home) * 0.15

        best = min(spots, key=cost)
        out.append(thing.evolve(x=best))
        fixed.append((best, half))
    return out


def _extent(thing: Thing, scene: Scene) -> tuple[float, float]:
    return thing.x, thing.height * SUBJECTS[thing.kind].aspect / scene.wide / 2 * 0.92


def joined(thing: Thing, reading: Reading, *, page: bool = False) -> bool:
    """Whether a thing's place follows from another thing's (in, on, over, under, behind, held); on a page the sky is a thing too."""
    noun = noun_of(thing, reading)
    other = SUBJECTS.get(reading.nouns[noun.to].key)
    if noun.to >= 0 and other and other.on == "sky" and noun.relation != "on" and not page:
        return False  # "under the moon" says when, not where
    return noun.to >= 0 and noun.relation in {"in", "on", "over", "under", "behind", "before", "holding", "wearing"}


def join(placed: list[Thing], waiting: list[Thing], reading: Reading, scene: Scene) -> list[Thing]:
    """Put the related things to those they relate to; without such an anchor they stand beside the rest."""
    out = list(placed)
    for thing in waiting:
        noun = noun_of(thing, reading)
        anchors = [one for one in out if one.id // 100 == noun.to]
        if not anchors:
            out.append(thing.evolve(x=0.5 + 0.1 * (thing.id % 3 - 1), y=max((one.y for one in out), default=0.9)))
            continue
        anchor = anchors[thing.id % 100 % len(anchors)]
        crew = [one for one in waiting if noun_of(one, reading).to == noun.to and noun_of(one, reading).relation == noun.relation]
        if len(anchors) > 1:
            out.append(beside(thing, anchor, noun.relation, scene))
        else:
            out.append(beside(thing, anchor, noun.relation, scene, len(crew), crew.index(thing)))
    return out


def _inside(thing: Thing, anchor: Thing, scene: Scene) -> Thing:
    """Place a thing in what is no vessel: on a page upon it, in a crown of leaves, before a door, else looking out of it."""
    subject, base = SUBJECTS[thing.kind], SUBJECTS[anchor.kind]
    half = anchor.height * base.aspect / scene.wide / 2
    if scene.layout in {"logo", "poster"}:
        size = min(anchor.height * 0.46, half * 2 * scene.wide * 0.5 / subject.aspect)
        return thing.evolve(x=anchor.x, y=anchor.y - (anchor.height - size) * 0.5 / scene.tall, height=size, floats=True, layer=anchor.layer + 1)
    if base.family == "plant" and base.metres > TREE:
        size = min(thing.height, anchor.height * 0.24)
        return thing.evolve(x=anchor.x + half * 0.2, y=anchor.y - anchor.height * 0.58 / scene.tall, height=size, floats=True, layer=anchor.layer + 1)
    if base.family == "building":
        return thing.evolve(x=anchor.x + half * 0.3, y=anchor.y + 0.008, height=min(thing.height, anchor.height * 0.34), layer=anchor.layer + 1)
    size = min(max(thing.height, anchor.height * 0.62), anchor.height * 0.9, half * 2 * scene.wide * 0.8 / subject.aspect)
    return thing.evolve(x=anchor.x, y=anchor.y - anchor.height * 0.42 / scene.tall, height=size, floats=True, layer=anchor.layer - 1)


def beside(thing: Thing, anchor: Thing, relation: str, scene: Scene, count: int = 1, seat: int = 0) -> Thing:  # noqa: C901, PLR0911 -- one case per relation
    """Place a thing in, on, over, under, behind or before its anchor."""
    subject, base = SUBJECTS[thing.kind], SUBJECTS[anchor.kind]
    tall = scene.tall
    half = anchor.height * base.aspect / scene.wide / 2
    spread = (seat - (count - 1) / 2) / max(1, count) * half * (1.4 if anchor.kind in {"plate", "board"} else 1.3)
    rider = subject.family == "people" and base.family == "beast"
    height = min(thing.height, max(anchor.height * (0.95 if rider else 0.62), 0.09))
    if relation == "in" and base.family == "vehicle":
        height = min(thing.height, anchor.height * (1.5 if base.aspect > 3 else 0.5), half * 2 * scene.wide * 0.7 / max(1, count) / subject.aspect)
        lift = anchor.height * (0.4 if base.aspect > 3 else 0.14)
        return thing.evolve(x=anchor.x + spread + (half * 0.35 * anchor.facing if anchor.kind == "boat" else 0), y=anchor.y - lift / tall - 0.0005, height=height, floats=True, layer=anchor.layer)
    if relation == "in" and (base.family == "furniture" or anchor.kind in {"cliff", "island", "rock"}):
        relation = "on"
    if subject.family == "people" and relation == "on" and anchor.kind in SEATS:
        return thing.evolve(x=anchor.x + spread, y=anchor.y - anchor.height * 0.04 / tall + 0.001, height=min(anchor.height * 1.12, half * 2 * scene.wide * 1.2 / max(1, count)), pose="sit" if thing.pose not in {"read", "sleep"} else thing.pose, floats=True, layer=anchor.layer + 1)
    if anchor.kind == "campfire" and relation in {"on", "in"}:
        return thing.evolve(x=anchor.x, y=anchor.y + 0.01, height=max(thing.height, anchor.height) * 1.05, floats=True, layer=anchor.layer + 1)
    if relation in {"on", "in"}:
        if relation == "in" and base.family not in {"vessel", "furniture"}:
            return _inside(thing, anchor, scene)
        top = TOPS.get(anchor.kind, 0.96)
        height = height * 1.5 if anchor.kind in {"plate", "board"} and count > 1 else height
        larger = relation == "on" and subject.metres > 2 * base.metres and base.family != "vessel"
        height = min(height, half * 2 * scene.wide * (0.9 if anchor.kind not in {"plate", "board"} else 1.5 if count == 1 else 0.84) / max(1, count) / subject.aspect) if not larger else min(thing.height, anchor.height * 1.25)
        height = max(0.07, min(height, (anchor.y - 0.05) * tall - anchor.height * top))
        dy = 0.001 if relation == "on" else -0.001
        if subject.family == "people" and relation == "on" and base.family in {"beast", "furniture", "vehicle", "nature", "reptile", "insect", "bird", "sea"}:
            thing = thing.evolve(pose="sit")
            height *= 0.8
        return thing.evolve(x=anchor.x + spread, y=anchor.y - anchor.height * top / tall + dy, height=height, floats=True, layer=anchor.layer + (1 if relation == "on" else 0))
    if relation == "over":
        return thing.evolve(x=anchor.x + spread, y=max(0.12 + thing.height / tall if scene.layout != "poster" else -1.0, anchor.y - anchor.height * 1.12 / tall), floats=True)
    if relation == "under":
        wide = base.family == "plant" or anchor.kind in {"umbrella", "streetlamp", "bridge"}
        low = 0.0 if scene.layout == "comic" else 0.03  # a panel ends at the feet
        return thing.evolve(x=anchor.x + spread + (half * 0.5 if wide else 0), y=anchor.y + low, height=min(thing.height, anchor.height * 0.45))
    if relation == "behind":
        return _following(thing, anchor, scene, count, seat)
    if relation == "before":
        return thing.evolve(x=anchor.x - half * 0.55, y=anchor.y + 0.035, height=min(thing.height, anchor.height * 0.7))
    if thing.kind == "umbrella" and base.family == "people":
        return thing.evolve(x=anchor.x + anchor.height * 0.13 / scene.wide, y=anchor.y - anchor.height * 0.40 / tall, height=anchor.height * 0.82, floats=True, layer=anchor.layer)
    return _held(thing, anchor, scene)


FEW = 2


def _following(thing: Thing, anchor: Thing, scene: Scene, count: int, seat: int) -> Thing:
    """Stand behind somebody; many line up there, to both sides where one side has no room."""
    half = anchor.height * SUBJECTS[anchor.kind].aspect / scene.wide / 2
    if count <= FEW:
        return thing.evolve(x=anchor.x + half * 0.9 * (1 if anchor.x < 0.6 else -1), y=anchor.y - 0.03)
    size = min(thing.height, anchor.height * 0.8)
    step = min(size * SUBJECTS[thing.kind].aspect / scene.wide * 1.05, 0.9 / (count + 1))
    left = int((anchor.x - half) / step) if anchor.x < 1 - (count + 1) * step else count
    at = anchor.x - half - step * (seat + 0.5) if seat < left else anchor.x + half + step * (seat - left + 0.5)
    return thing.evolve(x=max(step / 2, at), y=anchor.y - 0.005, height=size)


def _held(thing: Thing, anchor: Thing, scene: Scene) -> Thing:
    """Place a thing in a hand; a bird or a fish holds it lower, clear of its face."""
    subject, base, tall = SUBJECTS[thing.kind], SUBJECTS[anchor.kind], scene.tall
    if base.family in {"bird", "sea"}:
        half = anchor.height * base.aspect / scene.wide / 2
        size = min(thing.height, anchor.height * 0.36, anchor.height * 0.45 / subject.aspect)
        return thing.evolve(x=anchor.x + half * 0.62 * anchor.facing, y=anchor.y - anchor.height * 0.06 / tall, height=size, floats=True, layer=anchor.layer + 1)
    grip = min(thing.height, anchor.height * 0.42, anchor.height * 0.5 / subject.aspect)
    return thing.evolve(x=anchor.x + anchor.height * 0.24 / scene.wide, y=anchor.y - anchor.height * 0.34 / tall, height=grip, floats=True, layer=anchor.layer + 1)
