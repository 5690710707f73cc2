"""The receipt of a picture as plain values: everything that is known and proved of it, in one object."""

from typing import Any

from aquatint.accounts.models import Person
from aquatint.generations import notes, proofs
from aquatint.generations.models import Attempt, ConsistencyMark, EditProof, Generation, Shot, TextProof, Version
from aquatint.imaging.provenance import has_credentials, inspect
from aquatint.kit import ids
from aquatint.media import credentials, storage
from aquatint.media.errors import ImageGone
from aquatint.media.models import Image


def find(person: Person, public_id: str) -> Image:
    """Return a picture of this person. Raises `ImageGone`."""
    known = ids.parse(Image.prefix, public_id)
    found = Image.objects.filter(id=known, owner=person).first() if known else None
    if found is None:
        raise ImageGone("There is no such picture here.", field="id")
    return found


def of_image(person: Person, public_id: str) -> dict[str, Any]:
    """Return the receipt of a picture. Reads the file's credentials, so not for lists. Raises `ImageGone`."""
    image = find(person, public_id)
    proof = proofs.of(image)
    shot = Shot.objects.select_related("generation__offer").filter(image=image).first()
    return {
        "object": "receipt",
        "image": image.public_id,
        "origin": image.origin,
        "media_type": image.media_type,
        "width": image.width,
        "height": image.height,
        "bytes": image.bytes,
        "sha256": image.sha256,
        "created": image.created.isoformat(),
        "said": image.facts.get("said"),
        "generation": _generation(shot) if shot else None,
        "edit": _edit(proof.edit) if proof.edit else None,
        "texts": [_text(text) for text in proof.texts],
        "version": _version(proof.version) if proof.version else None,
        "consistency": _consistency(proof.consistency) if proof.consistency else None,
        "credentials": _credentials(image),
        "notes": notes.of_charged(proof) if shot else [],
    }


def _generation(shot: Shot) -> dict[str, Any]:
    row: Generation = shot.generation
    calls = row.attempts.order_by("number")
    return {
        "id": row.public_id,
        "shot": shot.index,
        "title": shot.title,
        "prompt": shot.prompt,
        "model": row.offer.slug,
        "upstream": row.offer.upstream,
        "provider": row.offer.provider,
        "sandbox": row.offer.is_sandbox,
        "asked": row.asked,
        "sent": row.sent,
        "credits": {"held": row.quoted, "charged": row.charged, "returned": row.credits_back, "per_shot": row.per_shot},
        "started": row.started.isoformat() if row.started else None,
        "finished": row.finished.isoformat() if row.finished else None,
        "attempts": [_attempt(call) for call in calls],
    }


def _attempt(call: Attempt) -> dict[str, Any]:
    return {
        "number": call.number,
        "shots": call.shots,
        "state": call.state,
        "request_id": call.request_id,
        "started": call.started.isoformat(),
        "finished": call.finished.isoformat() if call.finished else None,
        "usage": call.usage,
        "error": call.error_code or None,
    }


def _edit(proof: EditProof) -> dict[str, Any]:
    files = {"source": proof.source, "raw": proof.raw, "aligned": proof.aligned, "map": proof.map, "mask": proof.mask}
    return {
        "status": proof.status,
        "sure": proof.sure,
        "exact": proof.exact,
        "outside_max_error": proof.outside_max_error,
        "percent_changed": proof.percent_changed,
        "choices": proof.choices,
        "report": proof.report,
        **{name: file.public_id if file else None for name, file in files.items()},
    }


def _text(proof: TextProof) -> dict[str, Any]:
    return {"text": proof.text, "verdict": proof.verdict, "read": proof.read, "report": proof.report}


def _version(version: Version) -> dict[str, Any]:
    return {"parent": version.parent.public_id, "how": version.how, "facts": version.facts}


def _consistency(mark: ConsistencyMark) -> dict[str, Any]:
    return {
        "palette": mark.palette,
        "structure": mark.structure,
        "similarity": mark.similarity,
        "score": mark.score,
        "outlier": mark.outlier,
        "repainted": mark.repainted,
    }


def _credentials(image: Image) -> dict[str, Any] | None:
    path = storage.path_of(image.sha256)
    found = inspect(path, ours=credentials.ours()) if has_credentials(path) else None
    return found.as_json() if found else None
