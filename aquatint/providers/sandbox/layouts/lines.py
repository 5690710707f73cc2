# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Pages of lines: an underground map and a timeline."""

import math
from itertools import pairwise

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.plates import ground
from aquatint.providers.sandbox.layouts.registry import layout, palette_of
from aquatint.providers.sandbox.path import line, oval, poly, rect
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS
from aquatint.providers.sandbox.words.hues import hue

COLOURS = ("red", "blue", "green", "orange", "purple", "teal")
type Way = list[tuple[float, float]]


def _arrange_metro(scene: Scene, reading: Reading) -> Scene:
    """Paint lines at angles of 45 degrees; stops are white dots; the words name the map, then its stops."""
    texts = [quoted.text for quoted in reading.texts]
    out = [Lettering(texts[0], "title", 0.05, 0.035, 0.6, 0.1, "sans-bold", align="left")] if texts else []
    scene = scene.evolve(place="paper", style="flat" if scene.style == "illustration" else scene.style, traits={**scene.traits, "lines": float(max(2, min(6, scene.traits.get("parts", 4 if scene.wide > 0.8 else 3))))})
    stops = [way[len(way) // 2] for way in ways(scene)]
    for text, (x, y) in zip(texts[1:], stops, strict=False):
        out.append(Lettering(text, "body", min(0.72, x + 0.025), y - 0.035, 0.26, 0.05, "sans-bold", align="left"))
    return scene.evolve(texts=tuple(out), things=())


def ways(scene: Scene) -> list[Way]:
    """Return the course of every line as fractions of the frame: level, then slanting, then level."""
    chance = scene.random("ways")
    count = int(scene.traits["lines"])
    out: list[Way] = []
    for index in range(count):
        if index % 2 == 0:
            y0, y1 = 0.24 + 0.6 * (index / count) + chance.uniform(-0.03, 0.03), 0.30 + 0.56 * ((count - 1 - index) / count) + chance.uniform(-0.03, 0.03)
            x0 = 0.28 + chance.uniform(-0.04, 0.04)
            run = abs(y1 - y0) * scene.tall / scene.wide
            out.append([(0.06, y0), (x0, y0), (min(0.86, x0 + run), y1), (0.94, y1)])
        else:
            x0, x1 = 0.22 + 0.5 * (index / count), 0.40 + 0.46 * ((count - index) / count)
            drop = abs(x1 - x0) * scene.wide / scene.tall
            y0 = 0.34 + chance.uniform(-0.03, 0.03)
            out.append([(x0, 0.18), (x0, y0), (x1, min(0.86, y0 + drop)), (x1, 0.92)])
    return out


def _behind_metro(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    paper = ground(b, scene)
    tones = scene.accents or tuple(hue(name) for name in COLOURS)
    river = Colour(0.86, 0.05, 225) if paper.light > 0.5 else Colour(0.36, 0.06, 235)
    band = [(-0.02, 0.62), (0.3, 0.62), (0.46, 0.78), (0.7, 0.78), (0.86, 0.62), (1.02, 0.62)]
    b.line(line(*(value * side for x, y in band for value, side in ((x, width), (y, height)))), river, 54)
    courses = ways(scene)
    for index, way in enumerate(courses):
        b.line(line(*(value for x, y in way for value in (x * width, y * height))), tones[index % len(tones)], 17)
    for way in courses:
        for (x0, y0), (x1, y1) in pairwise(way):
            reach = math.hypot((x1 - x0) * width, (y1 - y0) * height)
            for step in range(int(reach / 105) + 1):
                t = (step + 0.5) / (int(reach / 105) + 1)
                _stop(b, (x0 + (x1 - x0) * t) * width, (y0 + (y1 - y0) * t) * height, 11)
    for x, y in _crossings(courses):
        _stop(b, x * width, y * height, 21)


def _stop(b: Brush, x: float, y: float, r: float) -> None:
    b.fill(oval(x, y, r), Colour(0.25, 0.01, 270))
    b.fill(oval(x, y, r * 0.66), WHITE)


def _crossings(courses: list[Way]) -> list[tuple[float, float]]:
    """Return where two lines cross."""
    parts = [(index, way[k], way[k + 1]) for index, way in enumerate(courses) for k in range(len(way) - 1)]
    out = []
    for one, (x1, y1), (x2, y2) in parts:
        for other, (x3, y3), (x4, y4) in parts:
            base = (x1 - x2) * (y3 - y4) - (y1 - y2) * (x3 - x4)
            if other <= one or abs(base) < 1e-9:
                continue
            t = ((x1 - x3) * (y3 - y4) - (y1 - y3) * (x3 - x4)) / base
            u = ((x1 - x3) * (y1 - y2) - (y1 - y3) * (x1 - x2)) / base
            if 0 < t < 1 and 0 < u < 1:
                out.append((x1 + t * (x2 - x1), y1 + t * (y2 - y1)))
    return out


# Timeline


def _arrange_timeline(scene: Scene, reading: Reading) -> Scene:
    """Paint moments along a line, each with a picture and its words, above and below by turns."""
    scene = scene.evolve(place="paper", style="flat" if scene.style == "illustration" else scene.style)
    texts = [quoted.text for quoted in reading.texts]
    title = texts.pop(0) if texts and reading.texts[0].role in {"", "title"} else ""
    named = place.cast(reading, scene)[:6]
    count = max(3, min(6, int(scene.traits.get("parts", 0)) or max(len(named), len(texts), 4)))
    out, words = [], []
    if title:
        words.append(Lettering(title, "title", 0.06, 0.04, 0.88, 0.11, "sans-bold", align="left"))
    for index in range(count):
        x, y = moment(index, count)
        thing = named[index % len(named)] if named else Thing(0, ("lightbulb", "gear", "trophy", "rocket", "star", "heart")[index], 0, 0, 0.2, named=False)
        own = index < len(named)
        room = min(0.62 * scene.wide / count, 0.24)
        size = min(room, room * 1.3 / SUBJECTS[thing.kind].aspect) * (0.72 + 0.28 * (index + 1) / count)
        up = -1 if index % 2 == 0 else 1
        middle = y + up * (0.07 + room / scene.tall / 2)
        out.append(thing.evolve(id=thing.id if own else 90000 + index, named=own and thing.named, x=x, y=middle + size / scene.tall / 2, height=size, floats=True))
        if index < len(texts):
            words.append(Lettering(texts[index], "body", x - 0.42 / count, y - up * 0.10 - 0.035, 0.84 / count, 0.07, "sans-bold"))
    return scene.evolve(things=tuple(out), texts=tuple(words), traits={**scene.traits, "count": float(count)})


def moment(index: int, count: int) -> tuple[float, float]:
    """Return where a moment stands on the line, as fractions of the frame."""
    return 0.08 + 0.84 * (index + 0.5) / count, 0.55


def _behind_timeline(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    paper = ground(b, scene)
    count = int(scene.traits["count"])
    level = moment(0, count)[1]
    y = level * height
    b.line(line(width * 0.05, y, width * 0.93, y), palette.ink.mix(paper, 0.35), 9)
    b.shape(poly(width * 0.92, y - 22, width * 0.965, y, width * 0.92, y + 22), palette.ink.mix(paper, 0.35), 0)
    for index in range(count):
        x = moment(index, count)[0] * width
        tone = palette.accents[index % 3]
        up = -1 if index % 2 == 0 else 1
        room = min(0.62 * scene.wide / count, 0.24) * 1000
        b.line(line(x, y, x, y + up * 0.07 * height), tone, 4)
        b.shape(rect(x - room * 0.62, y + up * (0.07 * height + room / 2) - room * 0.62, room * 1.24, room * 1.24, 26), tone.mix(paper, 0.72), 0)
        b.shape(oval(x, y, 20), tone, 0)
        b.shape(oval(x, y, 9), paper, 0)


layout("metro", _arrange_metro, _behind_metro, shadows="none")
layout("timeline", _arrange_timeline, _behind_timeline, shadows="none")
