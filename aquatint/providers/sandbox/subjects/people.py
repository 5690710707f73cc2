# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""People: one skeleton, many looks and poses, and those whose trade shows in their clothes. Nobody is a real person."""

import random
from dataclasses import dataclass

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, limb, line, oval, poly, rect
from aquatint.providers.sandbox.subjects.registry import Look, register, subject
from aquatint.providers.sandbox.words.hues import hue

SKINS = (Colour(0.90, 0.04, 60), Colour(0.84, 0.06, 58), Colour(0.76, 0.08, 58), Colour(0.66, 0.09, 55), Colour(0.54, 0.08, 50), Colour(0.42, 0.06, 48))
HAIRS = (Colour(0.24, 0.02, 50), Colour(0.34, 0.05, 50), Colour(0.46, 0.08, 55), Colour(0.66, 0.13, 52), Colour(0.80, 0.10, 85), Colour(0.74, 0.01, 80))
DARK = Colour(0.28, 0.03, 265)
INK = Colour(0.22, 0.02, 40)


@dataclass(frozen=True, slots=True)
class Person:
    """What is chosen once for a person: skin, hair, cut, clothes."""

    skin: Colour
    hair: Colour
    cut: str
    top: Colour
    low: Colour
    dress: bool = False
    role: str = ""
    child: bool = False


def looks(k: Look, kind: str) -> Person:
    """Choose a look from the thing's own chance; the colour that was asked for goes to the clothes."""
    rng = random.Random(k.rng.random())  # noqa: S311  # painting, not secrecy
    skin, hair = rng.choice(SKINS), rng.choice(HAIRS[:5] if kind in {"girl", "boy", "child", "baby"} else HAIRS)
    if skin.light < 0.7:
        hair = rng.choice(HAIRS[:2])
    female = kind in {"woman", "girl"} or (kind not in {"man", "boy", "pirate", "knight"} and "look:beard" not in k.wears and rng.random() < 0.5)
    cut = rng.choice(("long", "bun", "bob", "curls") if female else ("short", "short", "beard", "curls"))
    if cut == "beard" and kind in {"boy", "child", "girl"}:
        cut = "short"
    dress = female and rng.random() < 0.55 and kind in {"woman", "girl", "person", "child"}
    said = {one.removeprefix("look:") for one in k.wears}
    dress = dress or "dress" in said
    cut = next((one for one in ("beard", "curls", "long", "short", "bun", "bald") if one in said), cut)
    if kind == "pirate" and not said:
        cut = "beard"
    tints = {"old": HAIRS[5], "blond": HAIRS[4], "redhair": HAIRS[3], "dark": HAIRS[0]}
    hair = next((tone for one, tone in tints.items() if one in said), hair)
    dyed = next((one.removeprefix("hair-") for one in said if one.startswith("hair-")), "")
    if dyed:
        hair = hue(dyed)
    if said & {"blond", "redhair"}:
        skin = SKINS[rng.randint(0, 2)]
    return Person(skin, hair, cut, k.colour, DARK.turn(rng.choice((0, 30, -40))).lighter(rng.choice((0.0, 0.08, 0.2))), dress, kind, kind in {"girl", "boy", "child"})


def figure(b: Brush, k: Look, p: Person) -> None:
    """Paint a whole person, 100 high."""
    s = 1.0
    head = 9.5 if not p.child else 13.5
    hip, chest = (-46.0, -78.0) if not p.child else (-36.0, -66.0)
    if k.pose in {"sit", "read"}:
        _sitting(b, k, p, head)
        return
    run = 1.9 if k.pose in {"run", "dance"} else 1.0 if k.pose == "walk" else 0.35
    back_leg, front_leg = p.low.shade(0.25), p.low
    for side, tone in ((-1, back_leg), (1, front_leg)):
        x = side * (4 + 7 * run)
        if p.dress:
            tone = p.skin.shade(0.15 if side < 0 else 0)  # noqa: PLW2901
        b.shape(limb(side * 4.2, hip + 4, 11, (side * 4 + x) / 2 + 2 * run, hip * 0.5, 8.4, x, -4, 6.4), tone, 0.7)
        b.shape(bez(x - 4, 0, (x - 5, -6, x + 2, -6), (x + 9, -4, x + 9, 0)), p.low.shade(0.5), 0.4)
    _arm(b, k, p, -1, chest)
    if p.dress:
        b.shape(bez(-8, chest - 1, (-10, chest + 16, -18, hip * 0.55, -19, hip * 0.45), (0, hip * 0.36, 19, hip * 0.45), (18, hip * 0.55, 10, chest + 16, 8, chest - 1), (0, chest - 5, -8, chest - 1)), p.top, down=0.18)
    else:
        b.shape(bez(-11, chest + 1, (-13, hip * 0.8, -10, hip + 6), (0, hip + 9, 10, hip + 6), (13, hip * 0.8, 11, chest + 1), (6, chest - 6, -6, chest - 6, -11, chest + 1)), p.top, down=0.15)
    neck = chest - 3
    b.shape(rect(-3.4, neck - 7, 6.8, 9, 3), p.skin.shade(0.15), 0.5)
    _arm(b, k, p, 1, chest)
    _face(b, k, p, 0.8 * s, neck - head - 2.5, head)


