# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Sky and weather, for every layout that is outside."""

import math

import numpy as np
import skia
from numpy.typing import NDArray

from aquatint.providers.sandbox import noise
from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE, Colour
from aquatint.providers.sandbox.layouts.registry import palette_of
from aquatint.providers.sandbox.path import blob, curve, line, oval, poly, rect
from aquatint.providers.sandbox.scene import Scene

SMOOTH = skia.SamplingOptions(skia.CubicResampler.Mitchell())


def span(scene: Scene) -> tuple[float, float]:
    """Paint the frame in points: the short side is 1000."""
    return scene.wide * 1000, scene.tall * 1000


def sky(b: Brush, scene: Scene, horizon: float) -> None:
    """Paint the sky down to `horizon` (points) with what hangs in it: sun or moon, stars, clouds."""
    palette = palette_of(scene)
    width, _ = span(scene)
    if b.lines:
        _line_sky(b, scene, horizon)
        return
    last = len(palette.sky) - 1
    b.wash(rect(0, 0, width, horizon + 3), tuple((i / last, c, 1.0) for i, c in enumerate(palette.sky)))
    if palette.night:
        stars(b, scene, horizon)
    luminary(b, scene, horizon)
    cover = {"clear": 0.40, "cloudy": 0.75, "storm": 0.9, "rain": 0.85, "snow": 0.6, "fog": 0.5, "wind": 0.55}
    clouds(b, scene, horizon, cover.get(scene.weather, 0.4))
    if scene.weather == "storm":
        _lightning(b, scene, horizon)


def sun_at(scene: Scene, horizon: float) -> tuple[float, float]:
    """Where the sun or moon stands, in points."""
    width, _ = span(scene)
    chance = scene.random("sun")
    x = (0.30 if scene.light < 0 else 0.70) + chance.uniform(-0.08, 0.08)
    rise = {"dawn": 0.80, "dusk": 0.80, "golden": 0.62, "night": 0.34}.get(scene.time, 0.36)
    return width * x, horizon * (rise + chance.uniform(-0.05, 0.05))


def luminary(b: Brush, scene: Scene, horizon: float) -> None:
    """Paint the sun, or the moon at night, with its glow."""
    if scene.weather in {"storm", "rain"} or scene.traits.get("no_sun"):
        return
    palette = palette_of(scene)
    x, y = sun_at(scene, horizon)
    size = 58 if scene.time in {"dusk", "dawn", "golden"} else 46
    strength = 0.55 if not palette.night else 0.3
    for radius, alpha in ((520, 0.5), (260, 0.5), (130, 0.7)):
        b.glow(x, y, radius, palette.sun, alpha * strength)
    b.fill(oval(x, y, size), palette.sun)
    if palette.night and b.detailed:
        for dx, dy, r in ((-14, -10, 9), (12, 6, 12), (-4, 18, 6), (16, -18, 5)):
            b.fill(oval(x + dx, y + dy, r), palette.sun.shade(0.18), 0.35)


def stars(b: Brush, scene: Scene, horizon: float) -> None:
    """Small stars, denser towards the zenith."""
    width, _ = span(scene)
    chance = scene.random("stars")
    for _ in range(int(190 * scene.wide * max(1.0, scene.tall * 0.7))):
        x, y = chance.uniform(0, width), horizon * chance.random() ** 1.4 * 0.95
        b.fill(oval(x, y, 0.7 + 1.6 * chance.random() ** 4), WHITE, 0.25 + 0.7 * chance.random())


def clouds(b: Brush, scene: Scene, horizon: float, cover: float) -> None:
    """Drifting banks of cloud, lit by the sky; one grey value, so no coloured blotches."""
    drawn = b.vectors or b.style.fill in {"paper", "flat"}
    if b.stage < 2 or drawn:
        if drawn:
            _cut_clouds(b, scene, horizon, cover)
        return
    palette = palette_of(scene)
    width, _ = span(scene)
    drift = scene.traits.get("drift", 0.0)
    field = noise.fractal(320, 120, scene.seed & 0xFFFF, max(2, round(2 * scene.wide)), 4)
    if drift:
        field = _rolled(field, drift)
    alpha = ((field - (1 - cover) * 0.92).clip(0, 1) * 1.9).clip(0, 1) ** 1.4
    fade = _bell(alpha.shape[0])
    dark = scene.weather in {"storm", "rain"}
    tone = palette.sky[0].shade(0.25) if dark else palette.sun.mix(palette.haze, 0.35 if not palette.night else 0.75)
    strength = (0.8 if dark else 0.62) * (0.45 if palette.night else 1)
    image = noise.picture(alpha * fade * strength, b.tone(tone))
    b.canvas.drawImageRect(image, skia.Rect.MakeXYWH(0, -horizon * 0.05, width, horizon * 1.05), SMOOTH)


