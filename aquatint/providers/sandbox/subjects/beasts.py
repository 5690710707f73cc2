# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Four-legged animals: one sitting skeleton seen from the front and one standing skeleton seen from the side."""

from dataclasses import dataclass
from functools import partial

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.path import bez, blob, curve, limb, line, oval, poly
from aquatint.providers.sandbox.subjects.registry import Look, register
from aquatint.providers.sandbox.words.hues import hue

CREAM = Colour(0.95, 0.03, 80)
EYE = Colour(0.2, 0.02, 50)
NOSE = Colour(0.26, 0.03, 30)


@dataclass(frozen=True, slots=True)
class Beast:
    """The measures of one animal. Lengths are in hundredths of its height when standing."""

    colour: Colour
    metres: float
    face: str = "plain"
    """The mask on its face: plain, cheeks (fox), muzzle (dog, bear), patches (panda), stripes (tiger), mane (lion)."""
    ears: str = "pointed"
    tail: str = "plume"
    body: float = 78
    """Length of the trunk."""
    girth: float = 32
    legs: float = 44
    leg: float = 9
    neck: float = 20
    """How far the head stands above the back."""
    reach: float = 14
    """How far the head stands before the chest."""
    head: float = 24
    muzzle: float = 16
    coat: str = ""
    horns: str = ""
    belly: Colour | None = None
    sits: bool = True
    """Whether it can sit up and face us."""


def front(b: Brush, k: Look, spec: Beast) -> None:
    """Paint the animal sits and looks at us."""
    coat, pale = k.colour, spec.belly or CREAM.mix(k.colour, 0.12)
    dark = coat.shade(0.55)
    _front_tail(b, coat, pale, spec)
    b.shape(blob(-24, 0, -31, -14, -26, -38, -14, -56, 14, -56, 26, -38, 31, -14, 24, 0, 0, 2), coat, down=0.16)
    if spec.face != "patches":
        b.shape(blob(-14, -4, -17, -22, -12, -44, 0, -50, 12, -44, 17, -22, 14, -4, 0, 0), pale, 0.35)
    _sweater(b, k)
    limbs = dark if spec.coat in {"socks", "panda"} else coat
    for side in (-1, 1):
        b.shape(blob(side * 4, 1, side * 5, -18, side * 6, -30, side * 14, -30, side * 16, -14, side * 16, 1), limbs, 0.8)
        b.shape(oval(side * 10, -1.5, 8, 4), limbs if spec.face != "cheeks" else dark, 0.5)
        b.line(line(side * 8, -3, side * 8, 1), dark, 0.8, 0.5)
        b.line(line(side * 12, -3, side * 12, 1), dark, 0.8, 0.5)
    b.soft(oval(0, -48, 17, 6), dark, 0.35, 3)
    if spec.coat == "stripes":
        _stripes_front(b, dark)
    _head(b, k, spec, coat, pale, dark)


def _sweater(b: Brush, k: Look) -> None:
    """Paint what an animal wears over its coat."""
    tone = next((one.removeprefix("look:clothes-") for one in k.wears if one.startswith("look:clothes-")), "")
    if tone:
        cloth = hue(tone)
        b.shape(blob(-27, -12, -29, -26, -24, -42, -13, -54, 13, -54, 24, -42, 29, -26, 27, -12, 0, -8), cloth, 0.8)
        b.line(curve(-27, -13, 0, -9, 27, -13), cloth.shade(0.3), 3)
        b.line(curve(-14, -52, 0, -48, 14, -52), cloth.shade(0.3), 3.4)


def _front_tail(b: Brush, coat: Colour, pale: Colour, spec: Beast) -> None:
    if spec.tail == "plume":
        b.shape(blob(18, -2, 34, -1, 52, -8, 56, -28, 48, -44, 41, -49, 42, -34, 34, -18, 20, -12), coat)
        b.shape(blob(53, -20, 56, -30, 48, -44, 41, -49, 43, -38, 46, -28), pale, 0.5)
    elif spec.tail == "thin":
        b.shape(limb(20, -5, 6, 40, -6, 6, 48, -20, 5.5, 42, -34, 4), coat)
    elif spec.tail == "curl":
        b.shape(blob(18, -4, 40, -6, 52, -26, 46, -56, 30, -66, 28, -54, 38, -46, 36, -30, 22, -16), coat)
    elif spec.tail == "tuft":
        b.shape(limb(20, -5, 5, 42, -6, 4.5, 50, -24, 4), coat)
        b.shape(oval(50, -29, 6, 8), coat.shade(0.5))
    elif spec.tail == "puff":
        b.shape(oval(27, -9, 8, 8), CREAM)


