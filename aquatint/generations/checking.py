"""The no-charge contract: what a delivered file must be before anybody is charged for it.

It opens, is of the asked type and the asked size, and has an alpha channel if one was asked for. What fails here is not
delivered, so its credits come back with the reason.
"""

from pathlib import Path

from aquatint import imaging
from aquatint.imaging.facts import Facts
from aquatint.providers.errors import BadAnswer
from aquatint.providers.types import ImageRequest

_MEDIA_TYPES = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "webp": "image/webp",
    "gif": "image/gif",
    "svg": "image/svg+xml",
}


def check(path: Path, request: ImageRequest) -> Facts:
    """Return the facts of a delivered file, or raise `BadAnswer` with what is wrong with it."""
    try:
        facts = imaging.inspect(path)
        _type(facts, request)
        _size(facts, request)
        _alpha(facts, request)
        imaging.verify(path, facts, thorough=not _has_checksums(facts))
    except imaging.Unreadable as error:
        raise BadAnswer(f"{error.code}: {error}", code="picture_unreadable", sentence=_UNREADABLE) from error
    return facts


def _has_checksums(facts: Facts) -> bool:
    """Whether the format proves its own bytes: a still PNG has a checksum over each chunk and needs no decoding."""
    return facts.media_type == "image/png" and facts.frames == 1


_UNREADABLE = "The provider sent a file that does not open as a picture."


def _type(facts: Facts, request: ImageRequest) -> None:
    wanted = _MEDIA_TYPES[request.output_format]
    if facts.media_type != wanted:
        sentence = f"The provider sent {facts.media_type} instead of {wanted}."
        raise BadAnswer(sentence, code="picture_of_wrong_type", sentence=sentence)


def _size(facts: Facts, request: ImageRequest) -> None:
    size = request.size
    if size is not None and (facts.width, facts.height) != (size.width, size.height):
        sentence = f"The provider sent {facts.width}x{facts.height} instead of {size}."
        raise BadAnswer(sentence, code="picture_of_wrong_size", sentence=sentence)


def _alpha(facts: Facts, request: ImageRequest) -> None:
    if request.background == "transparent" and not facts.alpha:
        sentence = "The provider sent a picture without the transparent background."
        raise BadAnswer(sentence, code="picture_without_alpha", sentence=sentence)