def _rolled(field: NDArray[np.float32], drift: float) -> NDArray[np.float32]:
    return np.roll(field, round(drift * field.shape[1]), axis=1)


def _bell(rows: int) -> NDArray[np.float32]:
    """How much cloud there may be at each height: none at the zenith and at the horizon."""
    t = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    return (np.sin(t * math.pi).clip(0, 1) ** 0.7 * (1 - 0.35 * t)).astype(np.float32)


def _cut_clouds(b: Brush, scene: Scene, horizon: float, cover: float) -> None:
    palette = palette_of(scene)
    width, _ = span(scene)
    chance = scene.random("clouds")
    for _ in range(round(3 * scene.wide + 3 * cover)):
        cloud(b, chance.uniform(0, width), horizon * chance.uniform(0.12, 0.6), chance.uniform(60, 120), palette.haze.mix(WHITE, 0.6))


def cloud(b: Brush, x: float, y: float, r: float, tone: Colour) -> None:
    """One drawn cloud with a flat foot."""
    b.shape(blob(x - r * 1.5, y, x - r * 1.3, y - r * 0.5, x - r * 0.7, y - r * 0.5, x - r * 0.3, y - r, x + r * 0.4, y - r * 0.95, x + r * 0.7, y - r * 0.5, x + r * 1.3, y - r * 0.45, x + r * 1.5, y), tone, 0.4)


def _line_sky(b: Brush, scene: Scene, horizon: float) -> None:
    palette = palette_of(scene)
    width, _ = span(scene)
    x, y = sun_at(scene, horizon)
    if palette.night:
        stars(b, scene, horizon)
    b.shape(oval(x, y, 50), palette.sun)
    chance = scene.random("clouds")
    for _ in range(round(2 * scene.wide) + 1):
        cloud(b, chance.uniform(0, width), horizon * chance.uniform(0.12, 0.55), chance.uniform(50, 80), palette.haze)


def _lightning(b: Brush, scene: Scene, horizon: float) -> None:
    width, _ = span(scene)
    chance = scene.random("lightning")
    x, y = width * chance.uniform(0.2, 0.8), horizon * 0.1
    points = [x, y]
    while y < horizon * 0.92:
        x, y = x + chance.uniform(-34, 34), y + chance.uniform(26, 60)
        points += [x, y]
    bolt = line(*points)
    b.soft(poly(*points, points[0] + 4, points[1]), WHITE, 0.1, 30, screen=True)
    b.glow(points[0], points[1] + 60, 420, Colour(0.85, 0.06, 280), 0.5)
    b.line(bolt, Colour(0.9, 0.06, 280), 9, 0.35)
    b.line(bolt, WHITE, 3.4, 0.95)


def birds(b: Brush, scene: Scene, horizon: float) -> None:
    """Paint a few birds far away."""
    width, _ = span(scene)
    chance = scene.random("birds")
    x, y = width * chance.uniform(0.25, 0.7), horizon * chance.uniform(0.3, 0.55)
    tone = palette_of(scene).near.mix(palette_of(scene).haze, 0.25)
    for _ in range(chance.randint(3, 6)):
        bx, by, s = x + chance.uniform(-90, 90), y + chance.uniform(-40, 40), chance.uniform(8, 14)
        b.line(curve(bx - s, by - s * 0.5, bx - s * 0.4, by - s * 0.45, bx, by, bx + s * 0.4, by - s * 0.45, bx + s, by - s * 0.5), tone, 2, 0.8)


def weather(b: Brush, scene: Scene) -> None:
    """Paint what falls or drifts before everything else."""
    if b.stage < 2:
        return
    width, height = span(scene)
    chance = scene.random("weather")
    palette = palette_of(scene)
    if scene.weather in {"rain", "storm"}:
        tone = palette.haze.mix(WHITE, 0.5)
        for _ in range(int(330 * scene.wide * scene.tall)):
            x, y, reach = chance.uniform(-50, width), chance.uniform(-50, height), chance.uniform(16, 44)
            b.canvas.drawPath(line(x, y, x - reach * 0.22, y + reach), b.stroke(tone, 1.3, chance.uniform(0.15, 0.5)))
    elif scene.weather == "snow":
        for _ in range(int(300 * scene.wide * scene.tall)):
            r = 1.2 + 5 * chance.random() ** 4
            b.fill(oval(chance.uniform(0, width), chance.uniform(0, height), r), WHITE, 0.5 + 0.4 * chance.random())
    elif scene.weather == "fog" and not b.lines:
        for y, deep in ((0.42, 0.3), (0.62, 0.28), (0.82, 0.22)):
            band = rect(0, height * y, width, height * deep)
            b.wash(band, ((0.0, palette.haze, 0.0), (0.5, palette.haze, 0.42), (1.0, palette.haze, 0.0)))
