"""The stored form of an image request: plain JSON without the input pictures, which are rows of their own."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from aquatint.providers.types import ImageRequest, ShotPlan, Size, Source

_FIELDS = (
    "model",
    "prompt",
    "n",
    "quality",
    "background",
    "output_format",
    "output_compression",
    "complexity",
    "moderation",
    "partial_images",
    "seed",
)
_UNUSUAL = {"lock": "auto", "roles": "edit", "texts_required": False}
"""Fields that are kept where they differ from the usual, so that old and new requests have the same fingerprint."""


def to_json(request: ImageRequest) -> dict[str, Any]:
    """Return what is kept of a request."""
    kept = {name: getattr(request, name) for name in _FIELDS}
    kept |= {name: getattr(request, name) for name, usual in _UNUSUAL.items() if getattr(request, name) != usual}
    size = str(request.size) if request.size else None
    derived: dict[str, Any] = {
        "size": size,
        "texts": list(request.texts) or None,
        "inputs": len(request.images) or None,
    }
    derived["shots"] = [_shot(shot) for shot in request.shots] or None
    return {name: value for name, value in {**kept, **derived}.items() if value is not None}


def _shot(shot: ShotPlan) -> dict[str, Any]:
    return {"title": shot.title, "prompt": shot.prompt, "texts": list(shot.texts)}


def shots_from(kept: Sequence[dict[str, Any]]) -> tuple[ShotPlan, ...]:
    """Return the shots of a set from their stored form."""
    return tuple(ShotPlan(shot["title"], shot["prompt"], tuple(shot.get("texts", ()))) for shot in kept)


def from_json(kept: dict[str, Any], images: Sequence[Source], mask: Source | None, person: str) -> ImageRequest:
    """Return the request that was kept, with its input pictures and the person's pseudonym."""
    known = {name: kept[name] for name in (*_FIELDS, *_UNUSUAL) if name in kept}
    return ImageRequest(
        **known,
        size=Size.parse(kept.get("size", "")),
        texts=tuple(kept.get("texts", ())),
        shots=shots_from(kept["shots"]) if "shots" in kept else (),
        images=tuple(images),
        mask=mask,
        person=person,
    )


def digest(request: ImageRequest, inputs: Sequence[str]) -> bytes:
    """Return a fingerprint of everything that makes two requests the same; `inputs` are the pictures' hashes."""
    text = json.dumps([to_json(request), list(inputs)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()
