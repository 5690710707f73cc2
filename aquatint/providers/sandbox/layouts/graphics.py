# ruff: noqa: E501, PLR2004 -- one mark a line; coordinates are the drawing
# fmt: off
"""Printed matter: the poster, which carries a motif and exact type."""

from dataclasses import replace

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import WHITE
from aquatint.providers.sandbox.layouts import place
from aquatint.providers.sandbox.layouts.air import span
from aquatint.providers.sandbox.layouts.registry import LAYOUTS, layout, palette_of
from aquatint.providers.sandbox.path import arc, line, oval, rect
from aquatint.providers.sandbox.reading import Reading
from aquatint.providers.sandbox.scene import Lettering, Scene
from aquatint.providers.sandbox.subjects import SUBJECTS


def _arrange_poster(scene: Scene, reading: Reading) -> Scene:
    """Paint the motif over the type; on wide paper beside it."""
    chance = scene.random("poster")
    wide = scene.wide / scene.tall > 1.25 and bool(reading.texts)
    motif = (0.0, 0.0, 0.52, 1.0) if wide else (0.0, 0.0, 1.0, 0.62 if reading.texts else 0.9)
    scene = scene.evolve(
        place="paper", style=scene.style if scene.style != "illustration" else "flat",
        traits={**scene.traits, "mx": motif[0] + motif[2] / 2, "my": motif[1] + motif[3] * 0.53, "kind": float(chance.randint(0, 2)), "wide": float(wide)},
    )  # fmt: skip
    if (name := view_of(reading)) and not wide and scene.style not in PLAIN:
        return _windowed(scene, reading, name)
    things = place.cast(reading, scene)
    room = min(motif[2] * scene.wide, motif[3] * scene.tall)
    upright = any(place.noun_of(t, reading).relation in {"over", "under", "on"} for t in things)
    share = 0.62 if not upright else 0.40
    sized = [t.evolve(height=min(room * share, room * 0.78 / SUBJECTS[t.kind].aspect) * min(1.15, place.noun_of(t, reading).size)) for t in things]
    free = [t for t in sized if not place.joined(t, reading, page=True)]
    orbs = [t for t in free if t.kind in {"sun", "moon"} and not place.noun_of(t, reading).position][:1] if len(free) > 1 and not upright else []
    free = [t for t in free if t not in orbs]
    out = place.row(free, reading, scene, scene.traits["my"], left=motif[0] + 0.08, right=motif[0] + motif[2] - 0.08, fill=1.0)
    middle = scene.traits["my"]
    out = [t.evolve(y=middle + max(o.height for o in out) / scene.tall / 2, floats=True) for t in out]
    if len(out) == 1:
        out = [out[0].evolve(x=scene.traits["mx"])]
    for orb in orbs:  # a sun or a moon stands behind the rest, large
        size = room * 0.56 * min(1.3, max(0.6, place.noun_of(orb, reading).size))
        out.append(orb.evolve(x=scene.traits["mx"], y=middle + (size * 0.42) / scene.tall, height=size, floats=True, layer=-1))
    out = place.join(out, [t for t in sized if place.joined(t, reading, page=True)], reading, scene)
    if upright and out:
        top, low = min(t.y - t.height / scene.tall for t in out), max(t.y for t in out)
        out = [t.evolve(y=t.y + middle - (top + low) / 2) for t in out]
    return scene.evolve(things=tuple(out), texts=_poster_type(scene, reading, wide=wide))


VIEWS = ("", "landscape", "seashore", "skyline")
"""The worlds that a poster may show; the place in this row is kept as a trait."""
PLAIN = {"line art", "blueprint", "neon", "chalk", "sketch", "etching", "pixel"}
"""Styles that draw a motif better than a view."""


def view_of(reading: Reading) -> str:
    """Return the world that a poster opens onto, where the words name a place outside."""
    if "ink" in reading.moods and not reading.time:
        return ""
    places = set(reading.places)
    if places & {"sea", "beach"}:
        return "seashore"
    if places & {"lake", "mountains", "forest", "meadow", "desert", "tundra", "savanna", "village"}:
        return "landscape"
    return "skyline" if "city" in places else ""


def _windowed(scene: Scene, reading: Reading, name: str) -> Scene:
    """Arrange a world in the upper part of the sheet (all of it where there is no type), and the type below."""
    share = 0.63 if reading.texts else 1.0
    view = scene.evolve(height=round(scene.height * share), layout=name, place="" if scene.place == "paper" else scene.place)
    arranged = LAYOUTS[name].arrange(view.evolve(place=place_of(reading)), replace(reading, texts=()))
    factor = arranged.short / scene.short
    things = [one.evolve(y=one.y * share, height=one.height * factor) for one in arranged.things]
    traits = {**scene.traits, **arranged.traits, "view": float(VIEWS.index(name)), "share": share}
    return scene.evolve(things=tuple(things), texts=_poster_type(scene, reading, wide=False), traits=traits, place=arranged.place)


