# ruff: noqa: ANN401, E501, PLR2004 -- skia carries no types; one mark a line; coordinates are the drawing
# fmt: off
"""Edits of foreign pictures, on pixels: fill, recolour, add a subject, set text. Simple, and said to be so."""

import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from aquatint.imaging.lettering import typeset
from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import BLACK, WHITE, Colour, from_rgb, readable
from aquatint.providers.sandbox.layouts.registry import palette_of
from aquatint.providers.sandbox.path import oval, rect
from aquatint.providers.sandbox.reading import Reading, read
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.style import STYLES
from aquatint.providers.sandbox.subjects import SUBJECTS, Look
from aquatint.providers.sandbox.words.hues import hue
from aquatint.providers.sandbox.words.orders import REMOVE, VERBS, swap

type Pixels = NDArray[np.uint8]
type Region = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Retouched:
    """Painted pixels, the region they are good for, and what was done. `soft` asks for a feathered seam."""

    pixels: Pixels
    region: Region
    soft: bool = True
    said: dict[str, Any] = field(default_factory=dict)


WHOLE = {"time", "weather", "season", "place", "mood", "style", "act"}
"""Kinds of words that ask for what no retouching of pixels does."""
SAID = WHOLE | {"noun", "colour", "material", "pose", "count", "size", "look", "garment", "layout", "framing"}
FILLED = "filled the region from around it"


def untouched(reading: Reading, kinds: set[str], but: set[str] | None = None) -> list[str]:
    """Return the phrases of these kinds that were understood, without those that were acted on."""
    return list(dict.fromkeys(mark.phrase for mark in reading.marks if mark.kind in kinds and mark.phrase not in (but or set())))


def retouch(pixels: Pixels, instruction: str, region: Region | None, *, seed: int = 0, texts: tuple[str, ...] = ()) -> Retouched:
    """Change a picture that is not ours. Without a region the words choose one: background, object, a side, the middle.

    Words that ask for nothing that can be done here change nothing: `done` is then empty.
    """
    reading = read(instruction, texts)
    chosen = region if region is not None else guess(pixels, instruction, reading)
    facts = {"understood": list(reading.understood), "not_understood": [word for word in reading.not_understood if word not in VERBS]}
    facts["not_drawn"] = untouched(reading, WHOLE)
    colour = next((noun.colour for noun in reading.nouns if noun.colour), "") or next(iter(reading.colours), "")
    if reading.texts:
        return Retouched(_lettered(pixels, chosen, reading.texts[0].text), chosen, False, {**facts, "done": ["set text"]})
    if REMOVE.search(instruction):
        return Retouched(filled(pixels, chosen, seed), chosen, True, {**facts, "done": [FILLED]})
    known = [noun for noun in reading.nouns if noun.key in SUBJECTS]
    if colour and (not known or re.search(r"\b(make|paint|turn|change|colou?r|recolou?r|dye)\b", instruction, re.IGNORECASE)):
        return Retouched(recoloured(pixels, hue(colour)), chosen, True, {**facts, "done": [f"recoloured the region {colour}"]})
    if known:
        return _added(pixels, chosen, instruction, reading, seed, facts)
    return Retouched(pixels, np.zeros_like(chosen), False, {**facts, "not_drawn": untouched(reading, SAID), "done": []})


def _added(pixels: Pixels, chosen: Region, instruction: str, reading: Reading, seed: int, facts: dict[str, Any]) -> Retouched:
    """Add the first thing that is named; where it takes the place of another one, that one goes."""
    parts = swap(instruction)
    new = read(parts[1]) if parts else reading
    new = new if any(noun.key in SUBJECTS for noun in new.nouns) else reading
    goes = new is not reading or re.search(r"\b(replace|swap|instead)\b", instruction, re.IGNORECASE) is not None
    painted, touched = _with_subject(filled(pixels, chosen, seed) if goes else pixels, chosen, new, seed)
    noun = next(one for one in new.nouns if one.key in SUBJECTS)
    anchors = {reading.nouns[one.to].word for one in reading.nouns if one.to >= 0}
    gone = {one.word for one in read(parts[0]).nouns} if parts and goes else set()
    left = untouched(reading, WHOLE | {"noun"}, {noun.word} | anchors | gone)
    said = {**facts, "not_drawn": left, "done": [f"added {noun.word}"]}
    return Retouched(painted, chosen if goes else touched & chosen, goes, said)


