# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""What the land is painted with: ridges, water, grass, sand, snow."""

import math
import random

import numpy as np
import skia

from aquatint.providers.sandbox import noise
from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.layouts.air import SMOOTH, span, sun_at
from aquatint.providers.sandbox.layouts.registry import palette_of
from aquatint.providers.sandbox.path import Point, curve, oval, rect, ridge
from aquatint.providers.sandbox.scene import Scene

SAND = Colour(0.82, 0.08, 75)


def ridge_line(chance: random.Random, width: float, base: float, reach: float, rough: float, points: int = 260) -> list[Point]:
    """Paint a fractal ridge from left to right: `reach` is its height, `rough` how jagged it is."""
    rng = np.random.default_rng(chance.randint(0, 2**31))
    total = np.zeros(points)
    weight = 1.0
    for octave in range(7):
        knots = 2 ** (octave + 1) + 2
        total += weight * np.interp(np.linspace(0, knots - 1, points), np.arange(knots), rng.uniform(-1, 1, knots))
        weight *= rough
    total /= np.abs(total).max()
    return [(width * (k / (points - 1) * 1.02 - 0.01), float(base - reach * total[k])) for k in range(points)]


def mountains(b: Brush, scene: Scene, hz: float) -> None:
    """Ridges behind each other, paler with distance."""
    palette = palette_of(scene)
    width, _ = span(scene)
    high = 1.5 if scene.place in {"mountains", "lake", "tundra"} else 0.75
    snowy = scene.season == "winter" or scene.weather == "snow" or scene.place in {"mountains", "tundra"}
    for level in range(4):
        chance = scene.random(f"ridge{level}")
        depth = 0.06 + 0.20 * level
        base, reach = hz * (0.80 + 0.065 * level), hz * (0.20 - 0.034 * level) * high
        line = ridge_line(chance, width, base, reach, 0.52 if high > 1 else 0.38)
        tone = palette.land(depth).mix(palette.haze, 0.34 - 0.09 * level)
        body = ridge(line, hz + 4)
        if b.lines:
            b.shape(body, tone)
            continue
        stops = ((0.0, tone.lit(0.10), 1.0), (1.0, tone.mix(palette.haze, 0.42), 1.0))
        if b.style.fill in {"paper", "flat"} or b.stage < 2:
            b.shape(body, tone, 0)
        else:
            b.wash(body, stops)
        if level < 2 and snowy and b.stage >= 2:
            _snowcaps(b, scene, line, base - reach * 0.35, tone, level)
        if b.detailed and b.style.fill == "lit":
            _slopes(b, scene, body, base - reach, hz, level)


def _snowcaps(b: Brush, scene: Scene, line: list[Point], below: float, tone: Colour, level: int) -> None:
    chance = scene.random(f"snow{level}")
    caps = skia.Path()
    caps.moveTo(line[0][0], line[0][1])
    for point in line:
        caps.lineTo(*point)
    for x, y in reversed(line):
        drop = max(0.0, below - y) * (0.5 + 0.45 * chance.random())
        caps.lineTo(x, y + drop)
    caps.close()
    b.fill(caps, tone.mix(WHITE, 0.72), 0.85)


def _slopes(b: Brush, scene: Scene, body: object, top: float, hz: float, level: int) -> None:
    """Light and dark on the slopes: grey noise, stretched downhill."""
    if b.vectors:
        return
    width, _ = span(scene)
    field = noise.fractal(256, 96, (scene.seed + 17 * level) & 0xFFFF, 9, 2, 4)
    for part, tone, alpha in ((field - 0.5, WHITE, 0.20), (0.5 - field, Colour(0.2, 0.03, 270), 0.26)):
        image = noise.picture((part.clip(0, 0.5) * 2) * alpha, tone)
        with b.inside(body):
            b.canvas.drawImageRect(image, skia.Rect.MakeLTRB(0, top, width, hz + 4), SMOOTH)


