# ruff: noqa: ANN401, E501, PLR2004 -- skia carries no types; one mark a line; coordinates are the drawing
# fmt: off
"""Painting: a scene and a stage in, pixels out. The only other input is the version of this code."""

import math
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from aquatint.imaging.lettering import typeset
from aquatint.providers.sandbox import noise
from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour, readable
from aquatint.providers.sandbox.layouts import LAYOUTS
from aquatint.providers.sandbox.layouts.air import SMOOTH, span, weather
from aquatint.providers.sandbox.layouts.plates import board
from aquatint.providers.sandbox.layouts.registry import palette_of
from aquatint.providers.sandbox.materials import OWN
from aquatint.providers.sandbox.palette import Palette
from aquatint.providers.sandbox.path import blob, oval, poly, rect
from aquatint.providers.sandbox.scene import Lettering, Scene, Thing
from aquatint.providers.sandbox.style import STYLES, Stage, Style
from aquatint.providers.sandbox.subjects import SUBJECTS, Look
from aquatint.providers.sandbox.subjects.fromabove import ABOVE
from aquatint.providers.sandbox.subjects.registry import Subject
from aquatint.providers.sandbox.words.hues import hue

BADGE = "sandbox"
ONE_WAY = {"chart", "symbol", "product", "furniture", "music"}
"""Families that are not mirrored: their inside has a direction (keys, hands of a clock, bars)."""


def render(scene: Scene, stage: Stage = Stage.GRAIN, *, badge: bool = True) -> NDArray[np.uint8]:
    """Paint a scene up to a stage; returns height by width by 4, RGBA, not premultiplied."""
    style = STYLES[scene.style]
    width, height = scene.width, scene.height
    if style.pixels:
        factor = style.pixels / scene.short
        width, height = max(8, round(width * factor)), max(8, round(height * factor))
    info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    surface = skia.Surface.MakeRaster(info)
    canvas = surface.getCanvas()
    scale = min(width, height) / 1000
    canvas.scale(scale, scale)
    brush = Brush(canvas, style, stage, scene.light, surface)
    paint(brush, scene)
    _finish(brush, scene, style)
    if style.pixels:
        surface = _pixelated(surface, scene)
        canvas = surface.getCanvas()
        canvas.scale(scene.short / 1000, scene.short / 1000)
    letter(Brush(canvas, style, stage, scene.light), scene)
    if badge:
        _badge(canvas, scene)
    return np.asarray(surface.toarray(colorType=skia.kRGBA_8888_ColorType))


def paint(b: Brush, scene: Scene) -> None:
    """Everything but type and finish, on any canvas."""
    layout = LAYOUTS[scene.layout]
    if not scene.transparent:
        ground = b.style.ground if b.lines and b.style.ground else Colour(0.965, 0.012, 85)
        b.canvas.drawColor((palette_of(scene).paper if not b.lines else ground).argb)
        layout.behind(b, scene)
    for thing in sorted(scene.things, key=lambda one: (one.layer, one.y, one.id)):
        _stand(b, scene, thing, layout.shadows)
    if not scene.transparent:
        layout.before(b, scene)
        if layout.weather:
            weather(b, scene)


def look_of(scene: Scene, thing: Thing) -> Look:
    """How a thing looks in its scene."""
    subject = SUBJECTS[thing.kind]
    palette = palette_of(scene)
    colour = thing.colour or OWN.get(thing.material, subject.colour)
    second = thing.second or colour
    dark = palette.night or scene.time in {"night", "dusk"}
    chance = Scene(1, 1, thing.seed, "", "").random(thing.kind)
    plain = any(text.on == thing.id for text in scene.texts)
    return Look(colour, second, palette, chance, thing.pose, scene.season, scene.weather, dark, thing.wears, plain)