def _arm(b: Brush, k: Look, p: Person, side: int, chest: float) -> None:
    sleeve = p.top.shade(0.22 if side < 0 else 0.06)
    x, y = side * 10.5, chest + 4
    if k.pose == "wave" and side > 0:
        elbow, hand = (19.0, chest - 2.0), (23.0, chest - 20.0)
    elif k.pose == "dance":
        elbow, hand = (side * 20.0, chest - 6.0), (side * 27.0, chest - 19.0)
    elif k.pose in {"hold", "cook"}:
        elbow, hand = (side * 14.0, chest + 17.0), (11.0 + side * 3, chest + 15.0)
    elif k.pose == "run":
        elbow, hand = (side * 17.0, chest + 13.0), (side * 12.0 + 13, chest + 9.0)
    else:
        elbow, hand = (side * 14.5, chest + 17.0), (side * 13.0 + 1.5, chest + 32.0)
    b.shape(limb(x, y, 8, elbow[0], elbow[1], 6.4, hand[0], hand[1], 5.2), sleeve, 0.6)
    b.shape(oval(hand[0], hand[1] + 1, 3.5), p.skin, 0.6)


def _sitting(b: Brush, k: Look, p: Person, head: float) -> None:
    scale = 1.22
    with b.at(-8, 0, scale):
        for dy, tone in ((-2, p.low.shade(0.25)), (0, p.low)):
            b.shape(limb(0, -10 + dy, 13, 18, -24 + dy, 10, 32, -4, 7.5), tone, 0.7)
            b.shape(bez(28, 0, (28, -6, 34, -6), (42, -4, 42, 0)), p.low.shade(0.5), 0.4)
        b.shape(bez(-12, 0, (-13, -30, -8, -44), (2, -50, 10, -44), (13, -20, 10, 0)), p.top, down=0.15)
        if p.dress:
            b.shape(bez(-13, 0, (-14, -14, -6, -28, 8, -27), (24, -34, 36, -24, 38, -3), (24, 1, 0, 0, -13, 0)), p.top.shade(0.06), 0.8)
        b.shape(rect(-2, -54, 6.6, 10, 3), p.skin.shade(0.15), 0.5)
        _face(b, k, p, 2, -54 - head * 0.86, head)
        b.shape(limb(6, -38, 8, 14, -24, 6.4, 24, -27, 5), p.top.shade(0.1), 0.6)
        if k.pose == "read":
            b.shape(poly(20, -26, 34, -38, 42, -32, 28, -20), k.palette.accents[0])
            b.fill(poly(21, -28, 34, -39.5, 40, -35, 27, -23.5), WHITE)
        b.shape(oval(25, -27, 3.4), p.skin, 0.6)