def _stripes_front(b: Brush, dark: Colour) -> None:
    for side in (-1, 1):
        for y in (-18, -27, -36):
            b.fill(poly(side * 29, y - 2, side * 18, y + 1, side * 28.5, y + 2.5), dark, 0.9)


def _head(b: Brush, k: Look, spec: Beast, coat: Colour, pale: Colour, dark: Colour) -> None:
    y = -70
    if spec.face == "mane":
        b.shape(blob(-34, y, -30, y - 22, -14, y - 34, 14, y - 34, 30, y - 22, 34, y, 28, y + 20, 0, y + 32, -28, y + 20), coat.shade(0.45).turn(-12))
    _ears(b, spec, coat, dark, y)
    wide = 25 if spec.face in {"cheeks", "plain"} else 23
    b.shape(blob(-wide, y + 3, -19, y - 15, 0, y - 21, 19, y - 15, wide, y + 3, 13, y + 17, 0, y + 21, -13, y + 17), coat, 0.8)
    with b.inside(blob(-wide, y + 3, -19, y - 15, 0, y - 21, 19, y - 15, wide, y + 3, 13, y + 17, 0, y + 21, -13, y + 17)):
        _mask(b, spec, pale, dark, y, wide)
    nose_y = y + 10 if spec.face in {"muzzle", "patches"} else y + 13
    if spec.face in {"muzzle", "patches", "mane"}:
        b.shape(blob(-11, y + 9, -8, y + 2, 8, y + 2, 11, y + 9, 6, y + 17, -6, y + 17), pale, 0.4)
        nose_y = y + 6
    if spec.face == "snout":
        b.shape(oval(0, y + 8, 9, 6.5), coat.lit(0.25).turn(-6), 0.5)
        for side in (-1, 1):
            b.fill(oval(side * 3, y + 8, 1.5, 2.2), dark)
    else:
        b.fill(blob(-4, nose_y - 2, 4, nose_y - 2, 0, nose_y + 3), NOSE)
        b.line(curve(-5, nose_y + 7, -2, nose_y + 7.5, 0, nose_y + 4, 2, nose_y + 7.5, 5, nose_y + 7), NOSE, 1.0, 0.8)
    _eyes(b, k, y)
    if spec.horns:
        _front_horns(b, spec.horns, y)
    if spec.tail == "thin" and spec.ears != "floppy":
        for side in (-1, 1):
            for step in (-2, 1.5):
                b.line(curve(side * 10, y + 9 + step, side * 20, y + 8 + step * 2, side * 29, y + 9 + step * 2.4), WHITE, 0.7, 0.8)


def _mask(b: Brush, spec: Beast, pale: Colour, dark: Colour, y: float, wide: float) -> None:
    if spec.face == "cheeks":
        for side in (-1, 1):
            b.fill(bez(side * wide * 1.1, y + 2, (side * 12, y + 2, side * 5, y - 2, 0, y + 12), (0, y + 24), (side * 22, y + 22, side * wide * 1.1, y + 2)), pale)
    elif spec.face == "patches":
        for side in (-1, 1):
            b.fill(blob(side * 5, y - 2, side * 10, y - 8, side * 16, y - 2, side * 15, y + 7, side * 8, y + 7), Colour(0.26, 0.01, 280))
    elif spec.face == "bandit":
        b.fill(blob(-24, y + 1, -12, y - 7, 0, y - 3, 12, y - 7, 24, y + 1, 12, y + 8, 0, y + 3, -12, y + 8), dark)
    elif spec.coat == "stripes":
        for side in (-1, 1):
            for step in (-6, 0, 6):
                b.fill(poly(side * 26, y + step - 1.5, side * 15, y + step + 1, side * 26, y + step + 3), dark)
        for x in (-6, 0, 6):
            b.fill(poly(x - 1.5, y - 22, x + 1.5, y - 22, x, y - 11), dark)


