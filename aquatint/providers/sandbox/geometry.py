# ruff: noqa: E501, PLR2004 -- one relation a line; shares of a box
# fmt: off
"""Where things are to each other in a finished scene, from their boxes alone."""

from aquatint.providers.sandbox.scene import Scene, Thing
from aquatint.providers.sandbox.subjects import SUBJECTS

FLAT = {"throne", "rug", "bed", "sofa", "armchair", "chair", "bench", "plate", "board", "pillow", "campfire", "table"}
"""What one is on without standing at its top."""
FREE = {"logo", "menu", "diagram", "map", "comic", "pattern", "timeline", "metro", "flatlay"}
"""Pages: a thing's place on them is no place in a world, so only what touches counts."""


def box(thing: Thing, scene: Scene) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom as fractions of the frame."""
    half = thing.height * SUBJECTS[thing.kind].aspect / scene.wide / 2
    return thing.x - half, thing.y - thing.height / scene.tall, thing.x + half, thing.y


def holds(relation: str, thing: Thing, anchor: Thing, scene: Scene, third: list[Thing]) -> bool:  # noqa: C901, PLR0911 -- one case per relation
    """Whether `thing` is in, on, over, under … `anchor`. `third` is the other side of "between"."""
    left, top, right, bottom = box(thing, scene)
    a_left, a_top, a_right, a_bottom = box(anchor, scene)
    tall, a_tall = bottom - top, a_bottom - a_top
    across = min(right, a_right) - max(left, a_left)
    shared = min(bottom, a_bottom) - max(top, a_top)
    over_it = across > 0.3 * min(right - left, a_right - a_left)
    if scene.layout == "comic" and thing.layer // 10 != anchor.layer // 10:
        return False  # in different panels
    if scene.layout == "flatlay" and relation in {"in", "on"}:
        return thing.layer > anchor.layer and a_left <= thing.x <= a_right and a_top <= (top + bottom) / 2 <= a_bottom
    if relation == "in":
        return over_it and shared > -0.04 and a_left - 0.01 <= thing.x <= a_right + 0.01 and (bottom <= a_bottom + 0.012)
    if relation == "on":
        raised = a_top - 0.03 <= bottom <= a_bottom - 0.1 * a_tall + 0.001
        return over_it and (raised or (anchor.kind in FLAT and shared > 0))
    if relation == "over":
        return across > -0.1 and bottom <= a_top + 0.35 * a_tall
    if relation == "under":
        sky = SUBJECTS[anchor.kind].on in {"sky", "air"}
        return (sky and top > a_top) or (across > -0.06 and ((a_top < top and shared > 0.3 * tall) or a_bottom <= top + 0.3 * tall))
    if relation in {"behind", "before"}:
        back, front = (thing, anchor) if relation == "behind" else (anchor, thing)
        touching = scene.layout not in FREE or (across > 0 and shared > 0)
        return touching and (back.layer, back.y) < (front.layer, front.y) and across > -0.22
    if relation == "left of":
        return thing.x < anchor.x
    if relation == "right of":
        return thing.x > anchor.x
    if relation == "between":
        return any(min(anchor.x, one.x) < thing.x < max(anchor.x, one.x) for one in third)
    if relation == "holding" and scene.traits.get("bust"):
        return thing.layer > anchor.layer  # before the chest of a sitter
    if relation == "holding":
        return across > 0 and shared > 0.2 * tall and thing.layer >= anchor.layer
    return across > -0.45 and shared > -0.3  # beside, with


def stands(position: str, thing: Thing, others: list[Thing], scene: Scene) -> bool:
    """Whether a thing stands at the side, in the depth or at the height that was said."""
    if position in {"left", "right", "centre"}:
        return {"left": thing.x < 0.45, "right": thing.x > 0.55, "centre": 0.3 < thing.x < 0.7}[position]
    if position == "top":
        return thing.y - thing.height / scene.tall / 2 < 0.5
    ground = [one for one in others if not one.floats]
    if position == "front":
        return all((thing.layer, thing.y + 0.03) >= (one.layer, one.y) for one in ground)
    return all((thing.layer, thing.y - 0.03) <= (one.layer, one.y) for one in ground)
