# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Plates for print: menu, sign, logo and pattern."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour, readable
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.path import curve, line, oval, poly, rect, star
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.hues import hue


def ground(b: Brush, scene: Scene) -> Colour:
    """Lay the paper of the palette (or of a drawn style) over the frame."""
    paper = b.style.ground if b.lines and b.style.ground else palette_of(scene).paper
    b.canvas.drawColor(b.argb(paper))
    return paper


def grid(scene: Scene, things: list[Thing], box: tuple[float, float, float, float], share: float = 0.8) -> list[Thing]:
    """Set things into the cells of a box (fractions of the frame), each as large as its cell allows."""
    if not things:
        return []
    x, y, w, h = box
    wide, tall = w * scene.wide, h * scene.tall
    columns = min(range(1, len(things) + 1), key=lambda c: abs((wide / c) / (tall / math.ceil(len(things) / c)) - 1) + 0.2 * ((-len(things)) % c))
    rows = math.ceil(len(things) / columns)
    out = []
    for index, thing in enumerate(things):
        row, column = divmod(index, columns)
        last = len(things) - row * columns
        shift = (columns - last) / 2 if last < columns else 0
        cw, ch = w / columns, h / rows
        size = min(ch * scene.tall, cw * scene.wide / SUBJECTS[thing.kind].aspect) * share
        cy = y + ch * (row + 0.5)
        out.append(thing.evolve(x=x + cw * (column + 0.5 + shift), y=cy + size / scene.tall / 2, height=size, floats=True))
    return out


MONOGRAM = 3
"""So few letters are a mark by themselves."""
MUD = (60, 125)
RING = 4
"""A badge that is only its rim."""
WOODEN = Colour(0.42, 0.075, 55)

# Menu and sign


def _arrange_menu(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="paper")
    margin_x, margin_y = 0.09 / max(1.0, scene.wide), 0.08 / max(1.0, scene.tall)
    texts = [q.text for q in reading.texts] or ["Menu"]
    if len(texts) > 1 and all(text[-1:].isdigit() for text in texts):
        texts = ["Menu", *texts]  # all of them are dishes with a price
    title, rest = texts[0], texts[1:]
    cast = place.cast(reading, scene)[:8]
    things = [t for t in cast if SUBJECTS[t.kind].family != "building"] or cast  # "the menu of a restaurant" shows what is eaten there
    top = 0.21 if scene.tall >= 1 else 0.26
    bottom = 1 - margin_y - 0.05
    split = bottom - 0.26 if things and rest else bottom if rest else top
    face = scene.random("face").choice(("serif-bold", "sans-bold"))
    out = [Lettering(title, "title", margin_x + 0.06, margin_y + 0.02, 1 - 2 * margin_x - 0.12, top - margin_y - 0.03, face)]
    step = min(0.085, (split - top - 0.03) / max(1, len(rest))) if rest else 0
    for index, text in enumerate(rest):
        out.append(Lettering(text, "body", margin_x + 0.08, top + 0.03 + step * index, 1 - 2 * margin_x - 0.16, step * 0.72, "serif" if face.startswith("serif") else "sans", None, "centre"))
    area = (0.14, split if rest else top + 0.02, 0.72, bottom - (split if rest else top + 0.02))
    return scene.evolve(things=tuple(grid(scene, things, area)), texts=tuple(out))