def _ears(b: Brush, spec: Beast, coat: Colour, dark: Colour, y: float) -> None:
    inner = dark if spec.face in {"cheeks", "muzzle"} else Colour(0.78, 0.09, 20)
    for side in (-1, 1):
        if spec.ears == "pointed":
            b.shape(bez(side * 6, y - 15, (side * 12, y - 32, side * 21, y - 37), (side * 25, y - 22, side * 24, y - 2)), coat)
            b.fill(bez(side * 11, y - 16, (side * 14, y - 26, side * 20, y - 31), (side * 22, y - 20, side * 21, y - 7)), inner, 0.85)
        elif spec.ears == "round":
            ear = Colour(0.26, 0.01, 280) if spec.coat == "panda" else coat
            b.shape(oval(side * 18, y - 17, 9), ear)
            b.fill(oval(side * 18, y - 16, 5), inner if spec.coat != "panda" else dark, 0.8)
        elif spec.ears == "big":
            b.shape(oval(side * 26, y - 10, 12, 13), coat)
            b.fill(oval(side * 26, y - 9, 7.5, 8.5), Colour(0.84, 0.06, 15), 0.9)
        elif spec.ears == "long":
            b.shape(blob(side * 5, y - 12, side * 4, y - 30, side * 9, y - 47, side * 16, y - 44, side * 16, y - 26, side * 14, y - 12), coat)
            b.fill(blob(side * 8, y - 18, side * 7.5, y - 32, side * 10.5, y - 42, side * 13, y - 38, side * 12.5, y - 24), Colour(0.84, 0.07, 15), 0.85)
        else:
            b.shape(blob(side * 16, y - 16, side * 26, y - 12, side * 31, y + 6, side * 26, y + 12, side * 20, y), coat.shade(0.28))


def _eyes(b: Brush, k: Look, y: float) -> None:
    for side in (-1, 1):
        if k.pose == "sleep":
            b.line(curve(side * 14, y, side * 10, y + 2.6, side * 6, y), EYE, 1.5)
            continue
        b.fill(oval(side * 9.5, y, 2.9, 3.4), EYE)
        b.fill(oval(side * 9.5 + 1, y - 1.2, 1.0), WHITE)


def _front_horns(b: Brush, horns: str, y: float) -> None:
    tone = Colour(0.72, 0.06, 75)
    for side in (-1, 1):
        if horns == "antlers":
            b.line(curve(side * 8, y - 18, side * 13, y - 32, side * 22, y - 44), tone.shade(0.3), 2.6)
            b.line(curve(side * 12, y - 30, side * 20, y - 32, side * 25, y - 38), tone.shade(0.3), 2.0)
        else:
            b.shape(bez(side * 11, y - 17, (side * 20, y - 19, side * 22, y - 31), (side * 13, y - 26, side * 7, y - 19)), tone)


def side_on(b: Brush, k: Look, spec: Beast) -> None:
    """Paint the animal stands or walks to the right."""
    coat = k.colour
    long, girth, legs = spec.body, spec.girth, spec.legs
    back = -legs - girth * 0.92
    stride = 12 if k.pose == "run" else 5
    far = coat.shade(0.4)
    rump, chest = -long * 0.42, long * 0.40
    _side_tail(b, spec, coat, rump, back)
    for x, lean in ((rump + 7, stride), (chest - 5, -stride)):
        _leg(b, spec, x, lean, far, legs + girth * 0.4)
    neck_x, neck_y = chest + spec.reach, back - spec.neck
    trunk = blob(
        rump - 4, back + girth * 0.5, rump + 3, back + 3, -long * 0.1, back + 2.5, chest - 6, back + 1, chest + 6, back + girth * 0.36,
        chest + 1, back + girth * 0.86, 0, back + girth * 1.02, rump + 6, back + girth * 0.94,
    )  # fmt: skip
    b.shape(limb(chest - 8, back + girth * 0.42, girth * 0.72, (chest + neck_x) / 2 - 3, (back + neck_y) / 2 + 5, girth * 0.52, neck_x - 2, neck_y + 2, spec.head * 0.62), coat)
    b.shape(trunk, coat, down=0.26)
    _coat(b, spec, k, trunk, long, back, girth)
    for x, lean in ((rump + 1, -stride), (chest + 1, stride)):
        _leg(b, spec, x, lean, coat, legs + girth * 0.5)
    _side_head(b, k, spec, neck_x, neck_y)


