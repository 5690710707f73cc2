# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""The comic page: one to four panels with cast, setting and speech."""

import math

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.palette import Palette
from aquatint.providers.sandbox.path import curve, line, oval, poly, rect
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS

ACTORS = {"people", "beast", "bird", "reptile"}
SETTINGS = {"city", "village", "forest", "meadow", "mountains", "sea", "beach", "lake", "desert", "tundra", "savanna", "room"}
SMALL_ACTORS = {"insect", "sea", "toy"}
"""Who plays a part only when named first."""
DEPTH = 10
"""Layers of one panel: panel 0 has the layers 0 to 9, panel 1 those from 10."""


def _arrange_comic(scene: Scene, reading: Reading) -> Scene:
    """Cast together, close, apart and together again; who holds or rides what does so in every panel; speech in balloons."""
    where = "city" if "alley" in reading.prompt.lower() or "street" in reading.prompt.lower() else scene.place
    scene = scene.evolve(place=where if where in SETTINGS else "paper", style="flat" if scene.style == "illustration" else scene.style)
    cast = place.cast(reading, scene)
    if all(one.kind == "explosion" for one in cast) and (cast or reading.texts):
        return _bang(scene, reading, cast)
    cast = cast or [Thing(90000, "robot", 0.5, 0.9, 0.3, named=False), Thing(90100, "cat", 0.5, 0.9, 0.3, named=False)]
    out: list[Thing] = []
    for panel, (who, size) in enumerate(_plan(cast, reading, panels_of(scene))):
        out += _panel(scene, reading, panel, who, size, {thing.id for thing in out})
    texts = []
    for index, quoted in enumerate(reading.texts[: panels_of(scene)]):
        x, y, w, h = panel_box(scene, index)
        texts.append(Lettering(quoted.text, "speech", x + w * 0.12, y + h * 0.075, w * 0.66, h * 0.15, "sans-bold"))
    return scene.evolve(things=tuple(out), texts=tuple(texts))


def _bang(scene: Scene, reading: Reading, cast: list[Thing]) -> Scene:
    """One panel with a burst, and what is shouted in it: nobody is invented."""
    scene = scene.evolve(traits={**scene.traits, "parts": 1.0, "bang": 1.0})
    size = min(0.82 * scene.tall, 0.86 * scene.wide / SUBJECTS["explosion"].aspect)
    said = scene.accents or ((scene.tint,) if scene.tint else ())
    burst = (cast or [Thing(90000, "explosion", 0, 0, 0, named=False)])[0]
    burst = burst.evolve(x=0.5, y=0.5 + size / scene.tall / 2, height=size, floats=True, layer=1, colour=burst.colour or (said[0] if said else None), second=burst.second or (said[1] if len(said) > 1 else None))
    texts = [quoted.text for quoted in reading.texts]
    wide, high = size * 0.52 / scene.wide, size * 0.24 / scene.tall / max(1, len(texts))
    words = [Lettering(text, "title", 0.5 - wide / 2, 0.5 + (index - len(texts) / 2) * high, wide, high * 0.94, "sans-bold", BLACK) for index, text in enumerate(texts)]
    return scene.evolve(things=(burst,), texts=tuple(words))