def _behind_menu(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    ground(b, scene)
    for inset, weight in ((42, 5.0), (56, 1.6)):
        b.line(rect(inset, inset, width - 2 * inset, height - 2 * inset), palette.accents[2], weight)
    y = height * (0.21 if scene.tall >= 1 else 0.26)
    b.line(line(width * 0.2, y, width * 0.44, y), palette.accents[2], 2)
    b.line(line(width * 0.56, y, width * 0.8, y), palette.accents[2], 2)
    b.shape(poly(width / 2 - 16, y, width / 2, y - 11, width / 2 + 16, y, width / 2, y + 11), palette.accents[0], 0)
    for x in (56, width - 56):
        for cy in (56, height - 56):
            b.shape(oval(x, cy, 10), palette.accents[0], 0)


def _arrange_sign(scene: Scene, reading: Reading) -> Scene:
    """Paint a board that fills the frame; its words large, a small motif beside or above them."""
    scene = scene.evolve(place="board")
    texts = [q.text for q in reading.texts]
    things = [t for t in place.cast(reading, scene) if t.kind not in {"shop", "signpost"}][:3]
    wide = scene.wide / scene.tall > 1.3
    tx, ty, tw, th = (0.14, 0.2, 0.72, 0.6)
    area = None
    if things and texts:
        area = (0.11, 0.2, 0.26, 0.6) if wide else (0.22, 0.15, 0.56, 0.34)
        tx, ty, tw, th = (0.40, 0.24, 0.44, 0.52) if wide else (0.14, 0.5, 0.72, 0.34)
    elif things:
        area = (0.2, 0.16, 0.6, 0.68)
    ink = readable((scene.accents[0] if scene.style == "neon" else scene.accents[1]) if scene.accents else palette_of(scene).glow, board(scene), 4.5)
    face = scene.random("face").choice(("serif-bold", "sans-bold"))
    out = [Lettering(text, "sign", tx, ty + th * i / len(texts), tw, th / len(texts) * 0.92, face, ink) for i, text in enumerate(texts)]
    things = grid(scene, [t for t in things if t.kind != "forbidden"], area, 0.62 if any(t.kind == "forbidden" for t in things) else 0.8) + [t.evolve(x=0.5, y=0.82, height=0.64 * scene.tall, floats=True, layer=2) for t in things if t.kind == "forbidden"] if area else []
    return scene.evolve(things=tuple(things), texts=tuple(out))


def board(scene: Scene) -> Colour:
    """Return the colour of a sign's board: the one named, wood where wood was said, else one of the palette's."""
    palette = palette_of(scene)
    if scene.ground or scene.tint:
        return scene.ground or scene.tint or BLACK
    if scene.traits.get("wood"):
        return WOODEN
    if scene.accents:
        return scene.accents[0]
    if any(one.kind == "forbidden" for one in scene.things):
        return WHITE.shade(0.06)
    clear = [one for one in palette.accents if not MUD[0] < one.hue < MUD[1]] or [palette.ink]  # dark yellow is mud
    tone = clear[int(scene.random("board").random() * len(clear))]
    return tone.at(0.34)


def _behind_sign(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    wall = palette.wall.shade(0.12)
    if b.lines:
        b.shape(rect(0, 0, width, height), wall)
    b.wash(rect(0, 0, width, height), ((0.0, wall.lit(0.1), 1.0), (1.0, wall.shade(0.2), 1.0)))
    if b.detailed:
        for row in range(int(height / 62) + 1):
            for step in range(int(width / 150) + 2):
                left = step * 150 - row % 2 * 75
                b.line(rect(left, row * 62, 150, 62), wall.shade(0.25), 2, 0.4)
    x, y, w, h = width * 0.08, height * 0.12, width * 0.84, height * 0.76
    for dx in (0.25, 0.75):
        b.line(line(width * dx, 0, width * dx, y + 8), BLACK, 7)
    b.soft(rect(x - 6, y + 22, w + 12, h, 34), BLACK, 0.4, 22)
    tube = scene.accents[1] if scene.style == "neon" and len(scene.accents) > 1 else None  # the second colour of a neon sign is its frame
    b.shape(rect(x, y, w, h, 34), tube or palette.glow.shade(0.25), 0.6)
    b.shape(rect(x + 14, y + 14, w - 28, h - 28, 24), board(scene), 0.4)
    if scene.traits.get("wood") and b.detailed:
        for step in range(1, 5):
            cut = y + 14 + (h - 28) * step / 5
            b.line(line(x + 18, cut, x + w - 18, cut), WOODEN.shade(0.5), 4, 0.7)
            b.line(curve(x + 40, cut + 40, x + w * 0.3, cut + 30, x + w * 0.7, cut + 46, x + w - 40, cut + 36), WOODEN.shade(0.3), 2, 0.4)
    b.line(rect(x + 32, y + 32, w - 64, h - 64, 14), tube or palette.glow, 3, 0.8)


# Logo


def _arrange_logo(scene: Scene, reading: Reading) -> Scene:
    scene = scene.evolve(place="paper", style="flat" if scene.style == "illustration" else scene.style)
    cast = place.cast(reading, scene)
    things = [t for t in cast if t.kind != "shop"][:4] or cast[:1]
    texts = [q.text for q in reading.texts]
    box = (0.5 - 0.2 / scene.wide, 0.40 - 0.2 / scene.tall, 0.4 / scene.wide, 0.4 / scene.tall) if texts else (0.5 - 0.25 / scene.wide, 0.5 - 0.25 / scene.tall, 0.5 / scene.wide, 0.5 / scene.tall)
    out = []
    ink = readable(scene.accents[0], scene.ground, 4.5) if scene.accents and scene.ground else None
    alone = bool(texts) and not things and max(map(len, texts)) <= MONOGRAM
    for index, text in enumerate(texts):
        if alone:  # a monogram: the letters are the mark
            step = 0.44 / scene.wide / len(texts)
            out.append(Lettering(text, "title", 0.5 - 0.22 / scene.wide + step * index, 0.5 - 0.2 / scene.tall, step, 0.4 / scene.tall, "serif-bold", ink))
            continue
        high = 0.13 if index == 0 else 0.055
        out.append(Lettering(text, "title", 0.12, (0.745 if index == 0 else 0.885 + 0.05 * (index - 1)), 0.76, high, scene.random("face").choice(("sans-bold", "serif-bold"))))
    bound = [t for t in things if place.joined(t, reading, page=True)]
    placed = grid(scene, [t for t in things if t not in bound], box, 0.86)
    placed = place.join(placed, [t.evolve(height=0.3) for t in bound], reading, scene)
    return scene.evolve(things=tuple(placed), texts=tuple(out), traits={**scene.traits, "cy": 0.5 if alone else box[1] + box[3] / 2, "kind": RING if alone else scene.traits.get("frame", float(scene.random("kind").randint(0, 3)))})


def _behind_logo(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    ground(b, scene)
    x, y, r = width / 2, scene.traits["cy"] * height, 268.0 if scene.texts else 340.0
    tone = palette.accents[1].mix(palette.paper, 0.2)
    if scene.ground:
        tone = scene.accents[0] if scene.accents else scene.ground.lit(0.28) if scene.ground.light < 0.6 else scene.ground.shade(0.12)
    if scene.tint:
        tone = scene.tint
    if not scene.accents and any(_alike(thing.colour or SUBJECTS[thing.kind].colour, tone) for thing in scene.things):
        tone = tone.mix(WHITE, 0.78) if tone.light < 0.75 else tone.shade(0.45)
    kind = int(scene.traits["kind"])
    if kind == RING:
        b.line(oval(x, y, 340), tone, 14)
        b.line(oval(x, y, 312), tone, 4)
        return
    if kind == 0:
        b.shape(oval(x, y, r), tone, 0)
        b.line(oval(x, y, r * 1.07), palette.ink, 7)
    elif kind == 1:
        b.shape(poly(x - r * 0.86, y - r * 0.94, x + r * 0.86, y - r * 0.94, x + r * 0.86, y + r * 0.2, x, y + r * 1.08, x - r * 0.86, y + r * 0.2), tone, 0)
    elif kind == 2:
        b.shape(star(x, y, r * 1.1, 18, 0.9), tone, 0)
        b.line(oval(x, y, r * 0.9), palette.paper, 6)
    else:
        b.shape(rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8, r * 0.42), tone, 0)


def _alike(one: Colour, other: Colour) -> bool:
    """Whether a thing would be lost on a badge of this colour."""
    return abs(one.light - other.light) < 0.09 and math.hypot(one.chroma * math.cos(math.radians(one.hue)) - other.chroma * math.cos(math.radians(other.hue)), one.chroma * math.sin(math.radians(one.hue)) - other.chroma * math.sin(math.radians(other.hue))) < 0.05


# Pattern


def _arrange_pattern(scene: Scene, reading: Reading) -> Scene:
    """Paint a tile that repeats seamlessly: motifs on a half-drop grid that divides the frame evenly."""
    scene = scene.evolve(place="paper", style="flat" if scene.style == "illustration" else scene.style)
    kinds = [n for n in reading.nouns if n.key in SUBJECTS]
    palette = palette_of(scene)
    columns, rows = max(2, round(4 * scene.wide)), max(2, round(4 * scene.tall))
    columns += columns % 2
    out: list[Thing] = []
    for column in range(columns + 1):
        for row in range(rows + 1):
            index = (column % columns) * 3 + row % rows
            noun = kinds[(column + row) % len(kinds)] if kinds else None
            kind = noun.key if noun else ("heart", "star", "circle", "diamond")[index % 4]
            tone = hue(noun.colour) if noun and noun.colour else (None if noun else palette.accents[index % 3])
            size = min(0.165, 0.19 / SUBJECTS[kind].aspect)
            y = (row + (0.5 if column % 2 else 0.0)) / rows
            number = (reading.nouns.index(noun) if noun else 900) * 100 + len(out)
            out.append(Thing(number, kind, column / columns, y + size / scene.tall / 2, size, tone, facing=1 if (column % columns) % 2 else -1, floats=True, named=noun is not None, seed=(column % columns) * 31 + row % rows))
    return scene.evolve(things=tuple(out[:160]))


def _behind_pattern(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    first, light = scene.variant % 4, 0.9 if scene.variant < 4 else 0.84
    grounds = [palette.paper, *(accent.at(light) for accent in palette.accents)]
    grounds = grounds[first:] + grounds[:first]
    tones = [thing.colour or SUBJECTS[thing.kind].colour for thing in scene.things]
    ground = next((one for one in grounds if not any(_melts(tone, one) for tone in tones)), palette.paper)
    b.canvas.drawColor(b.argb(b.style.ground if b.lines and b.style.ground else ground))
    columns, rows = max(2, round(4 * scene.wide)), max(2, round(4 * scene.tall))
    columns += columns % 2
    for column in range(columns + 1):
        for row in range(-1, rows + 1):
            x, y = column / columns * width, (row + (0.0 if column % 2 else 0.5)) / rows * height
            tone = palette.accents[(column % columns + row % rows) % 3].mix(ground, 0.35)
            b.shape(star(x, y, 17, 4, 0.4), tone, 0)
            for dx, dy in ((-46, -34), (46, 34)):
                b.shape(oval(x + dx, y + dy, 5.5), tone, 0)


def _melts(tone: Colour, ground: Colour) -> bool:
    """Whether a motif of this colour can hardly be seen on the ground."""
    apart = abs((tone.hue - ground.hue + 180) % 360 - 180)
    return abs(tone.light - ground.light) < 0.15 and apart < 40


layout("menu", _arrange_menu, _behind_menu, shadows="none")
layout("sign", _arrange_sign, _behind_sign, shadows="none")
layout("logo", _arrange_logo, _behind_logo, shadows="none")
layout("pattern", _arrange_pattern, _behind_pattern, shadows="none")