def _leg(b: Brush, spec: Beast, x: float, lean: float, tone: Colour, height: float) -> None:
    wide = spec.leg
    b.shape(limb(x, -height, wide * 1.7, x + lean * 0.15, -height * 0.55, wide * 1.1, x + lean * 0.8, -wide * 0.4, wide * 0.8), tone, 0.8)
    foot = tone.shade(0.55) if spec.coat in {"socks", "hoof", "patches", "zebra", "woolly"} else tone.shade(0.15)
    b.shape(blob(x + lean * 0.8 - wide * 0.5, 0, x + lean * 0.8 - wide * 0.5, -wide * 0.7, x + lean * 0.8 + wide * 0.5, -wide * 0.7, x + lean * 0.8 + wide * 0.8, 0), foot, 0.5)


def _side_tail(b: Brush, spec: Beast, coat: Colour, x: float, back: float) -> None:
    y = back + 7
    if spec.tail == "plume":
        b.shape(blob(x + 4, y, x - 12, y - 3, x - 28, y + 8, x - 40, y + 22, x - 24, y + 22, x - 8, y + 14), coat)
        b.shape(blob(x - 28, y + 10, x - 40, y + 22, x - 26, y + 21, x - 22, y + 15), spec.belly or CREAM, 0.4)
    elif spec.tail == "hair":
        b.shape(blob(x + 4, y - 3, x - 7, y, x - 13, y + 18, x - 12, y + 40, x - 4, y + 28, x - 1, y + 12), coat.shade(0.55))
    elif spec.tail in {"thin", "tuft"}:
        b.shape(limb(x + 3, y, 4, x - 9, y + 4, 3.4, x - 14, y + 18, 3, x - 19 if spec.tail == "thin" else x - 14, y + (10 if spec.tail == "thin" else 30), 2.6), coat)
        if spec.tail == "tuft":
            b.shape(oval(x - 14, y + 33, 3.4, 6), coat.shade(0.6))
    elif spec.tail == "curl":
        b.shape(blob(x + 6, y + 8, x - 16, y + 8, x - 24, y - 20, x - 12, y - 36, x + 2, y - 26, x - 8, y - 16, x - 6, y - 4), coat)
    else:
        b.shape(oval(x - 2, y + 2, 6, 6), CREAM if spec.tail == "puff" else coat)


def _coat(b: Brush, spec: Beast, k: Look, trunk: object, long: float, back: float, girth: float) -> None:
    dark = k.second if k.second != k.colour else k.colour.shade(0.65)
    with b.inside(trunk):
        if spec.belly:
            b.soft(oval(0, back + girth * 1.02, long * 0.42, girth * 0.24), spec.belly, 0.75, 2)
        if spec.coat in {"stripes", "zebra"}:
            ink = Colour(0.24, 0.02, 280)
            for step in range(9):
                x = -long * 0.42 + step * long * 0.105
                b.fill(poly(x - 2, back - 2, x + 2.6, back - 2, x + 1.5, back + girth * (0.75 if spec.coat == "zebra" else 0.5)), ink, 0.92)
        elif spec.coat in {"patches", "giraffe"}:
            for _ in range(6 if spec.coat == "patches" else 26):
                x, y = k.rng.uniform(-0.45, 0.42) * long, back + k.rng.uniform(0.05, 0.95) * girth
                r = k.rng.uniform(5, 11) if spec.coat == "patches" else k.rng.uniform(2.4, 4.2)
                b.fill(blob(x - r, y, x - r * 0.3, y - r * 0.8, x + r, y - r * 0.3, x + r * 0.6, y + r * 0.8, x - r * 0.5, y + r * 0.7), dark, 0.95)
        elif spec.coat == "woolly":
            for row in range(4):
                for step in range(9):
                    x = -long * 0.46 + step * long * 0.11 + row % 2 * 4
                    b.line(curve(x, back + 6 + row * girth * 0.25, x + 4, back + 9 + row * girth * 0.25, x + 8, back + 5 + row * girth * 0.25), k.colour.shade(0.25), 1.1, 0.55)


