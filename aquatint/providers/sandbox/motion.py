# ruff: noqa: PLR2004 -- coordinates are the drawing
"""A loop of 2 to 16 frames from one scene: clouds drift, waves roll, boats bob, eyes blink."""

import math

import numpy as np
from numpy.typing import NDArray

from aquatint.providers.sandbox.render import render
from aquatint.providers.sandbox.scene import Scene
from aquatint.providers.sandbox.subjects import SUBJECTS

COUNT = 8


def frames(scene: Scene, count: int = COUNT) -> list[NDArray[np.uint8]]:
    """Paint the loop; the last frame leads back into the first."""
    count = max(2, min(16, count))
    return [render(at(scene, step / count)) for step in range(count)]


def at(scene: Scene, turn: float) -> Scene:
    """Return the scene at `turn` of the loop, 0 to 1."""
    swing = math.sin(turn * math.tau)
    things = []
    for thing in scene.things:
        on = SUBJECTS[thing.kind].on
        if on in {"water", "air", "sea"}:
            thing = thing.evolve(y=thing.y + 0.006 * math.sin(turn * math.tau + thing.id))  # noqa: PLW2901
        elif SUBJECTS[thing.kind].family == "beast" and 0.45 < turn < 0.6 and not thing.pose:
            thing = thing.evolve(pose="sleep")  # noqa: PLW2901
        things.append(thing)
    return scene.evolve(things=tuple(things), traits={**scene.traits, "drift": turn, "swing": swing})