def _face(b: Brush, k: Look, p: Person, x: float, y: float, r: float) -> None:
    """Paint a head of radius `r`; hair behind, face, hair before, then what the trade wears."""
    if p.cut in {"long", "curls"} and p.role not in {"astronaut", "knight"}:
        low = r * (2.1 if p.cut == "long" else 1.1)
        b.shape(blob(x - r * 1.15, y - r * 0.4, x - r * 0.7, y - r * 1.2, x + r * 0.7, y - r * 1.2, x + r * 1.15, y - r * 0.4, x + r * 1.05, y + low * 0.8, x, y + low * 0.7, x - r * 1.1, y + low * 0.8), p.hair.shade(0.15))
    if p.cut == "bun":
        b.shape(oval(x - r * 0.3, y - r * 1.2, r * 0.5), p.hair)
    b.shape(oval(x, y, r * 0.96, r * 1.04), p.skin, 0.8)
    for side in (-1, 1):
        ex = x + r * 0.12 + side * r * 0.38
        if k.pose == "sleep":
            b.line(curve(ex - r * 0.16, y, ex, y + r * 0.1, ex + r * 0.16, y), INK, r * 0.09)
        else:
            b.fill(oval(ex, y - r * 0.02, r * 0.1, r * 0.13), INK)
        b.soft(oval(ex + side * r * 0.16, y + r * 0.34, r * 0.2, r * 0.14), Colour(0.68, 0.16, 25), 0.35, r * 0.08)
    b.line(curve(x - r * 0.16, y + r * 0.46, x + r * 0.12, y + r * 0.58, x + r * 0.4, y + r * 0.46), p.skin.shade(0.6), r * 0.1)
    if p.cut == "beard":
        b.fill(blob(x - r * 0.86, y + r * 0.1, x - r * 0.3, y + r * 0.36, x + r * 0.5, y + r * 0.36, x + r * 0.96, y + r * 0.1, x + r * 0.7, y + r * 0.98, x, y + r * 1.2, x - r * 0.6, y + r * 0.98), p.hair)
        b.line(curve(x - r * 0.1, y + r * 0.6, x + r * 0.12, y + r * 0.66, x + r * 0.34, y + r * 0.6), p.skin, r * 0.09)
    _hair(b, p, x, y, r)
    _headgear(b, k, p, x, y, r)


def _hair(b: Brush, p: Person, x: float, y: float, r: float) -> None:
    if p.cut == "bald":
        return
    if p.cut == "curls":
        for step in range(9):
            angle_x = x - r + step * r * 0.25
            b.shape(oval(angle_x, y - r * (0.62 + 0.34 * (1 - ((step - 4) / 4) ** 2)), r * 0.34), p.hair, 0.6)
        return
    fringe = bez(x - r * 1.06, y + r * 0.1, (x - r * 1.2, y - r * 1.3, x + r * 1.2, y - r * 1.3, x + r * 1.06, y + r * 0.05), (x + r * 0.8, y - r * 0.5, x + r * 0.1, y - r * 0.62), (x - r * 0.7, y - r * 0.5, x - r * 1.06, y + r * 0.1))
    b.shape(fringe, p.hair, 0.8)
    if p.cut == "bob":
        for side in (-1, 1):
            b.shape(blob(x + side * r * 1.05, y - r * 0.3, x + side * r * 1.14, y + r * 0.7, x + side * r * 0.66, y + r * 0.8, x + side * r * 0.8, y - r * 0.1), p.hair, 0.5)