def _side_head(b: Brush, k: Look, spec: Beast, x: float, y: float) -> None:
    coat, r, m = k.colour, spec.head / 2, spec.muzzle
    dark = coat.shade(0.55)
    tone = Colour(0.36, 0.02, 280) if spec.coat == "woolly" else coat
    if spec.face == "mane":
        b.shape(blob(x - r * 1.9, y - r, x - r * 0.6, y - r * 1.9, x + r * 0.9, y - r * 1.2, x + r * 0.6, y + r, x - r * 0.2, y + r * 2.2, x - r * 1.7, y + r * 1.2), coat.shade(0.45).turn(-12))
    if spec.tail == "hair":
        b.shape(blob(x - 2, y - r * 1.2, x - r * 1.2, y - r * 0.6, x - r * 2.3, y + r * 2.2, x - r * 1.1, y + r * 2.2, x - r * 0.2, y), dark)
    if spec.horns:
        _side_horns(b, spec.horns, x, y, r)
    _side_ear(b, spec, tone, x, y, r, far=True)
    b.shape(blob(x - r, y - r * 0.2, x - r * 0.4, y - r, x + r * 0.6, y - r * 0.75, x + r * 0.9 + m * 0.6, y + r * 0.02, x + r * 0.8 + m, y + r * 0.5, x + r * 0.5 + m * 0.7, y + r * 0.85, x + r * 0.2, y + r * 0.8, x - r * 0.7, y + r * 0.8), tone, 0.9)
    if spec.face == "cheeks":
        b.fill(blob(x + r * 0.1, y + r * 0.35, x + r * 0.7 + m * 0.6, y + r * 0.4, x + r * 0.5 + m * 0.7, y + r * 0.82, x - r * 0.2, y + r * 0.8), spec.belly or CREAM)
    elif spec.coat in {"hoof", "patches"}:
        b.shape(oval(x + r * 0.6 + m * 0.78, y + r * 0.45, r * 0.36, r * 0.42), tone.lit(0.3).turn(-10), 0.5)
    b.fill(oval(x + r * 0.78 + m, y + r * 0.36, r * 0.17, r * 0.15), NOSE)
    _side_ear(b, spec, tone, x, y, r, far=False)
    b.fill(oval(x + r * 0.32, y - r * 0.15, r * 0.14, r * 0.17), WHITE if spec.coat == "woolly" else EYE)
    if spec.coat != "woolly":
        b.fill(oval(x + r * 0.36, y - r * 0.2, r * 0.05), WHITE)


def _side_ear(b: Brush, spec: Beast, coat: Colour, x: float, y: float, r: float, *, far: bool) -> None:
    dx = r * 0.35 if far else -r * 0.25
    tone = coat.shade(0.4 if far else 0.12)
    if spec.ears == "pointed":
        b.shape(bez(x + dx - r * 0.35, y - r * 0.6, (x + dx - r * 0.3, y - r * 1.5, x + dx, y - r * 1.9), (x + dx + r * 0.3, y - r * 1.3, x + dx + r * 0.35, y - r * 0.7)), tone)
    elif spec.ears in {"round", "big"}:
        b.shape(oval(x + dx, y - r * 0.95, r * (0.42 if spec.ears == "round" else 0.7)), tone)
    elif spec.ears == "long":
        b.shape(blob(x + dx - 2, y - r * 0.5, x + dx - r * 0.9, y - r * 2.4, x + dx - r * 0.4, y - r * 2.8, x + dx + 2, y - r * 1.2, x + dx + 2, y - r * 0.6), tone)
    elif not far:
        b.shape(blob(x - r * 0.6, y - r * 0.7, x - r * 1.1, y - r * 0.1, x - r * 0.9, y + r * 0.8, x - r * 0.4, y + r * 0.5, x - r * 0.2, y - r * 0.5), tone.shade(0.25))