def far_isle(b: Brush, scene: Scene, hz: float) -> None:
    """Paint an island on the horizon."""
    palette = palette_of(scene)
    width, _ = span(scene)
    chance = scene.random("isle")
    left = chance.uniform(-0.1, 0.5) * width
    line = [(left + k * 6, hz + 2 - 52 * math.sin(math.pi * k / 80) ** 0.8 * (0.7 + 0.3 * math.sin(k * 0.4 + left))) for k in range(81)]
    b.shape(ridge(line, hz + 3), palette.land(0.15).mix(palette.haze, 0.35), 0.3)


def water(b: Brush, scene: Scene, top: float, bottom: float, *, mirror: bool = True, tint: float = 0.5) -> None:
    """Water between two heights: what stands behind it mirrored and blurred, then its own colour, then ripples."""
    palette = palette_of(scene)
    width, _ = span(scene)
    if b.lines or b.stage < 2 or b.style.fill in {"flat", "paper"}:
        b.shape(rect(0, top, width, bottom - top), palette.water.mix(palette.haze, 0.2), 0.0)
        mirror = False
    surface = b.surface
    if mirror and surface is not None:
        matrix = b.canvas.getTotalMatrix()
        snap = surface.makeImageSnapshot()
        with b.inside(rect(0, top, width, bottom - top)):
            b.canvas.save()
            b.canvas.translate(0, 2 * top)
            b.canvas.scale(1 / matrix.getScaleX(), -1 / matrix.getScaleY())
            blur = skia.ImageFilters.Blur(3.2 * matrix.getScaleX(), 11 * matrix.getScaleX())
            b.canvas.drawImage(snap, 0, 0, skia.SamplingOptions(skia.FilterMode.kLinear), skia.Paint(ImageFilter=blur))
            b.canvas.restore()
    near = palette.water.shade(0.35)
    b.wash(rect(0, top, width, bottom - top), ((0.0, palette.water.mix(palette.haze, 0.4), tint * 0.5 if mirror else 1.0), (1.0, near, 0.86 if mirror else 1.0)))
    _ripples(b, scene, top, bottom)


def _ripples(b: Brush, scene: Scene, top: float, bottom: float) -> None:
    if not b.detailed and not b.lines:
        return
    palette = palette_of(scene)
    width, _ = span(scene)
    chance = scene.random("ripples")
    sun_x, _ = sun_at(scene, top)
    light = scene.weather not in {"storm", "rain"}
    count = int((300 if not b.lines else 46) * scene.wide)
    for _ in range(count):
        t = chance.random() ** 0.7
        y, x = top + 3 + (bottom - top) * t, width * chance.random()
        long = (10 + 90 * t) * (0.3 + chance.random())
        near = math.exp(-abs(x - sun_x) / 120) if light else 0
        tone = palette.sun if chance.random() < 0.35 + 0.6 * near else palette.water.shade(0.5)
        alpha = (0.10 + 0.5 * near) * (0.35 + 0.65 * chance.random())
        if b.lines:
            b.line(curve(x - long / 2, y, x, y - 2, x + long / 2, y), tone, 1.2)
        else:
            b.fill(oval(x, y, long / 2, 0.8 + 2.0 * t), tone, alpha)


def _bank(chance: random.Random, width: float, height: float, level: float) -> list[Point]:
    line = ridge_line(chance, width, height * level, height * 0.012, 0.5)
    return [(x, y - height * 0.02 * math.sin(x / width * 3.2 + 0.4)) for x, y in line]


def lake(b: Brush, scene: Scene, hz: float, width: float, height: float) -> None:
    """Water with a grassy bank before us."""
    water(b, scene, hz, height)
    palette = palette_of(scene)
    line = _bank(scene.random("bank"), width, height, 0.87)
    snowy = scene.weather == "snow" or scene.season == "winter"
    top = palette.land(0.75) if not snowy else palette.far.mix(WHITE, 0.6)
    low = palette.land(1.0).shade(0.1) if not snowy else palette.far.mix(WHITE, 0.25)
    body = ridge(line, height + 2)
    if b.lines or b.stage < 2 or b.style.fill in {"flat", "paper"}:
        b.shape(body, top, 0)
    else:
        b.wash(body, ((0.0, top, 1.0), (1.0, low, 1.0)))
    if not snowy:
        grass(b, scene, lambda x: _level(line, x, width), height, top, low)