def _headgear(b: Brush, k: Look, p: Person, x: float, y: float, r: float) -> None:
    role = p.role
    if role == "chef":
        b.shape(blob(x - r * 0.9, y - r * 0.8, x - r * 1.4, y - r * 1.7, x - r * 0.5, y - r * 2.2, x + r * 0.6, y - r * 2.2, x + r * 1.4, y - r * 1.7, x + r * 0.9, y - r * 0.8), WHITE)
        b.shape(rect(x - r * 0.9, y - r * 1.1, r * 1.8, r * 0.5, 1), WHITE.shade(0.06))
    elif role == "wizard":
        b.shape(poly(x - r * 1.7, y - r * 0.62, x + r * 0.2, y - r * 3.3, x + r * 1.7, y - r * 0.62), k.colour)
        b.shape(oval(x, y - r * 0.62, r * 1.8, r * 0.34), k.colour.shade(0.15))
    elif role == "farmer":
        b.shape(oval(x, y - r * 0.62, r * 1.8, r * 0.36), Colour(0.82, 0.10, 85))
        b.shape(bez(x - r * 0.85, y - r * 0.7, (x - r * 0.8, y - r * 1.7, x + r * 0.8, y - r * 1.7, x + r * 0.85, y - r * 0.7)), Colour(0.82, 0.10, 85))
    elif role == "pirate":
        b.shape(bez(x - r * 1.6, y - r * 0.6, (x - r * 1.2, y - r * 1.9, x, y - r * 1.5), (x + r * 1.2, y - r * 1.9, x + r * 1.6, y - r * 0.6), (x, y - r * 1.0, x - r * 1.6, y - r * 0.6)), DARK)
        b.fill(oval(x + r * 0.5, y, r * 0.26), DARK)
        b.line(line(x - r, y - r * 0.4, x + r, y + r * 0.1), DARK, r * 0.1)
    elif role == "knight":
        b.shape(bez(x - r * 1.1, y + r * 1.1, (x - r * 1.2, y - r * 1.5, x + r * 1.2, y - r * 1.5, x + r * 1.1, y + r * 1.1)), Colour(0.72, 0.01, 250))
        b.fill(rect(x - r * 0.7, y - r * 0.2, r * 1.6, r * 0.34, 1), DARK)
        b.shape(blob(x, y - r * 1.1, x - r * 0.9, y - r * 1.7, x - r * 1.4, y - r * 0.9, x - r * 0.5, y - r * 1.2), Colour(0.57, 0.2, 27))
    elif role == "astronaut":
        b.shape(oval(x, y, r * 1.5), WHITE)
        b.shape(blob(x - r * 0.85, y - r * 0.1, x - r * 0.5, y - r * 0.8, x + r * 0.8, y - r * 0.8, x + r * 1.2, y - r * 0.1, x + r * 0.8, y + r * 0.6, x - r * 0.5, y + r * 0.6), Colour(0.32, 0.09, 260))
        b.shine(oval(x + r * 0.1, y - r * 0.4, r * 0.4, r * 0.2), 0.6, r * 0.06)
    elif role == "doctor":
        b.line(curve(x - r * 0.5, y + r * 1.25, x + r * 0.1, y + r * 2.2, x + r * 0.7, y + r * 1.25), Colour(0.4, 0.05, 250), r * 0.14)


_C = Colour
for _key, _metres, _colour in (
    ("woman", 1.68, _C(0.58, 0.16, 20)), ("man", 1.78, _C(0.48, 0.09, 250)), ("girl", 1.2, _C(0.76, 0.14, 70)),
    ("boy", 1.2, _C(0.60, 0.12, 230)), ("child", 1.15, _C(0.70, 0.14, 140)), ("person", 1.72, _C(0.60, 0.13, 45)),
    ("astronaut", 1.8, _C(0.95, 0.005, 240)), ("chef", 1.75, _C(0.96, 0.005, 90)), ("doctor", 1.75, _C(0.95, 0.01, 210)),
    ("farmer", 1.75, _C(0.58, 0.15, 30)), ("wizard", 1.8, _C(0.42, 0.14, 290)), ("knight", 1.8, _C(0.70, 0.01, 250)),
    ("pirate", 1.75, _C(0.52, 0.17, 27)),
):  # fmt: skip

    def _draw(b: Brush, k: Look, kind: str = _key) -> None:
        person = looks(k, kind)
        if kind == "wizard":
            person = Person(person.skin, _C(0.9, 0.01, 80), "beard", k.colour, person.low, True, kind)
        elif kind in {"astronaut", "knight", "chef", "doctor"}:
            low = k.colour.shade(0.06) if kind in {"astronaut", "knight"} else person.low
            person = Person(person.skin, person.hair, person.cut if kind in {"chef", "doctor"} else "short", k.colour, low, False, kind)
        if kind == "astronaut":
            b.shape(rect(-15, -80, 30, 36, 6), Colour(0.78, 0.01, 250))
        figure(b, k, person)

    register(_key, "people", _metres, 0.42, _colour, _draw, head=(1, -99, 20))


@subject("baby", "people", 0.7, 0.9, Colour(0.82, 0.09, 220), head=(0, -94, 48))
def _baby(b: Brush, k: Look) -> None:
    p = looks(k, "child")
    for side in (-1, 1):
        b.shape(limb(side * 10, -12, 20, side * 30, -6, 15), k.colour.shade(0.1))
        b.shape(limb(side * 16, -38, 14, side * 30, -24, 11), k.colour)
        b.shape(oval(side * 32, -22, 6), p.skin)
    b.shape(blob(-24, -2, -26, -30, -14, -46, 14, -46, 26, -30, 24, -2), k.colour)
    _face(b, k, Person(p.skin, p.hair, "short", p.top, p.low, role="baby"), 0, -68, 27)