def _side_horns(b: Brush, horns: str, x: float, y: float, r: float) -> None:
    tone = Colour(0.66, 0.06, 70)
    if horns == "antlers":
        for dx in (-r * 0.3, r * 0.2):
            b.line(curve(x + dx, y - r * 0.8, x + dx - r * 0.6, y - r * 2.2, x + dx + r * 0.3, y - r * 3.6), tone.shade(0.35), r * 0.22)
            b.line(curve(x + dx - r * 0.55, y - r * 2, x + dx + r * 0.5, y - r * 2.5, x + dx + r * 0.9, y - r * 3.1), tone.shade(0.35), r * 0.17)
    elif horns == "one":
        b.shape(poly(x + r * 0.1, y - r * 0.8, x + r * 0.5, y - r * 0.75, x + r * 0.8, y - r * 2.4), CREAM)
    else:
        b.shape(bez(x - r * 0.2, y - r * 0.8, (x - r * 0.8, y - r * 1.6, x - r * 0.2, y - r * 2.1), (x, y - r * 1.5, x + r * 0.25, y - r * 0.85)), tone)


def curled(b: Brush, k: Look, spec: Beast) -> None:
    """Asleep: curled up on the side, the head on the paws, the tail around."""
    coat, pale = k.colour, spec.belly or CREAM.mix(k.colour, 0.12)
    b.shape(blob(-52, 0, -58, -24, -44, -46, -10, -54, 26, -46, 46, -26, 48, 0, 0, 3), coat, down=0.2)
    with b.inside(blob(-52, 0, -58, -24, -44, -46, -10, -54, 26, -46, 46, -26, 48, 0, 0, 3)):
        b.soft(oval(-4, -2, 40, 12), coat.shade(0.4), 0.5, 5)
        if spec.coat == "stripes":
            for x in range(-44, 20, 11):
                b.fill(poly(x - 2, -60, x + 3, -60, x + 1, -30), coat.shade(0.6), 0.9)
    if spec.tail in {"plume", "thin", "curl", "tuft"}:
        wide = 11 if spec.tail in {"plume", "curl"} else 5
        b.shape(limb(-50, -8, wide, -28, -1, wide, 6, 0, wide * 0.7), coat.shade(0.12))
        b.shape(oval(6, -1, wide * 0.9, wide * 0.55), pale if spec.tail == "plume" else coat.shade(0.3), 0.4)
    with b.at(30, 44, 0.92):
        _head(b, k, spec, coat, pale, coat.shade(0.55))
    b.shape(blob(12, 0, 12, -7, 24, -9, 30, -4, 28, 1), coat.lit(0.06), 0.5)


def beast(b: Brush, k: Look, spec: Beast) -> None:
    """Sit and look at us unless the pose asks for something else."""
    if spec.sits and k.pose == "sleep":
        curled(b, k, spec)
    elif spec.sits and k.pose not in {"walk", "run"}:
        front(b, k, spec)
    else:
        side_on(b, k, spec)