def place_of(reading: Reading) -> str:
    """Return the most telling of the places that were named."""
    rank = ("lake", "beach", "sea", "desert", "tundra", "savanna", "forest", "meadow", "village", "mountains", "city")
    return next((one for one in rank if one in reading.places), "meadow")


def _poster_type(scene: Scene, reading: Reading, *, wide: bool) -> tuple[Lettering, ...]:
    if not reading.texts:
        return ()
    palette = palette_of(scene)
    face = "serif-bold" if scene.random("face").random() < 0.4 else "sans-bold"
    ink = palette.ink
    margin = 0.075 / max(1.0, scene.wide)
    left, right = (0.54, 0.96) if wide else (margin, 1 - margin)
    top, bottom = (0.16, 0.9) if wide else (0.64, 0.955)
    title, *rest = [q.text for q in reading.texts]
    if reading.vertical:
        return (Lettering(title, "title", 0.78, 0.08, 0.16, 0.5, face, ink, vertical=True), *(Lettering(t, "body", left, top + 0.1 * i, right - left, 0.09, "sans", ink, "left") for i, t in enumerate(rest)))
    head = (bottom - top) * (0.62 if rest else 1.0)
    out = [Lettering(title, "title", left, top, right - left, head, face, palette.accents[2] if palette.accents[2].light < 0.5 else ink, "left")]
    step = (bottom - top - head) / max(1, len(rest))
    for index, text in enumerate(rest):
        out.append(Lettering(text, "body", left, top + head + step * index + 0.01, right - left, min(step * 0.8, 0.07), "sans-bold", ink, "left"))
    return tuple(out)


def _behind_poster(b: Brush, scene: Scene) -> None:
    width, height = span(scene)
    palette = palette_of(scene)
    b.canvas.drawColor(b.argb(b.style.ground if b.lines and b.style.ground else palette.paper))
    if name := VIEWS[int(scene.traits.get("view", 0.0))]:
        view = scene.evolve(height=round(scene.height * scene.traits["share"]), layout=name, things=(), texts=())
        with b.inside(rect(0, 0, width, height * scene.traits["share"])), b.at(0, 0, view.short / scene.short):
            LAYOUTS[name].behind(b, view)
        return
    if scene.style == "blueprint":
        _sheet(b, width, height)
    x, y = scene.traits["mx"] * width, scene.traits["my"] * height
    room = min(width * (0.5 if scene.traits.get("wide") else 1.0), height * (1.0 if scene.traits.get("wide") or not scene.texts else 0.62))
    r = room * 0.40
    kind = int(scene.traits["kind"])
    main = palette.accents[1].mix(palette.paper, 0.25)
    if kind == 0:
        b.shape(oval(x, y, r), main, 0)
    elif kind == 1:
        b.shape(oval(x, y - r * 0.1, r), main, 0)
        with b.inside(oval(x, y - r * 0.1, r)):
            for step in range(6):
                b.fill(rect(x - r, y + r * (0.2 + step * 0.15), r * 2, r * 0.02 * (step + 1)), palette.paper)
    else:
        chance = scene.random("arcs")
        tones = (palette.accents[0], palette.accents[1], palette.ink.mix(palette.paper, 0.3), palette.accents[2])
        for step in range(7):
            rr = r * (1.04 - 0.09 * step)
            b.line(arc(x, y, rr, rr, chance.uniform(0, 360), chance.uniform(110, 300)), tones[step % 4].mix(palette.paper, 0.25), r * 0.055, butt=True)
    margin = 70
    for y in (margin * 0.8,) if scene.texts else (margin * 0.8, height - margin * 0.8):
        b.line(line(margin, y, width - margin, y), palette.ink, 5, butt=True)


def _sheet(b: Brush, width: float, height: float) -> None:
    """Paint the squared sheet of a blueprint, with a frame and its title corner."""
    for step in range(int(max(width, height) / 40) + 1):
        strong = 0.22 if step % 5 == 0 else 0.10
        for grid in (line(step * 40, 0, step * 40, height), line(0, step * 40, width, step * 40)):
            b.canvas.drawPath(grid, b.stroke(WHITE, 1.2, strong))
    b.canvas.drawPath(rect(30, 30, width - 60, height - 60), b.stroke(WHITE, 3, 0.8))


layout("poster", _arrange_poster, _behind_poster, shadows="none")