def _level(line: list[Point], x: float, width: float) -> float:
    return line[max(0, min(len(line) - 1, int((x / width / 1.02 + 0.01) * len(line))))][1]


def grass(b: Brush, scene: Scene, level: object, height: float, top: Colour, low: Colour, count: int = 1100) -> None:
    """Blades of grass from the bank down to our feet, a few caught by the light."""
    if not b.detailed or b.style.fill in {"flat", "paper"}:
        return
    palette = palette_of(scene)
    width, _ = span(scene)
    chance = scene.random("grass")
    paths: dict[int, object] = {index: skia.Path() for index in range(4)}
    for _ in range(int(count * scene.wide * (0.25 if b.lines else 1))):
        x = width * chance.random()
        start = level(x)  # type: ignore[operator]  # a function of x
        y = start + (height - start) * chance.random() ** 1.7 * 0.96
        deep = (y - start) / max(1.0, height - start)
        tall, lean = (9 + 22 * chance.random()) * (0.7 + 0.7 * deep), chance.uniform(-0.45, 0.45)
        path = paths[chance.choices((0, 1, 2, 3), (14, 34, 34, 18))[0]]
        path.moveTo(x, y)  # type: ignore[attr-defined]  # skia has no types
        path.quadTo(x, y - tall * 0.6, x + lean * tall, y - tall)  # type: ignore[attr-defined]
    tones = ((palette.sun.mix(top, 0.45), 0.5), (top.lit(0.16), 0.6), (low.shade(0.1), 0.6), (low.shade(0.35), 0.7))
    for index, (tone, alpha) in enumerate(tones):
        b.line(paths[index], tone, 1.6, alpha)


def sea(b: Brush, scene: Scene, hz: float, width: float, height: float) -> None:
    """Open water with swell."""
    water(b, scene, hz, height)
    palette = palette_of(scene)
    chance = scene.random("waves")
    rough = 2.2 if scene.weather in {"storm", "wind"} else 1.0
    for row in range(9):
        t = (row + 1) / 10
        y = hz + (height - hz) * t**1.35
        swell = (3 + 26 * t**1.5) * rough
        phase, reach = chance.uniform(0, 6), (90 + 240 * t)
        shift = scene.traits.get("drift", 0.0) * reach * 2 * math.pi
        line = [(x, y - swell * (0.5 + 0.5 * math.sin((x + shift) / reach + phase)) ** 2.2) for x in map(float, np.linspace(-10, width + 10, 120))]
        tone = palette.water.mix(palette.sky[0], 0.25 * t).shade(0.05 + 0.25 * t)
        body = ridge(line, y + swell * 1.8 + 8)
        if b.lines or b.style.fill in {"flat", "paper"}:
            b.shape(body, tone, 0.2)
        else:
            b.wash(body, ((0.0, tone.lit(0.22), 0.62), (0.5, tone, 0.3), (1.0, tone, 0.0)))


def beach(b: Brush, scene: Scene, hz: float, width: float, height: float) -> None:
    """Sea, foam and sand."""
    water(b, scene, hz, height)
    palette = palette_of(scene)
    sand = SAND.mix(palette.haze, 0.25 if not palette.night else 0.62)
    edge = [(x, height * 0.80 + height * 0.022 * math.sin(x / width * 5.2 + scene.seed % 7) - height * 0.05 * (x / width - 0.5)) for x in map(float, np.linspace(-10, width + 10, 90))]
    foam = [(x, y - 9) for x, y in edge]
    b.soft(ridge([(x, y - 22) for x, y in edge], height), sand.shade(0.18), 0.45, 5)
    b.shape(ridge(foam, height), WHITE.mix(palette.water, 0.15), 0)
    body = ridge(edge, height + 2)
    if b.lines or b.style.fill in {"flat", "paper"} or b.stage < 2:
        b.shape(body, sand, 0)
        return
    b.wash(body, ((0.0, sand.shade(0.12), 1.0), (0.16, sand, 1.0), (1.0, sand.lit(0.12), 1.0)))
    if b.detailed:
        chance = scene.random("sand")
        for _ in range(int(240 * scene.wide)):
            b.fill(oval(chance.uniform(0, width), height * chance.uniform(0.84, 1), 1.2), sand.shade(0.35), 0.4)


