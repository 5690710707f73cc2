"""How rows read in our own API."""

from typing import Any

from aquatint.catalog.quote import Quote
from aquatint.generations.models import Generation, Plan, Shot
from aquatint.generations.versions import Node
from aquatint.media.models import Image


def generation(row: Generation) -> dict[str, Any]:
    """Return a generation as JSON: asked and sent, state, shots, credits, reason."""
    return {
        "id": row.public_id,
        "object": "generation",
        "state": row.state,
        "model": row.offer.slug,
        "provider": row.offer.provider,
        "sandbox": row.offer.is_sandbox,
        "asked": row.asked,
        "sent": row.sent,
        "credits": {"held": row.quoted if row.is_open else 0, "charged": row.charged, "returned": row.credits_back},
        "reason": {"code": row.reason_code, "message": row.reason} if row.reason_code else None,
        "created": row.created.isoformat(),
        "started": row.started.isoformat() if row.started else None,
        "finished": row.finished.isoformat() if row.finished else None,
        "shots": [_shot(shot) for shot in row.shots.all()],
    }


def _shot(shot: Shot) -> dict[str, Any]:
    reason = {"code": shot.reason_code, "message": shot.reason} if shot.reason_code else None
    return {
        "index": shot.index,
        "state": shot.state,
        "image": image(shot.image) if shot.image else None,
        "reason": reason,
    }


def image(row: Image) -> dict[str, Any]:
    """Return a picture's facts as JSON, with where its bytes are."""
    return {
        "id": row.public_id,
        "object": "image",
        "media_type": row.media_type,
        "width": row.width,
        "height": row.height,
        "bytes": row.bytes,
        "sha256": row.sha256,
        "content": f"/v1/images/{row.public_id}/content",
        "facts": row.facts,
    }


def node(row: Node) -> dict[str, Any]:
    """Return a picture in its tree as JSON."""
    return {
        "image": image(row.image),
        "parent": row.parent.public_id if row.parent else None,
        "how": row.how,
        "made": dict(row.facts),
        "created": row.created.isoformat(),
    }


def plan(row: Plan, price: Quote) -> dict[str, Any]:
    """Return a plan as JSON, with what painting it costs at most."""
    return {
        "id": row.public_id,
        "object": "plan",
        "prompt": row.prompt,
        "brief": row.brief,
        "shots": row.shots,
        "cast": row.cast,
        "palette": row.palette,
        "texts": row.texts,
        "settings": row.settings,
        "planner": row.planner,
        "credits": {"per_shot": price.per_shot, "total": price.total},
        "edited": row.edited.isoformat() if row.edited else None,
        "generation": row.generation.public_id if row.generation else None,
        "created": row.created.isoformat(),
    }