def _stand(b: Brush, scene: Scene, thing: Thing, shadows: str) -> None:
    """One thing: its shadow, its mirror image if it floats on water, itself in the air and light of the scene."""
    subject, palette = SUBJECTS[thing.kind], palette_of(scene)
    width, height = span(scene)
    x, y, scale = thing.x * width, thing.y * height, thing.height * 10
    look = look_of(scene, thing)
    outdoors = LAYOUTS[scene.layout].weather
    depth = _depth(scene, thing) if outdoors else 1.0
    haze = 0.42 * (1 - depth) + (0.12 if scene.weather == "fog" and outdoors else 0.0)
    shade = 0.30 if palette.night and outdoors else 0.12 if palette.key < 0.6 and outdoors else 0.0
    with b.tint(palette.haze, min(0.6, haze)), b.tint(palette.sky[0].shade(0.3), shade):
        if subject.on == "water" and not thing.floats and outdoors:
            _mirror(b, subject, look, x, y, scale, thing.facing)
        elif not thing.floats and shadows != "none":
            _shadow(b, scene, subject, x, y, scale, shadows)
        with b.at(x, y, scale, flip=1 if subject.label or subject.family in ONE_WAY else thing.facing):
            b.material = thing.material
            (ABOVE.get(thing.kind, subject.draw) if scene.layout == "flatlay" else subject.draw)(b, look)
            b.material = ""
            dress(b, subject, look)


def _depth(scene: Scene, thing: Thing) -> float:
    """0 at the horizon, 1 at our feet; things in the air are neither."""
    horizon = scene.traits.get("horizon", 0.5)
    if thing.floats:
        return 0.85
    return math.sqrt(max(0.0, min(1.0, (thing.y - horizon) / max(0.05, 0.86 - horizon))))


def _shadow(b: Brush, scene: Scene, subject: Subject, x: float, y: float, scale: float, kind: str) -> None:
    half = 42 * min(subject.aspect, 1.5) * scale
    flat = max(3.0, half * 0.13)
    dark = Colour(0.14, 0.03, 280)
    if scene.palette == "night" and kind == "cast":
        kind = "contact"
    if kind == "cast":
        reach = scene.light * -1.0
        long = min(half * 2.6, scale * 62)
        b.soft(poly(x - half * 0.7, y, x + half * 0.7, y, x + half * 0.5 + reach * long, y + flat * 1.6, x - half * 0.4 + reach * long, y + flat * 0.5), dark, 0.26, flat * 0.8)
    b.soft(oval(x, y, half * 0.92, flat), dark, 0.42, flat * 0.55)


def _mirror(b: Brush, subject: Subject, look: Look, x: float, y: float, scale: float, facing: int) -> None:
    """Return the mirror image of what floats, squashed and faint, with a dark waterline."""
    if b.lines or b.stage < Stage.LIGHT or b.style.fill in {"flat", "paper"}:
        return
    wide = 50 * subject.aspect * scale
    with b.inside(rect(x - wide * 1.3, y, wide * 2.6, 100 * scale * 0.6)), b.layer(0.26):
        b.canvas.save()
        b.canvas.translate(x, y)
        b.canvas.scale(scale * facing, -scale * 0.55)
        subject.draw(b, look)
        b.canvas.restore()
    b.soft(oval(x, y + scale, wide * 0.86, 2.4 * scale), BLACK, 0.3, 2.2 * scale)


STANDING = (1, -99, 20)
SEATED = (-5.5, -84, 24)
"""Where the hat of a grown person is: x, y, width of the head."""


def dress(b: Brush, subject: Subject, look: Look) -> None:
    """Put on what is worn: hat, crown, glasses, headphones, scarf."""
    if not subject.head:
        return
    x, y, wide = subject.head
    if look.pose in {"sit", "read"} and subject.family == "people" and wide == STANDING[2]:
        x, y, wide = SEATED  # who sits has the head lower
    for item in look.wears:
        kind, _, tone = item.partition(":")
        worn = SUBJECTS.get(kind)
        if worn is None:
            continue
        colour = hue(tone) if tone else worn.colour
        size = wide / (100 * worn.aspect) * (1.15 if kind in {"hat", "crown"} else 1.0)
        drop = {"glasses": 26 * wide / 40, "headphones": 34 * wide / 40, "scarf": 2.1 * wide}.get(kind, 4)
        with b.at(x, y + drop, size):
            worn.draw(b, Look(colour, colour, look.palette, look.rng))


# Type


def letter(b: Brush, scene: Scene) -> None:
    """Set every text of the scene."""
    for text in scene.texts:
        box = box_of(scene, text)
        if box:
            _set(b, scene, text, box)


