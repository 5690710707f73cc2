# ruff: noqa: E501 -- one mark a line
# fmt: off
"""Whether a subject really shows what is said of it: it is drawn small, with and without, and the pixels are compared."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import skia

from aquatint.providers.sandbox.brush import Brush
from aquatint.providers.sandbox.colour import Colour
from aquatint.providers.sandbox.palette import PALETTES
from aquatint.providers.sandbox.render import dress
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.style import STYLES, Stage
from aquatint.providers.sandbox.subjects import SUBJECTS, Look

SIZE = 72
"""The side of a probe in pixels."""
LEAST = 0.001
"""The part of the pixels that must differ before a difference counts as seen."""


STEP = 24
"""How much a pixel must differ, of 255."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What is said of one thing: everything that may change its drawing."""

    kind: str
    seed: int = 1
    colour: Colour | None = None
    second: Colour | None = None
    pose: str = ""
    season: str = "summer"
    weather: str = "clear"
    wears: tuple[str, ...] = ()
    material: str = ""


def shows(probe: Probe, **without: object) -> bool:
    """Whether the drawing differs from the one with these fields changed (`pose=""`)."""
    return _differs(probe, replace(probe, **without))  # type: ignore[arg-type]  # fields of Probe by name


@lru_cache(512)
def _differs(one: Probe, other: Probe) -> bool:
    if one == other:
        return False
    first, second = (np.frombuffer(_drawn(probe), np.uint8).reshape(-1, 4).astype(np.int16) for probe in (one, other))
    return bool((np.abs(first - second).max(1) > STEP).mean() > LEAST)


@lru_cache(512)
def _drawn(probe: Probe) -> bytes:
    subject = SUBJECTS[probe.kind]
    surface = skia.Surface.MakeRaster(skia.ImageInfo.Make(SIZE, SIZE, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType))
    brush = Brush(surface.getCanvas(), STYLES["illustration"], Stage.DETAIL)
    tone = probe.colour or subject.colour
    chance = Scene(1, 1, probe.seed, "", "").random(probe.kind)
    look = Look(tone, probe.second or tone, PALETTES["day"], chance, probe.pose, probe.season, probe.weather, wears=probe.wears)
    with brush.at(SIZE / 2, SIZE * 0.86, SIZE * 0.66 / 100 / max(1.0, subject.aspect)):
        brush.material = probe.material
        subject.draw(brush, look)
        brush.material = ""
        dress(brush, subject, look)
    return bytes(surface.toarray(colorType=skia.kRGBA_8888_ColorType).tobytes())