@subject("robot", "people", 1.5, 0.62, Colour(0.72, 0.05, 220), head=(0, -92, 34))
def _robot(b: Brush, k: Look) -> None:
    dark, lamp = k.colour.shade(0.45), k.palette.accents[0].lighter(0.1)
    for side in (-1, 1):
        b.shape(rect(side * 10 - 4.5, -22, 9, 20, 3), dark)
        b.shape(rect(side * 10 - 8, -5, 16, 5, 2), k.colour.shade(0.2))
        hand = (29, -66) if k.pose == "wave" and side > 0 else (side * 29, -32)
        b.shape(limb(side * 18, -52, 7, side * 27, -48, 6, hand[0], hand[1], 6), dark)
        b.shape(oval(hand[0], hand[1], 5), k.colour)
    b.shape(rect(-19, -58, 38, 38, 7), k.colour, down=0.15)
    b.shape(rect(-11, -51, 22, 14, 3), dark, 0.4)
    for step, h in enumerate((6, 9, 4, 8)):
        b.fill(rect(-8 + step * 4.4, -39 - h, 3, h), lamp)
    b.line(line(0, -88, 0, -97), dark, 2)
    b.shape(oval(0, -98, 3.4), lamp)
    b.shape(rect(-17, -90, 34, 28, 8), k.colour.lit(0.08))
    b.shape(rect(-13, -84, 26, 15, 6), Colour(0.26, 0.03, 260), 0.3)
    for side in (-1, 1):
        b.fill(oval(side * 6, -77, 3.6), Colour(0.90, 0.10, 200))
        b.glow(side * 6, -77, 9, Colour(0.90, 0.10, 200), 0.6)
        b.shape(rect(side * 18.5 - 2, -82, 4, 11, 2), dark)


@subject("snowman", "people", 1.5, 0.62, Colour(0.97, 0.008, 230), head=(0, -90, 26))
def _snowman(b: Brush, k: Look) -> None:
    for side in (-1, 1):
        b.line(curve(side * 14, -52, side * 28, -60, side * 36, -70), Colour(0.36, 0.05, 55), 2.4)
    for y, r in ((-22, 24), (-54, 18), (-79, 13.5)):
        b.shape(oval(0, y, r, r * 0.95), k.colour)
    for y in (-60, -52, -44, -30):
        b.fill(oval(0, y, 1.9), DARK)
    for side in (-1, 1):
        b.fill(oval(side * 4.6, -83, 1.7), DARK)
    b.shape(poly(0, -80, 15, -76, 0, -75), Colour(0.72, 0.18, 52))
    b.shape(blob(-13, -68, 0, -63, 13, -68, 13, -63, 0, -57, -13, -62), k.palette.accents[0])
    b.shape(rect(4, -64, 6, 18, 2), k.palette.accents[0].shade(0.1))
    if not any(one.startswith("hat") for one in k.wears):
        b.shape(rect(-14, -93, 28, 3.4, 1.5), DARK)
        b.shape(rect(-9, -106, 18, 14, 1.5), DARK)


@subject("scarecrow", "people", 1.8, 0.9, Colour(0.56, 0.15, 40))
def _scarecrow(b: Brush, k: Look) -> None:
    straw = Colour(0.84, 0.10, 85)
    b.shape(rect(-2, -60, 4, 60), Colour(0.42, 0.06, 55))
    b.shape(limb(-40, -66, 9, 0, -68, 11, 40, -66, 9), k.colour)
    for side in (-1, 1):
        for dy in (-4, 0, 4):
            b.line(line(side * 40, -66, side * 49, -66 + dy), straw, 1.6)
    b.shape(bez(-13, -72, (-17, -30), (17, -30), (13, -72)), k.colour)
    b.shape(rect(-5, -52, 9, 9), k.palette.accents[1])
    _face(b, k, Person(straw.lit(0.3), straw, "short", k.colour, k.colour, role="farmer"), 0, -84, 11)