def box_of(scene: Scene, text: Lettering) -> tuple[float, float, float, float] | None:
    """Return the box of a text in points."""
    width, height = span(scene)
    if text.on is None:
        return text.x * width, text.y * height, text.width * width, text.height * height
    thing = scene.thing(text.on)
    label = SUBJECTS[thing.kind].label if thing else None
    if thing is None or label is None:
        return None
    scale = thing.height * 10
    x, y, w, h = label
    pad = 0.07 * min(w, h)
    return thing.x * width + (x + pad) * scale, thing.y * height + (y + pad) * scale, (w - 2 * pad) * scale, (h - 2 * pad) * scale


def _set(b: Brush, scene: Scene, text: Lettering, box: tuple[float, float, float, float]) -> None:
    x, y, width, height = box
    palette = palette_of(scene)
    limit = {"title": 210.0, "body": 62.0}.get(text.role, 400.0)
    block = typeset.fit(text.text, width, height, text.face, largest=limit * max(1.0, min(scene.wide, scene.tall) ** 0.5), vertical=text.vertical)
    ground = _ground(b, scene, text, (x + (width - block.width) / 2, y + (height - block.height) / 2, block.width, block.height) if not text.vertical else box, palette)
    ink = text.colour or palette.ink
    if b.lines and b.style.ground:
        ink, ground = b.ink(palette.accents[0]), b.style.ground
    if ground is not None:
        ink = readable(ink, ground)
    paint = skia.Paint(AntiAlias=True, Color=ink.argb)
    if ground is None:
        halo = skia.Paint(AntiAlias=True, Color=(WHITE if ink.light < 0.5 else BLACK).argb & 0xFFFFFF | 0x96000000)
        halo.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, block.size * 0.08))
        typeset.draw(b.canvas, block, x, y, width, height, halo, text.align)
    typeset.draw(b.canvas, block, x, y, width, height, paint, text.align)


def _ground(b: Brush, scene: Scene, text: Lettering, box: tuple[float, float, float, float], palette: Palette) -> Colour | None:
    """Return what lies under the type: paper, a label, a shop's board; over a painted scene a quiet panel is laid first."""
    if text.on is not None:
        return _label_ground(scene.thing(text.on))
    if text.role == "speech":
        return WHITE
    if scene.place == "board":
        return board(scene)
    if scene.place == "paper" or scene.transparent:
        return palette.paper
    x, y, width, height = box
    panel = palette.paper
    b.canvas.drawPath(rect(x - 18, y - 6, width + 36, height + 12, 14), skia.Paint(AntiAlias=True, Color=panel.argb & 0xFFFFFF | 0xE6000000))
    return panel


def _label_ground(thing: Thing | None) -> Colour | None:
    if thing is None:
        return None
    colour = thing.colour or SUBJECTS[thing.kind].colour
    return {"shop": colour.shade(0.45)}.get(thing.kind, Colour(0.95, 0.025, 85) if SUBJECTS[thing.kind].family == "vessel" else colour)


# Finish


def _finish(b: Brush, scene: Scene, style: Style) -> None:
    width, height = span(scene)
    if b.stage < Stage.GRAIN or scene.transparent:
        return
    if style.fill == "wash" and b.surface is not None:
        _bleed(b, scene)
    if scene.traits.get("mono"):
        grey = skia.Paint(Color=0xFF808080, BlendMode=skia.BlendMode.kSaturation)
        b.canvas.drawRect(skia.Rect.MakeWH(width, height), grey)
    if style.vignette:
        reach = math.hypot(width, height) * 0.56
        dark = Colour(0.12, 0.03, 280)
        stops = ((0.0, dark, 0.0), (0.62, dark, 0.0), (1.0, dark, 0.26 * style.vignette))
        b.canvas.drawRect(skia.Rect.MakeWH(width, height), b.radial(width / 2, height * 0.48, reach, stops))
    if style.grain:
        tile = noise.grain(scene.seed & 0xFF)
        size = skia.Matrix.Scale(1.05, 1.05)
        shader = tile.makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat, skia.SamplingOptions(skia.FilterMode.kLinear), size)
        paint = skia.Paint(Shader=shader, BlendMode=skia.BlendMode.kSoftLight, Alphaf=min(1.0, 0.22 * style.grain))
        b.canvas.drawRect(skia.Rect.MakeWH(width, height), paint)


