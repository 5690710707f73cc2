"""The stored form of an image request: plain JSON without the input pictures, which are rows of their own."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from aquatint.providers.types import ImageRequest, Size, Source

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


def to_json(request: ImageRequest) -> dict[str, Any]:
    """Return what is kept of a request."""
    kept = {name: getattr(request, name) for name in _FIELDS}
    size = str(request.size) if request.size else None
    derived = {"size": size, "texts": list(request.texts) or None, "inputs": len(request.images) or None}
    return {name: value for name, value in {**kept, **derived}.items() if value is not None}


def from_json(kept: dict[str, Any], images: Sequence[Source], mask: Source | None, person: str) -> ImageRequest:
    """Return the request that was kept, with its input pictures and the person's pseudonym."""
    known = {name: kept[name] for name in _FIELDS if name in kept}
    size = Size.parse(kept.get("size", ""))
    texts = tuple(kept.get("texts", ()))
    return ImageRequest(**known, size=size, texts=texts, images=tuple(images), mask=mask, person=person)


def digest(request: ImageRequest, inputs: Sequence[str]) -> bytes:
    """Return a fingerprint of everything that makes two requests the same; `inputs` are the pictures' hashes."""
    text = json.dumps([to_json(request), list(inputs)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).digest()
