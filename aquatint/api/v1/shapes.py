"""How rows read in our own API."""

from typing import Any

from aquatint.generations.models import Generation, Shot
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
