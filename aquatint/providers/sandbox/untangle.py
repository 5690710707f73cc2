# ruff: noqa: E501 -- one mark a line
# fmt: off
"""What the words name is to be seen: things that hide each other are moved apart, and made smaller if there is no room."""

from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS

LAYOUTS = {"landscape", "seashore", "street", "skyline", "still", "interior", "isometric", "space", "underwater", "product", "poster"}
LEAST = 0.76
"""The part of its box that a thing must show; shapes fill their boxes less, so more of the shape is seen."""
ROUNDS = 20
EDGE = 0.005
TABLE = 90901
"""The table that a room gets for what lies on it; it stays."""
TIED = {"in", "on", "holding", "wearing", "over"}
SIDES = {"left of": -1, "right of": 1}
NARROW = {"tree": 1.0, "boat": 0.9, "bicycle": 1.0}

type Box = tuple[float, float, float, float]


def untangle(scene: Scene, reading: Reading) -> Scene:
    """Move things sideways, in groups that belong together, until each named one shows itself."""
    if scene.layout not in LAYOUTS or scene.traits.get("view") or not any(t.named for t in scene.things[1:]):
        return scene
    things = sorted(_sided(list(scene.things), reading), key=lambda one: (one.layer, one.y, one.id))
    groups = _groups(things, reading)
    for _ in range(ROUNDS):
        worst = _worst(things, scene, reading)
        if worst is None:
            break
        things = _parted(things, worst, groups, scene, reading)
    order = {thing.id: index for index, thing in enumerate(scene.things)}
    return scene.evolve(things=tuple(sorted(things, key=lambda one: order[one.id])))


def _sided(things: list[Thing], reading: Reading) -> list[Thing]:
    """Let what must stand left or right of another change places with it where rows of different depth put it wrong."""
    for thing in [one for one in things if one.named and one.id // 100 < len(reading.nouns)]:
        noun = place.noun_of(thing, reading)
        other = next((one for one in things if one.named and one.id // 100 == noun.to), None)
        if other is None or noun.relation not in SIDES:
            continue
        mine = next(one for one in things if one.id == thing.id)
        if SIDES[noun.relation] * (mine.x - other.x) < 0:
            swap = {mine.id: other.x, other.id: mine.x}
            things = [one.evolve(x=swap.get(one.id, one.x)) for one in things]
    return things


def _misplaced(things: list[Thing], reading: Reading) -> int:
    """Return how many things stand on the wrong side of another."""
    first = {one.id // 100: one for one in reversed(things) if one.named and one.id // 100 < len(reading.nouns)}
    pairs = ((one, first.get(place.noun_of(one, reading).to), place.noun_of(one, reading).relation) for one in first.values())
    return sum(other is not None and relation in SIDES and SIDES[relation] * (one.x - other.x) < 0 for one, other, relation in pairs)


def _groups(things: list[Thing], reading: Reading) -> dict[int, int]:
    """Return for each thing the one that it belongs to: a man in a boat moves with the boat."""
    out = {}
    for thing in things:
        noun = place.noun_of(thing, reading) if thing.named and thing.id // 100 < len(reading.nouns) else None
        anchors = [one.id for one in things if noun and noun.relation in TIED and one.id // 100 == noun.to]
        out[thing.id] = min(anchors, key=lambda number: abs(next(t.x for t in things if t.id == number) - thing.x)) if anchors else thing.id
    return {number: out.get(owner, owner) for number, owner in out.items()}


def _box(thing: Thing, scene: Scene) -> Box:
    half = thing.height * SUBJECTS[thing.kind].aspect * NARROW.get(thing.kind, 0.94) / scene.wide / 2
    return thing.x - half, thing.y - thing.height / scene.tall, thing.x + half, thing.y


def _shown(boxes: list[Box], index: int, tied: set[int]) -> float:
    """Return the part of a box that no later box covers, counted on a small grid."""
    left, top, right, bottom = boxes[index]
    later = [box for other, box in enumerate(boxes) if other > index and other not in tied and box[0] < right and box[2] > left and box[1] < bottom and box[3] > top]
    if not later:
        return 1.0
    free = 0
    for column in range(9):
        x = left + (right - left) * (column + 0.5) / 9
        for row in range(7):
            y = top + (bottom - top) * (row + 0.5) / 7
            free += not any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in later)
    return free / 63


def _cost(things: list[Thing], scene: Scene, reading: Reading) -> float:
    boxes = [_box(one, scene) for one in things]
    hidden = sum(max(0.0, LEAST - _shown(boxes, index, _tied(things, index, reading))) for index, one in enumerate(things) if one.named)
    return hidden + 2 * _misplaced(things, reading)


def _tied(things: list[Thing], index: int, reading: Reading) -> set[int]:
    """Return what may cover a thing because the words put it there: who rides it, what it wears or holds."""
    number = things[index].id // 100
    return {
        other for other, one in enumerate(things)
        if one.named and one.id // 100 < len(reading.nouns) and place.noun_of(one, reading).to == number and place.noun_of(one, reading).relation in TIED
    }  # fmt: skip


def _worst(things: list[Thing], scene: Scene, reading: Reading) -> int | None:
    boxes = [_box(one, scene) for one in things]
    shown = {index: _shown(boxes, index, _tied(things, index, reading)) for index, one in enumerate(things) if one.named}
    index = min(shown, key=lambda one: shown[one], default=None)
    return index if index is not None and shown[index] < LEAST else None


def _parted(things: list[Thing], hidden: int, groups: dict[int, int], scene: Scene, reading: Reading) -> list[Thing]:
    """Try to move what hides, or what is hidden; if nothing helps enough, make what hides smaller."""
    mine = _box(things[hidden], scene)
    hiders = [one for index, one in enumerate(things) if index > hidden and _meet(_box(one, scene), mine)]
    extras = {one.id for one in hiders if not one.named and one.id != TABLE}
    if extras:
        return [one for one in things if one.id not in extras]
    before = _cost(things, scene, reading)
    best, least = things, before - 0.02
    for owner in dict.fromkeys(groups[one.id] for one in (*hiders, things[hidden])):
        for step in range(-16, 17):
            moved = [one.evolve(x=one.x + step * 0.03) if groups[one.id] == owner else one for one in things]
            if any(_outside(_box(one, scene)) for one in moved if groups[one.id] == owner):
                continue
            cost = _cost(moved, scene, reading) + abs(step) * 0.004
            if cost < least:
                best, least = moved, cost
    if best is not things and _cost(best, scene, reading) < before * 0.6:
        return best
    owners = {groups[one.id] for one in hiders}
    return [one.evolve(height=one.height * 0.88) if groups[one.id] in owners and one.id in {h.id for h in hiders} else one for one in best]


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]


def _outside(box: Box) -> bool:
    return box[0] < EDGE or box[2] > 1 - EDGE
