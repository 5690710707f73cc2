# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Edits of our own pictures: an instruction changes the scene, and the scene is painted again."""

import re
import zlib
from dataclasses import dataclass, field, replace
from typing import Any

from aquatint.providers.sandbox.compose import palette_for
from aquatint.providers.sandbox.geometry import box
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.reading import Noun, Reading, read
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.hues import hue
from aquatint.providers.sandbox.words.orders import (
    ADD,
    BIGGER,
    CLAUSE,
    KIN,
    MOVE,
    REMOVE,
    SIDES,
    SMALLER,
    THE,
    VERBS,
    bare,
    swap,
)

A = re.compile(r"\b(?:an?|ein|eine|einen|un|une|una|um|uma)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
"""What stands before a thing that is new."""
MOSTLY = 0.6
"""The part of a thing inside a mark from which on the mark means it."""
APART = 0.12
"""How far, in widths of the frame, the places are from which a seed chooses."""
QUOTED = re.compile(r"[“\"「]([^”\"」]{1,200})[”\"」]")


@dataclass(slots=True)
class Revised:
    """The scene after the instruction, and what was done in words."""

    scene: Scene
    done: list[str] = field(default_factory=list)
    said: dict[str, Any] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None
    seed: int = 0


def revise(scene: Scene, instruction: str, texts: tuple[str, ...], box: tuple[float, float, float, float] | None, seed: int = 0) -> Revised:
    """Apply an instruction to a scene. `box` is the marked region, fractions of the frame. `done` is empty if nothing fits.

    The seed moves what is added: each shot of a call puts it elsewhere, as far as there is room.
    """
    state = Revised(scene, box=box, seed=seed)
    whole = read(bare(instruction), texts)
    _retext(state, instruction, whole)
    plain = QUOTED.sub(" ", instruction)
    for clause in CLAUSE.split(plain):
        if clause.strip():
            _clause(state, clause)
    _mood(state, read(bare(plain)))
    state.said = {
        "understood": list(whole.understood), "not_understood": [word for word in whole.not_understood if word not in VERBS],
        "not_drawn": undone(whole, state.done), "done": state.done,
        "scene": state.scene.place, "layout": state.scene.layout, "palette": state.scene.palette, "style": state.scene.style,
        "texts": [text.text for text in state.scene.texts], "things": [t.kind for t in state.scene.things if t.named],
    }  # fmt: skip
    return state


def undone(reading: Reading, done: list[str]) -> list[str]:
    """Return what an instruction names and the edit did not touch, in its own words."""
    told = " ".join(done)
    anchors = {noun.to for noun in reading.nouns}
    things = [noun.word for index, noun in enumerate(reading.nouns) if noun.word not in told and index not in anchors]
    facts = [mark.phrase for mark in reading.marks if mark.kind in {"time", "weather", "season", "style"} and f"{mark.kind}: {mark.key}" not in told]
    acts = [mark.phrase for mark in reading.marks if mark.kind == "act"]
    lost = [one for one in reading.lost if not any(mark.phrase == one and mark.key in told for mark in reading.marks)]
    return list(dict.fromkeys([*lost, *things, *facts, *acts]))


def _clause(state: Revised, clause: str) -> None:
    reading = read(bare(clause))
    if not ADD.search(clause):
        reading = _meant(state.scene, reading)
    parts = swap(clause)
    kana = "の" if re.search("[\u3040-\u30ff]", clause) else ""  # a part alone must still read as Japanese
    if REMOVE.search(clause):
        _remove(state, reading)
    elif parts and _swap(state, _meant(state.scene, read(parts[0] + kana)), read(bare(parts[1]) + kana)):
        return
    elif match := MOVE.search(clause):
        _move(state, reading, SIDES.get(match[1].lower(), match[1].lower()))
    elif BIGGER.search(clause) or SMALLER.search(clause):
        _scale(state, reading, 1.35 if BIGGER.search(clause) else 0.72)
    elif not ADD.search(clause) and _recolour(state, reading):
        return
    elif reading.nouns and (ADD.search(clause) or not _known(state, clause, reading)):
        _add(state, reading, instead=state.box is not None and not ADD.search(clause))


def _known(state: Revised, clause: str, reading: Reading) -> bool:
    """Whether the clause speaks of its first thing as if it were in the picture. If it is not, nothing is added: that is told."""
    before = clause[: max(0, clause.lower().find(reading.nouns[0].word.lower()))]
    if state.box and A.search(before):
        return False  # what is to be seen in the mark
    return THE.search(before) is not None


def _meant(scene: Scene, reading: Reading) -> Reading:
    """Return the reading with what a word means here, where the picture has nothing of its own kind."""
    present = {thing.kind for thing in scene.things}
    nouns = tuple(
        noun if noun.key in present else replace(noun, key=next((kind for kind in KIN.get(noun.key, ()) if kind in present), noun.key))
        for noun in reading.nouns
    )
    return replace(reading, nouns=nouns)


def _kinds(scene: Scene, reading: Reading) -> list[Noun]:
    present = {thing.kind for thing in scene.things}
    return [noun for noun in reading.nouns if noun.key in present]


def _chosen(state: Revised, noun: Noun) -> list[Thing]:
    """Return the things that a noun means: those of its kind, of the marked region if there is one, of the side that was said."""
    things = [t for t in state.scene.things if t.kind == noun.key]
    if noun.count == 1 and len(things) > 1 and noun.position in {"left", "right"}:
        things = [min(things, key=lambda t: t.x if noun.position == "left" else -t.x)]
    if state.box:
        x, y, w, h = state.box
        inside = [t for t in things if x <= t.x <= x + w and y <= t.y - t.height / state.scene.tall / 2 <= y + h]
        things = inside or things
    return things


def _set(state: Revised, things: list[Thing], **changes: Any) -> None:
    ids = {t.id for t in things}
    state.scene = state.scene.evolve(things=tuple(t.evolve(**changes) if t.id in ids else t for t in state.scene.things))


def _remove(state: Revised, reading: Reading) -> None:
    for noun in _kinds(state.scene, reading):
        gone = {t.id for t in _chosen(state, noun)}
        texts = tuple(text for text in state.scene.texts if text.on not in gone)
        state.scene = state.scene.evolve(things=tuple(t for t in state.scene.things if t.id not in gone), texts=texts)
        state.done.append(f"removed {noun.word}")
    if not _kinds(state.scene, reading) and re.search(r"\b(text|title|words|lettering|caption)\b", reading.prompt, re.IGNORECASE) and state.scene.texts:
        state.scene = state.scene.evolve(texts=())
        state.done.append("removed the text")


def _swap(state: Revised, old: Reading, new: Reading) -> bool:
    """Replace a thing by another one, or give it another colour."""
    kinds = _kinds(state.scene, old)
    if not kinds:
        return False
    for noun in kinds:
        things = _chosen(state, noun)
        target = next((one for one in new.nouns if one.key in SUBJECTS), None)
        colour = target.colour if target else next(iter(new.colours), "")
        if target:
            ratio = (SUBJECTS[target.key].metres / SUBJECTS[noun.key].metres) ** 0.3
            for thing in things:
                height = thing.height * max(0.5, min(1.8, ratio))
                _set(state, [thing], kind=target.key, colour=hue(colour) if colour else None, second=None, height=height, floats=thing.floats)
            state.done.append(f"replaced {noun.word} by {target.word}")
        elif colour:
            _set(state, things, colour=hue(colour))
            state.done.append(f"recoloured {noun.word} {colour}")
    return bool(state.done)


def _move(state: Revised, reading: Reading, way: str) -> None:
    for noun in _kinds(state.scene, reading):
        for thing in _chosen(state, noun):
            half = thing.height * SUBJECTS[thing.kind].aspect / state.scene.wide / 2
            dx, dy = {"left": (-0.25, 0), "right": (0.25, 0), "up": (0, -0.12), "down": (0, 0.06)}.get(way, (0.5 - thing.x, 0))
            x = max(half + 0.02, min(0.98 - half, thing.x + dx))
            _set(state, [thing], x=x, y=max(thing.height / state.scene.tall, min(0.97, thing.y + dy)))
        state.done.append(f"moved {noun.word} {way}")


def _scale(state: Revised, reading: Reading, factor: float) -> None:
    for noun in _kinds(state.scene, reading):
        for thing in _chosen(state, noun):
            _set(state, [thing], height=min(0.9, thing.height * factor))
        state.done.append(f"made {noun.word} {'bigger' if factor > 1 else 'smaller'}")


def _recolour(state: Revised, reading: Reading) -> bool:
    """"Make the boat red", "a blue house", "three foxes"."""
    found = False
    for noun in _kinds(state.scene, reading):
        colour = noun.colour or next(iter(reading.colours), "")
        if noun.count > 1 and not colour:
            _count(state, noun)
        elif colour:
            _set(state, _chosen(state, noun), colour=hue(colour))
            state.done.append(f"recoloured {noun.word} {colour}")
        elif noun.pose:
            _set(state, _chosen(state, noun), pose=noun.pose)
            state.done.append(f"{noun.word}: {noun.pose}")
        else:
            continue
        found = True
    return found


def _count(state: Revised, noun: Noun) -> None:
    things = [t for t in state.scene.things if t.kind == noun.key]
    if len(things) > noun.count:
        gone = {t.id for t in things[noun.count :]}
        state.scene = state.scene.evolve(things=tuple(t for t in state.scene.things if t.id not in gone))
    for _ in range(noun.count - len(things)):
        _add_one(state, replace(noun, count=1), like=things[0])
    state.done.append(f"{noun.count} {noun.word}")


def _add(state: Revised, reading: Reading, *, instead: bool = False) -> None:
    """Add what is named; `instead` of what lies in the marked region, but for things that the words themselves name as a place."""
    if instead and any(noun.key in SUBJECTS for noun in reading.nouns):
        _clear(state, {reading.nouns[noun.to].key for noun in reading.nouns if noun.to >= 0})
    for noun in reading.nouns:
        present = any(t.kind == noun.key for t in state.scene.things)
        if noun.key not in SUBJECTS or (present and any(one.to == reading.nouns.index(noun) for one in reading.nouns)):
            continue  # "a hat on the fox": the fox is where, not what
        anchor = replace(reading.nouns[noun.to], relation=noun.relation) if noun.to >= 0 else None
        for _ in range(min(noun.count, 8)):
            _add_one(state, noun, near=anchor)
        state.done.append(f"added {noun.count if noun.count > 1 else ''} {noun.word}".replace("  ", " "))


def _clear(state: Revised, stay: set[str]) -> None:
    """Take away the things that lie mostly inside the marked region."""
    assert state.box is not None  # noqa: S101  # the caller looked
    x, y, w, h = state.box

    def inside(thing: Thing) -> float:
        left, top, right, bottom = box(thing, state.scene)
        wide, tall = min(right, x + w) - max(left, x), min(bottom, y + h) - max(top, y)
        return max(0.0, wide) * max(0.0, tall) / ((right - left) * (bottom - top))

    gone = {t.id for t in state.scene.things if t.kind not in stay and inside(t) > MOSTLY}
    texts = tuple(text for text in state.scene.texts if text.on not in gone)
    state.scene = state.scene.evolve(things=tuple(t for t in state.scene.things if t.id not in gone), texts=texts)


def _add_one(state: Revised, noun: Noun, *, near: Noun | None = None, like: Thing | None = None) -> None:
    scene, subject = state.scene, SUBJECTS[noun.key]
    number = max((t.id for t in scene.things if t.id < 90000), default=0) + 100
    colour = hue(noun.colour) if noun.colour else like.colour if like else None
    height = like.height if like else max(0.1, min(0.5, 0.30 * subject.metres**0.36 * noun.size, 0.7 / subject.aspect))
    up = subject.on in {"air", "sky"} or noun.position == "top"
    horizon = scene.traits.get("horizon", 0.55)
    y = like.y if like else horizon * 0.6 if up else (horizon + 0.88) / 2 if subject.on == "water" else 0.93
    if scene.layout in {"still", "product"}:
        y, height = 0.84, min(height, 0.3)
    if up and not like:
        height = min(height, 0.34)
        y = max(y, height / scene.tall + 0.05)
    chance = scene.random(f"added:{state.seed}:{number}")
    height, facing = (height * chance.uniform(0.84, 1.1), chance.choice((-1, 1))) if state.seed and not like else (height, 1)
    thing = Thing(number, noun.key, _free(scene, noun, height, y, state.seed), y, height, colour, None, facing, noun.pose, floats=up, seed=zlib.crc32(str(number).encode()) & 0xFFFF)
    if state.box:
        x, top, w, h = state.box
        size = min(h * scene.tall * 0.9, w * scene.wide / subject.aspect * 0.9) * (chance.uniform(0.74, 1.0) if state.seed else 1.0)
        room = (w - size * subject.aspect / scene.wide) / 2 * (chance.uniform(-0.8, 0.8) if state.seed else 0.0)
        thing = thing.evolve(x=x + w / 2 + room, y=top + h * 0.96, height=size, floats=top + h < horizon)
    elif near and (anchor := next((t for t in scene.things if t.kind == near.key), None)):
        thing = place.beside(thing, anchor, near.relation, scene)
    state.scene = scene.evolve(things=(*scene.things, thing))


def _free(scene: Scene, noun: Noun, height: float, y: float, seed: int) -> float:
    """Return the emptiest place along the ground, towards the side that was said; by the seed one of three that are nearly as good."""
    half = height * SUBJECTS[noun.key].aspect / scene.wide / 2
    low, high = half + 0.03, 0.97 - half
    wish = {"left": 0.15, "right": 0.85, "centre": 0.5}.get(noun.position)
    spots = [low + (high - low) * k / 24 for k in range(25)] if high > low else [0.5]
    others = [(14.0 if t.kind == noun.key else 5.0 if t.named else 2.0, t.x, t.height * SUBJECTS[t.kind].aspect / scene.wide / 2) for t in scene.things if abs(t.y - y) < 0.25]

    def cost(x: float) -> float:
        overlap = sum(weight * max(0.0, half + w - abs(x - ox)) for weight, ox, w in others)
        return overlap + (abs(x - wish) if wish is not None else abs(x - 0.5) * 0.2)

    good: list[float] = []
    least = min(map(cost, spots))
    for spot in sorted(spots, key=cost):
        if len(good) < 3 and cost(spot) <= least + 0.25 and all(abs(spot - one) > APART for one in good):
            good.append(spot)
    return good[seed % len(good)]


def _retext(state: Revised, instruction: str, reading: Reading) -> None:
    texts = [quoted.text for quoted in reading.texts]
    if not texts:
        return
    present = list(state.scene.texts)
    if len(texts) >= 2 and (at := next((i for i, t in enumerate(present) if t.text == texts[0]), None)) is not None:
        present[at] = replace(present[at], text=texts[1])
    elif present and re.search(r"\b(change|replace|title|text|sign|label|say|says|read)\b", instruction, re.IGNORECASE):
        role = reading.texts[-1].role
        at = next((i for i, t in enumerate(present) if t.role == role), 0)
        present[at] = replace(present[at], text=texts[-1])
    else:
        x, y, w, h = state.box or (0.1, 0.06, 0.8, 0.14)
        present.append(Lettering(texts[-1], "title", x, y, w, h, "serif-bold"))
    state.scene = state.scene.evolve(texts=tuple(present))
    state.done.append(f"set “{texts[-1]}”")


def _mood(state: Revised, reading: Reading) -> None:
    """Time, weather, season, style and palette of the whole picture."""
    changes: dict[str, Any] = {}
    for name in ("time", "weather", "season", "style"):
        if value := getattr(reading, name):
            changes[name] = value
    mood = next((m for m in reading.moods if m in PALETTES), "")
    if {"time", "weather", "season"} & set(changes) or mood:
        stays = not reading.time and state.scene.time != "day"  # a winter night is a night
        changes["mood" if stays else "palette"] = mood or palette_for(reading, state.scene)
    if reading.colours and not state.done and not changes and not reading.nouns:
        changes["tint"] = hue(reading.colours[0])
    if changes:
        state.scene = state.scene.evolve(**changes)
        state.done.append(", ".join(f"{key}: {value}" for key, value in changes.items() if key != "tint") or "tinted")