_C = Colour
BEASTS = {
    "fox": Beast(_C(0.68, 0.17, 48), 0.7, "cheeks", "pointed", "plume", belly=CREAM, coat="socks", neck=16, girth=29),
    "wolf": Beast(_C(0.58, 0.02, 260), 0.9, "cheeks", "pointed", "plume", belly=_C(0.86, 0.01, 80)),
    "dog": Beast(_C(0.70, 0.09, 68), 0.7, "muzzle", "floppy", "thin", belly=_C(0.93, 0.03, 80)),
    "cat": Beast(_C(0.66, 0.08, 62), 0.5, "plain", "pointed", "thin", belly=_C(0.93, 0.025, 75), neck=12, girth=26, head=26, muzzle=8, body=70, legs=40),
    "lion": Beast(_C(0.76, 0.10, 75), 1.2, "mane", "round", "tuft", body=84, girth=36, belly=_C(0.9, 0.05, 80), head=27, neck=14, muzzle=11),
    "tiger": Beast(_C(0.70, 0.15, 58), 1.1, "muzzle", "round", "thin", coat="stripes", body=88, girth=35, belly=CREAM, head=27, neck=10, muzzle=11),
    "bear": Beast(_C(0.47, 0.06, 55), 1.5, "muzzle", "round", "stub", body=84, girth=46, leg=14, legs=36, belly=_C(0.66, 0.06, 65), head=30, neck=8),
    "panda": Beast(_C(0.95, 0.01, 90), 1.2, "patches", "round", "stub", coat="panda", girth=46, leg=14, legs=36, belly=WHITE),
    "koala": Beast(_C(0.66, 0.015, 260), 0.7, "muzzle", "big", "stub", belly=_C(0.92, 0.01, 80)),
    "rabbit": Beast(_C(0.86, 0.03, 75), 0.5, "plain", "long", "puff", belly=WHITE, legs=30, girth=36, body=62, head=26, muzzle=6),
    "mouse": Beast(_C(0.70, 0.02, 60), 0.3, "plain", "big", "thin", belly=_C(0.92, 0.02, 40), legs=22, girth=36, body=70, head=26, neck=4),
    "monkey": Beast(_C(0.50, 0.08, 52), 0.8, "muzzle", "big", "curl", belly=_C(0.82, 0.06, 65)),
    "raccoon": Beast(_C(0.58, 0.015, 260), 0.5, "bandit", "pointed", "plume", belly=_C(0.88, 0.01, 80)),
    "squirrel": Beast(_C(0.60, 0.14, 45), 0.35, "muzzle", "pointed", "curl", belly=CREAM),
    "pig": Beast(_C(0.82, 0.08, 12), 0.9, "snout", "floppy", "stub", body=86, girth=46, legs=30, neck=2, head=30, muzzle=9, belly=_C(0.88, 0.06, 15)),
    "horse": Beast(_C(0.50, 0.09, 50), 2.0, ears="pointed", tail="hair", coat="hoof", body=66, girth=27, legs=48, leg=7, neck=30, reach=22, head=17, muzzle=17, sits=False),
    "donkey": Beast(_C(0.56, 0.02, 70), 1.4, ears="long", tail="tuft", coat="hoof", body=62, girth=28, legs=40, leg=7, neck=20, reach=18, head=19, muzzle=16, belly=_C(0.82, 0.02, 80), sits=False),
    "unicorn": Beast(_C(0.96, 0.01, 320), 1.9, ears="pointed", tail="hair", coat="hoof", body=64, girth=26, legs=46, leg=7, neck=30, reach=21, head=17, muzzle=15, horns="one", sits=False),
    "zebra": Beast(_C(0.96, 0.005, 90), 1.9, ears="pointed", tail="hair", coat="zebra", body=66, girth=28, legs=46, leg=7, neck=26, reach=20, head=17, muzzle=15, sits=False),
    "cow": Beast(_C(0.95, 0.01, 80), 1.7, ears="floppy", tail="tuft", coat="patches", body=84, girth=38, legs=38, leg=9, neck=12, reach=14, head=22, muzzle=13, horns="curved", sits=False),
    "sheep": Beast(_C(0.94, 0.015, 85), 1.1, ears="floppy", tail="stub", coat="woolly", body=78, girth=48, legs=28, leg=7, neck=10, reach=12, head=20, muzzle=10, sits=False),
    "goat": Beast(_C(0.88, 0.02, 80), 1.1, ears="floppy", tail="stub", coat="hoof", body=68, girth=32, legs=40, leg=6, neck=20, reach=14, head=17, muzzle=12, horns="curved", sits=False),
    "deer": Beast(_C(0.60, 0.10, 58), 1.8, ears="pointed", tail="puff", coat="hoof", body=58, girth=24, legs=42, leg=5, neck=26, reach=16, head=14, muzzle=10, horns="antlers", belly=CREAM, sits=False),
    "hippo": Beast(_C(0.55, 0.025, 300), 1.6, ears="round", tail="stub", body=90, girth=54, legs=24, leg=14, neck=0, reach=14, head=34, muzzle=16, sits=False),
}  # fmt: skip



def crown_of(spec: Beast) -> tuple[float, float, float]:
    """Where a hat sits on an animal that stands: x, y of the crown, width."""
    return spec.body * 0.40 + spec.reach, -spec.legs - spec.girth * 0.92 - spec.neck - spec.head * 0.42, spec.head * 1.15


for _key, _spec in BEASTS.items():
    register(_key, "beast", _spec.metres, 1.1 if _spec.sits else 1.35, _spec.colour, partial(beast, spec=_spec), head=(0, -88, 40) if _spec.sits else crown_of(_spec))