def _plan(cast: list[Thing], reading: Reading, panels: int) -> list[tuple[list[Thing], float]]:
    """Return who is in each panel, and how large. All of the cast is in one panel at least."""
    actors = [t for t in cast if SUBJECTS[t.kind].family in ACTORS or (t is cast[0] and SUBJECTS[t.kind].family in SMALL_ACTORS)] or cast[:2]
    props = [t for t in cast if t not in actors]
    bound = [t for t in props if _tied(t, reading)]
    loose = [t for t in props if t not in bound]
    if panels == 1:
        return [([*actors[:3], *bound, *loose[:2]], 0.62)]
    first = actors[:3] if len({t.kind for t in actors[:3]}) > 1 else actors[:2]
    near = [t for t in bound if t.id // 100 in {one.id // 100 for one in actors[:1]} or _tied(t, reading) == actors[0].id // 100 + 1]
    pages = [([*first, *bound], 0.58), ([*actors[:1], *near], 0.68), ([*actors[-1:], *loose[:1]], 0.66), ([*first, *bound, *loose[1:2]], 0.52)]
    if panels < 4 and loose:
        pages[panels - 1] = ([*actors[:1], *loose[:2]], 0.6)
    return pages[:panels]


def _tied(thing: Thing, reading: Reading) -> int:
    """Return the number of the noun (from 1) that this thing's place depends on, or 0."""
    if thing.id // 100 >= len(reading.nouns):
        return 0
    return place.noun_of(thing, reading).to + 1 if place.joined(thing, reading) else 0


def _panel(scene: Scene, reading: Reading, panel: int, who: list[Thing], size: float, seen: set[int]) -> list[Thing]:
    x, y, w, h = panel_box(scene, panel)
    numbers = {one.id // 100 + 1 for one in who}
    bound = [one for one in who if _tied(one, reading) in numbers and _tied(one, reading)]
    free = [one for one in who if one not in bound]
    room = w * scene.wide / max(1, len(free))
    placed = []
    for index, one in enumerate(free):
        tall = min(h * scene.tall * size, room * 0.86 / SUBJECTS[one.kind].aspect) * min(1.0, max(0.55, SUBJECTS[one.kind].metres ** 0.25))
        up = h * 0.14 if one.pose == "fly" or SUBJECTS[one.kind].on in {"air", "sky"} else 0.0
        tall = tall * 0.8 if up else tall
        pose = one.pose or ("", "smile", "wave", "")[panel]
        placed.append(one.evolve(x=x + w * (index + 0.5) / len(free), y=y + h * 0.95 - up, height=tall, facing=1 if index == 0 else -1, pose=pose, floats=up > 0))
    placed = place.join(placed, [one.evolve(height=h * scene.tall * 0.5) for one in bound], reading, scene)
    placed = [one.evolve(y=max(one.y, y + h * 0.05 + one.height / scene.tall)) for one in placed]  # no head leaves its panel
    return [one.evolve(id=50000 + panel * 1000 + one.id if one.id in seen else one.id, named=one.id not in seen, layer=panel * DEPTH + 5 + max(-5, min(4, one.layer))) for one in placed]


def panels_of(scene: Scene) -> int:
    """Return how many panels the page has: 1 to 4, as many as were asked for."""
    return max(1, min(4, int(scene.traits.get("parts", 4))))


def panel_box(scene: Scene, index: int) -> tuple[float, float, float, float]:
    """Return a panel as fractions of the frame. Wide frames have a strip, others two by two of uneven width."""
    gx, gy = 0.022 / scene.wide, 0.022 / scene.tall
    count = panels_of(scene)
    if count == 1:
        return gx, gy, 1 - 2 * gx, 1 - 2 * gy
    if count < 4:
        if scene.wide >= scene.tall:
            w = (1 - gx * (count + 1)) / count
            return gx + index * (w + gx), gy, w, 1 - 2 * gy
        h = (1 - gy * (count + 1)) / count
        return gx, gy + index * (h + gy), 1 - 2 * gx, h
    if scene.wide / scene.tall > 2:
        w = (1 - gx * 5) / 4
        return gx + index * (w + gx), gy, w, 1 - 2 * gy
    split = (0.56, 0.40)[index // 2]
    h = (1 - 3 * gy) / 2
    left = (1 - 3 * gx) * split
    x, w = (gx, left) if index % 2 == 0 else (gx * 2 + left, (1 - 3 * gx) - left)
    return x, gy + (index // 2) * (h + gy), w, h


def _behind_comic(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    b.canvas.drawColor(b.argb(b.style.ground if b.lines and b.style.ground else WHITE))
    for index in range(panels_of(scene)):
        fx, fy, fw, fh = panel_box(scene, index)
        x, y, w, h = fx * width, fy * height, fw * width, fh * height
        night = scene.time == "night" or palette.night
        tone = (palette.sky[-2], palette.accents[1].at(0.84), palette.accents[0].at(0.82), palette.sky[1])[index]
        tone = tone.at(0.34).turn(0, 0.6) if night else tone.mix(WHITE, 0.12)
        panel = rect(x, y, w, h, 8)
        b.shape(panel, tone, 0)
        with b.inside(panel):
            if (index == 1 and panels_of(scene) > 1) or scene.traits.get("bang"):
                _rays(b, x + w / 2, y + h * 0.55)
            elif index in {0, 3} or scene.place != "paper":
                _sky(b, scene, palette, (x, y, w, h))
                _setting(b, scene, palette, (x, y, w, h))
            else:
                _dots(b, tone, (x, y, w, h))


def _rays(b: Brush, x: float, y: float) -> None:
    for step in range(18):
        a = math.tau * step / 18
        b.fill(poly(x, y, x + math.cos(a) * 1500, y + math.sin(a) * 1500, x + math.cos(a + 0.17) * 1500, y + math.sin(a + 0.17) * 1500), WHITE, 0.3)


def _dots(b: Brush, tone: Colour, box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    b.shape(rect(x, y + h * 0.84, w, h * 0.2), tone.shade(0.3), 0)
    for step in range(6):
        for other in range(5):
            b.fill(oval(x + w * (0.08 + step * 0.17), y + h * (0.08 + other * 0.15), 7), WHITE, 0.28)


def _sky(b: Brush, scene: Scene, palette: Palette, box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    if scene.weather not in {"rain", "storm", "snow", "cloudy"}:
        b.shape(oval(x + w * 0.82, y + h * 0.22, 40), palette.sun, 0)
    if scene.time == "night":
        chance = scene.random("comic stars")
        for _ in range(26):
            b.fill(oval(x + chance.random() * w, y + chance.random() * h * 0.6, chance.uniform(1, 3)), WHITE, 0.8)


def _setting(b: Brush, scene: Scene, palette: Palette, box: tuple[float, float, float, float]) -> None:  # noqa: C901 -- one case per place
    """Paint where the panel plays, in a few flat shapes behind the cast."""
    x, y, w, h = box
    chance = scene.random("comic setting")
    dark = scene.time == "night"
    far, near = palette.land(0.4), palette.land(0.75)
    if dark:
        far, near = far.at(0.26), near.at(0.2)
    floor = y + h * 0.86
    if scene.place in {"city", "village"}:
        pen = x - 20
        while pen < x + w:
            wide, tall = chance.uniform(w * 0.1, w * 0.2), chance.uniform(h * 0.3, h * 0.66)
            _block(b, (pen, floor - tall, wide, tall), far.shade(chance.uniform(0, 0.25)), palette.glow if dark else far.lit(0.45))
            pen += wide * 1.04
        near = Colour(0.42 if not dark else 0.2, 0.015, 270)
    elif scene.place in {"sea", "lake", "beach"}:
        b.shape(rect(x, y + h * 0.6, w, h * 0.5), palette.water, 0)
        for step in range(5):
            left = x + w * (0.05 + 0.2 * step)
            b.line(curve(left, y + h * 0.68, left + w * 0.05, y + h * 0.65, left + w * 0.1, y + h * 0.68), WHITE, 5, 0.8)
        near = Colour(0.86, 0.07, 80) if scene.place == "beach" else palette.water.shade(0.18)
    elif scene.place == "room":
        b.shape(rect(x + w * 0.62, y + h * 0.16, w * 0.22, h * 0.34, 6), WHITE, 0)
        b.shape(rect(x + w * 0.635, y + h * 0.18, w * 0.19, h * 0.30, 4), palette.sky[0], 0)
    else:
        b.shape(oval(x + w * 0.2, y + h * 1.02, w * 0.62, h * 0.32), far, 0)
        if scene.place == "mountains":
            b.shape(poly(x + w * 0.4, floor, x + w * 0.66, y + h * 0.28, x + w * 0.95, floor), far.shade(0.2), 0)
        if scene.place in {"forest", "meadow", "savanna", "tundra"}:
            for step in range(3 if scene.place != "forest" else 6):
                left = x + w * ((step * 0.37 + 0.08) % 1.0)
                b.shape(rect(left - 5, floor - h * 0.2, 10, h * 0.22), Colour(0.42, 0.06, 50), 0)
                b.shape(oval(left, floor - h * 0.3, w * 0.07, h * 0.14), far.shade(0.2), 0)
    if scene.weather == "snow" or scene.place == "tundra":
        near = WHITE
    b.shape(rect(x, floor, w, h * 0.2), near, 0)


def _block(b: Brush, box: tuple[float, float, float, float], tone: Colour, pane: Colour) -> None:
    x, y, w, h = box
    b.shape(rect(x, y, w, h), tone, 0)
    for column in range(3):
        for row in range(int(h / 40)):
            if (column * 7 + row * 5 + int(x)) % 3:
                b.fill(rect(x + w * (0.14 + 0.27 * column), y + 14 + row * 40, w * 0.16, 20), pane, 0.85)


def _before_comic(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    for index in range(panels_of(scene)):
        x, y, w, h = panel_box(scene, index)
        if scene.weather in {"rain", "storm", "snow"}:
            with b.inside(rect(x * width, y * height, w * width, h * height, 8)):
                _falling(b, scene, (x * width, y * height, w * width, h * height))
        b.line(rect(x * width, y * height, w * width, h * height, 8), BLACK, 6)
    for text in (one for one in scene.texts if one.role == "speech"):
        x, y, w, h = text.x * width, text.y * height, text.width * width, text.height * height
        balloon = rect(x - w * 0.09, y - h * 0.28, w * 1.18, h * 1.5, min(w, h) * 0.5)
        tail = poly(x + w * 0.3, y + h * 1.1, x + w * 0.5, y + h * 1.1, x + w * 0.34, y + h * 1.9)
        b.line(tail, BLACK, 8)
        b.line(balloon, BLACK, 9)
        b.canvas.drawPath(balloon, b.stroke(WHITE, 1.0))
        b.fill(balloon, WHITE)
        b.fill(tail, WHITE)


def _falling(b: Brush, scene: Scene, box: tuple[float, float, float, float]) -> None:
    """Paint rain or snow over a panel."""
    x, y, w, h = box
    chance = scene.random("comic weather")
    for _ in range(int(w * h / 5200)):
        px, py = x + chance.random() * w, y + chance.random() * h
        if scene.weather == "snow":
            b.fill(oval(px, py, chance.uniform(2, 5)), WHITE, 0.95)
        else:
            b.line(line(px, py, px - 7, py + 30), WHITE.shade(0.1), 2.4, 0.6)


layout("comic", _arrange_comic, _behind_comic, _before_comic, shadows="contact")
