"""From what was asked to what can be sent: fill in what was left open, refuse what the model cannot do."""

from collections.abc import Sequence

from aquatint.catalog import errors, sizes
from aquatint.catalog.models import Offer
from aquatint.kit.text import is_storable
from aquatint.providers.base import Capabilities
from aquatint.providers.types import ImageRequest, ShotPlan, Size

DEFAULT_QUALITY = "medium"
_DEFAULT_SIZE = Size(1024, 1024)
_WITH_ALPHA = {"png", "webp"}
_WITH_COMPRESSION = {"jpeg", "webp"}
_MAX_COMPRESSION = 100
_MAX_PARTIALS = 3
MOST_SHOTS = 8
MOST_TEXTS = 20
_LONGEST_TEXT = 400


def fit(offer: Offer, request: ImageRequest) -> ImageRequest:
    """Return the request as it will be sent: a quality, a legal size, nothing left to chance.

    Raises an `errors` member that names the field. Nothing is dropped silently: what cannot be done is refused.
    """
    can = offer.can
    _words(can, request)
    _count(can, request)
    _settings(can, request)
    _inputs(can, request)
    quality = request.quality if request.quality != "auto" else DEFAULT_QUALITY
    count = len(request.shots) or request.n
    return request.evolve(
        model=offer.slug, prompt=request.prompt.strip(), quality=quality, size=_size(can, request), n=count
    )


def _words(can: Capabilities, request: ImageRequest) -> None:
    if not all(is_storable(text) for text in (request.prompt, *request.texts)):
        raise errors.PromptUnreadable("The words hold a character that no text has, such as NUL.", field="prompt")
    _texts((*request.texts, *(text for shot in request.shots for text in shot.texts)))
    length = len(request.prompt.strip())
    if not length:
        raise errors.PromptMissing("Say what the picture should show.", field="prompt")
    if length > can.max_prompt:
        sentence = f"These are {length:,} characters; this model reads up to {can.max_prompt:,}."
        raise errors.PromptTooLong(sentence, field="prompt")


def _texts(texts: Sequence[str]) -> None:
    if len(texts) > MOST_TEXTS or any(len(text) > _LONGEST_TEXT or not text.strip() for text in texts):
        sentence = f"Give up to {MOST_TEXTS} exact texts, each of 1 to {_LONGEST_TEXT} characters."
        raise errors.TextsNotOffered(sentence, field="texts")


def _count(can: Capabilities, request: ImageRequest) -> None:
    if request.shots:  # each is a call of its own
        _shots(can, request.shots)
    elif not 1 <= request.n <= can.max_n:
        raise errors.CountNotOffered(f"Ask for 1 to {can.max_n} pictures; this asks for {request.n}.", field="n")


def _shots(can: Capabilities, shots: Sequence[ShotPlan]) -> None:
    if not 2 <= len(shots) <= MOST_SHOTS:  # noqa: PLR2004 -- one picture is no set
        raise errors.CountNotOffered(f"A set has 2 to {MOST_SHOTS} pictures; this has {len(shots)}.", field="shots")
    for shot in shots:
        if not shot.prompt.strip():
            raise errors.PromptMissing("Say of each picture what it should show.", field="shots")
        if len(shot.prompt) > can.max_prompt or not is_storable(shot.prompt):
            raise errors.PromptTooLong(f"The words of “{shot.title}” cannot be sent to this model.", field="shots")


def _settings(can: Capabilities, request: ImageRequest) -> None:
    _listed("quality", request.quality, ("auto", *can.qualities))
    _listed("output_format", request.output_format, can.formats)
    if request.complexity is not None:
        _listed("complexity", request.complexity, can.complexities)
    if request.background == "transparent":
        _alpha(can, request)
    if request.output_compression is not None:
        _compression(request)
    if not 0 <= request.partial_images <= _MAX_PARTIALS:
        raise errors.SettingNotOffered(f"Ask for 0 to {_MAX_PARTIALS} partial pictures.", field="partial_images")
    if request.partial_images and not can.streaming:
        raise errors.SettingNotOffered("This model shows no partial pictures.", field="partial_images")
    if request.seed is not None and not can.seed:
        raise errors.SettingNotOffered("This model takes no seed.", field="seed")


def _listed(field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        words = ", ".join(dict.fromkeys(allowed)) or "none"
        raise errors.SettingNotOffered(f"This model has no {field} {value!r}. It has: {words}.", field=field)


def _alpha(can: Capabilities, request: ImageRequest) -> None:
    if not can.alpha:
        raise errors.SettingNotOffered("This model paints no transparent background.", field="background")
    if request.output_format not in _WITH_ALPHA:
        raise errors.SettingNotOffered("A transparent background needs png or webp.", field="output_format")


def _compression(request: ImageRequest) -> None:
    if request.output_format not in _WITH_COMPRESSION:
        raise errors.SettingNotOffered("Only jpeg and webp are compressed by degree.", field="output_compression")
    if not 0 <= (request.output_compression or 0) <= _MAX_COMPRESSION:
        raise errors.SettingNotOffered("Compression goes from 0 to 100.", field="output_compression")


def _inputs(can: Capabilities, request: ImageRequest) -> None:
    if request.mask is not None and not request.images:
        raise errors.InputNotOffered("A mask needs the picture it belongs to.", field="image")
    if request.images and not can.edits:
        raise errors.InputNotOffered("This model does not change pictures.", field="image")
    if len(request.images) > can.max_images:
        sentence = f"This model takes up to {can.max_images} pictures; this sends {len(request.images)}."
        raise errors.InputNotOffered(sentence, field="image")
    if request.mask is not None:
        _mask(can, request)


def _mask(can: Capabilities, request: ImageRequest) -> None:
    if not can.mask:
        raise errors.InputNotOffered("This model takes no mask.", field="mask")
    mask, first = request.mask, request.images[0]
    if mask is not None and mask.size != first.size:
        sentence = f"The mask is {mask.size}, the picture is {first.size}. They must be the same size."
        raise errors.InputNotOffered(sentence, field="mask")


def _size(can: Capabilities, request: ImageRequest) -> Size:
    if request.size is None or request.is_locked:  # a locked edit comes back at its source's own size
        wish = request.images[0].size if request.images else _DEFAULT_SIZE
        return sizes.nearest(wish, can.sizes)
    if not sizes.is_legal(request.size, can.sizes):
        close = sizes.nearest(request.size, can.sizes)
        sentence = f"This model does not paint {request.size}. The nearest size that it paints is {close}."
        raise errors.SizeNotOffered(sentence, field="size")
    return request.size