def dunes(b: Brush, scene: Scene, hz: float, width: float, height: float) -> None:
    """Dunes one behind the other, their lee sides in shade."""
    palette = palette_of(scene)
    sand = SAND.mix(palette.sun, 0.12) if not palette.night else palette.land(0.7).mix(SAND, 0.25)
    for row in range(6):
        chance = scene.random(f"dune{row}")
        t = row / 5
        y0 = hz + 6 + (height - hz) * t**1.25 * 0.82
        reach, phase, wave = 24 + 92 * t, chance.uniform(0, 6.28), chance.uniform(1.0, 2.0)
        line = [(width * u, y0 - reach * (0.62 * math.sin(phase + wave * 6.28 * u) + 0.38 * math.sin(2.1 * phase + wave * 8 * u))) for u in map(float, np.linspace(-0.01, 1.01, 140))]
        tone = sand.mix(palette.haze, 0.5 * (1 - t))
        body = ridge(line, height + 2)
        if b.lines or b.style.fill in {"flat", "paper"} or b.stage < 2:
            b.shape(body, tone.shade(0.10 * t), 0)
            continue
        b.wash(body, ((0.0, tone.lit(0.30), 1.0), (0.10 + 0.06 * t, tone, 1.0), (1.0, tone.shade(0.42).turn(-18), 1.0)))
        shaded = ridge([(x + b.light * 30, y + reach * 0.55 * max(0.0, math.cos(phase + wave * 6.28 * x / width)) ** 0.7 + 2) for x, y in line], height + 2)
        with b.inside(body):
            b.soft(shaded, tone.shade(0.3).turn(-16), 0.26, 4)


def meadow(b: Brush, scene: Scene, hz: float, width: float, height: float) -> None:
    """Fields, forest floor, savanna or snow."""
    palette = palette_of(scene)
    snowy = scene.weather == "snow" or scene.season == "winter" or scene.place == "tundra"
    base = {"savanna": Colour(0.74, 0.11, 85), "forest": palette.near.mix(Colour(0.42, 0.08, 140), 0.4)}.get(scene.place, palette.near)
    if scene.season == "autumn":
        base = base.mix(Colour(0.60, 0.11, 70), 0.5)
    if palette.night:
        base = palette.land(0.7)
    if snowy:
        base = palette.far.mix(WHITE, 0.62 if not palette.night else 0.35)
    for level in range(3):
        chance = scene.random(f"field{level}")
        y = hz - 8 + (height - hz) * (0.0, 0.22, 0.52)[level]
        line = ridge_line(chance, width, y + 8, 16 + 14 * level, 0.35)
        tone = base.mix(palette.haze, (0.42, 0.2, 0.0)[level])
        body = ridge(line, height + 2)
        if b.lines or b.style.fill in {"flat", "paper"} or b.stage < 2:
            b.shape(body, tone.shade(0.06 * level), 0)
        else:
            b.wash(body, ((0.0, tone.lit(0.2), 1.0), (0.35, tone, 1.0), (1.0, tone.shade(0.28), 1.0)))
    if not snowy:
        grass(b, scene, lambda _x: hz + (height - hz) * 0.42, height, base.lit(0.1), base.shade(0.2), 1300)
        if scene.season in {"spring", "summer"} and scene.place == "meadow" and b.detailed and palette.key > 0.6:
            _blooms(b, scene, hz, width, height)


def _blooms(b: Brush, scene: Scene, hz: float, width: float, height: float) -> None:
    palette = palette_of(scene)
    chance = scene.random("blooms")
    for _ in range(int(90 * scene.wide)):
        t = chance.random() ** 0.8
        x, y = chance.uniform(0, width), hz + (height - hz) * (0.45 + 0.55 * t)
        r = 2 + 4.5 * t
        tone = (*palette.accents[:2], WHITE)[chance.randint(0, 2)].lit(0.15)
        for step in range(5):
            angle = step * 1.2566
            b.fill(oval(x + math.cos(angle) * r * 0.8, y + math.sin(angle) * r * 0.6, r * 0.6, r * 0.5), tone, 0.95)
        b.fill(oval(x, y, r * 0.4), Colour(0.86, 0.15, 90))
