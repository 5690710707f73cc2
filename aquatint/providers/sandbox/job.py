"""One shot from order to file. Runs in a process of the pool, or in any process: it is a pure function with a file."""

import time
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from aquatint.imaging.lettering import typeset
from aquatint.providers.sandbox import edit, encode
from aquatint.providers.sandbox.answering import unanswered
from aquatint.providers.sandbox.compose import choose, compose
from aquatint.providers.sandbox.motion import frames
from aquatint.providers.sandbox.plan import alike, make_plan
from aquatint.providers.sandbox.reading import Reading, read
from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.style import Stage
from aquatint.providers.sandbox.vector import svg

PREVIEW = 640
"""The long side of a partial picture in pixels."""
UPRIGHT = {"poster", "portrait", "menu", "specimen", "product"}
SQUARE = {"logo", "pattern", "subject", "abstract"}


@dataclass(frozen=True, slots=True)
class Order:
    """What one shot needs to know; small, so that it travels between processes cheaply."""

    prompt: str
    size: tuple[int, int] | None
    seed: int
    path: Path
    texts: tuple[str, ...] = ()
    output_format: str = "png"
    compression: int | None = None
    transparent: bool = False
    source: Path | None = None
    mask: Path | None = None
    quality: str = "high"
    """`low` leaves out fine detail and grain and is faster; `medium` and `high` are the whole painting."""
    thinking: bool = False
    """Plan first, and tell the plan."""
    reference: bool = False
    """`source` is not to be changed: its cast and palette are to be in this picture too."""


@dataclass(frozen=True, slots=True)
class Done:
    """A finished file, what it is, and what it took."""

    path: Path
    said: dict[str, Any] = field(default_factory=dict)
    cpu_seconds: float = 0.0


def seed_of(prompt: str, seed: int | None, shot: int = 0) -> int:
    """Return the seed of a shot: the one asked for, or one that the prompt gives; shots count up from it."""
    base = zlib.crc32(prompt.encode()) if seed is None else seed
    return (base + shot) & 0x7FFFFFFF


def plan(order: Order) -> tuple[Reading, Scene]:
    """Read and compose, without painting."""
    reading = read(order.prompt, order.texts)
    size = order.size or usual_size(reading)
    scene = compose(reading, size, order.seed, transparent=order.transparent)
    anchor = encode.read_scene(order.source) if order.reference and order.source else None
    return reading, alike(scene, anchor) if anchor else scene


def usual_size(reading: Reading) -> tuple[int, int]:
    """Return the size that suits the layout when none was asked for."""
    name = choose(reading)
    return (1024, 1536) if name in UPRIGHT else (1024, 1024) if name in SQUARE else (1536, 1024)


def paint(order: Order) -> Done:
    """Paint one shot (or edit its source) into `order.path`."""
    start = time.process_time()
    if order.source and not order.reference:
        return _edited(order, start)
    reading, scene = plan(order)
    if order.output_format == "svg":
        data = svg(scene)
    elif order.output_format == "gif":
        data = encode.animate(frames(scene), scene)
    else:
        pixels = render(scene, stage_of(order))
        data = encode.encode(pixels, order.output_format, compression=order.compression, scene=scene)
    order.path.write_bytes(data)
    facts = said(order, reading, scene)
    if order.thinking:
        facts["plan"] = make_plan(order.prompt, 1, order.seed, order.texts).as_json()
    return Done(order.path, facts, time.process_time() - start)


def stage_of(order: Order) -> Stage:
    """Return how far a quality paints: `low` stops at colour and light."""
    return Stage.LIGHT if order.quality == "low" else Stage.GRAIN


def partial(order: Order, stage: Stage) -> Path:
    """Paint an earlier stage, small, into `order.path`."""
    _, scene = plan(order)
    factor = min(1.0, PREVIEW / max(scene.width, scene.height))
    small = scene.evolve(width=max(16, round(scene.width * factor)), height=max(16, round(scene.height * factor)))
    order.path.write_bytes(encode.preview(render(small, stage)))
    return order.path


def _edited(order: Order, start: float) -> Done:
    assert order.source is not None  # noqa: S101  # the caller looked
    result = edit.edit(order.source, order.prompt, order.mask, seed=order.seed, texts=order.texts, size=order.size)
    pixels = _fitted(result.pixels, order.size)
    data = encode.encode(pixels, order.output_format, compression=order.compression, scene=result.scene)
    order.path.write_bytes(data)
    height, width = pixels.shape[:2]
    facts = {**_common(order, width, height), **result.said}
    return Done(order.path, facts, time.process_time() - start)


def _fitted(pixels: np.ndarray, size: tuple[int, int] | None) -> np.ndarray:
    """Return the edit at the size that was asked for; nothing is touched where it has that size already."""
    height, width = pixels.shape[:2]
    if size is None or size == (width, height):
        return pixels
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.LANCZOS))


def _common(order: Order, width: int, height: int) -> dict[str, Any]:
    return {
        "sandbox": True, "size": f"{width}x{height}", "quality": order.quality, "output_format": order.output_format,
        "background": "transparent" if order.transparent else "opaque", "seed": order.seed,
    }  # fmt: skip


def said(order: Order, reading: Reading, scene: Scene) -> dict[str, Any]:
    """Return what the receipt tells: what was understood, what was not, and what was chosen."""
    notices = [
        {"script": one.script, "hint": one.hint} for text in scene.texts for one in typeset.missing(text.text)
    ]  # fmt: skip
    return {
        **_common(order, scene.width, scene.height),
        "understood": list(reading.understood), "not_understood": list(reading.not_understood),
        "not_drawn": list(unanswered(reading, scene)),
        "scene": scene.place or scene.layout, "layout": scene.layout, "palette": scene.palette, "style": scene.style,
        "time": scene.time, "weather": scene.weather, "texts": [text.text for text in scene.texts],
        "things": [thing.kind for thing in scene.things if thing.named], "notices": notices,
    }  # fmt: skip