def guess(pixels: Pixels, instruction: str, reading: Reading) -> Region:
    """Find the region that an instruction without a mask means."""
    tall, wide = pixels.shape[:2]
    words = set(re.findall(r"[a-z]+", instruction.lower()))
    rows, columns = np.mgrid[0:tall, 0:wide]
    if "background" in words:
        return ~_object(pixels)
    if words & {"sky", "top"}:
        return np.asarray(rows < tall * 0.4)
    if words & {"bottom", "ground", "floor"}:
        return np.asarray(rows > tall * 0.68)
    if reading.texts:
        return np.asarray((rows > tall * 0.06) & (rows < tall * 0.22) & (columns > wide * 0.1) & (columns < wide * 0.9))
    middle = {"left": 0.22, "right": 0.78}.get(next(iter(words & {"left", "right"}), ""), 0.5)
    if words & {"add", "put", "insert", "place"}:
        return np.asarray((abs(columns - wide * middle) < min(tall, wide) * 0.2) & (abs(rows - tall * 0.68) < tall * 0.24))
    found = _object(pixels)
    return found if 0.004 < found.mean() < 0.9 else (((columns - wide * middle) / (wide * 0.25)) ** 2 + ((rows - tall / 2) / (tall * 0.3)) ** 2) < 1


def _object(pixels: Pixels) -> Region:
    """Return what differs from the border's colours: the main object, roughly."""
    tall, wide = pixels.shape[:2]
    small = np.asarray(Image.fromarray(pixels[..., :3]).resize((160, 120), Image.Resampling.BOX), np.float32)
    border = np.concatenate([small[:6].reshape(-1, 3), small[:, :6].reshape(-1, 3), small[:, -6:].reshape(-1, 3)])
    samples = border[:: max(1, len(border) // 64)]
    distance = np.sqrt(((small[:, :, None] - samples) ** 2).sum(-1)).min(-1)
    mask = Image.fromarray(((distance > max(26.0, float(distance.mean()))) * 255).astype(np.uint8)).filter(ImageFilter.MedianFilter(5))
    return np.asarray(mask.resize((wide, tall), Image.Resampling.BICUBIC)) > 127


def filled(pixels: Pixels, region: Region, seed: int) -> Pixels:
    """Fill a region from its surroundings: colours flow in from all sides (push-pull), grain goes on top."""
    weight = (~region).astype(np.float32)[..., None]
    flow = _push_pull(pixels.astype(np.float32) * weight, weight)
    ring = _grown(region, 12) & ~region
    rough = float(_fine(pixels)[ring].std()) if ring.any() else 0.0
    chance = np.random.default_rng(seed)
    flow[..., :3] += chance.normal(0, min(6.0, rough), (*region.shape, 1))
    out = pixels.copy()
    out[region] = np.clip(np.rint(flow), 0, 255).astype(np.uint8)[region]
    return out


def _push_pull(values: NDArray[np.float32], weight: NDArray[np.float32]) -> NDArray[np.float32]:
    tall, wide = weight.shape[:2]
    if min(tall, wide) <= 2:
        total = max(1e-6, float(weight.sum()))
        return np.broadcast_to(values.sum((0, 1)) / total, values.shape).astype(np.float32)
    even = tall - tall % 2, wide - wide % 2
    def half(a: NDArray[np.float32]) -> NDArray[np.float32]:
        cut = a[: even[0], : even[1]]
        return (cut[::2, ::2] + cut[1::2, ::2] + cut[::2, 1::2] + cut[1::2, 1::2]) / np.float32(4)
    coarse = _push_pull(half(values), half(weight))
    bands = [np.asarray(Image.fromarray(np.ascontiguousarray(coarse[..., i])).resize((wide, tall), Image.Resampling.BILINEAR)) for i in range(coarse.shape[-1])]
    up = np.dstack(bands)
    known = np.clip(weight, 0, 1)
    own = values / np.maximum(weight, 1e-6)
    result: NDArray[np.float32] = np.where(weight > 0, own * known + up * (1 - known), up).astype(np.float32)
    return result


def _fine(pixels: Pixels) -> NDArray[np.float32]:
    grey = Image.fromarray(pixels[..., :3]).convert("L")
    return np.asarray(grey, np.float32) - np.asarray(grey.filter(ImageFilter.GaussianBlur(2)), np.float32)


def _grown(region: Region, by: int) -> Region:
    blurred = Image.fromarray(region.astype(np.uint8) * 255).filter(ImageFilter.BoxBlur(by))
    return np.asarray(blurred) > 0


def recoloured(pixels: Pixels, colour: Colour) -> Pixels:
    """Another hue on the same light and shade: luminance stays, moved towards the lightness of the colour."""
    rgb = pixels[..., :3].astype(np.float32) / 255
    light = rgb @ np.array([0.2126, 0.7152, 0.0722], np.float32)
    target = np.array(colour.rgb, np.float32)
    middle = float(target @ np.array([0.2126, 0.7152, 0.0722], np.float32))
    shifted = np.clip(light * 0.75 + (middle - float(light.mean())) * 0.55 + float(light.mean()) * 0.25, 0, 1)[..., None]
    below = shifted / max(middle, 0.02)
    above = (shifted - middle) / max(1 - middle, 0.02)
    out = np.where(shifted <= middle, target * below, target + (1 - target) * above)
    result = pixels.copy()
    result[..., :3] = np.clip(np.rint(out * 255), 0, 255).astype(np.uint8)
    return result


def _bounds(region: Region) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero(region.any(1)), np.flatnonzero(region.any(0))
    if not len(rows):
        return 0, 0, region.shape[1], region.shape[0]
    return int(columns[0]), int(rows[0]), int(columns[-1] + 1 - columns[0]), int(rows[-1] + 1 - rows[0])


def _surface(pixels: Pixels) -> Any:
    tall, wide = pixels.shape[:2]
    surface = skia.Surface.MakeRaster(skia.ImageInfo.Make(wide, tall, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType))
    image = skia.Image.fromarray(np.ascontiguousarray(pixels), skia.kRGBA_8888_ColorType, skia.AlphaType.kUnpremul_AlphaType)
    surface.getCanvas().drawImage(image, 0, 0)
    return surface


def _with_subject(pixels: Pixels, region: Region, reading: Reading, seed: int) -> tuple[Pixels, Region]:
    noun = next(one for one in reading.nouns if one.key in SUBJECTS)
    subject = SUBJECTS[noun.key]
    x, y, wide, tall = _bounds(region)
    size = min(tall * 0.92, wide * 0.92 / subject.aspect)
    surface = _surface(pixels)
    brush = Brush(surface.getCanvas(), STYLES["illustration"])
    scene = Scene(wide, tall, seed, "subject", "day")
    colour = hue(noun.colour) if noun.colour else subject.colour
    foot = y + tall * 0.96
    if subject.on not in {"air", "sky"}:
        brush.soft(oval(x + wide / 2, foot, size * subject.aspect * 0.4, size * 0.05), BLACK, 0.4, size * 0.03)
    with brush.at(x + wide / 2, foot, size / 100):
        subject.draw(brush, Look(colour, colour, palette_of(scene), scene.random(noun.key), noun.pose))
    painted = np.array(surface.toarray(colorType=skia.kRGBA_8888_ColorType))
    return painted, (painted != pixels).any(-1)


def _lettered(pixels: Pixels, region: Region, text: str) -> Pixels:
    x, y, wide, tall = _bounds(region)
    surface = _surface(pixels)
    part = pixels[region][:, :3].mean(0) / 255 if region.any() else np.array([1.0, 1.0, 1.0])
    ground = from_rgb(*(float(v) for v in part))
    panel = WHITE.mix(ground, 0.2) if ground.light > 0.5 else BLACK.mix(ground, 0.3)
    canvas = surface.getCanvas()
    canvas.drawPath(rect(x, y, wide, tall, min(wide, tall) * 0.08), skia.Paint(AntiAlias=True, Color=panel.argb & 0xFFFFFF | 0xE0000000))
    pad = min(wide, tall) * 0.1
    block = typeset.fit(text, wide - 2 * pad, tall - 2 * pad, "sans-bold", largest=tall)
    typeset.draw(canvas, block, x + pad, y + pad, wide - 2 * pad, tall - 2 * pad, skia.Paint(AntiAlias=True, Color=readable(BLACK, panel).argb))
    return np.array(surface.toarray(colorType=skia.kRGBA_8888_ColorType))
