"""Looking at the tree: which picture was made from which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from aquatint.catalog.models import Offer
from aquatint.generations.models import Shot, Version
from aquatint.imaging.lock import Choice
from aquatint.media.models import Image

__all__ = ["Choice", "Node", "painted_with", "parent_of", "tree"]

_TREE = """
    WITH RECURSIVE up AS (
        SELECT %s::uuid AS id
        UNION
        SELECT version.parent_id FROM generations_version AS version JOIN up ON version.image_id = up.id
    ), down AS (
        SELECT up.id FROM up WHERE NOT EXISTS (SELECT 1 FROM generations_version WHERE image_id = up.id)
        UNION
        SELECT version.image_id FROM generations_version AS version JOIN down ON version.parent_id = down.id
    )
    SELECT id FROM down
"""


@dataclass(frozen=True, slots=True)
class Node:
    """A picture in its tree. The root has no parent; `how` and `facts` say what was done to the parent."""

    image: Image
    parent: Image | None
    how: str
    facts: Mapping[str, Any]
    created: datetime


def parent_of(image: Image) -> Image | None:
    """Return the picture that this one was made from, if it was made from one."""
    version = Version.objects.select_related("parent").filter(image=image).first()
    return version.parent if version else None


def painted_with(image: Image) -> Offer | None:
    """Return the offer that painted a picture, or the nearest one that it was made from; None if nobody painted."""
    seen: Image | None = image
    while seen is not None:
        shot = Shot.objects.select_related("generation__offer").filter(image=seen).first()
        if shot is not None:
            return shot.generation.offer
        seen = parent_of(seen)
    return None


def tree(image: Image) -> list[Node]:
    """Return every picture that is joined with this one, its own owner's, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(_TREE, [image.id])
        identities = [row[0] for row in cursor.fetchall()]
    rows = Image.objects.filter(id__in=identities, owner=image.owner_id).select_related("version").order_by("id")
    images: dict[UUID, Image] = {row.id: row for row in rows}
    return [_node(row, images) for row in images.values()]


def _node(image: Image, images: Mapping[UUID, Image]) -> Node:
    version: Version | None = getattr(image, "version", None)
    if version is None:
        return Node(image, None, image.origin, {}, image.created)
    return Node(image, images.get(version.parent_id), version.how, version.facts, version.created)
