"""The sandbox's planner, as a plain function. It runs in the workshop's processes, so there is no Django in here."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Draft:
    """What a planner decides: see `models.Plan`."""

    brief: str
    shots: list[dict[str, Any]]
    cast: list[str]
    palette: str
    texts: list[str]


def drafted(prompt: str, count: int, texts: Sequence[str]) -> Draft:
    """Plan a set of so many shots. The same prompt, count and texts give the same plan."""
    from aquatint.providers.sandbox.job import seed_of  # noqa: PLC0415 -- for the workshop's processes only
    from aquatint.providers.sandbox.plan import make_plan  # noqa: PLC0415

    plan = make_plan(prompt, count, seed_of(prompt, None), tuple(texts))
    shots = [_shot(prompt, shot.title, texts if index == 0 else (), index) for index, shot in enumerate(plan.shots)]
    return Draft(plan.brief, shots, list(plan.cast), plan.palette, list(plan.texts))


def _shot(prompt: str, title: str, texts: Sequence[str], index: int) -> dict[str, Any]:
    words = prompt if index == 0 else f"{prompt.rstrip(' .')}, {title}"
    return {"title": title, "prompt": words, "texts": list(texts)}