def _bleed(b: Brush, scene: Scene) -> None:
    """Watercolour: edges wander with the paper, pigment granulates in its hollows, the margin stays white."""
    width, height = span(scene)
    _wander(b, scene, width, height)
    field = noise.fractal(420, 420, scene.seed & 0xFFFF, 10, 10, 5)
    for part, tone in ((field - 0.45, WHITE), (0.55 - field, Colour(0.35, 0.03, 260))):
        image = noise.picture(part.clip(0, 0.5) * 0.32, tone)
        b.canvas.drawImageRect(image, skia.Rect.MakeWH(width, height), SMOOTH)
    chance = scene.random("margin")
    edge = []
    for x0, y0, x1, y1 in ((34, 34, width - 34, 34), (width - 34, 34, width - 34, height - 34), (width - 34, height - 34, 34, height - 34), (34, height - 34, 34, 34)):
        for step in range(26):
            t = step / 26
            edge += [x0 + (x1 - x0) * t + chance.uniform(-9, 9), y0 + (y1 - y0) * t + chance.uniform(-9, 9)]
    margin = blob(*edge)
    margin.addRect(skia.Rect.MakeLTRB(-10, -10, width + 10, height + 10))
    margin.setFillType(skia.PathFillType.kEvenOdd)
    b.canvas.drawPath(margin, skia.Paint(AntiAlias=True, Color=Colour(0.975, 0.01, 85).argb))


def _wander(b: Brush, scene: Scene, width: float, height: float) -> None:
    """Shift everything a little this way and that, by drawing the picture again on a crumpled grid."""
    unit = b.canvas.getTotalMatrix().getScaleX()
    snap = b.surface.makeImageSnapshot()
    columns, rows = round(width / 12), round(height / 12)
    dx, dy = (noise.fractal(columns + 1, rows + 1, (scene.seed + i) & 0xFFFF, columns // 5, rows // 5, 3) for i in (1, 2))
    places, sources = [], []
    for row in range(rows + 1):
        for column in range(columns + 1):
            x, y = width * column / columns, height * row / rows
            sources.append(skia.Point(x * unit, y * unit))
            places.append(skia.Point(x + (float(dx[row, column]) - 0.5) * 15, y + (float(dy[row, column]) - 0.5) * 15))
    corners = []
    for row in range(rows):
        for column in range(columns):
            start = row * (columns + 1) + column
            corners += [start, start + 1, start + columns + 1, start + 1, start + columns + 2, start + columns + 1]
    white = [0xFFFFFFFF] * len(places)
    mesh = skia.Vertices(skia.Vertices.kTriangles_VertexMode, places, sources, white, corners)
    shader = snap.makeShader(skia.TileMode.kClamp, skia.TileMode.kClamp, skia.SamplingOptions(skia.FilterMode.kLinear))
    b.canvas.drawVertices(mesh, skia.Paint(Shader=shader), skia.BlendMode.kModulate)


def _pixelated(surface: Any, scene: Scene) -> Any:
    small = surface.makeImageSnapshot()
    info = skia.ImageInfo.Make(scene.width, scene.height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
    large = skia.Surface.MakeRaster(info)
    large.getCanvas().drawImageRect(small, skia.Rect.MakeWH(scene.width, scene.height), skia.SamplingOptions(skia.FilterMode.kNearest))
    return large


def badge_box(scene: Scene) -> tuple[float, float, float, float]:
    """Where the badge stands, in points."""
    width, height = span(scene)
    return width - 118, height - 44, 102, 30


def _badge(canvas: Any, scene: Scene) -> None:
    """Say in the picture what it is."""
    x, y, width, height = badge_box(scene)
    canvas.drawPath(rect(x, y, width, height, height / 2), skia.Paint(AntiAlias=True, Color=0x8C10141C))
    block = typeset.fit(BADGE, width - 24, height - 4, "sans-bold", largest=18, lines=1)
    typeset.draw(canvas, block, x, y, width, height, skia.Paint(AntiAlias=True, Color=0xF0FFFFFF))
