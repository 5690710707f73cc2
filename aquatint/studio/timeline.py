"""The versions of a picture as a list of lists: each picture with what was made from it, oldest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from aquatint.generations import versions
from aquatint.generations.models import Version
from aquatint.media.models import Image, Origin

_WORDS = 26
_DEEPEST = 30
_HOW = {
    Version.How.EDIT.value: "edit",
    Version.How.ADJUST.value: "parts of the edit",
    Version.How.RAW.value: "nothing put back",
    Version.How.OVERLAY.value: "exact, in real type",
    Version.How.CUTOUT.value: "transparent",
}
_MADE_HERE = {
    Version.How.ADJUST.value: "Chosen parts",
    Version.How.RAW.value: "The whole answer",
    Version.How.OVERLAY.value: "Set in type",
    Version.How.UPSCALE.value: "Upscaled",
    Version.How.EXTEND.value: "Extended",
    Version.How.CUTOUT.value: "Background away",
}


@dataclass(slots=True)
class Step:
    """One version along the stage."""

    number: int
    title: str
    note: str
    href: str
    src: str
    is_this: bool
    below: list["Step"] = field(default_factory=list)


def timeline(image: Image) -> list[Step]:
    """Return the whole tree of a picture; nothing if it stands alone. Deeper than fits, it goes on in one line."""
    nodes = versions.tree(image)
    if len(nodes) < 2:  # noqa: PLR2004 -- a tree has at least two
        return []
    steps = {node.image.pk: _step(number, node, image) for number, node in enumerate(nodes, start=1)}
    depths: dict[object, int] = defaultdict(int)
    roots: list[Step] = []
    for node in nodes:
        parent = steps.get(node.parent.pk) if node.parent else None
        if parent is None or node.parent is None:
            roots.append(steps[node.image.pk])
            continue
        depths[node.image.pk] = depths[node.parent.pk] + 1
        (parent.below if depths[node.image.pk] < _DEEPEST else roots).append(steps[node.image.pk])
    return roots


def _step(number: int, node: versions.Node, this: Image) -> Step:
    image = node.image
    pixels = f"{image.width} × {image.height}"
    return Step(
        number=number,
        title=_title(image, node.how),
        note=_HOW.get(node.how, pixels) if node.how != Version.How.UPSCALE else pixels,
        href=reverse("image", args=[image.public_id]),
        src=f"/files/{image.public_id}/thumb",
        is_this=image.pk == this.pk,
    )


def _title(image: Image, how: str) -> str:
    if how in _MADE_HERE:
        return _MADE_HERE[how]
    return "Upload" if image.origin == Origin.UPLOAD else short(image.name or "Picture")


def short(text: str, most: int = _WORDS) -> str:
    """Return the beginning of some words."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def number_of(steps: Sequence[Step]) -> int:
    """Return the number of the version that is shown, or 0."""
    for step in steps:
        if found := step.number if step.is_this else number_of(step.below):
            return found
    return 0
