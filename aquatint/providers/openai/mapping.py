"""From an `ImageRequest` to the fields of OpenAI's Images API. Pure.

Not sent: `response_format` (refused for GPT Image), `input_fidelity` (always high on current models), and `seed`, which
the API does not have and the capabilities therefore do not offer.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from aquatint.kit.multipart import FilePart, Multipart
from aquatint.providers.types import ImageRequest

GENERATIONS = "/images/generations"
EDITS = "/images/edits"

_COMPRESSED = ("jpeg", "webp")
_UNSTREAMED = ("gif", "svg")
_REFERENCES = (
    "Paint a new picture. The attached pictures are references and are not to be changed: keep the people, products,"
    " style and colours that they show, not their composition."
)
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

Field = str | int | bool


def wants_stream(request: ImageRequest) -> bool:
    """Return whether unfinished states are wanted and the format has any."""
    return request.partial_images > 0 and request.output_format not in _UNSTREAMED


def fields(request: ImageRequest, model: str, *, n: int, stream: bool) -> dict[str, Field]:
    """Return the fields that generations and edits share. `n` is the number of shots of this one call."""
    optional: dict[str, Field | None] = {
        "output_compression": request.output_compression if request.output_format in _COMPRESSED else None,
        "complexity": request.complexity,
        # The form of an edit has no such field; there `auto`, the default, is left out.
        "moderation": request.moderation if request.moderation != "auto" or not request.is_edit else None,
        "safety_identifier": request.person or None,
        "stream": stream or None,
        "partial_images": request.partial_images if stream else None,
    }
    return {
        "model": model,
        "prompt": prompt(request),
        "n": n,
        "size": str(request.size) if request.size else "auto",
        "quality": request.quality,
        "background": request.background,
        "output_format": request.output_format,
        **{name: value for name, value in optional.items() if value is not None},
    }


def prompt(request: ImageRequest) -> str:
    """Return the words to send: the prompt, what references are for, and exact texts that it does not contain."""
    words = request.prompt
    if request.is_edit and not request.changes_picture:
        words = f"{words}\n\n{_REFERENCES}"
    missing = [text for text in request.texts if text not in request.prompt]
    if not missing:
        return words
    listed = "\n".join(f"“{text}”" for text in missing)
    return f"{words}\n\nThe picture carries exactly these texts, letter for letter:\n{listed}"


def json_body(parameters: Mapping[str, Field]) -> bytes:
    """Return the body of a generation."""
    return msgspec.json.encode(parameters)


def form_body(parameters: Mapping[str, Field], request: ImageRequest, mask: Path | None) -> Multipart:
    """Return the body of an edit. `mask` is a PNG in OpenAI's convention (`mask.translate`)."""
    files = [
        FilePart("image[]", f"image-{number}.{_ENDINGS.get(image.media_type, 'bin')}", image.media_type, image.path)
        for number, image in enumerate(request.images)
    ]
    if mask is not None:
        files.append(FilePart("mask", "mask.png", "image/png", mask))
    return Multipart([(name, _form_value(value)) for name, value in parameters.items()], files)


def _form_value(value: Field) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
