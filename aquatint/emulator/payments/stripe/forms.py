"""Stripe's way of writing nested things in a form: `a[b][0][c]=d`."""

import re
from typing import Any
from urllib.parse import parse_qsl

_NAME = re.compile(r"^([^\[\]]+)((?:\[[^\[\]]*\])*)$")


def parse(text: str) -> dict[str, Any]:
    """Return what a form or query says, with lists where the names are numbers. Raises ValueError for a bad name."""
    found: dict[str, Any] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        match = _NAME.match(name)
        if match is None:
            raise ValueError(name)
        path = [match[1], *re.findall(r"\[([^\[\]]*)\]", match[2])]
        place = found
        for step in path[:-1]:
            inner = place.setdefault(step, {})
            place = inner if isinstance(inner, dict) else {}
        place[path[-1] or str(len(place))] = value
    return {name: _listed(value) for name, value in found.items()}


def _listed(value: Any) -> Any:  # noqa: ANN401 -- nested texts
    if not isinstance(value, dict):
        return value
    if value and all(name.isdigit() for name in value):
        return [_listed(value[name]) for name in sorted(value, key=int)]
    return {name: _listed(inner) for name, inner in value.items()}
